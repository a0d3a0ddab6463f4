"""How a municipality stands in a round: indicators, goals, council goals, and who is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlmal.domain.choices import Direction, Expectation, State
from xlmal.domain.computed import ComputedPrognosis, computed_prognosis
from xlmal.domain.followup import SOUND_FINANCES, GoalFollowUp, OverallAssessment
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.request import Request, missing
from xlmal.domain.rollup import Part, Rolled, RollupPolicy, decided, roll_up
from xlmal.domain.round_values import Aim, Measure
from xlmal.domain.rounds import Round
from xlmal.domain.settings import Settings
from xlmal.domain.state_words import Words
from xlmal.domain.status import Answer, StatusPolicy, Verdict, judge
from xlmal.domain.target import Target
from xlmal.domain.units import Unit


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One indicator in the round: what was aimed at, what was answered, how it is judged.

    ``computed`` is a prognosis nobody reported: shown beside the verdict, and never part of it.
    """

    indicator: Indicator
    expectation: Expectation
    target: Target
    outcome: Outcome | None
    verdict: Verdict
    computed: ComputedPrognosis | None = None


@dataclass(frozen=True, slots=True)
class GoalResult:
    """One unit goal: the calculated status, the unit's own assessment, and which one rolls up."""

    goal: UnitGoal
    unit: Unit | None
    indicators: tuple[IndicatorResult, ...]
    calculated: Rolled
    follow_up: GoalFollowUp | None
    state: State

    @property
    def assessment(self) -> State | None:
        """The unit's own decided assessment, if it has given one."""
        return self.follow_up.assessment if self.follow_up else None

    @property
    def voices_differ(self) -> bool:
        """True when figures and the unit's own assessment say different things."""
        return (
            self.assessment is not None
            and self.calculated.state.is_assessed
            and self.assessment is not self.calculated.state
        )


@dataclass(frozen=True, slots=True)
class CouncilGoalResult:
    """One council goal, from the committees' goals alone and with companies and federations."""

    goal: CouncilGoal
    goals: tuple[GoalResult, ...]
    committees: Rolled
    with_companies: Rolled
    overall: OverallAssessment | None


@dataclass(frozen=True)
class RoundResult:
    """The whole municipality in a round."""

    municipality: Municipality
    round: Round
    council_goals: tuple[CouncilGoalResult, ...]
    goals: tuple[GoalResult, ...]
    missing: tuple[Request, ...]
    sound_finances: Rolled
    overall_sound_finances: OverallAssessment | None

    @property
    def committee_goals(self) -> tuple[GoalResult, ...]:
        """The goals of the municipality's own committees and boards."""
        return tuple(goal for goal in self.goals if goal.unit and goal.unit.kind.is_committee)

    @property
    def company_goals(self) -> tuple[GoalResult, ...]:
        """The goals of companies and federations, counted apart."""
        return tuple(goal for goal in self.goals if goal.unit and not goal.unit.kind.is_committee)

    @property
    def words(self) -> Words:
        """The states as this round says them, in the municipality's own words."""
        return Words(self.round.kind, self.municipality.settings.state_words)

    def of_unit(self, code: str) -> tuple[GoalResult, ...]:
        """One unit's goals."""
        return tuple(goal for goal in self.goals if goal.goal.unit == code)


def count_states(goals: Iterable[GoalResult]) -> Counter[State]:
    """How many goals stand in each state."""
    return Counter(goal.state for goal in goals)


def round_result(municipality: Municipality, round_: Round) -> RoundResult:
    """Judge every indicator, goal and council goal of a round.

    Args:
        municipality: everything in the master.
        round_: the round that is reported; the year decides which goals hold.
    """
    goals = tuple(
        _goal_result(municipality, goal, round_) for goal in municipality.goals_in(round_.year)
    )
    policy = rollup_policy(municipality.settings)
    council = tuple(
        _council_result(municipality, goal, goals, round_)
        for goal in municipality.council_goals
        if goal.is_valid(round_.year)
    )
    financial = [goal for goal in goals if goal.goal.sound_finances]
    return RoundResult(
        municipality=municipality,
        round=round_,
        council_goals=council,
        goals=goals,
        missing=missing(municipality, round_),
        sound_finances=roll_up(_parts(financial), policy, "mål"),
        overall_sound_finances=municipality.overall_of.get((SOUND_FINANCES, round_)),
    )


