"""The round 2020-bidrag: how each unit contributes to each council goal, sent out and merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.goal_setting import CONTRIBUTIONS, GoalDesk, place, told
from support.old_master import without_period_tables
from xlmal.books.file_book import FileBook
from xlmal.finding import Refusal, Severity
from xlmal.operations.master import open_master
from xlmal.operations.merge_cells import Fate
from xlmal.operations.validate import findings_of


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("contributions")


@pytest.fixture
def desk(tmp_path: Path, shared: Path) -> GoalDesk:
    return GoalDesk(tmp_path, shared, CONTRIBUTIONS)


def says(goal: str, text: str, others: str | None = None) -> dict[tuple[str, str, str], object]:
    cells: dict[tuple[str, str, str], object] = {("Bidrag", goal, "Så bidrar vi"): text}
    return cells | ({("Bidrag", goal, "Tillsammans med"): others} if others else {})


def contributions(desk: GoalDesk) -> list[list[object]]:
    return desk.rows(
        "contributions", "Nämnd/bolag", "Övergripande mål", "Så bidrar vi", "Tillsammans med"
    )


def test_a_file_shows_what_each_goal_of_the_year_means(desk: GoalDesk) -> None:
    data = desk.files["BUN"]
    scan = FileBook.open(data, "BUN").scan("Bidrag")

    ref = place(data, "Bidrag", "K11", "Innebörd")
    cell = scan.cell(ref.row, ref.column)
    assert cell is not None
    assert cell.text == "Ingen ska ge upp skolan."
    with pytest.raises(KeyError):
        place(data, "Bidrag", "K1", "Lydelse")


def test_what_units_say_comes_in_a_row_each_and_silence_gives_none(desk: GoalDesk) -> None:
    desk.receive("BUN", says("K11", "Vi ser barn tidigt.", "SON"))
    desk.receive("KS", {**says("K11", "Vi samordnar."), **says("K12", "Vi leder.")})

    assert told(desk.merge()) == []
    assert contributions(desk) == [
        ["BUN", "K11", "Vi ser barn tidigt.", "SON"],
        ["KS", "K11", "Vi samordnar.", None],
        ["KS", "K12", "Vi leder.", None],
    ]


def test_a_later_file_replaces_and_the_same_file_changes_nothing(desk: GoalDesk) -> None:
    desk.take_in("BUN", says("K11", "Vi ser barn tidigt."))
    later = desk.take_in("BUN", says("K11", "Vi ser barn i tid."))
    before = desk.master.read_bytes()
    again = desk.take_in("BUN", says("K11", "Vi ser barn i tid."))

    assert later.count(Fate.CONFLICT) == 0
    assert contributions(desk) == [["BUN", "K11", "Vi ser barn i tid.", None]]
    assert (again.patched, desk.master.read_bytes()) == (None, before)


def test_two_versions_are_a_conflict(desk: GoalDesk) -> None:
    desk.receive("BUN", says("K11", "Vi ser barn tidigt."))
    desk.receive("BUN", says("K11", "Vi ser barn i tid."), "BUN_2020-bidrag (1).xlsx")

    assert [code for code, _ in told(desk.merge())] == ["K09"]


def test_units_that_have_not_answered_are_missed(desk: GoalDesk) -> None:
    desk.receive("BUN", says("K11", "Vi ser barn tidigt."))

    assert [one.provider for one in desk.merge().missing] == ["KS", "KN"]


def test_a_file_as_it_was_sent_out_breaks_no_rule(desk: GoalDesk) -> None:
    found = findings_of(FileBook.open(desk.files["BUN"], "BUN_2020-bidrag.xlsx"))

    assert [one.code for one in found if one.severity is not Severity.NOTE] == []


def test_a_master_from_before_is_read_and_holds_no_contributions(desk: GoalDesk) -> None:
    desk.master.write_bytes(without_period_tables(desk.master.read_bytes()))

    municipality = open_master(desk.master).municipality
    assert (municipality.contributions, municipality.programmes) == ((), ())
    assert [goal.id for goal in municipality.council_goals] == ["K1", "K11", "K12"]


def test_an_answer_to_a_master_without_the_sheet_is_refused_and_says_which(
    desk: GoalDesk,
) -> None:
    desk.master.write_bytes(without_period_tables(desk.master.read_bytes()))
    desk.receive("BUN", says("K11", "Vi ser barn tidigt."))
    before = desk.master.read_bytes()

    with pytest.raises(Refusal, match="Bidrag"):
        desk.merge()
    assert desk.master.read_bytes() == before
