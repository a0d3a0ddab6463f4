"""The list of findings that lies beside a workbook that is not ours."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from xlmal.building.findings_book import build_findings_book
from xlmal.schema.produced import VALIDATION

ROW = {
    "Allvar": "fel",
    "Var": "Utfall!C2",
    "Vad raden gäller": "=HYPERLINK(1)",
    "Påpekande": "'ca 80' är inget exakt tal.",
    "Kod": "V07",
    "I cellen står": "ca 80",
    "Cell": "Utfall!C2",
}


def sheet_of(data: bytes):
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Validering"]
    return book["Validering"]


def test_the_columns_are_those_of_the_sheet_validering():
    sheet = sheet_of(build_findings_book("Egen bok.xlsx", [ROW]))
    assert tuple(cell.value for cell in sheet[3]) == VALIDATION.headers
    assert list(sheet.tables) == [VALIDATION.name]
    assert sheet["A1"].value == "Påpekanden om Egen bok.xlsx"


def test_no_text_becomes_a_formula():
    sheet = sheet_of(build_findings_book("a.xlsx", [ROW]))
    assert [cell.value for cell in sheet[4]] == list(ROW.values())
    assert {cell.data_type for cell in sheet[4]} == {"s"}


@pytest.mark.parametrize(
    ("count", "said"), [(0, "Inga påpekanden."), (1, "Ett påpekande."), (7, "7 påpekanden.")]
)
def test_the_number_of_findings_is_told(count, said):
    assert sheet_of(build_findings_book("a.xlsx", [ROW] * count))["A2"].value.startswith(said)


def test_equal_findings_give_equal_bytes():
    assert build_findings_book("a.xlsx", [ROW]) == build_findings_book("a.xlsx", [ROW])
