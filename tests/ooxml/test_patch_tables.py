"""Rows appended to a table take over what the table gives its rows, and run over nothing."""

from __future__ import annotations

import io
from collections.abc import Mapping

import openpyxl
import pytest

from support.ooxml_books import cell, row, table_book, table_xml
from xlmal.finding import Refusal
from xlmal.ooxml.archive import Archive
from xlmal.ooxml.edits import AppendRow, Computed, PatchResult, SetCell, Value
from xlmal.ooxml.patch import patch

COLUMNS = ("ID", "Utfall", "Kontroll")
THIS_ROW = "IF(tblUtfall[[#This Row],[Utfall]]>0,1,0)"
TABLE = table_xml("tblUtfall", "A1:C3", COLUMNS)
HEADER = row(1, *COLUMNS)
LAST = '<row r="3">' + cell("A3", "M2", 3) + cell("B3", 7, 1) + cell("C3", "=" + THIS_ROW, 2)
ROWS = HEADER + row(2, "M1", 82.5) + LAST + "</row>"


def sheet_of(data: bytes) -> str:
    return Archive(data).read("xl/worksheets/s1.xml").decode()


def table_of(data: bytes) -> str:
    return Archive(data).read("xl/tables/t1.xml").decode()


def append(data: bytes, *rows: Mapping[str, Value | Computed]) -> PatchResult:
    return patch(data, [AppendRow("tblUtfall", values) for values in rows])


def test_new_rows_take_styles_and_formula_from_the_row_above() -> None:
    result = append(table_book(ROWS, TABLE), {"ID": "M3", "Utfall": 5}, {"ID": "M4"})
    formula = THIS_ROW.replace(">", "&gt;")
    text = 't="inlineStr"><is><t xml:space="preserve">'
    assert (
        sheet_of(result.data)
        .partition("</row></sheetData>")[0]
        .endswith(
            f'<row r="4"><c r="A4" s="3" {text}M3</t></is></c><c r="B4" s="1"><v>5</v></c>'
            f'<c r="C4" s="2"><f>{formula}</f></c></row>'
            f'<row r="5"><c r="A5" s="3" {text}M4</t></is></c><c r="B5" s="1"/>'
            f'<c r="C5" s="2"><f>{formula}</f></c>'
        )
    )
    assert result.appended_rows == (4, 5)
    assert table_of(result.data).count('ref="A1:C5"') == 2  # the table's and its filter's
    assert set(result.changed_parts) == {
        "xl/worksheets/s1.xml",
        "xl/tables/t1.xml",
        "xl/workbook.xml",
    }


def test_openpyxl_reads_the_grown_table() -> None:
    result = append(table_book(ROWS, TABLE), {"ID": "M3", "Utfall": 5})
    sheet = openpyxl.load_workbook(io.BytesIO(result.data))["Utfall"]
    assert sheet.tables["tblUtfall"].ref == "A1:C4"
    assert [found.value for found in sheet[4]] == ["M3", 5, "=" + THIS_ROW]


def test_a_formula_can_bring_its_value_for_previews() -> None:
    result = append(
        table_book(ROWS, TABLE),
        {"ID": "M3", "Kontroll": Computed(None, "rätt & riktigt")},
        {"ID": "M4", "Utfall": Computed("=1+1", 2)},
    )
    sheet = sheet_of(result.data)
    assert "</f><v>rätt &amp; riktigt</v></c></row>" in sheet
    assert '<c r="C4" s="2" t="str"><f>' in sheet
    assert '<c r="B5" s="1"><f>1+1</f><v>2</v></c>' in sheet


@pytest.mark.parametrize(
    ("declared", "above", "expected"),
    [
        (None, "=B3*2", None),  # typed once by somebody: no figure for the new row
        (None, "=Underlag!B7", None),
        ("$E$1*2", None, "$E$1*2"),
        ("B2*2", "=B3*2", "B4*2"),
        (THIS_ROW, "=99+1", THIS_ROW),
    ],
)
def test_only_a_columns_own_formula_reaches_a_new_row(
    declared: str | None, above: str | None, expected: str | None
) -> None:
    table = table_xml("tblUtfall", "A1:C3", COLUMNS, {"Kontroll": declared} if declared else None)
    rows = HEADER + row(2, "M1", 1) + row(3, "M2", 7, above)
    written = openpyxl.load_workbook(
        io.BytesIO(append(table_book(rows, table), {"ID": "M3"}).data)
    )["Utfall"]["C4"].value
    assert written == (f"={expected}" if expected else None)


