"""Conditions on one row, read as Excel types; written once, compiled to Python and to Excel.

Nothing is guessed: a comparison with a cell that is not of the kind compared is *unknown*, neither
true nor false, and so is everything about a column that is not there. A condition counts only when
it is true. Excel has no third value, so every part of the formula is written to give FALSE where
Python gives unknown, and never an error: AND and OR may then be used although they evaluate all
their arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from xlmal.domain.settings import Settings


class ExcelError(NamedTuple):
    """An error value in a cell, such as #N/A."""

    code: str


ExcelValue: TypeAlias = float | str | bool | ExcelError | None
"""What a cell holds as Excel sees it; a date is its serial number, None is blank."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The row's cell under a header."""

    header: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A number of the municipality's own choosing, by its field's name."""

    field: str


@dataclass(frozen=True, slots=True)
class Length:
    """How many characters a text has, as Excel counts them (UTF-16 units)."""

    cell: Cell


@dataclass(frozen=True, slots=True)
class YearStart:
    """The first of January of the year of a date."""

    cell: Cell


Operand: TypeAlias = Cell | Setting | Length | YearStart | float
"""What can be compared as a number."""


@dataclass(frozen=True, slots=True)
class IsBlank:
    """Nothing, or nothing but spaces, in each of the cells."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class IsNumber:
    """A number (a date is one); a boolean is none."""

    cell: Cell


@dataclass(frozen=True, slots=True)
class IsText:
    """A text with something in it."""

    cell: Cell


@dataclass(frozen=True, slots=True)
class IsBoolean:
    """TRUE or FALSE."""

    cell: Cell


@dataclass(frozen=True, slots=True)
class Less:
    """One number below another (or equal to it), compared at 15 significant digits."""

    low: Operand
    high: Operand
    or_equal: bool = False


@dataclass(frozen=True, slots=True)
class SameNumber:
    """Two numbers that Excel holds equal."""

    one: Operand
    other: Operand


@dataclass(frozen=True, slots=True)
class Outside:
    """A number below one bound or above another, as far as the bounds are known."""

    cell: Cell
    low: Cell
    high: Cell


@dataclass(frozen=True, slots=True)
class NotBetween:
    """A number below both or above both of two others."""

    cell: Cell
    one: Cell
    other: Cell


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some texts, upper or lower case alike; unknown of a blank cell."""

    cell: Cell
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """All of them."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of them."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """Not so; the opposite of unknown is unknown."""

    part: Condition


Condition: TypeAlias = (
    IsBlank
    | IsNumber
    | IsText
    | IsBoolean
    | Less
    | SameNumber
    | Outside
    | NotBetween
    | OneOf
    | Both
    | Either
    | Negation
)

Reference: TypeAlias = Callable[[str], str]
"""How a formula refers to the row's cell under a header; KeyError when there is no such column."""

Verdict: TypeAlias = bool | None
"""None is unknown: ej prövad."""

Compiled: TypeAlias = Callable[[Mapping[str, ExcelValue]], Verdict]

DEFAULTS: Final = Settings()


def is_blank(*headers: str) -> Condition:
    """Each of the cells is empty, or holds nothing but spaces."""
    return IsBlank(tuple(Cell(header) for header in headers))


def is_filled(header: str) -> Condition:
    """The cell holds anything at all, an error value included."""
    return Negation(is_blank(header))


def is_number(header: str) -> Condition:
    """The cell holds a number."""
    return IsNumber(Cell(header))


def is_text(header: str) -> Condition:
    """The cell holds a text."""
    return IsText(Cell(header))


def is_boolean(header: str) -> Condition:
    """The cell holds TRUE or FALSE."""
    return IsBoolean(Cell(header))


def one_of(header: str, *texts: str) -> Condition:
    """The cell holds one of the texts; unknown when it is blank."""
    return OneOf(Cell(header), texts)


def below(low: Operand | str, high: Operand | str) -> Condition:
    """``low`` < ``high``; a str is a header. Unknown unless both are numbers."""
    return Less(_operand(low), _operand(high))


def at_most(low: Operand | str, high: Operand | str) -> Condition:
    """``low`` <= ``high``; a str is a header. Unknown unless both are numbers."""
    return Less(_operand(low), _operand(high), or_equal=True)


def same_number(one: Operand | str, other: Operand | str) -> Condition:
    """Two numbers are equal; a str is a header. Unknown unless both are numbers."""
    return SameNumber(_operand(one), _operand(other))


def outside(header: str, low: str, high: str) -> Condition:
    """The number is below one bound or above the other; a bound that is no number is none."""
    return Outside(Cell(header), Cell(low), Cell(high))


def not_between(header: str, one: str, other: str) -> Condition:
    """The number is below both or above both of the others; unknown unless all are numbers."""
    return NotBetween(Cell(header), Cell(one), Cell(other))


def both(*parts: Condition) -> Condition:
    """All of the parts hold."""
    return Both(parts)


def either(*parts: Condition) -> Condition:
    """At least one of the parts holds."""
    return Either(parts)


def negation(part: Condition) -> Condition:
    """The part does not hold; unknown where the part is unknown."""
    return Negation(part)


def longer_than(header: str, limit: Setting | float) -> Condition:
    """The text has more characters than the limit."""
    return Less(limit, Length(Cell(header)))


def shorter_than(header: str, limit: float) -> Condition:
    """The text has fewer characters than the limit."""
    return Less(Length(Cell(header)), limit)


def headers_in(node: Condition | Operand) -> frozenset[str]:
    """The headers that a condition reads."""
    return frozenset(_headers(node))


def number_of(operand: Setting | float, settings: Settings) -> float:
    """What a constant operand stands for."""
    return float(getattr(settings, operand.field)) if isinstance(operand, Setting) else operand


def _operand(given: Operand | str) -> Operand:
    return Cell(given) if isinstance(given, str) else given


def _headers(node: Condition | Operand) -> Iterator[str]:
    match node:
        case Cell(header):
            yield header
        case Outside(cell, one_cell, other_cell) | NotBetween(cell, one_cell, other_cell):
            yield from (cell.header, one_cell.header, other_cell.header)
        case IsBlank(cells):
            yield from (cell.header for cell in cells)
        case Length(cell) | YearStart(cell) | IsNumber(cell) | IsText(cell):
            yield cell.header
        case IsBoolean(cell) | OneOf(cell):
            yield cell.header
        case Less(one, other) | SameNumber(one, other):
            yield from (*_headers(one), *_headers(other))
        case Both(parts) | Either(parts):
            for part in parts:
                yield from _headers(part)
        case Negation(part):
            yield from _headers(part)
