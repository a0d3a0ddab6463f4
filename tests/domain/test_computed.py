"""Computed prognoses: their method, their interval, and that they never pass for reported."""

from __future__ import annotations

from datetime import date

import pytest

from xlmal.domain.choices import Direction, Expectation, MeasureKind, MissingReason, State, UnitKind
from xlmal.domain.computed import ComputedPrognosis, Method, computed_prognosis
from xlmal.domain.goals import UnitGoal
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.round_result import round_result
from xlmal.domain.rounds import ReportingOccasion, Round
from xlmal.domain.units import Unit

AUGUST = Round.parse("2019-D2")


def one_indicator(kind: str, values: str, **said: object) -> Municipality:
    """One indicator with values such as "2018-D2 60, 2018-ÅR 100, 2019-D2 66"."""
    outcomes = []
    for told in values.split(", "):
        code, value = told.split()
        about = said if code == AUGUST.code else {}
        outcomes.append(
            Outcome(
                indicator="M1.1",
                round=Round.parse(code),
                outcome=None if value == "-" else float(value),
                **about,
            )
        )
    return Municipality(
        units=(Unit(code="KS", name="Kommunstyrelsen", kind=UnitKind.COMMITTEE),),
        unit_goals=(UnitGoal(id="M1", unit="KS", wording="Fler."),),
        indicators=(
            Indicator(
                id="M1.1",
                goal="M1",
                name="Antal",
                direction=Direction.HIGHER,
                measure_kind=MeasureKind(kind),
            ),
        ),
        targets=(YearTarget(indicator="M1.1", year=2019, target=90),),
        outcomes=tuple(outcomes),
        occasions=(ReportingOccasion(round=AUGUST, measured_to=date(2019, 8, 31)),),
    )


def computed(municipality: Municipality, round_: Round = AUGUST) -> ComputedPrognosis | None:
    return computed_prognosis(municipality, municipality.indicators[0], round_)


SEASON = "2016-D2 50, 2016-ÅR 100, 2017-D2 60, 2017-ÅR 120, 2018-D2 48, 2018-ÅR 80, 2019-D2 55"

METHODS = """
flöde              | 2019-D2 73                            | samma takt året ut           | 110
flöde              | 2018-D2 60, 2018-ÅR 90, 2019-D2 73    | samma takt året ut           | 110
flöde              | {season}                              | andel av året i tidigare år  | 110
nivå               | 2018-ÅR 90, 2019-D2 73                | senaste värdet står sig      | 73
kvot               | 2019-D2 73                            | senaste värdet står sig      | 73
medel hittills     | 2018-ÅR 90, 2019-D2 -                 | senaste värdet står sig      | 90
rullande 12 månader| 2019-D2 73                            | senaste värdet står sig      | 73
"""


@pytest.mark.parametrize("row", METHODS.strip().splitlines())
def test_the_method_follows_from_the_measure_s_kind_and_history(row: str) -> None:
    kind, values, method, value = (cell.strip() for cell in row.split("|"))
    found = computed(one_indicator(kind, values.format(season=SEASON)))
    assert found is not None
    assert (str(found.method), found.value) == (method, float(value))


NOTHING = """
flöde           | 2018-ÅR 90, 2019-D2 - | adding up needs a sum so far
en gång per år  | 2018-ÅR 90, 2019-D2 73| the year's one measuring is still to come
nivå            | 2019-D2 -             | no value at all
"""


@pytest.mark.parametrize("row", NOTHING.strip().splitlines())
def test_nothing_is_computed_from_nothing(row: str) -> None:
    kind, values, _ = (cell.strip() for cell in row.split("|"))
    assert computed(one_indicator(kind, values)) is None


@pytest.mark.parametrize("said", [{"prognosis": 80.0}, {"missing_reason": MissingReason.TOO_FEW}])
def test_nothing_is_computed_where_the_unit_has_spoken(said: dict[str, object]) -> None:
    assert computed(one_indicator("nivå", "2019-D2 73", **said)) is None


def test_an_annual_report_computes_nothing() -> None:
    year = Round.parse("2019-ÅR")
    assert computed(one_indicator("nivå", "2018-ÅR 90, 2019-D2 73"), year) is None


def test_the_interval_is_as_wide_as_the_method_was_wrong_in_three_earlier_years() -> None:
    values = "2016-D2 70, 2016-ÅR 75, 2017-D2 70, 2017-ÅR 68, 2018-D2 71, 2018-ÅR 71, 2019-D2 73"
    found = computed(one_indicator("nivå", values))
    assert found is not None
    assert (found.low, found.value, found.high, found.errors) == (71, 73, 78, 3)
    short = computed(one_indicator("nivå", values.partition(", 2017-D2")[0] + ", 2019-D2 73"))
    assert short is not None
    assert (short.low, short.high, short.errors) == (None, None, 0)


def test_a_season_s_interval_is_judged_on_years_it_was_not_drawn_from() -> None:
    found = computed(one_indicator("flöde", SEASON))
    assert found is not None
    assert found.method is Method.SEASONAL
    # 2016 from 2017 and 2018: 50 / 0.55 = 90.9, short by 9.1; 2018 by half: 96, over by 16.
    assert (found.low, found.high) == (94, 121)
    assert "2016–2018" in found.because


def test_a_computed_prognosis_never_counts_as_reported() -> None:
    goal = round_result(one_indicator("nivå", "2018-ÅR 90, 2019-D2 95"), AUGUST).goals[0]
    assert goal.indicators[0].computed is not None
    assert goal.indicators[0].computed.value == 95  # would be met
    assert goal.indicators[0].verdict.state is State.NOT_REPORTED
    assert goal.calculated.state is State.NOT_REPORTED
    assert str(goal.calculated.coverage) == "bedömda 0 av 1"


def test_what_is_not_measured_this_time_is_not_computed() -> None:
    whole = one_indicator("nivå", "2018-ÅR 90")
    target = whole.targets[0].model_copy(update={"expect_d2": Expectation.NOT_MEASURED})
    silent = Municipality(**{**whole.__dict__, "targets": (target,)})
    assert round_result(silent, AUGUST).goals[0].indicators[0].computed is None
