"""Rows that all store the same columns: their cells by column, each distinct content once."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar, overload

from xlmal.finding import Kind, RawCell

T = TypeVar("T")


class Repeated(Sequence[T], Generic[T]):
    """A long sequence of few distinct values: for each place where its value is in ``known``."""

    __slots__ = ("at", "known")

    def __init__(self, at: array[int], known: Sequence[T]) -> None:
        self.at = at
        self.known = known

    def __len__(self) -> int:
        return len(self.at)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Repeated[T]: ...
    def __getitem__(self, index: int | slice) -> T | Repeated[T]:
        if isinstance(index, slice):
            return Repeated(self.at[index], self.known)
        return self.known[self.at[index]]

    def __iter__(self) -> Iterator[T]:
        return map(self.known.__getitem__, self.at)


class CellForm(NamedTuple):
    """What a stored cell is, apart from its text and from where it stands; see ``RawCell``."""

    kind: Kind
    number_format: str = "General"
    formula: str | None = None

    @property
    def is_blank(self) -> bool:
        """True for a formatted cell that holds nothing."""
        return self.kind is Kind.BLANK and self.formula is None


class EvenCells(NamedTuple):
    """The cells of one column: the distinct texts, the form of each, and which each row holds."""

    at: array[int]
    texts: Sequence[str]
    forms: Sequence[CellForm]

    @property
    def distinct_forms(self) -> Collection[CellForm]:
        """The few forms there are; some may be there twice."""
        return {id(form): form for form in self.forms}.values()

    @property
    def holds(self) -> bool:
        """Tell whether any of the rows holds something."""
        return not all(form.is_blank for form in self.distinct_forms)

    def raw(self, place: int, row: int, column: int) -> RawCell | None:
        """A distinct content as a cell somewhere, None when nothing but its format is stored."""
        kind, number_format, formula = form = self.forms[place]
        if form.is_blank:
            return None
        return RawCell(row, column, kind, self.texts[place], number_format, formula)


@dataclass(frozen=True, slots=True)
class EvenRows:
    """Consecutive rows, none of them hidden, each storing a cell in each of the same columns.

    A sheet of 36,000 rows holds few distinct contents: what each of them means is found out once.

    Attributes:
        first_row: the first of them, counted from 1.
        columns: their cells by column.
    """

    first_row: int
    columns: Mapping[int, EvenCells] = field(repr=False)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(next(iter(self.columns.values())).at)

    @property
    def last_row(self) -> int:
        """The last row."""
        return self.first_row + self.count - 1

    def holds(self, column: int) -> bool:
        """Tell whether any of the rows holds something in a column."""
        return self.columns[column].holds

    def cell(self, number: int, column: int) -> RawCell | None:
        """The cell of a row, None when nothing but its format is stored."""
        cells = self.columns.get(column)
        return cells and cells.raw(cells.at[number - self.first_row], number, column)

    def cells(self) -> Iterator[RawCell]:
        """The cells that hold something, row by row."""
        for number in range(self.first_row, self.last_row + 1):
            yield from self.row(number).values()

    def row(self, number: int) -> dict[int, RawCell]:
        """The cells of a row that hold something, by column."""
        cells = ((column, self.cell(number, column)) for column in sorted(self.columns))
        return {column: cell for column, cell in cells if cell is not None}
