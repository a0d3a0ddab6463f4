"""Conditions on one row, read as Excel types; written once, compiled to Python and to Excel.

Nothing is guessed: a comparison with a cell that is not of the kind compared is *unknown*, neither
true nor false, and so is everything about a column that is not there. A condition counts only when
it is true. Excel has no third value, so every part of the formula is written to give FALSE where
Python gives unknown, and never an error: AND and OR may then be used although they evaluate all
their arguments.
"""

from __future__ import annotations

from xlmal.rules.nodes import (
    DEFAULTS,
    BeginsWith,
    Both,
    Cell,
    Compiled,
    Condition,
    Either,
    ExcelError,
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
    Reference,
    SameNumber,
    Setting,
    Verdict,
    YearStart,
    headers_in,
)

__all__ = [
    "DEFAULTS",
    "Cell",
    "Compiled",
    "Condition",
    "ExcelError",
    "ExcelValue",
    "Reference",
    "Setting",
    "Verdict",
    "YearStart",
    "at_most",
    "begins_with",
    "below",
    "both",
    "either",
    "headers_in",
    "is_blank",
    "is_boolean",
    "is_filled",
    "is_number",
    "is_text",
    "longer_than",
    "negation",
    "not_between",
    "one_of",
    "outside",
    "same_number",
    "shorter_than",
]


def is_blank(*headers: str) -> Condition:
    """Each of the cells is empty, or holds nothing but spaces."""
    return IsBlank(tuple(Cell(header) for header in headers))


def is_filled(header: str) -> Condition:
    """The cell holds anything at all, an error value included."""
    return Negation(is_blank(header))


def is_number(header: str) -> Condition:
    """The cell holds a number."""
    return IsNumber(Cell(header))


def is_text(header: str) -> Condition:
    """The cell holds a text."""
    return IsText(Cell(header))


def is_boolean(header: str) -> Condition:
    """The cell holds TRUE or FALSE."""
    return IsBoolean(Cell(header))


def one_of(header: str, *texts: str) -> Condition:
    """The cell holds one of the texts; unknown when it is blank."""
    return OneOf(Cell(header), texts)


def begins_with(header: str, *texts: str) -> Condition:
    """The text begins with one of the texts, as whole words; unknown when it is blank."""
    return BeginsWith(Cell(header), texts)


def below(low: Operand | str, high: Operand | str) -> Condition:
    """``low`` < ``high``; a str is a header. Unknown unless both are numbers."""
    return Less(_operand(low), _operand(high))


def at_most(low: Operand | str, high: Operand | str) -> Condition:
    """``low`` <= ``high``; a str is a header. Unknown unless both are numbers."""
    return Less(_operand(low), _operand(high), or_equal=True)


def same_number(one: Operand | str, other: Operand | str) -> Condition:
    """Two numbers are equal; a str is a header. Unknown unless both are numbers."""
    return SameNumber(_operand(one), _operand(other))


def outside(header: str, low: str, high: str) -> Condition:
    """The number is below one bound or above the other; a bound that is no number is none."""
    return Outside(Cell(header), Cell(low), Cell(high))


def not_between(header: str, one: str, other: str) -> Condition:
    """The number is below both or above both of the others; unknown unless all are numbers."""
    return NotBetween(Cell(header), Cell(one), Cell(other))


def both(*parts: Condition) -> Condition:
    """All of the parts hold."""
    return Both(parts)


def either(*parts: Condition) -> Condition:
    """At least one of the parts holds."""
    return Either(parts)


def negation(part: Condition) -> Condition:
    """The part does not hold; unknown where the part is unknown."""
    return Negation(part)


def longer_than(header: str, limit: Setting | float) -> Condition:
    """The text has more characters than the limit."""
    return Less(limit, Length(Cell(header)))


def shorter_than(header: str, limit: float) -> Condition:
    """The text has fewer characters than the limit."""
    return Less(Length(Cell(header)), limit)


def _operand(given: Operand | str) -> Operand:
    return Cell(given) if isinstance(given, str) else given
