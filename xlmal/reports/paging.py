"""How high rows are, and where pages break: a heading stays with what it heads.

Heights are estimated from the number of characters, on the generous side.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

LINE_POINTS: Final = 15.0
MOST_LINES: Final = 26
#: Characters of running Swedish text to a digit's width, in Calibri. It holds some 5 % more, but
#: a line too many costs paper and a line too few costs text.
_PLAIN: Final = 1.08
_BOLD: Final = 1.02
#: A4 less the margins of `look.print_setup`, in points.
_PAGE: Final = {True: (784.0, 516.0), False: (537.0, 763.0)}
#: A unit that does not fit starts a new page when less than this share of the page is left.
_WORTH_STARTING: Final = 0.4


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that stay together; ``opens`` the number of rows from here to the end of its section."""

    first: int
    last: int
    opens: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A text, or as much of it as one row can hold, with the number of lines it takes."""

    text: str
    lines: int


def lines(text: str, width: float, *, bold: bool = False) -> int:
    """How many lines a text takes, wrapped in a column of ``width`` digits of our font."""
    return len(_wrapped(text, width, bold=bold))


def pieces(text: str, width: float, *, bold: bool = False) -> list[Piece]:
    """Part a text that is too long for a row: Excel's rows end at 409 points."""
    wrapped = _wrapped(text, width, bold=bold)
    if len(wrapped) <= MOST_LINES:
        return [Piece(text, len(wrapped))]
    parts = [wrapped[at : at + MOST_LINES] for at in range(0, len(wrapped), MOST_LINES)]
    return [Piece("\n".join(part), len(part)) for part in parts]


def _wrapped(text: str, width: float, *, bold: bool) -> list[str]:
    room = max(4, math.floor(width * (_BOLD if bold else _PLAIN)))
    return [line for part in text.split("\n") for line in _broken(part, room)]


def _broken(part: str, room: int) -> list[str]:
    if len(part) <= room and "\t" not in part:  # most texts are short, and textwrap is slow
        return [part]
    return textwrap.wrap(part, room) or [""]


def page_room(widths: Sequence[float], *, landscape: bool) -> float:
    """Points of rows on a page that is fitted to the width of these columns."""
    wide, high = _PAGE[landscape]
    return high / min(1.0, wide / sum((7 * width + 5) * 0.75 for width in widths))


def page_breaks(
    blocks: Sequence[Block], heights: Mapping[int, float], room: float, used: float
) -> list[int]:
    """Rows after which a page ends.

    Args:
        blocks: in order, without gaps.
        heights: estimated points by row.
        room: points of rows a page takes, beside the repeated header.
        used: points already taken on the first page.
    """
    found = []
    for block in blocks:
        height = _height(heights, block.first, block.last)
        section = _height(heights, block.first, block.first + block.opens - 1)
        late_start = section > room - used and room - used < _WORTH_STARTING * room
        if used and (used + height > room or (block.opens and late_start)):
            found.append(block.first - 1)
            used = 0.0
        used += height
        used = used % room if used > room else used
    return found


def _height(heights: Mapping[int, float], first: int, last: int) -> float:
    return sum(heights.get(row, LINE_POINTS) for row in range(first, last + 1))
