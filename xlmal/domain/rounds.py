"""Rounds (omgångar): which report an answer belongs to, and the dates that go with it."""

from __future__ import annotations

import re
from datetime import date
from functools import total_ordering
from typing import NamedTuple

from xlmal.domain.choices import RoundKind, RoundStatus
from xlmal.domain.types import Fact

_CODE = re.compile(r"^(\d{4})-(D1|D2|ÅR|mål|bidrag)$")

#: What is written for a year comes before what is reported of it.
_ORDER = {
    RoundKind.CONTRIBUTIONS: -1,
    RoundKind.GOALS: 0,
    RoundKind.D1: 1,
    RoundKind.D2: 2,
    RoundKind.YEAR: 3,
}


@total_ordering
class Round(NamedTuple):
    """One reporting occasion of one year; stored as "2019-D2"."""

    year: int
    kind: RoundKind

    @classmethod
    def parse(cls, code: str) -> Round:
        """Read "2019-D2".

        Raises:
            ValueError: when the text is no round.
        """
        match = _CODE.match(code)
        if not match:
            raise ValueError(f"no round: {code!r}")
        return cls(int(match[1]), RoundKind(match[2]))

    @property
    def code(self) -> str:
        """How it is stored: "2019-D2"."""
        return f"{self.year}-{self.kind}"

    @property
    def title(self) -> str:
        """How people say it: "Delårsrapport augusti 2019"."""
        names = {
            RoundKind.D1: f"Delårsrapport april {self.year}",
            RoundKind.D2: f"Delårsrapport augusti {self.year}",
            RoundKind.YEAR: f"Årsredovisning {self.year}",
            RoundKind.GOALS: f"Mål för {self.year}",
            RoundKind.CONTRIBUTIONS: f"Bidrag till målen för {self.year}",
        }
        return names[self.kind]

    def in_year(self, year: int) -> Round:
        """The same kind of round in another year; August is compared with August."""
        return Round(year, self.kind)

    def __str__(self) -> str:
        return self.code

    def __lt__(self, other: tuple[object, ...]) -> bool:
        if not isinstance(other, Round):
            return NotImplemented
        return (self.year, _ORDER[self.kind]) < (other.year, _ORDER[other.kind])


class ReportingOccasion(Fact):
    """When a round measures, when answers are due, and when the council takes it up."""

    round: Round
    title: str = ""
    measured_to: date | None = None
    last_day: date | None = None
    council_day: date | None = None
    status: RoundStatus = RoundStatus.PLANNED