def test_a_calculated_column_that_cannot_be_carried_on_is_refused() -> None:
    table = table_xml("tblUtfall", "A1:C3", COLUMNS, {"Kontroll": "B2*2"})
    with pytest.raises(Refusal, match="Kontroll") as refused:
        append(table_book(HEADER + row(3, "M2"), table), {"ID": "M3"})
    assert refused.value.code == "F38"


def test_a_tables_only_blank_row_is_filled_first() -> None:
    blank = '<row r="2">' + cell("A2", None, 3) + cell("B2", None, 1)
    rows = HEADER + blank + cell("C2", "=" + THIS_ROW, 2) + "</row>"
    data = table_book(rows, table_xml("tblUtfall", "A1:C2", COLUMNS))
    result = append(data, {"ID": "M1", "Utfall": 1, "Kontroll": Computed(None, 1)})
    assert result.appended_rows == (2,)
    assert 'ref="A1:C2"' in table_of(result.data)
    formula = THIS_ROW.replace(">", "&gt;")
    assert f'<c r="C2" s="2"><f>{formula}</f><v>1</v></c>' in sheet_of(result.data)
    two = append(data, {"ID": "M1"}, {"ID": "M2"})
    assert two.appended_rows == (2, 3)
    assert 'ref="A1:C3"' in table_of(two.data)


def test_formats_and_validations_that_ended_with_the_table_follow_it() -> None:
    xm = 'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'
    x14 = 'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    after = (
        '<conditionalFormatting sqref="B2:B3 E1 A2:C3"><cfRule type="expression"/>'
        '</conditionalFormatting><dataValidations><dataValidation sqref="B2:B3"/>'
        '<dataValidation sqref="B2:B9"/><dataValidation sqref="F2:F3"/></dataValidations>'
        f"<extLst><ext {x14} {xm}><x14:dataValidations><x14:dataValidation><xm:sqref>A2:A3"
        "</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    sheet = sheet_of(append(table_book(ROWS, TABLE, after), {"ID": "M3"}).data)
    assert sheet.partition("</sheetData>")[2].startswith(
        after.replace("B2:B3 E1 A2:C3", "B2:B4 E1 A2:C4")
        .replace('"B2:B3"', '"B2:B4"')
        .replace(">A2:A3<", ">A2:A4<")
    )


def test_formatted_blanks_below_the_table_are_used() -> None:
    below = '<row r="4">' + cell("A4") + cell("B4", None, 2) + cell("D4", "utanför") + "</row>"
    sheet = sheet_of(append(table_book(ROWS + below, TABLE), {"Utfall": 5}).data)
    assert '<row r="4"><c r="A4" s="3"/><c r="B4" s="1"><v>5</v></c><c r="C4" s="2">' in sheet
    assert "utanför" in sheet


def test_headers_are_matched_without_regard_to_case() -> None:
    result = append(table_book(ROWS, TABLE), {"utfall": 5})
    assert '<c r="B4" s="1"><v>5</v></c>' in sheet_of(result.data)


@pytest.mark.parametrize(
    ("rows", "table", "after", "values", "code"),
    [
        (ROWS, TABLE.replace("tblUtfall", "tblAnnan"), "", {"ID": "M3"}, "F30"),
        (ROWS, TABLE, "", {"Prognos": 1}, "F31"),
        (ROWS, TABLE.replace("<table ", '<table totalsRowCount="1" '), "", {"ID": "M3"}, "F32"),
        (ROWS + row(4, None, 90), TABLE, "", {"ID": "M3"}, "F33"),
        (ROWS + row(4, None, None, "=SUM(B2:B3)"), TABLE, "", {"ID": "M3"}, "F33"),
        (
            ROWS,
            TABLE,
            '<mergeCells><mergeCell ref="C4:D5"/></mergeCells>',
            {"ID": "M3"},
            "F34",
        ),
    ],
)
def test_what_stands_in_the_way_is_refused(
    rows: str, table: str, after: str, values: dict[str, Value], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        append(table_book(rows, table, after), values)
    assert refused.value.code == code


def test_a_cell_that_would_get_two_new_values_gets_none() -> None:
    data = table_book(ROWS, TABLE)
    edits = [SetCell("Utfall", 4, 2, 9), AppendRow("tblUtfall", {"ID": "M3", "Utfall": 5})]
    with pytest.raises(Refusal) as told:
        patch(data, edits)
    assert told.value.code == "F46"
    assert "Utfall!B4" in told.value.message
