"""Goals without a verb: a heading may name work, or a better state, or too little."""

from __future__ import annotations

import re
from typing import Final

from xlmal.domain.wording.clause import Clause
from xlmal.domain.wording.judged import Judged, activity, effect, unclear
from xlmal.domain.wording.listed import listed
from xlmal.domain.wording.nouns import Noun, noun
from xlmal.domain.wording.verbs import Form, Kind, verb

_BETTER: Final = frozenset(
    listed("""
        ökad ökat ökade minskad minskat minskade högre lägre bättre fler färre förbättrad
        förbättrat förbättrade stärkt stärkta halverad halverade kortare snabbare mindre mer
        trygga trygg nöjda friska goda
    """)
)
_ACTION_NOUN: Final = r"\w{3,}(?:ande|ende|ning|ing|ation|ering|nad)(?:en|et|t)?"
_WORK_STARTERS: Final = frozenset(listed("start uppstart utbyggnad byggnation översyn satsning"))


def no_verb(clause: Clause) -> Judged | None:
    """A heading: work as a noun, or a better state; else it says too little."""
    words = clause.words
    if clause.verb is not None or clause.modal or not words:
        return None
    one = verb(words[0])
    if one and one.kind is Kind.DOING and one.form is Form.PARTICIPLE and len(words) > 1:
        text = "”{0}” säger vad organisationen gör, inte vad det leder till"
        return activity("gör något", text, words[0])
    first = next((word for word in words if word not in ("en", "ett", "den", "det")), words[0])
    if clause.head_kind is Noun.WORK:
        text = "”{0}” är ett arbete som organisationen utför, utan att säga vad det leder till"
        return activity("arbete som substantiv", text, clause.head)
    if first in _BETTER and len(words) > 1:
        then = words[words.index(first) + 1 :]
        of = clause.head if clause.head != first else ""
        of = of or (then[0] if then else words[0])
        return effect("bättre läge", "”{0} {1}” säger hur ett läge ska ändras", first, of)
    action = next((word for word in words[:3] if _is_action(word)), None)
    if action:
        text = "”{0}” är ett arbete som organisationen utför, utan att säga vad det leder till"
        return activity("arbete som substantiv", text, action)
    return None


def nothing(clause: Clause) -> Judged:
    """No rule fits."""
    if clause.verb is None and not clause.modal:
        text = "meningen har inget verb som säger vad som görs eller hur det blir"
        return unclear("inget verb", text)
    text = "orden säger varken vad som görs eller hur det blir"
    return unclear("inga kända ord", text)


def _is_action(word: str) -> bool:
    return word in _WORK_STARTERS or (
        noun(word) not in (Noun.STATE, Noun.GROUP) and bool(re.fullmatch(_ACTION_NOUN, word))
    )
