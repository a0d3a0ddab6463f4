"""The zip container: read with caps on what it inflates to, rewritten without touching the rest."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from xlmal.ooxml import checks
from xlmal.ooxml.checks import refusal
from xlmal.ooxml.recognise import refuse_other_packages

MAX_PART = 512 * 1024**2
MAX_TOTAL = 1536 * 1024**2
MAX_PARTS = 20_000
# A styles.xml of 100:1 is everyday; blanks reach 1000:1. Small parts may be as dense as they like.
SUSPECT_SIZE = 20 * 1024**2
MAX_RATIO = 200

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_END = struct.Struct("<4s4H2LH")
_UNSAFE = re.compile(r"[\x00-\x1f\\]|^/|^[A-Za-z]:|(^|/)\.\.?(/|$)|//")
_ENCRYPTED = 0x1
_DESCRIPTOR = 0x8
_UTF8_NAME = 0x800
_ZIP64_EXTRA = 1
#: Bytes that are gathered before they are deflated; a part that has more is a long one.
_AT_ONCE = 1 << 18
#: zlib's levels. A long part takes a third of the time and a fifth more room, about as Excel does.
_SMALL_SIZE, _QUICK = 6, 3


@lru_cache(maxsize=512)  # parts are called the same in most workbooks
def _is_unsafe(name: str) -> bool:
    return _UNSAFE.search(name) is not None


def _inflated(raw: bytes, method: int, size: int) -> bytes | None:
    """A part's content, one byte more at the most than was promised; None when packed oddly."""
    if method == zipfile.ZIP_STORED:
        return raw
    if method == zipfile.ZIP_DEFLATED:
        return zlib.decompressobj(-15).decompress(raw, size + 1)
    return None


#: Files that were sent out together have most of their small parts in common.
_SMALL = 1 << 16
_small_part = lru_cache(maxsize=64)(_inflated)


class Packed(NamedTuple):
    """A part deflated: its compressed bytes, and what the directory says of its content."""

    raw: bytes
    crc: int
    size: int

    def content(self) -> bytes:
        """The part as it was."""
        return zlib.decompress(self.raw, -15)


