"""``xlmal period``: how long the council's goals hold, and decisions that change it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from support.goal_setting import goal_setting_municipality
from xlmal.building.master import build_master
from xlmal.domain.period import DecisionKind, GoalDecision, GoalSuccession
from xlmal.operations.master import open_master
from xlmal.schema.manifest import MASTER, Manifest


def municipality():
    """K1 2015-2018, as it was before it was prolonged; K11 and K12 from 2020."""
    one = goal_setting_municipality()
    old, *new = one.council_goals
    old = old.model_copy(update={"valid_to": 2018, "decision": "KF 2014-11-24 § 112"})
    adopted = {"kind": DecisionKind.ADOPTED, "organ": "KF"}
    return replace(
        one,
        council_goals=(old, *new),
        goal_decisions=(
            GoalDecision(
                goal="K1",
                decided_on=date(2014, 11, 24),
                paragraph="§ 112",
                valid_from=2015,
                valid_to=2018,
                **adopted,
            ),
            GoalDecision(
                goal="K11",
                decided_on=date(2019, 6, 24),
                paragraph="§ 71",
                valid_from=2020,
                valid_to=2026,
                redecide_by=2023,
                **adopted,
            ),
        ),
        successions=(GoalSuccession(old="K1", new=("K11",)),),
    )


@cache
def built():
    return build_master(municipality(), Manifest("lillkoping", MASTER, 2019))


@pytest.fixture
def master(tmp_path):
    path = tmp_path / "master.xlsx"
    path.write_bytes(built())
    return path


def prolong(xlmal, master, *more, name="förläng"):
    decision = ("--beslut", "KF 2018-11-26 § 98", "--mål", "K1", "--till", "2019")
    return xlmal("period", name, "--master", master, *decision, *more)


def test_old_and_new_goals_are_shown_with_the_map_between_them(xlmal, master):
    prolong(xlmal, master)

    answer = xlmal("period", "--master", master)

    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "Mandatperioden 2019–2022, sett från 2019.",
        "",
        "Gäller nu:",
        "  K1   2015–2019  Kommunen växer.",
        "       mandatperioderna 2015–2018 och 2019–2022; förlängt KF 2018-11-26 § 98; ersätts av "
        "K11; 2 mål svarar; målvärden till och med 2019",
        "",
        "Gäller senare:",
        "  K11  2020–2026  Unga tror på framtiden.",
        "       mandatperioderna 2019–2022 och 2023–2026; omprövas senast 2023; antaget KF "
        "2019-06-24 § 71; tar vid efter K1; 0 mål svarar",
        "  K12  2020–2026  Alla är trygga hemma.",
        "       mandatperioderna 2019–2022 och 2023–2026; 0 mål svarar",
    ]


def test_a_goal_that_should_have_been_tried_anew_is_named(xlmal, master):
    answer = xlmal("period", "--master", master, "--år", "2023")

    assert "Omprövning är försenad: K11 skulle prövas senast 2023." in answer.out
    told = xlmal("period", "--master", master, "--år", "2023", "--json").json
    assert told["redecision_due"] == ["K11"]
    assert told["period"] == [2023, 2026]


@pytest.mark.parametrize("name", ["förläng", "forlang"])
def test_prolonging_changes_the_year_and_keeps_what_was_decided_before(xlmal, master, name):
    answer = prolong(xlmal, master, name=name)

    assert (answer.code, answer.out) == (0, "1 mål förlängt till och med 2019: K1.\n")
    opened = open_master(master).municipality
    old = opened.council_goal_by_id["K1"]
    assert (old.valid_to, old.decision) == (
        2019,
        "KF 2014-11-24 § 112, förlängt KF 2018-11-26 § 98",
    )
    assert [
        (one.kind, one.reference, one.valid_to, one.note)
        for one in opened.goal_decisions
        if one.goal == "K1"
    ] == [
        ("antaget", "KF 2014-11-24 § 112", 2018, ""),
        ("förlängt", "KF 2018-11-26 § 98", 2019, "Gällde till 2018"),
    ]


def test_the_same_decision_twice_changes_nothing(xlmal, master):
    prolong(xlmal, master)
    before = master.read_bytes()

    assert prolong(xlmal, master).out == "Beslutet är redan infört. Inget har ändrats.\n"
    assert master.read_bytes() == before


def test_a_goal_that_has_been_tried_anew_is_due_no_more(xlmal, master):
    answer = xlmal(
        *("period", "ompröva", "--master", master, "--beslut", "KF 2023-02-27 § 12"),
        *("--mål", "K11"),
    )

    assert answer.out == "1 mål omprövat: K11.\n"
    shown = xlmal("period", "--master", master, "--år", "2023", "--json").json
    assert shown["redecision_due"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--mål", "K99", "--beslut", "KF 2018-11-26 § 98", "--till", "2019"), "A69"),
        (("--mål", "K1", "--beslut", "på senaste mötet", "--till", "2019"), "A67"),
        (("--mål", "K1", "--beslut", "KF 2018-13-26 § 98", "--till", "2019"), "A67"),
        (("--mål", "K11", "--beslut", "KF 2018-11-26 § 98", "--till", "2019"), "A68"),
    ],
)
def test_what_cannot_be_taken_in_is_told_and_nothing_is_written(xlmal, master, arguments, said):
    before = master.read_bytes()

    answer = xlmal("period", "förläng", "--master", master, *arguments)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"Fel ({said}): ")
    assert master.read_bytes() == before


def test_without_a_master_it_says_how_it_is_written(xlmal):
    answer = xlmal("period")

    assert answer.code == 2
    assert "Valet --master saknas." in answer.err


def test_a_master_from_before_shows_its_goals_and_takes_a_decision_in(xlmal, tmp_path):
    from support.old_master import without_period_tables

    path = tmp_path / "master.xlsx"
    path.write_bytes(without_period_tables(built()))

    answer = prolong(xlmal, path)

    assert answer.out.splitlines() == [
        "1 mål förlängt till och med 2019: K1.",
        "Huvudarbetsboken saknar bladet Målbeslut, så beslutet står bara i kolumnen Beslut.",
    ]
    assert "K1   2015–2019" in xlmal("period", "--master", path).out
