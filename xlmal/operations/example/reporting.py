"""What the units of the example municipality report in a round, when nobody makes a mistake."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from xlmal.domain.choices import (
    Expectation,
    MeasureKind,
    MissingReason,
    RoundKind,
    State,
    ValueStatus,
)
from xlmal.domain.followup import GoalFollowUp
from xlmal.domain.indicators import Indicator, Outcome
from xlmal.domain.municipality import Municipality
from xlmal.domain.round_result import GoalResult, IndicatorResult, round_result
from xlmal.domain.rounds import Round
from xlmal.domain.types import Measured
from xlmal.operations.example import wording
from xlmal.operations.example.tables import Row, measured, number, rows

_SO_FAR = {RoundKind.D1: 0.3, RoundKind.D2: 0.65, RoundKind.YEAR: 1.0}


@cache
def _plans() -> dict[str, Row]:
    measures = {row["kod"]: row for row in rows("measures")}
    return {row["id"]: {**measures[row["mått"]], **row} for row in rows("indicators")}


@cache
def _place(indicator: str) -> int:
    return list(_plans()).index(indicator)


def year_value(indicator: str, year: int) -> Measured | None:
    """What the year ends at (2019: is going to end at); None for a year it is not measured."""
    row = _plans()[indicator]
    return measured(row["bas"] if year == 2015 else row[str(year)])


def outcomes(municipality: Municipality, round_: Round) -> tuple[Outcome, ...]:
    """Return what is reported for every indicator that the round expects something of."""
    plain = [
        outcome
        for indicator in municipality.indicators
        if (outcome := _outcome(municipality, indicator, round_)) is not None
    ]
    judged = round_result(replace(municipality, outcomes=tuple(plain)), round_)
    standings = {
        result.indicator.id: _standing(municipality, result, round_)
        for goal in judged.goals
        for result in goal.indicators
    }
    return tuple(_with_comment(outcome, standings[outcome.indicator]) for outcome in plain)


def follow_ups(municipality: Municipality, round_: Round) -> tuple[GoalFollowUp, ...]:
    """Return every unit's assessment of its goals, from the outcomes that the round holds."""
    return tuple(
        _follow_up(municipality, goal, round_) for goal in round_result(municipality, round_).goals
    )


def _outcome(municipality: Municipality, indicator: Indicator, round_: Round) -> Outcome | None:
    expected = municipality.expectation(indicator.id, round_)
    value = year_value(indicator.id, round_.year)
    if expected in (None, Expectation.NOT_MEASURED) or value is None:
        return None
    gap = next(
        (
            row
            for row in rows("gaps")
            if (row["indikator"], row["omgång"]) == (indicator.id, round_.code)
        ),
        None,
    )
    if gap:
        return Outcome(
            indicator=indicator.id,
            round=round_,
            missing_reason=MissingReason(gap["orsak"]),
            comment=gap["kommentar"],
        )
    wants_outcome = expected is not Expectation.PROGNOSIS
    outcome = value if expected is Expectation.FINAL else _so_far(indicator, round_, value)
    if outcome is None and wants_outcome:
        outcome = value
    prognosis = _prognosis(indicator, round_, value)
    is_final = expected is Expectation.FINAL
    status = ValueStatus.FINAL if is_final else ValueStatus.PRELIMINARY
    women, men = _by_sex(indicator, outcome)
    return Outcome(
        indicator=indicator.id,
        round=round_,
        outcome=outcome,
        women=women,
        men=men,
        prognosis=None if is_final or round_.kind is RoundKind.YEAR else prognosis,
        value_status=None if outcome is None else status,
        measured_on=None if outcome is None else _measured_on(municipality, indicator, round_),
        respondents=None if outcome is None else _respondents(indicator, round_),
    )


def _so_far(indicator: Indicator, round_: Round, value: Measured) -> float | None:
    """The outcome so far: a flow's part of the year, a level on its way, nothing once a year."""
    if indicator.measure_kind is MeasureKind.YEARLY:
        return None
    part = _SO_FAR[round_.kind]
    if indicator.measure_kind is MeasureKind.FLOW:
        if part < 1:
            part += 0.02 * (_place(indicator.id) % 4)
        return round(value * part, indicator.decimals)
    before = year_value(indicator.id, round_.year - 1)
    start = value if before is None else before
    return round(start + (value - start) * part, indicator.decimals)


