"""A sheet as intake reads it: stored cells by place, and what lies around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from xlmal.address import Area
from xlmal.even_rows import EvenRows
from xlmal.finding import RawCell

SheetState = Literal["visible", "hidden", "veryHidden"]


class TableArea(NamedTuple):
    """An Excel table on the sheet: header row, rows and perhaps a totals row."""

    name: str
    area: Area
    has_totals: bool = False


class CellsOnDemand(Mapping[tuple[int, int], RawCell]):
    """The cells of a sheet, read one by one when somebody asks for them."""

    def __init__(self, read: Callable[[], Iterable[RawCell]]) -> None:
        self._read = read

    @cached_property
    def _cells(self) -> dict[tuple[int, int], RawCell]:
        return {(cell.row, cell.column): cell for cell in self._read()}

    def __getitem__(self, place: tuple[int, int]) -> RawCell:
        return self._cells[place]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)


class UnevenError(Exception):
    """Something among even rows that only the row reader can judge; never leaves this package."""


class EvenContent(NamedTuple):
    """The same cells in two parts: those of the first rows, and even rows to the sheet's end."""

    head: Mapping[tuple[int, int], RawCell]
    rows: EvenRows


@dataclass(frozen=True, slots=True)
class SheetContent:
    """Everything intake needs to know of one sheet.

    Attributes:
        cells: stored cells by (row, column), both from 1; blank ones may be left out.
        filtered: a filter hides rows.
        last_stored_row: the last row the file stores at all, empty formatted ones included.
        last_stored_column: the last column, formatted blank cells included.
        external_links: file names, without folders, of the workbooks that ``[1]``, ``[2]`` ...
            in formulas stand for.
        even: the cells once more, most of them by column, where the file stores them so.
    """

    name: str
    cells: Mapping[tuple[int, int], RawCell] = field(repr=False)
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    tables: tuple[TableArea, ...] = ()
    date1904: bool = False
    state: SheetState = "visible"
    filtered: bool = False
    last_stored_row: int = 0
    last_stored_column: int = 0
    external_links: tuple[str, ...] = ()
    even: EvenContent | None = None

    @classmethod
    def of(cls, name: str, cells: Iterable[RawCell], **around: Any) -> SheetContent:
        """Take cells in any order; ``around`` are the other attributes."""
        stored = list(cells)
        return cls(name, dict(zip(map(itemgetter(0, 1), stored), stored, strict=True)), **around)
