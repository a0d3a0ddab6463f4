"""The buttons through real xlwings objects, against the headless run on the same file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from excel_engine.desk import Excel

import udfs.macros as macros
from support.small_master import address, changed, committee_bytes, plain_book
from support.whole_book import everything
from xlmal.address import CellRef
from xlmal.books.file_book import FileBook
from xlmal.cli.run import run
from xlmal.domain.rounds import Round
from xlmal.finding import Kind, RawCell
from xlmal.operations.attainment import write_attainment
from xlmal.operations.example.make import MadeExample
from xlmal.operations.merge import MergeOrder, merge
from xlmal.operations.validate import mark
from xlmal.operations.write_validation import validation_table

NOW = datetime(2019, 9, 21, 8, 30)
AUGUST = Round.parse("2019-D2")


def cells(path: Path) -> Mapping[CellRef, tuple[str, str]]:
    """Every cell of a workbook that holds a value of its own or a formula."""
    book = FileBook.open(path)
    return {
        CellRef(sheet.name, cell.row, cell.column): (
            ("formula", cell.formula) if cell.formula is not None else (cell.kind, shown(cell))
        )
        for sheet in book.sheets()
        if sheet.kind == "worksheet"
        for cell in book.scan(sheet.name)
    }


def shown(cell: RawCell) -> str:
    """Numbers to Excel's 15 digits: openpyxl writes no more."""
    return f"{float(cell.text) + 0:.15g}" if cell.kind is Kind.NUMBER else cell.text


def saved(excel: Excel, tmp_path: Path, name: str = "sparad.xlsx") -> Path:
    """What Excel would save now."""
    path = tmp_path / name
    excel.engine.apps.app.books.active.api.SaveCopyAs(str(path))
    return path


#: Returned files with the mistakes that people make.
PLANTED = ("BUN_2019-D2.xlsx", "KS_2019-D2.xlsx", "TN_2019-D2.xlsx")


def planted(example: MadeExample, tmp_path: Path, name: str = PLANTED[0]) -> Path:
    folder = tmp_path / "plantade"
    folder.mkdir()
    return Path(shutil.copy(example.returned_folder / name, folder / name))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def findings_in(path: Path) -> list[tuple[str | None, str]]:
    """What stands in the columns Cell and Påpekande of the sheet Validering."""
    book = FileBook.open(path)
    table = validation_table(book)
    assert table is not None
    scan, first = book.scan(table.sheet), table.area.first_column
    columns = [first + table.columns.index(name) for name in ("Cell", "Påpekande")]
    rows = [
        [scan.cell(row, column) for column in columns]
        for row in range(table.first_data_row, table.last_data_row + 1)
    ]
    return [(cell.text or None if cell else None, said.text) for cell, said in rows if said]


