"""Changes named cells and the rows of tables in a workbook that people own, by splicing bytes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from xlmal.ooxml import patch_checks as checks
from xlmal.ooxml.append import Growth
from xlmal.ooxml.archive import Packed
from xlmal.ooxml.checks import refusal
from xlmal.ooxml.contents import TableInfo
from xlmal.ooxml.edits import (
    AppendRow,
    AppendRows,
    Edit,
    FitRow,
    HideSheet,
    PatchResult,
    RemoveRow,
    SetCell,
    SetResult,
    ShowSheet,
)
from xlmal.ooxml.package import Package, open_package
from xlmal.ooxml.remove import remove_rows
from xlmal.ooxml.sheet_plan import (
    changes_formulas,
    grown_table,
    plan_sheet,
    sheet_parts,
    table_named,
)
from xlmal.ooxml.workbook_patch import (
    has_formulas,
    hidden,
    names_followed,
    recalculation,
    selection_moved,
    shown,
    with_splices,
    without_chain,
)

#: The new rows of one table, by the place of their edit among all.
Growing = dict[int, AppendRows]


class _Changes(NamedTuple):
    """Parts written anew, and what follows from that for the workbook as a whole."""

    parts: dict[str, bytes | Packed]
    grown: list[Growth]
    formulas_changed: bool
    to_show: frozenset[str] = frozenset()
    to_hide: frozenset[str] = frozenset()


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
            gone.setdefault(table_named(package, edit.table).display_name, set()).add(edit.row)
    if not gone:
        return result
    appended = [edit.table.casefold() for edit in edits if isinstance(edit, AppendRow | AppendRows)]
    removed_from = {table.casefold(): rows for table, rows in gone.items()}
    landed = tuple(
        tuple(row - sum(row > other for other in removed_from.get(name, ())) for row in rows)
        for name, rows in zip(appended, result.landed, strict=True)
    )
    for table, removed in gone.items():
        result = _without_rows(result, table, removed)
    return replace(result, landed=landed)


def _with_edits(package: Package, edits: Sequence[Edit]) -> PatchResult:
    by_sheet: dict[str, tuple[list[SetCell | SetResult], dict[str, Growing]]] = {}
    fitted: dict[str, dict[int, float]] = {}
    to_show: set[str] = set()
    to_hide: set[str] = set()
    tables: dict[str, TableInfo] = {}
    landed: dict[int, Sequence[int]] = {}
    for at, edit in enumerate(edits):
        if isinstance(edit, ShowSheet):
            to_show.add(package.sheet(edit.sheet).name)
        elif isinstance(edit, HideSheet):
            to_hide.add(package.sheet(edit.sheet).name)
        elif isinstance(edit, FitRow):
            fitted.setdefault(package.sheet(edit.sheet).name, {})[edit.row] = edit.height
        elif isinstance(edit, SetCell | SetResult):
            sheet = package.sheet(edit.sheet).name
            by_sheet.setdefault(sheet, ([], {}))[0].append(edit)
        elif isinstance(edit, AppendRow | AppendRows):
            table = tables.get(edit.table) or tables.setdefault(
                edit.table, table_named(package, edit.table)
            )
            rows = AppendRows.of(edit) if isinstance(edit, AppendRow) else edit
            if not rows.rows:
                landed[at] = ()
                continue
            growing = by_sheet.setdefault(table.sheet, ([], {}))[1]
            growing.setdefault(table.display_name, {})[at] = rows
    changes = _Changes({}, [], False, frozenset(to_show), frozenset(to_hide))
    for name, (cells, growing) in by_sheet.items():
        appended = {table: tuple(blocks.values()) for table, blocks in growing.items()}
        plan = plan_sheet(package, package.sheet(name), cells, appended)
        plan.heights.update(fitted.get(name, {}))
        for growth in plan.grown:
            first = 0
            for at, block in growing[growth.table.display_name].items():
                landed[at] = growth.rows[first : first + len(block.rows)]
                first += len(block.rows)
        changes.parts.update(sheet_parts(package, plan))
        changes.grown.extend(plan.grown)
        if changes_formulas(plan):
            changes = changes._replace(formulas_changed=True)
    return _finished(package, changes, tuple(landed[at] for at in sorted(landed)))


def _without_rows(result: PatchResult, name: str, rows: Collection[int]) -> PatchResult:
    """Return a patched workbook with rows taken out of one of its tables."""
    package = open_package(result.data)
    table = table_named(package, name)
    removal = remove_rows(package, table, rows)
    parts: dict[str, bytes | Packed] = {package.sheet(table.sheet).part: removal.sheet}
    if removal.growth.area != table.area:
        parts[table.part] = grown_table(package, removal.growth)
    done = _finished(package, _Changes(parts, [removal.growth], removal.formulas_changed))
    dropped = {*result.dropped_parts, *done.dropped_parts}
    changed = {*result.changed_parts, *done.changed_parts} - dropped
    return PatchResult(
        done.data,
        tuple(part for part in package.parts if part in changed),
        tuple(sorted(dropped)),
    )


def _finished(
    package: Package, changes: _Changes, landed: tuple[Sequence[int], ...] = ()
) -> PatchResult:
    """Write the changed parts, and the workbook part with what follows from them."""
    changed = changes.parts
    in_workbook = shown(package, changes.to_show) + names_followed(package, changes.grown)
    in_workbook += hidden(package, changes.to_hide)
    changed |= selection_moved(package, changes.to_hide, changed)
    if (changed and has_formulas(package)) or changes.formulas_changed:
        in_workbook += recalculation(package)
    changed |= with_splices(package, in_workbook)
    dropped: tuple[str, ...] = ()
    if changes.formulas_changed:
        without, dropped = without_chain(package)
        changed |= without
    if not changed:
        return PatchResult(package.data, landed=landed)
    if any(part.startswith("_xmlsignatures/") for part in package.parts):
        raise refusal(checks.SIGNED)
    names = tuple(part for part in package.parts if part in changed)
    return PatchResult(package.archive.rewrite(changed, dropped), names, dropped, landed)
