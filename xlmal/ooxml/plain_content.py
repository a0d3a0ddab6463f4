"""What follows a plain cell's address: its style, its type, its formula and its value."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from xlmal.finding import Kind
from xlmal.ooxml.cell_values import decode, is_number
from xlmal.ooxml.plain_text import NotPlainError, plain_text
from xlmal.ooxml.strings import unescape

if TYPE_CHECKING:
    from xlmal.ooxml.package import Package

_REST = re.compile(
    r'(?: s="([0-9]{1,9})")?(?: t="([A-Za-z]{1,9})")?'
    r'(?: ?/>|>(?:<f(?: aca="false")?>([^<]*)</f>)?'
    r'(?:<v>([^<]*)</v>|<v ?(/)>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
#: How many bytes of contents are remembered, roughly, and what each costs beside its text.
_ROOM, _COST = 4_000_000, 400


class PlainContent(NamedTuple):
    """What a stored cell holds, apart from where it stands; see ``RawCell``."""

    kind: Kind
    text: str
    number_format: str
    formula: str | None


class PlainContents(dict[str, PlainContent]):
    """What follows a cell's address -> what the cell holds; most of it is met again and again.

    Files that were sent out together share one of these: the same text means the same in all of
    them when their number formats are the same, and what shared strings say is not remembered.
    """

    def __init__(self, formats: tuple[str, ...]) -> None:
        super().__init__()
        self._formats = formats
        self._room = _ROOM

    def read(self, package: Package, rest: str) -> PlainContent:
        """Read a content that is not remembered.

        Args:
            package: where the shared strings are.
            rest: what follows the address, one character a byte.

        Raises:
            NotPlainError: it is not written the plain way.
            LookupError: there is no such shared string.
            UnicodeDecodeError: it is no UTF-8.
        """
        parts = _REST.fullmatch(rest)
        if parts is None:
            raise NotPlainError
        style, kind, formula, value, empty, inline = parts.groups()
        if empty:  # <v/> is a value of no characters
            value = ""
        if inline is not None:
            held = Kind.TEXT, unescape(plain_text(inline))
        elif value is not None and (kind is None or kind == "n") and is_number(value):
            held = Kind.NUMBER, value
        else:
            held = decode(package, kind, None if value is None else plain_text(value))
        index = int(style) if style is not None else 0
        shown = self._formats[index] if index < len(self._formats) else "General"
        made = None if formula is None else "=" + plain_text(formula)
        content = PlainContent(*held, shown, made)
        if kind != "s":
            self._remember(rest, content)
        return content

    def _remember(self, rest: str, content: PlainContent) -> None:
        if self._room < 0:
            self.clear()
            self._room = _ROOM
        self._room -= len(rest) + _COST
        self[rest] = content


@lru_cache(maxsize=4)
def contents_under(formats: tuple[str, ...]) -> PlainContents:
    """What is known of contents in books with these number formats, by style index."""
    return PlainContents(formats)
