"""Reads the long even part of a sheet by column: rows that all store the same columns, plainly.

Text is split, never searched: a row's cells are taken to lie at even distances, and then every
address, every row tag and every distinct content is held against the one plain way of writing.
What departs from it by one byte leaves the whole sheet to the scanner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from xlmal.address import MAX_COLUMN, MAX_ROW, column_number
from xlmal.even_rows import CellContent, EvenRows
from xlmal.finding import Kind
from xlmal.ooxml.cell_values import decode, is_number
from xlmal.ooxml.contents import SheetInfo
from xlmal.ooxml.plain_cells import declares_descent, is_hidden_row
from xlmal.ooxml.plain_text import NotPlainError, plain_text
from xlmal.ooxml.scan import scan_data
from xlmal.ooxml.sheet_scan import SheetScan
from xlmal.ooxml.strings import unescape

if TYPE_CHECKING:
    from xlmal.ooxml.package import Package

# Fewer rows are read as quickly by the scanner.
_LEAST_ROWS = 40
_LEAST_BYTES = 4_000

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_CELL_START, _ROW_START, _ROW_END = b'<c r="', b'<row r="', b"</row>"
_REF = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
# What follows a cell's address: style, type, formula, value.
_REST = re.compile(
    r'(?: s="([0-9]{1,9})")?(?: t="([A-Za-z]{1,9})")?'
    r'(?: ?/>|>(?:<f(?: aca="false")?>([^<]*)</f>)?'
    r'(?:<v>([^<]*)</v>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)[ \n\t]*'
)
_ROW_REST = re.compile('((?: [A-Za-z0-9:]{1,20}="[^"<&]*")*)>[ \n\t]*')
# Control characters, the end of a CDATA section, U+FFFE and U+FFFF: for the parser to judge.
_UNUSUAL = re.compile("[\\x00-\\x08\\x0b-\\x1f]|]]>|\xef\xbf[\xbe\xbf]")
_SPACE = b" \n\t"


class EvenSheet(NamedTuple):
    """A sheet in two parts: the scan of all that is not even, and the even rows at its end."""

    head: SheetScan
    rows: EvenRows


class _Contents(dict[bytes, int]):
    """What follows a cell's address -> the place of what it holds; each is understood once."""

    def __init__(self, package: Package) -> None:
        super().__init__()
        self.found: list[CellContent] = []
        self._package = package
        self._formats = package.formats

    def __missing__(self, rest: bytes) -> int:
        text = rest.decode("latin-1")  # plain_text finds the UTF-8 in it
        parts = _REST.fullmatch(text)
        if parts is None or _UNUSUAL.search(text):
            raise NotPlainError
        style, kind, formula, value, inline = parts.groups()
        if inline is not None:
            held = Kind.TEXT, unescape(plain_text(inline))
        elif value is not None and (kind is None or kind == "n") and is_number(value):
            held = Kind.NUMBER, value
        else:
            held = decode(self._package, kind, None if value is None else plain_text(value))
        index = int(style) if style is not None else 0
        shown = self._formats[index] if index < len(self._formats) else "General"
        made = None if formula is None else "=" + plain_text(formula)
        place = self[rest] = len(self.found)
        self.found.append(CellContent(*held, shown, made))
        return place


def read_even(package: Package, sheet: SheetInfo, data: bytes) -> EvenSheet | None:
    """Read a sheet whose rows are even to its end, None when the scanner has to read all of it.

    ``data`` is the sheet part as UTF-8. Byte offsets in the head's scan are not those of the part.

    Raises:
        Refusal: F14, F18, F19.
    """
    if sheet.kind != "worksheet":
        return None
    first, closed = _region(data)
    if closed - first < _LEAST_BYTES:
        return None
    try:
        found = _read(package, data, closed, descent=declares_descent(data[:first]))
    except (NotPlainError, LookupError, UnicodeDecodeError):
        return None
    if found is None:
        return None
    start, rows = found
    before = data[:start]
    if start < first or b"<!" in before:  # a comment that begins there might end among the rows
        return None
    shortened = before + data[closed:]
    head = scan_data(package, sheet, shortened)
    if head.last_stored_row >= rows.first_row or head.hidden_rows:
        return None
    return EvenSheet(head, rows)


