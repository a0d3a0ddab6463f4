"""The rows of a table kept by column: each is made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, overload

from xlmal.even_rows import EvenRows
from xlmal.finding import RawCell
from xlmal.intake.duplicates import folded
from xlmal.intake.reading import CellRead, Parsed
from xlmal.intake.rows import BLANK_CELL, RowRead


class EvenColumn(NamedTuple):
    """A column's values: for each row the place of what was understood in ``parsed``."""

    place: int
    at: Sequence[int]
    parsed: Sequence[Parsed]

    def values(self) -> list[object]:
        """The typed value of each row."""
        known = [parsed.value for parsed in self.parsed]
        return [known[place] for place in self.at]


class _EvenCells(Mapping[str, CellRead]):
    """The cells of one even row by header, made when asked for."""

    __slots__ = ("_index", "_table")

    def __init__(self, table: EvenTable, index: int) -> None:
        self._table = table
        self._index = index

    def __getitem__(self, header: str) -> CellRead:
        return self._table.cell(self._index, header)

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.columns)

    def __len__(self) -> int:
        return len(self._table.columns)


@dataclass(frozen=True, slots=True)
class EvenTable:
    """Rows read by column; ``columns`` has None for one that holds nothing at all."""

    rows: EvenRows
    columns: Mapping[str, EvenColumn | None] = field(repr=False)

    def cell(self, index: int, header: str) -> CellRead:
        """The cell of the row at an index, from 0."""
        column = self.columns[header]
        raw = column and self.rows.cell(self.rows.first_row + index, column.place)
        if column is None or raw is None:
            return BLANK_CELL
        parsed = column.parsed[column.at[index]]
        return CellRead(parsed.value, parsed.reading, raw, parsed.missing)

    def cells(self, index: int) -> dict[str, CellRead]:
        """All cells of a row at once, for who is going to look at most of them."""
        number = self.rows.first_row + index
        contents, stored = self.rows.contents, self.rows.columns
        made: dict[str, CellRead] = {}
        for header, column in self.columns.items():
            content = column and contents[stored[column.place][index]]
            if column is None or content is None or content.is_blank:
                made[header] = BLANK_CELL
                continue
            value, reading, _, missing = column.parsed[column.at[index]]
            raw = RawCell(number, column.place, *content)
            made[header] = CellRead(value, reading, raw, missing)
        return made

    def values(self, header: str) -> list[object]:
        """The typed value of each row; None where the sheet has no such column."""
        column = self.columns.get(header)
        return column.values() if column else [None] * self.rows.count


class EvenlyRead(Sequence[RowRead]):
    """The rows of a table: those that were read one by one in their places among the even ones."""

    def __init__(self, head: Sequence[RowRead], even: EvenTable, odd: Mapping[int, RowRead]):
        self._head = head
        self._even = even
        self._odd = odd

    def __len__(self) -> int:
        return len(self._head) + self._even.rows.count

    @overload
    def __getitem__(self, index: int) -> RowRead: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[RowRead]: ...
    def __getitem__(self, index: int | slice) -> RowRead | Sequence[RowRead]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if index < len(self._head):
            return self._head[index]
        place = index - len(self._head)
        if not 0 <= place < self._even.rows.count:
            raise IndexError(index)
        number = self._even.rows.first_row + place
        return self._odd.get(number) or RowRead(number, _EvenCells(self._even, place))

    def among(self, header: str, accepts: Callable[[object], bool]) -> Iterator[RowRead]:
        """The rows with an accepted value under a header; the others are never made."""
        values = self.values(header)
        accepted = {value for value in set(values) if accepts(value)}
        for place, value in enumerate(values):
            if value in accepted:
                index = place - len(self._head)
                number = self._even.rows.first_row + index
                is_made = index < 0 or number in self._odd
                yield self[place] if is_made else RowRead(number, self._even.cells(index))

    def values(self, header: str) -> list[object]:
        """The typed value of each row under a header."""
        values = self._even.values(header)
        for number, row in self._odd.items():
            values[number - self._even.rows.first_row] = row.value(header)
        return [*(row.value(header) for row in self._head), *values]

    def one_by_one(self) -> Iterator[RowRead]:
        """The rows that were not read by column."""
        yield from self._head
        yield from self._odd.values()

    def has_formula(self, header: str) -> bool:
        """Tell whether a row kept by column has a formula under a header."""
        column = self._even.columns.get(header)
        if column is None:
            return False
        stored = self._even.rows
        return any(stored.contents[at].formula for at in set(stored.columns[column.place]))

    @property
    def unkeyed(self) -> frozenset[int]:
        """The places of the rows whose keys were not understood."""
        first = len(self._head) - self._even.rows.first_row
        head = {place for place, row in enumerate(self._head) if not row.keyed}
        return frozenset(head | {n + first for n, row in self._odd.items() if not row.keyed})


def distinct_keys(read: Sequence[RowRead], table_key: Sequence[str]) -> bool:
    """Tell whether every row with understood keys has keys of its own."""
    if not isinstance(read, EvenlyRead):
        raise TypeError(type(read))
    by_header = []
    for header in table_key:
        values = read.values(header)
        known = {value: folded(value) for value in set(values)}
        by_header.append([known[value] for value in values])
    keys = list(zip(*by_header, strict=True))
    unkeyed = read.unkeyed
    if unkeyed:
        keys = [key for place, key in enumerate(keys) if place not in unkeyed]
    return len(set(keys)) == len(keys)
