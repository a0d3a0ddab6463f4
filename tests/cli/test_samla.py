"""``xlmal samla``: what the command says and answers; merging itself is tested with operations."""

from __future__ import annotations

from support.small_master import address, changed, committee_bytes, master_bytes
from xlmal.ooxml.edits import SetCell
from xlmal.ooxml.patch import patch
from xlmal.operations.master import open_master
from xlmal.operations.merge_conflicts import ConflictSheet

KS = "KS_2019-D2.xlsx"


def with_prognosis(value: object) -> bytes:
    """The file of KS with another prognosis for M1.1."""
    sent = committee_bytes()[KS]
    return changed(sent, {("Utfall", address(sent, "Utfall", "Prognos", "M1.1")): value})


def test_a_value_arrives_and_the_json_says_so(xlmal, master, returned):
    (returned / KS).write_bytes(with_prognosis(88))
    answer = xlmal("samla", master, returned, "--json")
    assert answer.code == 0
    said = answer.json
    assert {one["file"] for one in said["files"]} == set(committee_bytes())
    assert all(one["merged"] and one["round"] == "2019-D2" for one in said["files"])
    assert (said["changed_cells"], said["conflicts"], said["missing"]) == (1, 0, [])
    again = xlmal("prognos", master, "--omgång", "2019-D2", "--json").json
    judged = {one["id"]: one["judged"] for goal in again["goals"] for one in goal["indicators"]}
    assert judged["M1.1"] == 88


def test_a_cell_that_is_not_understood_is_code_1_under_its_files_name(xlmal, master, returned):
    (returned / KS).write_bytes(with_prognosis("ca 88"))
    answer = xlmal("samla", master, returned)
    assert answer.code == 1
    assert f"4 filer lästa, 4 togs in i {master}." in answer.out
    assert "0 celler ändrade, 0 konflikter, 1 fel" in answer.out
    lines = answer.out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(f"{KS}: 1 fel"))
    assert lines[at + 1].startswith("  fel V07 Utfall!")


def test_who_is_missing_is_named_and_one_file_is_counted_as_one(xlmal, master, returned):
    answer = xlmal("samla", master, returned / KS)
    assert answer.code == 0
    assert answer.out.startswith("1 fil läst, 1 togs in i ")
    assert "Saknas: Vård- och omsorgsnämnden (VON)" in answer.out
    assert "Saknas: Kommunstyrelsen" not in answer.out


def test_another_file_may_take_the_result(xlmal, master, returned, tmp_path):
    (returned / KS).write_bytes(with_prognosis(88))
    answer = xlmal("samla", master, returned, "--ut", tmp_path / "ny.xlsx")
    assert answer.code == 0
    assert master.read_bytes() == master_bytes()
    assert (tmp_path / "ny.xlsx").exists()


def test_a_conflict_is_chosen_on_its_sheet_and_obeyed_without_any_file(xlmal, master, returned):
    for name, value in ((KS, 88), ("KS (1).xlsx", 89)):
        (returned / name).write_bytes(with_prognosis(value))
    answer = xlmal("samla", master, returned)
    assert (answer.code, "1 konflikt, " in answer.out) == (1, True)
    assert f"Välj vad som gäller på bladet Konflikter i {master} och kör samla igen." in answer.out
    sheet = ConflictSheet.of(open_master(master))
    first, second = (sheet.place(line).ref for line in sheet.waiting)
    edit = SetCell(second.sheet, second.row, second.column, "nämnd")
    master.write_bytes(patch(master.read_bytes(), [edit]).data)
    answer = xlmal("samla", master)
    assert answer.code == 0
    assert "0 filer lästa, 0 togs in i " in answer.out
    assert "1 konflikt avgjord.\n" in answer.out
    nothing = xlmal("samla", master)
    assert (nothing.code, nothing.out) == (2, "")
    assert "på bladet Konflikter i master.xlsx finns inget nytt val" in nothing.err
    assert first.row == second.row - 1


def test_json_counts_what_has_been_settled(xlmal, master, returned):
    said = xlmal("samla", master, returned, "--json").json
    assert said["settled"] == 0