@pytest.mark.parametrize("name", ["master.xlsx", *PLANTED])
def test_validera_equals_headless_run_twice_it_is_the_same_and_rensa_undoes_it(
    name: str,
    example: MadeExample,
    master: Path,
    excel: Excel,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = master if name == master.name else planted(example, tmp_path, name)
    book = excel.open(path)
    sheet = book.sheets["Utfall"]
    sheet.range("C4").impl.add_note("Min egen anteckning")
    before = saved(excel, tmp_path, "före.xlsx").read_bytes()
    (tmp_path / "huvudlös").mkdir()
    alone = tmp_path / "huvudlös" / name
    alone.write_bytes(before)
    assert run(["validera", str(alone), "--skriv", "--json"]) in (0, 1)
    told = json.loads(capsys.readouterr().out)

    macros.validate()
    once = saved(excel, tmp_path, "en.xlsx")
    assert cells(once) == cells(alone)
    assert findings_in(once) == [(one["cell"], capital(one["message"])) for one in told]
    assert len(told) > 3
    assert excel.last_said.startswith(f"{name}: ")
    excel.state.writes.clear()

    macros.validate()
    assert excel.state.writes == []

    macros.clear_marks()
    assert excel.last_said.startswith("Markeringarna är borta.")
    assert everything(saved(excel, tmp_path, "efter.xlsx").read_bytes()) == everything(before)


def test_validera_shows_the_first_finding_and_says_where_the_copy_is(
    example: MadeExample, excel: Excel, tmp_path: Path
) -> None:
    path = planted(example, tmp_path)
    before = cells(path)
    excel.open(path)
    macros.validate()
    (kept,) = (path.parent / "historik").iterdir()
    assert str(kept) in excel.last_said
    assert cells(kept) == before
    first = next(one for one in mark(path).findings if one.cell)
    selection = excel.engine.apps.app.selection
    assert f"{selection.sheet.name}!{selection.get_address(False, False, False)}" == first.cell


def test_rensa_where_nothing_is_marked_says_so_and_writes_nothing(
    small: Path, excel: Excel
) -> None:
    excel.open(small)
    macros.clear_marks()
    assert excel.last_said == "Det fanns inga markeringar att rensa."
    assert excel.state.writes == []


def test_rensa_in_a_workbook_that_is_not_ours_changes_nothing(excel: Excel, tmp_path: Path) -> None:
    excel.open(sheet_book(tmp_path / "egen.xlsx"))
    macros.clear_marks()
    assert excel.last_said == "egen.xlsx kommer inte från xlmal och har inga markeringar."
    assert excel.state.writes == []


def test_validera_of_a_workbook_that_is_not_ours_writes_a_list_beside_it(
    excel: Excel, tmp_path: Path
) -> None:
    excel.open(sheet_book(tmp_path / "egen.xlsx"))
    macros.validate()
    assert (tmp_path / "egen_validering.xlsx").is_file()
    assert "har inte ändrats" in excel.last_said
    assert excel.state.writes == []


def test_samla_in_live_equals_headless_value_for_value(
    example: MadeExample,
    master: Path,
    excel: Excel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = Path(shutil.copy(master, tmp_path / "master.xlsx"))
    result = merge(MergeOrder(alone, (example.returned_folder,), NOW))
    assert result.merged
    monkeypatch.setattr(macros, "now", lambda: NOW)
    excel.state.folders.append(str(example.returned_folder))
    excel.open(master)
    macros.merge()
    assert cells(saved(excel, tmp_path)) == cells(alone)
    assert f"{len(result.merged)} togs in" in excel.last_said
    assert (master.parent / "Samla in master_validering.xlsx").is_file()


def returned(folder: Path, outcome: float) -> Path:
    """A folder with the answer of Kommunstyrelsen: an outcome of M1.1."""
    folder.mkdir()
    name = "KS_2019-D2.xlsx"
    data = committee_bytes()[name]
    place = address(data, "Utfall", "Utfall", "M1.1")
    (folder / name).write_bytes(changed(data, {("Utfall", place): outcome}))
    return folder


def test_samla_in_the_same_folder_twice_writes_nothing_more(
    small: Path, excel: Excel, tmp_path: Path
) -> None:
    inbox = str(returned(tmp_path / "in", 77.0))
    excel.state.folders += [inbox, inbox]
    excel.open(small)
    macros.merge()
    assert excel.state.writes
    excel.state.writes.clear()
    macros.merge()
    assert excel.state.writes == []
    assert "0 togs in. 0 celler ändrade" in excel.last_said


def test_samla_in_lists_a_conflict_and_leaves_the_cell_alone(
    small: Path, excel: Excel, tmp_path: Path
) -> None:
    """The central office types 70 in the open master; the committee answers 77."""
    excel.state.folders.append(str(returned(tmp_path / "in", 77.0)))
    book = excel.open(small)
    master = book.sheets["Utfall"]
    cell = master.range(address(small.read_bytes(), "Utfall", "Utfall", "M1.1"))
    cell.value = 70.0
    macros.merge()
    assert ", 1 konflikt, " in excel.last_said
    assert "Konflikt: KS_2019-D2.xlsx, Utfall!" in excel.last_said
    assert cell.value == 70.0


def test_rakna_prognos_live_equals_headless_value_for_value(
    master: Path, excel: Excel, tmp_path: Path
) -> None:
    alone = Path(shutil.copy(master, tmp_path / "master.xlsx"))
    write_attainment(alone, AUGUST)
    excel.open(master)
    macros.attainment()
    assert cells(saved(excel, tmp_path)) == cells(alone)
    assert excel.last_said.startswith("Delårsrapport augusti 2019. Nämndmål: ")


def test_dela_ut_makes_the_files_in_the_folder_that_is_picked(
    small: Path, excel: Excel, tmp_path: Path
) -> None:
    excel.state.folders.append(str(tmp_path / "ut"))
    excel.open(small)
    macros.split()
    sent = {path.name: path.read_bytes() for path in (tmp_path / "ut").iterdir()}
    assert sent == committee_bytes()
    assert excel.last_said.startswith(f"{len(sent)} filer för Delårsrapport augusti 2019")
    assert excel.state.writes == []


def test_closing_the_folder_picker_does_nothing_and_says_nothing(small: Path, excel: Excel) -> None:
    excel.open(small)
    for press in (macros.split, macros.merge, macros.report):
        press()
    assert excel.state.said == []
    assert excel.state.writes == []


def test_skriv_rapport_lays_the_report_in_the_folder(
    small: Path, excel: Excel, tmp_path: Path
) -> None:
    excel.state.folders.append(str(tmp_path / "ut"))
    excel.open(small)
    macros.report()
    (written,) = (tmp_path / "ut").iterdir()
    assert excel.last_said == f"Rapporten ligger i {written}."


def test_nasta_pakekande_walks_through_the_findings_and_starts_over(
    example: MadeExample, excel: Excel, tmp_path: Path
) -> None:
    excel.open(planted(example, tmp_path))
    macros.next_finding()
    assert excel.last_said.startswith("Det finns inga påpekanden")
    macros.validate()
    places = macros._listed(FileBook.open(saved(excel, tmp_path)))
    refs = list(dict.fromkeys(str(ref) for ref, _ in places))
    walked = []
    for _ in refs:
        macros.next_finding()
        selection = excel.engine.apps.app.selection
        walked.append(f"{selection.sheet.name}!{selection.get_address(False, False, False)}")
    assert walked == [*refs[1:], refs[0]]


def test_om_says_which_versions_run(small: Path, excel: Excel) -> None:
    excel.open(small)
    macros.about()
    assert excel.last_said.startswith("xlmal ")
    assert "xlmal tillägg kontrollera" in excel.last_said


def sheet_book(path: Path) -> Path:
    """A workbook of somebody's own."""
    path.write_bytes(plain_book("ID | Utfall\nM1.1 | '82,5'"))
    return path
