"""What is said of a workbook as a whole, and of sheets that cannot be read."""

from __future__ import annotations

import pytest

from support.ooxml_books import book, packed, parts_of, row, sheet_xml
from support.small_master import plain_book
from xlmal.finding import Severity
from xlmal.operations.inspect import inspect

HEADERS = ("Indikator-ID", "Omgång", "Utfall", "Prognos", "Kommentar")
ROWS = row(1, *HEADERS) + row(2, "M1.1", "2019-D2", 82.5, 85)


def inspected(tmp_path, data, name="a.xlsx", sheet=None):
    path = tmp_path / name
    path.write_bytes(data)
    return inspect(path, sheet)


def told(inspection):
    return [(one.code, one.sheet) for one in inspection.findings]


def rules(count: int) -> str:
    """Conditional formats as Excel leaves them: many on one range, and ranges side by side."""
    rule = '<cfRule type="cellIs" dxfId="0" priority="1" operator="lessThan"><formula>0</formula>'
    half = count // 2
    return (
        f'<conditionalFormatting sqref="C2">{(rule + "</cfRule>") * (count - half)}'
        "</conditionalFormatting>"
        + f'<conditionalFormatting sqref="C3">{rule}</cfRule></conditionalFormatting>'
        * half
    )


@pytest.mark.parametrize(("count", "codes"), [(499, []), (500, [("A14", "Utfall")])])
def test_conditional_formats_that_have_multiplied_are_told_with_their_number(
    tmp_path, count, codes
):
    inspection = inspected(tmp_path, book(ROWS, after=rules(count)))
    assert told(inspection) == codes
    assert all(str(count) in finding.message for finding in inspection.findings)
    assert all(finding.severity is Severity.WARNING for finding in inspection.findings)


def test_macros_are_told_and_the_cells_are_read(tmp_path):
    parts = parts_of({"Utfall": sheet_xml(ROWS)})
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>",
        '<Relationship Id="rIdM" Target="vbaProject.bin" '
        'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/>'
        "</Relationships>",
    )
    parts["xl/vbaProject.bin"] = "x"
    inspection = inspected(tmp_path, packed(parts), "a.xlsm")
    assert told(inspection) == [("A13", None)]
    assert inspection.rows[0][1]["Utfall"].value == 82.5


def test_a_damaged_sheet_beside_the_one_read_is_told_and_hinders_nothing(tmp_path):
    data = packed(parts_of({"Utfall": sheet_xml(ROWS), "Underlag": "<worksheet><sheetData>"}))
    inspection = inspected(tmp_path, data)
    assert told(inspection) == [("A17", "Underlag")]
    assert inspection.rows[0][1]["Utfall"].value == 82.5


def test_a_damaged_sheet_that_is_asked_for_refuses_with_the_files_name(tmp_path):
    data = packed(parts_of({"Utfall": sheet_xml(ROWS), "Underlag": "<worksheet><sheetData>"}))
    error = inspected(tmp_path, data, sheet="Underlag").error
    assert error is not None
    assert error.message.startswith("a.xlsx: ")


def test_a_sheet_is_found_by_its_name_however_its_ring_is_written(tmp_path):
    data = plain_book("Namn | Antal\nBad | 3", "Åtgärder")
    inspection = inspected(tmp_path, data, sheet="A\u030atgärder")
    assert (inspection.error, inspection.sheet) == (None, "Åtgärder")


@pytest.mark.parametrize(
    ("name", "book_name"),
    [("~$Nämnden.xlsx", "Nämnden.xlsx"), (".~lock.Nämnden.xlsx#", "Nämnden.xlsx")],
)
def test_a_lock_file_says_whose_lock_it_is(tmp_path, name, book_name):
    inspection = inspected(tmp_path, b"x", name)
    assert (inspection.error, inspection.rows) == (None, ())
    [finding] = inspection.findings
    assert finding.severity is Severity.WARNING
    assert finding.message.startswith(f"{book_name} är öppen")


def test_a_cell_is_said_in_swedish_and_with_what_is_stored(tmp_path):
    data = book(row(1, *HEADERS) + row(2, "M1.1", "2019-D2", -1250.5, "ca 3"))
    cells = inspected(tmp_path, data).rows[0][1]
    assert cells["Utfall"].as_text() == "−1\u00a0250,5   [talet -1250.5]"
    assert cells["Prognos"].as_text() == "-   [texten ca 3]"
