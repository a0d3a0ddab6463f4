"""Decisions about council goals taken in: prolonged or tried anew, with the history kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xlmal.building.heights import row_height
from xlmal.domain.goals import CouncilGoal
from xlmal.domain.period import DecisionKind, GoalDecision, latest, prolonged_text
from xlmal.finding import Refusal
from xlmal.intake.quoting import listed
from xlmal.ooxml.edits import AppendRow, Computed, Edit, SetCell
from xlmal.ooxml.patch import patch
from xlmal.operations.files import one_run_at_a_time, refuse_open, write_file
from xlmal.operations.master import Master, open_master
from xlmal.operations.reading import naming
from xlmal.schema.cells import Stored, stored_form
from xlmal.schema.master import COUNCIL_GOALS
from xlmal.schema.period_tables import GOAL_DECISIONS

_REFERENCE = re.compile(r"^(?P<organ>.+?)\s+(?P<day>\d{4}-\d{2}-\d{2})(?:\s+(?P<paragraph>§.*))?$")


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision to be taken in.

    Attributes:
        kind: prolonged or tried anew.
        reference: "KF 2018-11-26 § 98".
        ids: the goals; empty for all that hold in the master's year.
        valid_to: the last year after the decision; None leaves it as it is.
        redecide_by: the year by which the goals are to be tried anew.
    """

    kind: DecisionKind
    reference: str
    ids: tuple[str, ...] = ()
    valid_to: int | None = None
    redecide_by: int | None = None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of it: the goals that were changed, and whether the decision got its own row."""

    goals: tuple[str, ...]
    has_history: bool


def take_in(path: Path, decided: Decided) -> TakenIn:
    """Write a decision about council goals into a master; taking it in twice changes nothing.

    The goal's Gäller till is set, the decision is added to Beslut, and a row is added on the
    sheet Målbeslut with what holds after it.

    Raises:
        Refusal: the master cannot be read or written, the decision is not understood (A67), a
            goal is not there (A69), or the year is none that prolongs (A68).
    """
    if not path.is_file():
        open_master(path)  # says what is wrong with the path
    organ, day, paragraph = _parts(decided.reference)
    refuse_open(path)
    with one_run_at_a_time(path):
        master = open_master(path)
        goals = _goals(master, decided)
        _refuse_shorter(goals, decided)
        facts = [_fact(master, goal, decided, (organ, day, paragraph)) for goal in goals]
        new = [fact for fact in facts if not _is_there(master, fact)]
        has_history = "goal_decisions" in master.reads
        edits = list(_edits(master, goals, facts))
        if has_history:
            edits += [_row(master, fact) for fact in new]
        if edits:
            with naming(master.name):
                patched = patch(master.book.package, edits)
            write_file(path, patched.data, instead_of=master.book.package.data)
    changed = tuple(goal.id for goal in goals) if edits else ()
    return TakenIn(changed, has_history)


def _parts(reference: str) -> tuple[str, date, str]:
    match = _REFERENCE.match(" ".join(reference.split()))
    try:
        day = date.fromisoformat(match["day"]) if match else None
    except ValueError:
        day = None
    if match is None or day is None:
        raise Refusal(
            "A67",
            f"Beslutet {reference} går inte att förstå. Inget har ändrats. Skriv organ, datum och "
            'paragraf, till exempel --beslut "KF 2018-11-26 § 98".',
        )
    return match["organ"], day, match["paragraph"] or ""


def _goals(master: Master, decided: Decided) -> list[CouncilGoal]:
    goals = master.municipality.council_goals
    year = master.municipality.settings.year
    known = {goal.id.casefold(): goal for goal in goals}
    lacking = [id_ for id_ in decided.ids if id_.strip().casefold() not in known]
    if lacking:
        raise Refusal(
            "A69",
            f"{listed(lacking)} finns inte på bladet Övergripande mål i {master.name}. Inget har "
            "ändrats. Skriv målets id, till exempel --mål K1.",
        )
    found = [known[id_.strip().casefold()] for id_ in decided.ids]
    found = found or [goal for goal in goals if goal.is_valid(year)]
    if not found:
        raise Refusal(
            "A69",
            f"Inget övergripande mål gäller {year} i {master.name}. Inget har ändrats. Ange vilka "
            "mål beslutet gäller med --mål.",
        )
    return found


def _refuse_shorter(goals: Sequence[CouncilGoal], decided: Decided) -> None:
    last = decided.valid_to
    if last is None:
        return
    too_late = [goal.id for goal in goals if goal.valid_to is not None and goal.valid_to > last]
    if too_late:
        raise Refusal(
            "A68",
            f"{listed(too_late)} gäller redan längre än till {last}. Inget har ändrats. Ska målet "
            "upphöra tidigare: ändra Gäller till för hand och skriv beslutet på bladet Målbeslut.",
        )


def _fact(
    master: Master, goal: CouncilGoal, decided: Decided, parts: tuple[str, date, str]
) -> GoalDecision:
    organ, day, paragraph = parts
    return GoalDecision(
        goal=goal.id,
        decided_on=day,
        kind=decided.kind,
        organ=organ,
        paragraph=paragraph,
        valid_from=goal.valid_from,
        valid_to=decided.valid_to or goal.valid_to,
        redecide_by=decided.redecide_by,
        note=_before(master, goal, decided),
    )


def _before(master: Master, goal: CouncilGoal, decided: Decided) -> str:
    """What held before, when the decision changes it: the history reads without the others."""
    last = latest(master.municipality.goal_decisions, goal.id)
    until = goal.valid_to or (last.valid_to if last else None)
    changes = decided.valid_to is not None and until not in (None, decided.valid_to)
    return f"Gällde till {until}" if changes else ""


def _is_there(master: Master, fact: GoalDecision) -> bool:
    return any(
        (one.goal, one.decided_on, one.kind) == (fact.goal, fact.decided_on, fact.kind)
        for one in master.municipality.goal_decisions
    )


def _edits(
    master: Master, goals: Sequence[CouncilGoal], facts: Sequence[GoalDecision]
) -> Iterator[Edit]:
    read = master.reads["council_goals"]
    rows = {str(row.value(read.table.key[0])): row.number for row in read.rows}
    for goal, fact in zip(goals, facts, strict=True):
        after: dict[str, Stored] = {}
        if fact.valid_to != goal.valid_to:
            after[COUNCIL_GOALS.header_of("valid_to")] = fact.valid_to
        if fact.kind is DecisionKind.PROLONGED:
            text = prolonged_text(goal.decision, fact.reference)
            if text != goal.decision:
                after[COUNCIL_GOALS.header_of("decision")] = text
        for header, value in after.items():
            yield SetCell(read.sheet, rows[goal.id], read.columns[header], value)


def _row(master: Master, fact: GoalDecision) -> AppendRow:
    goal = master.municipality.council_goal_by_id[fact.goal]
    values: dict[str, Stored | Computed] = {
        column.header: stored_form(getattr(fact, column.field))
        for column in GOAL_DECISIONS.stored
        if column.field
    }
    values["Mål"] = Computed(None, goal.wording)
    shown = {**values, "Mål": goal.wording}
    return AppendRow(GOAL_DECISIONS.name, values, row_height("master", GOAL_DECISIONS, shown))
