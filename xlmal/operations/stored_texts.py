"""Stored texts of a table's cells, as people see them and as they are written in a cell."""

from __future__ import annotations

from datetime import date, timedelta

from xlmal.domain.numbers import swedish
from xlmal.domain.submissions import CLEARED
from xlmal.finding import Kind, RawCell
from xlmal.schema.cells import Stored, serial
from xlmal.schema.columns import Column, ValueType

_DAY_ZERO = date(1899, 12, 30)
_LONGEST = 60
_FIGURES = (ValueType.MEASURE, ValueType.NUMBER, ValueType.INTEGER)


def shown(column: Column, text: str) -> str:
    """A stored text as people would write it in the cell; a long one is cut."""
    if text == "":
        return "tomt"
    value = _value(column, text)
    if isinstance(value, float):
        return day_of(value) if column.type is ValueType.DATE else swedish(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def written(column: Column, text: str) -> Stored:
    """What a cell of the column holds for a stored text; None for a blank one."""
    return _value(column, text) if text else None


def listed(column: Column, text: str) -> float | int | str:
    """What stands for a stored text on a list: nothing is lost, and a blank cell is "(tom)"."""
    value = _value(column, text)
    if isinstance(value, float) and column.type is ValueType.DATE and value.is_integer():
        return day_of(value)
    return value if text else CLEARED


def unlisted(column: Column, cell: RawCell | None) -> str:
    """The stored text that stands on a list, the inverse of ``listed``."""
    if cell is None or cell.kind is Kind.BLANK or cell.text.strip() == CLEARED:
        return ""
    figures = (*_FIGURES, ValueType.DATE)
    if cell.kind is Kind.NUMBER and column.type in figures:
        return repr(float(cell.text))
    if column.type is ValueType.DATE:
        try:
            return repr(serial(date.fromisoformat(cell.text)))
        except ValueError:
            pass
    return cell.text


def day_of(number: float) -> str:
    """Excel's number of a day as ISO writes it."""
    return (_DAY_ZERO + timedelta(days=number)).isoformat()


def _value(column: Column, text: str) -> float | str:
    """A number where the column has numbers; "ja", and what is not understood, stay text."""
    if column.type not in (*_FIGURES, ValueType.DATE):
        return text
    try:
        value = float(text)
        if column.type is ValueType.DATE:
            day_of(value)
    except (ValueError, OverflowError):
        return text
    return value
