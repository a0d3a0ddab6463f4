"""Where a cell is: column letters, areas, and the address people read ("Utfall!D7")."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

_A1 = re.compile(r"^\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$")


@lru_cache(maxsize=MAX_COLUMN)
def column_letters(number: int) -> str:
    """Return the letters of a column: 1 -> "A", 28 -> "AB".

    Raises:
        ValueError: when the number lies outside a sheet (ECMA-376 18.3.1.4).
    """
    if not 1 <= number <= MAX_COLUMN:
        raise ValueError(f"no column {number}")
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=MAX_COLUMN)
def column_number(letters: str) -> int:
    """Return the number of a column: "A" -> 1, "ab" -> 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def parse_a1(text: str) -> tuple[int, int]:
    """Return (row, column), both from 1, of an address such as "D7" or "$D$7".

    Raises:
        ValueError: when the text is no address inside a sheet.
    """
    match = _A1.match(text)
    if not match:
        raise ValueError(f"no cell address: {text!r}")
    row, column = int(match[2]), column_number(match[1])
    if not (1 <= row <= MAX_ROW and column <= MAX_COLUMN):
        raise ValueError(f"outside the sheet: {text!r}")
    return row, column


def a1(row: int, column: int) -> str:
    """Return the address of a row and a column, both from 1: (7, 4) -> "D7"."""
    return f"{column_letters(column)}{row}"


class CellRef(NamedTuple):
    """A cell in a named sheet; row and column count from 1."""

    sheet: str
    row: int
    column: int

    @property
    def a1(self) -> str:
        """The address inside the sheet, "D7"."""
        return a1(self.row, self.column)

    def __str__(self) -> str:
        return f"{self.sheet}!{self.a1}"

    @classmethod
    def parse(cls, text: str) -> CellRef:
        """Read "Utfall!D7" or "'Samlad bedömning'!D7"."""
        sheet, _, address = text.rpartition("!")
        row, column = parse_a1(address)
        if sheet.startswith("'") and sheet.endswith("'"):
            sheet = sheet[1:-1].replace("''", "'")
        return cls(sheet, row, column)


class Area(NamedTuple):
    """A rectangle of cells, bounds included, counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @classmethod
    def parse(cls, text: str) -> Area:
        """Read "A2:B7" or a single "A2".

        Raises:
            ValueError: when the text is no area.
        """
        first, _, last = text.partition(":")
        row, column = parse_a1(first)
        last_row, last_column = parse_a1(last) if last else (row, column)
        return cls(
            min(row, last_row),
            min(column, last_column),
            max(row, last_row),
            max(column, last_column),
        )

    def __str__(self) -> str:
        first = a1(self.first_row, self.first_column)
        last = a1(self.last_row, self.last_column)
        return first if first == last else f"{first}:{last}"

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a cell lies inside."""
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )
