"""What only an open workbook can do: be written in, be busy, be protected, lie in the cloud."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from excel_engine.desk import Excel, running_excel
from excel_engine.engine import ComError

import udfs.macros as macros
from support.small_master import changed, committee_bytes, master_bytes, plain_book
from xlmal.address import CellRef
from xlmal.books.changes import Written, blocks
from xlmal.books.file_book import FileBook
from xlmal.books.live_book import LiveBook, typed
from xlmal.domain.rounds import Round
from xlmal.finding import Refusal
from xlmal.ooxml.edits import AppendRow, RemoveRow, SetCell, Value
from xlmal.ooxml.patch import patch
from xlmal.operations.attainment import reckon
from xlmal.operations.attainment_edits import attainment_edits
from xlmal.operations.master import open_master

SETTINGS = {
    "screen_updating": True,
    "calculation": "automatic",
    "display_alerts": True,
    "enable_events": True,
}


@pytest.fixture
def excel() -> Iterator[Excel]:
    with running_excel() as running:
        yield running


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "egen.xlsx"
    path.write_bytes(plain_book("ID | Utfall\nM1.1 | 82.5\nM1.2 | 7"))
    return path


def after(path: Path, *cells: tuple[str, Value]) -> FileBook:
    """The workbook with some cells of Utfall changed, as an operation would leave it."""
    places = [CellRef.parse(f"Utfall!{place}") for place, _ in cells]
    edits = [
        SetCell("Utfall", ref.row, ref.column, value)
        for ref, (_, value) in zip(places, cells, strict=True)
    ]
    return FileBook.open(patch(path.read_bytes(), edits).data, path.name)


@pytest.mark.parametrize(
    "text", ["1-3", "=2+3", "+46 8", "-5", "@x", "0123", "82,5", "SANT", "2025-03-01", "mars 3"]
)
def test_a_text_is_stored_as_that_very_text(text: str, plain: Path, excel: Excel) -> None:
    live = LiveBook(excel.open(plain))
    assert live.take_over(after(plain, ("C2", text))) == 1
    cell = live.scan("Utfall").cell(2, 3)
    assert cell is not None
    assert (cell.kind, cell.text, cell.formula) == ("text", text, None)


def test_the_engine_reads_texts_as_excel_does_so_that_quoting_is_tried(
    plain: Path, excel: Excel
) -> None:
    book = excel.open(plain)
    book.sheets["Utfall"].range("C2").value = [["1-3"], ["82,5"]]
    assert [type(row).__name__ for row in book.sheets["Utfall"].range("C2:C3").value] == [
        "datetime",
        "float",
    ]


def test_plain_words_and_numbers_are_written_as_they_are() -> None:
    assert [typed(value) for value in ("fel", "Väntetid, särskilt boende", 3, True, None, "")] == [
        "fel",
        "Väntetid, särskilt boende",
        3,
        True,
        None,
        "",
    ]


def test_neighbours_make_one_rectangle_and_cells_between_are_left_alone() -> None:
    r"""Rows 2-4 of B:C differ, and E3; B5 holds a formula: three writes.

        B  C  D  E
    2   1  2
    3   3  4     9
    4   5  6
    5   =A1
    """
    cells = {(2, 2): 1, (2, 3): 2, (3, 2): 3, (3, 3): 4, (3, 5): 9, (4, 2): 5, (4, 3): 6}
    wanted = {place: Written(value) for place, value in cells.items()}
    found = list(blocks({**wanted, (5, 2): Written(None, "=A1")}))
    assert sorted(str(block.area) for block in found) == ["B2:C4", "B5", "E3"]
    square = next(block for block in found if str(block.area) == "B2:C4")
    assert square.rows == ((1, 2), (3, 4), (5, 6))


def test_a_whole_new_table_is_one_write(tmp_path: Path, excel: Excel) -> None:
    path = tmp_path / "master.xlsx"
    path.write_bytes(master_bytes())
    rows = [
        AppendRow("tblKontakter", {"Nämnd/bolag": "KS", "Roll": f"Controller {letter}"})
        for letter in "ABCDEF"
    ]
    live = LiveBook(excel.open(path))
    live.take_over(FileBook.open(patch(path.read_bytes(), rows).data))
    assert len(excel.state.writes) == 1
    table = next(one for one in live.tables() if one.sheet == "Kontakter")
    assert table.last_data_row - table.first_data_row + 1 == len(rows)


def test_another_round_is_one_cell_and_excel_reckons_the_rest(tmp_path: Path, excel: Excel) -> None:
    path = tmp_path / "master.xlsx"
    path.write_bytes(master_bytes())
    master = open_master(path)
    edits = attainment_edits(master, reckon(master, Round.parse("2019-ÅR")))
    live = LiveBook(excel.open(path))
    count = live.take_over(FileBook.open(patch(master.book.package, edits).data))
    assert len(edits) > 20
    assert count == 1
    assert live.scan("Måluppfyllelse").cell(3, 2).text == "2019-ÅR"


def test_new_rows_look_like_the_row_above(tmp_path: Path, excel: Excel) -> None:
    path = tmp_path / "KS_2019-D2.xlsx"
    path.write_bytes(next(iter(committee_bytes().values())))
    book = excel.open(path)
    live = LiveBook(book)
    table = next(one for one in live.tables() if one.sheet == "Validering")
    rows = [AppendRow(table.name, {"Allvar": "fel", "Cell": f"Utfall!D{at}"}) for at in range(3)]
    live.take_over(FileBook.open(patch(path.read_bytes(), rows).data))
    page = book.sheets["Validering"].impl.page
    born, last = table.first_data_row, table.first_data_row + 2
    for column in range(table.area.first_column, table.area.last_column + 1):
        assert page.cell(last, column)._style == page.cell(born, column)._style


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_rows_that_leave_a_table_look_like_rows_that_were_never_in_it(
    platform: str, tmp_path: Path, excel: Excel, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "KS_2019-D2.xlsx"
    data = next(iter(committee_bytes().values()))
    rows = [AppendRow("tblValidering", {"Allvar": "fel", "Cell": f"Utfall!D{at}"}) for at in "123"]
    path.write_bytes(patch(data, rows).data)
    book = excel.open(path)
    live = LiveBook(book)
    table = next(one for one in live.tables() if one.sheet == "Validering")
    gone = [RemoveRow(table.name, row) for row in range(5, table.last_data_row + 1)]
    wanted = FileBook.open(patch(path.read_bytes(), gone).data)
    assert live.file.name == path.name
    here = SimpleNamespace(platform=platform, modules=sys.modules)
    monkeypatch.setattr("xlmal.books.live_book.sys", here)
    live.take_over(wanted)
    page = book.sheets["Validering"].impl.page
    assert page.tables[table.name].ref == "A3:G4"
    for row in (5, 6):
        for column in range(1, 8):
            assert page.cell(row, column).value is None
            assert not page.cell(row, column).has_style
    assert [str(one.sqref) for one in page.conditional_formatting] == ["A4:A2003"]


def test_what_is_equal_is_not_written(plain: Path, excel: Excel) -> None:
    live = LiveBook(excel.open(plain))
    assert live.take_over(FileBook.open(plain.read_bytes())) == 0
    assert excel.state.writes == []


def test_settings_come_back_also_when_excel_breaks_down_halfway(plain: Path, excel: Excel) -> None:
    live = LiveBook(excel.open(plain))
    wanted = after(plain, ("B2", 1.0), ("D3", 2.0))
    assert live.file.name == "egen.xlsx"
    excel.state.breaks_after = 1
    with pytest.raises(ComError):
        live.take_over(wanted)
    assert ("calculation", "manual") in excel.state.history
    assert excel.state.settings == SETTINGS


def test_a_users_own_manual_calculation_stays_manual(plain: Path, excel: Excel) -> None:
    live = LiveBook(excel.open(plain))
    excel.state.settings["calculation"] = "manual"
    live.take_over(after(plain, ("B2", 1.0)))
    assert excel.state.settings == {**SETTINGS, "calculation": "manual"}


def test_a_busy_excel_is_told_in_swedish(plain: Path, excel: Excel) -> None:
    live = LiveBook(excel.open(plain))
    excel.state.busy = True
    with pytest.raises(Refusal, match="Avsluta cellen som du skriver i"):
        live.scan("Utfall")
    excel.state.busy = False
    assert live.scan("Utfall").cell(2, 1) is not None


def test_a_protected_sheet_is_written_in_and_is_protected_as_before(
    tmp_path: Path, excel: Excel
) -> None:
    path = tmp_path / "KS_2019-D2.xlsx"
    path.write_bytes(next(iter(committee_bytes().values())))
    book = excel.open(path)
    live = LiveBook(book)
    table = next(one for one in live.tables() if one.sheet == "Utfall")
    row = {
        name: "x"
        for name, made in zip(table.columns, table.calculated, strict=True)
        if made is None
    }
    page = book.sheets["Utfall"].impl.page
    before = {name: getattr(page.protection, name) for name in ("sheet", "sort", "formatCells")}
    assert before["sheet"]
    live.take_over(FileBook.open(patch(path.read_bytes(), [AppendRow(table.name, row)]).data))
    assert {name: getattr(page.protection, name) for name in before} == before
    assert live.scan("Utfall").cell(table.area.last_row + 1, table.area.first_column) is not None


def test_a_password_is_told_and_nothing_is_written(tmp_path: Path, excel: Excel) -> None:
    path = tmp_path / "KS_2019-D2.xlsx"
    path.write_bytes(next(iter(committee_bytes().values())))
    live = LiveBook(excel.open(path))
    excel.state.passwords["Utfall"] = "hemligt"
    with pytest.raises(Refusal, match="Bladet Utfall är skyddat med lösenord"):
        live.take_over(after(path, ("A1", "Ny rubrik")))
    assert excel.state.writes == []
    assert excel.state.settings == SETTINGS


def test_a_workbook_in_sharepoint_is_read_and_its_copy_goes_to_documents(
    tmp_path: Path, excel: Excel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    address = "https://kommun.sharepoint.example/sites/mal/KS_2019-D2.xlsx"
    book = excel.open_shared(next(iter(committee_bytes().values())), address)
    assert LiveBook(book).path is None
    place = next(table.area for table in LiveBook(book).tables() if table.sheet == "Utfall")
    book.sheets["Utfall"].impl.page.cell(place.first_row + 1, 1).value = "M99.9"
    macros.validate()
    folder = tmp_path / "Documents" / "xlmal kopior" / "historik"
    (kept,) = folder.iterdir()
    assert str(kept) in excel.last_said


def test_on_a_mac_the_addins_vba_saves_the_copy_in_excels_own_folder(
    plain: Path, excel: Excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AppleScript has no SaveCopyAs, and Excel's sandbox no way into other folders."""
    own = tmp_path / "Library/Containers/com.microsoft.Excel/Data"
    own.mkdir(parents=True)
    book = excel.open(plain)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(
        "xlmal.books.live_book.sys", SimpleNamespace(platform="darwin", modules=sys.modules)
    )
    excel.state.macros["'xlmal.xlam'!XlmalSaveCopy"] = lambda name, path: (
        book.impl.api.SaveCopyAs(path) if name == book.name else None
    )
    assert LiveBook(book).scan("Utfall").cell(2, 1) is not None
    (copy,) = book.impl.stored.saved_copies
    assert own in copy.parents
    assert not copy.exists()


def test_a_breakdown_halfway_says_where_the_workbook_from_before_is(
    tmp_path: Path, excel: Excel
) -> None:
    path = tmp_path / "master.xlsx"
    path.write_bytes(changed(master_bytes(), {("Måluppfyllelse", "B3"): "2019-ÅR"}))
    excel.open(path)
    excel.state.breaks_after = 0
    macros.attainment()
    assert "inte har förutsett" in excel.last_said
    assert "Arbetsboken som den var före ligger i" in excel.last_said
    assert "Traceback" not in excel.last_said
