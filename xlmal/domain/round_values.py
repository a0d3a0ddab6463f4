"""What a round aims at and what was answered, without making a fact of each of many rows."""

from __future__ import annotations

from typing import Any, NamedTuple

from xlmal.domain.choices import Direction, Expectation, MissingReason, RoundKind, ValueStatus
from xlmal.domain.fact_columns import column
from xlmal.domain.indicators import is_rank, is_signed
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.domain.types import Measured


class Measure(NamedTuple):
    """How an indicator's values are judged; see Indicator."""

    direction: Direction | None
    tolerance: float | None
    baseline: Measured | None
    decimals: int
    weight: float
    measure_unit: str
    plausible_min: float | None

    @property
    def is_rank(self) -> bool:
        """True for a place in a ranking, where a ratio to the target means nothing."""
        return is_rank(self.measure_unit)

    @property
    def is_signed(self) -> bool:
        """True when the measure can be negative, as a change or a result can."""
        return is_signed(self.plausible_min)


class Aim(NamedTuple):
    """An indicator's target of one year, and what a round of that year expects; see YearTarget."""

    target: Measured | None
    target_upper: float | None
    partial_limit: Measured | None
    expectation: Expectation | None


class Answered(NamedTuple):
    """What was answered for an indicator in one round; see Outcome."""

    outcome: Measured | None
    prognosis: Measured | None
    value_status: ValueStatus | None
    missing_reason: MissingReason | None


_EXPECTATION = {
    RoundKind.D1: "expect_d1",
    RoundKind.D2: "expect_d2",
    RoundKind.YEAR: "expect_year",
}


def measures(municipality: Municipality) -> list[Measure]:
    """How each indicator is judged, in the order of the rows."""
    columns: list[Any] = [column(municipality.indicators, field) for field in Measure._fields]
    return [Measure(*told) for told in zip(*columns, strict=True)]


def aims(municipality: Municipality, round_: Round) -> dict[str, Aim]:
    """The targets of a round's year by indicator; rounds that are written expect no figures."""
    expects = _EXPECTATION.get(round_.kind)
    fields = ("indicator", "year", "target", "target_upper", "partial_limit")
    columns: list[Any] = [column(municipality.targets, field) for field in fields]
    columns.append(
        column(municipality.targets, expects) if expects else [None] * len(municipality.targets)
    )
    rows = zip(*columns, strict=True)
    return {indicator: Aim(*told) for indicator, year, *told in rows if year == round_.year}


def answers(municipality: Municipality, round_: Round) -> dict[str, Answered]:
    """What was answered in a round by indicator."""
    fields = ("indicator", "round", *Answered._fields)
    columns: list[Any] = [column(municipality.outcomes, field) for field in fields]
    rows = zip(*columns, strict=True)
    return {indicator: Answered(*told) for indicator, at, *told in rows if at == round_}
