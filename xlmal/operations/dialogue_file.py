"""A file with a dialogue opened, whatever tool it comes from: workbook sheets or a text file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from xlmal.finding import Kind, RawCell, Refusal
from xlmal.intake.dialogue_columns import DialogueColumns, Rows, find_columns, longest_texts
from xlmal.intake.grid import rows_of
from xlmal.intake.quoting import listed, quoted
from xlmal.operations.reading import content_of, open_book

_TEXT_SUFFIXES: Final = (".csv", ".txt", ".tsv")
_DELIMITERS: Final = (";", "\t", ",", "|")
#: A text file larger than this is no dialogue.
_LARGEST: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class DialogueSheet:
    """The cells of one sheet, or of a text file, and which column is which."""

    file: str
    name: str
    rows: Rows = field(repr=False)
    columns: DialogueColumns
    date1904: bool = False


def read_dialogue_sheet(path: Path, sheet: str, chosen: Mapping[str, str]) -> DialogueSheet:
    """Open the sheet that holds the dialogue.

    Args:
        path: a workbook, or a text file with columns (.csv, .txt, .tsv).
        sheet: the sheet's name; blank to take the only one that has a column of texts.
        chosen: their header -> our header, for columns that cannot be told by their names.

    Raises:
        Refusal: the file cannot be read (F.., A82), has no sheet by that name or several that
            could be meant (A81), or no column of texts (A80).
    """
    if path.suffix.lower() in _TEXT_SUFFIXES:
        sheets = {"": (_text_rows(path), False)}
    else:
        book = open_book(path)
        sheets = {
            one.name: (rows_of(content_of(book, one.name).cells), book.date1904)
            for one in book.sheets()
            if one.kind == "worksheet" and (one.name == sheet or one.state == "visible")
        }
        if sheet and sheet not in sheets:
            raise Refusal(
                "A81",
                f"Bladet {quoted(sheet)} finns inte i {path.name}. Där finns "
                f"{listed([quoted(name) for name in sheets])}. Inget har ändrats.",
            )
        if sheet:
            sheets = {sheet: sheets[sheet]}
    found = [
        DialogueSheet(path.name, name, rows, columns, date1904)
        for name, (rows, date1904) in sheets.items()
        if (columns := find_columns(rows, chosen)) is not None
    ]
    if len(found) > 1:
        raise Refusal(
            "A81",
            f"Flera blad i {path.name} kan vara dialogen: "
            f"{listed([quoted(one.name) for one in found])}. Ange ett med --blad. Inget har "
            "ändrats.",
        )
    if not found:
        raise Refusal("A80", _no_texts(path.name, [rows for rows, _ in sheets.values()]))
    return found[0]


def _no_texts(file: str, sheets: Sequence[Rows]) -> str:
    guess = next((text for rows in sheets if (text := longest_texts(rows))), "RUBRIK")
    return (
        f"I {file} finns ingen kolumn som heter Synpunkt, Förslag eller något liknande. Inget har "
        f'ändrats. Säg vilken kolumn det är, till exempel --kolumn "{guess}=Synpunkt".'
    )


def _text_rows(path: Path) -> Rows:
    text = _decoded(path)
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside_quotes = re.sub(r'"[^"]*"', "", first)
    delimiter = max(_DELIMITERS, key=outside_quotes.count)
    try:
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False))
    except csv.Error as error:
        raise Refusal("A82", _unreadable(path.name)) from error
    return {
        number: {
            column: RawCell(number, column, Kind.TEXT, cell)
            for column, cell in enumerate(cells, start=1)
            if cell.strip()
        }
        for number, cells in enumerate(read, start=1)
        if any(cell.strip() for cell in cells)
    }


def _decoded(path: Path) -> str:
    """The text of a file: UTF-8 or UTF-16 by its mark, UTF-8 if it is that, else Windows-1252."""
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else b"\x00"
    except OSError as error:
        raise Refusal(
            "A82",
            f"{path.name} går inte att läsa. Kontrollera att filen finns och att du får läsa den.",
        ) from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise Refusal("A82", _unreadable(path.name))
    return text


def _unreadable(name: str) -> str:
    return (
        f"{name} går inte att läsa som en textfil med kolumner. Öppna den i Excel, spara den som "
        ".xlsx och försök igen."
    )
