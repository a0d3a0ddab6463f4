"""What the distinct cells of a column hold, as they are stored after their addresses.

Ids and names stand in row after row, written in the same way: how is found out for the first of
them, and the rest are held against it by what comes before and after the text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from xlmal.even_rows import CellForm
from xlmal.finding import Kind
from xlmal.ooxml.cell_values import decode, is_number
from xlmal.ooxml.plain_text import NotPlainError, plain_text
from xlmal.ooxml.strings import unescape

if TYPE_CHECKING:
    from xlmal.ooxml.package import Package

# What follows a cell's address: style, type, formula, value.
_REST = re.compile(
    r'(?: s="([0-9]{1,9})")?(?: t="([A-Za-z]{1,9})")?'
    r'(?: ?/>|>(?:<f(?: aca="false")?>([^<]*)</f>)?'
    r'(?:<v>([^<]*)</v>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)[ \n\t]*'
)
_VALUE, _INLINE = 4, 5
#: Control characters, the end of a CDATA section, U+FFFE and U+FFFF: for the parser to judge.
UNUSUAL = re.compile("[\\x00-\\x08\\x0b-\\x1f]|]]>|\xef\xbf[\xbe\xbf]")
# A control character, so that no plain text can hold it.
_BETWEEN = "\0"
# A column that is written in more ways is read cell by cell.
_MOST_WAYS = 8
_BLANK = CellForm(Kind.BLANK)


class _Way(NamedTuple):
    """One way of writing a cell: what stands before and after its value, and what that says.

    ``inline`` tells that the value is a text of its own; ``empty`` that there is no value.
    """

    before: bytes
    after: bytes
    kind: str | None
    shown: str
    formula: str | None
    inline: bool
    empty: bool

    @classmethod
    def of(cls, stored: bytes, formats: Sequence[str]) -> _Way:
        """The way that one cell is written.

        Raises:
            NotPlainError: it is not the plain one.
        """
        text = stored.decode("latin-1")  # a character for each byte
        parts = _REST.fullmatch(text)
        if parts is None or UNUSUAL.search(text):
            raise NotPlainError
        style, kind, formula, value, inline = parts.groups()
        start, end = parts.span(_VALUE if inline is None else _INLINE)
        empty = value is None and inline is None
        if empty:
            start = end = len(stored)
        index = int(style) if style is not None else 0
        shown = formats[index] if index < len(formats) else "General"
        made = None if formula is None else "=" + plain_text(formula)
        return cls(stored[:start], stored[end:], kind, shown, made, inline is not None, empty)

    def values(self, stored: Sequence[bytes]) -> list[str]:
        """The values of cells that are written in this way, as they were meant.

        Raises:
            NotPlainError: one of them is not written plainly.
        """
        inner = slice(len(self.before), -len(self.after) or None)
        text = _BETWEEN.encode().join([one[inner] for one in stored]).decode("latin-1")
        if "<" in text or UNUSUAL.search(text.replace(_BETWEEN, "")):
            raise NotPlainError
        found = plain_text(text).split(_BETWEEN)
        if len(found) != len(stored):  # the sign between them stood in one of them, too
            raise NotPlainError
        return found


class Contents:
    """Finds out what cells hold; needs a workbook's shared strings and number formats."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def of(self, stored: Sequence[bytes]) -> tuple[list[str], list[CellForm]]:
        """The texts of distinct cells, and what the cells are beside them.

        Raises:
            NotPlainError: one of them is written another way than the plain one.
            LookupError: there is no such shared string.
        """
        texts = [""] * len(stored)
        forms = [_BLANK] * len(stored)
        for way, places in self._ways(stored):
            cells = self._held(way, way.values([stored[place] for place in places]))
            for place, (text, form) in zip(places, cells, strict=True):
                texts[place], forms[place] = text, form
        return texts, forms

    def _ways(self, stored: Sequence[bytes]) -> Iterator[tuple[_Way, Sequence[int]]]:
        """The ways the cells are written in, and which of them are."""
        left = list(range(len(stored)))
        formats = self._package.formats
        for _ in range(_MOST_WAYS):
            if not left:
                return
            first = left[0]
            way = _Way.of(stored[first], formats)
            alike: list[int] = [first]
            others: list[int] = []
            for place in itertools.islice(left, 1, None):
                one = stored[place]
                fits = not way.empty and one.startswith(way.before) and one.endswith(way.after)
                (alike if fits else others).append(place)
            yield way, alike
            left = others
        for place in left:
            yield _Way.of(stored[place], formats), [place]

    def _held(self, way: _Way, values: Iterable[str]) -> Iterator[tuple[str, CellForm]]:
        forms: dict[Kind, CellForm] = {}
        for value in values:
            if way.inline:
                kind, text = Kind.TEXT, unescape(value)
            elif way.kind in (None, "n") and not way.empty and is_number(value):
                kind, text = Kind.NUMBER, value
            else:
                kind, text = decode(self._package, way.kind, None if way.empty else value)
            form = forms.get(kind)
            if form is None:
                form = forms[kind] = CellForm(kind, way.shown, way.formula)
            yield intern(text), form
