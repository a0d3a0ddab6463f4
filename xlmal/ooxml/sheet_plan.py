"""What the edits of one sheet come to: decided before a byte is written, and then its new parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xlmal.address import CellRef
from xlmal.finding import RawCell
from xlmal.ooxml import patch_checks as checks
from xlmal.ooxml.append import Around, Growth, plan_growth
from xlmal.ooxml.archive import Packed, pack
from xlmal.ooxml.checks import NO_SUCH_SHEET, refusal
from xlmal.ooxml.contents import SheetInfo, TableInfo
from xlmal.ooxml.edits import AppendRows, NewCell, SetCell, SetResult
from xlmal.ooxml.markup import elements
from xlmal.ooxml.narrow import scan_for
from xlmal.ooxml.package import Package
from xlmal.ooxml.sheet_patch import (
    cell_splices,
    dimension_splices,
    range_splices,
    refuse_unsafe,
)
from xlmal.ooxml.sheet_scan import SheetScan
from xlmal.ooxml.splice import Splice, apply, change_tag, pieces


class SheetPlan(NamedTuple):
    """One sheet's new cells, the tables that grow on it, and heights for its rows.

    ``put_back`` are the rows that were not read, as they shall be again.
    """

    scan: SheetScan
    cells: dict[tuple[int, int], NewCell]
    grown: list[Growth]
    heights: dict[int, float]
    put_back: list[Splice]


def table_named(package: Package, name: str) -> TableInfo:
    """The table with a name, case aside, as Excel looks it up.

    Raises:
        Refusal: F30 when there is none.
    """
    for table in package.tables:
        if table.display_name.casefold() == name.casefold():
            return table
    raise refusal(checks.NO_SUCH_TABLE, table=name)


def plan_sheet(
    package: Package,
    sheet: SheetInfo,
    edits: Sequence[SetCell | SetResult],
    appended: Mapping[str, Sequence[AppendRows]],
) -> SheetPlan:
    """Decide every cell's new content and refuse what is unsafe, before a byte is written."""
    if sheet.kind != "worksheet":
        raise refusal(NO_SUCH_SHEET, sheet=sheet.name)
    tables = package.tables_on(sheet.name)
    edited = {edit.row for edit in edits}
    rows = []
    for name, blocks in appended.items():
        last = table_named(package, name).last_data_row
        rows.append(range(last, last + sum(len(block.rows) for block in blocks) + 1))
    # A merge's hundred thousand new rows are alone on their sheet: no set of all those numbers.
    is_one = len(rows) == 1 and not edited
    scan, put_back = scan_for(package, sheet, rows[0] if is_one else edited.union(*rows))
    cells: dict[tuple[int, int], NewCell] = {}
    for edit in edits:
        for table in tables:
            if edit.row < table.first_data_row and table.area.holds(edit.row, edit.column):
                where = CellRef(sheet.name, edit.row, edit.column)
                raise refusal(checks.HEADER_CELL, cell=where, table=table.display_name)
        if (edit.row, edit.column) in cells:
            raise ValueError(f"two edits for the same cell: {edit.row, edit.column}")
        cells[edit.row, edit.column] = NewCell(edit.value, keep_formula=isinstance(edit, SetResult))
    grown = []
    heights: dict[int, float] = {}
    alone = len(appended) == 1 and not scan.formula_areas
    around = Around(tables, edited if alone else None)
    for name, blocks in appended.items():
        growth = plan_growth(scan, table_named(package, name), blocks, around)
        grown.append(growth)
        heights |= growth.heights
        taken = cells.keys() & growth.cells.keys()
        if taken:
            where = CellRef(sheet.name, *min(taken))
            raise refusal(checks.TABLES_OVERLAP, table=growth.table.display_name, cell=where)
        cells |= growth.cells
    refuse_unsafe(scan, cells)
    return SheetPlan(scan, cells, grown, heights, put_back)


def changes_formulas(plan: SheetPlan) -> bool:
    """Tell whether a formula comes or goes."""
    if any(growth.fresh is not None and growth.fresh.has_formulas for growth in plan.grown):
        return True

    def stored(place: tuple[int, int]) -> RawCell | None:
        return plan.scan.cell(*place)

    for place, cell in plan.cells.items():
        old = stored(place)
        had = old is not None and old.formula is not None
        if cell.formula is not None or (had and not cell.keep_formula):
            return True
    return False


def sheet_parts(package: Package, plan: SheetPlan) -> dict[str, bytes | Packed]:
    """Return the sheet part and the table parts as they shall be, if they differ."""
    scan = plan.scan
    fresh = next((one.fresh for one in plan.grown if one.fresh and one.fresh.first), None)
    splices = cell_splices(scan, plan.cells, plan.heights, fresh)
    if splices:
        splices += dimension_splices(scan, [*plan.cells, *_corners(plan.grown)])
    splices += range_splices(scan, plan.grown)
    changed: dict[str, bytes | Packed] = {}
    if splices:
        changed[scan.part] = pack(pieces(scan.data, [*plan.put_back, *splices]))
    for growth in plan.grown:
        if growth.area != growth.table.area:
            changed[growth.table.part] = grown_table(package, growth)
    return changed


def _corners(grown: Sequence[Growth]) -> Iterator[tuple[int, int]]:
    """The first and the last place of each table's new rows."""
    for growth in grown:
        yield growth.rows[0], growth.area.first_column
        yield growth.rows[-1], growth.area.last_column


def grown_table(package: Package, growth: Growth) -> bytes:
    """The table part with its new area, and its filter buttons' area."""
    part = growth.table.part
    data = package.xml(part)
    found = elements(data, part)
    splices = [change_tag(data, found[0].start, {"ref": str(growth.area)})]
    for element in found:
        if element.is_main and element.name == "autoFilter" and element.parent == "table":
            splices.append(change_tag(data, element.start, {"ref": str(growth.area)}))
    return apply(data, splices)
