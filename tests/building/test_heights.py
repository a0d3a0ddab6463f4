"""Row heights are estimated: no program but Excel fits rows, and Excel not before one edits."""

from __future__ import annotations

import pytest

from xlmal.building.heights import AIR, LINE, lines, text_height, text_width


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
