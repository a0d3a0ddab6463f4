"""A small municipality in which every rule holds, and the ways to break one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from xlmal.domain.choices import (
    Direction,
    GoalType,
    MeasureKind,
    RoundKind,
    RoundStatus,
    State,
    UnitKind,
)
from xlmal.domain.followup import SOUND_FINANCES, GoalFollowUp, OverallAssessment
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import ReportingOccasion, Round
from xlmal.domain.settings import Settings
from xlmal.domain.types import Fact
from xlmal.domain.units import Contact, Provider, Unit

YEAR = 2019
D1, D2 = Round(YEAR, RoundKind.D1), Round(YEAR, RoundKind.D2)

_TOPICS = (GoalType.FINANCE, GoalType.PERSONNEL, GoalType.ENVIRONMENT)


@cache
def sound_municipality() -> Municipality:
    """Four council goals, a committee answering each with three goals, one indicator a goal.

    The committee's goals are M1 ... M12, three after three for K1 ... K4; M13 is the company's,
    for K1. M1.1 is a flow with earlier years' history and answers in D1 and D2 of 2019.
    """
    goals = tuple(_goal(number) for number in range(1, 14))
    indicators = tuple(_indicator(goal) for goal in goals)
    return Municipality(
        settings=Settings(municipality="Exempelkommun", year=YEAR),
        units=(
            Unit(code="KS", name="Kommunstyrelsen", kind=UnitKind.COMMITTEE),
            Unit(code="BAB", name="Bostads AB", kind=UnitKind.COMPANY),
        ),
        providers=(Provider(code="HR", name="Personalavdelningen"),),
        contacts=(Contact(unit="KS", role="Controller"),),
        occasions=(
            ReportingOccasion(round=D1, measured_to=date(YEAR, 4, 30), status=RoundStatus.CLOSED),
            ReportingOccasion(round=D2, measured_to=date(YEAR, 8, 31), status=RoundStatus.OPEN),
        ),
        council_goals=tuple(
            CouncilGoal(
                id=f"K{number}", wording=f"Mål {number}", agenda2030=("8",), valid_from=YEAR - 4
            )
            for number in range(1, 5)
        ),
        unit_goals=goals,
        indicators=indicators,
        targets=tuple(
            YearTarget(indicator=indicator.id, year=YEAR, target=400.0) for indicator in indicators
        ),
        outcomes=(
            *(
                Outcome(indicator="M1.1", round=Round(year, RoundKind.D2), outcome=value)
                for year, value in ((2016, 190.0), (2017, 200.0), (2018, 210.0))
            ),
            *(
                Outcome(indicator=indicator.id, round=D1, outcome=100.0, prognosis=390.0)
                for indicator in indicators
            ),
            Outcome(indicator="M1.1", round=D2, outcome=205.0, prognosis=400.0),
        ),
        follow_ups=(GoalFollowUp(goal="M1", round=D2, assessment=State.MET),),
        overall=(OverallAssessment(subject=SOUND_FINANCES, round=D2),),
    )


def changed(field: str, key: object, **values: Any) -> Callable[[Municipality], Municipality]:
    """What gives the facts with a key (an id, a code) other values."""

    def change(municipality: Municipality) -> Municipality:
        facts = tuple(
            type(fact)(**{**dict(fact), **values})
            if next(iter(dict(fact).values())) == key
            else fact
            for fact in getattr(municipality, field)
        )
        return _with(municipality, field, facts)

    return change


def added(field: str, *facts: Any) -> Callable[[Municipality], Municipality]:
    """What adds rows to a table."""
    return lambda municipality: _with(municipality, field, (*getattr(municipality, field), *facts))


def without(field: str, key: str) -> Callable[[Municipality], Municipality]:
    """What removes the rows with a key."""
    return lambda municipality: _with(
        municipality,
        field,
        tuple(fact for fact in getattr(municipality, field) if _key(fact) != key),
    )


def _with(municipality: Municipality, field: str, facts: tuple[Any, ...]) -> Municipality:
    changes: dict[str, Any] = {field: facts}
    return replace(municipality, **changes)


def _key(fact: Fact) -> object:
    """What a fact goes by: its first field."""
    return next(iter(dict(fact).values()))


def _goal(number: int) -> UnitGoal:
    is_companys = number == 13
    return UnitGoal(
        id=f"M{number}",
        unit="BAB" if is_companys else "KS",
        wording=f"Invånarna ska märka skillnad nummer {number}",
        council_goal="K1" if is_companys else f"K{(number + 2) // 3}",
        goal_type=GoalType.ACTIVITY if is_companys else _TOPICS[number % 3],
        sound_finances=number in (1, 3, 13),
    )


def _indicator(goal: UnitGoal) -> Indicator:
    return Indicator(
        id=f"{goal.id}.1",
        goal=goal.id,
        name="Antal besök",
        measure_unit="antal",
        direction=Direction.HIGHER,
        measure_kind=MeasureKind.FLOW,
        source="Egen statistik",
    )
