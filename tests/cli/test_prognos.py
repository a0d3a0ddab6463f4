"""``xlmal prognos``: the status of a round, on the screen, as JSON and on the sheet."""

from __future__ import annotations

import zipfile

import pytest
from openpyxl import load_workbook

from support.small_master import address, changed, master_bytes
from xlmal.building.attainment_sheet import HEADER_ROW

AUGUST = ("--omgång", "2019-D2")


def rows(path):
    """What the sheet Måluppfyllelse shows, by round and id."""
    sheet = load_workbook(path, data_only=True)["Måluppfyllelse"]
    table = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEADER_ROW)]
    found = [dict(zip(table[0], row, strict=True)) for row in table[1:] if row[0]]
    return {(row["Omgång"], row["ID"]): row for row in found}


def parts(path):
    """The stored parts of a workbook."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("option", ["--omgång", "--omgang"])
@pytest.mark.parametrize("text", ["2019-D2", "2019-d2"])
def test_a_round_is_written_as_people_write_it(xlmal, master, option, text):
    answer = xlmal("prognos", master, option, text)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Delårsrapport augusti 2019\n")


@pytest.mark.parametrize("text", ["2019-ÅR", "2019-år", "2019-AR", "2019-ar"])
def test_the_year_is_written_with_or_without_its_ring(xlmal, master, text):
    assert xlmal("prognos", master, "--omgång", text, "--json").json["round"] == "2019-ÅR"


def test_the_json_tells_every_level(xlmal, master):
    answer = xlmal("prognos", master, *AUGUST, "--json")
    assert (answer.code, answer.err) == (0, "")
    said = answer.json
    assert (said["round"], said["title"]) == ("2019-D2", "Delårsrapport augusti 2019")
    assert [one["id"] for one in said["council_goals"]] == ["K1", "K2"]
    indicators = {one["id"]: one for goal in said["goals"] for one in goal["indicators"]}
    assert indicators["M1.1"]["state"] == "uppfyllt"
    assert indicators["M2.1"]["judged"] is False
    assert {one["id"]: one["unit"] for one in said["goals"]}["M5"] == "BOAB"
    assert {one["code"] for one in said["missing"]} == {"KS", "BUN", "VON", "BOAB"}


def test_companies_are_counted_apart(xlmal, master):
    lines = xlmal("prognos", master, *AUGUST).out.splitlines()
    assert any(line.startswith("4 nämndmål: ") for line in lines)
    assert any(line.startswith("1 mål hos bolag och kommunalförbund: ") for line in lines)


def test_writing_twice_gives_the_same_bytes(xlmal, master):
    answer = xlmal("prognos", master, *AUGUST, "--skriv")
    assert answer.code == 0
    assert f"Bladet Måluppfyllelse i {master} är ifyllt." in answer.out
    once = master.read_bytes()
    assert rows(master)["2019-D2", "M1.1"]["Status"] == "bedöms uppfyllas"
    assert xlmal("prognos", master, *AUGUST, "--skriv").code == 0
    assert master.read_bytes() == once


def test_another_answer_changes_that_row_and_no_other_part_of_the_book(xlmal, master):
    xlmal("prognos", master, *AUGUST, "--skriv")
    first = rows(master)
    cell = address(master_bytes(), "Utfall", "Prognos", "M3.1")
    master.write_bytes(changed(master.read_bytes(), {("Utfall", cell): -4}))
    before = parts(master)
    xlmal("prognos", master, *AUGUST, "--skriv")
    now = rows(master)
    assert {key for key in now if now[key] != first[key]} == {
        ("2019-D2", "M3.1"),
        ("2019-D2", "M3"),
        ("2019-D2", "K2"),
    }
    differing = {name for name, data in parts(master).items() if data != before[name]}
    sheets = [name for name in differing if name.startswith("xl/worksheets/")]
    assert len(sheets) == 2  # Måluppfyllelse and Översikt
    assert differing <= {"xl/workbook.xml"} | {
        name for name in differing if name.startswith("xl/worksheets/sheet")
    }


def test_the_sheet_shows_one_round_at_a_time_and_goes_back(xlmal, master):
    xlmal("prognos", master, *AUGUST, "--skriv")
    august = rows(master)
    xlmal("prognos", master, "--omgång", "2019-ÅR", "--skriv")
    assert {round_ for round_, _ in rows(master)} == {"2019-ÅR"}
    xlmal("prognos", master, *AUGUST, "--skriv")
    assert rows(master) == august


def test_a_cell_that_was_not_understood_is_told_beside_the_result(xlmal, master):
    cell = address(master_bytes(), "Utfall", "Prognos", "M1.1")
    master.write_bytes(changed(master_bytes(), {("Utfall", cell): "ca 90"}))
    answer = xlmal("prognos", master, *AUGUST, "--json")
    assert answer.code == 0
    assert answer.json["round"] == "2019-D2"
    assert answer.err == (
        "Obs: master.xlsx har 1 fel i celler som därför inte har använts. Skriv xlmal validera "
        "master.xlsx, så ser du vilka.\n"
    )


def test_a_computed_prognosis_is_told_beside_and_never_as_reported(xlmal, master):
    data = master_bytes()
    master.write_bytes(
        changed(data, {("Utfall", address(data, "Utfall", "Prognos", "M5.1")): None})
    )
    answer = xlmal("prognos", master, *AUGUST)
    told = "Beräknad prognos finns för 1 indikator utan rapporterad. Den räknas inte."
    assert told in answer.out.splitlines()
    said = xlmal("prognos", master, *AUGUST, "--json").json
    one = next(one for goal in said["goals"] for one in goal["indicators"] if one["id"] == "M5.1")
    assert (one["state"], one["computed"]["value"]) == ("ej rapporterat", 1310)
    assert one["computed"]["reported"] is False
