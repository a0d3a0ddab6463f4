"""A master of 20 years: 600 indicators answered in three rounds a year, 36,000 outcome rows."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from xlmal.building.master import build_master
from xlmal.domain.choices import (
    Direction,
    Expectation,
    MeasureKind,
    RoundKind,
    RoundStatus,
    UnitKind,
    ValueStatus,
)
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import ReportingOccasion, Round
from xlmal.domain.settings import Settings
from xlmal.domain.units import Unit
from xlmal.schema.manifest import MASTER, Manifest

UNITS, GOALS, INDICATORS_PER_GOAL = 15, 300, 2
FIRST_YEAR, LAST_YEAR = 2000, 2019
TARGET = 70.0
KINDS = (RoundKind.D1, RoundKind.D2, RoundKind.YEAR)


def twenty_years() -> Municipality:
    """A made-up municipality; plain arithmetic, the same every time."""
    units = tuple(
        Unit(code=f"N{n}", name=f"Nämnd {n}", kind=UnitKind.COMMITTEE) for n in range(UNITS)
    )
    council = tuple(CouncilGoal(id=f"K{n}", wording=f"Övergripande mål {n}") for n in range(5))
    goals = tuple(
        UnitGoal(
            id=f"M{n}",
            unit=f"N{n % UNITS}",
            wording=f"Fler invånare får ett gott liv, mål {n}",
            council_goal=f"K{n % 5}",
            agenda2030=("3",),
        )
        for n in range(GOALS)
    )
    indicators = tuple(
        Indicator(
            id=f"{goal.id}.{k}",
            goal=goal.id,
            name=f"Indikator {goal.id}.{k}",
            measure_unit="%",
            decimals=1,
            direction=Direction.HIGHER,
            measure_kind=MeasureKind.LEVEL,
            baseline=50.0,
            baseline_year=FIRST_YEAR - 1,
            plausible_min=20.0,
            plausible_max=100.0,
            source="Egen mätning",
        )
        for goal in goals
        for k in range(1, INDICATORS_PER_GOAL + 1)
    )
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    targets = tuple(
        YearTarget(
            indicator=indicator.id,
            year=year,
            target=TARGET,
            expect_d1=Expectation.PROGNOSIS,
            expect_d2=Expectation.PROGNOSIS,
            expect_year=Expectation.FINAL,
        )
        for indicator in indicators
        for year in years
    )
    outcomes = tuple(
        _outcome(indicator, place, Round(year, kind))
        for year in years
        for kind in KINDS
        for place, indicator in enumerate(indicators)
    )
    occasions = tuple(
        ReportingOccasion(
            round=Round(year, kind),
            title=Round(year, kind).title,
            measured_to=_measured_to(Round(year, kind)),
            status=RoundStatus.OPEN if year == LAST_YEAR else RoundStatus.CLOSED,
        )
        for year in years
        for kind in KINDS
    )
    return Municipality(
        settings=Settings(municipality="Mätkommunen", year=LAST_YEAR),
        units=units,
        council_goals=council,
        unit_goals=goals,
        indicators=indicators,
        targets=targets,
        outcomes=outcomes,
        occasions=occasions,
    )


def _outcome(indicator: Indicator, place: int, round_: Round) -> Outcome:
    value = 55.0 + (place * 7 + round_.year * 3) % 300 / 10
    final = round_.kind is RoundKind.YEAR
    return Outcome(
        indicator=indicator.id,
        round=round_,
        outcome=value,
        prognosis=None if final else value + 0.5,
        value_status=ValueStatus.FINAL if final else ValueStatus.PRELIMINARY,
        measured_on=_measured_to(round_),
        comment="Utvecklingen är svagare än väntat." if value < TARGET else "",
    )


def _measured_to(round_: Round) -> date:
    days = {RoundKind.D1: (4, 30), RoundKind.D2: (8, 31), RoundKind.YEAR: (12, 31)}
    return date(round_.year, *days[round_.kind])


if __name__ == "__main__":
    manifest = Manifest("matkommunen", MASTER, LAST_YEAR)
    Path(sys.argv[1]).write_bytes(build_master(twenty_years(), manifest))
