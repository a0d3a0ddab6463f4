"""Reads the long even part of a sheet by column, some hundred rows at a time.

What departs from the plain way by one byte leaves the whole sheet to the scanner.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from xlmal.address import MAX_ROW
from xlmal.even_rows import EvenRows
from xlmal.ooxml.contents import SheetInfo
from xlmal.ooxml.even_contents import Contents
from xlmal.ooxml.even_tail import LEAST_ROWS, EvenTail
from xlmal.ooxml.markup import to_utf8
from xlmal.ooxml.plain_cells import declares_descent
from xlmal.ooxml.plain_text import NotPlainError
from xlmal.ooxml.scan import scan_data
from xlmal.ooxml.sheet_scan import SheetScan

if TYPE_CHECKING:
    from xlmal.ooxml.package import Package

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_CELL_START, _ROW_START = b'<c r="', b'<row r="'
_LAST_ROW = re.compile(rb'<row r="([0-9]{1,7})"')
# Bytes without the beginning of a row or of the rows; a plain sheet has some thousand at most.
_MOST_WAITING = 1 << 22


class EvenSheet(NamedTuple):
    """A sheet in two parts: the scan of all that is not even, and the even rows at its end."""

    head: SheetScan
    rows: EvenRows


def may_be_even(data: bytes) -> bool:
    """Tell whether a sheet part is worth trying: its last row lies far enough down."""
    last = _LAST_ROW.match(data, max(data.rfind(_ROW_START), 0))
    return last is not None and int(last[1]) >= LEAST_ROWS


def read_even(package: Package, sheet: SheetInfo, pieces: Iterable[bytes]) -> EvenSheet | None:
    """Read a sheet whose rows are even to its end, None when the scanner has to read all of it.

    ``pieces`` are the sheet part's bytes as stored, in pieces of any size. Byte offsets in the
    head's scan are not those of the part.

    Raises:
        Refusal: F14, F16, F18, F19.
    """
    if sheet.kind != "worksheet":
        return None
    try:
        part = _Part(iter(pieces))
        found = _read(package, sheet, part)
    except (NotPlainError, LookupError, UnicodeDecodeError):
        return None
    if found is None:
        return None
    before, rows = found
    if b"<!" in before:  # a comment that begins there might end among the rows
        return None
    head = scan_data(package, sheet, before + part.after)
    if head.last_stored_row >= rows.first_row or head.hidden_rows:
        return None
    return EvenSheet(head, rows)


def _read(package: Package, sheet: SheetInfo, part: _Part) -> tuple[bytes, EvenRows] | None:
    """What stands before the even rows that end where the sheet data does, and what they hold."""
    if to_utf8(part.before, sheet.part) is not part.before:
        return None
    tail = EvenTail(descent=declares_descent(part.before))
    at = len(part.before)
    kept = [part.before]  # all that is not even, and the first rows that are
    is_all_kept = True
    for some in part.rows():
        had, start = tail.count, tail.start
        tail.take(some, at)
        if not had:
            kept.append(some)
        elif tail.start != start:
            is_all_kept = False
        at += len(some)
    if tail.count < LEAST_ROWS or tail.next_row > MAX_ROW + 1:
        return None
    before = b"".join(kept) if is_all_kept else package.xml(sheet.part)
    return before[: tail.start], tail.rows(Contents(package))


class _Part:
    """A sheet part that comes in pieces: what stands before its rows, the rows, and the rest."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        """Take pieces until the rows begin.

        Raises:
            NotPlainError: it is in doubt where they do.
        """
        self._pieces = pieces
        self.after = b""
        waiting = b""
        for piece in pieces:
            waiting += piece
            opened = waiting.find(_OPEN) + len(_OPEN)
            if opened >= len(_OPEN):
                self.before, self._waiting = waiting[:opened], waiting[opened:]
                return
            if len(waiting) > _MOST_WAITING:
                break
        raise NotPlainError

    def rows(self) -> Iterator[bytes]:
        """Some whole rows at a time.

        Raises:
            NotPlainError: it is in doubt where they end.
        """
        waiting = self._waiting
        for piece in itertools.chain([b""], self._pieces):
            waiting += piece
            closed = waiting.find(_CLOSE)
            if closed >= 0:
                yield waiting[:closed]
                self.after = b"".join([waiting[closed:], *self._pieces])
                if self.after.count(_CLOSE) == 1 and _CELL_START not in self.after:
                    return
                break
            whole = waiting.rfind(_ROW_START)
            if whole > 0:
                yield waiting[:whole]
                waiting = waiting[whole:]
            if len(waiting) > _MOST_WAITING:
                break
        raise NotPlainError
