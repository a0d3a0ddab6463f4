"""The goals seen across the units: by target group, focus area, Agenda 2030 and goal type."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from xlmal.domain.agenda2030 import GLOBAL_GOALS, goal_number
from xlmal.domain.choices import GoalType
from xlmal.reports.parts import CouncilGoalSection, Counts, GoalRow

#: The goal types that the council follows across all its goals.
CROSSING = (GoalType.FINANCE, GoalType.PERSONNEL, GoalType.ENVIRONMENT)
_NAMES = {
    GoalType.FINANCE: "Finans",
    GoalType.PERSONNEL: "Personal",
    GoalType.ENVIRONMENT: "Miljö",
    GoalType.ACTIVITY: "Verksamhet",
}


@dataclass(frozen=True, slots=True)
class Theme:
    """One target group, focus area or global goal; committees and companies are counted apart."""

    name: str
    committees: Counts
    companies: Counts
    goals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeCell:
    """The committees' goals of one type that answer one council goal."""

    council_goal: str
    goal_type: GoalType
    counts: Counts
    goals: tuple[str, ...]


def by_target_group(goals: Iterable[GoalRow]) -> tuple[Theme, ...]:
    """Goals by target group, those with most goals first."""
    return _themes(goals, lambda goal: [goal.target_group] if goal.target_group else [])


def by_focus_area(goals: Iterable[GoalRow]) -> tuple[Theme, ...]:
    """Goals by focus area, those with most goals first."""
    return _themes(goals, lambda goal: [goal.focus_area] if goal.focus_area else [])


def by_global_goal(goals: Iterable[GoalRow]) -> tuple[Theme, ...]:
    """Goals by the Agenda 2030 goals that they name themselves, in the agenda's order."""

    def names(goal: GoalRow) -> list[str]:
        numbers = {goal_number(reference) for reference in goal.agenda2030}
        return [global_goal_name(number) for number in sorted(filter(None, numbers))]

    order = [global_goal_name(goal.number) for goal in GLOBAL_GOALS]
    return tuple(sorted(_themes(goals, names), key=lambda theme: order.index(theme.name)))


def global_goal_name(number: int) -> str:
    """The goal's number and name: "4 God utbildning för alla"."""
    return f"{number} {GLOBAL_GOALS[number - 1].name}"


def type_name(goal_type: GoalType) -> str:
    """The goal type as a heading."""
    return _NAMES[goal_type]


def crossing(sections: Sequence[CouncilGoalSection]) -> tuple[TypeCell, ...]:
    """Finance, personnel and environment against each council goal, in the council's order."""
    return tuple(
        TypeCell(
            section.id,
            goal_type,
            Counts.of(goal.status.state for goal in own),
            tuple(goal.id for goal in own),
        )
        for section in sections
        for goal_type in CROSSING
        for own in [
            [goal for goal in section.goals if goal.goal_type is goal_type and goal.is_committee]
        ]
    )


def _themes(goals: Iterable[GoalRow], names: Callable[[GoalRow], list[str]]) -> tuple[Theme, ...]:
    found: dict[str, list[GoalRow]] = {}
    for goal in goals:
        for name in names(goal):
            found.setdefault(name, []).append(goal)
    themes = [
        Theme(
            name,
            Counts.of(goal.status.state for goal in own if goal.is_committee),
            Counts.of(goal.status.state for goal in own if not goal.is_committee),
            tuple(goal.id for goal in own),
        )
        for name, own in found.items()
    ]
    return tuple(sorted(themes, key=lambda theme: (-len(theme.goals), theme.name)))
