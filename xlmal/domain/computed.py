"""Computed prognoses (beräknade prognoser): what the year may end at where the unit gave none.

They stand beside what is reported and never count as reported (LKBR 13:1 wants the unit's own).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median
from typing import Final

from xlmal.domain.choices import MeasureKind, RoundKind
from xlmal.domain.indicators import Indicator, Outcome
from xlmal.domain.municipality import Municipality
from xlmal.domain.numbers import percent, round_half_away, swedish
from xlmal.domain.rounds import Round
from xlmal.domain.types import Measured

#: Earlier years needed before a season is told from chance, and errors before an interval is.
LEAST_SEASONS: Final = 2
LEAST_ERRORS: Final = 3
#: Older years than these say little of this one.
_YEARS_BACK: Final = 10

_MONTHS: Final = {RoundKind.D1: 4, RoundKind.D2: 8}
#: Kinds whose last value says something of the year's end; a yearly measure's says nothing new.
_LAST_VALUE: Final = (
    MeasureKind.LEVEL,
    MeasureKind.RATIO,
    MeasureKind.ROLLING,
    MeasureKind.MEAN,
)


class Method(StrEnum):
    """How a prognosis was computed."""

    RUN_RATE = "samma takt året ut"
    SEASONAL = "andel av året i tidigare år"
    LAST_VALUE = "senaste värdet står sig"


@dataclass(frozen=True, slots=True)
class ComputedPrognosis:
    """A prognosis nobody reported; ``low`` and ``high`` are None where history is too short.

    Attributes:
        value: the year's end, at the indicator's decimals.
        method: named wherever the value is shown.
        because: what went into it, in Swedish.
        errors: how many earlier years the interval rests on.
    """

    value: float
    method: Method
    because: str
    low: float | None = None
    high: float | None = None
    errors: int = 0


def computed_prognosis(
    municipality: Municipality, indicator: Indicator, round_: Round
) -> ComputedPrognosis | None:
    """Compute an indicator's year, where the round is an interim one and the unit said nothing.

    None where the unit gave a prognosis or said why there is no value, where the measure's kind
    allows no computing (once a year, ja/nej), and where there is nothing to compute from.
    """
    said = municipality.outcome_of.get((indicator.id, round_))
    if round_.kind not in _MONTHS or (said and _has_spoken(said)):
        return None
    history = _History(municipality, indicator, round_.kind)
    if indicator.measure_kind is MeasureKind.FLOW:
        return _flow(history, round_)
    if indicator.measure_kind in _LAST_VALUE:
        return _last_value(history, round_)
    return None


def _has_spoken(said: Outcome) -> bool:
    return said.prognosis is not None or said.missing_reason is not None


@dataclass(frozen=True, slots=True)
class _History:
    """One indicator's numbers by round."""

    municipality: Municipality
    indicator: Indicator
    kind: RoundKind

    def at(self, round_: Round) -> float | None:
        said = self.municipality.outcome_of.get((self.indicator.id, round_))
        return plain_number(said.outcome) if said else None

    def final(self, year: int) -> float | None:
        return self.at(Round(year, RoundKind.YEAR))

    def past(self, before: int) -> Iterator[tuple[int, float, float]]:
        """Year, value at this kind of round, and final value, of the years that have both."""
        for year in range(before - _YEARS_BACK, before):
            so_far, final = self.at(Round(year, self.kind)), self.final(year)
            if so_far is not None and final is not None:
                yield year, so_far, final

    def measured_to(self, round_: Round) -> date | None:
        said = self.municipality.outcome_of.get((self.indicator.id, round_))
        occasion = self.municipality.occasion_of.get(round_)
        measured = (said.measured_on if said else None) or (
            occasion.measured_to if occasion else None
        )
        return measured if measured and measured.year == round_.year else None


def plain_number(value: Measured | None) -> float | None:
    """The value where it is a number, None for ja/nej and nothing."""
    return None if value is None or isinstance(value, bool) else value


def _flow(history: _History, round_: Round) -> ComputedPrognosis | None:
    so_far = history.at(round_)
    if so_far is None:
        return None
    shares = {year: part / whole for year, part, whole in history.past(round_.year) if whole}
    shares = {year: share for year, share in shares.items() if share > 0}
    written = swedish(so_far, history.indicator.decimals)
    if len(shares) >= LEAST_SEASONS:
        share = median(shares.values())
        because = (
            f"Utfallet hittills {written} delat med {percent(share)}, den andel av året som brukar "
            f"ha kommit då ({_years(shares)})."
        )

        def by_season(year: int, part: float) -> float | None:
            others = [one for other, one in shares.items() if other != year]
            return part / median(others) if others else None

        return _with_interval(
            history, round_, so_far / share, Method.SEASONAL, because, predict=by_season
        )
    share = elapsed(round_, history.measured_to(round_))
    because = f"Utfallet hittills {written} delat med {percent(share)}, den del av året som gått."
    return _with_interval(
        history,
        round_,
        so_far / share,
        Method.RUN_RATE,
        because,
        predict=lambda _, part: part / share,
    )


def elapsed(round_: Round, measured_to: date | None) -> float:
    """The share of the year that a round has seen, 0 to 1: whole months when no day is known."""
    if measured_to is None:
        return _MONTHS[round_.kind] / 12
    start, end = date(round_.year, 1, 1), date(round_.year, 12, 31)
    return ((measured_to - start).days + 1) / ((end - start).days + 1)


def _last_value(history: _History, round_: Round) -> ComputedPrognosis | None:
    now = history.at(round_)
    if now is not None:
        because = f"Utfallet hittills är {swedish(now, history.indicator.decimals)}."
        return _with_interval(
            history, round_, now, Method.LAST_VALUE, because, predict=lambda _, part: part
        )
    last = history.final(round_.year - 1)
    if last is None:
        return None
    written = swedish(last, history.indicator.decimals)
    because = f"Inget utfall i år. {round_.year - 1} blev det {written}."
    return _with_interval(
        history,
        round_,
        last,
        Method.LAST_VALUE,
        because,
        predict=lambda year, _: history.final(year - 1),
    )


def _with_interval(
    history: _History,
    round_: Round,
    value: float,
    method: Method,
    because: str,
    *,
    predict: Callable[[int, float], float | None],
) -> ComputedPrognosis:
    """Add the interval: how far off the same method was in earlier years, at its widest."""
    errors = [
        final - predicted
        for year, part, final in history.past(round_.year)
        if (predicted := predict(year, part)) is not None
    ]
    shown = _plausible(history.indicator, value)
    if len(errors) < LEAST_ERRORS:
        return ComputedPrognosis(shown, method, because)
    low, high = value + min(0.0, *errors), value + max(0.0, *errors)
    return ComputedPrognosis(
        shown,
        method,
        because,
        _plausible(history.indicator, low),
        _plausible(history.indicator, high),
        len(errors),
    )


def _plausible(indicator: Indicator, value: float) -> float:
    if indicator.plausible_min is not None:
        value = max(value, indicator.plausible_min)
    if indicator.plausible_max is not None:
        value = min(value, indicator.plausible_max)
    return round_half_away(value, indicator.decimals)


def _years(shares: dict[int, float]) -> str:
    years = sorted(shares)
    return f"{years[0]}–{years[-1]}"
