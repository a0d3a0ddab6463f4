"""What the type and the value of a stored cell mean (ECMA-376 18.18.11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from xlmal.finding import Kind
from xlmal.ooxml.markup import whole
from xlmal.ooxml.strings import unescape

if TYPE_CHECKING:
    from xlmal.ooxml.package import Package

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_BOOLEANS = ("0", "1", "true", "false")
_BLANK = (Kind.BLANK, "")

is_number = _NUMBER.fullmatch


def decode(package: Package, kind: str | None, value: str | None) -> tuple[Kind, str]:
    """Return what a cell of type ``t`` with the content of ``<v>`` holds.

    A value that does not fit its type is text: it is then reported, not guessed. A shared
    string is looked up; the shared strings are decoded when the first one is asked for.

    Raises:
        LookupError: when the shared string does not exist.
    """
    if value is None:
        return _BLANK
    if kind == "s":
        return Kind.TEXT, _shared(package.strings, value)
    if kind == "str":
        return Kind.TEXT, unescape(value)
    text = value.strip()
    if not text:
        return _BLANK
    if kind is None or kind == "n":
        return (Kind.NUMBER if is_number(text) else Kind.TEXT), text
    if kind == "b":
        return (Kind.BOOLEAN if text in _BOOLEANS else Kind.TEXT), text
    if kind == "e":
        return Kind.ERROR, text
    if kind == "d":
        return Kind.DATE, text
    return Kind.TEXT, unescape(value)


def _shared(strings: list[str], value: str) -> str:
    return strings[whole(value.strip(), len(strings))]
