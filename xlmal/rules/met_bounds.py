"""Which values meet a target once they are rounded as shown: two bounds, for a cell's check."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from xlmal.domain.choices import Direction
from xlmal.domain.target import Target

# The numbers a cell can hold: 15 significant digits. The neighbours of a number are reckoned so.
_CELL: Final = Context(prec=15, rounding=ROUND_HALF_UP)


class MetBounds(NamedTuple):
    """The lowest and the highest value that meet a target, None for an open end.

    A target of 85,0 (högre) at one decimal is met from 84,95: that shows as 85,0. One of 5 (lägre)
    at none is met to 5,49999999999999.
    """

    low: float | None = None
    high: float | None = None


@lru_cache(maxsize=4096)  # the rounds of a year share their target
def met_bounds(target: Target) -> MetBounds:
    """Return what a value has to lie within; open at both ends when nothing can be held against it.

    Ja/nej has no bounds.
    """
    if target.fault or target.direction is Direction.YES_NO:
        return MetBounds()
    half = Fraction(1, 2 * 10**target.decimals)
    aim = target.exact(target.value)
    match target.direction:
        case Direction.HIGHER:
            return MetBounds(low=_lowest(aim, half))
        case Direction.LOWER:
            return MetBounds(high=_highest(aim, half))
        case Direction.INTERVAL:
            return MetBounds(_lowest(aim, half), _highest(target.exact(target.upper), half))
        case _:
            spread = target.exact(target.tolerance)
            return MetBounds(_lowest(aim - spread, half), _highest(aim + spread, half))


def _lowest(low: Fraction, half: Fraction) -> float:
    # Halves go away from zero: upwards, to the bound, only when the bound is above zero.
    edge = _decimal(low - half)
    return float(edge if low > 0 else edge.next_plus(_CELL))


def _highest(high: Fraction, half: Fraction) -> float:
    edge = _decimal(high + half)
    return float(edge if high < 0 else edge.next_minus(_CELL))


def _decimal(number: Fraction) -> Decimal:
    return _CELL.divide(Decimal(number.numerator), Decimal(number.denominator))
