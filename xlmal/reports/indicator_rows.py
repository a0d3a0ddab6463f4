"""From an indicator's result to its row: figures, history, women and men, and where they stand."""

from __future__ import annotations

from xlmal.domain.choices import Direction, RoundKind, State, ValueStatus
from xlmal.domain.computed import ComputedPrognosis
from xlmal.domain.indicators import Indicator
from xlmal.domain.numbers import swedish
from xlmal.domain.round_result import GoalResult, IndicatorResult, RoundResult
from xlmal.domain.rounds import Round
from xlmal.domain.status import Basis
from xlmal.domain.types import Measured
from xlmal.reports.indicator_row import IndicatorRow
from xlmal.reports.masking import (
    LEAST_GROUP,
    MASKED_REASON,
    by_sex,
    counts_persons,
    is_small,
    masked_comment,
    masked_text,
    shown_group,
)
from xlmal.reports.shown import Figure, Status, Trend
from xlmal.reports.sources import OUTCOME, TARGET, Sources

#: How many earlier years a report shows.
YEARS_SHOWN = 5


def indicator_row(
    round_result: RoundResult, goal: GoalResult, result: IndicatorResult, sources: Sources
) -> IndicatorRow:
    """Write one indicator's row."""
    indicator, said, municipality = result.indicator, result.outcome, round_result.municipality
    persons = counts_persons(indicator)
    few = bool(said and said.respondents is not None and said.respondents < LEAST_GROUP)
    is_interval = result.target.direction is Direction.INTERVAL

    def figure(value: Measured | None) -> Figure:
        return shown_group(Figure(value, indicator.decimals), persons=persons)

    outcome = figure(said.outcome if said else None)
    if few and outcome.value is not None:
        outcome = Figure(decimals=indicator.decimals, masked=True)
    women, men, difference = by_sex(
        Figure(said.women if said else None, indicator.decimals),
        Figure(said.men if said else None, indicator.decimals),
        outcome,
        persons=persons,
    )
    trend = Trend(
        tuple(
            (year, figure(before.outcome))
            for year in range(round_result.round.year - YEARS_SHOWN, round_result.round.year)
            if (before := municipality.outcome_of.get((indicator.id, Round(year, RoundKind.YEAR))))
            and before.outcome is not None
        )
    )
    last = round_result.round.year - 1
    upper = result.target.upper if is_interval else None
    hidden = (persons and is_small(result.verdict.judged)) or outcome.masked
    return IndicatorRow(
        id=indicator.id,
        goal=goal.goal.id,
        unit=goal.goal.unit,
        unit_name=goal.unit.name if goal.unit else goal.goal.unit,
        provider=municipality.provider_of(indicator) or "",
        name=indicator.name,
        measure_unit=indicator.measure_unit,
        target=Figure(result.target.value, indicator.decimals, upper),
        last_year=next((value for year, value in trend.values if year == last), Figure()),
        outcome=outcome,
        prognosis=figure(said.prognosis if said else None),
        basis=str(result.verdict.basis),
        status=Status.of(result.verdict.state, round_result.words),
        reason=MASKED_REASON if hidden else _reason(round_result, result),
        comment=_comment(said.comment if said else "", hidden=hidden),
        is_missing=is_missing(result),
        baseline=figure(indicator.baseline),
        trend=trend,
        women=women,
        men=men,
        difference=difference,
        source=indicator.source,
        is_preliminary=bool(said and said.value_status is ValueStatus.PRELIMINARY),
        cell=sources.cell(OUTCOME, indicator.id, _judged_header(result)),
        target_cell=sources.cell(TARGET, indicator.id, "Målvärde"),
        computed=_computed(indicator, result.computed, persons=persons),
    )


def _comment(text: str, *, hidden: bool) -> str:
    return masked_comment(text) if hidden else masked_text(text)


def is_missing(result: IndicatorResult) -> bool:
    """True when the round expects a figure and nothing could be judged for want of it."""
    return result.verdict.basis is Basis.NONE and result.verdict.state is not State.NOT_MEASURED


def _reason(round_result: RoundResult, result: IndicatorResult) -> str:
    """The verdict's reason, marked where the result rests on few answers."""
    reason = result.verdict.reason
    count = result.outcome.respondents if result.outcome else None
    if count is None or count >= round_result.municipality.settings.least_respondents:
        return reason
    return f"{reason.rstrip('.')} (få svar: {count})"


def _judged_header(result: IndicatorResult) -> str:
    return "Prognos" if result.verdict.basis is Basis.PROGNOSIS else "Utfall"


def _computed(indicator: Indicator, computed: ComputedPrognosis | None, *, persons: bool) -> str:
    """A computed prognosis in words, always called so."""
    if computed is None:
        return ""
    if persons and is_small(computed.value):
        return f"Beräknad prognos: {MASKED_REASON}"
    decimals = indicator.decimals
    said = f"Beräknad prognos {swedish(computed.value, decimals)} ({computed.method})."
    because = f" {computed.because}"
    if computed.low is not None and computed.high is not None:
        because += (
            f" Metoden hade {computed.errors} tidigare år gett mellan "
            f"{swedish(computed.low, decimals)} och {swedish(computed.high, decimals)}."
        )
    return f"{said}{because} Räknas inte som rapporterad."