def _prognosis(indicator: Indicator, round_: Round, value: Measured) -> Measured:
    """Off by half the year's change in April, by the last decimal in August; 2019 is exact then."""
    if isinstance(value, bool):
        return value
    off = (_place(indicator.id) * 5 + round_.year) % 3 - 1
    smallest = 10**-indicator.decimals
    step = 0.0 if round_.year == 2019 else smallest
    if round_.kind is RoundKind.D1:
        before = year_value(indicator.id, round_.year - 1)
        step = max(smallest, abs(value - (value if before is None else before)) / 2)
    return _plausible(indicator, round(value + off * step, indicator.decimals))


def _plausible(indicator: Indicator, value: float) -> float:
    if indicator.plausible_min is not None:
        value = max(value, indicator.plausible_min)
    return value if indicator.plausible_max is None else min(value, indicator.plausible_max)


def _by_sex(indicator: Indicator, value: Measured | None) -> tuple[float | None, float | None]:
    """Women and men lie on either side of the value for both, at a distance the measure tells."""
    apart = number(_plans()[indicator.id]["kön"])
    if value is None or apart is None:
        return None, None
    women, men = (
        _plausible(indicator, round(value + sign * apart, indicator.decimals)) for sign in (1, -1)
    )
    return women, men


def _measured_on(municipality: Municipality, indicator: Indicator, round_: Round) -> date | None:
    day = _plans()[indicator.id]["mätdag"]
    if day:
        return date.fromisoformat(f"{round_.year}-{day}")
    return municipality.occasion_of[round_].measured_to


def _respondents(indicator: Indicator, round_: Round) -> int | None:
    """How many answered a survey, a few more or less from year to year."""
    usual = number(_plans()[indicator.id]["svar"])
    return None if usual is None else int(usual) + (_place(indicator.id) + round_.year) % 7 - 3


def _standing(
    municipality: Municipality, result: IndicatorResult, round_: Round
) -> wording.Standing:
    state = result.verdict.state
    return wording.Standing(
        indicator=result.indicator,
        target=municipality.target_of[result.indicator.id, round_.year],
        outcome=result.outcome or Outcome(indicator=result.indicator.id, round=round_),
        last_year=year_value(result.indicator.id, round_.year - 1),
        verdict=state if state.is_assessed else None,
    )


def _with_comment(outcome: Outcome, standing: wording.Standing) -> Outcome:
    """Missed targets are commented, others now and then; the past was commented less."""
    place, year = _place(outcome.indicator), outcome.round.year
    seed = place // 2 + place % 2 * 3 + year
    seldom = 2 if year == 2019 else 4
    missed = standing.verdict in (State.PARTLY, State.NOT_MET)
    comments = (missed and year >= 2018) or (place + year) % seldom == 0
    if outcome.missing_reason or not comments:
        return outcome
    return outcome.model_copy(update={"comment": wording.comment(standing, seed)})


def _follow_up(municipality: Municipality, goal: GoalResult, round_: Round) -> GoalFollowUp:
    state = goal.calculated.state
    if not state.is_assessed:
        state = State.CANNOT_ASSESS
    seed = int(goal.goal.id[1:]) + round_.year + len(round_.kind)
    standings = [_standing(municipality, result, round_) for result in goal.indicators]
    acts = state is State.NOT_MET or (state is State.PARTLY and seed % 3 > 0)
    says = state is not State.MET or seed % 4 > 0
    about = goal.goal.id
    return GoalFollowUp(
        goal=about,
        round=round_,
        assessment=state,
        analysis=wording.analysis(about, state, standings, seed) if says else "",
        action=wording.about(about, "åtgärd", seed) if acts else "",
        responsible_role=wording.about(about, "roll", seed) if acts else "",
        due=wording.due(round_, seed) if acts else None,
    )
