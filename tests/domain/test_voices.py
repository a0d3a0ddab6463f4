"""Goals that their unit assesses otherwise than the figures do, reckoned one at a time."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from xlmal.domain.choices import (
    Direction,
    Expectation,
    MissingReason,
    RollupMethod,
    RoundKind,
    State,
    ValueStatus,
)
from xlmal.domain.followup import GoalFollowUp
from xlmal.domain.goals import UnitGoal
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.round_result import round_result
from xlmal.domain.rounds import Round
from xlmal.domain.settings import Settings
from xlmal.domain.voices import differing_voices

YEAR = 2019
ROUNDS = [Round(YEAR, kind) for kind in (RoundKind.D1, RoundKind.D2, RoundKind.YEAR)]


def one_goal(assessment: State | None, outcome: float) -> Municipality:
    return Municipality(
        unit_goals=(UnitGoal(id="M1", unit="KS", wording="Fler trivs."),),
        indicators=(
            Indicator(id="M1.1", goal="M1", name="Trivsel", direction=Direction.HIGHER, baseline=0),
        ),
        targets=(YearTarget(indicator="M1.1", year=YEAR, target=80),),
        outcomes=(Outcome(indicator="M1.1", round=ROUNDS[2], outcome=outcome),),
        follow_ups=(GoalFollowUp(goal="M1", round=ROUNDS[2], assessment=assessment),),
    )


@pytest.mark.parametrize(
    ("assessment", "outcome", "calculated"),
    [
        (State.MET, 80, None),
        (State.MET, 79, State.PARTLY),
        (State.MET, 1, State.NOT_MET),
        (State.PARTLY, 80, State.MET),
        (None, 1, None),
    ],
)
def test_a_goal_whose_figures_say_otherwise_is_told_with_what_they_say(
    assessment: State | None, outcome: float, calculated: State | None
) -> None:
    found = list(differing_voices(one_goal(assessment, outcome), ROUNDS[2]))

    told = [(one.goal.id, one.own, one.calculated) for one in found]
    assert told == ([("M1", assessment, calculated)] if calculated else [])


def drawn(seed: int) -> Municipality:
    """Twelve goals with up to three indicators each, and whatever may be said of them."""
    random = Random(seed)
    draw = random.choice
    numbers: list[float | None] = [None, 0.0, 10.0, 49.6, 50.0, 80.0, 99.5]
    goals = tuple(
        UnitGoal(id=f"M{n}", unit="KS", wording="Ett mål.", valid_to=draw([None, None, YEAR - 1]))
        for n in range(12)
    )
    indicators = tuple(
        Indicator(
            id=f"{goal.id}.{n}",
            goal=goal.id,
            name="Mått",
            direction=draw([None, *Direction]),
            baseline=draw([*numbers, True]),
            tolerance=draw([None, 2.0]),
            decimals=draw([0, 1]),
            weight=draw([1.0, 1.0, 2.0, 0.5]),
            measure_unit=draw(["", "placering"]),
            plausible_min=draw([None, -5.0]),
        )
        for goal in goals
        for n in range(random.randint(0, 3))
    )
    targets = tuple(
        YearTarget(
            indicator=one.id,
            year=draw([YEAR, YEAR, YEAR, YEAR - 1]),
            target=draw([*numbers, True]),
            target_upper=draw([None, 90.0]),
            partial_limit=draw([None, None, 5.0]),
            expect_d1=draw(list(Expectation)),
            expect_d2=draw(list(Expectation)),
            expect_year=draw(list(Expectation)),
        )
        for one in indicators
    )
    outcomes = tuple(
        Outcome(
            indicator=one.id,
            round=round_,
            outcome=draw([*numbers, True]),
            prognosis=draw(numbers),
            value_status=draw([None, None, *ValueStatus]),
            missing_reason=draw([None, None, *MissingReason]),
        )
        for one in indicators
        for round_ in ROUNDS
        if random.random() < 0.9
    )
    follow_ups = tuple(
        GoalFollowUp(goal=goal.id, round=round_, assessment=draw([None, *State]))
        for goal in goals
        for round_ in ROUNDS
        if random.random() < 0.9
    )
    settings = Settings(year=YEAR, rollup_method=draw(list(RollupMethod)), least_coverage=0.3)
    return Municipality(
        settings=settings,
        unit_goals=goals,
        indicators=indicators,
        targets=targets,
        outcomes=outcomes,
        follow_ups=follow_ups,
    )


def test_the_same_goals_differ_as_in_the_rounds_result() -> None:
    states = set()
    for seed in range(60):
        municipality = drawn(seed)
        for round_ in ROUNDS:
            expected = [
                (goal.goal.id, goal.assessment, goal.calculated.state)
                for goal in round_result(municipality, round_).goals
                if goal.voices_differ
            ]
            found = differing_voices(municipality, round_)
            assert [(one.goal.id, one.own, one.calculated) for one in found] == expected
            states |= {state for _, _, state in expected}
    assert states == {State.MET, State.PARTLY, State.NOT_MET}


def test_nobody_differs_in_a_round_in_which_figures_are_not_asked_for() -> None:
    municipality = one_goal(State.MET, 1)
    written = Round(YEAR, RoundKind.GOALS)

    assert list(differing_voices(municipality, written)) == []


def test_a_weight_that_cannot_be_reckoned_with_leaves_the_goal_without_figures() -> None:
    municipality = one_goal(State.MET, 1)
    (indicator,) = municipality.indicators
    without = replace(municipality, indicators=(indicator.model_copy(update={"weight": 0.0}),))

    assert list(differing_voices(without, ROUNDS[2])) == []
