"""What rules on a master's rows need beside them: joined once, and only for the year at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Final, TypeVar

from xlmal.domain.choices import RoundStatus
from xlmal.domain.fact_columns import column
from xlmal.domain.goals import UnitGoal
from xlmal.domain.municipality import Municipality
from xlmal.domain.round_result import target_for
from xlmal.domain.round_values import Aim, aims, measures
from xlmal.domain.rounds import Round
from xlmal.rules.beside import ABSENT, Beside, ByColumn, Column, Context, Values
from xlmal.rules.excel_values import as_excel
from xlmal.rules.goal_wording import ACTIVITY_SIGN, activity_sign
from xlmal.rules.measured import MET_FROM, MET_TO, TARGET
from xlmal.rules.met_bounds import MetBounds, met_bounds
from xlmal.rules.nodes import ExcelValue
from xlmal.schema.committee import EXPECTED, MEASURED_TO
from xlmal.schema.master import FOLLOW_UPS, INDICATORS, OUTCOMES, OVERALL, TARGETS, UNIT_GOALS
from xlmal.schema.written import GOAL_HOLDS, INDICATOR_COUNT

T = TypeVar("T")

_Columns = dict[str, Callable[[], Column]]

_OF_INDICATOR: Final = {
    "Indikator": "name",
    "Måttenhet": "measure_unit",
    "Riktning": "direction",
    "Decimaler": "decimals",
    "Basvärde": "baseline",
    "Rimligt lägst": "plausible_min",
    "Rimligt högst": "plausible_max",
    "Könsuppdelad": "by_sex",
}
_ANSWERS: Final = ("Utfall", "Kvinnor", "Män", "Prognos", "Varför saknas värde", "Kommentar")
_FOLLOWED_UP: Final = tuple(one.header for one in FOLLOW_UPS.stored[len(FOLLOW_UPS.key) :])


def contexts(municipality: Municipality) -> dict[str, Context]:
    """The context of each table's rows, by the table's name; other tables need none.

    Rows that are not about this year are left alone: goals and indicators that do not hold, other
    years' targets, answers and assessments, and rows that a round still open waits for.
    """
    joined = _Joined(municipality)
    return {
        UNIT_GOALS.name: ByColumn(joined.unit_goals),
        INDICATORS.name: ByColumn(joined.indicators),
        TARGETS.name: ByColumn(joined.targets),
        OUTCOMES.name: ByColumn(joined.outcomes),
        FOLLOW_UPS.name: ByColumn(joined.follow_ups),
        OVERALL.name: ByColumn(joined.overall),
    }


class _Joined:
    def __init__(self, municipality: Municipality) -> None:
        self._all = municipality
        self._year = municipality.settings.year
        self._fields: dict[str, Column] = {}

    def unit_goals(self, values: Values) -> Beside:
        known = _looked_up(self._all.goal_by_id, values("Mål-ID"))
        places = [
            place for place, goal in enumerate(known) if goal is None or goal.is_valid(self._year)
        ]
        goals = [known[place] for place in places]

        def told(tell: Callable[[UnitGoal], ExcelValue]) -> Callable[[], Column]:
            return lambda: Column.of([ABSENT if goal is None else tell(goal) for goal in goals])

        count = Counter(column(self._all.indicators, "goal"))
        return Beside(
            places,
            {
                GOAL_HOLDS: told(lambda goal: self._holds(goal.council_goal)),
                INDICATOR_COUNT: told(lambda goal: float(count[goal.id])),
                ACTIVITY_SIGN: told(lambda goal: activity_sign(goal.wording)),
            },
        )

    def _holds(self, council_goal: str | None) -> ExcelValue:
        named = self._all.council_goal_by_id.get(council_goal or "")
        return None if named is None else float(named.is_valid(self._year))

    def indicators(self, values: Values) -> Beside:
        known = _looked_up(self._indicator_at, values("Indikator-ID"))
        return Beside(
            [place for place, at in enumerate(known) if at is None or self._is_current[at]], {}
        )

    def targets(self, values: Values) -> Beside:
        years = [place for place, year in enumerate(values("År")) if year == self._year]
        places, indicators = self._current(values, years)
        return Beside(places, self._of_indicators(indicators))

    def outcomes(self, values: Values) -> Beside:
        rounds = values("Omgång")
        places, indicators = self._current(values, self._in_focus(rounds, _ANSWERS, values))
        of_rounds = self._of_rounds(indicators, [rounds[place] for place in places])
        return Beside(places, {**self._of_indicators(indicators), **of_rounds})

    def follow_ups(self, values: Values) -> Beside:
        rounds = values("Omgång")
        known = _looked_up(self._all.goal_by_id, values("Mål-ID"))
        places = [
            place
            for place in self._in_focus(rounds, _FOLLOWED_UP, values)
            if (goal := known[place]) is None or goal.is_valid(self._year)
        ]
        goals = [known[place] for place in places]
        return Beside(
            places,
            {
                MEASURED_TO: lambda: self._measured_to([rounds[place] for place in places]),
                "Mål": lambda: Column.of([goal.wording if goal else None for goal in goals]),
            },
        )

    def overall(self, values: Values) -> Beside:
        rounds = values("Omgång")
        return Beside([place for place, at in enumerate(rounds) if self._is_this_years(at)], {})

    @cached_property
    def _indicator_at(self) -> dict[object, int]:
        """Where an indicator stands among all, by its id: their facts are never made."""
        return {id_: at for at, id_ in enumerate(column(self._all.indicators, "id"))}

    @cached_property
    def _is_current(self) -> list[bool]:
        """Whether each indicator's goal holds this year; one that is lacking is told elsewhere."""
        ended = {goal.id for goal in self._all.unit_goals if not goal.is_valid(self._year)}
        return [goal not in ended for goal in column(self._all.indicators, "goal")]

    def _current(self, values: Values, places: Sequence[int]) -> tuple[list[int], list[int]]:
        """The rows of indicators whose goals hold, and where those indicators stand among all."""
        known = _looked_up(self._indicator_at, values("Indikator-ID"))
        current = [
            (place, at)
            for place in places
            if (at := known[place]) is not None and self._is_current[at]
        ]
        return [place for place, _ in current], [at for _, at in current]

    def _of_indicators(self, indicators: Sequence[int]) -> _Columns:
        def told(field: str) -> Callable[[], Column]:
            return lambda: self._of_all(field).of_rows(indicators)

        return {header: told(field) for header, field in _OF_INDICATOR.items()}

    def _of_all(self, field: str) -> Column:
        """A field of all indicators: targets and outcomes ask for the same."""
        if field not in self._fields:
            self._fields[field] = Column.of(column(self._all.indicators, field), as_excel)
        return self._fields[field]

    def _of_rounds(self, indicators: Sequence[int], rounds: Sequence[object]) -> _Columns:
        """What rules ask of indicators in their rounds: target, expectation, last day."""

        @cache
        def found() -> list[Aim | None]:
            ids: Sequence[Any] = column(self._all.indicators, "id")
            by_round = {at: aims(self._all, at) for at in set(rounds) if isinstance(at, Round)}
            asked = zip(indicators, rounds, strict=True)
            return [by_round[round_].get(ids[at]) for at, round_ in asked]  # type: ignore[index]

        @cache
        def bounds() -> list[MetBounds]:
            known = measures(self._all)
            asked = zip(indicators, found(), strict=True)
            return [met_bounds(target_for(known[at], aim)) for at, aim in asked]

        return {
            EXPECTED: lambda: Column.of([one and one.expectation for one in found()], as_excel),
            TARGET: lambda: Column.of([one and one.target for one in found()], as_excel),
            MET_FROM: lambda: Column.of([one.low for one in bounds()]),
            MET_TO: lambda: Column.of([one.high for one in bounds()]),
            MEASURED_TO: lambda: self._measured_to(rounds),
        }

    def _in_focus(
        self, rounds: Sequence[object], answers: Iterable[str], values: Values
    ) -> Sequence[int]:
        """The rows of this year's open rounds; of the last closed one when none is open.

        Nobody can do anything any more about a closed round while the next one is under way. A
        round still open waits for the rows in which nothing has been answered yet.
        """
        in_focus = {at for at in set(rounds) if self._is_in_focus(at)}
        waiting = {at for at in in_focus if self._still_open(at)}
        if not in_focus:
            return ()
        is_blank = [True] * len(rounds)
        for header in answers if waiting else ():
            for place, value in enumerate(values(header)):
                if value is not None:
                    is_blank[place] = False
        return [
            place
            for place, at in enumerate(rounds)
            if at in in_focus and not (is_blank[place] and at in waiting)
        ]

    def _is_this_years(self, round_: object) -> bool:
        return isinstance(round_, Round) and round_.year == self._year

    def _is_in_focus(self, round_: object) -> bool:
        if not self._is_this_years(round_):
            return False
        if self._still_open(round_):
            return True
        statuses = {one.round: one.status for one in self._all.occasions}
        year = {known: status for known, status in statuses.items() if known.year == self._year}
        if RoundStatus.OPEN in year.values():
            return False
        closed = [known for known, status in year.items() if status is RoundStatus.CLOSED]
        return round_ == max(closed)

    def _still_open(self, round_: object) -> bool:
        occasion = self._all.occasion_of.get(round_)  # type: ignore[call-overload]
        return occasion is None or occasion.status is not RoundStatus.CLOSED

    def _measured_to(self, rounds: Sequence[object]) -> Column:
        def last_day(round_: object) -> ExcelValue:
            occasion = self._all.occasion_of.get(round_)  # type: ignore[call-overload]
            return as_excel(occasion.measured_to if occasion else None)

        return Column.of(rounds, last_day)


def _looked_up(by_id: Mapping[Any, T], ids: Iterable[object]) -> list[T | None]:
    return [by_id.get(str(one)) for one in ids]
