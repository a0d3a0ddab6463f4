"""Texts put into a sheet part of our own: where a mark stands, and where a formula counts."""

from __future__ import annotations

import re

from xlmal.building.cell_xml import escaped, inline, text_of

_TEXT = re.compile(rb"<is><t(?: [^>]*)?>([^<]*)</t></is>")


def with_progress(data: bytes, table: str, text: str) -> bytes:
    """Put in what the formula that counts a table's filled rows gives."""
    formula = re.compile(rb"(<f>COUNTIF\(%s\[[^<]*</f><v>)[^<]*" % table.encode())
    return formula.sub(lambda found: found[1] + escaped(text).encode(), data)


def with_text(data: bytes, mark: str, text: str) -> bytes:
    """Put a text where its mark stands in cells' texts."""

    def put(found: re.Match[bytes]) -> bytes:
        if mark.encode() not in found[1]:
            return found[0]
        return inline(text_of(found[1].decode()).replace(mark, text)).encode()

    return _TEXT.sub(put, data)
