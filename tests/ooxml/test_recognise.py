"""Each kind of file that is no workbook is told apart and says what to do."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from support.ooxml_books import book, packed, parts_of, row, sheet_xml, strings_xml
from xlmal.finding import Refusal
from xlmal.ooxml.checks import FILE_CHECKS
from xlmal.ooxml.package import open_package
from xlmal.ooxml.patch_checks import PATCH_CHECKS
from xlmal.ooxml.recognise import refuse_unless_fetched

GOOD = book(row(1, "Indikator-ID", "Utfall") + row(2, "M17.1", 82.5))


def ole_with(*names: str) -> bytes:
    """An OLE file whose directory lists streams (MS-CFB 2.6.1)."""
    entries = b""
    for name in ("Root Entry", *names):
        raw = name.encode("utf-16-le") + b"\0\0"
        entries += raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), 2, 1) + b"\0" * 60
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries.ljust(1024, b"\0")


def lock_file(user: str = "Ekonom Ett") -> bytes:
    padded = user.encode().ljust(54)
    wide = user.encode("utf-16-le").ljust(108, b" ")
    return bytes([len(user)]) + padded + bytes([len(user), 0]) + wide[:108]


def zipped(**parts: bytes) -> bytes:
    return packed({name.replace("__", "/"): content for name, content in parts.items()})


WORD = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": '<Relationships><Relationship Id="a" Type="x/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
    "word/document.xml": "<document/>",
}
XLSB = WORD | {
    "_rels/.rels": WORD["_rels/.rels"].replace("word/document.xml", "xl/workbook.bin"),
    "xl/workbook.bin": "x",
}


@pytest.mark.parametrize(
    ("name", "content", "code", "says"),
    [
        ("tom.xlsx", b"", "F03", "molnet"),
        ("~$Mål.xlsx", GOOD, "F04", "låsfil"),
        (".~lock.Mål.xlsx#", b",ekonom,dator;", "F04", "låsfil"),
        ("Mål.xlsx", lock_file(), "F04", "låsfil"),
        ("Mål.xlsx", ole_with("Workbook"), "F05", ".xls"),
        ("Mål.xlsx", ole_with("Book"), "F05", "Spara som"),
        ("Mål.xlsx", packed(XLSB), "F06", ".xlsb"),
        (
            "Mål.xlsx",
            zipped(
                mimetype=b"application/vnd.oasis.opendocument.spreadsheet",
                **{"content.xml": b"<x/>"},
            ),
            "F07",
            "OpenDocument",
        ),
        ("Mål.xlsx", "Indikator-ID;Utfall\r\nM17.1;82,5 å".encode("cp1252"), "F08", "csv"),
        ("Mål.xlsx", "\ufeffIndikator-ID\tUtfall".encode("utf-16-le"), "F08", "csv"),
        ("Mål.xls", b"\r\n<HTML><table><tr><td>1</td></tr></table>", "F09", "webbsida"),
        ("Mål.xlsx", ole_with("EncryptionInfo", "EncryptedPackage"), "F10", "lösenord"),
        ("Mål.xlsx", GOOD[: len(GOOD) // 2], "F11", "skadad"),
        ("Mål.xlsx", b"\0" * 5000, "F11", "nollor"),
        ("Mål.xlsx", packed(WORD), "F12", "Office-dokument"),
        ("Mål.xlsx", zipped(**{"bild.png": b"x"}), "F12", "zip-arkiv"),
        ("Mål.xlsx", b"%PDF-1.7\n", "F12", "pdf"),
        ("Mål.xlsx", ole_with("WordDocument"), "F12", "äldre Office"),
        (
            "Mål.xlsx",
            b'<?xml version="1.0"?><Workbook '
            b'xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "F12",
            "2003",
        ),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_its_own_code(
    name: str, content: bytes, code: str, says: str
) -> None:
    with pytest.raises(Refusal) as refused:
        open_package(content, name)
    assert (refused.value.code, says in refused.value.message) == (code, True)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"Mål\.xlsx finns inte") as missing:
        open_package(tmp_path / "Mål.xlsx")
    with pytest.raises(Refusal, match="mapp") as folder:
        open_package(tmp_path)
    assert (missing.value.code, folder.value.code) == ("F01", "F02")


def test_a_part_that_inflates_without_measure_is_refused_before_it_is_inflated() -> None:
    parts = parts_of({"Utfall": " " * (30 * 1024**2)})
    with pytest.raises(Refusal, match="orimligt stor") as refused:
        open_package(packed(parts))
    assert refused.value.code == "F13"


def test_a_dense_but_small_part_passes() -> None:
    padding = "<!--" + " " * (5 * 1024**2) + "-->"
    package = open_package(packed(parts_of({"Utfall": sheet_xml(row(1, 1), before=padding)})))
    entry = next(entry for entry in package.archive.entries if "s1.xml" in entry.filename)
    assert entry.file_size > 200 * entry.compress_size
    assert package.read("xl/worksheets/s1.xml")


def test_a_part_larger_than_its_directory_entry_says_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        size = archive.getinfo("xl/worksheets/s1.xml").file_size
    lying = GOOD.replace(struct.pack("<L", size), struct.pack("<L", size - 20))
    package = open_package(lying)
    with pytest.raises(Refusal, match="skadad") as refused:
        package.read("xl/worksheets/s1.xml")
    assert refused.value.code == "F11"


@pytest.mark.parametrize(
    "name",
    ["../utanför.xml", "/etc/x.xml", "C:/x.xml", "xl\\x.xml", "XL/Workbook.xml", "xl/./x.xml"],
)
def test_unsafe_and_repeated_names_are_refused(name: str) -> None:
    parts = parts_of({"Utfall": sheet_xml(row(1, 1))}) | {name: "<x/>"}
    with pytest.raises(Refusal) as refused:
        open_package(packed(parts))
    assert refused.value.code == "F15"


def test_the_same_name_twice_is_refused() -> None:
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(Refusal) as refused:
        open_package(stream.getvalue())
    assert refused.value.code == "F15"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"])
def test_a_doctype_is_refused_in_every_part(part: str) -> None:
    parts = parts_of({"Utfall": sheet_xml(row(1, 1))}, strings_xml("å"))
    parts[part] = '<!DOCTYPE x [<!ENTITY a "b">]>' + parts[part]

    def read_all() -> object:
        package = open_package(packed(parts))
        return package.formats, package.strings

    with pytest.raises(Refusal, match="DOCTYPE") as refused:
        read_all()
    assert refused.value.code == "F14"


def test_a_target_that_climbs_out_of_the_package_is_refused() -> None:
    parts = parts_of({"Utfall": sheet_xml(row(1, 1))})
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace("worksheets/s1.xml", "../../../s1.xml")
    with pytest.raises(Refusal) as refused:
        open_package(packed(parts))
    assert refused.value.code == "F15"


def test_every_check_has_its_own_code_and_says_what_to_do() -> None:
    checks = FILE_CHECKS + PATCH_CHECKS
    assert len({check.code for check in checks}) == len(checks)
    assert all(check.reason and check.example and check.title.endswith(".") for check in checks)


def status_of(size: int, blocks: int = 8, **more: int) -> os.stat_result:
    """A file's status as the system gives it; attributes of Windows and macOS by name."""
    given = SimpleNamespace(st_size=size, st_blocks=blocks, **more)
    return cast("os.stat_result", given)


