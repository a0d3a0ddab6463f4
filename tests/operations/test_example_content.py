"""The example municipality: as large as the memo says, plausible, the same every time."""

from __future__ import annotations

from collections import Counter

import pytest

from xlmal.domain import agenda2030
from xlmal.domain.choices import Direction, Expectation, GoalType, RoundKind
from xlmal.domain.municipality import Municipality
from xlmal.domain.request import requests
from xlmal.domain.rounds import Round
from xlmal.operations.example.content import PERSONNEL_OFFICE, example_municipality

D2 = Round(2019, RoundKind.D2)

GOALS_OF_UNITS = {
    "KS": 8, "BUN": 12, "GVN": 7, "VON": 11, "SON": 9, "SBN": 7, "TN": 6, "MBN": 5, "KFN": 7,
    "STAB": 2, "BOAB": 4, "ENAB": 4, "RTJF": 2,
}  # fmt: skip

# (mått, år, publicerat värde): public figures, each the value of one indicator that year.
PUBLISHED = (
    ("M9.1", 2018, 74), ("M9.2", 2018, 73), ("M11.1", 2018, 227), ("M10.1", 2018, 82),
    ("M13.1", 2018, 118549), ("M15.1", 2018, 5.5), ("M14.1", 2018, 50), ("M21.1", 2018, 76),
    ("M23.1", 2018, 11), ("M22.1", 2018, 77.6), ("M28.1", 2018, 93.1), ("M41.1", 2018, 75),
    ("M40.1", 2018, 72), ("M39.1", 2018, 22), ("M66.1", 2018, 19), ("M67.1", 2018, 30),
    ("M68.1", 2018, 69), ("M1.2", 2018, 19.9), ("M3.2", 2018, 25), ("M3.1", 2018, 632),
    ("M7.2", 2018, 87), ("M5.1", 2018, 2.7), ("M4.1", 2016, 21), ("M5.2", 2016, 1763),
    ("M5.3", 2016, 778), ("M56.1", 2018, 87), ("M61.1", 2017, -21), ("M8.1", 2018, 2.9),
    ("M8.2", 2016, 29),
)  # fmt: skip


@pytest.fixture(scope="module")
def municipality() -> Municipality:
    return example_municipality()


def test_the_goals_are_as_many_as_in_the_memo(municipality: Municipality) -> None:
    committee = [
        goal
        for goal in municipality.unit_goals
        if municipality.unit_by_code[goal.unit].kind.is_committee
    ]
    assert len(municipality.units) == 15
    now = [goal.id for goal in municipality.council_goals if goal.is_valid(2019)]
    coming = [goal.id for goal in municipality.council_goals if goal.is_valid(2020)]
    assert (len(now), len(coming)) == (10, 4)
    assert len(committee) == 72
    assert len(municipality.unit_goals) == 84
    assert Counter(goal.unit for goal in municipality.unit_goals) == GOALS_OF_UNITS
    assert [goal.id for goal in municipality.unit_goals] == [f"M{n}" for n in range(1, 85)]
    on_council_goal = Counter(goal.council_goal for goal in committee)
    assert max(on_council_goal.values()) == 24, "en tredjedel på ett och samma mål"
    assert set(on_council_goal) == set(now)


def test_the_board_has_eight_goals_in_six_goal_areas(municipality: Municipality) -> None:
    areas = {goal.id: goal.goal_area for goal in municipality.council_goals if goal.is_valid(2019)}
    assert len(set(areas.values())) == 6
    board = municipality.goals_in(2019, "KS")
    assert len({areas[goal.council_goal or ""] for goal in board}) == 6


@pytest.mark.parametrize("goal_type", [GoalType.FINANCE, GoalType.PERSONNEL, GoalType.ENVIRONMENT])
def test_the_new_kinds_of_goals_answer_most_council_goals_but_not_all(
    municipality: Municipality, goal_type: GoalType
) -> None:
    answered = {
        goal.council_goal for goal in municipality.unit_goals if goal.goal_type is goal_type
    }
    assert 6 <= len(answered) <= 9


def test_every_goal_has_one_to_three_indicators_with_their_own_ids(
    municipality: Municipality,
) -> None:
    ids = [indicator.id for indicator in municipality.indicators]
    assert 140 <= len(ids) == len(set(ids)) <= 170
    for goal in municipality.unit_goals:
        of_goal = [indicator.id for indicator in municipality.indicators_of[goal.id]]
        assert 1 <= len(of_goal) <= 3
        assert of_goal == [f"{goal.id}.{n}" for n in range(1, len(of_goal) + 1)]


