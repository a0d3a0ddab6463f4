"""A goal has a wording, a council goal that holds, and one to three indicators."""

from __future__ import annotations

from support.rule_tables import broken
from xlmal.domain.goals import CouncilGoal
from xlmal.domain.indicators import Indicator
from xlmal.domain.settings import Settings
from xlmal.rules.context import contexts
from xlmal.rules.sample import YEAR, added, changed, sound_municipality, without
from xlmal.schema.master import INDICATORS, UNIT_GOALS

GOALS = """
Mål-ID | Nämnd/bolag | Mål                                | Övergripande mål
M1     | KS          | Invånarna ska märka en skillnad    | K1
M2     | KS          |                                    | K1
M3     | KS          | Invånarna ska märka en skillnad    |
M4     | KS          | Invånarna ska märka en skillnad    | K5
M5     | KS          | Invånarna ska märka en skillnad    | K2
M6     | KS          | Invånarna ska märka en skillnad    | K2
"""


def test_each_fault_is_told_at_its_own_cell() -> None:
    municipality = sound_municipality()
    for change in (
        added("council_goals", CouncilGoal(id="K5", wording="Mål 5", valid_to=YEAR - 1)),
        without("indicators", "M5.1"),
        added(
            "indicators",
            *(Indicator(id=f"M6.{number}", goal="M6", name=f"x{number}") for number in (2, 3, 4)),
        ),
        # The row says K5; the context goes by what the municipality holds.
        changed("unit_goals", "M4", council_goal="K5"),
        changed("unit_goals", "M3", council_goal=None),
    ):
        municipality = change(municipality)

    assert broken(GOALS, UNIT_GOALS, contexts(municipality)[UNIT_GOALS.name]) == [
        ("M21", "Nämndmål!C3"),
        ("M10", "Nämndmål!D4"),
        ("M12", "Nämndmål!D5"),
        ("M13", "Nämndmål!A6"),
        ("M14", "Nämndmål!A7"),
    ]


def test_the_municipality_decides_how_many_indicators_are_many() -> None:
    two = added("indicators", Indicator(id="M1.2", goal="M1", name="x"))(sound_municipality())
    context = contexts(two)[UNIT_GOALS.name]
    row = "\n".join(GOALS.strip().splitlines()[:2])

    assert broken(row, UNIT_GOALS, context) == []
    assert broken(row, UNIT_GOALS, context, Settings(most_indicators=1)) == [("M14", "Nämndmål!A2")]


def test_an_indicator_without_a_name_is_told() -> None:
    assert broken(
        """
        Indikator-ID | Mål-ID | Indikator | Riktning | Måttenhet | Källa | Rimligt lägst | Rimligt högst
        M1.1         | M1     | Sjuktal   | lägre    | %         | Egen  | 0             | 20
        M1.2         | M1     |           | lägre    | %         | Egen  | 0             | 20
        """,  # noqa: E501
        INDICATORS,
    ) == [("I15", "Indikatorer!C3")]
