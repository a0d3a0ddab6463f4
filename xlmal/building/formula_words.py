"""Swedish words, numbers and shares put together by Excel formulas, as ``domain.numbers`` does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from xlmal.domain.choices import Direction, State
from xlmal.domain.numbers import MINUS, NO_BREAK_SPACE

#: A cell of the formula's own row, as Excel shows it in a table: [@Målvärde].
_OWN = re.compile(r"\[@([^\]]+)\]")
_ESCAPED = re.compile(r"([\[\]#'])")

#: Excel holds 15 digits; a quotient is compared one short of that, where binary dust is gone.
QUOTIENT_DIGITS = 14
#: Digits in front of the decimal comma that are grouped in threes.
_GROUPED = 15

Columns = Mapping[str, str]


def in_table(name: str, columns: Columns) -> dict[str, str]:
    """Formulas with [@Kolumn] written out as a file stores it: tbl[[#This Row],[Kolumn]]."""

    def written(found: re.Match[str]) -> str:
        header = _ESCAPED.sub(r"'\1", found[1])
        return f"{name}[[#This Row],[{header}]]"

    return {header: _OWN.sub(written, formula) for header, formula in columns.items()}


def text(words: str) -> str:
    """A text literal."""
    return '"' + words.replace('"', '""') + '"'


def choose(cases: Iterable[tuple[str, str]], otherwise: str) -> str:
    """The first case that holds, as IF within IF."""
    formula = otherwise
    for condition, then in reversed(list(cases)):
        formula = f"IF({condition},{then},{formula})"
    return formula


def any_of(cell: str, words: Iterable[str]) -> str:
    """Whether a cell holds one of some words."""
    return "OR(" + ",".join(f"{cell}={text(word)}" for word in words) + ")"


def is_assessed(cell: str) -> str:
    """Whether a cell holds one of the three states that say something."""
    return any_of(cell, [str(state) for state in State if state.is_assessed])


def one_sided(cell: str) -> str:
    """Whether a cell holds the direction högre or lägre."""
    return any_of(cell, (Direction.HIGHER, Direction.LOWER))


def number_or_zero(cell: str) -> str:
    """A cell's number, 0 where it holds none."""
    return f"IF(ISNUMBER({cell}),{cell},0)"


def swedish_number(value: str, decimals: str) -> str:
    """A number as ``domain.numbers.swedish`` writes it: "1 250,5", "−3,4"; a text as it is.

    FIXED without separators, because FIXED's and TEXT's own follow the computer's language.
    """
    size = f"ABS(ROUND({value},{decimals}))"
    whole = f'RIGHT("{" " * _GROUPED}"&FIXED(INT({size}),0,TRUE),{_GROUPED})'
    threes = '&" "&'.join(f"MID({whole},{at},3)" for at in range(1, _GROUPED + 1, 3))
    grouped = f'SUBSTITUTE(TRIM({threes})," ",{text(NO_BREAK_SPACE)})'
    fraction = f'IF({decimals}>0,","&RIGHT(FIXED({size},{decimals},TRUE),{decimals}),"")'
    sign = f"IF(ROUND({value},{decimals})<0,{text(MINUS)},{text('')})"
    return f"IF(ISNUMBER({value}),{sign}&{grouped}&{fraction},{value})"


def swedish_percent(share: str) -> str:
    """A share as ``domain.numbers.percent`` writes it: "66,6 %", cut and not rounded."""
    tenths = f"INT(ROUND({share}*1000,9))/10"
    return f'SUBSTITUTE({tenths}&"",".",",")&{text(NO_BREAK_SPACE + "%")}'


def reaches(share: str, limit: str) -> str:
    """Whether a quotient is at least a limit, binary dust aside."""
    return f"ROUND({share},{QUOTIENT_DIGITS})>=ROUND({limit},{QUOTIENT_DIGITS})"