def test_names_ids_and_targets_stand_once(municipality: Municipality) -> None:
    for many in (
        [(one.goal, one.name) for one in municipality.indicators],
        [(one.indicator, one.year) for one in municipality.targets],
        [(one.indicator, one.round) for one in municipality.outcomes],
        [goal.wording for goal in municipality.unit_goals],
    ):
        assert len(many) == len(set(many))
    years = Counter(one.indicator for one in municipality.targets)
    assert set(years) == set(municipality.indicator_by_id)
    assert set(years.values()) == {4, 7, 8}


def test_every_agenda_2030_reference_exists(municipality: Municipality) -> None:
    for goal in (*municipality.council_goals, *municipality.unit_goals):
        assert goal.agenda2030
        assert [ref for ref in goal.agenda2030 if not agenda2030.exists(ref)] == []


def test_about_a_third_of_the_indicators_are_final_in_august(municipality: Municipality) -> None:
    expected = Counter(municipality.expectation(one.id, D2) for one in municipality.indicators)
    assert 0.28 < expected[Expectation.FINAL] / len(municipality.indicators) < 0.39
    assert min(expected[Expectation.PRELIMINARY], expected[Expectation.NOT_MEASURED]) > 2


def test_the_personnel_office_answers_for_sick_leave_in_many_committees(
    municipality: Municipality,
) -> None:
    provided = municipality.indicators_from(PERSONNEL_OFFICE, 2019)
    assert len({municipality.goal_by_id[one.goal].unit for one in provided}) >= 6
    asked = {request.provider: request for request in requests(municipality, D2)}
    assert PERSONNEL_OFFICE in asked
    assert not {"ÖFN", "VN"} & set(asked)


def test_history_and_targets_lie_in_the_plausible_range(municipality: Municipality) -> None:
    for indicator in municipality.indicators:
        low, high = indicator.plausible_min, indicator.plausible_max
        values = [
            value
            for outcome in municipality.outcomes
            if outcome.indicator == indicator.id
            for value in (outcome.outcome, outcome.women, outcome.men, outcome.prognosis)
        ]
        aims = [one.target for one in municipality.targets if one.indicator == indicator.id]
        numbers = [one for one in (*values, *aims, indicator.baseline) if one is not None]
        assert numbers, indicator.id
        if indicator.direction is Direction.YES_NO:
            assert all(isinstance(one, bool) for one in numbers)
        else:
            assert low is not None
            assert high is not None
            assert [one for one in numbers if not low <= one <= high] == [], indicator.id


@pytest.mark.parametrize(("indicator", "year", "value"), PUBLISHED)
def test_a_published_value_stands_in_the_nearest_year(
    municipality: Municipality, indicator: str, year: int, value: float
) -> None:
    outcome = municipality.outcome_of[indicator, Round(year, RoundKind.YEAR)]
    assert outcome.outcome == value


def test_the_annual_reports_hold_an_outcome_or_the_reason_why_not(
    municipality: Municipality,
) -> None:
    missing = 0
    for target in municipality.targets:
        round_ = Round(target.year, RoundKind.YEAR)
        if target.year > 2018 or target.expect_year is Expectation.NOT_MEASURED:
            continue
        outcome = municipality.outcome_of[target.indicator, round_]
        assert (outcome.outcome is None) == (outcome.missing_reason is not None)
        missing += outcome.outcome is None
        if municipality.indicator_by_id[target.indicator].by_sex and outcome.outcome is not None:
            assert outcome.women is not None
            assert outcome.men is not None
    assert 3 <= missing <= 10


def test_nothing_of_2019_has_been_reported(municipality: Municipality) -> None:
    assert {outcome.round.year for outcome in municipality.outcomes} == {2016, 2017, 2018}
    assert {follow_up.round.code for follow_up in municipality.follow_ups} == {"2018-ÅR"}
    assert len(municipality.follow_ups) == 84


def test_two_calls_give_the_same(municipality: Municipality) -> None:
    example_municipality.cache_clear()
    again = example_municipality()
    assert again is not municipality
    assert again == municipality
