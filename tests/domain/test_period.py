"""Mandate periods, the validity of council goals, and where the old goals went."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from xlmal.domain.choices import UnitKind
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.indicators import Indicator, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.new_ids import indicator_ids, new_goal_ids
from xlmal.domain.period import (
    DecisionKind,
    GoalDecision,
    GoalSuccession,
    MandatePeriod,
    is_redecision_due,
    periods_of,
    prolonged_text,
)
from xlmal.domain.period_overview import period_overview
from xlmal.domain.programme import Programme, earlier_names, programme_in
from xlmal.domain.request import missing, requests
from xlmal.domain.rounds import Round
from xlmal.domain.units import Unit


@pytest.mark.parametrize(
    ("year", "period"),
    [
        (2014, "2011–2014"),
        (2015, "2015–2018"),
        (2018, "2015–2018"),
        (2019, "2019–2022"),
        (2026, "2023–2026"),
        (1999, "1999–2002"),
    ],
)
def test_a_year_belongs_to_the_period_of_the_council_that_budgets_for_it(
    year: int, period: str
) -> None:
    assert str(MandatePeriod.of(year)) == period


@pytest.mark.parametrize(
    ("first", "last", "periods"),
    [
        (2015, 2018, ["2015–2018"]),
        (2015, 2019, ["2015–2018", "2019–2022"]),
        (2020, 2026, ["2019–2022", "2023–2026"]),
        (2020, None, ["2019–2022"]),
        (None, None, ["2019–2022"]),
        (2019, 2018, []),
    ],
)
def test_a_goal_reaches_into_the_periods_that_its_years_touch(
    first: int | None, last: int | None, periods: list[str]
) -> None:
    goal = CouncilGoal(id="K1", wording="Mål", valid_from=first, valid_to=last)

    assert [str(one) for one in periods_of(goal, 2020)] == periods


def decided(kind: DecisionKind, day: str, redecide_by: int | None = None) -> GoalDecision:
    return GoalDecision(
        goal="K1",
        decided_on=date.fromisoformat(day),
        kind=kind,
        organ="KF",
        paragraph="§ 9",
        redecide_by=redecide_by,
    )


ADOPTED = decided(DecisionKind.ADOPTED, "2019-06-24", 2023)
CONFIRMED = decided(DecisionKind.CONFIRMED, "2023-02-27")


@pytest.mark.parametrize(
    ("decisions", "year", "due"),
    [
        ((ADOPTED,), 2022, False),
        ((ADOPTED,), 2023, True),
        ((ADOPTED, CONFIRMED), 2023, False),
        ((CONFIRMED, ADOPTED), 2023, False),
        ((ADOPTED,), 2027, False),  # the goal holds no more
        ((), 2023, False),
    ],
)
def test_a_goal_is_due_until_a_later_decision_has_tried_it(
    decisions: tuple[GoalDecision, ...], year: int, due: bool
) -> None:
    goal = CouncilGoal(id="K1", wording="Mål", valid_from=2020, valid_to=2026)

    assert is_redecision_due(decisions, goal, year) is due


def test_a_prolongation_is_added_to_the_decision_once() -> None:
    once = prolonged_text("KF 2014-11-24 § 112", "KF 2018-11-26 § 98")

    assert once == "KF 2014-11-24 § 112, förlängt KF 2018-11-26 § 98"
    assert prolonged_text(once, "KF 2018-11-26 § 98") == once
    assert prolonged_text("", "KF 2018-11-26 § 98") == "Förlängt KF 2018-11-26 § 98"


def two_hierarchies() -> Municipality:
    """K1 goes up in K11, K2 ends with a word, K3 is left out of the map."""
    old = [CouncilGoal(id=f"K{n}", wording="x", valid_from=2015, valid_to=2019) for n in (1, 2, 3)]
    new = CouncilGoal(id="K11", wording="y", valid_from=2020, valid_to=2026)
    return Municipality(
        units=(Unit(code="KS", name="Kommunstyrelsen", kind=UnitKind.COMMITTEE),),
        council_goals=(*old, new),
        successions=(
            GoalSuccession(old="K1", new=("K11",)),
            GoalSuccession(old="K2", note="Nått."),
        ),
        unit_goals=(
            UnitGoal(id="M7", unit="KS", wording="z", council_goal="K11", valid_from=2020),
        ),
        indicators=(Indicator(id="M7.1", goal="M7", name="Mått"),),
        targets=tuple(YearTarget(indicator="M7.1", year=year, target=1.0) for year in (2020, 2026)),
    )


def test_old_and_new_goals_stand_side_by_side() -> None:
    overview = period_overview(two_hierarchies(), 2019)

    assert [one.goal.id for one in overview.current] == ["K1", "K2", "K3"]
    assert [one.goal.id for one in overview.coming] == ["K11"]
    assert overview.unmapped == ("K3",)
    (coming,) = overview.coming
    assert (coming.predecessors, coming.answers, coming.targets_to) == (("K1",), 1, 2026)
    later = period_overview(two_hierarchies(), 2020)
    assert [one.goal.id for one in later.ended] == ["K1", "K2", "K3"]


def test_the_programme_is_called_what_it_is_called_in_the_year() -> None:
    old = Programme(name="Hållbarhetsprogram", valid_from=2016, valid_to=2019)
    new = Programme(name="Strategiskt utvecklingsprogram", valid_from=2020)

    assert programme_in((new, old), 2019) == old
    assert programme_in((new, old), 2020) == new
    assert programme_in((new, old), 2014) is None
    assert earlier_names((new, old), new) == (old,)
    assert earlier_names((new, old), old) == ()


GOALS = Round.parse("2020-mål")


def test_every_unit_of_the_year_is_asked_to_write_and_is_missed() -> None:
    municipality = replace(
        two_hierarchies(),
        units=(
            Unit(code="KS", name="Kommunstyrelsen", kind=UnitKind.COMMITTEE),
            Unit(code="VN", name="Valnämnden", kind=UnitKind.COMMITTEE),
            Unit(code="GN", name="Gamla nämnden", kind=UnitKind.COMMITTEE, valid_to=2019),
        ),
    )

    asked = requests(municipality, GOALS)
    assert [(one.provider, [goal.id for goal in one.goals]) for one in asked] == [
        ("KS", ["M7"]),
        ("VN", []),
    ]
    assert missing(municipality, GOALS) == asked
    assert missing(municipality, GOALS, {"KS"}) == asked[1:]  # its file is being merged now
    contributions = requests(municipality, Round.parse("2020-bidrag"))
    assert [(one.provider, one.goals) for one in contributions] == [("KS", ()), ("VN", ())]


def test_ids_are_kept_for_each_unit_and_stay_the_same_when_goals_have_come_in() -> None:
    units = tuple(Unit(code=code, name=code, kind=UnitKind.COMMITTEE) for code in ("KS", "VN"))
    before = Municipality(
        units=units, unit_goals=(UnitGoal(id="M84", unit="KS", wording="x", valid_from=2016),)
    )
    came = UnitGoal(id="M101", unit="KS", wording="y", valid_from=2020)
    after = replace(before, unit_goals=(*before.unit_goals, came))

    assert new_goal_ids(before, "KS", 2020, 3) == ("M101", "M102", "M103")
    assert new_goal_ids(before, "VN", 2020, 2) == ("M121", "M122")
    assert new_goal_ids(after, "KS", 2020, 3) == ("M102", "M103", "M104")
    assert new_goal_ids(after, "VN", 2020, 2) == ("M121", "M122")
    assert new_goal_ids(after, "KS", 2021, 1) == ("M201",)
    assert indicator_ids("M101", 1, 2) == ("M101.2", "M101.3")
