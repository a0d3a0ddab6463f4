"""Where pages break, and how many lines a text takes."""

from __future__ import annotations

import pytest

from xlmal.reports.paging import MOST_LINES, Block, lines, page_breaks, page_room, pieces

TEXTS = [
    ("", 20, 1),
    ("kort", 20, 1),
    ("ett två tre fyra", 8, 2),
    ("en rad\n\nefter en tom", 20, 3),
    ("x" * 100, 10, 10),
]


@pytest.mark.parametrize(("text", "width", "expected"), TEXTS)
def test_a_text_takes_the_lines_it_is_wrapped_to(text: str, width: float, expected: int) -> None:
    assert lines(text, width) == expected


def test_bold_text_takes_more_room() -> None:
    text = "a " * 500
    assert lines(text, 50, bold=True) > lines(text, 50)


def test_a_long_text_is_parted_and_a_short_one_is_left_as_it_is() -> None:
    assert [piece.text for piece in pieces("kort\ntext ", 20)] == ["kort\ntext "]
    parted = pieces("ord " * 500, 20)
    assert all(piece.lines <= MOST_LINES for piece in parted)
    assert " ".join(piece.text for piece in parted).split() == ["ord"] * 500


# Rows are 15 points, a page takes ten of them; blocks as first-last, sections open at their first.
BREAKS = [
    ("1-4 5-8 9-10", 0, []),
    ("1-4 5-8 9-12", 0, [8]),
    ("1-4 5-8", 45, [4]),
    ("1-6 7-12 13-18", 0, [6, 12]),
    ("1-25 26-28", 0, []),
    ("1-25 26-31", 0, [25]),
]


@pytest.mark.parametrize(("blocks", "used", "expected"), BREAKS)
def test_a_block_is_never_parted_between_pages(
    blocks: str, used: float, expected: list[int]
) -> None:
    made = [Block(*map(int, block.split("-"))) for block in blocks.split()]
    assert page_breaks(made, {}, 150, used) == expected


def test_a_section_that_does_not_fit_starts_a_page_rather_than_at_the_foot_of_one() -> None:
    blocks = [Block(1, 7), Block(8, 10, opens=8), Block(11, 15)]
    assert page_breaks(blocks, {}, 150, 0) == [7]
    room_left = [Block(1, 4), Block(5, 7, opens=8), Block(8, 12)]
    assert page_breaks(room_left, {}, 150, 0) == [7]


def test_a_wider_sheet_is_scaled_down_and_takes_more_rows_to_the_page() -> None:
    assert page_room([50], landscape=True) == 516
    assert page_room([150, 150], landscape=True) > 2 * 516
