"""The steering picture (styrbild): who answers what, and which of Agenda 2030 is covered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlmal.domain.agenda2030 import GLOBAL_GOALS, goal_number
from xlmal.domain.choices import GoalType
from xlmal.reports.parts import CouncilGoalSection, Counts, GoalRow
from xlmal.reports.themes import CROSSING, TypeCell


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One council goal against each unit; ``id`` is "" for goals that answer none.

    ``by_unit`` follows the units asked for, with one's goals by state; sums stand apart.
    """

    id: str
    wording: str
    by_unit: tuple[Counts, ...]
    committees: Counts
    companies: Counts


def matrix(
    sections: Sequence[CouncilGoalSection], unlinked: Sequence[GoalRow], units: Sequence[str]
) -> tuple[MatrixRow, ...]:
    """Goals by council goal and unit, in the council's order; those without one last."""
    rows = [_row(one.id, one.wording, one.goals, units) for one in sections]
    if unlinked:
        rows.append(_row("", "Utan övergripande mål", unlinked, units))
    return tuple(rows)


def _row(id_: str, wording: str, goals: Sequence[GoalRow], units: Sequence[str]) -> MatrixRow:
    return MatrixRow(
        id_,
        wording,
        tuple(
            Counts.of(goal.status.state for goal in goals if goal.unit == unit) for unit in units
        ),
        Counts.of(goal.status.state for goal in goals if goal.is_committee),
        Counts.of(goal.status.state for goal in goals if not goal.is_committee),
    )


@dataclass(frozen=True, slots=True)
class AgendaCell:
    """A global goal against a council goal: what the council goal names, and how many goals do."""

    named: tuple[str, ...]
    goals: int

    def __str__(self) -> str:
        count = f"({self.goals})" if self.goals else ""
        return " ".join(part for part in (", ".join(self.named), count) if part)


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One of the 17 goals: by council goal, which of its targets are named, and by whom.

    Attributes:
        number: 1 to 17.
        name: its Swedish name.
        by_council: in the council's order.
        targets: the targets (delmål) that any goal names, in order.
        all_targets: how many targets the goal has.
        committees: the committees' goals that name it.
        companies: the companies' and federations' goals that name it.
    """

    number: int
    name: str
    by_council: tuple[AgendaCell, ...]
    targets: tuple[str, ...]
    all_targets: int
    committees: int
    companies: int

    @property
    def is_covered(self) -> bool:
        """True when a council goal or a unit's goal names it."""
        return any(cell.named or cell.goals for cell in self.by_council) or bool(
            self.committees + self.companies
        )


def agenda_map(
    sections: Sequence[CouncilGoalSection], goals: Sequence[GoalRow]
) -> tuple[AgendaRow, ...]:
    """All 17 goals against the council's, covered or not."""
    found = []
    for one in GLOBAL_GOALS:
        naming = [goal for goal in goals if _names(goal.agenda2030, one.number)]
        told = [reference for goal in goals for reference in goal.agenda2030]
        told += [reference for section in sections for reference in section.agenda2030]
        targets = {_plain(part) for part in told if "." in part and goal_number(part) == one.number}
        found.append(
            AgendaRow(
                one.number,
                one.name,
                tuple(_agenda_cell(section, one.number) for section in sections),
                tuple(sorted(targets, key=_order)),
                one.numbered + one.lettered,
                sum(goal.is_committee for goal in naming),
                sum(not goal.is_committee for goal in naming),
            )
        )
    return tuple(found)


def _agenda_cell(section: CouncilGoalSection, number: int) -> AgendaCell:
    named = {_plain(part) for part in section.agenda2030 if goal_number(part) == number}
    return AgendaCell(
        tuple(sorted(named, key=_order)),
        sum(_names(goal.agenda2030, number) for goal in section.goals),
    )


def _names(references: Sequence[str], number: int) -> bool:
    return any(goal_number(reference) == number for reference in references)


def _plain(reference: str) -> str:
    return reference.strip().lower()


def _order(reference: str) -> tuple[int, int, str]:
    """1.2 before 1.10, and 1.10 before 1.a."""
    goal, _, target = reference.partition(".")
    return int(goal), int(target) if target.isdigit() else 99 * bool(target), target


@dataclass(frozen=True, slots=True)
class Completeness:
    """Whether a goal type is there for every council goal: with how many, and where not."""

    goal_type: GoalType
    having: int
    lacking: tuple[str, ...]


def completeness(cells: Sequence[TypeCell]) -> tuple[Completeness, ...]:
    """Finance, personnel and environment: which council goals no committee answers with them."""
    return tuple(
        Completeness(
            goal_type,
            sum(bool(one.goals) for one in cells if one.goal_type is goal_type),
            tuple(
                one.council_goal for one in cells if one.goal_type is goal_type and not one.goals
            ),
        )
        for goal_type in CROSSING
    )
