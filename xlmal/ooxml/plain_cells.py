"""Reads cells written the one plain way that nearly every program writes them, and does it fast.

What departs from the plain way by one byte is left to the parser, the whole sheet with it: this
module never decides what an unusual cell means. A test holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from xlmal.address import MAX_COLUMN, MAX_ROW, column_number
from xlmal.finding import Kind, RawCell
from xlmal.ooxml.markup import is_true
from xlmal.ooxml.plain_content import contents_under
from xlmal.ooxml.plain_text import NotPlainError
from xlmal.ooxml.sheet_scan import RowSpans, cell_key

if TYPE_CHECKING:
    from xlmal.ooxml.package import Package

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
# A comment, a CDATA section or a second sheetData could hide cells or show what is none.
_UNUSUAL = (b"<!", b"]]>", b"\xef\xbf")
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10))
_CELL_START, _ROW_END = '<c r="', "</row>"
_LETTERS = re.compile("[A-Z]{1,3}")
_ROW = re.compile(r'<row r="([0-9]{1,7})"((?: [A-Za-z0-9:]{1,20}="[^"<&]*")*)(?: ?(/))?>[ \n\t]*')
_SPACE = " \n\t"
_START_LENGTH = len(_CELL_START)
_BLANK = Kind.BLANK
_make = tuple.__new__  # a NamedTuple's own constructor takes three times as long
_ATTRIBUTE = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
_ROW_ATTRIBUTES = frozenset(
    [
        *("spans", "s", "customFormat", "ht", "hidden", "customHeight"),
        *("outlineLevel", "collapsed", "thickTop", "thickBot", "ph"),
    ]
)
_DESCENT = "x14ac:dyDescent"
_DESCENT_DECLARED = b'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'


class PlainCells(NamedTuple):
    """What the rows of a plain sheet hold.

    Attributes:
        blank_count: formatted empty cells; ``furthest_blank`` is the last row and column of them.
        sheet_data: where ``<sheetData>`` begins and where its end tag does.
    """

    cells: dict[int, RawCell]
    blank_count: int
    furthest_blank: tuple[int, int]
    hidden_rows: set[int]
    spans: RowSpans
    sheet_data: tuple[int, int] = (0, 0)


def read_plain(package: Package, data: bytes, blanks_in: Collection[int] = ()) -> PlainCells | None:
    """Return the cells of a plain sheet part, None when the parser has to read it.

    Args:
        package: where shared strings and number formats are.
        data: the sheet part as UTF-8.
        blanks_in: rows whose formatted empty cells are kept as cells.
    """
    region = plain_region(data)
    if region is None:
        return None
    try:
        found = _read(package, data, region, frozenset(blanks_in))
    except (NotPlainError, LookupError, UnicodeDecodeError):
        return None
    first, closed = region
    return found._replace(sheet_data=(first - len(_OPEN), closed))


def plain_region(data: bytes) -> tuple[int, int] | None:
    """Where the rows lie in a sheet part, None when something around them calls for the parser."""
    opened = data.find(_OPEN)
    first = opened + len(_OPEN)
    closed = data.find(_CLOSE, first)
    if opened < 0 or closed < 0 or data.find(b"<sheetData", closed) >= 0:
        return None
    around = data[:first], data[closed:]
    if any(token in part for part in around for token in _UNUSUAL):
        return None
    return (first, closed) if _is_usual(data[first:closed]) else None


def _is_usual(rows: bytes) -> bool:
    """Tell whether rows hold nothing that XML may not hold: that is for the parser to say.

    Each is looked for in the way that takes least time: a sheet is some ten kilobytes a row.
    """
    if len(rows.translate(None, _CONTROLS)) != len(rows):
        return False
    try:
        text = rows.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if "\ufffe" in text or "\uffff" in text:
        return False
    return not ("]" in text and "]]>" in text)


def _read(
    package: Package, data: bytes, region: tuple[int, int], blanks_in: frozenset[int]
) -> PlainCells:
    first, closed = region
    # One character a byte, so that places in the text are places in the file.
    text = data[first:closed].decode("latin-1")
    rows = _Rows(descent=declares_descent(data[:first]))
    contents = contents_under(package.formats)
    known = contents.get
    cells: dict[int, RawCell] = {}
    blank_count = blank_row = blank_column = 0
    columns: dict[str, int] = {}
    at = first
    written = text.split(_ROW_END)
    for stored in written[:-1]:
        before, *pieces = stored.split(_CELL_START)
        digits = rows.open(before, at)
        if not digits:
            raise NotPlainError
        row, cut = int(digits), -len(digits)
        base = cell_key(row, 0)
        end = at + len(before)
        for piece in pieces:
            start = end
            end += _START_LENGTH + len(piece)
            address, _, rest = piece.partition('"')
            letters = address[:cut]
            column = columns.get(letters) or _column(letters, columns)
            if address[cut:] != digits:
                raise NotPlainError
            past = end
            content = known(rest)
            if content is None:
                plain = rest.rstrip(_SPACE)
                past -= len(rest) - len(plain)
                content = known(plain) or contents.read(package, plain)
            kind, value, shown, formula = content
            if kind is _BLANK and formula is None:
                blank_count += 1
                blank_row = row if row > blank_row else blank_row
                blank_column = column if column > blank_column else blank_column
                if row not in blanks_in:
                    continue
            key = base | column  # as cell_key makes it
            if key in cells:
                raise NotPlainError
            cells[key] = _make(RawCell, (row, column, kind, value, shown, formula, start, past))
        at += len(stored)
        rows.close(at)
        at += len(_ROW_END)
    if rows.open(written[-1], at):
        raise NotPlainError
    held = {key >> 15 for key in cells} if rows.hidden else set()
    furthest = (blank_row, blank_column)
    return PlainCells(cells, blank_count, furthest, rows.hidden & held, rows.spans)


class _Rows:
    """The row tags of a sheet, one after the other."""

    def __init__(self, *, descent: bool) -> None:
        self.hidden: set[int] = set()
        self.spans = RowSpans()
        self._descent = descent
        self._hides: dict[str, bool] = {}
        self._opened = self._start = 0

    def open(self, text: str, at: int) -> str:
        """Read what stands before a row's first cell; the row's number, "" when none begins.

        Args:
            text: row tags and white space.
            at: where in the part it begins.
        """
        read = len(text) - len(text.lstrip(_SPACE))
        while read < len(text):
            tag = _ROW.match(text, read)
            if tag is None:
                raise NotPlainError
            digits, attributes, closing = tag.groups()
            row = int(digits)
            if not 1 <= row <= MAX_ROW:
                raise NotPlainError
            if self._is_hidden(attributes):
                self.hidden.add(row)
            start = at + read
            read = tag.end()
            if closing:
                self.spans.add(row, start, start)
                continue
            self._opened, self._start = row, start
            if read < len(text):
                raise NotPlainError
            return digits
        return ""

    def close(self, at: int) -> None:
        """Take the end tag of the row that is open."""
        self.spans.add(self._opened, self._start, at)

    def _is_hidden(self, attributes: str) -> bool:
        known = self._hides.get(attributes)
        if known is None:
            known = self._hides[attributes] = is_hidden_row(attributes, descent=self._descent)
        return known


def _column(letters: str, known: dict[str, int]) -> int:
    if not _LETTERS.fullmatch(letters):
        raise NotPlainError
    column = known[letters] = column_number(letters)
    if column > MAX_COLUMN:
        raise NotPlainError
    return column


def declares_descent(before_rows: bytes) -> bool:
    """Tell whether the rows may carry Excel 2010's attribute for the height below the line."""
    return _DESCENT_DECLARED in before_rows


def is_hidden_row(attributes: str, *, descent: bool) -> bool:
    """Tell whether a row's attributes hide it; ``descent`` when x14ac is declared.

    Raises:
        NotPlainError: an attribute that no plain row has.
    """
    found = dict(_ATTRIBUTE.findall(attributes))
    known = _ROW_ATTRIBUTES | {_DESCENT} if descent else _ROW_ATTRIBUTES
    if not found.keys() <= known or len(found) != attributes.count('="'):
        raise NotPlainError
    return is_true(found.get("hidden"))
