"""Changes named cells and the rows of tables in a workbook that people own, by splicing bytes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from xlmal.address import CellRef
from xlmal.finding import RawCell
from xlmal.ooxml import patch_checks as checks
from xlmal.ooxml.append import Around, Growth, plan_growth
from xlmal.ooxml.checks import NO_SUCH_SHEET, refusal
from xlmal.ooxml.contents import SheetInfo, TableInfo
from xlmal.ooxml.edits import (
    AppendRow,
    Edit,
    FitRow,
    NewCell,
    PatchResult,
    RemoveRow,
    SetCell,
    ShowSheet,
)
from xlmal.ooxml.markup import elements
from xlmal.ooxml.package import Package, open_package
from xlmal.ooxml.remove import remove_rows
from xlmal.ooxml.scan import scan_sheet
from xlmal.ooxml.sheet_patch import (
    cell_splices,
    dimension_splices,
    range_splices,
    refuse_unsafe,
)
from xlmal.ooxml.sheet_scan import SheetScan
from xlmal.ooxml.splice import apply, change_tag
from xlmal.ooxml.workbook_patch import (
    has_formulas,
    names_followed,
    recalculation,
    shown,
    with_splices,
    without_chain,
)


class _SheetPlan(NamedTuple):
    scan: SheetScan
    cells: dict[tuple[int, int], NewCell]
    grown: list[Growth]
    heights: dict[int, float]


class _Changes(NamedTuple):
    """Parts written anew, and what follows from that for the workbook as a whole."""

    parts: dict[str, bytes]
    grown: list[Growth]
    formulas_changed: bool
    to_show: frozenset[str] = frozenset()


def patch(source: Package | bytes, edits: Sequence[Edit]) -> PatchResult:
    """Return the workbook with the edits made; everything or, on a refusal, nothing.

    Only the sheets whose cells change are written anew, and in them only those cells, the
    dimension, and the formats and validations that follow a table down. Names that end with a
    table follow it too. When the book calculates, Excel is asked to do so on opening; when a
    formula came or went, the calculation chain goes.

    Raises:
        Refusal: F20 and F30-F45, see ``xlmal.ooxml.patch_checks``; F01-F19 from reading.
        ValueError: when two edits concern the same cell, or a row to remove is none of its table's.
    """
    package = source if isinstance(source, Package) else open_package(source)
    result = _with_edits(package, edits)
    gone: dict[str, set[int]] = {}
    for edit in edits:
        if isinstance(edit, RemoveRow):
            gone.setdefault(_table(package, edit.table).display_name, set()).add(edit.row)
    if not gone:
        return result
    appended = [edit.table.casefold() for edit in edits if isinstance(edit, AppendRow)]
    rows = tuple(
        row
        - sum(
            row > other for table, its in gone.items() if table.casefold() == name for other in its
        )
        for name, row in zip(appended, result.appended_rows, strict=True)
    )
    for table, removed in gone.items():
        result = _without_rows(result, table, removed)
    return replace(result, appended_rows=rows)


def _with_edits(package: Package, edits: Sequence[Edit]) -> PatchResult:
    by_sheet: dict[str, tuple[list[SetCell], dict[str, list[int]]]] = {}
    fitted: dict[str, dict[int, float]] = {}
    to_show: set[str] = set()
    tables: dict[str, TableInfo] = {}
    for at, edit in enumerate(edits):
        if isinstance(edit, ShowSheet):
            to_show.add(package.sheet(edit.sheet).name)
        elif isinstance(edit, FitRow):
            fitted.setdefault(package.sheet(edit.sheet).name, {})[edit.row] = edit.height
        elif isinstance(edit, SetCell):
            sheet = package.sheet(edit.sheet).name
            by_sheet.setdefault(sheet, ([], {}))[0].append(edit)
        elif isinstance(edit, AppendRow):
            table = tables.get(edit.table) or tables.setdefault(
                edit.table, _table(package, edit.table)
            )
            growing = by_sheet.setdefault(table.sheet, ([], {}))[1]
            growing.setdefault(table.display_name, []).append(at)
    changes = _Changes({}, [], False, frozenset(to_show))
    landed: dict[int, int] = {}
    for name, (cells, growing) in by_sheet.items():
        appended = {
            table: [edit for at in places if isinstance(edit := edits[at], AppendRow)]
            for table, places in growing.items()
        }
        plan = _plan(package, package.sheet(name), cells, appended)
        plan.heights.update(fitted.get(name, {}))
        for growth in plan.grown:
            landed |= dict(zip(growing[growth.table.display_name], growth.rows, strict=True))
        changes.parts.update(_written(package, plan))
        changes.grown.extend(plan.grown)
        if _changes_formulas(plan):
            changes = changes._replace(formulas_changed=True)
    return _finished(package, changes, tuple(landed[at] for at in sorted(landed)))


def _without_rows(result: PatchResult, name: str, rows: Collection[int]) -> PatchResult:
    """Return a patched workbook with rows taken out of one of its tables."""
    package = open_package(result.data)
    table = _table(package, name)
    removal = remove_rows(package, table, rows)
    parts = {package.sheet(table.sheet).part: removal.sheet}
    if removal.growth.area != table.area:
        parts[table.part] = _grown_table(package, removal.growth)
    done = _finished(package, _Changes(parts, [removal.growth], removal.formulas_changed))
    dropped = {*result.dropped_parts, *done.dropped_parts}
    changed = {*result.changed_parts, *done.changed_parts} - dropped
    return PatchResult(
        done.data,
        tuple(part for part in package.parts if part in changed),
        tuple(sorted(dropped)),
    )


def _finished(package: Package, changes: _Changes, rows: tuple[int, ...] = ()) -> PatchResult:
    """Write the changed parts, and the workbook part with what follows from them."""
    changed = changes.parts
    in_workbook = shown(package, changes.to_show) + names_followed(package, changes.grown)
    if (changed and has_formulas(package)) or changes.formulas_changed:
        in_workbook += recalculation(package)
    changed |= with_splices(package, in_workbook)
    dropped: tuple[str, ...] = ()
    if changes.formulas_changed:
        without, dropped = without_chain(package)
        changed |= without
    if not changed:
        return PatchResult(package.data, appended_rows=rows)
    if any(part.startswith("_xmlsignatures/") for part in package.parts):
        raise refusal(checks.SIGNED)
    names = tuple(part for part in package.parts if part in changed)
    return PatchResult(package.archive.rewrite(changed, dropped), names, dropped, rows)


def _table(package: Package, name: str) -> TableInfo:
    for table in package.tables:
        if table.display_name.casefold() == name.casefold():
            return table
    raise refusal(checks.NO_SUCH_TABLE, table=name)


def _plan(
    package: Package,
    sheet: SheetInfo,
    edits: Sequence[SetCell],
    appended: Mapping[str, Sequence[AppendRow]],
) -> _SheetPlan:
    """Decide every cell's new content and refuse what is unsafe, before a byte is written."""
    if sheet.kind != "worksheet":
        raise refusal(NO_SUCH_SHEET, sheet=sheet.name)
    tables = package.tables_on(sheet.name)
    wanted_rows = {edit.row for edit in edits}
    for name, rows in appended.items():
        last = _table(package, name).last_data_row
        wanted_rows.update(range(last, last + len(rows) + 1))
    scan = scan_sheet(package, sheet, wanted_rows)
    cells: dict[tuple[int, int], NewCell] = {}
    for edit in edits:
        for table in tables:
            if edit.row < table.first_data_row and table.area.holds(edit.row, edit.column):
                where = CellRef(sheet.name, edit.row, edit.column)
                raise refusal(checks.HEADER_CELL, cell=where, table=table.display_name)
        if (edit.row, edit.column) in cells:
            raise ValueError(f"two edits for the same cell: {edit.row, edit.column}")
        cells[edit.row, edit.column] = NewCell(edit.value)
    grown = []
    heights: dict[int, float] = {}
    edited = {edit.row for edit in edits}
    alone = len(appended) == 1 and not scan.formula_areas
    around = Around(tables, edited if alone else None)
    for name, rows in appended.items():
        growth = plan_growth(scan, _table(package, name), [row.values for row in rows], around)
        grown.append(growth)
        landed = zip(growth.rows, rows, strict=True)
        heights |= {at: row.height for at, row in landed if row.height is not None}
        taken = cells.keys() & growth.cells.keys()
        if taken:
            where = CellRef(sheet.name, *min(taken))
            raise refusal(checks.TABLES_OVERLAP, table=growth.table.display_name, cell=where)
        cells |= growth.cells
    refuse_unsafe(scan, cells)
    return _SheetPlan(scan, cells, grown, heights)


