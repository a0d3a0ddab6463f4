"""The rows of a table kept by column: each is made when somebody asks for it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, overload

from xlmal.even_rows import EvenRows, Repeated
from xlmal.finding import Kind, RawCell
from xlmal.intake.duplicates import folded
from xlmal.intake.reading import CellRead, Reading
from xlmal.intake.rows import BLANK_CELL, RowRead


class EvenColumn(NamedTuple):
    """A column's values: where it stands, and for each row the value that its cell has.

    A cell without a value is blank, one with a value says just that: whatever else there may be
    to say of a cell is in the rows that were read one by one.
    """

    place: int
    values: Repeated[object]


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
        value = column.values[index]
        return CellRead(value, Reading.BLANK if value is None else Reading.EXACT, raw)

    def cells(self, index: int) -> dict[str, CellRead]:
        """All cells of a row at once, for who is going to look at most of them."""
        number, stored = self.rows.first_row + index, self.rows.columns
        made: dict[str, CellRead] = {}
        for header, column in self.columns.items():
            if column is None:
                made[header] = BLANK_CELL
                continue
            place, values = column
            at, texts, forms = stored[place]
            content = at[index]
            kind, shown, formula = forms[content]
            if kind is Kind.BLANK and formula is None:
                made[header] = BLANK_CELL
                continue
            value = values.known[values.at[index]]
            raw = RawCell(number, place, kind, texts[content], shown, formula)
            made[header] = CellRead(value, Reading.BLANK if value is None else Reading.EXACT, raw)
        return made

    def values(self, header: str) -> Repeated[object]:
        """The typed value of each row; None where the sheet has no such column."""
        column = self.columns.get(header)
        return column.values if column else Repeated(array("i", [0]) * self.rows.count, [None])


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
        values = self.column(header)
        accepted = {place for place, value in enumerate(values.known) if accepts(value)}
        for place, value in enumerate(values.at):
            if value in accepted:
                index = place - len(self._head)
                number = self._even.rows.first_row + index
                is_made = index < 0 or number in self._odd
                yield self[place] if is_made else RowRead(number, self._even.cells(index))

    def values(self, header: str) -> list[object]:
        """The typed value of each row under a header."""
        return list(self.column(header))

    def column(self, header: str) -> Repeated[object]:
        """The typed values under a header, each distinct one once; some may stand in no row."""
        even = self._even.values(header)
        if not self._head and not self._odd:
            return even
        at = array("i", range(len(self._head)))
        at.extend(place + len(self._head) for place in even.at)
        known = [*(row.value(header) for row in self._head), *even.known]
        first = self._even.rows.first_row - len(self._head)
        for number, row in self._odd.items():
            at[number - first] = len(known)
            known.append(row.value(header))
        return Repeated(at, known)

    def one_by_one(self) -> Iterator[RowRead]:
        """The rows that were not read by column."""
        yield from self._head
        yield from self._odd.values()

    def has_formula(self, header: str) -> bool:
        """Tell whether a row kept by column has a formula under a header."""
        column = self._even.columns.get(header)
        if column is None:
            return False
        cells = self._even.rows.columns[column.place]
        return any(form.formula for form in cells.distinct_forms)

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
    unkeyed = read.unkeyed
    columns: list[list[int]] = []
    for header in table_key:
        values = read.column(header)
        numbers: dict[object, int] = {}
        number = [numbers.setdefault(folded(value), len(numbers)) for value in values.known]
        at = [number[place] for place in values.at]
        if unkeyed:
            at = [one for place, one in enumerate(at) if place not in unkeyed]
        if len(set(at)) == len(at):  # the other keys need not be looked at
            return True
        columns.append(at)
    return len(set(zip(*columns, strict=True))) == len(columns[0])
