"""Taking in a dialogue: masked before it is written, never twice, and nothing else touched."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from support.merging import changed_entries
from support.municipalities import AUGUST
from support.sent_books import all_text, files_of
from support.small_master import changed, master_bytes, opened_municipality
from xlmal.building.master import build_master
from xlmal.domain.dialogue import Classing, DialogueChannel, DialogueEntry
from xlmal.finding import Refusal
from xlmal.operations.dialogue import DialogueOrder, import_dialogue, propose_classes
from xlmal.operations.dialogue_told import TakenIn
from xlmal.operations.example.dialogue import LATE_FILE, dialogue, late_answers
from xlmal.operations.language import vocabulary
from xlmal.operations.master import open_master
from xlmal.operations.validate import validate
from xlmal.schema.manifest import MASTER, Manifest

ANSWERS = """
Kanal     | Datum      | Målgrupp | Synpunkt
webb      | 2019-03-04 | äldre    | Jag heter Kerstin Lindvall, ring 070-174 06 12 om bussen.
papper    | 2019-03-05 |          | Bygg en cykelväg till skolan.
röksignal | i mars     | Båtägare | =Laga bryggan
"""


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "kommun" / "master.xlsx"
    path.parent.mkdir()
    path.write_bytes(master_bytes())
    return path


def workbook(table: str, path: Path, sheet: str = "Svar") -> Path:
    """A workbook with one sheet, its cells written with ``|`` between columns."""
    book = Workbook()
    book.active.title = sheet
    for at, line in enumerate(table.strip().splitlines(), start=1):
        for column, cell in enumerate(line.split("|"), start=1):
            target = book.active.cell(at, column)
            target.value = cell.strip() or None
            target.data_type = "s" if cell.strip() else "n"
    book.save(path)
    return path


def text_file(table: str, path: Path, delimiter: str, encoding: str) -> Path:
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    text = "\r\n".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in line)
        for line in lines
    )
    path.write_bytes(text.encode(encoding))
    return path


def take(file: Path, master: Path, **more) -> TakenIn:
    return import_dialogue(DialogueOrder(file, master, **more))


def entries(master: Path) -> tuple[DialogueEntry, ...]:
    return open_master(master).municipality.dialogue


def test_a_workbook_is_taken_in_masked_and_each_row_is_an_entry(master, tmp_path):
    taken = take(workbook(ANSWERS, tmp_path / "svar.xlsx"), master)

    first, second, third = entries(master)
    assert taken.ids == ("S1", "S2", "S3")
    assert first.text == "Jag heter [namn], ring [telefon] om bussen."
    assert (first.channel, first.day) == (DialogueChannel.DIGITAL, date(2019, 3, 4))
    assert (first.masked, first.source) == ("1 namn, 1 telefon", "svar.xlsx, Svar, rad 2")
    assert (second.channel, second.target_group) == (DialogueChannel.PLACE, "")
    assert (third.channel, third.day, third.text) == (DialogueChannel.OTHER, None, "=Laga bryggan")
    assert [(one.row, one.id, str(one.kind)) for one in taken.masked] == [
        (2, "S1", "namn"),
        (2, "S1", "telefon"),
    ]


def test_what_was_masked_is_nowhere_in_the_master_nor_in_what_is_told(master, tmp_path):
    taken = take(workbook(ANSWERS, tmp_path / "svar.xlsx"), master)

    for word in ("Kerstin", "Lindvall", "174 06 12"):
        assert word not in all_text(master.read_bytes())
        assert word not in repr(taken)
        assert not [one for one in taken.masked if word in one.around]
        assert not [one for one in taken.findings if word in one.message or word in one.raw]


def test_what_was_not_understood_is_told_by_row_without_what_stood_there(master, tmp_path):
    taken = take(workbook(ANSWERS, tmp_path / "svar.xlsx"), master, day=date(2019, 3, 31))

    assert {one.code for one in taken.findings} == {"D10", "D11", "D14"}
    assert not [one for one in taken.findings if "röksignal" in one.message]
    assert taken.findings[0].message.startswith("Rad 4: datumet går inte att förstå")
    assert "inläst med datumet 2019-03-31" in taken.findings[0].message
    assert entries(master)[2].day == date(2019, 3, 31)


def test_rows_of_which_the_same_is_to_be_said_are_told_together(master, tmp_path):
    table = """
