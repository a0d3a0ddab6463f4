"""A long part of a workbook inflated some at a time, so that it is never in memory as a whole."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZipInfo

from xlmal.ooxml.archive import Archive
from xlmal.ooxml.plain_text import NotPlainError

# Shorter parts cost nothing in one piece.
_LONG = 1 << 19
# Deflated bytes taken at once; sheets are about a fifteenth of what they inflate to.
_AT_ONCE = 1 << 14


def is_long(archive: Archive, part: str) -> bool:
    """Tell whether a part is worth reading in pieces."""
    entry = _entry(archive, part)
    return entry is not None and entry.file_size > _LONG


def inflated(archive: Archive, part: str) -> Iterator[bytes]:
    """A part's bytes in pieces.

    Raises:
        NotPlainError: it is not what the directory says, which who reads it whole will tell.
    """
    entry = _entry(archive, part)
    if entry is None or entry.compress_type != ZIP_DEFLATED:
        raise NotPlainError
    inflate = zlib.decompressobj(-15)
    deflated = archive.compressed(part)
    size = crc = 0
    try:
        for at in range(0, len(deflated), _AT_ONCE):
            piece = inflate.decompress(deflated[at : at + _AT_ONCE])
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            if size > entry.file_size:
                break
            yield piece
    except zlib.error as error:
        raise NotPlainError from error
    if size != entry.file_size or crc != entry.CRC:
        raise NotPlainError


def _entry(archive: Archive, part: str) -> ZipInfo | None:
    name = part.lower()
    return next((one for one in archive.entries if one.filename.lower() == name), None)
