"""Templates, logos and colours: what is taken, and what is refused in words that help."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from docx import Document

from xlmal.domain.settings import Settings
from xlmal.finding import Refusal
from xlmal.operations.report_looks import WantedLooks, looks_of, read_looks

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def template(changes: Mapping[str, bytes] | None = None) -> bytes:
    """A Word document with some of its parts exchanged or added."""
    saved = io.BytesIO()
    Document().save(saved)
    with zipfile.ZipFile(saved) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts |= changes or {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def relationship(target: str, kind: str, mode: str = "External") -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Target="{target}" TargetMode="{mode}" Type="'
        f'http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
        "</Relationships>"
    ).encode()


def test_a_plain_word_document_is_taken_as_it_is(tmp_path: Path) -> None:
    path = put(tmp_path, "mall.docx", template())
    looks = read_looks(path, put(tmp_path, "logga.png", PNG), "#7a1f3d")
    assert looks.template == path.read_bytes()
    assert (looks.style.colour, looks.style.logo) == ("7A1F3D", PNG)


REFUSED = {
    "macros": {"word/vbaProject.bin": b"x"},
    "macro type": {
        "[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"
    },
    "linked template": {
        "word/_rels/settings.xml.rels": relationship("http://x/mall.dotm", "attachedTemplate")
    },
    "linked picture": {"word/_rels/header1.xml.rels": relationship("file:///c:/x.png", "image")},
    "mode in other letters": {
        "word/_rels/header1.xml.rels": relationship("http://x", "image", "EXTERNAL")
    },
    "embedded object": {"word/embeddings/oleObject1.xml": b"x"},
    "doctype": {"word/header9.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'},
    "broken relationships": {"word/_rels/header1.xml.rels": b"<Relationships"},
    "name that climbs": {"../utanför.xml": b"x"},
    "name twice": {"WORD/DOCUMENT.xml": b"x"},
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_template_that_could_do_harm_is_refused(tmp_path: Path, what: str) -> None:
    path = put(tmp_path, "mall.docx", template(REFUSED[what]))
    with pytest.raises(Refusal, match=r"mall\.docx används inte som mall: .+\.$"):
        read_looks(path, None, None)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<html>"])
def test_what_is_no_word_document_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Refusal, match="det är inget Word-dokument"):
        read_looks(put(tmp_path, "mall.docx", data), None, None)


def test_a_template_that_unpacks_to_far_more_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"x")
        package.writestr("word/document.xml", b" " * (101 * 1024**2))
    with pytest.raises(Refusal, match="packar upp till mer"):
        read_looks(put(tmp_path, "mall.docx", out.getvalue()), None, None)


@pytest.mark.parametrize("data", [b"<svg onload='x'/>", b"GIF89a", b"", PNG + b"x" * 600_000])
def test_a_logo_is_a_small_png_or_jpeg(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Refusal, match="PNG- eller JPEG-bild"):
        read_looks(None, put(tmp_path, "logga.png", data), None)


@pytest.mark.parametrize("colour", ["röd", "12345", "1234567", "GGGGGG", "1F4E5F;}"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(Refusal, match="ingen färg"):
        read_looks(None, None, colour)


@pytest.mark.parametrize(("colour", "is_taken"), [("767676", True), ("777777", False)])
def test_white_text_must_be_readable_on_the_colour(colour: str, is_taken: bool) -> None:
    if is_taken:
        assert read_looks(None, None, colour).style.colour == colour
    else:
        with pytest.raises(Refusal, match="för ljus"):
            read_looks(None, None, colour)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"saknas\.docx går inte att läsa"):
        read_looks(tmp_path / "saknas.docx", None, None)


def test_the_sheet_installningar_dresses_the_report_and_an_option_goes_before(
    tmp_path: Path,
) -> None:
    put(tmp_path, "logga.png", PNG)
    settings = Settings(report_logo="logga.png", report_colour="7A1F3D")

    usual = looks_of(settings, tmp_path)
    asked = looks_of(settings, tmp_path, WantedLooks(colour="1F4E5F"))

    assert (usual.style.logo, usual.style.colour) == (PNG, "7A1F3D")
    assert (asked.style.logo, asked.style.colour) == (PNG, "1F4E5F")


@pytest.mark.parametrize("name", ["../logga.png", "/etc/passwd", r"C:\logga.png", "..", "a/b.png"])
def test_a_file_named_in_the_sheet_lies_beside_the_master(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal, match="samma mapp") as caught:
        looks_of(Settings(report_logo=name), tmp_path)
    assert caught.value.code == "A79"
