"""The report as one frozen value, which every renderer (Excel, Word, HTML) draws from."""

from __future__ import annotations

from dataclasses import dataclass

from xlmal.domain.choices import RoundKind, State
from xlmal.domain.round_result import RoundResult
from xlmal.domain.rounds import Round
from xlmal.reports.parts import (
    CouncilGoalSection,
    GoalRow,
    IndicatorRow,
    MissingProvider,
    Note,
    SoundFinancesSection,
    UnitSection,
)
from xlmal.reports.rows import Rows, counts
from xlmal.reports.sentences import how_to_read
from xlmal.reports.summary import Findings, Summary, summarise

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


def report_content(result: RoundResult, previous: RoundResult | None = None) -> ReportContent:
    """Say how a municipality stands in a round, in the words of that round's report.

    Args:
        result: the round that is reported: D1, D2 or ÅR.
        previous: an earlier round to compare statuses with: last year's August for an August.

    Raises:
        ValueError: the round sets goals and reports nothing, or ``previous`` is not earlier.
    """
    round_ = result.round
    if round_.kind is RoundKind.GOALS:
        raise ValueError(f"a goal-setting round has no report: {round_}")
    if previous is not None and not previous.round < round_:
        raise ValueError(f"{previous.round} is not earlier than {round_}")
    rows = Rows(result, previous)
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
    )


def _not_met_title(kind: RoundKind) -> str:
    if kind is RoundKind.YEAR:
        return "Mål som inte uppfylldes helt"
    return "Mål som inte väntas uppfyllas helt"


def _single_figures(rows: Rows) -> tuple[IndicatorRow, ...]:
    """Missing figures one by one; of somebody who has answered nothing, all are missing at once."""
    silent = {provider.code for provider in rows.missing_providers() if not provider.answered}
    return tuple(row for row in rows.indicators() if row.is_missing and row.provider not in silent)
