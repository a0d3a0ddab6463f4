"""A small municipality to test with: three units and a company, told in two tables.

The state that each indicator should get in August 2019 follows from its figures:

    M1 (KS, K1)    M1.1 prognosis 90 of 85: met;      M1.2 final outcome 40 of 50, from 20: partly
    M2 (KS, K1)    M2.1 "ja" wanted, "nej" expected: not met
    M3 (BUN, K2)   M3.1 kept within the interval: met; M3.2 not measured in August
    M4 (VON, K2)   M4.1 nothing reported, and VON has not handed in its file
    M5 (BOAB, K2)  M5.1 fewer days than the target: met; M5.2 not published
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from xlmal.domain.choices import Direction, Expectation, MissingReason, State, UnitKind
from xlmal.domain.followup import GoalFollowUp
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.domain.settings import Settings
from xlmal.domain.submissions import Submission
from xlmal.domain.types import Measured
from xlmal.domain.units import Unit

AUGUST = Round.parse("2019-D2")
YEAR = Round.parse("2019-ÅR")
LAST_YEAR = Round.parse("2018-ÅR")

_UNITS = """
KS   | Kommunstyrelsen              | nämnd
BUN  | Barn- och utbildningsnämnden | nämnd
VON  | Vård- och omsorgsnämnden     | nämnd
BOAB | Bostadsbolaget               | bolag
"""

_GOALS = """
M1 | KS   | K1 | Fler företag väljer kommunen.           |
M2 | KS   | K1 | Kommunen har en antagen översiktsplan.  |
M3 | BUN  | K2 | Skolans ekonomi är i balans.            | gek
M4 | VON  | K2 | De äldre är nöjda med hemtjänsten.      |
M5 | BOAB | K2 | Den som vill flytta får snabbt en bostad. |
"""

# direction, target, baseline, what August expects, outcome, prognosis
_INDICATORS = """
M1.1 | Nöjda företag         | %     | 0 | högre     | 85     | 70   | prognos         | 82   | 90
M1.2 | Nystartade företag    | antal | 0 | högre     | 50     | 20   | slutligt utfall | 40   |
M2.1 | Översiktsplan antagen |       | 0 | ja/nej    | ja     |      | prognos         |      | nej
M3.1 | Budgetavvikelse       | %     | 1 | intervall | -1;1,5 |      | prognos         | -2,4 | 0,3
M3.2 | Elever som trivs      | %     | 0 | högre     | 90     | 80   | mäts inte       |      |
M4.1 | Nöjda med hemtjänsten | %     | 0 | högre     | 92     | 88   | prognos         |      |
M5.1 | Väntetid till bostad  | dagar | 0 | lägre     | 1250   | 1400 | prognos         | 1310 | 1240
M5.2 | Nöjda hyresgäster     | %     | 1 | högre     | 80     | 75   | prognos         | ?    |
"""


def small_municipality() -> Municipality:
    """Return the municipality with its answers in August 2019; VON has answered nothing."""
    return Municipality(
        settings=Settings(municipality="Lillköping", year=2019),
        units=tuple(
            Unit(code=code, name=name, kind=UnitKind(kind)) for code, name, kind in _rows(_UNITS)
        ),
        council_goals=(
            CouncilGoal(id="K1", wording="Näringslivet växer.", agenda2030=("8.3", "9")),
            CouncilGoal(id="K2", wording="Invånarna har en trygg vardag."),
        ),
        unit_goals=tuple(
            UnitGoal(
                id=goal,
                unit=unit,
                council_goal=council,
                wording=wording,
                sound_finances=mark == "gek",
            )
            for goal, unit, council, wording, mark in _rows(_GOALS)
        ),
        indicators=tuple(_indicator(row) for row in _rows(_INDICATORS)),
        targets=tuple(_target(row) for row in _rows(_INDICATORS)),
        outcomes=(
            *filter(None, (_outcome(row) for row in _rows(_INDICATORS))),
            Outcome(indicator="M1.1", round=LAST_YEAR, outcome=81),
        ),
        follow_ups=(
            GoalFollowUp(goal="M1", round=AUGUST, assessment=State.MET, analysis="Allt går bra."),
            GoalFollowUp(
                goal="M2",
                round=AUGUST,
                assessment=State.NOT_MET,
                analysis="Samrådet drog ut på tiden.",
                action="Extra sammanträde i november.",
                responsible_role="Planchef",
                due=date(2019, 12, 31),
            ),
        ),
        submissions=tuple(_submission(code) for code in ("KS", "BUN", "BOAB")),
    )


def with_texts(municipality: Municipality, text: str) -> Municipality:
    """Return the municipality with one text wherever people write freely."""
    return replace(
        municipality,
        unit_goals=tuple(
            goal.model_copy(update={"wording": text}) for goal in municipality.unit_goals
        ),
        follow_ups=tuple(
            said.model_copy(update={"analysis": text, "action": text, "responsible_role": text})
            for said in municipality.follow_ups
        ),
        outcomes=tuple(
            outcome.model_copy(update={"comment": text}) for outcome in municipality.outcomes
        ),
    )


def _rows(table: str) -> Iterator[list[str]]:
    for line in table.strip().splitlines():
        yield [cell.strip() for cell in line.split("|")]


def _value(text: str) -> Measured | None:
    if text in ("", "?"):
        return None
    return text == "ja" if text in ("ja", "nej") else float(text.replace(",", "."))


def _indicator(row: list[str]) -> Indicator:
    number, name, unit, decimals, direction, _, baseline, *_ = row
    return Indicator(
        id=number,
        goal=number.split(".")[0],
        name=name,
        measure_unit=unit,
        decimals=int(decimals),
        direction=Direction(direction),
        baseline=_value(baseline),
    )


def _target(row: list[str]) -> YearTarget:
    number, low, _, upper = row[0], *row[5].partition(";")
    return YearTarget(
        indicator=number,
        year=AUGUST.year,
        target=_value(low),
        target_upper=_value(upper),
        expect_d2=Expectation(row[7]),
    )


def _outcome(row: list[str]) -> Outcome | None:
    number, outcome, prognosis = row[0], row[8], row[9]
    if not outcome and not prognosis:
        return None
    return Outcome(
        indicator=number,
        round=AUGUST,
        outcome=_value(outcome),
        prognosis=_value(prognosis),
        missing_reason=MissingReason.NOT_PUBLISHED if outcome == "?" else None,
    )


def _submission(code: str) -> Submission:
    return Submission(
        file=f"{code}_2019-D2.xlsx",
        sha256=code.encode().hex().ljust(64, "0"),
        received=datetime(2019, 9, 20, 8, 0),
        provider=code,
        round=AUGUST,
    )
