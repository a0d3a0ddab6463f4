"""What is said of goals, indicators, targets and follow-ups, row by row and over the book."""

# Tables are read whole, wide as they are.
# ruff: noqa: E501

from __future__ import annotations

from dataclasses import replace

import pytest

from support.rule_tables import broken, broken_in_book
from xlmal.domain.adopted import wording_mark
from xlmal.domain.choices import GoalType, RoundKind, State
from xlmal.domain.goals import CouncilGoal
from xlmal.domain.indicators import Indicator, Outcome
from xlmal.domain.rounds import Round
from xlmal.rules.context import contexts
from xlmal.rules.sample import YEAR, added, changed, sound_municipality, without
from xlmal.schema.committee import FOLLOW_UP_FORM
from xlmal.schema.master import INDICATORS, OVERALL, TARGETS, UNIT_GOALS


def test_goals_with_odd_wordings_and_weights() -> None:
    assert broken(
        f"""
        Mål-ID | Nämnd/bolag | Mål                                 | Vikt
        M1     | KS          | Barn och unga får stöd i tid        | 1
        M2     | KS          | Trygghet                            | 1
        M3     | KS          | {"Invånarna " * 31}                 | 1
        M4     | KS          | Barn och unga får stöd i rätt tid   | 0
        """,
        UNIT_GOALS,
    ) == [("M02", "Nämndmål!C3"), ("M01", "Nämndmål!C4"), ("M03", "Nämndmål!D5")]


def test_indicators_that_contradict_themselves() -> None:
    assert broken(
        """
        Indikator-ID | Mål-ID | Indikator | Riktning  | Måttenhet | Källa | Rimligt lägst | Rimligt högst | Decimaler | Tolerans
        M1.1         | M1     | Sjuktal   | lägre     | %         | Heroma | 0            | 20            | 1         |
        M1.2         | M1     | Nöjdhet   | högre     |           | SCB    | 0            | 100           | 0         |
        M1.3         | M1     | Betyg     |           | poäng     |        | 0            | 340           | 0         |
        M1.4         | M1     | Väntetid  | lägre     | dagar     | SKL    | 90           | 10            | 9         |
        M1.5         | M1     | Täthet    | bibehålla | antal     | SCB    | 0            | 20            | 0         | -1
        M1.6         | M1     | Plan finns | ja/nej   |           | Egen   |              |               | 0         |
        """,
        INDICATORS,
    ) == [
        ("I02", "Indikatorer!E3"),
        ("I01", "Indikatorer!D4"),
        ("I03", "Indikatorer!F4"),
        ("I04", "Indikatorer!G5"),
        ("I06", "Indikatorer!I5"),
        ("I08", "Indikatorer!J6"),
    ]


def test_targets_are_judged_in_the_light_of_their_indicator_and_only_this_years() -> None:
    indicators = [
        {"id": "M2.2", "direction": "intervall", "plausible_min": 0.0, "plausible_max": 40.0},
        {"id": "M2.3", "direction": "ja/nej"},
        {"id": "M2.4", "direction": "lägre", "baseline": 10.0},
        {"id": "M2.5", "direction": "högre", "measure_unit": "%", "plausible_min": 50.0},
    ]
    municipality = added(
        "indicators",
        *(Indicator.model_validate({"goal": "M2", "name": "x", **each}) for each in indicators),
    )(sound_municipality())

    assert broken(
        """
        Indikator-ID | År   | Målvärde | Övre målvärde | Gräns för delvis
        M2.2         | 2019 | 20       | 10            |
        M2.2         | 2018 | 20       | 10            |
        M2.3         | 2019 | 1        |               |
        M2.4         | 2019 | 12       |               | 11
        M2.5         | 2019 | 0.85     |               |
        M13.1        | 2019 |          |               |
        """,
        TARGETS,
        contexts(municipality)["tblMalvarden"],
    ) == [
        ("I33", "Målvärden!D2"),
        ("I31", "Målvärden!C4"),
        ("I35", "Målvärden!E5"),
        ("I39", "Målvärden!C5"),
        ("I37", "Målvärden!C6"),
        ("I38", "Målvärden!C6"),
        ("I30", "Målvärden!C7"),
    ]


def test_a_follow_up_says_why_what_who_and_when() -> None:
    assert broken(
        """
        Mål-ID | Omgång  | Bedömning        | Analys | Åtgärd    | Ansvarig roll | Klart senast       | Mäts till och med
        M1     | 2019-D2 | uppfyllt         |        |           |               |                    | 43708
        M2     | 2019-D2 |                  |        |           |               |                    | 43708
        M3     | 2019-D2 | ej uppfyllt      |        |           |               |                    | 43708
        M4     | 2019-D2 | delvis uppfyllt  | Brist  | Rekrytera | Rektor        | 43830 [yyyy-mm-dd] | 43708
        M5     | 2019-D2 | delvis uppfyllt  | Brist  | Rekrytera | Rektor        | 43600 [yyyy-mm-dd] | 43708
        M6     | 2019-D2 | uppfyllt         |        | Fortsätta |               |                    | 43708
        M7     | 2019-D2 | kan inte bedömas |        |           |               |                    | 43708
        M8     | 2019-D2 | ej uppfyllt      | Brist  | Rekrytera |               |                    | 43708
        """,
        FOLLOW_UP_FORM,
    ) == [
        ("B01", "Måluppföljning!C3"),
        ("B02", "Måluppföljning!D4"),
        ("B03", "Måluppföljning!E4"),
        ("B06", "Måluppföljning!G6"),
        ("B07", "Måluppföljning!E7"),
        ("B02", "Måluppföljning!D8"),
        ("B04", "Måluppföljning!F9"),
        ("B05", "Måluppföljning!G9"),
    ]


