"""What a change does to the rest of the file: nothing, but for recalculation."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.table import Table, TableFormula

from support.libreoffice import recalculate
from support.ooxml_books import book, packed, parts_of, row, sheet_xml, strings_xml, with_chain
from xlmal.ooxml.archive import Archive
from xlmal.ooxml.edits import AppendRow, PatchResult, SetCell, Value
from xlmal.ooxml.package import Package, open_package
from xlmal.ooxml.patch import patch
from xlmal.ooxml.scan import scan_sheet

ROWS = (
    '<row r="1" spans="1:2"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"/></row>'
    '<row r="3"><c r="B3" s="2"><v>7</v></c></row>'
)


def sheet_of(result: PatchResult) -> str:
    xml = Archive(result.data).read("xl/worksheets/s1.xml").decode()
    return xml.partition("<sheetData>")[2].partition("</sheetData>")[0]


def compressed(data: bytes) -> dict[str, bytes]:
    archive = Archive(data)
    return {name: archive.compressed(name) for name in archive.names}


def test_untouched_parts_are_the_same_compressed_bytes_in_the_same_order() -> None:
    parts = parts_of({"Utfall": sheet_xml(ROWS), "Orörd": sheet_xml(row(1, 1))}, strings_xml("mål"))
    parts |= {"xl/media/bild.png": "bild" * 500, "xl/vbaProject.bin": "makro"}
    data = packed(parts)
    result = patch(data, [SetCell("Utfall", 3, 2, 8)])
    before, after = compressed(data), compressed(result.data)
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/s1.xml"]
    assert result.changed_parts == ("xl/worksheets/s1.xml",)
    with zipfile.ZipFile(io.BytesIO(result.data)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(2019, 8, 31, 12, 30, 2)}


def test_a_streamed_zip_with_data_descriptors_is_copied_too() -> None:
    class Pipe(io.RawIOBase):
        """A stream that cannot seek, so that zipfile writes descriptors after the data."""

        def __init__(self) -> None:
            self.content = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.content += data
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts_of({"Utfall": sheet_xml(ROWS)}, strings_xml("mål")).items():
            archive.writestr(name, text)
    data = bytes(pipe.content)
    result = patch(data, [SetCell("Utfall", 3, 3, 8)])
    assert compressed(data)["xl/styles.xml"] == compressed(result.data)["xl/styles.xml"]
    assert openpyxl.load_workbook(io.BytesIO(result.data))["Utfall"]["C3"].value == 8


FORMULAS = row(1, 2, "=A1*2") + row(2, 3)


def test_a_book_that_calculates_is_asked_to_do_so_on_opening() -> None:
    result = patch(book(FORMULAS), [SetCell("Utfall", 1, 1, 5)])
    assert result.changed_parts == ("xl/workbook.xml", "xl/worksheets/s1.xml")
    assert b'</sheets><calcPr fullCalcOnLoad="1"/>' in Archive(result.data).read("xl/workbook.xml")
    again = patch(result.data, [SetCell("Utfall", 1, 1, 6)])
    assert again.changed_parts == ("xl/worksheets/s1.xml",)


def test_an_existing_calculation_setting_is_kept_and_extended() -> None:
    parts = parts_of({"Utfall": sheet_xml(FORMULAS)}, workbook_extra='<calcPr calcId="191029"/>')
    result = patch(packed(parts), [SetCell("Utfall", 1, 1, 5)])
    workbook = Archive(result.data).read("xl/workbook.xml")
    assert b'<calcPr calcId="191029" fullCalcOnLoad="1"/>' in workbook


def test_overwriting_a_formula_drops_it_and_the_calculation_chain() -> None:
    data = packed(with_chain(parts_of({"Utfall": sheet_xml(FORMULAS)})))
    result = patch(data, [SetCell("Utfall", 1, 2, 9)])
    assert '<c r="B1"><v>9</v></c>' in sheet_of(result)
    assert result.dropped_parts == ("xl/calcChain.xml",)
    package = open_package(result.data)
    assert package.related("calcChain") is None
    assert "xl/calcChain.xml" not in package.parts
    assert b"calcChain" not in package.read("[Content_Types].xml")
    kept = patch(data, [SetCell("Utfall", 1, 1, 9)])
    assert kept.dropped_parts == ()


def test_a_part_in_another_encoding_is_written_as_utf8() -> None:
    parts: dict[str, str | bytes] = dict(parts_of({"Utfall": sheet_xml(row(1, "å", 1))}))
    text = '<?xml version="1.0" encoding="utf-16"?>' + str(parts["xl/worksheets/s1.xml"])
    parts["xl/worksheets/s1.xml"] = text.encode("utf-16")
    result = patch(packed(parts), [SetCell("Utfall", 1, 2, 5)])
    assert (
        Archive(result.data)
        .read("xl/worksheets/s1.xml")
        .startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    )
    assert openpyxl.load_workbook(io.BytesIO(result.data))["Utfall"]["A1"].value == "å"


def contents(package: Package) -> dict[tuple[int, int], tuple[str, str]]:
    cells = scan_sheet(package, package.sheets[0])
    return {(cell.row, cell.column): (str(cell.kind), cell.text) for cell in cells}


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=30),
)
PLACES = st.tuples(st.integers(1, 6), st.integers(1, 5))


@given(st.dictionaries(PLACES, VALUES, max_size=12))
@settings(max_examples=60, deadline=None)
def test_any_changes_are_read_back_and_all_other_cells_are_as_before(
    wanted: dict[tuple[int, int], Value],
) -> None:
    data = book(row(1, "ID", 1, None) + row(3, 5, "=A1", "text", 8) + '<row r="5"/>')
    before = contents(open_package(data))
    result = patch(data, [SetCell("Utfall", *place, value) for place, value in wanted.items()])
    after = contents(open_package(result.data))
    for place, value in wanted.items():
        found = after.pop(place, None)
        before.pop(place, None)
        if value is None:
            assert found is None
        elif isinstance(value, bool):
            assert found == ("boolean", str(int(value)))
        elif isinstance(value, str):
            assert found == ("text", value)
        else:
            assert found is not None
            assert float(found[1]) == value
    assert before == after


@pytest.mark.libreoffice
def test_libreoffice_opens_and_calculates_what_was_appended(tmp_path: Path) -> None:
    master = openpyxl.Workbook()
    sheet = master.active
    sheet.title = "Utfall"
    for values in (["ID", "Utfall", "Dubbelt"], ["M1", 1, "=tblUtfall[[#This Row],[Utfall]]*2"]):
        sheet.append(values)
    table = Table(displayName="tblUtfall", ref="A1:C2")
    table._initialise_columns()
    for column, header in zip(table.tableColumns, ("ID", "Utfall", "Dubbelt"), strict=True):
        column.name = header
    formula = "tblUtfall[[#This Row],[Utfall]]*2"
    table.tableColumns[2].calculatedColumnFormula = TableFormula(attr_text=formula)
    sheet.add_table(table)
    sheet["E1"] = "=SUM(tblUtfall[Dubbelt])"
    path = tmp_path / "Mål.xlsx"
    master.save(path)
    edits = [AppendRow("tblUtfall", {"ID": "M2", "Utfall": 20.5}), SetCell("Utfall", 2, 2, 3)]
    path.write_bytes(patch(path.read_bytes(), edits).data)
    shown = openpyxl.load_workbook(recalculate(path, tmp_path / "ut"), data_only=True)["Utfall"]
    assert [cell.value for cell in shown[3]][:3] == ["M2", 20.5, 41]
    assert shown["E1"].value == 47