def _changes_formulas(plan: _SheetPlan) -> bool:
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


def _written(package: Package, plan: _SheetPlan) -> dict[str, bytes]:
    """Return the sheet part and the table parts as they shall be, if they differ."""
    scan = plan.scan
    fresh = next((growth.fresh for growth in plan.grown if growth.fresh), None)
    splices = cell_splices(scan, plan.cells, plan.heights, fresh)
    if splices:
        splices += dimension_splices(scan, [*plan.cells, *_corners(plan.grown)])
    splices += range_splices(scan, plan.grown)
    changed = {scan.part: apply(scan.data, splices)} if splices else {}
    for growth in plan.grown:
        if growth.area != growth.table.area:
            changed[growth.table.part] = _grown_table(package, growth)
    return changed


def _corners(grown: Sequence[Growth]) -> Iterator[tuple[int, int]]:
    """The first and the last place of each table's new rows."""
    for growth in grown:
        yield growth.rows[0], growth.area.first_column
        yield growth.rows[-1], growth.area.last_column


def _grown_table(package: Package, growth: Growth) -> bytes:
    """The table part with its new area, and its filter buttons' area."""
    part = growth.table.part
    data = package.xml(part)
    found = elements(data, part)
    splices = [change_tag(data, found[0].start, {"ref": str(growth.area)})]
    for element in found:
        if element.is_main and element.name == "autoFilter" and element.parent == "table":
            splices.append(change_tag(data, element.start, {"ref": str(growth.area)}))
    return apply(data, splices)
