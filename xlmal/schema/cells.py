"""How a typed value stands in a cell: words for choices, serial numbers for dates."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from xlmal.domain.rounds import Round
from xlmal.schema.columns import Column, ValueType

#: Day 0 of Excel's 1900 system; it counts a 29 February 1900 that never was (ECMA-376 18.17.4.1).
_DAY_ZERO = date(1899, 12, 30)

Stored = float | int | str | None

NUMBER_FORMATS: dict[ValueType, str] = {
    ValueType.DATE: "yyyy-mm-dd",
    ValueType.MOMENT: "yyyy-mm-dd hh:mm",
    ValueType.INTEGER: "0",
    ValueType.ID: "@",
    ValueType.CODE: "@",
    ValueType.REFERENCES: "@",
}


def serial(day: date) -> float:
    """Excel's number for a day, or for a moment with its fraction of the day."""
    if isinstance(day, datetime):
        seconds = day.hour * 3600 + day.minute * 60 + day.second
        return (day.date() - _DAY_ZERO).days + seconds / 86400
    return float((day - _DAY_ZERO).days)


def stored_form(value: object) -> Stored:
    """What is written into a cell for a typed value; None and "" are an empty cell."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, Round):
        return value.code
    if isinstance(value, (date, datetime)):
        return serial(value)
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value) or None
    if isinstance(value, (int, float, str)):
        return value
    raise TypeError(f"no cell holds {type(value).__name__}")


def number_format(column: Column) -> str:
    """The number format of a column's cells.

    Figures keep General: only there does Excel show by its own choice of format that somebody
    typed 85 % or a date, which intake needs to see.
    """
    return NUMBER_FORMATS.get(column.type, "General")
