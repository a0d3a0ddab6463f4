"""Rows that all store the same columns: their cells by column, each distinct content once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from xlmal.finding import Kind, RawCell


class CellContent(NamedTuple):
    """What a stored cell holds, apart from where it stands; see ``RawCell``."""

    kind: Kind
    text: str
    number_format: str = "General"
    formula: str | None = None

    @property
    def is_blank(self) -> bool:
        """True for a formatted cell that holds nothing."""
        return self.kind is Kind.BLANK and self.formula is None


@dataclass(frozen=True, slots=True)
class EvenRows:
    """Consecutive rows, none of them hidden, each storing a cell in each of the same columns.

    A sheet of 36,000 rows holds few distinct contents: what each of them means is found out once.

    Attributes:
        first_row: the first of them, counted from 1.
        columns: by column, for each row the place of its content in ``contents``.
        contents: the distinct contents.
    """

    first_row: int
    columns: Mapping[int, Sequence[int]] = field(repr=False)
    contents: Sequence[CellContent] = field(repr=False)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(next(iter(self.columns.values())))

    @property
    def last_row(self) -> int:
        """The last row."""
        return self.first_row + self.count - 1

    def holds(self, column: int) -> bool:
        """Tell whether any of the rows holds something in a column."""
        return any(not self.contents[place].is_blank for place in set(self.columns[column]))

    def cell(self, number: int, column: int) -> RawCell | None:
        """The cell of a row, None when nothing but its format is stored."""
        places = self.columns.get(column)
        if places is None:
            return None
        content = self.contents[places[number - self.first_row]]
        return None if content.is_blank else RawCell(number, column, *content)

    def cells(self) -> Iterator[RawCell]:
        """The cells that hold something, row by row."""
        for number in range(self.first_row, self.last_row + 1):
            yield from self.row(number).values()

    def row(self, number: int) -> dict[int, RawCell]:
        """The cells of a row that hold something, by column."""
        cells = ((column, self.cell(number, column)) for column in sorted(self.columns))
        return {column: cell for column, cell in cells if cell is not None}
