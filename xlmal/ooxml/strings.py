"""Text as workbooks store it: shared strings, rich text without phonetics, _xHHHH_ escapes."""

from __future__ import annotations

import re

from xlmal.ooxml import checks
from xlmal.ooxml.checks import refusal
from xlmal.ooxml.markup import MAIN, feed, new_parser

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_XML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_XML_CHARS = re.compile("[&<>]")
_TO_ESCAPE = re.compile(f"{_ESCAPE.pattern}|{_NOT_XML.pattern}|{_XML_CHARS.pattern}")


def unescape(text: str) -> str:
    """Read ``_xHHHH_`` (ECMA-376 22.4.2.4): "_x000D_" -> carriage return, "_x005F_" -> "_"."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if not _SURROGATE.search(plain):
        return plain
    try:
        return plain.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:  # half a pair is no character: leave the text as it is stored
        return text


def escape(text: str) -> str:
    """Write text for a ``<t>`` element, the inverse of ``unescape`` and of the XML parser.

    Carriage returns and control characters become ``_xHHHH_``, as Excel writes them; a literal
    "_x0041_" is guarded so that it stays what it is.
    """
    if not _TO_ESCAPE.search(text):
        return text
    text = _ESCAPE.sub(r"_x005F_x\1_", text)
    text = _NOT_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    return _XML_CHARS.sub(lambda match: _XML[match[0]], text)


def shared_strings(data: bytes, part: str) -> list[str]:
    """Decode the shared strings table, one text per ``<si>`` in order.

    Raises:
        Refusal: F14 for a DOCTYPE, F18 for broken XML.
    """
    parser = new_parser(part)
    items: list[str] = []
    chunks: list[str] = []
    runs: list[str] = []
    item = {f"{uri} si" for uri in MAIN}
    text = {f"{uri} t" for uri in MAIN}
    phonetic = {f"{uri} rPh" for uri in MAIN}
    aside = inside = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal aside, inside
        if name in text:
            chunks.clear()
        elif name in item:
            if inside:  # every later text would be another cell's
                raise refusal(checks.BROKEN_XML, part=part, reason="en text inuti en annan")
            inside = True
            runs.clear()
        elif name in phonetic:
            aside = True

    def end(name: str) -> None:
        nonlocal aside, inside
        if name in text:
            if not aside:
                runs.append(unescape("".join(chunks)))
        elif name in item:
            inside = False
            items.append("".join(runs))
            chunks.clear()
        elif name in phonetic:
            aside = False

    parser.StartElementHandler = start
    parser.CharacterDataHandler = chunks.append
    parser.EndElementHandler = end
    feed(parser, data, part)
    return items
