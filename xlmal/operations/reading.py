"""From a file to what intake reads: the book, sheet contents, the manifest, the issued values."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from xlmal.books.file_book import FileBook
from xlmal.books.port import Book
from xlmal.finding import Kind, RawCell, Refusal
from xlmal.intake.sheet import (
    CellsOnDemand,
    EvenContent,
    SheetContent,
    SheetState,
    TableArea,
)
from xlmal.ooxml.sheet_scan import SheetScan
from xlmal.operations.file_checks import FOLDER_GIVEN
from xlmal.schema.manifest import CLOSED, IssuedValue, Manifest
from xlmal.schema.produced import ISSUED_SHEET, MANIFEST_SHEET

_STATES: dict[str, SheetState] = {"hidden": "hidden", "veryHidden": "veryHidden"}


def open_book(path: str | os.PathLike[str]) -> FileBook:
    """Open a workbook file; a refusal names it.

    Raises:
        Refusal: it is a folder (A12), or cannot be read (F01-F18).
    """
    file = Path(path)
    if os.path.isdir(file):  # noqa: PTH112 - Path.is_dir raises where a folder may not be entered
        raise Refusal(FOLDER_GIVEN.code, FOLDER_GIVEN.message.format(name=file))
    with naming(file.name):
        return FileBook.open(file, file.name)


@contextmanager
def naming(file: str) -> Iterator[None]:
    """Put a file's name first in the refusals that concern it and do not tell which file it is."""
    try:
        yield
    except Refusal as refusal:
        if file in refusal.message:
            raise
        raise Refusal(refusal.code, f"{file}: {refusal.message}") from refusal


def sheet_names(book: Book) -> tuple[str, ...]:
    """The names of the book's worksheets, hidden ones too."""
    return tuple(sheet.name for sheet in book.sheets() if sheet.kind == "worksheet")


def content_of(book: Book, sheet_name: str) -> SheetContent:
    """One sheet's stored cells and what lies around them."""
    even = book.even(sheet_name) if isinstance(book, FileBook) else None
    if even is None:
        return _content(book, book.scan(sheet_name))
    head, rows = even
    cells = {(cell.row, cell.column): cell for cell in head}
    return replace(
        _content(book, head),
        cells=CellsOnDemand(lambda: (*head, *rows.cells())),
        last_stored_row=rows.last_row,
        last_stored_column=max(head.last_column, head.furthest_blank[1], *rows.columns),
        even=EvenContent(cells, rows),
    )


def _content(book: Book, scan: SheetScan) -> SheetContent:
    info = next(sheet for sheet in book.sheets() if sheet.name == scan.sheet)
    tables = [table for table in book.tables() if table.sheet == scan.sheet]
    return SheetContent.of(
        scan.sheet,
        scan,
        merged=scan.merged,
        hidden_rows=scan.hidden_rows,
        hidden_columns=scan.hidden_columns,
        tables=tuple(
            TableArea(table.display_name, table.area, table.totals_rows > 0) for table in tables
        ),
        date1904=book.date1904,
        state=_STATES.get(info.state, "visible"),
        filtered=scan.filtered or any(table.filtered for table in tables),
        last_stored_row=max(scan.last_row, scan.last_stored_row),
        last_stored_column=max(scan.last_column, scan.furthest_blank[1]),
        external_links=book.external_links,
    )


def manifest_of(book: Book) -> Manifest | None:
    """The manifest of a workbook that we generated; None for any other, or a mangled one."""
    if MANIFEST_SHEET not in sheet_names(book):
        return None
    rows = [
        (cells[0].text, cells[1].text if len(cells) > 1 else "")
        for _, cells in book.scan(MANIFEST_SHEET).rows()
        if cells[0].column == 1
    ]
    try:
        return Manifest.from_rows(rows)
    except ValueError:
        return None


def issued_of(book: Book, *, closed: bool = False) -> dict[tuple[str, str, str], str]:
    """What was issued in open (or closed) cells: (table, row key, header) -> stored text."""
    if ISSUED_SHEET not in sheet_names(book):
        return {}
    return {
        (value.table, value.key, value.column): value.value
        for value in _issued_rows(book)
        if (value.closed == CLOSED) is closed
    }


def _issued_rows(book: Book) -> Iterator[IssuedValue]:
    for number, cells in book.scan(ISSUED_SHEET).rows():
        if number > 1:
            texts = {cell.column: _text(cell) for cell in cells}
            yield IssuedValue(*(texts.get(column, "") for column in range(1, 6)))


def _text(cell: RawCell) -> str:
    return "" if cell.kind is Kind.BLANK else cell.text
