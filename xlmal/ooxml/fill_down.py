"""A formula carried to another row of its column, as filling down in Excel does."""

from __future__ import annotations

import re
from functools import lru_cache

from xlmal.address import MAX_ROW

# Text, quoted sheet names and structured references are stepped over; what is left of the
# shape "$A$1" or "5:5", and is no name or function, is a reference.
_TOKEN = re.compile(
    r"""
    "(?:[^"]|"")*" | '(?:[^']|'')*' | \[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*\])*\]
    | (?<![\w.$\\]) (?P<column>\$?[A-Za-z]{1,3}) (?P<row>\$?[0-9]{1,7}) (?![\w.(!\\])
    | (?<![\w.$:\\]) (?P<first>\$?[0-9]{1,7}) : (?P<last>\$?[0-9]{1,7}) (?![\w.(!:])
    """,
    re.VERBOSE,
)


def fill_down(formula: str, rows: int) -> str:
    """Return the formula with its relative row references moved by a number of rows.

    Raises:
        ValueError: when a reference would leave the sheet.
    """

    def move(row: str) -> str:
        if row.startswith("$"):
            return row
        moved = int(row) + rows
        if not 1 <= moved <= MAX_ROW:
            raise ValueError(f"row {moved}")
        return str(moved)

    def change(match: re.Match[str]) -> str:
        if match["row"]:
            return match["column"] + move(match["row"])
        if match["first"]:
            return f"{move(match['first'])}:{move(match['last'])}"
        return match[0]

    return _TOKEN.sub(change, formula)


@lru_cache(maxsize=256)  # each new row of a table asks about the same formulas
def is_same_on_every_row(formula: str) -> bool:
    """True when the formula has no relative row reference, only names, [@Kolumn] and $A$1."""
    return fill_down(formula, 1) == formula


def is_about_its_row(formula: str) -> bool:
    """True when it refers to its own table row and to nothing that would move."""
    this_row = "[#this row]" in formula.lower() or "[@" in formula
    return this_row and is_same_on_every_row(formula)