Kanal     | Målgrupp | Synpunkt
röksignal | Båtägare | Laga bryggan.
brevduva  | Båtägare | Muddra hamnen.
röksignal | äldre    | Fler bänkar.
röksignal |          |
"""
    taken = take(workbook(table, tmp_path / "svar.xlsx"), master)

    said = [(one.code, one.message.partition(":")[0]) for one in taken.findings]
    assert said == [
        ("D11", "Rad 2, 4"),
        ("D11", "Rad 3"),
        ("D12", "Rad 5"),
        ("D14", "Rad 2–3"),
        ("D14", "Rad 4"),
    ]


DIALECTS = [(";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16"), (";", "cp1252")]


@pytest.mark.parametrize(("delimiter", "encoding"), DIALECTS)
def test_a_text_file_says_the_same_whatever_its_alphabet(master, tmp_path, delimiter, encoding):
    take(text_file(ANSWERS, tmp_path / "svar.csv", delimiter, encoding), master)

    assert [one.text for one in entries(master)] == [
        "Jag heter [namn], ring [telefon] om bussen.",
        "Bygg en cykelväg till skolan.",
        "=Laga bryggan",
    ]


def test_the_same_file_again_writes_nothing_and_a_longer_one_adds_what_is_new(master, tmp_path):
    file = workbook(ANSWERS, tmp_path / "svar.xlsx")
    take(file, master)
    once = master.read_bytes()

    again = take(file, master)

    assert (again.ids, again.repeated, again.findings) == ((), 3, ())
    assert master.read_bytes() == once
    workbook(ANSWERS + "webb | 2019-03-09 | | Fler bänkar.", file)
    assert take(file, master).ids == ("S4",)


def test_only_the_sheet_dialog_changes_and_the_version_before_is_kept(master, tmp_path):
    before = master.read_bytes()

    take(workbook(ANSWERS, tmp_path / "svar.xlsx"), master)

    (kept,) = (master.parent / "historik").iterdir()
    assert kept.read_bytes() == before
    parts = changed_entries(before, master.read_bytes())
    assert len([name for name in parts if "/worksheets/sheet" in name]) == 1


def test_a_classification_is_proposed_and_what_the_file_says_is_kept(master, tmp_path):
    table = """
