"""``xlmal validera``: masters, committee files and other people's workbooks."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from support.small_master import address, changed, committee_bytes, master_bytes, plain_book

KS = "KS_2019-D2.xlsx"

FOREIGN = """
    Indikator-ID | Omgång  | Utfall | Prognos | Kommentar
    M1.1         | 2019-D2 | '82,5' | 1.250   |
    M1.2         | 2019-D2 | ca 40  |         |
"""


def validering(path):
    """The rows of the sheet Validering that say something."""
    sheet = load_workbook(path)["Validering"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[0]]


@pytest.fixture
def marked_master(master):
    """A master with an unreadable and an odd cell on the sheet Utfall."""
    sheet = load_workbook(master)["Utfall"]
    headers = {cell.value: cell.column_letter for cell in sheet[3]}
    typed = {
        ("Utfall", f"{headers['Prognos']}4"): "ca 90",
        ("Utfall", f"{headers['Mätdatum']}4"): "i augusti",
    }
    master.write_bytes(changed(master_bytes(), typed))
    return master


def test_the_json_is_a_list_of_findings(xlmal, marked_master):
    answer = xlmal("validera", marked_master, "--json")
    assert (answer.code, answer.err) == (1, "")
    assert all(
        list(one) == ["code", "severity", "file", "sheet", "cell", "raw", "message"]
        for one in answer.json
    )
    assert {one["severity"] for one in answer.json} <= {"fel", "varning", "upplysning"}
    assert {one["file"] for one in answer.json} == {"master.xlsx"}
    errors = [(one["cell"], one["raw"]) for one in answer.json if one["severity"] == "fel"]
    assert sorted(raw for _, raw in errors) == ["ca 90", "i augusti"]
    assert all(cell.startswith("Utfall!") and cell.endswith("4") for cell, _ in errors)


def test_a_file_that_cannot_be_read_hides_no_other(xlmal, marked_master, tmp_path):
    broken = tmp_path / "trasig.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    sent = tmp_path / KS
    sent.write_bytes(committee_bytes()[KS])
    answer = xlmal("validera", broken, marked_master, sent)
    assert answer.code == 2
    assert answer.err.startswith("Fel (F11): trasig.xlsx: ")
    assert "master.xlsx: 2 fel" in answer.out
    assert f"\n{KS}: " in answer.out
    assert "Sammanlagt 2 filer lästa: 2 fel" in answer.out
    as_json = xlmal("validera", broken, marked_master, sent, "--json")
    assert as_json.code == 2
    assert {one["file"] for one in as_json.json} >= {"trasig.xlsx", "master.xlsx"}


def test_the_master_as_it_was_made_has_no_error(xlmal, master):
    answer = xlmal("validera", master)
    assert answer.code == 0
    assert " fel" not in answer.out
    assert master.read_bytes() == master_bytes()


def test_a_folder_stands_for_the_workbooks_in_it(xlmal, returned):
    answer = xlmal("validera", returned)
    assert answer.code == 0
    assert all(name in answer.out for name in committee_bytes())
    assert "Sammanlagt 4 filer lästa" in answer.out


def test_writing_fills_the_sheet_and_twice_gives_the_same_bytes(xlmal, marked_master):
    answer = xlmal("validera", marked_master, "--skriv")
    assert answer.code == 1
    assert "Bladet Validering i master.xlsx är ifyllt." in answer.out
    once = marked_master.read_bytes()
    rows = validering(marked_master)
    told = xlmal("validera", marked_master, "--json").json
    assert [(row["Allvar"], row["Kod"], row["Cell"]) for row in rows] == [
        (one["severity"], one["code"], one["cell"]) for one in told
    ]
    assert rows[0]["Allvar"] == "fel"
    assert xlmal("validera", marked_master, "--skriv").code == 1
    assert marked_master.read_bytes() == once


def test_what_has_been_put_right_leaves_the_sheet(xlmal, marked_master):
    xlmal("validera", marked_master, "--skriv")
    before = len(validering(marked_master))
    sheet = load_workbook(marked_master)["Utfall"]
    [odd] = [cell.coordinate for cell in sheet[4] if cell.value == "i augusti"]
    marked_master.write_bytes(changed(marked_master.read_bytes(), {("Utfall", odd): None}))
    xlmal("validera", marked_master, "--skriv")
    rows = validering(marked_master)
    assert len(rows) == before - 1
    assert "i augusti" not in [row["I cellen står"] for row in rows]


def test_rows_that_were_emptied_links_and_all_are_filled_again(xlmal, marked_master):
    xlmal("validera", marked_master, "--skriv")
    filled = validering(marked_master)
    book = load_workbook(marked_master)
    for row in book["Validering"].iter_rows(min_row=4, max_row=3 + len(filled)):
        for cell in row:
            cell.value = None
    book.save(marked_master)
    xlmal("validera", marked_master, "--skriv")
    again = validering(marked_master)
    assert [row["Cell"] for row in again] == [row["Cell"] for row in filled]
    assert all(row["Var"] == row["Cell"] for row in again)
    once = marked_master.read_bytes()
    xlmal("validera", marked_master, "--skriv")
    assert marked_master.read_bytes() == once


def test_a_committee_file_keeps_its_answers_when_it_is_marked(xlmal, tmp_path):
    path = tmp_path / KS
    data = committee_bytes()[KS]
    typed = {("Utfall", address(data, "Utfall", "Prognos", "M1.1")): "ca 90"}
    path.write_bytes(changed(data, typed))
    answer = xlmal("validera", path, "--skriv")
    assert answer.code == 1
    [(place, value)] = typed.items()
    assert load_workbook(path)[place[0]][place[1]].value == value
    assert "ca 90" in answer.out


def test_a_committee_file_that_has_lost_a_sheet_is_an_error(xlmal, tmp_path):
    path = tmp_path / KS
    book = load_workbook(io.BytesIO(committee_bytes()[KS]))
    book["Utfall"].title = "Utfall 2"
    book.save(path)
    answer = xlmal("validera", path)
    assert answer.code == 1
    assert "Bladet Utfall saknas" in answer.out


def test_a_workbook_that_is_not_ours_is_left_as_it_is_and_gets_a_list_beside_it(xlmal, tmp_path):
    path = tmp_path / "Egen bok.xlsx"
    before = plain_book(FOREIGN)
    path.write_bytes(before)
    answer = xlmal("validera", path, "--skriv")
    beside = tmp_path / "Egen bok_validering.xlsx"
    assert answer.code == 1
    assert "har inte ändrats" in answer.out
    assert str(beside) in answer.out
    assert path.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir()} == {path.name, beside.name}
    told = xlmal("validera", path, "--json").json
    assert [(row["Kod"], row["Cell"], row["I cellen står"]) for row in validering(beside)] == [
        (one["code"], one["cell"], one["raw"]) for one in told
    ]
    once = beside.read_bytes()
    xlmal("validera", path, "--skriv")
    assert beside.read_bytes() == once


def test_our_own_list_of_findings_is_not_held_against_anybody(xlmal, tmp_path):
    path = tmp_path / "Egen bok.xlsx"
    path.write_bytes(plain_book(FOREIGN))
    xlmal("validera", path, "--skriv")
    beside = tmp_path / "Egen bok_validering.xlsx"
    before = beside.read_bytes()
    answer = xlmal("validera", beside, "--skriv")
    assert (answer.code, beside.read_bytes()) == (0, before)
    assert "1 upplysning" in answer.out
    assert not (tmp_path / "Egen bok_validering_validering.xlsx").exists()


def test_somebody_elses_file_by_the_lists_name_is_not_written_over(xlmal, tmp_path):
    path = tmp_path / "Egen bok.xlsx"
    path.write_bytes(plain_book(FOREIGN))
    other = tmp_path / "Egen bok_validering.xlsx"
    other.write_bytes(plain_book("Mina | anteckningar"))
    before = other.read_bytes()
    answer = xlmal("validera", path, "--skriv")
    assert answer.code == 2
    assert "Egen bok_validering.xlsx finns redan" in answer.err
    assert other.read_bytes() == before


def test_a_file_that_is_open_hinders_no_other_from_being_marked(xlmal, marked_master, tmp_path):
    path = tmp_path / "Egen bok.xlsx"
    path.write_bytes(plain_book(FOREIGN))
    (tmp_path / "~$Egen bok.xlsx").write_bytes(b"x")
    answer = xlmal("validera", path, marked_master, "--skriv")
    assert answer.code == 2
    assert "Egen bok.xlsx är öppen i Excel" in answer.err
    assert "Bladet Validering i master.xlsx är ifyllt." in answer.out
    assert len(validering(marked_master)) >= 2
