"""What was read, as Excel sees it."""

from __future__ import annotations

from datetime import date

from xlmal.domain.rounds import Round
from xlmal.finding import Kind
from xlmal.intake.reading import CellRead
from xlmal.rules.nodes import ExcelError, ExcelValue
from xlmal.rules.verdict import serial


def as_excel(value: object) -> ExcelValue:
    """A read value as Excel sees it: ja/nej and choices as text, a date as its serial number."""
    match value:
        case None:
            return None
        case bool():
            return "ja" if value else "nej"
        case int() | float():
            return float(value)
        case Round():
            return value.code
        case date():
            return serial(value)
        case tuple():
            return "; ".join(str(part) for part in value) or None
        case _:
            return str(value) or None


def as_stored(cell: CellRead) -> ExcelValue:
    """A cell of a column without a type of its own: a number that stands there is a number."""
    raw = cell.raw
    if raw is None:
        return as_excel(cell.value)
    match raw.kind:
        case Kind.BLANK:
            return None
        case Kind.NUMBER:
            return float(raw.text)
        case Kind.BOOLEAN:
            return raw.text in ("1", "true")
        case Kind.ERROR:
            return ExcelError(raw.text)
        case _:
            return raw.text or None
