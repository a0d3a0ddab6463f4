"""Anta: which goals get the mark of their wording, and which are left alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from support.merging import changed_entries
from support.municipalities import small_municipality
from xlmal.building.master import build_master
from xlmal.domain.adopted import wording_mark
from xlmal.finding import Refusal
from xlmal.ooxml.edits import SetCell
from xlmal.ooxml.patch import patch
from xlmal.operations.adopt import Adopted, adopt
from xlmal.operations.master import open_master
from xlmal.operations.validate import validate
from xlmal.schema.manifest import MASTER, Manifest

DECISION = "KS 2018-12-05 § 214"
OTHER = wording_mark("En helt annan lydelse")


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """K1, M1 and M2 are decided; M2 has the mark of other words; the others are not decided."""
    small = small_municipality()
    said = {
        "K1": {"decision": DECISION},
        "M1": {"decision": DECISION},
        "M2": {"decision": DECISION, "adopted_mark": OTHER},
    }

    def decided(goals):
        return tuple(goal.model_copy(update=said.get(goal.id, {})) for goal in goals)

    municipality = replace(
        small,
        council_goals=decided(small.council_goals),
        unit_goals=decided(small.unit_goals),
    )
    path = tmp_path / "master.xlsx"
    path.write_bytes(build_master(municipality, Manifest("lilla", MASTER, 2019)))
    return path


def marks(path: Path) -> dict[str, str]:
    """The marks there are, by the goals' ids."""
    municipality = open_master(path).municipality
    goals = (*municipality.council_goals, *municipality.unit_goals)
    return {goal.id: goal.adopted_mark for goal in goals if goal.adopted_mark}


def reworded(path: Path, id_: str, wording: str) -> None:
    """Type another wording over a unit goal's."""
    opened = open_master(path)
    read = opened.reads["unit_goals"]
    row = next(row for row in read.rows if row.value("Mål-ID") == id_)
    edit = SetCell(read.sheet, row.number, read.columns["Mål"], wording)
    path.write_bytes(patch(opened.book.package, [edit]).data)


def codes(path: Path) -> list[tuple[str, str | None]]:
    return [(one.code, one.cell) for one in validate(path).findings if one.code == "M18"]


def test_decided_goals_without_a_mark_get_one_and_no_mark_is_changed(master: Path) -> None:
    before = open_master(master).municipality

    result = adopt(master)

    wording = {goal.id: goal.wording for goal in (*before.council_goals, *before.unit_goals)}
    assert result == Adopted(("K1", "M1"), ("M2",), ("K2", "M3", "M4", "M5"))
    assert marks(master) == {
        "K1": wording_mark(wording["K1"]),
        "M1": wording_mark(wording["M1"]),
        "M2": OTHER,
    }


def test_a_wording_that_is_changed_afterwards_is_found_and_taken_in_when_it_is_named(
    master: Path,
) -> None:
    adopt(master)
    adopt(master, ["M2"])
    assert codes(master) == []

    reworded(master, "M1", "Näringslivet ska bara växa.")

    assert codes(master) == [("M18", "Nämndmål!C4")]
    assert adopt(master) == Adopted((), ("M1",), ("K2", "M3", "M4", "M5"))
    assert codes(master) == [("M18", "Nämndmål!C4")]
    assert adopt(master, ["m1"]) == Adopted(("M1",))
    assert codes(master) == []


def test_the_version_before_is_kept_and_only_two_sheets_change(master: Path) -> None:
    before = master.read_bytes()

    adopt(master)

    (kept,) = (master.parent / "historik").iterdir()
    assert kept.read_bytes() == before
    sheets = [n for n in changed_entries(before, master.read_bytes()) if "/worksheets/" in n]
    assert len(sheets) == 2


def test_adopting_what_is_adopted_writes_nothing(master: Path) -> None:
    adopt(master)
    once = master.read_bytes()

    assert adopt(master, ["M1"]) == Adopted(())
    assert master.read_bytes() == once
    assert len(list((master.parent / "historik").iterdir())) == 1


@pytest.mark.parametrize(
    ("ids", "code", "said"),
    [
        (["M1", "M99"], "A18", "M99 finns varken"),
        (["M1", "M3"], "A19", "M3 har inget beslut"),
    ],
)
def test_what_cannot_be_adopted_is_refused_and_nothing_is_written(
    master: Path, ids: list[str], code: str, said: str
) -> None:
    before = master.read_bytes()

    with pytest.raises(Refusal, match=said) as caught:
        adopt(master, ids)

    assert caught.value.code == code
    assert master.read_bytes() == before
