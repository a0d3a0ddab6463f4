"""Goals that sound like activities: one note a goal, the same words in Validera and in Kontroll."""

from __future__ import annotations

import pytest

from support.rule_tables import broken, codes, view_of
from support.sheets import read
from xlmal.domain.wording import OPENINGS, Verdict, wording_of
from xlmal.finding import Severity
from xlmal.rules.catalogue import ROW_RULES
from xlmal.rules.context import contexts
from xlmal.rules.engine import check_rows
from xlmal.rules.goal_wording import ACTIVITY_SIGN, activity_sign
from xlmal.rules.goal_wording import ROW_RULES as WORDING_RULES
from xlmal.rules.row_state import row_state
from xlmal.rules.sample import changed, sound_municipality
from xlmal.rules.verdict import compile_python
from xlmal.schema.master import UNIT_GOALS
from xlmal.schema.written import GOAL_FORM

FOUR_GOALS = """
    Mål-ID | Mål                                        | Övergripande mål
    M1     | Ta fram en plan mot ensamhet bland äldre   | K1
    M2     | Rutinerna för uppföljning ska revideras    | K1
    M3     | Färre äldre känner sig ensamma             | K1
    M4     | God kvalitet i hela verksamheten           | K1
    """


def test_each_goal_that_sounds_like_an_activity_gets_one_note() -> None:
    found = broken(
        FOUR_GOALS,
        UNIT_GOALS,
        lambda row: {ACTIVITY_SIGN: activity_sign(row.value("Mål"))},
    )

    assert found == [("M19", "Nämndmål!B2"), ("M20", "Nämndmål!B3")]


def test_without_the_words_read_only_the_opening_is_known() -> None:
    assert broken(FOUR_GOALS, UNIT_GOALS) == [("M19", "Nämndmål!B2")]


def test_the_note_names_the_words_and_is_a_suggestion() -> None:
    (finding,) = check_rows(
        WORDING_RULES,
        read(
            """
            Mål-ID | Mål
            M2     | Rutinerna ska revideras
            """,
            UNIT_GOALS,
        ),
        lambda row: {ACTIVITY_SIGN: activity_sign(row.value("Mål"))},
    )

    assert finding.severity is Severity.NOTE
    assert finding.as_line() == (
        "Nämndmål!B2, Rutinerna ska revideras: lydelsen låter som en aktivitet: ”revideras” är "
        "något som organisationen gör, sagt i passiv form. Säg hellre vad som ska bli annorlunda, "
        "och för vem. Det är ett förslag."
    )


def test_a_masters_goals_are_judged_where_they_stand() -> None:
    municipality = changed("unit_goals", "M2", wording="Nya rutiner ska införas.")(
        sound_municipality()
    )
    goals = view_of(municipality).tables["unit_goals"]

    found = check_rows(ROW_RULES, goals, contexts(municipality)[UNIT_GOALS.name])

    assert codes(found) == [("M20", "Nämndmål!C3")]


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        ("Ta fram en plan mot ensamhet", "Klart, tips: Mål: låter som en aktivitet"),
        ("  genomföra   fyra vandringar", "Klart, tips: Mål: låter som en aktivitet"),
        ("Öka dialogens kvalitet för unga", "Klart"),
        ("Färre äldre känner sig ensamma", "Klart"),
    ],
)
def test_kontroll_gives_a_hint_and_counts_the_row_as_done(wording: str, told: str) -> None:
    row = {
        "Mål-ID": "M1",
        "Mål": wording,
        "Övergripande mål": "K1",
        "Målet gäller": 1.0,
        "Antal indikatorer": 1.0,
    }

    assert row_state(GOAL_FORM, ROW_RULES)(row) == told


@pytest.mark.parametrize("opening", OPENINGS)
def test_excels_hint_implies_the_verdict(opening: str) -> None:
    hint = compile_python(WORDING_RULES[0].broken)

    for text in (opening, f"{opening.upper()} för alla barn", f" {opening}  minst 2, om året"):
        assert hint({"Mål": text}) is True
        assert wording_of(text).verdict is Verdict.ACTIVITY
