"""How Excel shows and compares numbers: 15 significant digits, halves rounded away from zero."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import Final

LARGEST: Final = 9.99999999999999e307
"""The largest number that can be typed in a cell (Excel specifications and limits)."""
_LARGEST_WHOLE: Final = int(LARGEST)

NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
MINUS: Final = "\N{MINUS SIGN}"

# ROUND_HALF_UP is decimal's name for halves away from zero. Built once and given to every call:
# the caller's own decimal context (thread-wide, anybody may change it) must not change a verdict.
_EXCEL: Final = Context(prec=15, rounding=ROUND_HALF_UP)
_ROOMY: Final = Context(prec=400, rounding=ROUND_HALF_UP)

# Whole numbers below have fifteen digits at most.
_ALL_DIGITS: Final = 10**15


def fifteen_digits(x: float | Fraction) -> Decimal:
    """Return the number that Excel works with when it compares or rounds ``x``.

    Args:
        x: a number, or an exact quotient; the quotient is rounded once only.

    Raises:
        ValueError: ``x`` is not a number that a cell can hold (NaN, infinite, too large).
    """
    if isinstance(x, Fraction):
        if abs(x.numerator) > _LARGEST_WHOLE * x.denominator:
            raise _unheld(x)
        return _EXCEL.divide(Decimal(x.numerator), Decimal(x.denominator))
    refuse_unheld(x)
    return _EXCEL.create_decimal(x)


def refuse_unheld(x: float) -> None:
    """Let through the numbers that a cell can hold.

    Raises:
        ValueError: NaN, infinite, too large.
    """
    if not -LARGEST <= x <= LARGEST:  # NaN fails too
        raise _unheld(x)


def _unheld(x: float | Fraction) -> ValueError:
    return ValueError(f"not a number that a cell can hold: {x!r}")


def shown(x: float, decimals: int) -> Decimal:
    """Return ``x`` as a cell with ``decimals`` decimals shows it, exactly.

    Raises:
        ValueError: as `fifteen_digits`.
    """
    last_place = Decimal((0, (1,), -decimals))
    rounded = fifteen_digits(x).quantize(last_place, context=_ROOMY)
    return rounded if rounded else rounded.copy_abs()  # -0.4 at no decimals is 0, not -0


def last_places(x: float, decimals: int) -> int:
    """Return ``x`` as a cell with ``decimals`` decimals shows it, counted in the last of them.

    84.46 at one decimal is 845. Whole numbers reckon exactly, and much faster than quotients.

    Raises:
        ValueError: as `fifteen_digits`.
    """
    if -_ALL_DIGITS < x < _ALL_DIGITS and (whole := int(x)) == x:
        return whole * int(10**decimals)
    return int(shown(x, decimals).scaleb(decimals, _ROOMY))


def round_half_away(x: float, decimals: int) -> float:
    """Round as Excel's ROUND does: 2.675 at two decimals is 2.68, -0.5 at none is -1.

    Args:
        x: a number that a cell can hold.
        decimals: decimals to keep; negative ones round to tens, hundreds and so on.

    Raises:
        ValueError: as `fifteen_digits`.
    """
    return float(shown(x, decimals))


def same_number(a: float, b: float) -> bool:
    """Whether Excel's ``=`` holds the two equal (0.1 + 0.2 and 0.3 are).

    Raises:
        ValueError: as `fifteen_digits`.
    """
    return fifteen_digits(a) == fifteen_digits(b)


def swedish(x: float, decimals: int | None = None) -> str:
    """Write a number as Swedes read it: "1 250,5" with a no-break space, "−3,4" with a real minus.

    Args:
        x: a number that a cell can hold.
        decimals: decimals to show; None shows those the number has, 15 significant digits at most.

    Raises:
        ValueError: as `fifteen_digits`.
    """
    number = fifteen_digits(x) if decimals is None else shown(x, decimals)
    whole, _, fraction = f"{number.copy_abs():f}".partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", NO_BREAK_SPACE)
    sign = MINUS if number < 0 else ""
    return sign + grouped + (f",{fraction}" if fraction else "")


def percent(share: float | Fraction) -> str:
    """Write a share of 1 as "49,9 %", cut and not rounded.

    A share of 0.4996 must not read as the 50 % that it did not reach.

    Raises:
        ValueError: as `fifteen_digits`.
    """
    tenths = math.floor(Fraction(fifteen_digits(share)) * 1000)
    return f"{swedish(tenths / 10)}{NO_BREAK_SPACE}%"