Synpunkt                          | Målområde | Övergripande mål
Fler företag ska vilja komma hit. |           |
Kanske det.                       | Eget      | K2
"""
    take(workbook(table, tmp_path / "svar.xlsx"), master)

    guessed, typed = entries(master)
    assert guessed.classing is Classing.PROPOSED
    assert guessed.council_goals == ("K1",)
    assert (typed.classing, typed.goal_area) == (Classing.REVIEWED, "Eget")
    assert typed.council_goals == ("K2",)


def test_blank_classifications_are_proposed_afterwards_and_no_others(master, tmp_path):
    typed = DialogueEntry(id="S1", text="Fler företag hit.", keywords="mitt eget ord")
    reviewed = DialogueEntry(id="S2", text="Fler företag hit.", classing=Classing.REVIEWED)
    municipality = replace(opened_municipality(), dialogue=(typed, reviewed))
    master.write_bytes(build_master(municipality, Manifest("lillköping", MASTER, 2019)))

    assert propose_classes(master) == ("S1",)

    first, second = entries(master)
    assert (first.keywords, first.classing) == ("mitt eget ord", Classing.PROPOSED)
    assert first.council_goals == ("K1",)
    assert second == reviewed
    assert propose_classes(master) == ()


def test_a_file_without_a_column_of_texts_is_refused_with_a_proposal(master, tmp_path):
    before = master.read_bytes()
    file = workbook("Namn | Svaret\nA | En lång text om bussar", tmp_path / "svar.xlsx")

    with pytest.raises(Refusal, match='--kolumn "Svaret=Synpunkt"') as caught:
        take(file, master)

    assert caught.value.code == "A80"
    assert master.read_bytes() == before
    assert take(file, master, columns={"Svaret": "Synpunkt"}).ids == ("S1",)


def test_a_sheet_that_is_not_there_and_two_that_could_be_meant_are_refused(master, tmp_path):
    book = Workbook()
    for name in ("Torget", "Webben"):
        page = book.create_sheet(name)
        page.append(["Synpunkt"])
        page.append([f"Fler bänkar på {name.lower()}."])
    book.save(tmp_path / "svar.xlsx")

    for sheet, said in (("", "Flera blad"), ("Blad7", "finns inte")):
        with pytest.raises(Refusal, match=said) as caught:
            take(tmp_path / "svar.xlsx", master, sheet=sheet)
        assert caught.value.code == "A81"

    take(tmp_path / "svar.xlsx", master, sheet="Webben")
    assert [one.text for one in entries(master)] == ["Fler bänkar på webben."]


def test_what_is_no_text_file_and_what_is_not_there_are_refused(master, tmp_path):
    (tmp_path / "svar.csv").write_bytes(b"\x00\x01\x02Synpunkt")
    for file in (tmp_path / "svar.csv", tmp_path / "borta.csv"):
        with pytest.raises(Refusal) as caught:
            take(file, master)
        assert caught.value.code == "A82"


def test_a_master_built_before_there_was_a_dialogue_is_refused(master, tmp_path):
    book = load_workbook(master)
    del book["Dialog"]
    book.save(master)

    with pytest.raises(Refusal) as caught:
        take(workbook(ANSWERS, tmp_path / "svar.xlsx"), master)
    assert caught.value.code == "A83"


def test_personal_data_typed_on_the_sheet_is_found_by_validera_and_not_repeated(master):
    row = ("Dialog", "A4"), ("Dialog", "E4")
    typed = changed(master.read_bytes(), {row[0]: "S1", row[1]: "Ring mig på 070-174 06 12."})
    master.write_bytes(typed)

    (found,) = [one for one in validate(master).findings if one.code.startswith("D")]

    assert (found.code, found.cell, found.raw) == ("D02", "Dialog!A4", "S1")
    assert "174" not in found.message


def test_nothing_of_the_dialogue_is_in_a_committees_file():
    said = DialogueEntry(
        id="S1", text="Qsentinelq", keywords="Qordq", source="Qfilq", council_goals=("K1",)
    )
    municipality = replace(opened_municipality(), dialogue=(said,))
    files = files_of(municipality, AUGUST)

    assert len(files) == 4
    for data in files.values():
        text = all_text(data)
        assert not [word for word in ("Qsentinelq", "Qordq", "Qfilq") if word in text]


def test_the_example_has_a_hundred_entries_nine_groups_and_four_channels():
    said = dialogue()
    assert len(said) == 100
    assert len({one.target_group for one in said}) == 9
    assert len({one.channel for one in said}) == 4
    assert {(one.day.year, one.day.month) for one in said if one.day} == {(2019, 3)}
    assert len({one.text for one in said}) == 100


def test_the_example_on_disk_has_its_dialogue_and_late_answers_to_take_in(example, tmp_path):
    master = tmp_path / "master.xlsx"
    shutil.copy(example.master, master)
    assert entries(master) == dialogue()

    taken = take(example.master.parent / LATE_FILE, master, channel=DialogueChannel.DIGITAL)

    assert taken.ids == ("S101", "S102", "S103", "S104", "S105", "S106")
    assert [one.code for one in taken.findings] == []
    goals = {id_ for one in entries(master)[100:] for id_ in one.council_goals}
    assert goals <= {"K11", "K12", "K13", "K14"}
    assert goals


def test_the_examples_late_answers_show_each_kind_of_mask(master, tmp_path):
    (tmp_path / "sena.csv").write_bytes(late_answers())

    taken = take(tmp_path / "sena.csv", master, channel=DialogueChannel.DIGITAL)

    assert {str(one.kind) for one in taken.masked} == {
        "namn", "telefon", "e-post", "personnummer",
    }  # fmt: skip
    assert taken.unread == ("E-postadress",)
    assert len(taken.ids) == 6
    assert {one.channel for one in entries(master)} == {DialogueChannel.DIGITAL}


def test_without_simplemma_it_is_said_what_to_install_and_nothing_is_written(
    master, tmp_path, monkeypatch
):
    vocabulary.cache_clear()
    monkeypatch.setitem(sys.modules, "simplemma", None)
    before = master.read_bytes()

    with pytest.raises(Refusal, match=r'pip install "xlmal\[rapport\]"') as caught:
        take(workbook(ANSWERS, tmp_path / "svar.xlsx"), master)

    assert caught.value.code == "A64"
    assert master.read_bytes() == before
