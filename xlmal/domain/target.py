"""What an indicator should reach in a year, and whether a value can be held against it at all."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from xlmal.domain.choices import Direction
from xlmal.domain.numbers import last_places, refuse_unheld, shown, swedish
from xlmal.domain.types import Measured

#: A cell holds 15 significant digits.
MOST_DECIMALS: Final = 15
ONE_SIDED: Final = (Direction.HIGHER, Direction.LOWER)


@dataclass(frozen=True, slots=True)
class Target:
    """What an indicator should reach; every number counts as ``decimals`` decimals show it.

    Attributes:
        direction: which way is better; None as long as nobody has chosen.
        value: the target, or an intervall's lower bound, or the level to keep (bibehålla).
        upper: an intervall's upper bound.
        tolerance: how far from the level to keep still keeps it; None is not at all.
        partial_limit: the worst value that is still partly met (högre, lägre); how far outside
            the intervall, or from the level to keep, a value may lie and still be partly met.
        baseline: where the indicator started.
        decimals: as declared for the indicator.
        may_use_ratio: False for rank numbers and signed measures, of which a share means nothing.

    Raises:
        ValueError: a number is NaN or infinite.
    """

    direction: Direction | None
    value: Measured | None
    upper: float | None = None
    tolerance: float | None = None
    partial_limit: Measured | None = None
    baseline: Measured | None = None
    decimals: int = 0
    may_use_ratio: bool = True

    def __post_init__(self) -> None:
        refuse_unmeasurable(*self._numbers())

    @property
    def fault(self) -> str | None:
        """Why nothing can be held against this target, in Swedish; None when all is well."""
        if not 0 <= self.decimals <= MOST_DECIMALS:
            return f"{self.decimals} decimaler går inte att räkna med"
        if self.value is None:
            return "målvärde saknas"
        if self.direction is None:
            return "riktning saknas"
        if self.direction is Direction.YES_NO:
            return None if isinstance(self.value, bool) else "målvärdet ska vara ja eller nej"
        if bool in map(type, self._numbers()):
            return "målvärde, basvärde och gränser ska vara tal"
        return None if self.direction in ONE_SIDED else self._fault_of_bounds(self.value)

    def exact(self, value: Measured | None) -> Fraction:
        """Return the number that is shown for a value, to reckon with; nothing counts as 0."""
        return Fraction(shown(value or 0, self.decimals))

    def counted(self, value: Measured | None) -> int:
        """Return `exact` as a count of the last decimal that is shown."""
        return last_places(value or 0, self.decimals)

    def text(self, value: Measured) -> str:
        """Write a value as it is shown: "84,5", "ja"."""
        if isinstance(value, bool):
            return "ja" if value else "nej"
        return swedish(value, self.decimals)

    def __str__(self) -> str:
        """The target in definite form: "målvärdet 85,0 (högre är bättre)"."""
        value = "saknas" if self.value is None else self.text(self.value)
        if self.direction is Direction.INTERVAL:
            return f"målintervallet {value} till {self.text(self.upper or 0)}"
        if self.direction is Direction.KEEP:
            return f"målvärdet {value} (bibehålla ± {self.text(self.tolerance or 0)})"
        if self.direction in ONE_SIDED:
            return f"målvärdet {value} ({self.direction} är bättre)"
        return f"målvärdet {value}"

    def _fault_of_bounds(self, low: float) -> str | None:
        if self.direction is Direction.INTERVAL and self.upper is None:
            return "målintervallets övre gräns saknas"
        if self.direction is Direction.INTERVAL and self.counted(self.upper) < self.counted(low):
            return "målintervallets övre gräns ligger under den nedre"
        if self.counted(self.tolerance) < 0 or self.counted(self.partial_limit) < 0:
            return "toleransen och gränsen för delvis uppfyllt kan inte vara negativa"
        return None

    def _numbers(self) -> tuple[Measured | None, ...]:
        return self.value, self.upper, self.tolerance, self.partial_limit, self.baseline


def refuse_unmeasurable(*values: Measured | None) -> None:
    """Let through what can be measured, and None.

    Raises:
        ValueError: a number is NaN, infinite or too large for a cell.
    """
    for value in values:
        if value is not None:
            refuse_unheld(value)
