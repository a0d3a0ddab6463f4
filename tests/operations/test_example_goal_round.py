"""The example holds the whole goal process: old and new goals, programme, and a round of goals."""

from __future__ import annotations

from collections import Counter

from xlmal.domain.municipality import Municipality
from xlmal.domain.period_overview import period_overview
from xlmal.finding import Severity
from xlmal.operations.example.content import example_municipality
from xlmal.operations.example.make import MadeExample
from xlmal.operations.master import open_master
from xlmal.operations.validate import validate


def committees(municipality: Municipality) -> set[str]:
    return {unit.code for unit in municipality.units if unit.kind.is_committee}


def test_ten_old_goals_prolonged_to_2019_lead_to_four_new_ones() -> None:
    overview = period_overview(example_municipality(), 2019)

    assert [(one.years, one.latest and one.latest.kind) for one in overview.current] == [
        ("2015–2019", "förlängt")
    ] * 10
    assert [(one.goal.id, one.years, one.redecide_by) for one in overview.coming] == [
        (f"K{number}", "2020–2026", 2023) for number in range(11, 15)
    ]
    assert [str(period) for period in overview.coming[0].periods] == ["2019–2022", "2023–2026"]
    assert overview.unmapped == ()
    assert {new for one in overview.current for new in one.successors} == {
        one.goal.id for one in overview.coming
    }


def test_the_programme_has_had_two_names_and_says_everything_of_each_new_goal() -> None:
    municipality = example_municipality()

    assert [one.name for one in municipality.programmes] == [
        "Hållbarhetsprogram",
        "Strategiskt utvecklingsprogram",
    ]
    for text in municipality.goal_programmes:
        assert all(getattr(text, field) for field in type(text).model_fields), text.goal


def test_every_committee_has_said_how_it_contributes_to_each_goal() -> None:
    municipality = example_municipality()
    told = Counter(one.unit for one in municipality.contributions if one.text)

    assert committees(municipality) <= told.keys()
    assert set(told.values()) == {4}


def test_the_round_of_goals_was_sent_to_all_filled_in_and_merged(example: MadeExample) -> None:
    after = open_master(example.goals.master).municipality
    new = [goal for goal in after.unit_goals if goal.valid_from == 2020]

    assert example.goals.sent == len(after.units) == 15
    assert {goal.unit for goal in new} == {unit.code for unit in after.units}
    assert {goal.council_goal for goal in new} == {"K11", "K12", "K13", "K14"}
    for goal in new:
        indicators = after.indicators_of[goal.id]
        assert 1 <= len(indicators) <= 3
        assert all((one.id, 2020) in after.target_of for one in indicators)


def test_what_is_written_for_2020_changes_nothing_of_2019(example: MadeExample) -> None:
    before = open_master(example.master).municipality
    after = open_master(example.goals.master).municipality

    assert after.goals_in(2019) == before.goals_in(2019)
    assert after.outcomes == before.outcomes


def test_nothing_is_wrong_with_the_new_goals(example: MadeExample) -> None:
    found = validate(example.goals.master).findings
    before = validate(example.master).findings

    assert [one.code for one in found if one.severity is Severity.ERROR] == [
        one.code for one in before if one.severity is Severity.ERROR
    ]
