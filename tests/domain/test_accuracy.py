"""Prognoses held against what the year became."""

from __future__ import annotations

import pytest

from xlmal.domain.accuracy import Accuracy, accuracy
from xlmal.domain.choices import Direction, UnitKind, ValueStatus
from xlmal.domain.goals import UnitGoal
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.domain.units import Unit

# indicator, unit, direction, target, baseline, prognosis in D1, in D2, outcome
YEAR_2018 = """
M1.1 | KS  | högre  | 100 | 0   | 100 | 95 | 90
M2.1 | KS  | lägre  | 50  | 100 | 40  | 50 | 50
M3.1 | KS  | ja/nej | ja  |     | ja  | ja | nej
M4.1 | BUN | högre  | 10  | 0   | 2   | 12 | 12
M5.1 | BUN | högre  | 10  | 0   | 9   | 9  |
"""


def value(text: str) -> float | bool | None:
    return (text == "ja") if text in ("ja", "nej") else float(text) if text else None


def municipality(table: str = YEAR_2018, **about_the_end: object) -> Municipality:
    rows = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    outcomes = []
    for indicator, _, _, _, _, d1, d2, end in rows:
        for kind, told in (("D1", d1), ("D2", d2)):
            outcomes.append(
                Outcome(
                    indicator=indicator, round=Round.parse(f"2018-{kind}"), prognosis=value(told)
                )
            )
        outcomes.append(
            Outcome(
                indicator=indicator,
                round=Round.parse("2018-ÅR"),
                outcome=value(end),
                **about_the_end,
            )
        )
    return Municipality(
        units=(
            Unit(code="KS", name="Kommunstyrelsen", kind=UnitKind.COMMITTEE),
            Unit(code="BUN", name="Barn- och utbildningsnämnden", kind=UnitKind.COMMITTEE),
        ),
        unit_goals=tuple(
            UnitGoal(id=row[0].split(".")[0], unit=row[1], wording="Ett mål.") for row in rows
        ),
        indicators=tuple(
            Indicator(
                id=row[0],
                goal=row[0].split(".")[0],
                name="Mått",
                direction=Direction(row[2]),
                baseline=value(row[4]),
            )
            for row in rows
        ),
        targets=tuple(
            YearTarget(indicator=row[0], year=2018, target=value(row[3])) for row in rows
        ),
        outcomes=tuple(outcomes),
    )


def of(unit: str, kind: str) -> Accuracy:
    found = [
        one
        for one in accuracy(municipality(), 2018)
        if (one.unit, one.round.code) == (unit, f"2018-{kind}")
    ]
    assert len(found) == 1
    return found[0]


def test_a_hit_foresaw_the_status() -> None:
    assert (of("KS", "D1").hits, of("KS", "D1").compared) == (1, 3)
    assert (of("KS", "D2").hits, of("KS", "D2").compared) == (2, 3)
    assert of("KS", "D2").hit_rate == pytest.approx(2 / 3)


def test_bias_is_bright_when_the_prognosis_was_better_than_the_outcome() -> None:
    april = of("KS", "D1")
    # M1.1: 10 of 100 too bright; M2.1: 10 days of 50 fewer than came, also too bright.
    assert april.bias == pytest.approx((0.1 + 0.2) / 2)
    assert (april.too_bright, april.too_dark) == (2, 0)
    assert of("BUN", "D1").bias == pytest.approx(-1.0)


def test_the_typical_error_is_the_median_in_units_of_the_target() -> None:
    assert of("", "D1").typical_error == pytest.approx(0.2)


def test_a_prognosis_without_a_final_outcome_is_not_compared() -> None:
    assert of("BUN", "D2").compared == 1
    preliminary = municipality(value_status=ValueStatus.PRELIMINARY)
    assert accuracy(preliminary, 2018) == ()


def test_all_units_come_first_and_add_up() -> None:
    found = accuracy(municipality(), 2018)
    assert [(one.unit, one.round.code) for one in found] == [
        ("", "2018-D1"),
        ("", "2018-D2"),
        ("KS", "2018-D1"),
        ("KS", "2018-D2"),
        ("BUN", "2018-D1"),
        ("BUN", "2018-D2"),
    ]
    assert found[0].compared == found[2].compared + found[4].compared