def status_policy(settings: Settings) -> StatusPolicy:
    """The rule for partly met, as the municipality has set it."""
    return StatusPolicy(
        partial_rule=settings.partial_rule,
        progress_share=settings.progress_share,
        ratio_share=settings.ratio_share,
    )


def rollup_policy(settings: Settings) -> RollupPolicy:
    """The rule for rolling up, as the municipality has set it."""
    return RollupPolicy(
        method=settings.rollup_method,
        met_from=settings.met_from,
        partly_from=settings.partly_from,
        partly_counts=settings.partly_counts,
        least_coverage=settings.least_coverage,
    )


def target_for(indicator: Indicator | Measure, year_target: YearTarget | Aim | None) -> Target:
    """An indicator's target of one year, ready to hold values against."""
    return Target(
        direction=indicator.direction,
        value=year_target.target if year_target else None,
        upper=year_target.target_upper if year_target else None,
        tolerance=indicator.tolerance,
        partial_limit=year_target.partial_limit if year_target else None,
        baseline=None if indicator.direction is Direction.YES_NO else indicator.baseline,
        decimals=indicator.decimals,
        may_use_ratio=not (indicator.is_rank or indicator.is_signed),
    )


def _indicator_result(
    municipality: Municipality, indicator: Indicator, round_: Round
) -> IndicatorResult:
    year_target = municipality.target_of.get((indicator.id, round_.year))
    expectation = municipality.expectation(indicator.id, round_) or Expectation.NOT_MEASURED
    target = target_for(indicator, year_target)
    outcome = municipality.outcome_of.get((indicator.id, round_))
    answer = Answer()
    if outcome:
        answer = Answer(
            outcome=outcome.outcome,
            outcome_status=outcome.value_status,
            prognosis=outcome.prognosis,
            missing_reason=outcome.missing_reason,
        )
    verdict = judge(answer, target, expectation, round_.kind, status_policy(municipality.settings))
    computed = None
    if verdict.state is State.NOT_REPORTED:
        computed = computed_prognosis(municipality, indicator, round_)
    return IndicatorResult(indicator, expectation, target, outcome, verdict, computed)


def _goal_result(municipality: Municipality, goal: UnitGoal, round_: Round) -> GoalResult:
    indicators = tuple(
        _indicator_result(municipality, indicator, round_)
        for indicator in municipality.indicators_of.get(goal.id, ())
    )
    settings = municipality.settings
    parts = [
        Part(
            result.verdict.state,
            result.indicator.weight,
            result.verdict.is_computed,
            result.indicator.name,
        )
        for result in indicators
    ]
    calculated = roll_up(parts, rollup_policy(settings), "indikatorer")
    follow_up = municipality.follow_up_of.get((goal.id, round_))
    state = decided(
        calculated, follow_up.assessment if follow_up else None, settings.decided_rolls_up
    )
    unit = municipality.unit_by_code.get(goal.unit)
    return GoalResult(goal, unit, indicators, calculated, follow_up, state)


def _council_result(
    municipality: Municipality, goal: CouncilGoal, goals: Sequence[GoalResult], round_: Round
) -> CouncilGoalResult:
    linked = tuple(result for result in goals if result.goal.council_goal == goal.id)
    committees = [result for result in linked if result.unit and result.unit.kind.is_committee]
    policy = rollup_policy(municipality.settings)
    return CouncilGoalResult(
        goal=goal,
        goals=linked,
        committees=roll_up(_parts(committees), policy, "nämndmål"),
        with_companies=roll_up(_parts(linked), policy, "mål"),
        overall=municipality.overall_of.get((goal.id, round_)),
    )


def _parts(goals: Iterable[GoalResult]) -> list[Part]:
    return [Part(result.state, result.goal.weight, label=result.goal.wording) for result in goals]
