"""Outcomes and prognoses as people fill them in, and what is said of each."""

# Tables are read whole, wide as they are.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from support.rule_tables import broken, verdict
from xlmal.domain.settings import Settings
from xlmal.rules.condition import ExcelValue


def test_what_a_final_outcome_can_look_like() -> None:
    assert broken(
        """
        Indikator-ID | Omgång  | Väntas          | Riktning | Utfall | Värdets status | Varför saknas värde | Kommentar
        M1.1         | 2019-D2 | slutligt utfall | högre    | 0      | slutligt       |                     |
        M1.2         | 2019-D2 | slutligt utfall | högre    |        |                |                     |
        M1.3         | 2019-D2 | slutligt utfall | högre    |        |                | för få svar         |
        M1.4         | 2019-D2 | slutligt utfall | högre    | 82     | slutligt       | för få svar         |
        M1.5         | 2019-D2 | slutligt utfall | högre    | 82     | preliminärt    |                     |
        M1.6         | 2019-D2 | slutligt utfall | högre    | 82     | preliminärt    |                     | Kommer i maj
        M1.7         | 2019-D2 | slutligt utfall | högre    |        |                | annat, se kommentar |
        M1.8         | 2019-D2 | slutligt utfall | högre    | 82     |                |                     |
        M1.9         | 2019-D2 | mäts inte       | högre    |        |                |                     |
        M1.10        | 2019-D2 | mäts inte       | högre    | 82     | slutligt       |                     |
        """
    ) == [
        ("U10", "Utfall!E3"),
        ("U12", "Utfall!G5"),
        ("U15", "Utfall!H6"),
        ("U11", "Utfall!H8"),
        ("U14", "Utfall!F9"),
        ("U13", "Utfall!E11"),
    ]


def test_where_a_prognosis_is_expected_the_outcome_may_be_left_out() -> None:
    assert broken(
        """
        Indikator-ID | Omgång  | Väntas              | Utfall | Prognos | Varför saknas värde
        M1.1         | 2019-D1 | prognos             |        | 80      |
        M1.2         | 2019-D1 | prognos             | 40     |         |
        M1.3         | 2019-D1 | prognos             |        |         | kan inte bedömas
        M1.4         | 2019-D1 | prognos             | 40     | 80      | kan inte bedömas
        M1.5         | 2019-D1 | prognos             |        | 80      | källan har inte publicerat
        M1.6         | 2019-D1 | preliminärt utfall  |        | 80      |
        M1.7         | 2019-ÅR | slutligt utfall     | 40     | 80      |
        M1.8         | 2019-D1 | mäts inte           |        | 80      |
        """
    ) == [
        ("P10", "Utfall!E3"),
        ("P11", "Utfall!F5"),
        ("U10", "Utfall!D7"),
        ("P13", "Utfall!E8"),
        ("P14", "Utfall!E9"),
    ]


def test_women_and_men_belong_together_and_around_the_total() -> None:
    assert broken(
        """
        Indikator-ID | Omgång  | Väntas          | Könsuppdelad | Måttenhet | Utfall | Kvinnor | Män | Kommentar
        M1.1         | 2019-D2 | slutligt utfall | ja           | %         | 82     | 85      | 79  |
        M1.2         | 2019-D2 | slutligt utfall | ja           | %         | 82     | 85      |     |
        M1.3         | 2019-D2 | slutligt utfall | ja           | %         | 82     |         |     |
        M1.4         | 2019-D2 | slutligt utfall | ja           | %         | 82     |         |     | För få svar
        M1.5         | 2019-D2 | slutligt utfall | nej          | %         | 82     |         |     |
        M1.6         | 2019-D2 | slutligt utfall | ja           | %         | 86     | 85      | 79  |
        M1.7         | 2019-D2 | slutligt utfall | ja           | antal     | 164    | 85      | 79  |
        """
    ) == [("U16", "Utfall!G3"), ("U17", "Utfall!G4"), ("U18", "Utfall!F7")]


def test_the_day_of_measuring_belongs_to_the_round() -> None:
    assert broken(
        """
        Indikator-ID | Omgång  | Mäts till och med | Mätdatum           | Kommentar
        M1.1         | 2019-D2 | 43708             | 43708 [yyyy-mm-dd] |
        M1.2         | 2019-D2 | 43708             | 43709 [yyyy-mm-dd] |
        M1.3         | 2019-D2 | 43708             | 43465 [yyyy-mm-dd] |
        M1.4         | 2019-D2 | 43708             | 43465 [yyyy-mm-dd] | Mäts vartannat år
        M1.5         | 2019-D2 | 43708             | 43466 [yyyy-mm-dd] |
        """
    ) == [("U21", "Utfall!D3"), ("U22", "Utfall!D4")]


