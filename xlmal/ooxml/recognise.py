"""What a file really is, whatever its name says: told from its first bytes and its shape."""

from __future__ import annotations

import io
import os
import re
import zipfile

from xlmal.finding import Refusal
from xlmal.ooxml import checks
from xlmal.ooxml.checks import refusal

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_XLS_RAW = (
    b"\x09\x08\x10\x00\x00\x06",
    b"\x09\x08\x08\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x02\x06\x00",
)
_HTML = re.compile(
    rb"(<!--.*?-->|<\?xml[^>]*\?>|\s)*<(!doctype\s+html|html|head|body|table|meta|style|div)\b",
    re.IGNORECASE | re.DOTALL,
)
# FILE_ATTRIBUTE_OFFLINE, _RECALL_ON_OPEN and _RECALL_ON_DATA_ACCESS (winnt.h); SF_DATALESS of
# macOS.
_ELSEWHERE_WINDOWS = 0x1000 | 0x40000 | 0x400000
_ELSEWHERE_MAC = 0x40000000
_LOCK_SIZE = 165
_OLE_ENTRY = 128
_TEXT_SAMPLE = 65_536


def refuse_unless_zip(data: bytes, name: str) -> None:
    """Refuse every file that is no zip package, saying what it is instead.

    Raises:
        Refusal: F03-F05, F08-F12, each with what to do.
    """
    if name.startswith(("~$", ".~lock.")) or _has_lock_shape(data):
        raise refusal(checks.LOCK_FILE)
    if not data:
        raise refusal(checks.EMPTY)
    if data.startswith(_OLE):
        raise _ole(data)
    if data.startswith(_XLS_RAW):
        raise refusal(checks.OLD_XLS)
    if not data.startswith(_ZIP):
        raise _other(data)


def refuse_unless_fetched(status: os.stat_result, data: bytes | None) -> None:
    """Refuse a file that a cloud folder shows and has not fetched.

    ``data`` is what reading gave, None when reading failed. Reading fetches the file where the
    cloud's program runs: only when nothing came is the mark on the file believed. A file without
    blocks on the disk is no such mark by itself, for some file systems keep small files elsewhere.

    Raises:
        Refusal: F21.
    """
    size = status.st_size
    is_elsewhere = (
        getattr(status, "st_file_attributes", 0) & _ELSEWHERE_WINDOWS
        or getattr(status, "st_flags", 0) & _ELSEWHERE_MAC
        or getattr(status, "st_blocks", 1) == 0
    )
    if not (size and is_elsewhere):
        return
    if data is None or len(data) < size or not data.strip(b"\x00"):
        raise refusal(checks.NOT_FETCHED, size=size)


def refuse_other_packages(names: list[str], data: bytes) -> None:
    """Refuse zip files that are no Office Open XML: OpenDocument files and plain archives.

    Raises:
        Refusal: F07, F12.
    """
    lowered = {name.lower() for name in names}
    if "[content_types].xml" in lowered:
        return
    if "mimetype" in lowered and "content.xml" in lowered:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as stream:
            kind = stream.read(100)
        if b"spreadsheet" in kind:
            raise refusal(checks.ODS)
        raise refusal(checks.NOT_WORKBOOK, what="ett OpenDocument-dokument")
    raise refusal(checks.NOT_WORKBOOK, what="ett zip-arkiv med andra filer")


def _has_lock_shape(data: bytes) -> bool:
    """Excel's owner file: a length, the user's name, spaces; and the name once more in UTF-16."""
    return (
        len(data) == _LOCK_SIZE
        and 0 < data[0] <= 54
        and data[1 + data[0] : 55].strip(b" \x00") == b""
        and data[55:57] == bytes((data[0], 0))
    )


def _ole(data: bytes) -> Refusal:
    """Tell an encrypted workbook from an old one by the names in the OLE directory.

    A directory entry is 128 bytes (MS-CFB 2.6.1): the name in UTF-16, its length at byte 64.
    """
    names = set()
    for at in range(512, len(data) - _OLE_ENTRY + 1, _OLE_ENTRY):
        size = data[at + 64] | data[at + 65] << 8
        if 4 <= size <= 64 and size % 2 == 0 and data[at + 66] in (1, 2, 5):
            names.add(data[at : at + size - 2].decode("utf-16-le", "replace"))
    if "EncryptedPackage" in names:
        return refusal(checks.PASSWORD)
    if names & {"Workbook", "Book"}:
        return refusal(checks.OLD_XLS)
    return refusal(checks.NOT_WORKBOOK, what="ett äldre Office-dokument")


def _other(data: bytes) -> Refusal:
    sample = data[:_TEXT_SAMPLE]
    if sample.startswith(b"%PDF"):
        return refusal(checks.NOT_WORKBOOK, what="en pdf")
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        sample = sample.decode("utf-16", "replace").encode("utf-8")
    sample = sample.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(sample) or sample.startswith(b"MIME-Version:"):
        return refusal(checks.HTML)
    if b"urn:schemas-microsoft-com:office:spreadsheet" in sample:
        return refusal(checks.NOT_WORKBOOK, what="ett XML-kalkylblad från 2003")
    if b"\x00" in sample:
        if not sample.strip(b"\x00"):
            return refusal(checks.DAMAGED, reason="bara nollor, kanske inte hämtad från molnet")
        return refusal(checks.NOT_WORKBOOK, what="okänt innehåll")
    printable = sum(byte >= 32 or byte in (9, 10, 13) for byte in sample)
    if printable >= 0.98 * len(sample):
        return refusal(checks.TEXT_FILE)
    return refusal(checks.NOT_WORKBOOK, what="okänt innehåll")
