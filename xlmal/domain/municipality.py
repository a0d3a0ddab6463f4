"""A municipality's whole goal steering as one frozen value, and ways to look things up in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from xlmal.domain.choices import Expectation, RoundKind
from xlmal.domain.dialogue import DialogueEntry
from xlmal.domain.fact_columns import Grouped, by_key, column
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

#: What there is a row of for each unit or goal, or more: thousands, in a municipality of schools.
MANY = frozenset(
    [
        *("units", "contacts", "unit_goals", "indicators", "targets", "outcomes", "follow_ups"),
        *("overall", "submissions", "merged", "goal_decisions"),
    ]
)


@dataclass(frozen=True)
class Municipality:
    """Everything that stands in a master workbook, in the order of its rows."""

    settings: Settings = field(default_factory=Settings)
    units: Sequence[Unit] = ()
    providers: tuple[Provider, ...] = ()
    contacts: Sequence[Contact] = ()
    occasions: tuple[ReportingOccasion, ...] = ()
    council_goals: tuple[CouncilGoal, ...] = ()
    unit_goals: Sequence[UnitGoal] = ()
    indicators: Sequence[Indicator] = ()
    targets: Sequence[YearTarget] = ()
    outcomes: Sequence[Outcome] = ()
    follow_ups: Sequence[GoalFollowUp] = ()
    overall: Sequence[OverallAssessment] = ()
    submissions: Sequence[Submission] = ()
    merged: Sequence[MergedValue] = ()
    time_plan: tuple[Milestone, ...] = ()
    goal_decisions: Sequence[GoalDecision] = ()
    successions: tuple[GoalSuccession, ...] = ()
    programmes: tuple[Programme, ...] = ()
    goal_programmes: tuple[GoalProgramme, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    dialogue: tuple[DialogueEntry, ...] = ()

    @cached_property
    def unit_by_code(self) -> Mapping[str, Unit]:
        """Units by code."""
        return by_key(self.units, "code")

    @cached_property
    def goal_by_id(self) -> Mapping[str, UnitGoal]:
        """Unit goals by id."""
        return by_key(self.unit_goals, "id")

    @cached_property
    def council_goal_by_id(self) -> Mapping[str, CouncilGoal]:
        """Council goals by id."""
        return by_key(self.council_goals, "id")

    @cached_property
    def indicator_by_id(self) -> Mapping[str, Indicator]:
        """Indicators by id."""
        return by_key(self.indicators, "id")

    @cached_property
    def target_of(self) -> Mapping[tuple[str, int], YearTarget]:
        """Targets by (indicator id, year)."""
        return by_key(self.targets, "indicator", "year")

    @cached_property
    def outcome_of(self) -> Mapping[tuple[str, Round], Outcome]:
        """Outcomes by (indicator id, round)."""
        return by_key(self.outcomes, "indicator", "round")

    @cached_property
    def follow_up_of(self) -> Mapping[tuple[str, Round], GoalFollowUp]:
        """Units' own follow-ups by (goal id, round)."""
        return by_key(self.follow_ups, "goal", "round")

    @cached_property
    def overall_of(self) -> Mapping[tuple[str, Round], OverallAssessment]:
        """The central office's assessments by (subject, round)."""
        return by_key(self.overall, "subject", "round")

    @cached_property
    def occasion_of(self) -> Mapping[Round, ReportingOccasion]:
        """Reporting occasions by round."""
        return by_key(self.occasions, "round")

    @cached_property
    def indicators_of(self) -> Mapping[str, Sequence[Indicator]]:
        """Indicators by goal id, in the order of the rows."""
        return Grouped(self.indicators, column(self.indicators, "goal"))

    @cached_property
    def known_sizes(self) -> dict[str, tuple[float, ...]]:
        """The sizes that an indicator's values have had or are meant to have, by its id.

        Baselines, then targets, then the annual outcomes, oldest first.
        """
        told = baselines_and_targets(self.indicators, self.targets)
        annual = (column(self.outcomes, field) for field in ("indicator", "round", "outcome"))
        for indicator, round_, value in zip(*annual, strict=True):
            if isinstance(round_, Round) and round_.kind is RoundKind.YEAR:
                told.append((indicator, value))
        return known_sizes(told)

    def goals_in(self, year: int, unit: str | None = None) -> tuple[UnitGoal, ...]:
        """Unit goals that hold in a year, of all units or of one."""
        goals = self.unit_goals if unit is None else self._goals_of.get(unit, ())
        return tuple(goal for goal in goals if goal.is_valid(year))

    @cached_property
    def _goals_of(self) -> Mapping[str, Sequence[UnitGoal]]:
        """Unit goals by unit."""
        return Grouped(self.unit_goals, column(self.unit_goals, "unit"))

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
    def _answered_by(self) -> Mapping[str, Sequence[Indicator]]:
        """Indicators of known goals by who answers for them."""
        goals = self.unit_goals
        unit_of = dict(zip(column(goals, "id"), column(goals, "unit"), strict=True))
        told = (column(self.indicators, field) for field in ("provider", "goal"))
        return Grouped(
            self.indicators,
            [
                (provider or unit_of[goal]) if goal in unit_of else None
                for provider, goal in zip(*told, strict=True)
            ],
        )


_Told = list[tuple[object, object]]


def baselines_and_targets(indicators: Sequence[Indicator], targets: Sequence[YearTarget]) -> _Told:
    """What baselines and then targets tell: indicators' ids, each with a value."""
    told: _Told = list(zip(column(indicators, "id"), column(indicators, "baseline"), strict=True))
    aims = (column(targets, field) for field in ("indicator", "target", "target_upper"))
    for indicator, target, upper in zip(*aims, strict=True):
        told += [(indicator, target), (indicator, upper)]
    return told


def known_sizes(told: _Told) -> dict[str, tuple[float, ...]]:
    """The numbers among what is told, by the indicator's id."""
    found: dict[str, list[float]] = {}
    for indicator, value in told:
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.setdefault(str(indicator), []).append(value)
    return {indicator: tuple(values) for indicator, values in found.items()}
