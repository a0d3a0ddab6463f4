"""What a workbook says it contains is found by its relationships, however they are written."""

from __future__ import annotations

import pytest

from support.ooxml_books import (
    MAIN,
    RELATIONSHIPS,
    packed,
    parts_of,
    row,
    sheet_xml,
    table_book,
    table_xml,
)
from xlmal.address import Area
from xlmal.books.file_book import FileBook
from xlmal.finding import Refusal
from xlmal.ooxml.package import open_package

SHEETS = {"Utfall": sheet_xml(row(1, 1)), "Mål &amp; medel": sheet_xml(row(1, 2))}


def test_sheets_come_in_order_with_their_state() -> None:
    parts = parts_of(SHEETS)
    part = "xl/workbook.xml"
    parts[part] = parts[part].replace('sheetId="2"', 'sheetId="2" state="veryHidden"')
    package = open_package(packed(parts), "Mål.xlsx")
    assert [(sheet.name, sheet.state) for sheet in package.sheets] == [
        ("Utfall", "visible"),
        ("Mål & medel", "veryHidden"),
    ]
    assert package.sheet("UTFALL").name == "Utfall"


def test_part_names_match_whatever_their_case() -> None:
    parts = {name.upper(): content for name, content in parts_of(SHEETS).items()}
    package = open_package(packed(parts))
    assert package.sheets[0].part == "XL/WORKSHEETS/S1.XML"


def test_strict_books_have_sheets() -> None:
    assert len(open_package(packed(parts_of(SHEETS, strict=True))).sheets) == 2


def test_a_workbook_without_sheets_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        open_package(packed(parts_of({})))
    assert refused.value.code == "F17"


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("", False),
        ('<workbookPr date1904="1"/>', True),
        ('<workbookPr date1904="true"/>', True),
        ('<workbookPr date1904="0"/>', False),
        (
            '<workbookPr date1904="1"/><extLst><ext xmlns:x15="http://schemas.microsoft.com/x15">'
            '<x15:workbookPr chartTrackingRefBase="1"/></ext></extLst>',
            True,
        ),
        (
            '<extLst><ext xmlns:x15="http://schemas.microsoft.com/x15">'
            '<x15:workbookPr date1904="1"/></ext></extLst>',
            False,
        ),
    ],
)
def test_the_date_system_is_read_from_the_workbook_itself(extra: str, expected: bool) -> None:
    assert open_package(packed(parts_of(SHEETS, workbook_extra=extra))).date1904 is expected


def test_a_table_is_described_by_its_part() -> None:
    table = table_xml(
        "tblUtfall", "A1:C3", ("ID", "Ut_x000a_fall", "Kontroll"), {"Kontroll": "1+1"}
    )
    package = open_package(table_book(row(1, "ID"), table))
    (found,) = package.tables
    assert found.display_name == "tblUtfall"
    assert found.area == Area(1, 1, 3, 3)
    assert found.columns == ("ID", "Ut\nfall", "Kontroll")
    assert found.calculated == (None, None, "=1+1")
    assert (found.first_data_row, found.last_data_row) == (2, 3)
    assert package.tables_on("Utfall") == (found,)


def test_defined_names_say_which_sheet_they_belong_to() -> None:
    names = (
        '<definedNames><definedName name="valCell">Utfall!$A$1</definedName>'
        '<definedName name="lokal" localSheetId="1">Utfall!$B$1</definedName></definedNames>'
    )
    found = open_package(packed(parts_of(SHEETS, workbook_extra=names))).defined_names
    assert [(name.name, name.refers_to, name.sheet) for name in found] == [
        ("valCell", "Utfall!$A$1", None),
        ("lokal", "Utfall!$B$1", "Mål & medel"),
    ]


def test_external_links_give_the_file_name_and_not_the_folder() -> None:
    parts = parts_of(SHEETS)
    rels = "xl/_rels/workbook.xml.rels"
    link = f'<Relationship Id="x" Type="{RELATIONSHIPS}/externalLink" Target="links/e1.xml"/>'
    parts[rels] = parts[rels].replace("</Relationships>", link + "</Relationships>")
    parts["xl/links/e1.xml"] = f'<externalLink xmlns="{MAIN}"/>'
    parts["xl/links/_rels/e1.xml.rels"] = (
        f'<Relationships><Relationship Id="y" Type="{RELATIONSHIPS}/externalLinkPath" '
        'Target="file:///\\\\server\\hem\\Underlag.xlsx" TargetMode="External"/></Relationships>'
    )
    assert open_package(packed(parts)).external_links == ("Underlag.xlsx",)


def test_macros_are_seen() -> None:
    parts = parts_of(SHEETS)
    rels = "xl/_rels/workbook.xml.rels"
    vba = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    link = f'<Relationship Id="v" Type="{vba}" Target="vbaProject.bin"/>'
    parts[rels] = parts[rels].replace("</Relationships>", link + "</Relationships>")
    parts["xl/vbaProject.bin"] = "x"
    assert open_package(packed(parts)).has_macros
    assert not open_package(packed(parts_of(SHEETS))).has_macros


def test_formats_come_from_cell_styles_only_and_an_empty_fill_does_no_harm() -> None:
    parts = parts_of(SHEETS)
    assert open_package(packed(parts)).formats == ("General", "0.0 %", "mm-dd-yy", "@")
    styles = parts["xl/styles.xml"]
    fill = styles[styles.index("<fill>") : styles.index("</fills>")]
    parts["xl/styles.xml"] = styles.replace(fill, "<fill/>")
    assert open_package(packed(parts)).formats == ("General", "0.0 %", "mm-dd-yy", "@")


@pytest.mark.parametrize("codec", ["utf-16", "iso-8859-1", "windows-1252"])
def test_a_part_in_another_encoding_reads_as_the_same_text(codec: str) -> None:
    parts: dict[str, str | bytes] = dict(parts_of({"Åäö": sheet_xml(row(1, "måluppfyllelse"))}))
    for part in ("xl/workbook.xml", "xl/worksheets/s1.xml"):
        text = f'<?xml version="1.0" encoding="{codec}"?>' + str(parts[part])
        parts[part] = text.encode(codec)
    opened = FileBook.open(packed(parts), "Mål.xlsx")
    first = opened.scan("Åäö").cell(1, 1)
    assert first is not None
    assert first.text == "måluppfyllelse"
    assert b'encoding="UTF-8"' in opened.scan("Åäö").data


def test_an_unknown_encoding_is_refused() -> None:
    parts: dict[str, str | bytes] = dict(parts_of(SHEETS))
    parts["xl/workbook.xml"] = b'<?xml version="1.0" encoding="ebcdic-x"?><a/>'
    with pytest.raises(Refusal, match="ebcdic-x") as refused:
        open_package(packed(parts))
    assert refused.value.code == "F16"


def test_a_file_book_scans_a_sheet_once() -> None:
    opened = FileBook.open(packed(parts_of(SHEETS)), "Mål.xlsx")
    assert opened.scan("Utfall") is opened.scan("utfall")
    assert (opened.name, len(opened.sheets()), opened.tables()) == ("Mål.xlsx", 2, ())
    with pytest.raises(Refusal, match="Saknas") as refused:
        opened.scan("Saknas")
    assert refused.value.code == "F20"
