"""What is joined to a master's rows before they are judged, and which rows are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.rule_tables import broken, view_of
from xlmal.domain.attainment import assess
from xlmal.domain.choices import Direction, RoundStatus, State
from xlmal.domain.target import Target
from xlmal.rules.context import contexts
from xlmal.rules.met_bounds import MetBounds, met_bounds
from xlmal.rules.sample import D2, changed, sound_municipality
from xlmal.schema.master import OUTCOMES

ANSWERS = """
    Indikator-ID | Omgång  | Utfall | Prognos | Varför saknas värde | Kommentar
    M1.1         | 2018-D2 |        |         |                     |
    M1.1         | 2019-D1 |        |         |                     |
    M1.1         | 2019-D2 |        |         |                     |
    M2.1         | 2019-D2 | 40     |         |                     |
    M3.1         | 2019-D2 | 40     | 399     |                     |
    """


def test_only_the_open_round_is_judged_and_its_untouched_rows_are_left_alone() -> None:
    outcome = contexts(sound_municipality())[OUTCOMES.name]

    assert broken(ANSWERS, OUTCOMES, outcome) == [
        ("P10", "Utfall!D5"),
        ("P12", "Utfall!F6"),  # 399 does not reach 400
    ]


def test_the_last_closed_round_is_judged_when_none_is_open() -> None:
    between = changed("occasions", D2, status=RoundStatus.PLANNED)(sound_municipality())

    found = broken(ANSWERS, OUTCOMES, contexts(between)[OUTCOMES.name])

    assert ("P10", "Utfall!D3") in found


def test_an_answer_for_a_goal_that_no_longer_holds_is_left_alone() -> None:
    expired = changed("unit_goals", "M3", valid_to=2018)(sound_municipality())

    found = broken(ANSWERS, OUTCOMES, contexts(expired)[OUTCOMES.name])

    assert ("P12", "Utfall!F6") not in found


def test_a_row_is_told_what_its_indicator_and_round_are() -> None:
    municipality = sound_municipality()
    read = view_of(municipality).tables["outcomes"]
    row = next(row for row in read.rows if row.value("Omgång") == D2)

    beside = contexts(municipality)[OUTCOMES.name](row)

    assert beside is not None
    assert beside["Väntas"] == "prognos"
    assert beside["Riktning"] == "högre"
    assert beside["Målvärde"] == 400.0
    assert beside["Når målet från"] == 399.5
    assert beside["Mäts till och med"] == 43708.0
    assert beside["Könsuppdelad"] == "nej"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (Target(Direction.HIGHER, 85.0, decimals=1), MetBounds(84.95, None)),
        (Target(Direction.LOWER, 5.0), MetBounds(None, 5.49999999999999)),
        (Target(Direction.HIGHER, -5.0), MetBounds(-5.49999999999999, None)),
        (Target(Direction.LOWER, -5.0), MetBounds(None, -4.5)),
        (Target(Direction.HIGHER, 0.0), MetBounds(-0.499999999999999, None)),
        (Target(Direction.INTERVAL, 20.0, upper=30.0), MetBounds(19.5, 30.4999999999999)),
        (Target(Direction.KEEP, 10.0, tolerance=2.0), MetBounds(7.5, 12.4999999999999)),
        (Target(Direction.YES_NO, True), MetBounds()),
        (Target(Direction.HIGHER, None), MetBounds()),
        (Target(None, 3.0), MetBounds()),
        (Target(Direction.INTERVAL, 20.0, upper=10.0), MetBounds()),
    ],
)
def test_the_values_that_meet_a_target_as_it_is_shown(target: Target, expected: MetBounds) -> None:
    assert met_bounds(target) == expected


@given(
    direction=st.sampled_from([Direction.HIGHER, Direction.LOWER, Direction.KEEP]),
    aim=st.integers(-2000, 2000),
    offset=st.integers(-40, 40),
    decimals=st.integers(0, 2),
)
def test_the_bounds_say_what_the_assessment_says(
    direction: Direction, aim: int, offset: int, decimals: int
) -> None:
    target = Target(direction, aim / 100, tolerance=0.05, decimals=decimals)
    value = (aim * 10 + offset) / 1000
    low, high = met_bounds(target)

    is_within = (low is None or value >= low) and (high is None or value <= high)

    assert is_within is (assess(value, target).state is State.MET)
