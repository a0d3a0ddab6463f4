"""What rules on a master's rows need beside them: joined once, and only for the year at hand."""

from __future__ import annotations

from collections.abc import Mapping

from xlmal.domain.choices import RoundStatus
from xlmal.domain.goals import UnitGoal
from xlmal.domain.indicators import Indicator
from xlmal.domain.municipality import Municipality
from xlmal.domain.round_result import target_for
from xlmal.domain.rounds import Round
from xlmal.intake.rows import RowRead
from xlmal.rules.condition import ExcelValue
from xlmal.rules.engine import Context, InFocus, as_excel
from xlmal.rules.goal_wording import ACTIVITY_SIGN, activity_sign
from xlmal.rules.measured import MET_FROM, MET_TO, TARGET
from xlmal.rules.met_bounds import met_bounds
from xlmal.schema.committee import EXPECTED, MEASURED_TO
from xlmal.schema.master import FOLLOW_UPS, INDICATORS, OUTCOMES, OVERALL, TARGETS, UNIT_GOALS
from xlmal.schema.written import GOAL_HOLDS, INDICATOR_COUNT

_Beside = Mapping[str, ExcelValue]

_OF_INDICATOR = {
    "Indikator": "name",
    "Måttenhet": "measure_unit",
    "Riktning": "direction",
    "Decimaler": "decimals",
    "Basvärde": "baseline",
    "Rimligt lägst": "plausible_min",
    "Rimligt högst": "plausible_max",
    "Könsuppdelad": "by_sex",
}
_ANSWERS = ("Utfall", "Kvinnor", "Män", "Prognos", "Varför saknas värde", "Kommentar")


def contexts(municipality: Municipality) -> dict[str, Context]:
    """The context of each table's rows, by the table's name; other tables need none.

    Rows that are not about this year get None: goals and indicators that do not hold, other
    years' targets, answers and assessments, and rows that a round still open waits for.
    """
    joined = _Joined(municipality)
    return {
        UNIT_GOALS.name: joined.unit_goal,
        INDICATORS.name: joined.indicator,
        TARGETS.name: InFocus(joined.target, "År", joined.is_this_year),
        OUTCOMES.name: InFocus(joined.outcome, "Omgång", joined.is_in_focus),
        FOLLOW_UPS.name: joined.follow_up,
        OVERALL.name: joined.overall,
    }


def indicator_context(indicator: Indicator) -> dict[str, ExcelValue]:
    """What rules ask about an indicator, by header."""
    return {header: as_excel(getattr(indicator, field)) for header, field in _OF_INDICATOR.items()}


def round_context(
    municipality: Municipality, indicator: Indicator, round_: Round
) -> dict[str, ExcelValue]:
    """What rules ask about an indicator in one round, by header: target, expectation, last day."""
    target = municipality.target_of.get((indicator.id, round_.year))
    bounds = met_bounds(target_for(indicator, target))
    occasion = municipality.occasion_of.get(round_)
    return {
        EXPECTED: as_excel(municipality.expectation(indicator.id, round_)),
        TARGET: as_excel(target.target if target else None),
        MET_FROM: bounds.low,
        MET_TO: bounds.high,
        MEASURED_TO: as_excel(occasion.measured_to if occasion else None),
    }


class _Joined:
    def __init__(self, municipality: Municipality) -> None:
        self._all = municipality
        self._year = municipality.settings.year
        self._indicators: dict[str, dict[str, ExcelValue]] = {}

    def unit_goal(self, row: RowRead) -> _Beside | None:
        goal = self._all.goal_by_id.get(str(row.value("Mål-ID")))
        if goal is None:
            return {}
        return self._of_goal(goal) if goal.is_valid(self._year) else None

    def _of_goal(self, goal: UnitGoal) -> _Beside:
        named = self._all.council_goal_by_id.get(goal.council_goal or "")
        return {
            GOAL_HOLDS: None if named is None else float(named.is_valid(self._year)),
            INDICATOR_COUNT: float(len(self._all.indicators_of.get(goal.id, ()))),
            ACTIVITY_SIGN: activity_sign(goal.wording),
        }

    def indicator(self, row: RowRead) -> _Beside | None:
        indicator = self._all.indicator_by_id.get(str(row.value("Indikator-ID")))
        return {} if indicator is None or self._is_current(indicator) else None

    def target(self, row: RowRead) -> _Beside | None:
        return self._of_indicator(row)

    def outcome(self, row: RowRead) -> _Beside | None:
        round_ = row.value("Omgång")
        if not isinstance(round_, Round):
            return None
        if self._still_open(round_) and all(row.value(header) is None for header in _ANSWERS):
            return None
        beside = self._of_indicator(row)
        if beside is None:
            return None
        indicator = self._all.indicator_by_id[str(row.value("Indikator-ID"))]
        return {**beside, **round_context(self._all, indicator, round_)}

    def follow_up(self, row: RowRead) -> _Beside | None:
        round_ = row.value("Omgång")
        if not self.is_in_focus(round_) or not isinstance(round_, Round):
            return None
        answers = (column.header for column in FOLLOW_UPS.stored[len(FOLLOW_UPS.key) :])
        if self._still_open(round_) and all(row.value(header) is None for header in answers):
            return None
        goal = self._all.goal_by_id.get(str(row.value("Mål-ID")))
        if goal and not goal.is_valid(self._year):
            return None
        return {MEASURED_TO: self._measured_to(round_), "Mål": goal.wording if goal else None}

    def overall(self, row: RowRead) -> _Beside | None:
        round_ = row.value("Omgång")
        return {} if isinstance(round_, Round) and round_.year == self._year else None

    def _of_indicator(self, row: RowRead) -> dict[str, ExcelValue] | None:
        indicator = self._all.indicator_by_id.get(str(row.value("Indikator-ID")))
        if indicator is None or not self._is_current(indicator):
            return None
        if indicator.id not in self._indicators:
            self._indicators[indicator.id] = indicator_context(indicator)
        return self._indicators[indicator.id]

    def _is_current(self, indicator: Indicator) -> bool:
        goal = self._all.goal_by_id.get(indicator.goal)
        return goal is None or goal.is_valid(self._year)

    def is_this_year(self, year: object) -> bool:
        """True for the year the workbook steers."""
        return year == self._year

    def is_in_focus(self, round_: object) -> bool:
        """True for this year's open rounds; for the last closed one when none is open.

        Nobody can do anything any more about a closed round while the next one is under way.
        """
        if not isinstance(round_, Round) or round_.year != self._year:
            return False
        if self._still_open(round_):
            return True
        statuses = {one.round: one.status for one in self._all.occasions}
        year = {known: status for known, status in statuses.items() if known.year == self._year}
        if RoundStatus.OPEN in year.values():
            return False
        closed = [known for known, status in year.items() if status is RoundStatus.CLOSED]
        return round_ == max(closed)

    def _still_open(self, round_: Round) -> bool:
        occasion = self._all.occasion_of.get(round_)
        return occasion is None or occasion.status is not RoundStatus.CLOSED

    def _measured_to(self, round_: Round) -> ExcelValue:
        occasion = self._all.occasion_of.get(round_)
        return as_excel(occasion.measured_to if occasion else None)
