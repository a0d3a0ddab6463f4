"""Where on a sheet a table lies: its Excel table if it has one, its rows, its merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xlmal.address import MAX_ROW, Area
from xlmal.finding import Kind, RawCell
from xlmal.intake.headers import Row, header_row
from xlmal.intake.sheet import EvenContent, SheetContent, TableArea, UnevenError
from xlmal.schema.columns import Table

Rows = Mapping[int, Row]


@dataclass(frozen=True, slots=True)
class Extent:
    """A table's header row (0 when not found), its last possible row and its Excel table."""

    header_row: int
    last_row: int = MAX_ROW
    area: TableArea | None = None
    others: tuple[Area, ...] = ()

    def of_other(self, row: int, column: int) -> bool:
        """Tell whether a cell belongs to another Excel table on the sheet."""
        return any(area.holds(row, column) for area in self.others)


def rows_of(cells: Mapping[tuple[int, int], RawCell]) -> dict[int, dict[int, RawCell]]:
    """The cells that hold something, by row and column, rows in order."""
    rows: dict[int, dict[int, RawCell]] = {}
    for (row, column), cell in cells.items():
        if cell.kind is Kind.BLANK and cell.formula is None:
            continue
        if row in rows:
            rows[row][column] = cell
        else:
            rows[row] = {column: cell}
    return dict(sorted(rows.items()))


def find_extent(sheet: SheetContent, rows: Rows, table: Table) -> Extent:
    """Find a table: by its Excel name (or the name Excel gives a copy), else by its headers."""
    copied = re.compile(re.escape(table.name) + r"(_?\d+)?", re.IGNORECASE)
    for area in sheet.tables:
        first = area.area.first_row
        if (
            copied.fullmatch(area.name)
            and first in rows
            and _holds_headers(first, rows[first], table)
        ):
            return _extent(sheet, first, area)
    number, _ = header_row(rows, table)
    if not number:
        return Extent(0)
    return _extent(sheet, number, _area_at(sheet.tables, rows[number], number, table))


def _holds_headers(number: int, row: Row, table: Table) -> bool:
    texts = {cell.text for cell in row.values() if cell.kind is Kind.TEXT}
    if len(texts.intersection(table.headers)) > 1:  # to the letter, as in most files
        return True
    return header_row({number: row}, table)[0] > 0


def _area_at(
    areas: Iterable[TableArea], headers: Row, number: int, table: Table
) -> TableArea | None:
    """The Excel table, whatever its name, that starts at the header row and holds its headers."""
    for area in areas:
        if area.area.first_row == number:
            inside = {c: cell for c, cell in headers.items() if area.area.holds(number, c)}
            if header_row({number: inside}, table)[0]:
                return area
    return None


def _extent(sheet: SheetContent, number: int, own: TableArea | None) -> Extent:
    others = tuple(area.area for area in sheet.tables if area is not own)
    below = [
        area.first_row - 1
        for area in others
        if area.first_row > number
        and (
            own is None
            or (
                area.first_column <= own.area.last_column
                and area.last_column >= own.area.first_column
            )
        )
    ]
    return Extent(number, min(below, default=MAX_ROW), own, others)


def hold_even(sheet: SheetContent, even: EvenContent, extent: Extent) -> None:
    """Make sure that even rows are the rows of one table, and nothing else.

    Raises:
        UnevenError: they may not be; the row reader has to look.
    """
    first, last = even.rows.first_row, even.rows.last_row
    own = extent.area
    if (
        not 0 < extent.header_row < first
        or all(row < first - 1 for row, _ in even.head)
        or extent.last_row < last
        or (own is not None and (own.has_totals or own.area.last_row < last))
        or any(area.last_row > extent.header_row for area in (*sheet.merged, *extent.others))
    ):
        raise UnevenError


def covered_cells(merged: Iterable[Area], rows: Rows, after: int) -> dict[tuple[int, int], Area]:
    """Cells below a row that lie inside a merged area without being its first cell."""
    covered: dict[tuple[int, int], Area] = {}
    for area in merged:
        first, last = max(area.first_row, after + 1), area.last_row
        numbers = (
            [n for n in rows if first <= n <= last]
            if last - first > 100
            else range(first, last + 1)
        )
        for row in numbers:
            for column in range(
                area.first_column, min(area.last_column, area.first_column + 200) + 1
            ):
                if (row, column) != (area.first_row, area.first_column):
                    covered[row, column] = area
    return covered


def ranges(numbers: Iterable[int]) -> str:
    """Row numbers as people write them: "3–4, 6"."""
    parts: list[list[int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in parts[:10]]
    return ", ".join(shown) + (" ..." if len(parts) > 10 else "")
