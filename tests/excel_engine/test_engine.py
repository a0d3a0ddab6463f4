"""The test engine against the file it opened: reading back, saving, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from excel_engine.desk import Excel, running_excel
from support.small_master import committee_bytes, master_bytes, plain_book
from xlmal.books.file_book import FileBook


@pytest.fixture
def excel() -> Iterator[Excel]:
    with running_excel() as running:
        yield running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "egen.xlsx"
    target.write_bytes(plain_book("ID | Utfall\nM1.1 | 82.5\nM1.2 | 7"))
    return target


def test_what_is_written_is_read_back_and_saved(path: Path, excel: Excel, tmp_path: Path) -> None:
    book = excel.open(path)
    sheet = book.sheets["Utfall"]
    assert sheet.range("A1").expand().value == [["ID", "Utfall"], ["M1.1", 82.5], ["M1.2", 7.0]]
    sheet.range("B2").value = [[1.5], ["text"]]
    sheet.range("C2").formula = "=B2*2"
    sheet.range("A1").impl.add_note("Hej")
    book.save(str(tmp_path / "ny.xlsx"))
    saved = load_workbook(tmp_path / "ny.xlsx")["Utfall"]
    assert [saved["B2"].value, saved["B3"].value, saved["C2"].value] == [1.5, "text", "=B2*2"]
    assert saved["A1"].comment is not None
    assert book.name == "ny.xlsx"


@pytest.mark.parametrize("data", [master_bytes, lambda: next(iter(committee_bytes().values()))])
def test_a_saved_workbook_holds_every_cell_with_its_formulas_result(
    data: object, excel: Excel, tmp_path: Path
) -> None:
    path = tmp_path / "master.xlsx"
    path.write_bytes(data())  # type: ignore[operator]
    book = excel.open(path)
    copy = tmp_path / "kopia.xlsx"
    book.api.SaveCopyAs(str(copy))
    before, after = FileBook.open(path), FileBook.open(copy)
    for sheet in before.sheets():
        held = [
            [(cell.row, cell.column, cell.kind, cell.formula) for cell in one.scan(sheet.name)]
            for one in (before, after)
        ]
        assert held[0] == held[1], sheet.name
    assert [one.area for one in before.tables()] == [one.area for one in after.tables()]


def test_names_tables_and_selection_are_there(excel: Excel, tmp_path: Path) -> None:
    path = tmp_path / "master.xlsx"
    path.write_bytes(master_bytes())
    book = excel.open(path)
    sheet = book.sheets["Validering"]
    (table,) = sheet.tables
    assert table.range.column == 1
    assert book.names["valCell"].refers_to_range.sheet.name == "Validering"
    sheet.range("B7").impl.select()
    selection = excel.engine.apps.app.selection
    assert (selection.sheet.name, selection.row, selection.column) == ("Validering", 7, 2)
