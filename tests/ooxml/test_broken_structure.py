"""Sheets whose elements stand where none may stand: refused, never read as something else.

Found by tests/fuzz/fuzz_package.py: each was read, or written to, without a word.
"""

import pytest

from support.ooxml_books import MAIN, book, cell, packed, parts_of, row, sheet_xml, strings_xml
from xlmal.finding import Refusal
from xlmal.ooxml.edits import SetCell
from xlmal.ooxml.package import open_package
from xlmal.ooxml.patch import patch
from xlmal.ooxml.scan import scan_sheet

SHARED = '<c r="A1" t="s"><v>0</v></c>'


def code_of(data: bytes) -> str:
    package = open_package(data)
    with pytest.raises(Refusal) as refused:
        scan_sheet(package, package.sheets[0])
    return refused.value.code


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ('<row r="1"><c r="A1"><c r="B1"><v>1</v></c><v>2</v></c></row>', "F18"),
        ('<c r="A1"><v>1</v></c>', "F18"),
        ('<row r="1"><row r="2"><c r="A2"><v>1</v></c></row></row>', "F18"),
        ('<row r="1"><v>1</v></row>', "F18"),
        ('<sheetData><row r="1"/></sheetData>', "F18"),
        ('<row r="1"><c r="A1"><v>8<v>2</v></v></c></row>', "F18"),
        ('<row r="1"><c r="A1"><v>8<x/>2</v></c></row>', "F18"),
        ('<row r="1"><c r="A1"><f>A2<x/>0</f><v>1</v></c></row>', "F18"),
        ('<row r="1"><c r="A1"><v>8</v><v>2</v></c></row>', "F19"),
        ('<row r="1"><c r="A1"><f>A2</f><f>A3</f><v>1</v></c></row>', "F19"),
        ('<row r="1"><c r="A1" t="inlineStr"><v>1</v><is><t>2</t></is></c></row>', "F19"),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>1</t></is><is><t>2</t></is></c></row>', "F19"),
        ('<row r="\u0661"><c r="A1"><v>1</v></c></row>', "F19"),
    ],
)
def test_an_element_in_a_place_of_its_own_is_refused(rows: str, code: str) -> None:
    assert code_of(book(rows)) == code


def test_two_sheet_datas_are_refused() -> None:
    after = f"<sheetData>{row(2, 'b')}</sheetData>"
    assert code_of(book(row(1, "a"), after=after)) == "F18"


@pytest.mark.parametrize("root", ["sst", "styleSheet", "chartsheet", "table"])
def test_a_part_that_is_no_worksheet_is_refused(root: str) -> None:
    xml = f'<{root} xmlns="{MAIN}"><sheetData>{row(1, 82.5)}</sheetData></{root}>'
    assert code_of(packed(parts_of({"Utfall": xml}))) == "F18"


def test_two_sheets_that_are_one_part_are_refused() -> None:
    parts = parts_of({"Utfall": sheet_xml(row(1, "a")), "Kopia": sheet_xml(row(1, "b"))})
    links = "xl/_rels/workbook.xml.rels"
    parts[links] = parts[links].replace("worksheets/s2.xml", "worksheets/S1.xml")
    with pytest.raises(Refusal, match="bladen Utfall och Kopia är samma del") as refused:
        open_package(packed(parts))
    assert refused.value.code == "F11"


def test_a_text_inside_another_does_not_move_all_later_texts() -> None:
    strings = strings_xml("a", "b").replace("<si>", "<si><si><t>x</t></si>", 1)
    assert code_of(book(f'<row r="1">{SHARED}</row>', strings=strings)) == "F18"


def test_broken_texts_harm_only_the_sheets_that_use_them() -> None:
    sheets = {"Utfall": sheet_xml(row(1, "a")), "Mål": sheet_xml(f'<row r="1">{SHARED}</row>')}
    package = open_package(packed(parts_of(sheets, "<sst")))
    assert [c.text for c in scan_sheet(package, package.sheets[0])] == ["a"]
    with pytest.raises(Refusal):
        scan_sheet(package, package.sheets[1])


def test_unknown_elements_beside_the_value_do_no_harm() -> None:
    ext = '<extLst><ext uri="x"><y:c xmlns:y="y"><y:v>9</y:v></y:c></ext></extLst>'
    package = open_package(book(f'<row r="1"><c r="A1"><v>82.5</v>{ext}</c>{ext}</row>'))
    assert [c.text for c in scan_sheet(package, package.sheets[0])] == ["82.5"]


def test_a_sheet_without_a_place_for_rows_is_empty_and_takes_no_cell() -> None:
    data = packed(parts_of({"Utfall": f'<worksheet xmlns="{MAIN}"/>'}))
    package = open_package(data)
    assert len(scan_sheet(package, package.sheets[0])) == 0
    with pytest.raises(Refusal) as refused:
        patch(package, [SetCell("Utfall", 1, 1, 82.5)])
    assert refused.value.code == "F18"


@pytest.mark.parametrize("label", ["UTF-7", "UTF-32", "Shift_JIS", "iso-8859-1", "x-unknown"])
def test_behind_a_byte_order_mark_the_bytes_are_utf8_whatever_is_declared(label: str) -> None:
    parts: dict[str, str | bytes] = {}
    parts |= parts_of({"Utfall": sheet_xml(f'<row r="1">{cell("A1", "Så gör du")}</row>')})
    name = next(part for part in parts if "worksheets" in part)
    declaration = f'<?xml version="1.0" encoding="{label}"?>'
    parts[name] = b"\xef\xbb\xbf" + f"{declaration}{parts[name]}".encode()
    package = open_package(packed(parts))
    assert [c.text for c in scan_sheet(package, package.sheets[0])] == ["Så gör du"]
