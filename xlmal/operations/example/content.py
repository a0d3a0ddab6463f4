"""The example municipality as it stands before anything is reported in 2019."""

from __future__ import annotations

from datetime import date
from functools import cache

from xlmal.domain.adopted import wording_mark
from xlmal.domain.choices import (
    Direction,
    Expectation,
    GoalType,
    MeasureKind,
    RoundStatus,
    UnitKind,
)
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.indicators import Indicator, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import ReportingOccasion, Round
from xlmal.domain.settings import Settings
from xlmal.domain.units import Contact, Provider, Unit
from xlmal.operations.example.dialogue import dialogue
from xlmal.operations.example.goal_process import (
    contributions,
    goal_decisions,
    goal_programmes,
    new_council_goals,
    programmes,
    successions,
)
from xlmal.operations.example.history import with_history
from xlmal.operations.example.tables import Row, details, measured, number, rows
from xlmal.operations.example.time_plan import time_plan

COUNCIL_DECISION = "KF 2014-11-24 § 112, förlängda KF 2018-11-26 § 98"
PERSONNEL_OFFICE = "HR"
BASE_YEAR = 2015
FIRST_YEAR = 2016
THIS_YEAR = 2019

_ASCII = str.maketrans("åäö", "aao")


@cache
def example_municipality() -> Municipality:
    """Return Exempelkommunen: goals for 2019, and outcomes and follow-ups of 2016-2018.

    Invented, but with published indicators; the same value every time, without clock or chance.
    """
    return with_history(
        Municipality(
            settings=Settings(municipality="Exempelkommunen", year=THIS_YEAR),
            units=tuple(_unit(row) for row in rows("units")),
            providers=(
                Provider(
                    code=PERSONNEL_OFFICE,
                    name="Personalenheten",
                    mailbox=_mailbox(PERSONNEL_OFFICE, "controller"),
                ),
            ),
            contacts=_contacts(),
            occasions=tuple(_occasion(row) for row in rows("occasions")),
            council_goals=(
                *(_council_goal(row) for row in rows("council_goals")),
                *new_council_goals(),
            ),
            unit_goals=_unit_goals(),
            indicators=tuple(_indicator(row) for row in rows("indicators")),
            targets=tuple(target for row in rows("indicators") for target in _targets(row)),
            time_plan=time_plan(),
            dialogue=dialogue(),
            goal_decisions=goal_decisions(),
            successions=successions(),
            programmes=programmes(),
            goal_programmes=goal_programmes(),
            contributions=contributions(),
        )
    )


def _unit(row: Row) -> Unit:
    return Unit(
        code=row["kod"],
        name=row["namn"],
        kind=UnitKind(row["typ"]),
        administration=row["förvaltning"],
    )


def _mailbox(code: str, role: str) -> str:
    return f"{code.lower().translate(_ASCII)}.{role}@exempelkommunen.example"


def _contacts() -> tuple[Contact, ...]:
    codes = [row["kod"] for row in rows("units")]
    controllers = [
        Contact(unit=code, role="Controller", mailbox=_mailbox(code, "controller"))
        for code in codes
    ]
    secretaries = [
        Contact(unit=code, role="Nämndsekreterare", mailbox=_mailbox(code, "sekreterare"))
        for code in ("KS", "BUN", "VON")
    ]
    return (*controllers, *secretaries)


