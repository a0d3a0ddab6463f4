"""What Kontroll says of a row, from untouched to done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xlmal.rules.catalogue import ROW_RULES
from xlmal.rules.condition import ExcelValue
from xlmal.rules.row_state import row_state, steps
from xlmal.schema.committee import FOLLOW_UP_FORM, OUTCOME_FORM

FINAL: dict[str, ExcelValue] = {"Väntas": "slutligt utfall", "Riktning": "högre"}
FORESEEN: dict[str, ExcelValue] = {"Väntas": "prognos", "Riktning": "högre"}


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"Väntas": "mäts inte"}, "Mäts inte denna gång"),
        ({"Väntas": "mäts inte", "Utfall": 3.0}, "Se över: Utfall: mäts inte denna gång"),
        (FINAL, "Att fylla i"),
        (FINAL | {"Kommentar": "  "}, "Att fylla i"),
        (FINAL | {"Utfall": 82.5}, "Klart"),
        (FINAL | {"Utfall": 0.0}, "Klart"),
        (FINAL | {"Kommentar": "Ja"}, "Att fylla i: utfall, eller varför det saknas"),
        (FORESEEN | {"Utfall": 40.0}, "Att fylla i: prognos, eller varför den saknas"),
        (FORESEEN | {"Varför saknas värde": "för få svar"}, "Klart"),
        (
            FORESEEN | {"Varför saknas värde": "annat, se kommentar"},
            "Att fylla i: kommentar om varför värdet saknas",
        ),
        (FINAL | {"Utfall": "ca 80"}, "Rätta: Utfall: skriv ett enda tal"),
        # What is wrong goes before what is missing, and that before what is odd.
        (FORESEEN | {"Utfall": "ca 80"}, "Rätta: Utfall: skriv ett enda tal"),
        (FORESEEN | {"Kvinnor": 3.0}, "Att fylla i: prognos, eller varför den saknas"),
        (FINAL | {"Utfall": 3.0, "Män": 3.0}, "Klart, men se över: Kvinnor och Män: fyll i båda"),
        (FINAL | {"Utfall": 3.0, "Antal svar": "ca 20"}, "Rätta: Antal svar: skriv ett antal"),
        (FINAL | {"Utfall": 3.0, "Antal svar": 29.0}, "Klart"),
        (
            FINAL | {"Utfall": 3.0, "Mätdatum": "augusti"},
            "Rätta: Mätdatum: skriv ett datum, till exempel 2019-08-31",
        ),
        # Notes ask for nothing.
        (FINAL | {"Utfall": 3.0, "Prognos": 3.0}, "Klart"),
    ],
)  # fmt: skip
def test_an_outcome(row: dict[str, ExcelValue], text: str) -> None:
    assert row_state(OUTCOME_FORM, ROW_RULES)(row) == text


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({}, "Att fylla i"),
        ({"Bedömning": "uppfyllt"}, "Klart"),
        ({"Analys": "Brist"}, "Att fylla i: bedömning"),
        ({"Bedömning": "ej uppfyllt"}, "Att fylla i: analys"),
        ({"Bedömning": "ej uppfyllt", "Analys": "Brist"}, "Att fylla i: åtgärd"),
        (
            {"Bedömning": "uppfyllt", "Klart senast": "snarast"},
            "Rätta: Klart senast: skriv ett datum, till exempel 2019-08-31",
        ),
        (
            {"Bedömning": "uppfyllt", "Klart senast": 43600.0, "Mäts till och med": 43708.0},
            "Klart, men se över: Klart senast: har redan passerat",
        ),
    ],
)
def test_a_follow_up(row: dict[str, ExcelValue], text: str) -> None:
    assert row_state(FOLLOW_UP_FORM, ROW_RULES)(row) == text


def test_rules_that_read_columns_the_form_lacks_are_left_out() -> None:
    without = replace(
        OUTCOME_FORM,
        columns=tuple(c for c in OUTCOME_FORM.columns if c.header != "Mäts till och med"),
    )

    told = {step.text for step in steps(OUTCOME_FORM, ROW_RULES)}

    compared = {text for text in told if "Mätdatum" in text and "skriv ett datum" not in text}
    assert compared
    assert told - {step.text for step in steps(without, ROW_RULES)} == compared
