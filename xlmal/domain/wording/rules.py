"""What a clause's words say of it: work of one's own, or an effect. The first rule that fits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from xlmal.domain.wording.clause import PREPOSITIONS, Clause, head_of
from xlmal.domain.wording.headings import no_verb, nothing
from xlmal.domain.wording.judged import Judged, activity, effect, unclear
from xlmal.domain.wording.listed import listed
from xlmal.domain.wording.nouns import Noun, noun
from xlmal.domain.wording.own_work import counted_work, driving, own_product, trained
from xlmal.domain.wording.verbs import Form, Kind

Rule: TypeAlias = Callable[[Clause], Judged | None]

_OWN: Final = (Noun.WORK, Noun.DOCUMENT)
_OURS: Final = (Noun.ACTOR, Noun.STAFF)

#: Passive of a thing that is there of itself: to keep a state is to say what it shall be.
_KEPT: Final = frozenset(listed("utveckla använda bevara värna skydda vårda"))
_FRAMES: Final = frozenset(listed("budget budgeten ram ramen budgetram budgetramen"))
_OF_THEMSELVES: Final = frozenset(listed("utveckla engagera aktivera"))
_WEAK_CHANGE: Final = frozenset(listed("stärka förbättra förstärka jämna bryta"))


def attitude(clause: Clause) -> Judged | None:
    """A perspective, a set of values: neither done nor reached."""
    if clause.verb is None or clause.verb.kind not in (Kind.STATE, Kind.VAGUE):
        return None
    if clause.head_kind in _OURS and clause.after[:2] == ("bättre", "på"):
        text = "”{0}” säger inte om något görs eller blir annorlunda för någon"
        return unclear("bättre på", text, "bättre på")
    for word in (clause.head, *clause.after):
        if noun(word) is Noun.ATTITUDE:
            text = "”{0}” är ett förhållningssätt: varken något som görs eller en effekt"
            return unclear("förhållningssätt", text, word)
    return None


def within_budget(clause: Clause) -> Judged | None:
    """To keep within the budget is a result, be it said in the passive."""
    if clause.verb and clause.verb.kind is Kind.DOING and clause.verb.form is Form.INFINITIVE:
        return None
    for at, word in enumerate(clause.words):
        if word == "inom":
            frame = next((one for one in clause.words[at + 1 : at + 4] if one in _FRAMES), None)
            if frame:
                text = "”inom … {0}” är ett ekonomiskt resultat"
                return effect("resultat", text, frame)
    return None


def change(clause: Clause) -> Judged | None:
    """Something goes up or down: an effect, unless it is one's own work that does."""
    one = clause.verb
    if one is None or one.kind is not Kind.CHANGE:
        return None
    of, kind, is_done_by_us = clause.head, clause.head_kind, False
    if kind in _OURS or (one.form is Form.INFINITIVE and not clause.subject):
        # Somebody changes something: what counts is what.
        of, kind = head_of(clause.after)
        is_done_by_us = bool(of or clause.after)
        of = of or (clause.after[0] if clause.after else "")
    if kind in _OWN:
        text = "”{0}” … ”{1}”: det är det egna arbetet som ändras, inte något för målgruppen"
        return activity("eget arbete ändras", text, clause.verb_words, of)
    if is_done_by_us and kind not in (Noun.STATE, Noun.GROUP) and one.stem in _WEAK_CHANGE:
        text = "”{0}” säger vad organisationen gör, inte vad det leder till"
        return activity("gör något", text, clause.verb_words)
    text = "”{0}” säger hur ett läge ska ändras"
    words = (clause.verb_words, of) if of else (clause.verb_words,)
    return effect("läget ändras", f"{text}: ”{{1}}”" if of else text, *words)


