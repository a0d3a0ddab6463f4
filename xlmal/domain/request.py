"""What a round asks, and of whom: every unit or provider that has something to answer for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from xlmal.domain.choices import Expectation, RoundKind
from xlmal.domain.goals import UnitGoal
from xlmal.domain.indicators import Indicator
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.domain.units import Unit


@dataclass(frozen=True, slots=True)
class Request:
    """What one unit or provider is asked in a round.

    ``indicators`` are those it provides figures for (also those not measured this time, which are
    shown but closed); ``goals`` are its own goals; ``given_by_others`` are its goals' indicators
    that somebody else provides.
    """

    provider: str
    name: str
    is_unit: bool
    indicators: tuple[Indicator, ...]
    goals: tuple[UnitGoal, ...]
    given_by_others: tuple[Indicator, ...] = ()


def requests(municipality: Municipality, round_: Round) -> tuple[Request, ...]:
    """Everybody who is asked something in a round, units first, in the order of the rows.

    Units without goals and without figures to provide are asked nothing, so they are never missing.
    Where goals or contributions are written, every unit of the year is asked, and nobody else.
    """
    return tuple(_requests(municipality, round_, frozenset()))


def _requests(
    municipality: Municipality, round_: Round, apart_from: Collection[str]
) -> Iterator[Request]:
    """What everybody is asked but those who have answered."""
    year = round_.year
    if round_.kind.is_written:
        for unit in _units_in(municipality, year):
            if unit.code not in apart_from:
                yield _writer(municipality, unit, round_)
        return
    answerers = [
        *((unit.code, unit.name, True) for unit in municipality.units if unit.is_valid(year)),
        *((provider.code, provider.name, False) for provider in municipality.providers),
    ]
    for code, name, is_unit in answerers:
        if code in apart_from:
            continue
        goals = municipality.goals_in(year, code) if is_unit else ()
        indicators = tuple(
            indicator
            for indicator in municipality.indicators_from(code, year)
            if municipality.expectation(indicator.id, round_) is not None
        )
        others = tuple(
            indicator
            for goal in goals
            for indicator in municipality.indicators_of.get(goal.id, ())
            if municipality.provider_of(indicator) != code
        )
        if goals or indicators:
            yield Request(code, name, is_unit, indicators, goals, others)


def _units_in(municipality: Municipality, year: int) -> Iterator[Unit]:
    return (unit for unit in municipality.units if unit.is_valid(year))


def _writer(municipality: Municipality, unit: Unit, round_: Round) -> Request:
    """A unit that writes goals, with those that it has already, or contributions."""
    goals: tuple[UnitGoal, ...] = ()
    if round_.kind is RoundKind.GOALS:
        goals = municipality.goals_in(round_.year, unit.code)
    indicators = tuple(
        indicator for goal in goals for indicator in municipality.indicators_of.get(goal.id, ())
    )
    return Request(unit.code, unit.name, True, indicators, goals)


def expects_figures(municipality: Municipality, request: Request, round_: Round) -> bool:
    """Tell whether a request asks for at least one figure in the round."""
    return any(
        municipality.expectation(indicator.id, round_) is not Expectation.NOT_MEASURED
        for indicator in request.indicators
    )


def missing(
    municipality: Municipality, round_: Round, answering: Collection[str] = ()
) -> tuple[Request, ...]:
    """Those from whom no file has been merged, though there was something for them to fill in.

    Args:
        municipality: the facts of the master.
        round_: the round.
        answering: those whose files are being merged now.
    """
    answered = {
        submission.provider for submission in municipality.submissions if submission.round == round_
    }
    return tuple(
        request
        for request in _requests(municipality, round_, answered.union(answering))
        if request.goals or round_.kind.is_written or expects_figures(municipality, request, round_)
    )
