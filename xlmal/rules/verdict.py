"""What a condition says about a row in Python: true, false, or unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final, TypeAlias

from xlmal.domain.numbers import LARGEST, fifteen_digits
from xlmal.domain.settings import Settings
from xlmal.rules.nodes import (
    DEFAULTS,
    BeginsWith,
    Both,
    Cell,
    Compiled,
    Condition,
    Either,
    ExcelValue,
    IsBlank,
    IsBoolean,
    IsNumber,
    IsText,
    Length,
    Less,
    Negation,
    NotBetween,
    OneOf,
    Operand,
    Outside,
    SameNumber,
    Verdict,
    YearStart,
    number_of,
)

_Row: TypeAlias = Mapping[str, ExcelValue]
_Number: TypeAlias = Callable[[_Row], float | None]

# Day 0 of Excel's 1900 calendar, as every day from March 1900 counts it.
_DAY_ZERO: Final = date(1899, 12, 30)
_LAST_DAY: Final = 2_958_465  # 9999-12-31


def serial(day: date) -> float:
    """A date as the number that Excel stores (1900 date system)."""
    return float((day - _DAY_ZERO).days)


def day_of(number: float) -> date | None:
    """The date that a serial number means; None when Excel has no such date."""
    return _DAY_ZERO + timedelta(days=int(number)) if 0 <= number <= _LAST_DAY else None


def compile_python(node: Condition, settings: Settings = DEFAULTS) -> Compiled:
    """Return a function from a row to the condition's verdict; compile once, run over many rows.

    A header that the row lacks makes everything said about it unknown. An error value is no
    number, no text and not blank.
    """
    match node:
        case IsBlank(cells):
            return _all([_test(cell, _blank) for cell in cells])
        case IsNumber(cell):
            return _test(cell, lambda value: type(value) in (float, int))
        case IsText(cell):
            return _test(cell, lambda value: isinstance(value, str) and not _blank(value))
        case IsBoolean(cell):
            return _test(cell, lambda value: isinstance(value, bool))
        case OneOf(cell, texts):
            return _one_of(cell.header, frozenset(text.lower() for text in texts))
        case BeginsWith(cell, texts):
            return _begins_with(cell.header, tuple(f"{text} ".lower() for text in texts))
        case Less(low, high, or_equal):
            order = _compare(low, high, settings)
            limit = 1 if or_equal else 0
            return lambda row: None if (sign := order(row)) is None else sign < limit
        case SameNumber(one, other):
            order = _compare(one, other, settings)
            return lambda row: None if (sign := order(row)) is None else sign == 0
        case Outside(cell, low_cell, high_cell):
            return _outside(cell.header, low_cell.header, high_cell.header)
        case NotBetween(cell, one_cell, other_cell):
            return _not_between(cell.header, one_cell.header, other_cell.header)
        case Both(parts):
            return _all([compile_python(part, settings) for part in parts])
        case Either(parts):
            return _any([compile_python(part, settings) for part in parts])
        case Negation(part):
            inner = compile_python(part, settings)
            return lambda row: None if (found := inner(row)) is None else not found


def _blank(value: ExcelValue) -> bool:
    return value is None or (isinstance(value, str) and not value.strip(" "))


def _test(cell: Cell, holds: Callable[[ExcelValue], bool]) -> Compiled:
    header = cell.header
    return lambda row: holds(row[header]) if header in row else None


def _one_of(header: str, texts: frozenset[str]) -> Compiled:
    def verdict(row: _Row) -> Verdict:
        value = row.get(header)
        if _blank(value):
            return None
        return isinstance(value, str) and value.lower() in texts

    return verdict


def _begins_with(header: str, openings: tuple[str, ...]) -> Compiled:
    def verdict(row: _Row) -> Verdict:
        value = row.get(header)
        if _blank(value):
            return None
        if not isinstance(value, str):
            return False
        words = " ".join(part for part in value.split(" ") if part)
        return f"{words} ".lower().startswith(openings)

    return verdict


def _outside(header: str, low_header: str, high_header: str) -> Compiled:
    def verdict(row: _Row) -> Verdict:
        value = _as_number(row.get(header))
        low, high = _as_number(row.get(low_header)), _as_number(row.get(high_header))
        if value is None or (low is None and high is None):
            return None
        is_low = low is not None and _sign(value, low) < 0
        return is_low or (high is not None and _sign(value, high) > 0)

    return verdict


def _not_between(header: str, one_header: str, other_header: str) -> Compiled:
    def verdict(row: _Row) -> Verdict:
        value = _as_number(row.get(header))
        one, other = _as_number(row.get(one_header)), _as_number(row.get(other_header))
        if value is None or one is None or other is None:
            return None
        return _sign(value, min(one, other)) < 0 or _sign(value, max(one, other)) > 0

    return verdict


def _all(parts: list[Compiled]) -> Compiled:
    def verdict(row: _Row) -> Verdict:
        found: Verdict = True
        for part in parts:
            one = part(row)
            if one is False:
                return False
            if one is None:
                found = None
        return found

    return verdict


def _any(parts: list[Compiled]) -> Compiled:
    def verdict(row: _Row) -> Verdict:
        found: Verdict = False
        for part in parts:
            one = part(row)
            if one is True:
                return True
            if one is None:
                found = None
        return found

    return verdict


def _compare(one: Operand, other: Operand, settings: Settings) -> Callable[[_Row], int | None]:
    """Return the sign of ``one - other``, or None when either is no number."""
    first, second = _number(one, settings), _number(other, settings)

    def sign(row: _Row) -> int | None:
        a = first(row)
        if a is None:
            return None
        b = second(row)
        if b is None:
            return None
        return _sign(a, b)

    return sign


def _sign(a: float, b: float) -> int:
    if a == b:
        return 0
    if abs(a - b) <= 1e-13 * max(abs(a), abs(b)):  # near enough for the 16th digit to decide
        exact_a, exact_b = fifteen_digits(a), fifteen_digits(b)
        if exact_a == exact_b:
            return 0
    return 1 if a > b else -1


def _number(operand: Operand, settings: Settings) -> _Number:
    match operand:
        case Cell(header):
            return lambda row: _as_number(row.get(header))
        case Length(cell):
            return lambda row: _length(row.get(cell.header))
        case YearStart(cell):
            return lambda row: _year_start(_as_number(row.get(cell.header)))
        case _:
            constant = number_of(operand, settings)
            return lambda row: constant


def _as_number(value: ExcelValue) -> float | None:
    # NaN and infinity cannot stand in a cell, but a caller's own row could bring them.
    if type(value) in (float, int) and abs(value) <= LARGEST:  # type: ignore[arg-type]
        return value  # type: ignore[return-value]
    return None


def _length(value: ExcelValue) -> float | None:
    if not isinstance(value, str) or _blank(value):
        return None
    return len(value.encode("utf-16-le", "surrogatepass")) // 2


def _year_start(number: float | None) -> float | None:
    day = None if number is None else day_of(number)
    return None if day is None else serial(date(day.year, 1, 1))
