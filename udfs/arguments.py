"""What Excel hands a worksheet function: columns of cells, read as our intake reads cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from udfs.boundary import ArgumentError
from xlmal.domain.choices import Direction
from xlmal.domain.types import Measured
from xlmal.finding import Kind, RawCell
from xlmal.intake.numbers import number_of_text

Cells = list[list[Any]]

ERRORS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"}
)
_YES_NO = {"ja": True, "nej": False}


def each(function: Callable[..., Any], first: Cells, *others: Cells | None) -> Any:
    """Answer for every cell of ``first``; the others lie beside it, or are one cell for all.

    An answer that cannot be given is one Swedish line in its own cell, and the other cells get
    theirs.
    """
    given = [first, *(one for one in others if one is not None)]
    rows, columns = max(map(len, given)), max(len(one[0]) for one in given)
    answers = [
        [_answer(function, (first, *others), row, column) for column in range(columns)]
        for row in range(rows)
    ]
    return answers[0][0] if rows == columns == 1 else answers


def _answer(
    function: Callable[..., Any], arguments: Sequence[Cells | None], row: int, column: int
) -> Any:
    try:
        return function(*(_at(one, row, column) for one in arguments))
    except ArgumentError as error:
        return f"#Fel: {error}"


def _at(cells: Cells | None, row: int, column: int) -> Any:
    if cells is None:
        return None
    try:
        return cells[row if len(cells) > 1 else 0][column if len(cells[0]) > 1 else 0]
    except IndexError as error:
        raise ArgumentError("områdena är olika stora.") from error


def flag(value: Any, what: str) -> bool:
    """Whether something is wanted: SANT, ja or a number that is not 0; a blank is no.

    Raises:
        ArgumentError: it is none of those.
    """
    return bool(measured(value, what))


def measured(value: Any, what: str) -> Measured | None:
    """A number or ja/nej; None for a blank cell.

    Raises:
        ArgumentError: it is neither.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime):
        raise ArgumentError(f"{what} är ett datum ({value:%Y-%m-%d}), inte ett tal.")
    text = str(value)
    if text in ERRORS:
        raise ArgumentError(f"{what} är felvärdet {text}.")
    if text.strip().casefold() in _YES_NO:
        return _YES_NO[text.strip().casefold()]
    return number(text, what)


@lru_cache(maxsize=4096)
def number(text: str, what: str) -> float | None:
    """A number written as text, the Swedish way.

    Raises:
        ArgumentError: it is not one number without doubt.
    """
    parsed = number_of_text(text)
    if parsed.value is None and parsed.remarks:
        check, details = parsed.remarks[0][:2]
        raise ArgumentError(f"{what}: {check.message.format(**dict(details))}")
    return parsed.value if isinstance(parsed.value, float) else None


def plain_number(value: Any, what: str) -> float | None:
    """A number; None for a blank cell.

    Raises:
        ArgumentError: it is none.
    """
    found = measured(value, what)
    if isinstance(found, bool):
        raise ArgumentError(f"{what} ska vara ett tal.")
    return found


@lru_cache(maxsize=64)
def direction(value: Any) -> Direction | None:
    """Which way is better; None for a blank cell.

    Raises:
        ArgumentError: there is no such direction.
    """
    if value is None or not str(value).strip():
        return None
    wanted = str(value).strip().casefold()
    for one in Direction:
        if one.value == wanted:
            return one
    words = ", ".join(Direction)
    raise ArgumentError(f"riktningen {value} finns inte. Skriv en av: {words}.")


def raw_cells(values: Sequence[Sequence[Any]], row: int, column: int) -> list[RawCell]:
    """Cells that Excel handed over, as stored cells at their own addresses."""
    return [
        cell
        for down, line in enumerate(values)
        for across, value in enumerate(line)
        if (cell := _raw_cell(row + down, column + across, value)) is not None
    ]


def _raw_cell(row: int, column: int, value: Any) -> RawCell | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return RawCell(row, column, Kind.BOOLEAN, str(int(value)))
    if isinstance(value, datetime):
        days = (value - datetime(1899, 12, 30)).total_seconds() / 86400
        return RawCell(row, column, Kind.NUMBER, repr(days), "yyyy-mm-dd")
    if isinstance(value, int | float):
        return RawCell(row, column, Kind.NUMBER, repr(value))
    text = str(value)
    return RawCell(row, column, Kind.ERROR if text in ERRORS else Kind.TEXT, text)
