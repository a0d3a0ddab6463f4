"""The rows of a committee file, with the context a controller needs beside the open cells."""

from __future__ import annotations

from xlmal.domain.choices import Direction, Expectation, RoundKind
from xlmal.domain.indicators import Indicator, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.numbers import NO_BREAK_SPACE, swedish
from xlmal.domain.request import Request
from xlmal.domain.round_result import target_for
from xlmal.domain.rounds import Round
from xlmal.domain.types import Measured
from xlmal.intake.reading import MeasureContext
from xlmal.operations.returned_tables import measures_of
from xlmal.rules.measured import MET_FROM, MET_TO
from xlmal.rules.met_bounds import met_bounds
from xlmal.rules.share_bounds import asked_to
from xlmal.schema.committee import ASKED_FROM, ASKED_TO, DECIMALS, EXPECTED, MEASURED_TO
from xlmal.schema.master import FOLLOW_UPS, OUTCOMES

FormRow = dict[str, object]

_EARLIER_YEARS = 3


def shown(value: Measured | None, decimals: int) -> str:
    """A measured value as people read it: "82,5", "ja"; nothing for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return swedish(value, decimals)


def target_text(indicator: Indicator, target: YearTarget | None) -> object:
    """The year's target as it is shown: a number where it is one, else words ("-1 till 1")."""
    if target is None or target.target is None:
        return "saknas"
    if isinstance(target.target, bool):
        return "ja" if target.target else "nej"
    if indicator.direction is Direction.INTERVAL and target.target_upper is not None:
        low, high = (swedish(x, indicator.decimals) for x in (target.target, target.target_upper))
        return f"{low} till {high}"
    if indicator.direction is Direction.KEEP and indicator.tolerance:
        return f"{shown(target.target, indicator.decimals)} ± {swedish(indicator.tolerance)}"
    return target.target


def outcome_rows(municipality: Municipality, request: Request, round_: Round) -> list[FormRow]:
    """One row per indicator the request provides, in the order of the master."""
    measures = measures_of(municipality, request.indicators)
    return [
        _outcome_row(municipality, indicator, round_) | _asked(measures[indicator.id])
        for indicator in request.indicators
    ]


def _asked(measure: MeasureContext) -> FormRow:
    """Between which values intake would ask whether a share is meant."""
    bound = asked_to(measure)
    return {ASKED_FROM: None if bound is None else -bound, ASKED_TO: bound}


def shown_beside(municipality: Municipality, indicator: Indicator, round_: Round) -> FormRow:
    """What a row shows in its locked cells, by header."""
    expectation = municipality.expectation(indicator.id, round_) or Expectation.NOT_MEASURED
    return {
        "Mål": municipality.goal_by_id[indicator.goal].wording,
        "Indikator": indicator.name,
        "Måttenhet": indicator.measure_unit,
        "Riktning": str(indicator.direction or ""),
        "Målvärde": target_text(indicator, municipality.target_of.get((indicator.id, round_.year))),
        "Samma omgång i fjol": _last_year(municipality, indicator, round_),
        "Senaste värden": _latest(municipality, indicator, round_.year),
        EXPECTED: expectation,
    }


def _outcome_row(municipality: Municipality, indicator: Indicator, round_: Round) -> FormRow:
    target = municipality.target_of.get((indicator.id, round_.year))
    stored = municipality.outcome_of.get((indicator.id, round_))
    occasion = municipality.occasion_of.get(round_)
    bounds = met_bounds(target_for(indicator, target))
    row: FormRow = {
        column.header: getattr(stored, column.field) if stored and column.field else None
        for column in OUTCOMES.stored
    }
    row |= shown_beside(municipality, indicator, round_)
    return row | {
        "Indikator-ID": indicator.id,
        "Omgång": round_,
        DECIMALS: indicator.decimals,
        "Rimligt lägst": indicator.plausible_min,
        "Rimligt högst": indicator.plausible_max,
        "Könsuppdelad": indicator.by_sex or None,
        MET_FROM: bounds.low,
        MET_TO: bounds.high,
        MEASURED_TO: occasion.measured_to if occasion else None,
    }


def _last_year(municipality: Municipality, indicator: Indicator, round_: Round) -> object:
    """What the same round said a year ago: the outcome, else the prognosis (said so)."""
    outcome = municipality.outcome_of.get((indicator.id, round_.in_year(round_.year - 1)))
    if outcome is None:
        return ""
    if outcome.outcome is not None:
        value = outcome.outcome
        return shown(value, 0) if isinstance(value, bool) else value
    if outcome.prognosis is not None:
        return f"{shown(outcome.prognosis, indicator.decimals)} (prognos)"
    return ""


def _latest(municipality: Municipality, indicator: Indicator, year: int) -> str:
    """The annual reports' values of the latest years, one a line: "2016: 74", "2017: 72"."""
    parts = []
    for earlier in range(year - _EARLIER_YEARS, year):
        outcome = municipality.outcome_of.get((indicator.id, Round(earlier, RoundKind.YEAR)))
        if outcome is not None and outcome.outcome is not None:
            parts.append(f"{earlier}:{NO_BREAK_SPACE}{shown(outcome.outcome, indicator.decimals)}")
    return "\n".join(parts)


def follow_up_rows(municipality: Municipality, request: Request, round_: Round) -> list[FormRow]:
    """One row per goal of the unit, in the order of the master."""
    rows = []
    occasion = municipality.occasion_of.get(round_)
    for goal in request.goals:
        stored = municipality.follow_up_of.get((goal.id, round_))
        council = municipality.council_goal_by_id.get(goal.council_goal or "")
        row: FormRow = {
            column.header: getattr(stored, column.field) if stored and column.field else None
            for column in FOLLOW_UPS.stored
        }
        rows.append(
            row
            | {
                "Mål-ID": goal.id,
                "Mål": goal.wording,
                "Övergripande mål": f"{council.id} {council.wording}" if council else "",
                "Förra bedömningen": _previous_assessment(municipality, goal.id, round_),
                "Omgång": round_,
                MEASURED_TO: occasion.measured_to if occasion else None,
            }
        )
    return rows


def _previous_assessment(municipality: Municipality, goal: str, round_: Round) -> str:
    earlier = [
        follow_up
        for (id_, when), follow_up in municipality.follow_up_of.items()
        if id_ == goal and when < round_ and follow_up.assessment is not None
    ]
    if not earlier:
        return ""
    last = max(earlier, key=lambda follow_up: follow_up.round)
    return f"{last.assessment} ({last.round.code})"