RANGE: dict[str, ExcelValue] = {
    "Måttenhet": "%",
    "Rimligt lägst": 60.0,
    "Rimligt högst": 98.0,
    "Kan vara andel från": -1.0,
    "Kan vara andel till": 1.0,
}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (82.5, None),
        (60.0, None),
        (98.0, None),
        (98.0000000000001, "U04"),
        (-82.5, "U04"),
        (8250.0, "U04"),
        (0.0, "U04"),
        (0.85, "U03"),
        (1.0, "U03"),
        (1.5, "U04"),
    ],
)
def test_a_wrong_sign_a_slip_of_the_comma_and_a_share_for_per_cent(
    value: float, code: str | None
) -> None:
    found = [rule for rule in ("U03", "U04") if verdict(rule, {**RANGE, "Utfall": value})]

    assert found[:1] == ([code] if code else [])


@pytest.mark.parametrize(
    ("direction", "value", "code"),
    [
        ("högre", 82.5, None),
        ("högre", "82,5 %", "U01"),
        ("högre", "ja", "U01"),
        ("högre", True, "U01"),
        ("ja/nej", "ja", None),
        ("ja/nej", "NEJ", None),
        ("ja/nej", 1.0, "U02"),
        ("ja/nej", "kanske", "U02"),
        ("ja/nej", None, None),
        (None, "ca 80", None),
    ],
)
def test_a_value_is_of_the_kind_the_direction_asks_for(
    direction: ExcelValue, value: ExcelValue, code: str | None
) -> None:
    row = {"Riktning": direction, "Utfall": value}

    assert [rule for rule in ("U01", "U02") if verdict(rule, row)] == ([code] if code else [])


@pytest.mark.parametrize(
    ("target", "low", "high", "prognosis", "comment", "is_broken"),
    [
        (85.0, 84.95, None, 84.96, None, False),
        (85.0, 84.95, None, 84.9, None, True),
        (85.0, 84.95, None, 84.9, "Sjukfrånvaro under våren", False),
        (5.0, None, 5.49999999999999, 5.5, None, True),
        (20.0, 19.5, 30.4, 35.0, None, True),
        ("ja", None, None, "nej", None, True),
        ("ja", None, None, "ja", None, None),
        ("nej", None, None, "ja", None, True),
        (None, None, None, 3.0, None, None),
    ],
)
def test_a_prognosis_that_misses_the_target_is_explained(
    target: ExcelValue,
    low: ExcelValue,
    high: ExcelValue,
    prognosis: ExcelValue,
    comment: ExcelValue,
    is_broken: bool | None,
) -> None:
    row = {
        "Väntas": "prognos",
        "Målvärde": target,
        "Når målet från": low,
        "Når målet till": high,
        "Prognos": prognosis,
        "Kommentar": comment,
    }

    assert verdict("P12", row) is is_broken


def test_a_result_that_rests_on_few_answers_is_marked_and_a_count_is_a_count() -> None:
    assert broken(
        """
        Indikator-ID | Omgång  | Utfall | Antal svar
        M1.1         | 2019-D2 | 82     | 29
        M1.2         | 2019-D2 | 82     | 30
        M1.3         | 2019-D2 | 82     |
        M1.4         | 2019-D2 | 82     | 0
        M1.5         | 2019-D2 | 82     | -3
        """
    ) == [("U28", "Utfall!D2"), ("U28", "Utfall!D5"), ("U27", "Utfall!D6")]


def test_the_municipality_says_how_many_answers_are_few() -> None:
    table = """
        Indikator-ID | Omgång  | Antal svar
        M1.1         | 2019-D2 | 29
        """

    assert broken(table, settings=Settings(least_respondents=29)) == []
    assert broken(table, settings=Settings(least_respondents=0)) == []


@pytest.mark.parametrize(
    ("low", "high", "value", "is_broken"),
    [
        (-1.0, 1.0, 0.85, True),
        (-1.0, 1.0, 1.0, True),
        (-1.0, 1.0, -0.5, True),
        (-1.0, 1.0, 0.0, False),
        (-1.0, 1.0, 1.1, False),
        (-0.05, 0.05, 0.3, False),
        (-0.05, 0.05, 0.05, True),
        (None, None, 0.85, None),
    ],
)
def test_a_share_is_asked_about_as_far_as_the_form_knows(
    low: ExcelValue, high: ExcelValue, value: float, is_broken: bool | None
) -> None:
    row = {"Kan vara andel från": low, "Kan vara andel till": high}

    for code, header in (("U03", "Utfall"), ("U24", "Kvinnor"), ("U25", "Män"), ("P03", "Prognos")):
        assert verdict(code, {**row, header: value}) is is_broken
