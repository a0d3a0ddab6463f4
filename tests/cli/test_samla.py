"""``xlmal samla``: what the command says and answers; merging itself is tested with operations."""

from __future__ import annotations

from support.small_master import address, changed, committee_bytes, master_bytes

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
