"""The parts that conditions on a row are made of, and which columns each reads."""

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
class BeginsWith:
    """A text whose first words are one of some, as whole words; unknown of a blank cell.

    Upper or lower case alike, and spaces as TRIM leaves them.
    """

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
    | BeginsWith
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


def headers_in(node: Condition | Operand) -> frozenset[str]:
    """The headers that a condition reads."""
    return frozenset(_headers(node))


def number_of(operand: Setting | float, settings: Settings) -> float:
    """What a constant operand stands for."""
    return float(getattr(settings, operand.field)) if isinstance(operand, Setting) else operand


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
        case IsBoolean(cell) | OneOf(cell) | BeginsWith(cell):
            yield cell.header
        case Less(one, other) | SameNumber(one, other):
            yield from (*_headers(one), *_headers(other))
        case Both(parts) | Either(parts):
            for part in parts:
                yield from _headers(part)
        case Negation(part):
            yield from _headers(part)
