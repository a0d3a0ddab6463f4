"""Numbers are rounded, compared and written as Excel in Swedish does it."""

from __future__ import annotations

import decimal
import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlmal.domain.numbers import (
    LARGEST,
    fifteen_digits,
    percent,
    round_half_away,
    same_number,
    shown,
    swedish,
)

NUMBERS = st.floats(min_value=-LARGEST, max_value=LARGEST)


@pytest.mark.parametrize(
    ("x", "decimals", "rounded"),
    [
        (2.675, 2, 2.68),  # stored as 2.67499999999999982
        (1.005, 2, 1.01),
        (84.95, 1, 85.0),
        (84.96, 1, 85.0),
        (84.94, 1, 84.9),
        (-84.95, 1, -85.0),
        (0.5, 0, 1),
        (1.5, 0, 2),
        (2.5, 0, 3),
        (-0.5, 0, -1),
        (-2.5, 0, -3),
        (0.49999999999999994, 0, 1),  # 0,5 at 15 digits
        (0.4999999999, 0, 0),
        (1250, -2, 1300),
        (1234.5678, 6, 1234.5678),
        (1e300, 2, 1e300),
    ],
)
def test_halves_are_rounded_away_from_zero_as_excel_shows_them(
    x: float, decimals: int, rounded: float
) -> None:
    assert round_half_away(x, decimals) == rounded


def test_what_rounds_to_zero_has_no_sign() -> None:
    assert math.copysign(1, round_half_away(-0.4, 0)) == 1


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (0.1 + 0.2, 0.3, True),
        (1.1 * 3, 3.3, True),
        (0.0, -0.0, True),
        (1.00000000000001, 1, False),
        (1.000000000000001, 1, True),
        (123456789012345678, 123456789012345712, True),
        (1e-300, 0, False),
        (1, -1, False),
    ],
)
def test_two_numbers_are_the_same_at_15_significant_digits(a: float, b: float, same: bool) -> None:
    assert same_number(a, b) is same
    assert same_number(b, a) is same


@pytest.mark.parametrize(
    ("x", "decimals", "written"),
    [
        (1250.5, None, "1_250,5"),
        (1250.5, 1, "1_250,5"),
        (1250.5, 2, "1_250,50"),
        (1250.5, 0, "1_251"),
        (999, None, "999"),
        (1000, None, "1_000"),
        (1234567.891, 1, "1_234_567,9"),
        (-3.4, None, "−3,4"),
        (-1250.5, None, "−1_250,5"),
        (-0.4, 0, "0"),
        (-0.0, None, "0"),
        (0, 1, "0,0"),
        (0.1 + 0.2, None, "0,3"),
        (1e6, None, "1_000_000"),
        (1e21, None, "1_000_000_000_000_000_000_000"),
        (1e-7, None, "0,0000001"),
        (84.96, 1, "85,0"),
        (1250, -2, "1_300"),
    ],
)
def test_numbers_are_written_the_swedish_way(x: float, decimals: int | None, written: str) -> None:
    assert swedish(x, decimals) == written.replace("_", "\u00a0")


@pytest.mark.parametrize(
    ("share", "written"),
    [(0.5, "50_%"), (0.4996, "49,9_%"), (Fraction(1, 3), "33,3_%"), (0.29, "29_%"), (1, "100_%")],
)
def test_a_share_is_cut_so_that_it_never_reads_as_a_limit_it_missed(
    share: float | Fraction, written: str
) -> None:
    assert percent(share) == written.replace("_", "\u00a0")


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, 1.7e308, 10**400])
def test_what_no_cell_can_hold_is_refused(bad: float) -> None:
    for function in (fifteen_digits, swedish, lambda x: shown(x, 1), lambda x: same_number(1, x)):
        with pytest.raises(ValueError, match="not a number that a cell can hold"):
            function(bad)


@given(NUMBERS, st.integers(0, 15))
def test_rounding_twice_is_rounding_once_and_is_symmetric(x: float, decimals: int) -> None:
    once = round_half_away(x, decimals)
    assert round_half_away(once, decimals) == once
    assert round_half_away(-x, decimals) == -once


@given(NUMBERS, NUMBERS, st.integers(0, 15))
def test_rounding_keeps_order(a: float, b: float, decimals: int) -> None:
    low, high = sorted((a, b))
    assert shown(low, decimals) <= shown(high, decimals)


@given(NUMBERS, st.none() | st.integers(0, 6))
def test_swedish_text_reads_back_as_the_number_that_was_shown(
    x: float, decimals: int | None
) -> None:
    text = swedish(x, decimals).replace("\u00a0", "").replace("−", "-").replace(",", ".")
    number = fifteen_digits(x) if decimals is None else shown(x, decimals)
    assert decimal.Decimal(text) == number


def test_the_callers_decimal_context_changes_nothing() -> None:
    with decimal.localcontext(prec=3, rounding=decimal.ROUND_DOWN):
        assert swedish(-1234567.891, 1) == "−1\u00a0234\u00a0567,9"
        assert round_half_away(2.675, 2) == 2.68
        assert same_number(Fraction(1, 3), 0.333333333333333)
