"""A workbook as the engine holds it: openpyxl's objects, and the results of its formulas."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.formula import ArrayFormula

from xlmal.address import a1
from xlmal.books.file_book import FileBook
from xlmal.finding import Kind, RawCell

_FORMULA = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"([^>]*?)(?: t="\w+")?>(<f[^>]*>[^<]*</f>)(?:<v ?/>|<v></v>)</c>'
)
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?%?")
_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


class Stored:
    """One open workbook; ``full_name`` is a path, or the https address of a shared one."""

    def __init__(self, data: bytes, full_name: str) -> None:
        self.book = load_workbook(io.BytesIO(data))
        self.full_name = full_name
        self.results = _results(data)
        self.prefixed: set[tuple[str, str]] = set()
        self.active = self.book.active.title if self.book.active else ""
        self.selection = "A1"
        self.saved_copies: list[Path] = []

    @property
    def name(self) -> str:
        """What the title bar says."""
        return re.split(r"[\\/]", self.full_name)[-1]

    def value(self, cell: Cell) -> Any:
        """What the cell shows: a formula's result, else its value."""
        if is_formula(cell):
            return self.results.get((cell.parent.title, cell.coordinate))
        return cell.value

    def put(self, cell: Cell, value: Any) -> None:
        """Take a value as Excel does when a macro writes it: texts are understood, alas."""
        place = (cell.parent.title, cell.coordinate)
        self.results.pop(place, None)
        self.prefixed.discard(place)
        cell.value = None
        if value is None or value == "":
            return
        if not isinstance(value, str):
            cell.value = float(value) if type(value) is int else value
        elif value.startswith("'"):
            self.prefixed.add(place)
            _as_text(cell, value[1:])
        elif value.startswith("=") and cell.number_format != "@":
            self.put_formula(cell, value)
        elif cell.number_format == "@":
            _as_text(cell, value)
        else:
            _understand(cell, value)

    def put_formula(self, cell: Cell, value: Any) -> None:
        """Set Range.Formula; what does not start with = is a plain value."""
        if not isinstance(value, str) or not value.startswith("="):
            self.put(cell, value)
            return
        cell.value = value
        self.results[cell.parent.title, cell.coordinate] = None

    def data(self) -> bytes:
        """The file that Excel would save, with the results of formulas."""
        raw, out = io.BytesIO(), io.BytesIO()
        self.book.save(raw)
        names = {f"xl/worksheets/sheet{at}.xml": one.title for at, one in _numbered(self.book)}
        with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w") as target:
            for name in source.namelist():
                data = source.read(name)
                if name in names:
                    data = _FORMULA.sub(partial(self._filled, names[name]), data)
                target.writestr(name, data)
        return out.getvalue()

    def _filled(self, sheet: str, found: re.Match[bytes]) -> bytes:
        value = self.results.get((sheet, found[1].decode()))
        if value is None:
            return found[0]
        kind, text = b"str", escape(str(value))
        if isinstance(value, bool):
            kind, text = b"b", str(int(value))
        elif isinstance(value, (int, float)):
            kind = b"n"
        elif text.startswith("#"):
            kind = b"e"
        return b'<c r="%s"%s t="%s">%s<v>%s</v></c>' % (
            found[1],
            found[2],
            kind,
            found[3],
            text.encode(),
        )


def _results(data: bytes) -> dict[tuple[str, str], Any]:
    """What the formulas gave when the file was saved."""
    book = FileBook.open(data)
    return {
        (sheet.name, a1(cell.row, cell.column)): _result(cell)
        for sheet in book.sheets()
        if sheet.kind == "worksheet"
        for cell in book.scan(sheet.name)
        if cell.formula is not None
    }


def _result(cell: RawCell) -> Any:
    if cell.kind is Kind.NUMBER:
        return float(cell.text)
    if cell.kind is Kind.BOOLEAN:
        return cell.text in ("1", "true")
    return None if cell.kind is Kind.BLANK else cell.text


def is_formula(cell: Any) -> bool:
    """Tell whether a cell holds a formula."""
    return cell.data_type == "f" or isinstance(cell.value, ArrayFormula)


def _numbered(book: Any) -> Any:
    return enumerate(book.worksheets, start=1)


def _as_text(cell: Cell, text: str) -> None:
    cell.value = text
    cell.data_type = "s"


def _understand(cell: Cell, text: str) -> None:
    """Make of a text what Excel makes of it: this is why live_book quotes what it writes."""
    plain = text.strip()
    if _NUMBER.fullmatch(plain):
        share = 100 if plain.endswith("%") else 1
        cell.value = float(plain.rstrip("%").replace(",", ".")) / share
    elif day := _DAY.fullmatch(plain):
        try:
            cell.value = datetime(2026, int(day[1]), int(day[2]))
        except ValueError:
            _as_text(cell, text)
    elif _ISO.fullmatch(plain):
        cell.value = datetime.fromisoformat(plain)
    elif plain.upper() in ("SANT", "FALSKT", "TRUE", "FALSE"):
        cell.value = plain.upper() in ("SANT", "TRUE")
    elif plain.startswith(("+", "-", "@")):
        cell.value = f"={plain}"
    else:
        _as_text(cell, text)
