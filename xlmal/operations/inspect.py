"""The intake inspector (visa): what we make of a table in any workbook, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xlmal.address import a1, column_letters
from xlmal.books.file_book import FileBook
from xlmal.finding import Finding, Kind, Place, RawCell, Refusal, Severity
from xlmal.intake.choose import choose_table
from xlmal.intake.reading import CellRead, ReadOptions
from xlmal.intake.table import TableRead, read_table
from xlmal.operations.reading import content_of, sheet_names
from xlmal.schema.committee import COMMITTEE_TABLES
from xlmal.schema.master import MASTER_TABLES, OUTCOMES

#: Utfall first: it is what people ask about, and what a bare sheet most likely is.
_TABLES = (
    OUTCOMES,
    *(table for table in MASTER_TABLES.values() if table is not OUTCOMES),
)


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell: where, what it means to us (None: not understood), and what is stored."""

    ref: str
    value: object
    raw: str
    kind: str

    def as_json(self) -> dict[str, object]:
        """The cell's part of ``visa --json``."""
        return {"ref": self.ref, "value": plain(self.value), "raw": self.raw, "kind": self.kind}


@dataclass(frozen=True, slots=True)
class Inspection:
    """What intake makes of one sheet; ``error`` when the file cannot be read at all."""

    file: str
    error: Refusal | None = None
    sheet: str | None = None
    rows: tuple[tuple[int, Mapping[str, ShownCell]], ...] = ()
    findings: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The shape that ``visa --json`` prints."""
        error = {"code": self.error.code, "message": self.error.message} if self.error else None
        return {
            "file": self.file,
            "error": error,
            "sheet": self.sheet,
            "rows": [
                {"row": number, "cells": {name: cell.as_json() for name, cell in cells.items()}}
                for number, cells in self.rows
            ],
            "findings": [finding.as_json() for finding in self.findings],
        }


def plain(value: object) -> object:
    """A typed value as JSON has it: dates as ISO text, choices and rounds as their words."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple) and not hasattr(value, "code"):
        return [str(part) for part in value]
    return str(value)


def inspect(path: Path, sheet: str | None = None) -> Inspection:
    """Read a table of any workbook, manifest or not.

    Args:
        path: the file.
        sheet: the sheet to look at; else the one named as ours, else the one that fits best.
    """
    try:
        return inspect_book(FileBook.open(path, path.name), sheet)
    except Refusal as refusal:
        return Inspection(path.name, refusal)


def inspect_book(book: FileBook, wanted: str | None = None) -> Inspection:
    """Read a table of a workbook that is open.

    Raises:
        Refusal: it cannot be read, or has no such sheet.
    """
    names = sheet_names(book)
    if wanted is not None:
        names = tuple(name for name in names if name.casefold() == wanted.casefold()) or names
    contents = [content_of(book, name) for name in names]
    try:
        choice = choose_table(contents, _TABLES, wanted, book.name)
    except Refusal as refusal:
        return _bare(book, wanted, refusal)
    table = choice.table
    for form in COMMITTEE_TABLES:
        if form.name == table.name and form.headers[-1] in _texts(book, choice.sheet.name):
            table = form
    read = read_table(choice.sheet, table, book.name, ReadOptions())
    rows = tuple((row.number, dict(_cells(book, read, row.number, row.cells))) for row in read.rows)
    return Inspection(book.name, None, read.sheet, rows, (*choice.findings, *read.findings))


def _texts(book: FileBook, sheet: str) -> set[str]:
    return {cell.text for cell in book.scan(sheet) if cell.kind is Kind.TEXT}


def _cells(
    book: FileBook, read: TableRead, number: int, cells: Mapping[str, CellRead]
) -> Iterator[tuple[str, ShownCell]]:
    """Our columns with their values, and the others with what is stored in them."""
    for header, column in read.columns.items():
        cell = cells.get(header)
        if cell is not None and cell.raw is not None:
            yield (
                header,
                ShownCell(a1(number, column), cell.value, cell.raw.text, str(cell.raw.kind)),
            )
    scan = book.scan(read.sheet)
    for header, column in read.unknown.items():
        raw = scan.cell(number, column)
        if raw is not None:
            yield header, _stored(raw)


def _bare(book: FileBook, wanted: str | None, refusal: Refusal) -> Inspection:
    """A sheet without our headers, shown as it is stored; columns go by their letters.

    Raises:
        Refusal: the sheet asked for is not there.
    """
    visible = [
        sheet.name for sheet in book.sheets() if sheet.is_visible and sheet.kind == "worksheet"
    ]
    if wanted is not None and wanted.casefold() not in (name.casefold() for name in visible):
        book.package.sheet(wanted)
    name = wanted or next(iter(visible), None) or next(iter(sheet_names(book)), None)
    if name is None:
        raise refusal
    scan = book.scan(name)
    rows = tuple(
        (number, {column_letters(cell.column): _stored(cell) for cell in cells})
        for number, cells in scan.rows()
    )
    finding = Finding(
        refusal.code, Severity.WARNING, refusal.message, Place(book.name, None, scan.sheet)
    )
    return Inspection(book.name, None, scan.sheet, rows, (finding,))


def _stored(raw: RawCell) -> ShownCell:
    return ShownCell(a1(raw.row, raw.column), None, raw.text, str(raw.kind))
