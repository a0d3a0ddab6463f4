"""How good the prognoses were once the year is known: per unit and round (träffsäkerhet)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median

from xlmal.domain.attainment import assess
from xlmal.domain.choices import Direction, RoundKind, State, ValueStatus
from xlmal.domain.computed import plain_number
from xlmal.domain.indicators import Indicator
from xlmal.domain.municipality import Municipality
from xlmal.domain.round_result import status_policy, target_for
from xlmal.domain.rounds import Round
from xlmal.domain.target import Target
from xlmal.domain.types import Measured


@dataclass(frozen=True, slots=True)
class PrognosisError:
    """One prognosis held against what came; the sizes are in units of the target.

    Attributes:
        error: prognosis less outcome, positive when the prognosis was the brighter; None where
            the measure has no better side (intervall, bibehålla) or no size (ja/nej, target 0).
        size: how far off, without a side.
    """

    indicator: str
    unit: str
    round: Round
    prognosis: Measured
    outcome: Measured
    foreseen: State
    became: State
    error: float | None
    size: float | None

    @property
    def hit(self) -> bool:
        """True when the prognosis foresaw the status."""
        return self.foreseen is self.became


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Prognoses of one unit ("" for all units) in one round.

    Attributes:
        compared: prognoses that have a final outcome to be held against.
        hits: those that foresaw the status.
        bias: mean error in units of the target; positive is too bright.
        typical_error: median absolute error in units of the target.
    """

    unit: str
    round: Round
    compared: int
    hits: int
    too_bright: int
    too_dark: int
    bias: float | None
    typical_error: float | None

    @property
    def hit_rate(self) -> float:
        """The share of hits, 0 to 1."""
        return self.hits / self.compared if self.compared else 0.0


def accuracy(municipality: Municipality, year: int) -> tuple[Accuracy, ...]:
    """Judge the prognoses of D1 and D2 of a year whose final outcomes are in.

    All units together first, then unit by unit in the master's order; units without a prognosis
    to judge are left out.
    """
    errors = prognosis_errors(municipality, year)
    found = []
    for kind in (RoundKind.D1, RoundKind.D2):
        of_round = [error for error in errors if error.round.kind is kind]
        if of_round:
            found.append(summed("", Round(year, kind), of_round))
    for unit in municipality.units:
        for kind in (RoundKind.D1, RoundKind.D2):
            own = [one for one in errors if one.unit == unit.code and one.round.kind is kind]
            if own:
                found.append(summed(unit.code, Round(year, kind), own))
    return tuple(found)


def prognosis_errors(municipality: Municipality, year: int) -> tuple[PrognosisError, ...]:
    """Every reported prognosis of a year that has a final outcome; computed ones are not there."""
    found = []
    for goal in municipality.goals_in(year):
        for indicator in municipality.indicators_of.get(goal.id, ()):
            for kind in (RoundKind.D1, RoundKind.D2):
                error = _error(municipality, indicator, goal.unit, Round(year, kind))
                if error is not None:
                    found.append(error)
    return tuple(found)


def _error(
    municipality: Municipality, indicator: Indicator, unit: str, round_: Round
) -> PrognosisError | None:
    said = municipality.outcome_of.get((indicator.id, round_))
    end = municipality.outcome_of.get((indicator.id, Round(round_.year, RoundKind.YEAR)))
    if said is None or said.prognosis is None or end is None or end.outcome is None:
        return None
    if end.value_status is ValueStatus.PRELIMINARY:
        return None  # it may still change
    target = target_for(indicator, municipality.target_of.get((indicator.id, round_.year)))
    policy = status_policy(municipality.settings)
    error, size = _off(said.prognosis, end.outcome, target)
    return PrognosisError(
        indicator=indicator.id,
        unit=unit,
        round=round_,
        prognosis=said.prognosis,
        outcome=end.outcome,
        foreseen=assess(said.prognosis, target, policy).state,
        became=assess(end.outcome, target, policy).state,
        error=error,
        size=size,
    )


def _off(
    prognosis: Measured, outcome: Measured, target: Target
) -> tuple[float | None, float | None]:
    foreseen, came = plain_number(prognosis), plain_number(outcome)
    bounds = [plain_number(target.value), target.upper]
    unit = max((abs(bound) for bound in bounds if bound is not None), default=0.0)
    if foreseen is None or came is None or not unit:
        return None, None
    off = (foreseen - came) / unit
    side = {Direction.HIGHER: off, Direction.LOWER: -off}
    return side.get(target.direction) if target.direction else None, abs(off)


def summed(unit: str, round_: Round, errors: Sequence[PrognosisError]) -> Accuracy:
    """Sum up the errors of one unit and round."""
    sides = _known(error.error for error in errors)
    sizes = _known(error.size for error in errors)
    return Accuracy(
        unit=unit,
        round=round_,
        compared=len(errors),
        hits=sum(error.hit for error in errors),
        too_bright=sum(side > 0 for side in sides),
        too_dark=sum(side < 0 for side in sides),
        bias=mean(sides) if sides else None,
        typical_error=median(sizes) if sizes else None,
    )


def _known(numbers: Iterable[float | None]) -> list[float]:
    return [number for number in numbers if number is not None]
