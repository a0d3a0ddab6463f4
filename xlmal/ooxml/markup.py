"""XML as it is stored: parsed by expat without document types, elements with their byte offsets."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from xlmal.ooxml import checks
from xlmal.ooxml.checks import refusal

if TYPE_CHECKING:
    from pyexpat import XMLParserType

# Transitional and strict (ECMA-376 part 4, and part 1).
MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_RELATIONSHIPS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_DECLARATION = re.compile(rb"<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"""(\sencoding\s*=\s*["'])([A-Za-z0-9._\-]+)(["'])""")
_UTF8 = ("utf-8", "utf8", "us-ascii", "ascii")
_KNOWN = {"iso-8859-1": "latin-1", "iso-8859-15": "iso-8859-15", "windows-1252": "cp1252"}
_KNOWN |= {"latin1": "latin-1", "cp1252": "cp1252"}
#: Bytes; larger parts would make what is remembered large.
MOST_REMEMBERED = 8192
_START_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")


class Element(NamedTuple):
    """One element: its names, what it holds, and where its bytes lie (``end`` is just past it)."""

    uri: str
    name: str
    parent: str
    attributes: dict[str, str]
    text: str
    start: int
    end: int

    @property
    def is_main(self) -> bool:
        """True for spreadsheet elements, transitional or strict."""
        return self.uri in MAIN

    @property
    def relationship(self) -> str | None:
        """The value of ``r:id``, under whatever prefix."""
        for uri in _RELATIONSHIPS:
            if f"{uri} id" in self.attributes:
                return self.attributes[f"{uri} id"]
        return None


def is_true(text: str | None) -> bool:
    """Read an xsd:boolean; Excel writes 1 and 0, others write the words."""
    return text is not None and text.strip() in ("1", "true")


def whole(text: str | None, default: int) -> int:
    """Read a count or an index; anything but one to nine digits gives the default."""
    plain = text and len(text) <= 9 and text.isascii() and text.isdecimal()
    return int(text) if text and plain else default


def to_utf8(data: bytes, part: str) -> bytes:
    """Return a part as UTF-8; its declaration is corrected when the bytes were something else.

    Raises:
        Refusal: F16 when the encoding is unknown or the bytes do not follow it.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codec = "utf-16"
    elif data.startswith(b"<\x00"):
        codec = "utf-16-le"
    elif data.startswith(b"\x00<"):
        codec = "utf-16-be"
    else:
        declaration = _DECLARATION.match(data)
        declared = _ENCODING.search(declaration[0]) if declaration else None
        label = declared[2].decode().lower() if declared else "utf-8"
        if label in _UTF8:
            return data
        codec = _KNOWN.get(label, "")
        if not codec:
            raise refusal(checks.ENCODING, part=part, encoding=label)
    try:
        recoded = data.decode(codec).encode("utf-8")
    except UnicodeError as error:
        raise refusal(checks.ENCODING, part=part, encoding=codec) from error
    declaration = _DECLARATION.match(recoded)
    if not declaration:
        return recoded
    return _ENCODING.sub(rb"\1UTF-8\3", declaration[0]) + recoded[declaration.end() :]


def new_parser(part: str) -> XMLParserType:
    """Return a namespace-aware parser ("uri name") that refuses document types at once."""
    # The bytes are UTF-8 by now; what a declaration behind a byte order mark says is not obeyed.
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 65_536

    def refuse(*_: object) -> None:
        raise refusal(checks.DOCTYPE, part=part)

    parser.StartDoctypeDeclHandler = refuse
    return parser


def feed(parser: XMLParserType, data: bytes, part: str) -> None:
    """Parse a whole part.

    Raises:
        Refusal: F18 when it is not well-formed; whatever the handlers raise.
    """
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = f"rad {error.lineno}, tecken {error.offset}"
        raise refusal(checks.BROKEN_XML, part=part, reason=reason) from error
    finally:
        # Handlers know their parser: the ring would keep the workbook until garbage is collected,
        # and a run over 300 files kept a hundred megabytes.
        parser.StartElementHandler = parser.EndElementHandler = None
        parser.CharacterDataHandler = None


def elements(data: bytes, part: str) -> tuple[Element, ...]:
    """Return every element of a small part in document order, each with its own text."""
    return _remembered(data, part) if len(data) <= MOST_REMEMBERED else _elements(data, part)


def _elements(data: bytes, part: str) -> tuple[Element, ...]:
    parser = new_parser(part)
    found: list[Element | None] = []
    stack: list[tuple[int, str, dict[str, str], int, list[str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        stack.append((len(found), name, attributes, parser.CurrentByteIndex, []))
        found.append(None)

    def text(content: str) -> None:
        stack[-1][4].append(content)

    def end(_: str) -> None:
        place, name, attributes, at, texts = stack.pop()
        uri, _, local = name.rpartition(" ")
        parent = stack[-1][1].rpartition(" ")[2] if stack else ""
        past = element_end(data, at, parser.CurrentByteIndex)
        found[place] = Element(uri, local, parent, attributes, "".join(texts), at, past)

    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.EndElementHandler = end
    feed(parser, data, part)
    return tuple(element for element in found if element)


#: Files that were sent out together have most of their small parts in common.
_remembered = lru_cache(maxsize=64)(_elements)


def tag_end(data: bytes, start: int) -> int:
    """Return the offset just past the start tag that begins at ``start`` (quotes may hold ">")."""
    match = _START_TAG.match(data, start)
    if not match:
        raise ValueError("no start tag here")
    return match.end()


def end_tag(data: bytes, start: int, event: int) -> int:
    """Return where an element's end tag begins, or ``start`` for a self-closing element.

    Expat reports the end of ``<c></c>`` at the end tag, and of ``<c/>`` just past it.
    """
    if data[event - 2 : event] == b"/>" and tag_end(data, start) == event:
        return start
    return event


def element_end(data: bytes, start: int, event: int) -> int:
    """Return the offset just past an element whose end expat reported at ``event``."""
    return event if end_tag(data, start, event) == start else data.index(b">", event) + 1
