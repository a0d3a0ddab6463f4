"""New rows below a table: where they land, what they take over, and what may stand in the way."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple

from xlmal.address import MAX_ROW, Area, CellRef
from xlmal.finding import Kind
from xlmal.ooxml import patch_checks as checks
from xlmal.ooxml.checks import refusal
from xlmal.ooxml.contents import TableInfo
from xlmal.ooxml.edits import AppendRows, Computed, NewCell, Value
from xlmal.ooxml.new_rows import Columns, FreshRows, column_formula
from xlmal.ooxml.sheet_scan import SheetScan

_NO_CELL = NewCell(None)


class Growth(NamedTuple):
    """What appending rows to one table comes to; ``fresh`` are those that stand alone.

    ``cells`` and ``heights`` (in points, by row) are the others'.
    """

    table: TableInfo
    area: Area
    rows: Sequence[int]
    cells: dict[tuple[int, int], NewCell]
    fresh: FreshRows | None = None
    heights: Mapping[int, float] = MappingProxyType({})


class Around(NamedTuple):
    """What else the sheet has: its tables, and rows that something else changes too.

    ``apart`` is None when any row may be.
    """

    tables: Sequence[TableInfo]
    apart: Collection[int] | None = None


def plan_growth(
    scan: SheetScan, table: TableInfo, blocks: Sequence[AppendRows], around: Around
) -> Growth:
    """Plan new rows directly below a table; a single blank row is filled first.

    No other table of the sheet is run over.

    Raises:
        Refusal: F31-F34, F38, F40 when it cannot be done safely.
    """
    if table.totals_rows:
        raise refusal(checks.TOTALS_ROW, table=table.display_name)
    last = table.last_data_row
    fills_blank = last == table.first_data_row and _is_blank(scan, table, last)
    first_new = last if fills_blank else last + 1
    landed = range(first_new, first_new + sum(len(block.rows) for block in blocks))
    if landed[-1] > MAX_ROW:
        place = {"row": landed[-1], "column": table.area.first_column, "sheet": table.sheet}
        raise refusal(checks.OUTSIDE_SHEET, **place)
    area = table.area._replace(last_row=max(last, landed[-1]))
    _refuse_obstacles(scan, table, area._replace(first_row=first_new), around.tables)
    columns = Columns(table)
    starts = accumulate((len(block.rows) for block in blocks), initial=first_new)
    numbered = tuple(zip(starts, blocks, strict=False))
    for block in blocks:
        columns.places(block.headers)
    apart = _apart(scan, landed, last, around)
    fresh = FreshRows(scan, table, columns, last, numbered, apart, max(apart, default=0))
    cells: dict[tuple[int, int], NewCell] = {}
    heights: dict[int, float] = {}
    for at, block, values in _cell_by_cell(fresh):
        height = block.height(values) if block.height else None
        if height is not None:
            heights[at] = height
        given = _given(columns, block, values)
        for index, column in enumerate(_columns(table)):
            value = given.get(index)
            if value is not None and not isinstance(value, Computed):
                cells[at, column] = NewCell(value, style_row=last)
                continue
            cell = _cell(scan, table, index, at, value)
            if cell is not _NO_CELL or at > last:
                cells[at, column] = cell._replace(style_row=last)
    return Growth(table, area, landed, cells, fresh, heights)


def _apart(scan: SheetScan, landed: range, last: int, around: Around) -> Collection[int]:
    """The rows among the new ones that something is stored in already, or is to be."""
    if around.apart is None:
        return landed
    until = max(last, scan.last_stored_row, max(around.apart, default=0))
    return {
        at
        for at in landed[: max(0, until + 1 - landed.start)]
        if at <= last or at in around.apart or scan.row_spans.get(at) is not None
    }


def _cell_by_cell(fresh: FreshRows) -> Iterator[tuple[int, AppendRows, Sequence[Value]]]:
    for start, block in fresh.blocks:
        numbered = enumerate(block.rows, start) if start <= fresh.until else ()
        for at, values in numbered:
            if at > fresh.until:
                return
            if at in fresh.apart:
                yield at, block, values


def _given(
    columns: Columns, block: AppendRows, values: Sequence[Value]
) -> dict[int, Value | Computed]:
    """A row's values by the index of the column."""
    found: dict[int, Value | Computed] = {}
    for header, value in zip(block.headers, values, strict=True):
        is_computed = header in block.computed
        found[columns.index(header)] = (
            Computed(block.computed[header], value) if is_computed else value
        )
    return found


def _is_blank(scan: SheetScan, table: TableInfo, row: int) -> bool:
    """True when no cell of a table row holds a value of its own; formulas do not count."""
    cells = (scan.cell(row, column) for column in _columns(table))
    return all(
        cell is None or cell.formula is not None or cell.kind is Kind.BLANK or cell.text == ""
        for cell in cells
    )


def _columns(table: TableInfo) -> range:
    return range(table.area.first_column, table.area.last_column + 1)


def _refuse_obstacles(
    scan: SheetScan, table: TableInfo, target: Area, others: Sequence[TableInfo]
) -> None:
    """Refuse when a value, another table or a merged area lies where the rows shall go."""
    last = min(target.last_row, scan.last_row)
    for row in range(max(target.first_row, table.last_data_row + 1), last + 1):
        for column in _columns(table):
            cell = scan.cell(row, column)
            if cell and (cell.kind is not Kind.BLANK or cell.formula is not None):
                where = CellRef(table.sheet, row, column)
                raise refusal(checks.IN_THE_WAY, table=table.display_name, cell=where)
    for other in others:
        if other is not table and _overlap(other.area, target):
            where = CellRef(table.sheet, other.area.first_row, other.area.first_column)
            raise refusal(checks.IN_THE_WAY, table=table.display_name, cell=where)
    for merged in scan.merged:
        if _overlap(merged, target):
            where = CellRef(table.sheet, merged.first_row, merged.first_column)
            raise refusal(checks.MERGED, cell=where, area=merged)


def _overlap(one: Area, two: Area) -> bool:
    return (
        one.first_row <= two.last_row
        and two.first_row <= one.last_row
        and one.first_column <= two.last_column
        and two.first_column <= one.last_column
    )


def _cell(
    scan: SheetScan, table: TableInfo, index: int, row: int, given: Computed | None
) -> NewCell:
    """What a cell of a new row holds without a value; ``_NO_CELL`` when nothing is said of it."""
    stored = scan.cell(row, table.area.first_column + index)
    if stored is not None and stored.formula is not None:  # the blank row that is filled
        if given is None:
            return _NO_CELL
        if given.formula is None:
            return NewCell(given.value, keep_formula=True)
    if given is not None and given.formula is not None:
        return NewCell(given.value, given.formula.removeprefix("="))
    formula = column_formula(scan, table, index, row)
    value = None if given is None else given.value
    return _NO_CELL if formula is None and value is None else NewCell(value, formula)
