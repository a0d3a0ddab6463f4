"""From a file to what intake reads: the book, sheet contents, the manifest, the issued values."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from weakref import WeakKeyDictionary

from xlmal.books.file_book import FileBook
from xlmal.books.port import Book
from xlmal.finding import Kind, Refusal
from xlmal.intake.sheet import (
    CellsOnDemand,
    EvenContent,
    SheetContent,
    SheetState,
    TableArea,
)
from xlmal.ooxml.sheet_scan import SheetScan
from xlmal.operations.file_checks import FOLDER_GIVEN
from xlmal.schema.manifest import CLOSED, Manifest, columns_issued
from xlmal.schema.produced import ISSUED_SHEET, MANIFEST_SHEET

#: What has been gathered of each file that is in use.
_contents: WeakKeyDictionary[FileBook, dict[str, SheetContent]] = WeakKeyDictionary()

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
    """One sheet's stored cells and what lies around them; of a file, gathered once."""
    if not isinstance(book, FileBook):
        return _read_content(book, sheet_name)
    known = _contents.setdefault(book, {})
    if sheet_name not in known:
        known[sheet_name] = _read_content(book, sheet_name)
    return known[sheet_name]


def _read_content(book: Book, sheet_name: str) -> SheetContent:
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


class Issued(NamedTuple):
    """What a file was sent out with: (table, row key, header) -> stored text.

    ``opened`` are the cells to be filled in, ``closed`` those that held something and were not.
    """

    opened: dict[tuple[str, str, str], str]
    closed: dict[tuple[str, str, str], str]


def issued_of(book: Book) -> Issued:
    """What was issued, from the sheet that carries it; nothing where there is none."""
    issued = Issued({}, {})
    if ISSUED_SHEET not in sheet_names(book):
        return issued
    for number, cells in book.scan(ISSUED_SHEET).rows():
        if number > 1:
            texts = ["", "", "", "", ""]
            for cell in cells:
                if cell.column <= len(texts) and cell.kind is not Kind.BLANK:
                    texts[cell.column - 1] = cell.text
            table, key, alike, value, closed = texts
            told = issued.closed if closed == CLOSED else issued.opened
            for column in columns_issued(alike):
                told[table, key, column] = value
    return issued
