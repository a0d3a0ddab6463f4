"""Rensa markeringar: the sheet Validering as it was born, and with that every mark gone."""

from __future__ import annotations

from collections.abc import Sequence

from xlmal.books.file_book import FileBook
from xlmal.building.heights import row_height
from xlmal.finding import Refusal
from xlmal.ooxml.contents import TableInfo
from xlmal.ooxml.edits import Edit, FitRow, HideSheet, PatchResult, RemoveRow, SetCell, SetResult
from xlmal.ooxml.patch import patch
from xlmal.ooxml.patch_checks import TIED_ROW
from xlmal.operations.reading import manifest_of
from xlmal.operations.write_validation import validation_edits, validation_table
from xlmal.schema.manifest import COMMITTEE
from xlmal.schema.produced import VALIDATION


def cleared(book: FileBook) -> PatchResult:
    """The workbook without findings: the table has its one blank row again.

    In a file that was sent out, where the sheet is hidden from birth, it is hidden again. Rows
    that somebody has filtered, or written comments at, are emptied and stay in the table.

    Raises:
        Refusal: the workbook is not ours (L04), or its table lacks a column (A03).
    """
    manifest = manifest_of(book)
    table = validation_table(book) if manifest else None
    if manifest is None or table is None:
        raise Refusal("L04", f"{book.name} kommer inte från xlmal och har inga markeringar.")
    emptied = validation_edits(book, table, ())
    if not emptied:
        return PatchResult(book.package.data)
    hides = [HideSheet(table.sheet)] if manifest.kind == COMMITTEE else []
    try:
        return patch(book.package, [*_as_born(book, table, emptied), *hides])
    except Refusal as refusal:
        if refusal.code != TIED_ROW.code:
            raise
        return patch(book.package, [*emptied, *hides])


def _as_born(book: FileBook, table: TableInfo, emptied: Sequence[Edit]) -> list[Edit]:
    """Edits that blank the table's first row and take out the others."""
    first = table.first_data_row
    edits = [edit for edit in emptied if isinstance(edit, SetCell) and edit.row == first]
    link_at = table.area.first_column + table.columns.index("Var")
    link = book.scan(table.sheet).cell(first, link_at)
    shown = [SetResult(table.sheet, first, link_at, None)] if link and link.formula else []
    fitted = [FitRow(table.sheet, first, row_height("master", VALIDATION, {}))] if edits else []
    gone = [RemoveRow(table.display_name, row) for row in range(first + 1, table.last_data_row + 1)]
    return [*edits, *(shown if edits or gone else ()), *fitted, *gone]
