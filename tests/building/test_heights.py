"""Row heights are estimated: no program but Excel fits rows, and Excel not before one edits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlmal.building.heights import (
    AIR,
    LINE,
    lines,
    row_height,
    row_heights,
    text_height,
    text_width,
)
from xlmal.schema.master import OUTCOMES


@pytest.mark.parametrize(
    ("text", "width", "count"),
    [
        ("", 10, 1),
        ("Kort", 10, 1),
        ("ett två tre", 6, 3),
        ("2016: 23\n2017: 22\n2018: 19", 15, 3),
        ("illi " * 4, 12, 1),  # narrow letters
        ("MWMW " * 4, 12, 4),  # wide ones
        ("x" * 50, 10, 6),  # a word longer than the column is broken
    ],
)
def test_lines(text: str, width: float, count: int) -> None:
    assert lines(text, width) == count


def test_digits_are_the_unit() -> None:
    assert text_width("0123456789") == 10


def test_a_row_has_air_under_its_last_line() -> None:
    assert text_height("ett två tre", 6) == 3 * LINE + AIR


WORDS = st.lists(st.sampled_from(["m" * 9, "WWW", "illi", "ord", "Å", "", "x" * 60]), max_size=30)
TEXTS = st.builds(lambda signs, words: signs.join(words), st.sampled_from(" \n"), WORDS)


@given(st.lists(st.one_of(st.none(), st.floats(0, 9), TEXTS), min_size=4, max_size=4))
def test_many_rows_are_as_high_as_each_alone(values: list[object]) -> None:
    headers = ("Indikator-ID", "Kommentar", "Indikator", "Ingen av våra")
    alone = row_height("master", OUTCOMES, dict(zip(headers, values, strict=True)))
    assert row_heights("master", OUTCOMES, headers)(values) == alone


@pytest.mark.parametrize("letter", list("iW0å"))
def test_a_text_that_just_fits_is_as_high_among_many(letter: str) -> None:
    among_many = row_heights("master", OUTCOMES, ("Kommentar",))
    for length in range(1, 200):
        text = letter * length
        assert among_many([text]) == row_height("master", OUTCOMES, {"Kommentar": text})