def _occasion(row: Row) -> ReportingOccasion:
    round_ = Round.parse(row["omgång"])
    return ReportingOccasion(
        round=round_,
        title=round_.title,
        measured_to=_day(row["mätt till"]),
        last_day=_day(row["sista dag"]),
        council_day=_day(row["fullmäktige"]),
        status=RoundStatus(row["status"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _references(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


def _council_goal(row: Row) -> CouncilGoal:
    return CouncilGoal(
        id=row["id"],
        wording=row["lydelse"],
        goal_area=row["målområde"],
        agenda2030=_references(row["agenda"]),
        valid_from=BASE_YEAR,
        valid_to=THIS_YEAR,
        decision=COUNCIL_DECISION,
        adopted_mark=wording_mark(row["lydelse"]),
    )


def _unit_goals() -> tuple[UnitGoal, ...]:
    decisions = {row["kod"]: row["beslut"] for row in rows("units")}
    long_term = {row["id"].partition(".")[0] for row in rows("indicators") if row["långsiktigt"]}
    return tuple(
        UnitGoal(
            id=row["id"],
            unit=row["enhet"],
            wording=row["lydelse"],
            council_goal=row["kf-mål"],
            goal_type=GoalType(row["typ"]),
            sound_finances=row["god hushållning"] == "ja",
            agenda2030=_references(row["agenda"]),
            target_group=row["målgrupp"],
            focus_area=row["fokusområde"],
            valid_from=FIRST_YEAR,
            valid_to=None if row["id"] in long_term else THIS_YEAR,
            decision=decisions[row["enhet"]],
            adopted_mark=wording_mark(row["lydelse"]),
        )
        for row in rows("goals")
    )


@cache
def _measures() -> dict[str, Row]:
    return {row["kod"]: row for row in rows("measures")}


def _indicator(row: Row) -> Indicator:
    measure = _measures()[row["mått"]]
    extra = details(row["övrigt"])
    baseline = measured(row["bas"])
    return Indicator(
        id=row["id"],
        goal=row["id"].partition(".")[0],
        name=row["namn"] or measure["namn"],
        measure_unit=measure["enhet"],
        decimals=int(measure["decimaler"]),
        direction=Direction(extra.get("riktning") or measure["riktning"]),
        measure_kind=MeasureKind(measure["slag"]),
        baseline=baseline,
        baseline_year=None if baseline is None else BASE_YEAR,
        tolerance=number(extra.get("tolerans", "")),
        plausible_min=number(measure["min"]),
        plausible_max=number(measure["max"]),
        weight=float(extra.get("vikt", "1")),
        by_sex=bool(measure["kön"]),
        source=measure["källa"],
        provider=row["uppgiftslämnare"] or None,
    )


def _targets(row: Row) -> tuple[YearTarget, ...]:
    last_year, _, last = row["långsiktigt"].partition(":")
    end = int(last_year) if last_year else THIS_YEAR
    return tuple(
        _target(row, year, number(last) if last else None) for year in range(FIRST_YEAR, end + 1)
    )


def _target(row: Row, year: int, last: float | None) -> YearTarget:
    measure = _measures()[row["mått"]]
    lower, _, upper = row["mål"].partition(";")
    extra = details(row["övrigt"])
    this = measured(lower)
    target = this
    if isinstance(this, float) and not upper:
        target = round(_on_the_way(row, year, this, last), int(measure["decimaler"]))
    d1, d2, final = _expectations(measure, year)
    return YearTarget(
        indicator=row["id"],
        year=year,
        target=target,
        target_upper=number(upper),
        partial_limit=number(extra.get("delgräns", "")),
        expect_d1=d1,
        expect_d2=d2,
        expect_year=final,
    )


def _on_the_way(row: Row, year: int, this: float, last: float | None) -> float:
    """The target of a year on the way from the baseline over 2019 to the last year.

    Up to 2019 the steps grow from year to year; after it they are equal.
    """
    if year > THIS_YEAR and last is not None:
        end = int(row["långsiktigt"].partition(":")[0])
        return this + (last - this) * (year - THIS_YEAR) / (end - THIS_YEAR)
    start = number(row["bas"])
    if start is None or "samma" in details(row["övrigt"]):
        return this
    return start + (this - start) * ((year - BASE_YEAR) / (THIS_YEAR - BASE_YEAR)) ** 2


def _expectations(measure: Row, year: int) -> tuple[Expectation, Expectation, Expectation]:
    """What D1, D2 and the annual report expect; inquiries every fourth year fall on 2018, 2022."""
    never = Expectation.NOT_MEASURED
    if measure["augusti"] == "ingen mätning":
        return never, never, Expectation.FINAL if year % 4 == 2 else never
    august = {
        "utfall": Expectation.FINAL,
        "preliminärt": Expectation.PRELIMINARY,
        "prognos": Expectation.PROGNOSIS,
    }[measure["augusti"]]
    final = Expectation(measure["årsredovisning"] or "slutligt utfall")
    return Expectation.PROGNOSIS, august, final
