"""What one pass over a sheet found: its stored cells, its merged and hidden parts, its offsets."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import attrgetter, gt, itemgetter
from typing import NamedTuple

from xlmal.address import Area
from xlmal.finding import RawCell

_ROW_SHIFT = 15  # a column needs 14 bits and counts from 1


def cell_key(row: int, column: int) -> int:
    """One number for a cell's place, in reading order."""
    return row << _ROW_SHIFT | column


class FormulaArea(NamedTuple):
    """A formula that stands for several cells: shared, array or dataTable."""

    kind: str
    row: int
    column: int
    area: Area
    formula: str


class SheetRange(NamedTuple):
    """An element that applies to ranges (``owner`` names it); start and end of its bytes.

    ``in_text`` is True where the ranges are the element's text (``xm:sqref``), not an attribute.
    """

    owner: str
    ranges: str
    start: int
    end: int
    in_text: bool


class RowSpan(NamedTuple):
    """A stored row: where ``<row`` begins and where its end tag does.

    ``end_tag`` equals ``start`` for ``<row/>``.
    """

    row: int
    start: int
    end_tag: int


class RowSpans:
    """Where the rows lie, in three flat arrays: 200 000 formatted rows cost five megabytes."""

    def __init__(self) -> None:
        self.numbers: array[int] = array("q")
        self.starts: array[int] = array("q")
        self.ends: array[int] = array("q")

    def add(self, row: int, start: int, end_tag: int) -> None:
        """Take the next stored row."""
        self.numbers.append(row)
        self.starts.append(start)
        self.ends.append(end_tag)

    def __len__(self) -> int:
        return len(self.numbers)

    def index_after(self, row: int) -> int:
        """The index of the first stored row at or below a row number."""
        return bisect_left(self.numbers, row)

    def get(self, row: int) -> RowSpan | None:
        """Return a row's span, or None when the row is not stored."""
        at = self.index_after(row)
        return self[at] if at < len(self) and self.numbers[at] == row else None

    def __getitem__(self, at: int) -> RowSpan:
        return RowSpan(self.numbers[at], self.starts[at], self.ends[at])


@dataclass(slots=True)
class SheetScan:
    """Everything stored in one sheet; offsets are into ``data``, the sheet part as UTF-8.

    Attributes:
        merged: the merged areas.
        hidden_rows: hidden rows that hold something.
        hidden_columns: hidden columns.
        has_auto_filter: the sheet (not a table) has filter buttons.
        filtered: a criterion of that filter is in force.
        blank_count: stored cells with neither value nor formula (formatted only).
        furthest_blank: the last row and the last column among them, (0, 0) when none.
        column_styles: (first column, last column, style index) of formatted columns.
        formula_areas: shared, array and data-table formulas with their areas.
        ranges: conditional formats and data validations, classic and x14.
        row_spans: where the stored rows lie.
        sheet_data: where ``<sheetData`` begins and where its end tag does (the same for
            ``<sheetData/>``).
        dimension: start of ``<dimension``, or -1.
    """

    sheet: str
    part: str
    data: bytes = field(repr=False)
    cells: dict[int, RawCell] = field(default_factory=dict, repr=False)
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    has_auto_filter: bool = False
    filtered: bool = False
    blank_count: int = 0
    furthest_blank: tuple[int, int] = (0, 0)
    column_styles: tuple[tuple[int, int, str], ...] = ()
    formula_areas: tuple[FormulaArea, ...] = ()
    ranges: tuple[SheetRange, ...] = ()
    row_spans: RowSpans = field(default_factory=RowSpans, repr=False)
    sheet_data: tuple[int, int] = (-1, -1)
    dimension: int = -1

    def cell(self, row: int, column: int) -> RawCell | None:
        """Return the cell stored at a place (counted from 1), or None when nothing is."""
        return self.cells.get(row << _ROW_SHIFT | column)

    def sort(self) -> None:
        """Put the cells in reading order."""
        keys = list(self.cells)
        if any(map(gt, keys, islice(keys, 1, None))):
            self.cells = {key: self.cells[key] for key in sorted(keys)}

    def take_shell(self, shell: SheetScan, length: int) -> None:
        """Take what lies around the cells from a scan of the same part without its rows.

        ``length`` is how many bytes the rows are; what lies behind them is that much further on.
        """
        opened, closed = shell.sheet_data
        self.sheet_data = opened, closed + length
        self.merged = shell.merged
        self.hidden_columns = shell.hidden_columns
        self.has_auto_filter, self.filtered = shell.has_auto_filter, shell.filtered
        self.column_styles = shell.column_styles
        self.ranges = tuple(
            one
            if one.start < closed
            else one._replace(start=one.start + length, end=one.end + length)
            for one in shell.ranges
        )
        self.dimension = shell.dimension + (length if shell.dimension > closed else 0)

    def __iter__(self) -> Iterator[RawCell]:
        """Yield the cells row by row, left to right."""
        return iter(self.cells.values())

    def __len__(self) -> int:
        return len(self.cells)

    def rows(self) -> Iterator[tuple[int, list[RawCell]]]:
        """Yield (row number, its cells) for every row that holds something."""
        for row, cells in groupby(self.cells.values(), attrgetter("row")):
            yield row, list(cells)

    def merged_at(self, row: int, column: int) -> Area | None:
        """Return the merged area that covers a cell, if any."""
        for area in self.merged:
            if area.holds(row, column):
                return area
        return None

    @property
    def last_row(self) -> int:
        """The last row that holds something, 0 when the sheet is empty."""
        return next(reversed(self.cells.values())).row if self.cells else 0

    @property
    def last_stored_row(self) -> int:
        """The last row that is stored at all, formatted empty rows included."""
        return max(self.row_spans.numbers, default=0)

    @property
    def last_column(self) -> int:
        """The last column that holds something, 0 when the sheet is empty."""
        return max(map(itemgetter(1), self.cells.values()), default=0)