class Archive:
    """A zip file held in memory; names are looked up without regard to case (OPC 6.2.2)."""

    def __init__(self, data: bytes) -> None:
        """Read the directory and check it before anything is inflated.

        Raises:
            Refusal: damaged (F11), too large (F13), unsafe names (F15), encrypted (F10),
                or another kind of file (F07, F12).
        """
        self.data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self.entries = archive.infolist()
                self.comment = archive.comment
            refuse_other_packages([entry.filename for entry in self.entries], data)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
            raise refusal(checks.DAMAGED, reason="zip-katalogen går inte att läsa") from error
        self._by_name: dict[str, zipfile.ZipInfo] = {}
        _check_sizes(self.entries)
        for entry in self.entries:
            name = entry.filename.lower()
            unsafe = _is_unsafe(entry.orig_filename) or _is_unsafe(entry.filename)
            if unsafe or name in self._by_name:
                raise refusal(checks.UNSAFE_NAMES, part=ascii(entry.orig_filename)[1:-1])
            if entry.flag_bits & _ENCRYPTED:
                raise refusal(checks.PASSWORD)
            self._by_name[name] = entry
        self.all_names = tuple(entry.filename for entry in self.entries)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, in the order they are stored, folders left out."""
        return tuple(entry.filename for entry in self.entries if not entry.is_dir())

    def find(self, name: str) -> str | None:
        """Return the stored name of a part whatever its case, or None."""
        entry = self._by_name.get(name.lower())
        return entry.filename if entry else None

    def read(self, name: str) -> bytes:
        """Inflate one part, never beyond the size its directory entry promised.

        Raises:
            Refusal: F11 when the part is missing, cut short, or not what the directory says.
        """
        entry = self._by_name.get(name.lower())
        if entry is None:
            raise refusal(checks.DAMAGED, reason=f"delen {name} saknas")
        raw = self.compressed(name)
        inflate = _small_part if entry.file_size <= _SMALL else _inflated
        try:
            content = inflate(raw, entry.compress_type, entry.file_size)
        except zlib.error as error:
            raise refusal(checks.DAMAGED, reason=f"delen {name}") from error
        if content is None:
            raise refusal(checks.DAMAGED, reason=f"okänd packning av delen {name}")
        if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
            raise refusal(checks.DAMAGED, reason=f"delen {name}")
        return content

    def compressed(self, name: str) -> bytes:
        """Return one part's bytes as they lie in the file."""
        return self.data[slice(*self._span(self._by_name[name.lower()]))]

    def _span(self, entry: zipfile.ZipInfo) -> tuple[int, int]:
        """Where an entry's compressed bytes lie."""
        at = entry.header_offset
        if self.data[at : at + 4] != b"PK\x03\x04" or at + _LOCAL.size > len(self.data):
            raise refusal(checks.DAMAGED, reason=f"delen {entry.filename}")
        name_size, extra_size = _LOCAL.unpack_from(self.data, at)[-2:]
        start = at + _LOCAL.size + name_size + extra_size
        if start + entry.compress_size > len(self.data):
            raise refusal(checks.DAMAGED, reason=f"delen {entry.filename} är avkortad")
        return start, start + entry.compress_size

    def rewrite(self, changed: Mapping[str, bytes | Packed], dropped: Iterable[str] = ()) -> bytes:
        """Return a new zip: changed parts deflated anew, the others as the same compressed bytes.

        Order, names, dates and attributes of the parts are kept. Sizes move from a trailing data
        descriptor into the header, which every reader understands.
        """
        new = {name.lower(): content for name, content in changed.items()}
        gone = {name.lower() for name in dropped}
        out = bytearray()
        directory = bytearray()
        count = 0
        for entry in self.entries:
            key = entry.filename.lower()
            if key in gone:
                continue
            start, end = self._span(entry)
            raw, method = self.data[start:end], entry.compress_type
            crc, size = entry.CRC, entry.file_size
            if key in new:
                content = new[key]
                raw, crc, size = pack([content]) if isinstance(content, bytes) else content
                method = zipfile.ZIP_DEFLATED
            header_extra = self.data[start - self._extra_size(entry) : start]
            offset = len(out)
            name = _encoded_name(entry)
            flags = entry.flag_bits & ~_DESCRIPTOR
            stamp = _dos_stamp(entry)
            extra = _without_zip64(header_extra)
            numbers = (flags, method, *stamp, crc, len(raw), size, len(name))
            out += _LOCAL.pack(b"PK\x03\x04", entry.extract_version, *numbers, len(extra))
            out += name + extra + raw
            extra = _without_zip64(entry.extra)
            directory += _CENTRAL.pack(
                b"PK\x01\x02",
                entry.create_version,
                entry.create_system,
                entry.extract_version,
                entry.reserved,
                *numbers,
                len(extra),
                len(entry.comment),
                0,
                entry.internal_attr,
                entry.external_attr,
                offset,
            )
            directory += name + extra + entry.comment
            count += 1
        sizes = (count, count, len(directory), len(out), len(self.comment))
        return bytes(out + directory + _END.pack(b"PK\x05\x06", 0, 0, *sizes) + self.comment)

    def _extra_size(self, entry: zipfile.ZipInfo) -> int:
        size: int = _LOCAL.unpack_from(self.data, entry.header_offset)[-1]
        return size


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_TOTAL:
        raise refusal(checks.TOO_LARGE, part="hela filen")
    for entry in entries:
        dense = entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        if entry.file_size > MAX_PART or (entry.file_size > SUSPECT_SIZE and dense):
            raise refusal(checks.TOO_LARGE, part=entry.filename)


def pack(pieces: Iterable[bytes | memoryview]) -> Packed:
    """Deflate a part's content, which never has to be in memory all at once."""
    packer = None
    crc = size = 0
    raw, waiting = [], bytearray()
    for piece in pieces:
        waiting += piece
        if len(waiting) >= _AT_ONCE:
            packer = packer or zlib.compressobj(_QUICK, zlib.DEFLATED, -15)
            crc, size = zlib.crc32(waiting, crc), size + len(waiting)
            raw.append(packer.compress(waiting))
            waiting.clear()
    packer = packer or zlib.compressobj(_SMALL_SIZE, zlib.DEFLATED, -15)
    crc, size = zlib.crc32(waiting, crc), size + len(waiting)
    return Packed(b"".join([*raw, packer.compress(waiting), packer.flush()]), crc, size)


def _encoded_name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8_NAME else "cp437")


def _dos_stamp(entry: zipfile.ZipInfo) -> tuple[int, int]:
    """The entry's time and date as MS-DOS packs them."""
    year, month, day, hour, minute, second = entry.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _without_zip64(extra: bytes) -> bytes:
    """Drop the 64-bit sizes (field 1): every size we write fits in 32 bits."""
    kept, at = bytearray(), 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        if kind != _ZIP64_EXTRA:
            kept += extra[at : at + 4 + size]
        at += 4 + size
    return bytes(kept)
