"""Groups of fewer than five persons are not shown: a number can point somebody out (OSL 26:1)."""

from __future__ import annotations

import re
from typing import Final

from xlmal.domain.choices import MeasureKind
from xlmal.domain.indicators import Indicator
from xlmal.domain.types import Measured
from xlmal.reports.shown import MASKED, Figure

#: The smallest group that is shown.
LEAST_GROUP: Final = 5
#: What is put in place of a sentence that holds the number.
MASKED_REASON: Final = "Värdet visas inte: det gäller färre än 5 personer."

_PERSONS: Final = frozenset(
    {
        "personer",
        "person",
        "brukare",
        "klienter",
        "elever",
        "barn",
        "ungdomar",
        "unga",
        "vuxna",
        "invånare",
        "kvinnor",
        "män",
        "flickor",
        "pojkar",
        "medarbetare",
        "anställda",
        "deltagare",
        "patienter",
        "hushåll",
        "familjer",
        "placerade",
        "avlidna",
        "skadade",
        "sjukskrivna",
    }
)
_COUNTS: Final = ("antal", "st", "antal/år")
_WORD: Final = re.compile(r"\w+")
#: Years and large numbers say nothing of a group of four.
_NUMBER: Final = re.compile(r"(?<![\w,.])[0-4](?![\w,.]*\d)")


def counts_persons(indicator: Indicator) -> bool:
    """Tell whether an indicator's values are numbers of persons.

    The unit says so ("personer", "antal elever"), or it is a plain number and the name speaks of
    persons. A number that is masked without need costs little; one that is shown cannot be unsaid.
    """
    if indicator.decimals or indicator.measure_kind in (MeasureKind.RATIO, MeasureKind.MEAN):
        return False  # a quotient or a mean, not a number of heads
    unit = indicator.measure_unit.casefold()
    words = set(_WORD.findall(unit))
    if words & _PERSONS:
        return "/" not in unit
    return unit.strip() in _COUNTS and bool(
        set(_WORD.findall(indicator.name.casefold())) & _PERSONS
    )


def is_small(value: Measured | None) -> bool:
    """Tell whether a number of persons is too small to show; nobody at all is no group."""
    return value is not None and not isinstance(value, bool) and 0 < value < LEAST_GROUP


#: "3 elever", "två nya barn": a small group told in running text. "En elev" is how one writes of
#: pupils in general.
_GROUP: Final = "|".join(sorted(_PERSONS))
_TOLD: Final = re.compile(
    rf"(?<![\w,.\-–])([1-4]|två|tre|fyra)\s+((?:\w+[ae]\s+)?(?:{_GROUP}))\b", re.IGNORECASE
)


def masked_text(text: str) -> str:
    """A text that people wrote, without the numbers of small groups: "färre än 5 elever"."""

    def masked(found: re.Match[str]) -> str:
        begins = found[1][0].isupper()
        return f"{MASKED.capitalize() if begins else MASKED} {found[2]}"

    return _TOLD.sub(masked, text)


def masked_comment(text: str) -> str:
    """The comment on a masked figure: no number in it is shown, for it may be that very one."""
    return _NUMBER.sub("…", masked_text(text))


def shown_group(figure: Figure, *, persons: bool) -> Figure:
    """The figure, or a mask without the value where a number of persons is too small."""
    small = persons and is_small(figure.value)
    return Figure(decimals=figure.decimals, masked=True) if small else figure


def by_sex(
    women: Figure, men: Figure, whole: Figure, *, persons: bool
) -> tuple[Figure, Figure, Figure]:
    """Women, men and their difference; both are masked where one of them could be worked out."""
    shown = (shown_group(women, persons=persons), shown_group(men, persons=persons))
    if whole.masked or any(figure.masked for figure in shown):
        mask = Figure(decimals=whole.decimals, masked=True)
        return (
            (mask, mask, mask)
            if women.number is not None or men.number is not None
            else (
                Figure(),
                Figure(),
                Figure(),
            )
        )
    if women.number is None or men.number is None:
        return women, men, Figure()
    return women, men, Figure(women.number - men.number, whole.decimals)
