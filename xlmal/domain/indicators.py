"""Indicators: what is measured, what is aimed at each year, and what came out."""

from __future__ import annotations

from datetime import date

from xlmal.domain.choices import (
    Direction,
    Expectation,
    MeasureKind,
    MissingReason,
    RoundKind,
    ValueStatus,
)
from xlmal.domain.rounds import Round
from xlmal.domain.types import Fact, Id, Measured, UnitCode

#: Measure units of a place in a ranking, in lower case.
RANK_UNITS = ("placering", "plats", "rang")


def is_rank(measure_unit: str) -> bool:
    """True for a place in a ranking, where a ratio to the target means nothing."""
    return measure_unit.strip().casefold() in RANK_UNITS


def is_signed(plausible_min: float | None) -> bool:
    """True when a measure can be negative, as a change or a result can."""
    return plausible_min is not None and plausible_min < 0


class Indicator(Fact):
    """What measures a goal; ``provider`` answers for it when the goal's own unit does not."""

    id: Id
    goal: Id
    name: str
    measure_unit: str = ""
    decimals: int = 0
    direction: Direction | None = None
    measure_kind: MeasureKind = MeasureKind.LEVEL
    baseline: Measured | None = None
    baseline_year: int | None = None
    tolerance: float | None = None
    plausible_min: float | None = None
    plausible_max: float | None = None
    weight: float = 1.0
    by_sex: bool = False
    source: str = ""
    provider: UnitCode | None = None

    @property
    def is_rank(self) -> bool:
        """True for a place in a ranking, where a ratio to the target means nothing."""
        return is_rank(self.measure_unit)

    @property
    def is_signed(self) -> bool:
        """True when the measure can be negative, as a change or a result can."""
        return is_signed(self.plausible_min)


class YearTarget(Fact):
    """What is aimed at in one year (målvärde), and what each round expects of the indicator."""

    indicator: Id
    year: int
    target: Measured | None = None
    target_upper: float | None = None
    partial_limit: Measured | None = None
    expect_d1: Expectation = Expectation.PROGNOSIS
    expect_d2: Expectation = Expectation.PROGNOSIS
    expect_year: Expectation = Expectation.FINAL

    def expectation(self, kind: RoundKind) -> Expectation:
        """What a round of this year expects.

        Raises:
            KeyError: for the goal-setting round, which asks for no figures.
        """
        return {
            RoundKind.D1: self.expect_d1,
            RoundKind.D2: self.expect_d2,
            RoundKind.YEAR: self.expect_year,
        }[kind]


class Outcome(Fact):
    """What was reported for an indicator in a round.

    ``respondents`` is how many answers a survey's result rests on; None where nobody is asked.
    """

    indicator: Id
    round: Round
    outcome: Measured | None = None
    women: float | None = None
    men: float | None = None
    prognosis: Measured | None = None
    value_status: ValueStatus | None = None
    missing_reason: MissingReason | None = None
    measured_on: date | None = None
    respondents: int | None = None
    comment: str = ""
