"""The council's goals over the mandate periods: what holds when, what took over, what is due."""

from __future__ import annotations

from dataclasses import dataclass

from xlmal.domain.fact_columns import column
from xlmal.domain.goals import CouncilGoal
from xlmal.domain.municipality import Municipality
from xlmal.domain.period import (
    GoalDecision,
    MandatePeriod,
    is_redecision_due,
    latest,
    periods_of,
    redecide_by,
)


@dataclass(frozen=True, slots=True)
class GoalPeriod:
    """One council goal over time.

    Attributes:
        periods: the mandate periods it reaches into.
        decisions: every decision about it, oldest first.
        successors: the goals that take over, when it is mapped.
        note: what the map says besides.
        is_mapped: there is a line in the map that says something.
        predecessors: the goals it takes over from.
        answers: how many unit goals of the year answer it.
        targets_to: the last year that one of its indicators has a target for.
    """

    goal: CouncilGoal
    periods: tuple[MandatePeriod, ...]
    decisions: tuple[GoalDecision, ...]
    redecide_by: int | None
    is_due: bool
    successors: tuple[str, ...]
    note: str
    is_mapped: bool
    predecessors: tuple[str, ...]
    answers: int
    targets_to: int | None

    @property
    def years(self) -> str:
        """The years it holds: "2015–2019", "från 2020", "2019 och framåt"."""
        first, last = self.goal.valid_from, self.goal.valid_to
        if first and last:
            return f"{first}–{last}"
        if first or last:
            return f"från {first}" if first else f"till {last}"
        return "utan gräns"

    @property
    def latest(self) -> GoalDecision | None:
        """The last decision about it."""
        return latest(self.decisions, self.goal.id)


@dataclass(frozen=True, slots=True)
class PeriodOverview:
    """All council goals in the light of one year."""

    year: int
    period: MandatePeriod
    goals: tuple[GoalPeriod, ...]

    @property
    def current(self) -> tuple[GoalPeriod, ...]:
        """The goals that hold in the year."""
        return tuple(one for one in self.goals if one.goal.is_valid(self.year))

    @property
    def coming(self) -> tuple[GoalPeriod, ...]:
        """Those that begin later."""
        return tuple(one for one in self.goals if (one.goal.valid_from or 0) > self.year)

    @property
    def ended(self) -> tuple[GoalPeriod, ...]:
        """Those that have ended."""
        return tuple(one for one in self.goals if (one.goal.valid_to or self.year) < self.year)

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Goals that end when others begin, or have done so, and that the map leaves out."""
        begins = {one.goal.valid_from for one in self.goals}
        return tuple(
            one.goal.id
            for one in self.goals
            if one.goal.valid_to and one.goal.valid_to + 1 in begins and not one.is_mapped
        )

    @property
    def due(self) -> tuple[GoalPeriod, ...]:
        """Goals that are to be tried anew by now."""
        return tuple(one for one in self.goals if one.is_due)


def period_overview(municipality: Municipality, year: int) -> PeriodOverview:
    """Set out the council goals over time, in the order of the rows."""
    last_target = _last_targets(municipality)
    goals = tuple(
        _of_goal(municipality, goal, year, last_target) for goal in municipality.council_goals
    )
    return PeriodOverview(year, MandatePeriod.of(year), goals)


def _of_goal(
    municipality: Municipality, goal: CouncilGoal, year: int, last_target: dict[str, int]
) -> GoalPeriod:
    decisions = [one for one in municipality.goal_decisions if one.goal == goal.id]
    mapped = [one for one in municipality.successions if one.old == goal.id]
    answers = [one for one in municipality.unit_goals if one.council_goal == goal.id]
    targets = [
        last_target[indicator.id]
        for answer in answers
        for indicator in municipality.indicators_of.get(answer.id, ())
        if indicator.id in last_target
    ]
    seen_in = max(year, goal.valid_from or year)
    return GoalPeriod(
        goal=goal,
        periods=periods_of(goal, year),
        decisions=tuple(sorted(decisions, key=lambda one: one.decided_on)),
        redecide_by=redecide_by(decisions, goal.id),
        is_due=is_redecision_due(decisions, goal, year),
        successors=tuple(new for one in mapped for new in one.new),
        note=" ".join(one.note.strip() for one in mapped if one.note.strip()),
        is_mapped=any(one.new or one.note.strip() for one in mapped),
        predecessors=tuple(one.old for one in municipality.successions if goal.id in one.new),
        answers=sum(answer.is_valid(seen_in) for answer in answers),
        targets_to=max(targets, default=None),
    )


def _last_targets(municipality: Municipality) -> dict[str, int]:
    """The last year with a target value, by indicator."""
    found: dict[str, int] = {}
    fields = (column(municipality.targets, name) for name in ("indicator", "year", "target"))
    for indicator, year, target in zip(*fields, strict=True):
        if target is not None and isinstance(year, int):
            found[str(indicator)] = max(year, found.get(str(indicator), year))
    return found
