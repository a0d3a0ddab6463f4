"""Goals that tell of one's own work as if it were a result: plans, courses, numbers, roles."""

from __future__ import annotations

import re
from typing import Final

from xlmal.domain.wording.clause import Clause, head_of
from xlmal.domain.wording.judged import Judged, activity
from xlmal.domain.wording.listed import listed
from xlmal.domain.wording.nouns import Noun, noun
from xlmal.domain.wording.verbs import Form, Kind, verb

_DONE_WORDS: Final = frozenset(listed("klar klart klara färdig färdigt färdiga"))
_IN_PLACE: Final = (("på", "plats"), ("i", "drift"), ("i", "bruk"))
_DRIVING: Final = frozenset(
    listed("drivande pådrivande drivkraft part parter aktör initiativtagare")
)
_TRAINED: Final = frozenset(listed("genomgått gått fått genomfört deltagit genomgår"))
_GOES: Final = frozenset(listed("gå går genomgå genomgår delta deltar"))
_TRAINING: Final = r".*(?:utbildning|kurs|program|introduktion|träning|seminari|fortbildning)\w*"
#: A clause of its own begins: what is done there is not what is said of the subject.
_SUBORDINATE: Final = frozenset(listed("som när där då att om eftersom innan"))


def trained(clause: Clause) -> Judged | None:
    """Staff who have been through a course: what was done, however large the share."""
    words = clause.words
    if clause.head_kind is Noun.GROUP or any(noun(word) is Noun.GROUP for word in clause.subject):
        return None
    goes = _TRAINED | _GOES if clause.head_kind is Noun.STAFF else _TRAINED
    for at, word in enumerate(words):
        if word in goes:
            course = next(
                (one for one in words[at + 1 : at + 5] if re.fullmatch(_TRAINING, one)), None
            )
            if course:
                text = "”{0} … {1}” säger att en utbildning genomförs, inte vad den leder till"
                return activity("genomgått", text, word, course)
    return None


def counted_work(clause: Clause) -> Judged | None:
    """A number of things done: "antalet genomförda samtal"."""
    for at, word in enumerate(clause.subject[1:], 1):
        one = verb(word)
        before = clause.subject[at - 1]
        if (
            one
            and one.kind is Kind.DOING
            and one.form is Form.PARTICIPLE
            and before.startswith(("antal", "andel"))
        ):
            text = "”{0} {1}” räknar det som görs; ett antal gör ingen effekt"
            return activity("antal gjorda", text, before, word)
    return None


def own_product(clause: Clause) -> Judged | None:
    """A plan is decided, every school has a plan, a review is ready."""
    one = clause.verb
    if one is None or one.kind is not Kind.STATE:
        return None
    done = _done(clause)
    if clause.head_kind is Noun.DOCUMENT or (clause.head_kind is Noun.WORK and done):
        text = "”{0}” är något som organisationen själv tar fram"
        return activity("eget arbete som subjekt", text, clause.head)
    if done and clause.head_kind not in (Noun.GROUP, Noun.STATE):
        text = "”{0} {1}” säger att ett arbete är utfört"
        return activity("utfört arbete", text, clause.verb_words, done)
    if one.stem in ("ha", "hålla", "finna") or (
        one.stem == "få" and clause.head_kind is not Noun.GROUP
    ):
        owned, kind = head_of(clause.after)
        if kind is Noun.DOCUMENT or (kind is Noun.WORK and clause.head_kind is not Noun.GROUP):
            text = "”{0} {1}” är något som organisationen själv tar fram"
            return activity("eget arbete som objekt", text, clause.verb_words, owned)
    return None


def driving(clause: Clause) -> Judged | None:
    """The municipality is an active party: a role, not a result."""
    if clause.verb is None or clause.verb.stem != "vara" or clause.head_kind is Noun.GROUP:
        return None
    role = next((word for word in clause.after if word in _DRIVING), None)
    if role is None:
        return None
    text = "”{0}” säger vilken roll organisationen tar, inte vad den leder till"
    return activity("roll", text, role)


def _done(clause: Clause) -> str | None:
    """The word that says that work is done: klar, införd, på plats."""
    for at, word in enumerate(clause.after):
        if word in _SUBORDINATE:
            return None
        one = verb(word)
        is_done = (
            one is not None
            and one.kind is Kind.DOING
            and (one.form is Form.PARTICIPLE or word.endswith("ts"))
        )
        # A fire brigade that is in place is no work that is done.
        is_in_place = (
            clause.head_kind is not Noun.ACTOR
            and clause.after[max(at - 1, 0) : at + 1] in _IN_PLACE
        )
        if is_done or is_in_place or word in _DONE_WORDS:
            return word
    return None
