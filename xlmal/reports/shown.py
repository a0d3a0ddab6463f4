"""States and figures as a report shows them: words and symbols, Swedish numbers, small groups."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from xlmal.domain.choices import State
from xlmal.domain.numbers import fifteen_digits, round_half_away, swedish
from xlmal.domain.state_words import Words
from xlmal.domain.status import symbol
from xlmal.domain.types import Measured

MASKED: Final = "färre än 5"


@dataclass(frozen=True, slots=True)
class Status:
    """A state as the round's report says it: a symbol and words, never a colour alone."""

    state: State
    words: str
    sign: str = ""

    @classmethod
    def of(cls, state: State, words: Words) -> Status:
        """Word a state for a round."""
        return cls(state, words.of(state), words.symbol(state))

    @property
    def symbol(self) -> str:
        """The state's sign, told apart by its shape."""
        return self.sign or symbol(self.state)

    def __str__(self) -> str:
        return f"{self.symbol} {self.words}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value as it is to be shown; ``upper`` makes it an interval.

    ``masked`` is a group so small that its size could point somebody out; no value is kept then.
    """

    value: Measured | None = None
    decimals: int = 0
    upper: float | None = None
    masked: bool = False

    @property
    def number(self) -> float | None:
        """The value where one plain number says it all."""
        if self.value is None or isinstance(self.value, bool) or self.upper is not None:
            return None
        return self.value

    def __str__(self) -> str:
        if self.masked:
            return MASKED
        if self.value is None:
            return ""
        if isinstance(self.value, bool):
            return "ja" if self.value else "nej"
        written = swedish(self.value, self.decimals)
        return (
            written
            if self.upper is None
            else f"{written} till {swedish(self.upper, self.decimals)}"
        )


@dataclass(frozen=True, slots=True)
class Trend:
    """Final values of earlier years, oldest first, and how they look in one line of text."""

    values: tuple[tuple[int, Figure], ...] = ()

    @property
    def numbers(self) -> tuple[tuple[int, float], ...]:
        """The years that have a plain number to draw."""
        return tuple(
            (year, figure.number) for year, figure in self.values if figure.number is not None
        )

    @property
    def bars(self) -> str:
        """The values as blocks of eight heights: "▁▄█"; "" where there is nothing to compare."""
        numbers = [number for _, number in self.numbers]
        if len(numbers) < 2:
            return ""
        low, high = min(numbers), max(numbers)
        if low == high:
            return _BLOCKS[3] * len(numbers)
        steps = (round((number - low) / (high - low) * 7) for number in numbers)
        return "".join(_BLOCKS[step] for step in steps)

    def __str__(self) -> str:
        """The years and values: "2016: 44, 2017: 46"."""
        return ", ".join(f"{year}: {figure}" for year, figure in self.values)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of 1 as percent with one decimal; ``sided`` ones say plus or minus.

    A share is cut, not rounded: 0.4996 must not read as the 50 % that it did not reach.
    """

    value: float
    sided: bool = False

    @property
    def number(self) -> float:
        """The share as it is shown, 0.945 for "94,5 %"."""
        if self.sided:
            return round_half_away(self.value, 3)
        return math.floor(Fraction(fifteen_digits(self.value)) * 1000) / 1000

    def __str__(self) -> str:
        written = f"{swedish(round_half_away(self.number * 100, 1))}\N{NO-BREAK SPACE}%"
        return f"+{written}" if self.sided and self.number > 0 else written


@dataclass(frozen=True, slots=True)
class Step:
    """A status that has become another; where room is short, the symbols say it."""

    before: Status
    now: Status

    def __str__(self) -> str:
        return f"{self.before} → {self.now}"


_BLOCKS: Final = "▁▂▃▄▅▆▇█"