def test_an_overall_assessment_has_grounds_a_role_and_a_day() -> None:
    assert broken(
        """
        Avser                     | Omgång  | Bedömning | Motivering     | Roll        | Datum
        K1                        | 2019-D2 | uppfyllt  | Tre av fyra    | Ekonomichef | 43720 [yyyy-mm-dd]
        God ekonomisk hushållning | 2019-D2 | uppfyllt  |                |             |
        K2                        | 2019-D2 |           |                |             |
        """,
        OVERALL,
    ) == [
        ("B20", "Samlad bedömning!D3"),
        ("B21", "Samlad bedömning!E3"),
        ("B22", "Samlad bedömning!F3"),
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (changed("unit_goals", "M13", council_goal="K99"), [("M11", "Nämndmål!D14")]),
        (changed("unit_goals", "M13", agenda2030=("8.5", "18")), [("M15", "Nämndmål!G14")]),
        (changed("unit_goals", "M13", agenda2030=("8.5", "1.a")), []),
        (changed("council_goals", "K4", agenda2030=()), [("M16", "Övergripande mål!D5")]),
        (without("targets", "M1.1"), [("I20", "Indikatorer!A2")]),
        (changed("units", "BAB", valid_to=YEAR - 1), [("S02", "Nämndmål!B14")]),
        (changed("units", "BAB", valid_to=YEAR), []),
        (changed("indicators", "M1.1", provider="HR"), []),
        (changed("indicators", "M1.1", provider="EKO"), [("S09", "Indikatorer!Q2")]),
        (without("outcomes", "M2.1"), [("U32", "Målvärden!H3")]),
        (changed("unit_goals", "M13", adopted_mark=wording_mark("Annat")), [("M18", "Nämndmål!C14")]),
        (
            changed("council_goals", "K4", adopted_mark=wording_mark("Mål fyra")),
            [("M18", "Övergripande mål!B5")],
        ),
        (changed("council_goals", "K4", adopted_mark=wording_mark("Mål  4")), []),
        (changed("follow_ups", "M1", assessment=State.NOT_MET), [("B32", "Måluppföljning!E2")]),
        (changed("follow_ups", "M1", assessment=State.CANNOT_ASSESS), [("B32", "Måluppföljning!E2")]),
        (changed("follow_ups", "M1", assessment=None), []),
        # A goal that no longer holds asks for nothing.
        (
            changed("unit_goals", "M13", adopted_mark=wording_mark("Annat"), valid_to=YEAR - 1),
            [],
        ),
        (changed("unit_goals", "M13", council_goal="K99", valid_to=YEAR - 1), []),
        # History is not nagged about.
        (added("outcomes", Outcome(indicator="M99.1", round=Round(2016, RoundKind.D2))), []),
    ],
)  # fmt: skip
def test_one_thing_changed_in_a_sound_municipality(change: object, expected: object) -> None:
    assert callable(change)

    assert broken_in_book(change(sound_municipality())) == expected


def _with_new_goals(count: int, valid_from: int) -> list[str]:
    goals = tuple(
        CouncilGoal(id=f"K{n}", wording=f"Mål {n}", agenda2030=("8",), valid_from=valid_from)
        for n in range(1, count + 1)
    )
    municipality = replace(sound_municipality(), council_goals=goals)
    return [code for code, _ in broken_in_book(municipality) if code == "G01"]


@pytest.mark.parametrize(
    ("count", "valid_from", "expected"),
    [
        (3, YEAR, ["G01"]),
        (4, YEAR, []),
        (5, YEAR, []),
        (6, YEAR, ["G01"]),
        (10, YEAR - 1, []),
    ],
)
def test_the_ambition_of_four_or_five_council_goals_is_for_a_new_period(
    count: int, valid_from: int, expected: list[str]
) -> None:
    assert _with_new_goals(count, valid_from) == expected


def test_a_third_of_the_committees_goals_on_one_council_goal_is_at_the_line() -> None:
    at_the_line = changed("unit_goals", "M4", council_goal="K1")(sound_municipality())

    assert ("G02", "Övergripande mål!A2") in broken_in_book(at_the_line)
    # The company's goal, M13 for K1, counts neither way: three of twelve is below.
    assert broken_in_book(sound_municipality()) == []


def test_personnel_missing_for_one_council_goal() -> None:
    changed_one = changed("unit_goals", "M10", goal_type=GoalType.ACTIVITY)(sound_municipality())

    assert broken_in_book(changed_one) == [("G05", "Övergripande mål!A5")]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (230.0, []),
        (270.0, []),
        (271.0, ["U31"]),
        (129.0, ["U31"]),
    ],
)
def test_far_outside_history_is_three_times_its_span(now: float, expected: list[str]) -> None:
    municipality = sound_municipality()
    outcomes = tuple(
        outcome.model_copy(update={"outcome": now, "prognosis": 400.0})
        if (outcome.indicator, outcome.round) == ("M1.1", Round(YEAR, RoundKind.D2))
        else outcome
        for outcome in municipality.outcomes
    )

    assert [
        code for code, _ in broken_in_book(replace(municipality, outcomes=outcomes))
    ] == expected


def test_a_measure_that_hardly_moves_may_move_a_little() -> None:
    rounds = [Round(year, RoundKind.D2) for year in (2016, 2017, 2018, YEAR)]
    steady = zip(rounds, (4.7, 4.8, 4.7, 4.3), strict=True)
    slipped = zip(rounds, (4.7, 4.8, 4.7, 47.0), strict=True)

    for answers, expected in ((steady, []), (slipped, ["U31"])):
        rows = (Outcome(indicator="M3.1", round=r, outcome=value) for r, value in answers)
        found = broken_in_book(added("outcomes", *rows)(sound_municipality()))
        assert [code for code, _ in found if code == "U31"] == expected