def _region(data: bytes) -> tuple[int, int]:
    """Where the rows lie; nothing when that is in doubt. What they hold is looked at later."""
    first = data.find(_OPEN) + len(_OPEN)
    closed = data.rfind(_CLOSE)
    if first < len(_OPEN) or closed < first or data.find(_CELL_START, closed) >= 0:
        return 0, 0
    return first, closed


def _read(
    package: Package, data: bytes, closed: int, *, descent: bool
) -> tuple[int, EvenRows] | None:
    """Where the even rows begin that end where the sheet data does, and what they hold."""
    refs = _REF.findall(data, max(data.rfind(_ROW_START, 0, closed), 0), closed)
    if not refs:
        return None
    letters = [letter for letter, _ in refs]
    width, last = len(letters), int(refs[-1][1])
    if last < _LEAST_ROWS:
        return None
    pieces = data.split(_CELL_START)
    pieces[-1] = pieces[-1].partition(_CLOSE)[0]
    count = _count(pieces, width, letters[0], last)
    # The first row of the same shape holds the headers, most often.
    count -= 1
    if count < _LEAST_ROWS or last > MAX_ROW or len(set(letters)) != width:
        return None
    begin = len(pieces) - count * width
    before = pieces[begin - 1]
    start = before.rfind(_ROW_START)
    if start < 0:
        raise NotPlainError
    rows = range(last - count + 1, last + 1)
    ends = [piece.partition(_ROW_END) for piece in pieces[begin + width - 1 :: width]]
    contents = _Contents(package)
    numbers = [b'%d"' % row for row in rows]  # as they end an address
    _hold_row_tags([before[start:], *(after for _, _, after in ends)], numbers, descent=descent)
    columns: dict[int, Sequence[int]] = {}
    for place, letter in enumerate(letters):
        is_last = place == width - 1
        cells = [cell for cell, _, _ in ends] if is_last else pieces[begin + place :: width]
        columns[_column(letter.decode())] = list(
            map(contents.__getitem__, _after(letter, cells, numbers))
        )
    offset = len(_CELL_START) * (begin - 1) + sum(map(len, pieces[: begin - 1])) + start
    return offset, EvenRows(rows.start, columns, contents.found)


def _count(pieces: list[bytes], width: int, letter: bytes, last: int) -> int:
    """How many rows at the end begin with the same column, each a row's width from the next.

    Halving finds it at once where they lie together; where they do not, the addresses tell.
    """
    even, uneven = 0, (len(pieces) - 1) // width + 1
    while uneven - even > 1:
        half = (even + uneven) // 2
        if pieces[-half * width].startswith(b'%b%d"' % (letter, last - half + 1)):
            even = half
        else:
            uneven = half
    return even


def _hold_row_tags(tags: list[bytes], numbers: Sequence[bytes], *, descent: bool) -> None:
    """Hold what stands between the rows' last cells and the next rows' first: each row's tag."""
    if tags.pop().strip(_SPACE):
        raise NotPlainError
    if tags[-1][:1] in _SPACE:
        tags = [tag.lstrip(_SPACE) for tag in tags]
    for kind in {kind.decode("latin-1") for kind in _after(_ROW_START, tags, numbers)}:
        told = _ROW_REST.fullmatch(kind)
        if told is None or _UNUSUAL.search(kind) or is_hidden_row(told[1], descent=descent):
            raise NotPlainError


def _after(prefix: bytes, texts: Sequence[bytes], numbers: Sequence[bytes]) -> list[bytes]:
    """What follows a prefix and the row's number in each text, once all are found there."""
    found: list[bytes] = []
    for width, group in groupby(numbers, len):  # rows whose numbers have as many digits
        at, ends = len(found), list(group)
        some = texts[at : at + len(ends)]
        told = slice(0, len(prefix) + width)
        if b"".join(map(itemgetter(told), some)) != prefix + prefix.join(ends):
            raise NotPlainError
        found += map(itemgetter(slice(told.stop, None)), some)
    return found


def _column(letter: str) -> int:
    column = column_number(letter)
    if column > MAX_COLUMN:
        raise NotPlainError
    return column
