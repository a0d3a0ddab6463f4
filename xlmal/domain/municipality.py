"""A municipality's whole goal steering as one frozen value, and ways to look things up in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from xlmal.domain.choices import Expectation, RoundKind
from xlmal.domain.dialogue import DialogueEntry
from xlmal.domain.fact_columns import by_key, column
from xlmal.domain.followup import GoalFollowUp, OverallAssessment
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.period import GoalDecision, GoalSuccession
from xlmal.domain.programme import Contribution, GoalProgramme, Programme
from xlmal.domain.rounds import ReportingOccasion, Round
from xlmal.domain.settings import Settings
from xlmal.domain.submissions import MergedValue, Submission
from xlmal.domain.time_plan import Milestone
from xlmal.domain.units import Contact, Provider, Unit


@dataclass(frozen=True)
class Municipality:
    """Everything that stands in a master workbook, in the order of its rows."""

    settings: Settings = field(default_factory=Settings)
    units: tuple[Unit, ...] = ()
    providers: tuple[Provider, ...] = ()
    contacts: tuple[Contact, ...] = ()
    occasions: tuple[ReportingOccasion, ...] = ()
    council_goals: tuple[CouncilGoal, ...] = ()
    unit_goals: tuple[UnitGoal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    targets: Sequence[YearTarget] = ()
    outcomes: Sequence[Outcome] = ()
    follow_ups: tuple[GoalFollowUp, ...] = ()
    overall: tuple[OverallAssessment, ...] = ()
    submissions: tuple[Submission, ...] = ()
    merged: tuple[MergedValue, ...] = ()
    time_plan: tuple[Milestone, ...] = ()
    goal_decisions: tuple[GoalDecision, ...] = ()
    successions: tuple[GoalSuccession, ...] = ()
    programmes: tuple[Programme, ...] = ()
    goal_programmes: tuple[GoalProgramme, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    dialogue: tuple[DialogueEntry, ...] = ()

    @cached_property
    def unit_by_code(self) -> dict[str, Unit]:
        """Units by code."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def goal_by_id(self) -> dict[str, UnitGoal]:
        """Unit goals by id."""
        return {goal.id: goal for goal in self.unit_goals}

    @cached_property
    def council_goal_by_id(self) -> dict[str, CouncilGoal]:
        """Council goals by id."""
        return {goal.id: goal for goal in self.council_goals}

    @cached_property
    def indicator_by_id(self) -> dict[str, Indicator]:
        """Indicators by id."""
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def target_of(self) -> Mapping[tuple[str, int], YearTarget]:
        """Targets by (indicator id, year)."""
        return by_key(self.targets, "indicator", "year")

    @cached_property
    def outcome_of(self) -> Mapping[tuple[str, Round], Outcome]:
        """Outcomes by (indicator id, round)."""
        return by_key(self.outcomes, "indicator", "round")

    @cached_property
    def follow_up_of(self) -> dict[tuple[str, Round], GoalFollowUp]:
        """Units' own follow-ups by (goal id, round)."""
        return {(follow_up.goal, follow_up.round): follow_up for follow_up in self.follow_ups}

    @cached_property
    def overall_of(self) -> dict[tuple[str, Round], OverallAssessment]:
        """The central office's assessments by (subject, round)."""
        return {(overall.subject, overall.round): overall for overall in self.overall}

    @cached_property
    def occasion_of(self) -> dict[Round, ReportingOccasion]:
        """Reporting occasions by round."""
        return {occasion.round: occasion for occasion in self.occasions}

    @cached_property
    def indicators_of(self) -> dict[str, tuple[Indicator, ...]]:
        """Indicators by goal id, in the order of the rows."""
        found: dict[str, list[Indicator]] = {}
        for indicator in self.indicators:
            found.setdefault(indicator.goal, []).append(indicator)
        return {goal: tuple(indicators) for goal, indicators in found.items()}

    @cached_property
    def known_sizes(self) -> dict[str, tuple[float, ...]]:
        """The sizes that an indicator's values have had or are meant to have, by its id.

        Baselines, then targets, then the annual outcomes, oldest first.
        """
        told: list[tuple[object, object]] = [(one.id, one.baseline) for one in self.indicators]
        aims = (column(self.targets, field) for field in ("indicator", "target", "target_upper"))
        for indicator, target, upper in zip(*aims, strict=True):
            told += [(indicator, target), (indicator, upper)]
        annual = (column(self.outcomes, field) for field in ("indicator", "round", "outcome"))
        for indicator, round_, value in zip(*annual, strict=True):
            if isinstance(round_, Round) and round_.kind is RoundKind.YEAR:
                told.append((indicator, value))
        found: dict[str, list[float]] = {}
        for indicator, value in told:
            if isinstance(value, int | float) and not isinstance(value, bool):
                found.setdefault(str(indicator), []).append(value)
        return {indicator: tuple(values) for indicator, values in found.items()}

    def goals_in(self, year: int, unit: str | None = None) -> tuple[UnitGoal, ...]:
        """Unit goals that hold in a year, of all units or of one."""
        goals = self.unit_goals if unit is None else self._goals_of.get(unit, ())
        return tuple(goal for goal in goals if goal.is_valid(year))

    @cached_property
    def _goals_of(self) -> dict[str, list[UnitGoal]]:
        """Unit goals by unit."""
        found: dict[str, list[UnitGoal]] = {}
        for goal in self.unit_goals:
            found.setdefault(goal.unit, []).append(goal)
        return found

    def expectation(self, indicator: str, round_: Round) -> Expectation | None:
        """What a round expects of an indicator; None when it has no row for that year."""
        target = self.target_of.get((indicator, round_.year))
        if target is None or round_.kind.is_written:
            return None
        return target.expectation(round_.kind)

    def provider_of(self, indicator: Indicator) -> str | None:
        """Who answers for an indicator: its named provider, else the goal's unit."""
        if indicator.provider:
            return indicator.provider
        goal = self.goal_by_id.get(indicator.goal)
        return goal.unit if goal else None

    def indicators_from(self, provider: str, year: int) -> tuple[Indicator, ...]:
        """Indicators a unit or provider answers for in a year, in the order of the rows."""
        return tuple(
            indicator
            for indicator in self._answered_by.get(provider, ())
            if self.goal_by_id[indicator.goal].is_valid(year)
        )

    @cached_property
    def _answered_by(self) -> dict[str | None, list[Indicator]]:
        """Indicators of known goals by who answers for them."""
        found: dict[str | None, list[Indicator]] = {}
        for indicator in self.indicators:
            if indicator.goal in self.goal_by_id:
                found.setdefault(self.provider_of(indicator), []).append(indicator)
        return found