def doing(clause: Clause) -> Judged | None:
    """A verb for what an organisation does, active or passive."""
    one = clause.verb
    if one is None or one.kind is not Kind.DOING:
        return None
    if clause.head_kind is Noun.GROUP and one.form is not Form.PASSIVE:
        text = "”{0} {1}” säger vad målgruppen gör eller kan"
        return effect("målgruppen gör", text, clause.head or clause.subject[0], clause.verb_words)
    if clause.head_kind is Noun.GROUP and one.stem in _OF_THEMSELVES:
        text = "”{0} {1}” säger vad som blir av målgruppen"
        return effect("målgruppens läge", text, clause.head, clause.verb_words)
    if one.stem in _KEPT and one.form is Form.PASSIVE and clause.head_kind is Noun.STATE:
        text = "”{0}” säger hur ett läge ska ändras: ”{1}”"
        return effect("läget ändras", text, clause.verb_words, clause.head)
    if one.stem == "bidra" and clause.subject and clause.head_kind is None:
        text = "”{0}” säger inte om det som bidrar är något som görs eller något som blir bättre"
        return unclear("allmänt verb", text, clause.verb_words)
    if one.form is Form.PASSIVE:
        text = "”{0}” är något som organisationen gör, sagt i passiv form"
        return activity("görs", text, clause.verb_words)
    text = "”{0}” säger vad organisationen gör, inte vad det leder till"
    return activity("gör något", text, clause.verb_words)


def vague(clause: Clause) -> Judged | None:
    """Säkerställa and the like: by whom it is done tells, else nothing does."""
    one = clause.verb
    if one is None or one.kind is not Kind.VAGUE:
        return None
    if one.form is not Form.PASSIVE and (clause.head_kind in _OURS or not clause.subject):
        text = "”{0}” säger vad organisationen ska se till, inte vad det leder till"
        return activity("ser till", text, clause.verb_words)
    text = "”{0}” säger inte om något görs eller blir annorlunda"
    return unclear("allmänt verb", text, clause.verb_words)


def state(clause: Clause) -> Judged | None:
    """How it is for somebody, or what somebody manages, feels or has."""
    one = clause.verb
    if one is None or one.kind is not Kind.STATE:
        return None
    if clause.head_kind is Noun.GROUP:
        text = "”{0} {1}” säger hur det är för målgruppen"
        return effect("målgruppens läge", text, clause.head, clause.verb_words)
    if clause.head_kind is Noun.STATE:
        text = "”{0}” är ett läge eller resultat, och ”{1}” säger hur det ska vara"
        return effect("resultat", text, clause.head, clause.verb_words)
    text = "”{0}” säger hur något är, inte vad som görs"
    return effect("tillstånd", text, clause.verb_words)


def unknown_verb(clause: Clause) -> Judged | None:
    """A verb that no table knows: who does it tells."""
    word = clause.verb_words or _likely_verb(clause)
    if clause.verb is not None or not word:
        return None
    is_share = clause.head_kind is Noun.STAFF and clause.words[0] != clause.head
    if clause.head_kind is Noun.GROUP or (is_share and not clause.modal):
        text = "”{0} … {1}” säger vad de gör eller kan"
        return effect("målgruppen gör", text, clause.head, word)
    if word.endswith("as"):
        if clause.head_kind is Noun.STATE:
            text = "”{0}” säger hur ett läge ska ändras: ”{1}”"
            return effect("läget ändras", text, word, clause.head)
        return activity("görs", "”{0}” är något som organisationen gör, sagt i passiv form", word)
    if clause.head_kind in _OURS and word.endswith(("a", "r")):
        text = "”{0} … {1}” säger vad organisationen gör"
        return activity("gör något", text, clause.head, word)
    return None


#: In the order they are asked.
RULES: Final[tuple[Rule, ...]] = (
    trained,
    counted_work,
    attitude,
    driving,
    within_budget,
    own_product,
    change,
    doing,
    vague,
    state,
    unknown_verb,
    no_verb,
)


def judge(clause: Clause) -> Judged:
    """The first rule that fits a clause."""
    return next((found for rule in RULES if (found := rule(clause))), nothing(clause))


def _likely_verb(clause: Clause) -> str:
    """The word after the subject where a verb would stand, in a clause without a known one."""
    known = (Noun.GROUP, Noun.STATE, *_OURS)
    if clause.modal:
        return ""
    if clause.head_kind not in known or clause.head not in clause.words:
        passive = (word for word in clause.words[1:5] if _is_passive(word))
        return next(passive, "")
    at = clause.words.index(clause.head) + 1
    word = clause.words[at] if at < len(clause.words) else ""
    is_verb = len(word) > 2 and word.endswith(("r", "s")) and noun(word) is None
    return word if is_verb and word not in PREPOSITIONS else ""


def _is_passive(word: str) -> bool:
    """Whether an unknown word looks like a passive: -as, but not the genitive -nas (elevernas)."""
    return len(word) > 5 and word.endswith("as") and not word.endswith("nas")
