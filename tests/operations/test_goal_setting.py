"""The round 2020-mål: units write goals on rows whose ids they were given, and they are merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.goal_setting import GoalDesk, goal, planted, told, written
from xlmal.books.file_book import FileBook
from xlmal.ooxml.edits import SetCell
from xlmal.ooxml.patch import patch
from xlmal.operations.merge_cells import Fate
from xlmal.operations.validate import findings_of


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("goal-setting")


@pytest.fixture
def desk(tmp_path: Path, shared: Path) -> GoalDesk:
    return GoalDesk(tmp_path, shared)


def test_every_unit_of_the_year_gets_a_file_with_ids_that_no_other_file_has(
    desk: GoalDesk,
) -> None:
    ids = {}
    for code, data in desk.files.items():
        book = FileBook.open(data, code)
        scan = book.scan("Nämndmål")
        ids[code] = [cell.text for row in range(5, 12) if (cell := scan.cell(row, 1))]

    assert ids == {
        "KS": ["M1", "M101", "M102", "M103", "M104", "M105", "M106"],
        "BUN": ["M121", "M122", "M123", "M124", "M125", "M126"],
        "KN": ["M141", "M142", "M143", "M144", "M145", "M146"],
    }


def test_a_new_goal_comes_in_with_its_indicator_and_target(desk: GoalDesk) -> None:
    result = desk.take_in("BUN", goal("M121", "Fler elever blir klara med gymnasiet.", target=87.0))

    assert told(result) == []
    assert desk.rows(
        "unit_goals", "Mål-ID", "Nämnd/bolag", "Mål", "Övergripande mål", "Gäller från"
    )[2:] == [["M121", "BUN", "Fler elever blir klara med gymnasiet.", "K11", 2020]]
    assert desk.rows("indicators", "Indikator-ID", "Mål-ID", "Indikator", "Källa")[5:] == [
        ["M121.1", "M121", "Mått 1 på M121", "Egen statistik"]
    ]
    assert desk.rows("targets", "Indikator-ID", "År", "Målvärde", "Väntas i ÅR")[5:] == [
        ["M121.1", 2020, 87.0, "slutligt utfall"]
    ]


def test_the_same_file_twice_writes_nothing(desk: GoalDesk) -> None:
    cells = goal("M121", "Fler elever blir klara med gymnasiet.")
    desk.take_in("BUN", cells)
    before = desk.master.read_bytes()

    result = desk.take_in("BUN", cells)

    assert result.patched is None
    assert desk.master.read_bytes() == before


def test_a_later_file_replaces_what_an_earlier_one_said(desk: GoalDesk) -> None:
    desk.take_in("BUN", goal("M121", "Fler elever blir klara.", target=80.0))
    result = desk.take_in("BUN", goal("M121", "Fler elever tar examen i tid.", target=85.0))

    assert result.count(Fate.CONFLICT) == 0
    assert desk.rows("unit_goals", "Mål-ID", "Mål")[2:] == [
        ["M121", "Fler elever tar examen i tid."]
    ]
    assert desk.rows("targets", "Målvärde")[5:] == [[85.0]]


def test_what_the_centre_has_changed_meanwhile_is_a_conflict_and_can_be_settled(
    desk: GoalDesk,
) -> None:
    desk.take_in("BUN", goal("M121", "Fler elever blir klara."))
    master = desk.opened()
    read = master.reads["unit_goals"]
    (row,) = [row for row in read.rows if row.value("Mål-ID") == "M121"]
    edit = SetCell(read.sheet, row.number, read.columns["Mål"], "Elever blir klara i tid.")
    desk.master.write_bytes(patch(master.book.package, [edit]).data)

    result = desk.take_in("BUN", goal("M121", "Alla elever blir klara."))

    assert [code for code, _ in told(result)] == ["K08"]
    assert desk.rows("unit_goals", "Mål")[2:] == [["Elever blir klara i tid."]]
    choose(desk, "nämnd")
    assert desk.merge().settled == 1
    assert desk.rows("unit_goals", "Mål")[2:] == [["Alla elever blir klara."]]


def choose(desk: GoalDesk, choice: str) -> None:
    """Type in the column Välj on the first line of Konflikter."""
    book = desk.opened().book
    (table,) = [one for one in book.tables() if one.display_name == "tblKonflikter"]
    column = table.area.first_column + table.columns.index("Välj")
    edit = SetCell(table.sheet, table.first_data_row, column, choice)
    desk.master.write_bytes(patch(book.package, [edit]).data)


def test_two_versions_of_a_new_goal_in_one_run_wait_for_a_choice(desk: GoalDesk) -> None:
    desk.receive("BUN", goal("M121", "Fler elever blir klara."), "BUN_2020-mål.xlsx")
    desk.receive("BUN", goal("M121", "Färre elever hoppar av."), "BUN_2020-mål (1).xlsx")

    result = desk.merge()

    assert [code for code, _ in told(result)] == ["K09"]
    choose(desk, "nämnd")
    desk.merge()
    assert desk.rows("unit_goals", "Mål-ID", "Mål")[2:] in (
        [["M121", "Fler elever blir klara."]],
        [["M121", "Färre elever hoppar av."]],
    )


def test_part_files_of_one_unit_combine_whatever_their_order(tmp_path: Path, shared: Path) -> None:
    one, two = goal("M121", "Fler elever blir klara."), goal("M122", "Barn läser mer.")
    found = []
    for number, order in enumerate(((one, two), (two, one))):
        folder = tmp_path / str(number)
        folder.mkdir()
        desk = GoalDesk(folder, shared)
        for name, cells in zip("ab", order, strict=True):
            desk.receive("BUN", cells, f"BUN_2020-mål_{name}.xlsx")
        desk.merge()
        found.append(desk.rows("unit_goals", "Mål-ID", "Mål"))

    assert found[0] == found[1]
    assert [row[0] for row in found[0][2:]] == ["M121", "M122"]


def test_a_change_of_a_goal_that_still_holds_waits_until_the_year_is_over(
    desk: GoalDesk,
) -> None:
    result = desk.take_in(
        "KS",
        {("Nämndmål", "M1", "Övergripande mål"): "K12", ("Målvärden", "M1.1", "Målvärde"): 86.0},
    )

    assert told(result) == [("K36", "Nämndmål!C5")]
    assert desk.rows("unit_goals", "Mål-ID", "Övergripande mål")[0] == ["M1", "K1"]
    assert desk.rows("targets", "Indikator-ID", "År", "Målvärde")[5:] == [["M1.1", 2020, 86.0]]
    choose(desk, "nämnd")
    desk.merge()
    assert desk.rows("unit_goals", "Mål-ID", "Övergripande mål")[0] == ["M1", "K12"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # An id that somebody has made up.
        ({("Nämndmål", "M121", "Mål-ID"): "M500", **goal("M122", "Barn läser mer.")}, ["T35"]),
        # A target for an indicator that has no name.
        ({("Målvärden", "M121.1", "Målvärde"): 5.0}, ["K33"]),
        # A link, but no wording; its indicator goes the same way.
        (
            {
                ("Nämndmål", "M121", "Övergripande mål"): "K11",
                ("Indikatorer", "M121.1", "Indikator"): "Elever som blir klara",
            },
            ["K33", "K33"],
        ),
        # A year that was not sent out.
        (
            {**goal("M121", "Barn läser mer."), ("Målvärden", "M121.1", "År"): 2025},
            ["K32"],
        ),
    ],
)
def test_rows_that_cannot_be_taken_in_are_told(
    desk: GoalDesk, cells: dict[tuple[str, str, str], object], expected: list[str]
) -> None:
    result = desk.take_in("BUN", cells)

    assert [code for code, _ in told(result)] == expected
    assert "M500" not in [row[0] for row in desk.rows("unit_goals", "Mål-ID")]


def test_an_id_that_another_unit_has_got_is_left_alone(desk: GoalDesk) -> None:
    desk.take_in("BUN", goal("M121", "Fler elever blir klara."))
    master = desk.opened()
    read = master.reads["unit_goals"]
    (row,) = [row for row in read.rows if row.value("Mål-ID") == "M121"]
    edit = SetCell(read.sheet, row.number, read.columns["Nämnd/bolag"], "KN")
    desk.master.write_bytes(patch(master.book.package, [edit]).data)

    result = desk.take_in("BUN", goal("M121", "Alla elever blir klara."))

    assert {code for code, _ in told(result)} == {"K34"}
    assert desk.rows("unit_goals", "Mål")[2:] == [["Fler elever blir klara."]]


#: What is wrong with each of the goals that KS has written, and the finding that says so.
PLANTED = """
M101 | 4 indikatorer                       | M14 Nämndmål!A6
M102 | länk till ett mål som har upphört   | M12 Nämndmål!C7
M103 | inget målvärde                      | I30 Målvärden!G17
M104 | en aktivitet                        | M19 Nämndmål!B9
"""


def test_validera_finds_exactly_what_is_wrong_in_a_units_goals(desk: GoalDesk) -> None:
    data = written(desk.files["KS"], planted())

    found = findings_of(FileBook.open(data, "KS_2020-mål.xlsx"))

    expected = [line.rpartition("| ")[2] for line in PLANTED.strip().splitlines()]
    assert sorted(f"{one.code} {one.cell}" for one in found) == sorted(expected)
