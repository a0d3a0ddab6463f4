"""The even rows at the end of a sheet: rows that all store the same columns, plainly.

Text is split, never searched: a row's cells are taken to lie at even distances, and then every
address, every row tag and every distinct content is held against the one plain way of writing.
"""

from __future__ import annotations

import itertools
import re
from array import array
from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter

from xlmal.address import MAX_COLUMN, column_number
from xlmal.even_rows import EvenCells, EvenRows
from xlmal.ooxml.even_contents import UNUSUAL, Contents
from xlmal.ooxml.plain_cells import is_hidden_row
from xlmal.ooxml.plain_text import NotPlainError

#: Fewer rows are read as quickly by the scanner.
LEAST_ROWS = 40

_CELL_START, _ROW_START, _ROW_END = b'<c r="', b'<row r="', b"</row>"
_REF = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_ROW_REST = re.compile('((?: [A-Za-z0-9:]{1,20}="[^"<&]*")*)>[ \n\t]*')
_SPACE = b" \n\t"
# What no plain cell holds.
_BREAK = b"\0"


class EvenTail:
    """The even rows at the end of what has been taken so far.

    Attributes:
        start: the offset of the first of them, -1 when there is none.
        next_row: the row below the last.
        count: how many there are.
    """

    def __init__(self, *, descent: bool) -> None:
        self._descent = descent
        self._letters: list[bytes] = []
        self._columns: list[_Column] = []
        self._begun = False
        self.start = -1
        self.next_row = self.count = 0

    def take(self, some: bytes, offset: int) -> None:
        """Take the next rows: where they are not even to their end, all begins anew below them."""
        refs = _REF.findall(some, max(some.rfind(_ROW_START), 0))
        letters = [letter for letter, _ in refs]
        last = int(refs[-1][1]) if refs else 0
        if last < LEAST_ROWS or len(set(letters)) != len(letters):
            self._begin(letters)
            return
        width = len(letters)
        pieces = some.split(_CELL_START)
        count = _count(pieces, width, letters[0], last)
        begin = len(pieces) - count * width
        is_next = self._begun and letters == self._letters and last - count + 1 == self.next_row
        if not is_next or begin > 1 or not some.startswith(_ROW_START):
            self._begin(letters)
            self._begun = count > 0
            # The first row of the same shape holds the headers, most often.
            count = max(count - 1, 0)
            begin = len(pieces) - count * width
        self.next_row = last + 1
        if not count:
            return
        before = pieces[begin - 1]
        start = before.rfind(_ROW_START)
        if start < 0 or (self.count and start):
            raise NotPlainError
        if not self.count:
            cells = len(_CELL_START) * (begin - 1)
            self.start = offset + cells + sum(map(len, pieces[: begin - 1])) + start
        self.count += count
        self._hold(pieces, begin, before[start:])

    def _begin(self, letters: list[bytes]) -> None:
        self._letters = letters
        self._columns = [_Column() for _ in letters]
        self._begun = False
        self.start = -1
        self.count = 0

    def _hold(self, pieces: list[bytes], begin: int, first_tag: bytes) -> None:
        """Hold every address and row tag against the plain way, and take the contents."""
        width = len(self._letters)
        count = (len(pieces) - begin) // width
        numbers = [b'%d"' % row for row in range(self.next_row - count, self.next_row)]
        ends = [piece.partition(_ROW_END) for piece in pieces[begin + width - 1 :: width]]
        tags = [first_tag, *(after for _, _, after in ends)]
        _hold_row_tags(tags, numbers, descent=self._descent)
        for place, letter in enumerate(self._letters):
            is_last = place == width - 1
            cells = [cell for cell, _, _ in ends] if is_last else pieces[begin + place :: width]
            self._columns[place].take(letter, cells, numbers)

    def rows(self, contents: Contents) -> EvenRows:
        """The even rows; what they were made of is gone afterwards."""
        found: dict[int, EvenCells] = {}
        self._columns.reverse()
        for letter in self._letters:
            stored = self._columns.pop()
            found[_column(letter.decode())] = EvenCells(stored.at, *contents.of(list(stored.known)))
        return EvenRows(self.next_row - self.count, found)


class _Column:
    """A column's distinct contents as they are stored, numbered as they come."""

    def __init__(self) -> None:
        self.at = array("i")
        self.known: defaultdict[bytes, int] = defaultdict(itertools.count().__next__)

    def take(self, letter: bytes, cells: Sequence[bytes], numbers: Sequence[bytes]) -> None:
        """Take the cells of the next rows, whose addresses are held against the rows' numbers."""
        rest = cells[0][len(letter) + len(numbers[0]) :]
        between = rest + _BREAK + letter
        if _BREAK.join(cells) == letter + between.join(numbers) + rest:  # they all hold the same
            self.at.extend(itertools.repeat(self.known[rest], len(cells)))
        else:
            self.at.extend(map(self.known.__getitem__, _after(letter, cells, numbers)))


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
        if told is None or UNUSUAL.search(kind) or is_hidden_row(told[1], descent=descent):
            raise NotPlainError


def _after(prefix: bytes, texts: Sequence[bytes], numbers: Sequence[bytes]) -> list[bytes]:
    """What follows a prefix and the row's number in each text, once all are found there."""
    found: list[bytes] = []
    for width, group in itertools.groupby(numbers, len):  # rows whose numbers have as many digits
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
