"""Adopt (anta): the mark of each goal's wording written down, so that a later change is noticed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xlmal.domain.adopted import has_changed, wording_mark
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.finding import Refusal
from xlmal.intake.quoting import listed
from xlmal.ooxml.edits import SetCell
from xlmal.ooxml.patch import patch
from xlmal.operations.files import one_run_at_a_time, refuse_open, write_file
from xlmal.operations.master import Master, open_master
from xlmal.operations.reading import naming
from xlmal.schema.master import COUNCIL_GOALS, UNIT_GOALS

Goal = CouncilGoal | UnitGoal

_TABLES = {"council_goals": COUNCIL_GOALS, "unit_goals": UNIT_GOALS}


@dataclass(frozen=True, slots=True)
class Adopted:
    """What came of it, by the goals' ids.

    Attributes:
        marked: the goals that have a new mark.
        changed: the goals left alone although their wording is not the one that was adopted.
        undecided: the goals left alone because Beslut is blank.
    """

    marked: tuple[str, ...]
    changed: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()


def adopt(path: Path, ids: Sequence[str] = ()) -> Adopted:
    """Write the marks of the wordings that have been decided.

    Without ``ids`` every decided goal that has no mark gets one, and no mark is changed. A goal
    that is named gets the mark of its present wording whatever mark it had: that is how a decided
    change is taken in.

    Args:
        path: the master.
        ids: the goals, of the council or of the units; upper or lower case.

    Raises:
        Refusal: the master cannot be read or written, or a named goal is not there (A18) or has
            no decision (A19); the master is then as it was.
    """
    if not path.is_file():
        open_master(path)  # says what is wrong with the path
    refuse_open(path)
    with one_run_at_a_time(path):
        master = open_master(path)
        wanted = _named(master, ids) if ids else _unmarked(master)
        result = _result(master, wanted, is_named=bool(ids))
        edits = _edits(master, wanted)
        if edits:
            with naming(master.name):
                patched = patch(master.book.package, edits)
            write_file(path, patched.data, instead_of=master.book.package.data)
    return result


def _goals(master: Master) -> tuple[Goal, ...]:
    return (*master.municipality.council_goals, *master.municipality.unit_goals)


def _unmarked(master: Master) -> dict[str, Goal]:
    return {
        goal.id: goal
        for goal in _goals(master)
        if goal.decision.strip() and not goal.adopted_mark.strip()
    }


def _named(master: Master, ids: Sequence[str]) -> dict[str, Goal]:
    known = {goal.id.casefold(): goal for goal in _goals(master)}
    lacking = [id_ for id_ in ids if id_.strip().casefold() not in known]
    if lacking:
        raise Refusal(
            "A18",
            f"{listed(lacking)} finns varken på bladet Övergripande mål eller på bladet Nämndmål i "
            f"{master.name}. Inget har ändrats. Skriv målets id, till exempel --mål M17.",
        )
    found = [known[id_.strip().casefold()] for id_ in ids]
    undecided = [goal.id for goal in found if not goal.decision.strip()]
    if undecided:
        raise Refusal(
            "A19",
            f"{listed(undecided)} har inget beslut i {master.name}. Inget har ändrats. Skriv först "
            "organ, datum och paragraf i kolumnen Beslut.",
        )
    return {goal.id: goal for goal in found}


def _result(master: Master, wanted: dict[str, Goal], *, is_named: bool) -> Adopted:
    marked = [
        id_ for id_, goal in wanted.items() if goal.adopted_mark != wording_mark(goal.wording)
    ]
    if is_named:
        return Adopted(tuple(marked))
    others = [goal for goal in _goals(master) if goal.id not in wanted]
    return Adopted(
        tuple(marked),
        tuple(goal.id for goal in others if has_changed(goal)),
        tuple(goal.id for goal in others if not goal.decision.strip()),
    )


def _edits(master: Master, wanted: dict[str, Goal]) -> list[SetCell]:
    edits = []
    for field, table in _TABLES.items():
        read = master.reads[field]
        column = read.columns[table.header_of("adopted_mark")]
        for row in read.rows:
            goal = wanted.get(str(row.value(table.key[0])))
            if goal is None:
                continue
            mark = wording_mark(goal.wording)
            if goal.adopted_mark != mark:
                edits.append(SetCell(read.sheet, row.number, column, mark))
    return edits
