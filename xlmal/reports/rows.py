"""From a round's results to the report's rows and sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlmal.domain.choices import Expectation, State
from xlmal.domain.followup import OverallAssessment
from xlmal.domain.request import Request
from xlmal.domain.rollup import Rolled
from xlmal.domain.round_result import (
    CouncilGoalResult,
    GoalResult,
    RoundResult,
    count_states,
)
from xlmal.domain.units import Unit
from xlmal.reports.indicator_row import IndicatorRow
from xlmal.reports.indicator_rows import indicator_row, is_missing
from xlmal.reports.masking import masked_text
from xlmal.reports.parts import (
    CouncilGoalSection,
    Counts,
    GoalRow,
    MissingProvider,
    Overall,
    Rated,
    SoundFinancesSection,
    UnitSection,
)
from xlmal.reports.shown import Status
from xlmal.reports.sources import FOLLOW_UP, NO_SOURCES, Sources


@dataclass(frozen=True)
class Rows:
    """The rows of one round's report, worded for the round and compared with an earlier one."""

    result: RoundResult
    previous: RoundResult | None = None
    sources: Sources = NO_SOURCES

    def status(self, state: State) -> Status:
        """A state in this round's words."""
        return Status.of(state, self.result.words)

    def goals(self, results: Iterable[GoalResult]) -> tuple[GoalRow, ...]:
        """Unit goals, in order."""
        return tuple(self._goal(result) for result in results)

    def council_goals(self) -> tuple[CouncilGoalSection, ...]:
        """The council's goals, in the order of the master."""
        return tuple(self._council_goal(result) for result in self.result.council_goals)

    def sound_finances(self) -> SoundFinancesSection | None:
        """God ekonomisk hushållning; None when no goal bears the mark and none is assessed."""
        marked = [result for result in self.result.goals if result.goal.sound_finances]
        overall = self._overall(self.result.overall_sound_finances)
        if not marked and overall is None:
            return None
        rated = self._rated(self.result.sound_finances)
        return SoundFinancesSection(rated, overall, counts(marked), self.goals(marked))

    def units(self, *, committees: bool) -> tuple[UnitSection, ...]:
        """Committees, or companies and federations, that have goals this year."""
        silent = {row.code for row in self.missing_providers() if row.is_lacking}
        return tuple(
            self._unit(unit, unit.code not in silent)
            for unit in self.result.municipality.units
            if unit.kind.is_committee is committees and self.result.of_unit(unit.code)
        )

    def indicators(self) -> tuple[IndicatorRow, ...]:
        """Every indicator of every goal, in the goals' order."""
        return tuple(
            indicator_row(self.result, goal, indicator, self.sources)
            for goal in self.result.goals
            for indicator in goal.indicators
        )

    def missing_providers(self) -> tuple[MissingProvider, ...]:
        """Those whose file has not been merged, with how many figures are known all the same."""
        return tuple(self._missing(request) for request in self.result.missing)

    def _missing(self, request: Request) -> MissingProvider:
        asked = {
            indicator.id
            for indicator in request.indicators
            if self.result.municipality.expectation(indicator.id, self.result.round)
            is not Expectation.NOT_MEASURED
        }
        answered = sum(
            indicator.indicator.id in asked and not is_missing(indicator)
            for goal in self.result.goals
            for indicator in goal.indicators
        )
        return MissingProvider(
            request.provider, request.name, len(request.goals), len(asked), answered
        )

    def _unit(self, unit: Unit, has_reported: bool) -> UnitSection:
        goals = self.result.of_unit(unit.code)
        return UnitSection(
            unit.code, unit.name, unit.kind, counts(goals), self.goals(goals), has_reported
        )

    def _council_goal(self, result: CouncilGoalResult) -> CouncilGoalSection:
        goal = result.goal
        committees = [row for row in result.goals if row.unit and row.unit.kind.is_committee]
        earlier = self.previous.council_goals if self.previous else ()
        before = [row.committees.state for row in earlier if row.goal.id == goal.id]
        return CouncilGoalSection(
            id=goal.id,
            wording=goal.wording,
            goal_area=goal.goal_area,
            agenda2030=goal.agenda2030,
            committees=self._rated(result.committees),
            with_companies=self._rated(result.with_companies),
            overall=self._overall(result.overall),
            counts=counts(committees),
            goals=self.goals(result.goals),
            previous=self._before(before),
        )

    def _goal(self, result: GoalResult) -> GoalRow:
        goal, said = result.goal, result.follow_up
        earlier = self.previous.goals if self.previous else ()
        return GoalRow(
            id=goal.id,
            unit=goal.unit,
            unit_name=result.unit.name if result.unit else goal.unit,
            is_committee=result.unit is not None and result.unit.kind.is_committee,
            wording=goal.wording,
            council_goal=goal.council_goal or "",
            status=self.status(result.state),
            calculated=self._rated(result.calculated),
            own=self.status(result.assessment) if result.assessment else None,
            differs=result.voices_differ,
            analysis=masked_text(said.analysis) if said else "",
            action=masked_text(said.action) if said else "",
            responsible_role=said.responsible_role if said else "",
            due=said.due if said else None,
            indicators=tuple(
                indicator_row(self.result, result, row, self.sources) for row in result.indicators
            ),
            previous=self._before([row.state for row in earlier if row.goal.id == goal.id]),
            goal_type=goal.goal_type,
            target_group=goal.target_group,
            focus_area=goal.focus_area,
            agenda2030=goal.agenda2030,
            cell=self.sources.cell(FOLLOW_UP, goal.id, "Bedömning"),
        )

    def _before(self, states: Sequence[State]) -> Status | None:
        if not states or self.previous is None:
            return None
        return Status.of(states[0], self.previous.words)

    def _rated(self, rolled: Rolled) -> Rated:
        return Rated(self.status(rolled.state), rolled.coverage, _sentence(rolled.reason))

    def _overall(self, overall: OverallAssessment | None) -> Overall | None:
        if overall is None:
            return None
        status = self.status(overall.assessment) if overall.assessment else None
        return Overall(status, masked_text(overall.motivation), overall.role, overall.decided_on)


def counts(results: Iterable[GoalResult]) -> Counts:
    """How many goals stand in each state, by the voice that rolls up."""
    return Counts.of(count_states(results).elements())


def _sentence(reason: str) -> str:
    """A reason as a sentence: "Delvis: 2 av 3 indikatorer uppfyllda, bedömda 3 av 4."."""
    whole = reason[:1].upper() + reason[1:]
    return whole if whole.endswith(".") or not whole else f"{whole}."
