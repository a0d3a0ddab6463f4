"""Many committees' files, filled in, and the master that sent them out; kept between runs.

Every unit has one goal with four indicators, answers D2 2019 and is right in most cells: one file
in ten has a figure typed as text, one in ten a value far from the plausible.
"""

from __future__ import annotations

import shutil
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
)
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.indicators import Indicator, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import ReportingOccasion, Round
from xlmal.domain.settings import Settings
from xlmal.domain.units import Unit
from xlmal.ooxml.edits import SetCell, Value
from xlmal.ooxml.patch import patch
from xlmal.operations.master import open_master
from xlmal.operations.split import split
from xlmal.schema.committee import FOLLOW_UP_FORM, OUTCOME_FORM
from xlmal.schema.manifest import MASTER, Manifest

YEAR, INDICATORS = 2019, 4
ROUND = Round(YEAR, RoundKind.D2)
FIRST_ROW = 5
#: Change when the files would come out otherwise.
EDITION = "2"


def municipality(units: int) -> Municipality:
    """A made-up municipality; plain arithmetic, the same every time."""
    codes = [f"E{n:04}" for n in range(units)]
    goals = tuple(
        UnitGoal(
            id=f"M{n}",
            unit=code,
            wording=f"Fler barn och unga trivs och lär sig, mål {n}",
            council_goal=f"K{n % 5}",
            agenda2030=("4",),
        )
        for n, code in enumerate(codes)
    )
    indicators = tuple(
        Indicator(
            id=f"{goal.id}.{k}",
            goal=goal.id,
            name=f"Andel nöjda, fråga {k} i enkäten",
            measure_unit="%",
            decimals=1,
            direction=Direction.HIGHER,
            measure_kind=MeasureKind.LEVEL,
            baseline=50.0,
            plausible_min=20.0,
            plausible_max=100.0,
            source="Egen mätning",
        )
        for goal in goals
        for k in range(1, INDICATORS + 1)
    )
    return Municipality(
        settings=Settings(municipality="Mätkommunen", year=YEAR),
        units=tuple(
            Unit(code=code, name=f"Skola {code}", kind=UnitKind.COMMITTEE) for code in codes
        ),
        council_goals=tuple(
            CouncilGoal(id=f"K{n}", wording=f"Övergripande mål {n}") for n in range(5)
        ),
        unit_goals=goals,
        indicators=indicators,
        targets=tuple(
            YearTarget(
                indicator=one.id,
                year=YEAR,
                target=70.0,
                expect_d1=Expectation.PROGNOSIS,
                expect_d2=Expectation.PROGNOSIS,
                expect_year=Expectation.FINAL,
            )
            for one in indicators
        ),
        occasions=(
            ReportingOccasion(
                round=ROUND,
                title=ROUND.title,
                measured_to=date(YEAR, 8, 31),
                status=RoundStatus.OPEN,
            ),
        ),
    )


def answers(number: int) -> list[SetCell]:
    """What one unit types."""
    outcome = {header: at for at, header in enumerate(OUTCOME_FORM.headers, start=1)}
    follow_up = {header: at for at, header in enumerate(FOLLOW_UP_FORM.headers, start=1)}
    typed: list[SetCell] = []
    for row in range(INDICATORS):
        value: Value = 55.0 + (number * 7 + row * 3) % 300 / 10
        if number % 10 == 3 and row == 1:
            value = f"ca {value:.0f}"
        elif number % 10 == 7 and row == 2:
            value = 5.5
        cells: dict[str, Value] = {
            "Utfall": value,
            "Prognos": 60.0 + (number + row) % 30,
            "Värdets status": "preliminärt",
            "Mätdatum": 43708.0,
            "Kommentar": f"Utvecklingen följer planen för år {YEAR}.",
        }
        typed += [SetCell("Utfall", FIRST_ROW + row, outcome[at], it) for at, it in cells.items()]
    said: dict[str, Value] = {
        "Bedömning": "uppfyllt",
        "Analys": f"Arbetet i grupp {number} har gått som väntat.",
    }
    sheet = FOLLOW_UP_FORM.sheet
    return typed + [SetCell(sheet, FIRST_ROW, follow_up[at], it) for at, it in said.items()]


def make(folder: Path, units: int) -> None:
    """Make ``master.xlsx`` and ``inkomna/`` in a folder, unless they are there already."""
    done = folder / "klart"
    if done.is_file() and done.read_text() == EDITION:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    master = folder / "master.xlsx"
    master.write_bytes(build_master(municipality(units), Manifest("matkommunen", MASTER, YEAR)))
    for number, one in enumerate(split(open_master(master), ROUND, folder / "inkomna")):
        one.path.write_bytes(patch(one.path.read_bytes(), answers(number)).data)
    done.write_text(EDITION)


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