# size, blocks, mark, what reading gave, whether the file is in the cloud only
CLOUD = [
    (5000, 8, {"st_file_attributes": 0x400020}, None, True),
    (5000, 8, {"st_file_attributes": 0x1020}, b"", True),
    (5000, 8, {"st_file_attributes": 0x40000}, bytes(5000), True),
    (5000, 8, {"st_flags": 0x40000000}, None, True),
    (5000, 0, {}, bytes(5000), True),
    (5000, 0, {}, b"PK", True),
    (len(GOOD), 0, {}, GOOD, False),  # kept in the directory itself
    (len(GOOD), 8, {"st_file_attributes": 0x400020}, GOOD, False),  # reading fetched it
    (5000, 8, {"st_file_attributes": 0x20}, None, False),  # no permission
    (5000, 8, {}, bytes(5000), False),
    (0, 0, {}, b"", False),  # empty
    (0, 0, {"st_file_attributes": 0x1000}, b"", False),
]


@pytest.mark.parametrize(("size", "blocks", "mark", "data", "refused"), CLOUD)
def test_a_file_that_is_only_in_the_cloud_is_told_from_an_empty_one(
    size: int, blocks: int, mark: dict[str, int], data: bytes | None, refused: bool
) -> None:
    status = status_of(size, blocks, **mark)
    if not refused:
        refuse_unless_fetched(status, data)
        return
    with pytest.raises(Refusal, match="Behåll alltid på den här enheten") as told:
        refuse_unless_fetched(status, data)
    assert told.value.code == "F21"
    assert "5000 byte" in str(told.value)
