"""The report as one frozen value, which every renderer (Excel, Word, HTML) draws from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from xlmal.domain.accuracy import Accuracy, accuracy
from xlmal.domain.choices import RoundKind, State
from xlmal.domain.goal_statistics import GoalStatistics, goal_statistics, goals_by_year
from xlmal.domain.round_result import RoundResult
from xlmal.domain.rounds import Round
from xlmal.domain.state_words import Words
from xlmal.domain.time_plan import Milestone, latest_day, plan_of_year
from xlmal.reports.audit import AuditRow, audit
from xlmal.reports.changes import Changes, changes
from xlmal.reports.indicator_row import IndicatorRow
from xlmal.reports.parts import (
    CouncilGoalSection,
    GoalRow,
    MissingProvider,
    Note,
    SoundFinancesSection,
    UnitSection,
)
from xlmal.reports.programme import ProgrammePage, programme_page
from xlmal.reports.rows import Rows, counts
from xlmal.reports.sentences import how_to_read
from xlmal.reports.sources import NO_SOURCES, Sources
from xlmal.reports.summary import Findings, Summary, summarise
from xlmal.reports.themes import (
    Theme,
    TypeCell,
    by_focus_area,
    by_global_goal,
    by_target_group,
    crossing,
)

__all__ = ["ReportContent", "report_content"]

_SHORT_OF_TARGET = (State.NOT_MET, State.PARTLY)


@dataclass(frozen=True, slots=True)
class ReportContent:
    """All that a report says, in order.

    Attributes:
        title: "Delårsrapport augusti 2019: mål och uppföljning".
        council_goals: with every unit goal that answers them.
        unlinked: unit goals that answer no council goal of the year.
        not_met: goals partly met or not met, the worst first, in the units' order.
        not_met_title: what they are called in this kind of round.
        differing: goals where the unit and the figures say different things.
        missing_figures: figures without a value to judge, of those who have answered at all.
        indicators: every indicator, for the appendix.
        compared_with: the earlier round, when there is one.
        changes: since the last round, whichever kind that was.
        crossing: finance, personnel and environment against each council goal.
        audit: per goal, can it be judged.
        accuracy: of this year's prognoses in an annual report, else of last year's.
        statistics: of the goals themselves, by scope and by unit.
        statistics_by_year: by scope, for every year up to this one.
        concentration: the share of the goals that one council goal should not exceed, 0 to 1.
        file: the master's name, "" when not known.
        time_plan: what happens or is planned during the report's year, in order of time.
        plan_day: the day the plan is seen from; None without a plan.
        programme: what explains the council's goals, with the units' contributions.
        words: what the states are called and marked with.
    """

    title: str
    municipality: str
    round: Round
    summary: Summary
    council_goals: tuple[CouncilGoalSection, ...]
    unlinked: tuple[GoalRow, ...]
    sound_finances: SoundFinancesSection | None
    committees: tuple[UnitSection, ...]
    companies: tuple[UnitSection, ...]
    not_met_title: str
    not_met: tuple[GoalRow, ...]
    differing: tuple[GoalRow, ...]
    missing: tuple[MissingProvider, ...]
    missing_figures: tuple[IndicatorRow, ...]
    indicators: tuple[IndicatorRow, ...]
    how_to_read: tuple[Note, ...]
    compared_with: Round | None
    changes: Changes
    target_groups: tuple[Theme, ...]
    focus_areas: tuple[Theme, ...]
    global_goals: tuple[Theme, ...]
    crossing: tuple[TypeCell, ...]
    audit: tuple[AuditRow, ...]
    accuracy: tuple[Accuracy, ...]
    statistics: tuple[GoalStatistics, ...]
    statistics_by_year: tuple[GoalStatistics, ...]
    concentration: float
    file: str
    time_plan: tuple[Milestone, ...] = ()
    plan_day: date | None = None
    programme: ProgrammePage | None = None
    words: Words = field(default_factory=lambda: Words(RoundKind.D2))

    @property
    def goals(self) -> tuple[GoalRow, ...]:
        """Every goal of a unit that is known, committees first."""
        return tuple(goal for unit in (*self.committees, *self.companies) for goal in unit.goals)


def report_content(
    result: RoundResult,
    previous: RoundResult | None = None,
    last: RoundResult | None = None,
    sources: Sources = NO_SOURCES,
) -> ReportContent:
    """Say how a municipality stands in a round, in the words of that round's report.

    Args:
        result: the round that is reported: D1, D2 or ÅR.
        previous: an earlier round to compare statuses with: last year's August for an August.
        last: the round before this one, whichever kind it was: what has changed since.
        sources: where the figures stand in the master.

    Raises:
        ValueError: the round sets goals and reports nothing, or an earlier round is not earlier.
    """
    round_ = result.round
    if round_.kind.is_written:
        raise ValueError(f"a round where goals are written has no report: {round_}")
    for earlier in (previous, last):
        if earlier is not None and not earlier.round < round_:
            raise ValueError(f"{earlier.round} is not earlier than {round_}")
    rows = Rows(result, previous, sources)
    judged_year = round_.year if round_.kind is RoundKind.YEAR else round_.year - 1
    judged = accuracy(result.municipality, judged_year)
    goals = rows.goals(result.goals)
    council_goals = rows.council_goals()
    linked = {goal.id for section in council_goals for goal in section.goals}
    short = [goal for goal in goals if goal.status.state in _SHORT_OF_TARGET]
    found = Findings(
        round=round_,
        compared_with=previous.round if previous else None,
        council_goals=council_goals,
        sound_finances=rows.sound_finances(),
        goals=goals,
        not_met=tuple(sorted(short, key=lambda goal: _SHORT_OF_TARGET.index(goal.status.state))),
        missing=rows.missing_providers(),
        missing_figures=_single_figures(rows),
        homeless=sum(goal.unit is None for goal in result.goals),
        accuracy=tuple(one for one in judged if not one.unit),
    )
    return ReportContent(
        title=f"{round_.title}: mål och uppföljning",
        municipality=result.municipality.settings.municipality,
        round=round_,
        summary=summarise(found, counts(result.committee_goals), counts(result.company_goals)),
        council_goals=council_goals,
        unlinked=tuple(goal for goal in goals if goal.id not in linked),
        sound_finances=found.sound_finances,
        committees=rows.units(committees=True),
        companies=rows.units(committees=False),
        not_met_title=_not_met_title(round_.kind),
        not_met=found.not_met,
        differing=tuple(goal for goal in goals if goal.differs),
        missing=found.missing,
        missing_figures=found.missing_figures,
        indicators=rows.indicators(),
        how_to_read=how_to_read(result.municipality.settings, round_.kind),
        compared_with=found.compared_with,
        changes=changes(council_goals, goals, last),
        target_groups=by_target_group(goals),
        focus_areas=by_focus_area(goals),
        global_goals=by_global_goal(goals),
        crossing=crossing(council_goals),
        audit=audit(result),
        accuracy=judged,
        statistics=goal_statistics(result.municipality, round_.year),
        statistics_by_year=goals_by_year(result.municipality),
        concentration=result.municipality.settings.concentration_share,
        file=sources.file,
        time_plan=plan_of_year(result.municipality.time_plan, round_.year),
        plan_day=_plan_day(result),
        programme=programme_page(result.municipality, round_.year),
        words=result.words,
    )


def _plan_day(result: RoundResult) -> date | None:
    """The last day that the round measures, or that something is known to have happened on."""
    occasion = result.municipality.occasion_of.get(result.round)
    days = (latest_day(result.municipality.time_plan), occasion and occasion.measured_to)
    return max((day for day in days if day), default=None)


def _not_met_title(kind: RoundKind) -> str:
    if kind is RoundKind.YEAR:
        return "Mål som inte uppfylldes helt"
    return "Mål som inte väntas uppfyllas helt"


def _single_figures(rows: Rows) -> tuple[IndicatorRow, ...]:
    """Missing figures one by one; of somebody who has answered nothing, all are missing at once."""
    silent = {provider.code for provider in rows.missing_providers() if not provider.answered}
    return tuple(row for row in rows.indicators() if row.is_missing and row.provider not in silent)
