"""Reads cells written the one plain way that nearly every program writes them, and does it fast.

What departs from the plain way by one byte is left to the parser, the whole sheet with it: this
module never decides what an unusual cell means. A test holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from xlmal.address import MAX_COLUMN, MAX_ROW, column_number
from xlmal.finding import Kind, RawCell
from xlmal.ooxml.cell_values import decode, is_number
from xlmal.ooxml.markup import is_true
from xlmal.ooxml.plain_text import NotPlainError, plain_text
from xlmal.ooxml.sheet_scan import RowSpans, cell_key
from xlmal.ooxml.strings import unescape

if TYPE_CHECKING:
    from xlmal.ooxml.package import Package

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
# A comment, a CDATA section or a second sheetData could hide cells or show what is none.
# U+FFFE and U+FFFF, which XML may not hold, begin as U+FFFD does.
_UNUSUAL = (b"<!", b"]]>", b"\xef\xbf")
_CONTROLS = bytes(code for code in range(32) if code not in (9, 10))

_PIECE = re.compile(
    r'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]{1,9})")?(?: t="([A-Za-z]{1,9})")?'
    r'(?: ?/>|>(?:<f(?: aca="false")?>([^<]*)</f>)?'
    r'(?:<v>([^<]*)</v>|<v ?(/)>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
    r'|<row r="([0-9]{1,7})"((?: [A-Za-z0-9:]{1,20}="[^"<&]*")*)(?: ?(/))?>'
    r"|(</row>)"
    r"|[ \n\t]+"
)
_CELL, _ROW, _ROW_END = 8, (9, 10, 11), 12
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
    """Where the rows lie in a sheet part, None when something in it calls for the parser."""
    opened = data.find(_OPEN)
    first = opened + len(_OPEN)
    closed = data.find(_CLOSE, first)
    if opened < 0 or closed < 0 or data.find(b"<sheetData", first) >= 0:
        return None
    if any(token in data for token in _UNUSUAL):
        return None
    region = data[first:closed]
    if len(region.translate(None, _CONTROLS)) != len(region):
        return None
    try:
        region.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return first, closed


def _read(
    package: Package, data: bytes, region: tuple[int, int], blanks_in: frozenset[int]
) -> PlainCells:
    first, closed = region
    # One character a byte, so that places in the text are places in the file.
    text = data.decode("latin-1")
    descent = declares_descent(data[:first])
    formats = package.formats
    strings: list[str] | None = None  # a damaged part harms only the sheets that use it
    cells: dict[int, RawCell] = {}
    blank_count = blank_row = blank_column = 0
    hidden: set[int] = set()
    spans = RowSpans()
    columns: dict[str, int] = {}
    shown_as: dict[str | None, str] = {}
    row_kinds: dict[str, bool] = {}
    make = tuple.__new__
    number, blank, words = Kind.NUMBER, Kind.BLANK, Kind.TEXT
    row = row_start = 0
    row_text = ""
    at = first
    for piece in _PIECE.finditer(text, first, closed):
        start, end = piece.span()
        if start != at:
            raise NotPlainError
        at = end
        what = piece.lastindex
        if what is None:  # white space
            continue
        if what <= _CELL:
            letters, digits, style, kind, formula, value, empty, inline = piece.groups()[:_CELL]
            if empty:  # <v/> is a value of no characters
                value = ""
            if digits != row_text:
                raise NotPlainError
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = column_number(letters)
                if column > MAX_COLUMN:
                    raise NotPlainError
            if value is None and formula is None and inline is None:
                blank_count += 1
                blank_row = row if row > blank_row else blank_row
                blank_column = column if column > blank_column else blank_column
                if row not in blanks_in:
                    continue
                content = blank, ""
            elif inline is not None:
                content = words, _words(inline)
            elif value is not None and (kind is None or kind == "n") and is_number(value):
                content = number, value
            elif kind == "s" and value is not None and len(value) < 9 and value.isdecimal():
                if strings is None:
                    strings = package.strings
                content = words, strings[int(value)]
            else:
                content = decode(package, kind, None if value is None else plain_text(value))
            if content[0] is blank and formula is None and value is not None:
                blank_count += 1
                blank_row, blank_column = max(row, blank_row), max(column, blank_column)
                if row not in blanks_in:
                    continue
            if formula is not None:
                formula = _formula(formula)
            shown = shown_as.get(style)
            if shown is None:
                index = int(style) if style is not None else 0
                shown = formats[index] if index < len(formats) else "General"
                shown_as[style] = shown
            key = cell_key(row, column)
            if key in cells:
                raise NotPlainError
            cells[key] = make(RawCell, (row, column, *content, shown, formula, start, end))
        elif what == _ROW_END:
            if not row_text:
                raise NotPlainError
            spans.add(row, row_start, start)
            row_text = ""
        else:
            if row_text:
                raise NotPlainError
            digits, attributes, closing = piece.group(*_ROW)
            row, row_start = int(digits), start
            if not 1 <= row <= MAX_ROW:
                raise NotPlainError
            is_hidden = row_kinds.get(attributes)
            if is_hidden is None:
                is_hidden = row_kinds[attributes] = is_hidden_row(attributes, descent=descent)
            if is_hidden:
                hidden.add(row)
            if closing:
                spans.add(row, start, start)
            else:
                row_text = digits
    if at != closed or row_text:
        raise NotPlainError
    held = {key >> 15 for key in cells} if hidden else set()
    furthest = (blank_row, blank_column)
    return PlainCells(cells, blank_count, furthest, hidden & held, spans)


@lru_cache(maxsize=4096)  # the same words stand in most rows, and in most files
def _words(inline: str) -> str:
    return unescape(plain_text(inline))


@lru_cache(maxsize=256)  # as many as one sheet has columns, and some kilobytes each
def _formula(stored: str) -> str:
    return "=" + plain_text(stored)


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
