"""Whether a goal's sentence itself says what to measure: a number, a direction, all or none."""

from __future__ import annotations

import re
from typing import Final

from xlmal.domain.wording.clause import words_of
from xlmal.domain.wording.judged import Reason
from xlmal.domain.wording.listed import listed
from xlmal.domain.wording.verbs import Form, Kind, verb

_NUMBER: Final = r"\d+(?:[.,/:-]\d+)*"
_YEAR: Final = r"(?:19|20)\d\d(?:[-/](?:19|20)?\d\d)?"
_MONTHS: Final = frozenset(
    listed("""
        januari februari mars april maj juni juli augusti september oktober november
        december
    """)
)
_NUMBER_WORDS: Final = frozenset(
    listed("""
        två tre fyra fem sex sju åtta nio tio elva tolv femton tjugo trettio fyrtio femtio
        hundra tusen hälften tredjedel fjärdedel
    """)
)
#: A number after one of these names something; it counts nothing.
_NAMES: Final = frozenset(listed("årskurs åk klass agenda mål delmål kapitel § vecka år"))
#: A number before one of these is an age, a date or a time to look at.
_OF_TIME: Final = frozenset(listed("år åring åringar"))
_HALVED: Final = frozenset(listed("halvera dubblera fördubbla tredubbla fyrdubbla"))
_DIRECTIONS: Final = frozenset(
    listed("""
        fler färre högre lägre snabbare kortare längre större mindre bättre sämre bäst bästa
        ökad ökat ökade minskad minskat minskade
    """)
)
_ALL_OR_NONE: Final = frozenset(listed("alla samtliga ingen inga inget varje"))


def measures_in(text: str) -> tuple[Reason, ...]:
    """What in a text could be measured, each with its words; empty when nothing could."""
    words = words_of(text)
    found: list[Reason] = []
    numbers = tuple(word for at, word in enumerate(words) if _is_quantity(words, at))
    if numbers:
        found.append(_reason("tal", "”{}” är ett tal att nå eller hålla", numbers))
    directions = tuple(word for word in words if _is_direction(word))
    if directions:
        found.append(_reason("riktning", "”{}” säger åt vilket håll", directions))
    every = tuple(word for word in words if word in _ALL_OR_NONE)
    if every:
        found.append(_reason("alla eller inga", "”{}” går att räkna", every))
    return tuple(found)


def _reason(rule: str, text: str, words: tuple[str, ...]) -> Reason:
    unique = tuple(dict.fromkeys(words))
    return Reason(rule, unique, text.format(", ".join(unique)))


def _is_quantity(words: tuple[str, ...], at: int) -> bool:
    word = words[at]
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if word in _NUMBER_WORDS:
        return True
    one = verb(word)
    if one is not None and one.stem in _HALVED:
        return True
    if not re.fullmatch(_NUMBER, word) or before in _NAMES or after in (_MONTHS | _OF_TIME):
        return False
    return not re.fullmatch(_YEAR, word)


def _is_direction(word: str) -> bool:
    one = verb(word)
    is_change = one is not None and one.kind is Kind.CHANGE and one.form is not Form.PARTICIPLE
    return is_change or word in _DIRECTIONS
