"""The intake inspector (visa): what we make of a table in any workbook, cell by cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xlmal.address import a1, column_letters
from xlmal.books.file_book import FileBook
from xlmal.domain.numbers import swedish
from xlmal.finding import Finding, Kind, Place, RawCell, Refusal, Severity
from xlmal.intake.checks.tables import SHEET_UNKNOWN
from xlmal.intake.choose import TableChoice, choose_table
from xlmal.intake.quoting import listed
from xlmal.intake.reading import CellRead, ReadOptions
from xlmal.intake.sheet import SheetContent
from xlmal.intake.table import TableRead, read_table
from xlmal.operations.file_checks import SHEET_UNREADABLE, about_book, skipped_lock
from xlmal.operations.reading import content_of, naming, open_book, sheet_names
from xlmal.schema.committee import COMMITTEE_TABLES
from xlmal.schema.master import MASTER_TABLES, OUTCOMES

#: Utfall first: it is what people ask about, and what a bare sheet most likely is.
_TABLES = (
    OUTCOMES,
    *(table for table in MASTER_TABLES.values() if table is not OUTCOMES),
)

_KINDS = {
    Kind.BLANK: "utan värde",
    Kind.NUMBER: "talet",
    Kind.TEXT: "texten",
    Kind.BOOLEAN: "sant/falskt",
    Kind.ERROR: "felvärdet",
    Kind.DATE: "datumet",
}


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell: where, what it means to us (None: not understood), and what is stored."""

    ref: str
    value: object
    raw: str
    kind: Kind

    def as_json(self) -> dict[str, object]:
        """The cell's part of ``visa --json``."""
        return {
            "ref": self.ref,
            "value": plain(self.value),
            "raw": self.raw,
            "kind": str(self.kind),
        }

    def as_text(self) -> str:
        """The cell as people read it: what it means, and what is stored in it."""
        value = plain(self.value)
        if isinstance(value, bool):
            value = "ja" if value else "nej"
        elif isinstance(value, float):
            value = swedish(value)
        elif isinstance(value, list):
            value = ", ".join(value)
        stored = f"{_KINDS[self.kind]} {self.raw}".strip()
        return f"{'-' if value is None else value}   [{stored}]"


#: Rows by their number in the sheet, with their cells by header.
Rows = tuple[tuple[int, Mapping[str, ShownCell]], ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What intake makes of one sheet; ``error`` when the file cannot be read at all.

    ``read`` is the table as intake read it; None for a sheet without our headers.
    """

    file: str
    error: Refusal | None = None
    sheet: str | None = None
    rows: Rows = ()
    findings: tuple[Finding, ...] = ()
    read: TableRead | None = None

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
        book = open_book(path)
        with naming(book.name):
            return inspect_book(book, sheet)
    except Refusal as refusal:
        skipped = skipped_lock(path.name, refusal)
        if skipped is not None:
            return Inspection(path.name, findings=(skipped,))
        return Inspection(path.name, refusal)


def inspect_book(book: FileBook, wanted: str | None = None) -> Inspection:
    """Read a table of a workbook that is open.

    Raises:
        Refusal: it cannot be read, or has no such sheet.
    """
    contents, damaged = _contents(book, wanted)
    try:
        choice = choose_table(contents, _TABLES, wanted, book.name)
    except Refusal as refusal:
        name, rows = _bare(book, contents, wanted, refusal)
        finding = Finding(
            refusal.code, Severity.WARNING, refusal.message, Place(book.name, None, name)
        )
        return Inspection(book.name, None, name, rows, (finding, *damaged, *about_book(book)))
    read = _read(book, choice)
    return Inspection(
        book.name,
        None,
        read.sheet,
        tuple((row.number, dict(_cells(book, read, row.number, row.cells))) for row in read.rows),
        (*choice.findings, *damaged, *about_book(book), *read.findings),
        read,
    )


def _contents(book: FileBook, wanted: str | None) -> tuple[list[SheetContent], list[Finding]]:
    """The sheets to choose among; a damaged one hinders only those who ask for it.

    Raises:
        Refusal: the sheet asked for is not there or cannot be read, or no sheet can.
    """
    contents: list[SheetContent] = []
    damaged: list[Finding] = []
    refused: Refusal | None = None
    for name in sheet_names(book):
        if wanted is not None and not _same(name, wanted):
            continue
        try:
            contents.append(content_of(book, name))
        except Refusal as refusal:
            refused = refusal
            place = Place(book.name, sheet=name)
            damaged.append(SHEET_UNREADABLE.at(place, reason=refusal.message))
    if not contents and refused is not None:
        raise refused
    if not contents and wanted is not None:
        message = SHEET_UNKNOWN.message.format(
            file=book.name,
            wanted=f" (sökte {wanted})",
            sheets=listed(sheet_names(book)) or "inga",
        )
        raise Refusal(SHEET_UNKNOWN.code, message)
    return contents, damaged


def _read(book: FileBook, choice: TableChoice) -> TableRead:
    """Read the chosen table, as a committee file's when the sheet has its columns."""
    table = choice.table
    for form in COMMITTEE_TABLES:
        if form.name == table.name and form.headers[-1] in _texts(book, choice.sheet.name):
            table = form
    return read_table(choice.sheet, table, book.name, ReadOptions())


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
                ShownCell(a1(number, column), cell.value, cell.raw.text, cell.raw.kind),
            )
    scan = book.scan(read.sheet)
    for header, column in read.unknown.items():
        raw = scan.cell(number, column)
        if raw is not None:
            yield header, _stored(raw)


def _bare(
    book: FileBook, contents: Sequence[SheetContent], wanted: str | None, refusal: Refusal
) -> tuple[str, Rows]:
    """A sheet without our headers, as it is stored; columns go by their letters.

    Raises:
        Refusal: there is no sheet at all.
    """
    visible = [content.name for content in contents if content.state == "visible"]
    name = next(iter(visible), None) or next((content.name for content in contents), None)
    if name is None:
        raise refusal
    return name, tuple(
        (number, {column_letters(cell.column): _stored(cell) for cell in cells})
        for number, cells in book.scan(name).rows()
    )


def _same(first: str, second: str) -> bool:
    """Sheet names differ neither by case nor by how å is composed (macOS types it in two)."""
    return _folded(first) == _folded(second)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip()).casefold()


def _stored(raw: RawCell) -> ShownCell:
    return ShownCell(a1(raw.row, raw.column), None, raw.text, raw.kind)
