"""The add-in read back by others: olevba, the zip format, the ribbon's schema, LibreOffice."""

from __future__ import annotations

import io
import re
import subprocess
import warnings
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import olefile
import pytest
import xlwings

from xlmal.building.addin import RIBBON_PART, RIBBON_TYPE, AddinParts, build_addin
from xlmal.building.addin_vba import as_module, hardened
from xlmal.finding import Refusal
from xlmal.operations.addin_build import build, xlwings_version

with warnings.catch_warnings():  # oletools calls pyparsing by its old names
    warnings.simplefilter("ignore", DeprecationWarning)
    from oletools.olevba import VBA_Parser, decompress_stream


def test_olevba_reads_every_module_back_equal_to_its_source(addin: Path, parts: AddinParts) -> None:
    parser = VBA_Parser(str(addin))
    read = {name.rpartition(".")[0]: code for _, _, name, code in parser.extract_all_macros()}
    parser.close()
    assert set(read) == {*parts.modules, "ThisWorkbook", "Dictionary", "Sheet2"}
    for name, text in parts.modules.items():
        assert read[name] == text, name
    assert read["ThisWorkbook"].endswith(parts.document)


def test_the_project_says_that_excel_must_compile_it(addin: Path) -> None:
    """MS-OVBA 2.3.4.1: a version of 0xFFFF, and no compiled code is trusted."""
    with zipfile.ZipFile(addin) as package:
        ole = olefile.OleFileIO(io.BytesIO(package.read("xl/vbaProject.bin")))
    stream = ole.openstream("VBA/_VBA_PROJECT").read()
    assert (stream[:2], stream[2:4]) == (b"\xcc\x61", b"\xff\xff")


def test_the_project_has_our_name_and_no_module_shares_it(addin: Path, parts: AddinParts) -> None:
    """MS-OVBA 2.3.1.9 and 2.3.4.2.1.5: the name stands twice."""
    with zipfile.ZipFile(addin) as package:
        ole = olefile.OleFileIO(io.BytesIO(package.read("xl/vbaProject.bin")))
    properties = ole.openstream("PROJECT").read().decode("cp1252")
    directory = decompress_stream(bytearray(ole.openstream("VBA/dir").read()))
    assert re.findall(r'^Name="(.*)"\r$', properties, re.MULTILINE) == ["xlmal"]
    assert b"\x04\x00\x05\x00\x00\x00xlmal" in directory
    assert b"MyAddin" not in directory + properties.encode()
    assert "xlmal" not in {name.lower() for name in parts.modules}


def test_two_builds_are_equal_byte_for_byte(addin: Path, parts: AddinParts) -> None:
    assert build_addin(parts) == addin.read_bytes() == build_addin(parts)


def test_content_types_and_relationships_are_those_of_an_addin(addin: Path) -> None:
    with zipfile.ZipFile(addin) as package:
        names = package.namelist()
        types = package.read("[Content_Types].xml").decode()
        root = ElementTree.fromstring(package.read("_rels/.rels"))
        workbook = package.read("xl/workbook.xml").decode()
        core = package.read("docProps/core.xml").decode()
    assert "application/vnd.ms-excel.addin.macroEnabled.main+xml" in types
    assert "application/vnd.ms-office.vbaProject" in types
    (ribbon,) = [one for one in root if one.get("Type") == RIBBON_TYPE]
    assert ribbon.get("Target") == RIBBON_PART
    assert RIBBON_PART in names
    assert "customUI/customUI.xml" not in names
    for part in re.findall(r'PartName="/([^"]+)"', types):
        assert part in names
    assert 'name="xlmal.conf"' in workbook
    assert "C:\\" not in workbook
    assert "<dc:creator>xlmal</dc:creator>" in core


def test_vba_is_of_the_installed_xlwings_and_fits_its_code_page(parts: AddinParts) -> None:
    assert f"xlwings64-{xlwings_version()}.dll" in parts.modules["xlwings"]
    for text in (*parts.modules.values(), parts.document):
        assert text.encode("cp1252").decode("cp1252") == text
        assert "\n" not in text.replace("\r\n", "")
    with pytest.raises(UnicodeEncodeError):
        as_module("XlmalMacros", 'MsgBox "●"')
    with pytest.raises(ValueError, match="longer than VBA takes"):
        as_module("XlmalMacros", "x" * 1001)


def test_an_xlwings_that_was_never_tried_is_refused() -> None:
    with pytest.raises(Refusal, match="byggs inte på gissning") as refused:
        hardened('Public Const PROJECT_NAME As String = "myaddin"\n')
    assert refused.value.code == "L10"


def test_a_name_that_is_no_addins_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"ska sluta på \.xlam"):
        build(tmp_path / "xlmal.xlsx")


def test_nothing_in_the_add_in_comes_from_xlwings_pro(parts: AddinParts) -> None:
    folder = Path(xlwings.__file__).parent
    assert parts.template == (folder / "quickstart_addin_ribbon.xlam").read_bytes()
    assert "xlwings is distributed under a BSD 3-clause license." in parts.modules["xlwings"]


@pytest.mark.libreoffice
def test_libreoffice_loads_the_addin_and_lists_its_modules(
    addin: Path, parts: AddinParts, tmp_path: Path
) -> None:
    done = subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}",
            *("--headless", "--norestore", "--infilter=Calc MS Excel 2007 VBA XML"),
            *("--convert-to", "ods", "--outdir", str(tmp_path), str(addin)),
        ],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    with zipfile.ZipFile(tmp_path / "xlmal.ods") as loaded:
        listed = {Path(name).stem for name in loaded.namelist() if name.startswith("Basic/")}
        macro = next(name for name in loaded.namelist() if name.endswith("/XlmalMacros.xml"))
        source = loaded.read(macro).decode()
    assert set(parts.modules) <= listed, done.stderr
    assert "from udfs import macros" in source
