"""Changes to bytes at known places; everything in between stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import NamedTuple

from xlmal.ooxml.markup import tag_end

_ATTRIBUTE = re.compile(rb"""\s+([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')""")
_TAG_CLOSE = re.compile(rb"\s*/?>$")


class Splice(NamedTuple):
    """Put ``content`` where ``start`` to ``end`` was; equal offsets insert.

    Content that is long comes in pieces, each made when its turn comes.
    """

    start: int
    end: int
    content: bytes | Iterable[bytes | memoryview]


def apply(data: bytes, splices: Iterable[Splice]) -> bytes:
    """Return the bytes with all splices made; insertions at one place keep their order.

    Raises:
        ValueError: when two splices overlap.
    """
    return b"".join(pieces(data, splices))


def pieces(data: bytes, splices: Iterable[Splice]) -> Iterator[bytes | memoryview]:
    """Yield the bytes with all splices made, piece by piece; see ``apply``."""
    view, at = memoryview(data), 0
    for splice in sorted(splices, key=itemgetter(0, 1)):
        if splice.start < at:
            raise ValueError("splices overlap")
        yield view[at : splice.start]
        if isinstance(splice.content, bytes):
            yield splice.content
        else:
            yield from splice.content
        at = splice.end
    yield view[at:]


def with_attributes(tag: bytes, changes: Mapping[str, str | None]) -> bytes:
    """Return a start tag with plain (ASCII, nothing to escape) attributes set, or removed by None.

    The tag stays open or self-closing, as it was.
    """
    waiting = dict(changes)

    def change(match: re.Match[bytes]) -> bytes:
        name = match[1].decode()
        if name not in changes:
            return match[0]
        value = waiting.pop(name, None)
        return b"" if value is None else f' {name}="{value}"'.encode()

    tag = _ATTRIBUTE.sub(change, tag)
    close = _TAG_CLOSE.search(tag)
    assert close is not None
    added = "".join(f' {name}="{value}"' for name, value in waiting.items() if value is not None)
    return tag[: close.start()] + added.encode() + close[0].lstrip()


def attribute(tag: bytes, name: str) -> str | None:
    """Return a plain attribute of a start tag."""
    for match in _ATTRIBUTE.finditer(tag):
        if match[1].decode() == name:
            return match[2][1:-1].decode()
    return None


def change_tag(data: bytes, start: int, changes: Mapping[str, str | None]) -> Splice:
    """Return the splice that changes the attributes of the start tag at ``start``."""
    end = tag_end(data, start)
    return Splice(start, end, with_attributes(data[start:end], changes))


def opened(tag: bytes) -> bytes:
    """Return a self-closing tag as an open one."""
    return _TAG_CLOSE.sub(b">", tag)


def prefix_at(data: bytes, start: int) -> bytes:
    """Return the namespace prefix of the tag at ``start`` with its colon, or nothing."""
    match = re.compile(rb"<([^\s:/>]+:)?").match(data, start)
    return (match[1] or b"") if match else b""
