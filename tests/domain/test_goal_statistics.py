"""Statistics of the goals themselves, with their definition."""

from __future__ import annotations

from dataclasses import replace

from support.municipalities import small_municipality
from xlmal.domain.goal_statistics import Counted, goal_statistics, goals_by_year
from xlmal.domain.goals import UnitGoal


def test_committees_and_companies_are_counted_apart_and_together() -> None:
    scopes = {
        one.counted: (one.goals, one.measurable, dict(one.spread))
        for one in goal_statistics(small_municipality(), 2019)
        if one.counted
    }
    assert scopes == {
        Counted.COMMITTEES: (4, 4, {"K1": 2, "K2": 2}),
        Counted.COMPANIES: (1, 1, {"K1": 0, "K2": 1}),
        Counted.ALL: (5, 5, {"K1": 2, "K2": 3}),
    }


def test_each_unit_with_goals_has_a_row() -> None:
    found = goal_statistics(small_municipality(), 2019)
    assert [(one.unit, one.goals) for one in found if one.unit] == [
        ("KS", 2),
        ("BUN", 1),
        ("VON", 1),
        ("BOAB", 1),
    ]


def test_orphans_goals_without_indicators_and_crowded_council_goals_are_told() -> None:
    whole = small_municipality()
    stray = UnitGoal(id="M9", unit="KS", wording="Utan övergripande mål och indikator.")
    committees = goal_statistics(replace(whole, unit_goals=(*whole.unit_goals, stray)), 2019)[0]
    assert (committees.orphans, committees.without_indicator, committees.measurable) == (1, 1, 4)
    assert committees.crowded == ("K1", "K2")  # two of five each, more than a third


def test_goals_worded_as_activities_are_counted_and_those_that_say_too_little_apart() -> None:
    r"""Four goals of the committees: two activities, one effect, one that says neither.

    Ta fram en plan för cykling.         aktivitet
    Rutinerna ska revideras.             aktivitet
    Fler barn cyklar till skolan.        effekt
    Ett gott liv.                        oklart
    """
    whole = small_municipality()
    wordings = (
        "Ta fram en plan för cykling.",
        "Rutinerna ska revideras.",
        "Fler barn cyklar till skolan.",
        "Ett gott liv.",
    )
    goals = tuple(
        goal.model_copy(update={"wording": wording})
        for goal, wording in zip(whole.unit_goals, wordings, strict=False)
    )

    committees = goal_statistics(replace(whole, unit_goals=goals), 2019)[0]

    assert (committees.activities, committees.unclear) == (2, 1)
    assert committees.activity_share == 0.5


def test_a_share_of_exactly_one_third_is_not_crowded() -> None:
    whole = small_municipality()
    third = replace(
        whole,
        unit_goals=tuple(
            goal.model_copy(update={"council_goal": council})
            for goal, council in zip(whole.unit_goals[:3], ("K1", "K2", None), strict=True)
        ),
    )
    assert goal_statistics(third, 2019)[0].crowded == ()


def test_years_come_from_the_targets() -> None:
    assert {one.year for one in goals_by_year(small_municipality())} == {2019}
