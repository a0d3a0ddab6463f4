"""What conditions say of rows: true, false, or unknown where nothing can be said."""

from __future__ import annotations

from datetime import date

import pytest

from xlmal.domain.settings import Settings
from xlmal.rules.condition import (
    Cell,
    Condition,
    ExcelError,
    ExcelValue,
    Setting,
    YearStart,
    at_most,
    below,
    both,
    either,
    headers_in,
    is_blank,
    is_boolean,
    is_filled,
    is_number,
    is_text,
    longer_than,
    negation,
    not_between,
    one_of,
    outside,
    same_number,
)
from xlmal.rules.verdict import compile_python, day_of, serial

NA = ExcelError("#N/A")


@pytest.mark.parametrize(
    ("condition", "value", "expected"),
    [
        (is_blank("x"), None, True),
        (is_blank("x"), "", True),
        (is_blank("x"), "   ", True),
        (is_blank("x"), 0.0, False),
        (is_blank("x"), False, False),
        (is_blank("x"), NA, False),
        (is_filled("x"), NA, True),
        (is_number("x"), 0.0, True),
        (is_number("x"), True, False),
        (is_number("x"), "82,5", False),
        (is_number("x"), None, False),
        (is_text("x"), "82,5", True),
        (is_text("x"), " ", False),
        (is_boolean("x"), True, True),
        (is_boolean("x"), 1.0, False),
        (one_of("x", "högre"), "HÖGRE", True),
        (one_of("x", "högre"), "högre ", False),
        (one_of("x", "högre"), 5.0, False),
        (one_of("x", "högre"), NA, False),
        (one_of("x", "högre"), None, None),
        (negation(one_of("x", "högre")), None, None),
        (negation(one_of("x", "högre")), 5.0, True),
        # In Excel a text is above every number, and TRUE above every text.
        (below(5, "x"), "text", None),
        (below(5, "x"), True, None),
        (below("x", 5), None, None),
        (negation(below("x", 5)), None, None),
        (below("x", 5), NA, None),
        (below("x", 5), 4.0, True),
        (below("x", 5), 5.0, False),
        (at_most("x", 5), 5.0, True),
        (longer_than("x", 3), "abcd", True),
        (longer_than("x", 3), "abc", False),
        (longer_than("x", 3), "ab😀", True),  # Excel counts UTF-16 units: four
        (longer_than("x", 3), 12345.0, None),
        (longer_than("x", Setting("comment_length")), "x" * 1001, True),
    ],
)  # fmt: skip
def test_one_cell(condition: Condition, value: ExcelValue, expected: bool | None) -> None:
    assert compile_python(condition)({"x": value}) is expected


@pytest.mark.parametrize(
    ("x", "low", "high", "expected"),
    [
        (50.0, 60.0, 98.0, True),
        (60.0, 60.0, 98.0, False),
        (98.0, 60.0, 98.0, False),
        (99.0, 60.0, 98.0, True),
        (50.0, None, 98.0, False),
        (50.0, 60.0, None, True),
        (50.0, None, None, None),
        ("50", 60.0, 98.0, None),
        (None, 60.0, 98.0, None),
    ],
)
def test_a_bound_that_is_not_known_is_no_bound(
    x: ExcelValue, low: ExcelValue, high: ExcelValue, expected: bool | None
) -> None:
    row = {"x": x, "low": low, "high": high}

    assert compile_python(outside("x", "low", "high"))(row) is expected


@pytest.mark.parametrize(
    ("total", "women", "men", "expected"),
    [
        (82.0, 85.0, 79.0, False),
        (85.0, 85.0, 79.0, False),
        (86.0, 85.0, 79.0, True),
        (78.0, 79.0, 85.0, True),
        (82.0, 85.0, None, None),
    ],
)
def test_a_total_lies_between_its_parts(
    total: ExcelValue, women: ExcelValue, men: ExcelValue, expected: bool | None
) -> None:
    row = {"t": total, "k": women, "m": men}

    assert compile_python(not_between("t", "k", "m"))(row) is expected


TRUE, FALSE, UNKNOWN = is_blank("x"), is_filled("x"), is_blank("not there")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (both(TRUE, TRUE), True),
        (both(TRUE, UNKNOWN), None),
        (both(UNKNOWN, FALSE), False),
        (either(UNKNOWN, TRUE), True),
        (either(FALSE, UNKNOWN), None),
        (either(FALSE, FALSE), False),
        (negation(UNKNOWN), None),
    ],
)
def test_what_is_not_known_stays_so_unless_the_rest_decides(
    condition: Condition, expected: bool | None
) -> None:
    assert compile_python(condition)({"x": None}) is expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (0.1 + 0.2, 0.3, True),
        (1.00000000000001, 1.0, False),
        (1.000000000000001, 1.0, True),
        (123456789012345.6, 123456789012345.9, True),
        (-0.0, 0.0, True),
    ],
)
def test_numbers_compare_at_fifteen_digits(one: float, other: float, same: bool) -> None:
    row = {"a": one, "b": other}

    assert compile_python(same_number("a", "b"))(row) is same
    assert compile_python(either(below("a", "b"), below("b", "a")))(row) is not same


def test_a_number_of_the_municipalitys_own_is_used() -> None:
    short = Settings(comment_length=10)

    assert compile_python(longer_than("x", Setting("comment_length")), short)({"x": "x" * 11})


def test_dates_are_excels_serial_numbers() -> None:
    assert serial(date(2019, 8, 31)) == 43708
    assert day_of(43708) == date(2019, 8, 31)
    assert day_of(-1) is None
    first_of_year = both(at_most(YearStart(Cell("x")), "y"), at_most("y", YearStart(Cell("x"))))
    assert compile_python(first_of_year)({"x": 43708.0, "y": serial(date(2019, 1, 1))})


def test_the_columns_that_a_condition_reads() -> None:
    condition = both(is_blank("a", "b"), negation(outside("c", "d", "e")), below(1, "f"))

    assert headers_in(condition) == {"a", "b", "c", "d", "e", "f"}
