"""The peer, as a colleague in IT would write it: pandas reads, iterrows walks, pydantic checks.

It makes a pydantic object of every row, asks of every row what reading asks (types, ids, doubles,
plausible range, shares taken for percent), and holds this year's rows against the very same row
rules as `xlmal validera`, compiled by the same compiler: only the way there differs.
"""

from __future__ import annotations

import sys
from datetime import datetime

import pandas as pd
from pydantic import BaseModel, ValidationError

from xlmal.domain.choices import Expectation, MissingReason, ValueStatus
from xlmal.rules.catalogue import ROW_RULES
from xlmal.rules.measured import MET_FROM, MET_TO, TARGET
from xlmal.rules.verdict import compile_python, serial
from xlmal.schema.committee import EXPECTED, MEASURED_TO

YEAR = 2019
SHEETS = ["Nämndmål", "Indikatorer", "Målvärden", "Utfall", "Rapporttillfällen"]
OF_INDICATOR = ["Indikator", "Måttenhet", "Riktning", "Decimaler", "Basvärde", "Rimligt lägst"]
OF_INDICATOR += ["Rimligt högst", "Könsuppdelad"]


class OutcomeRow(BaseModel):
    """One row of Utfall."""

    indicator: str
    round: str
    outcome: float | None = None
    women: float | None = None
    men: float | None = None
    prognosis: float | None = None
    value_status: ValueStatus | None = None
    missing_reason: MissingReason | None = None
    measured_on: datetime | None = None
    comment: str = ""
    respondents: int | None = None


class TargetRow(BaseModel):
    """One row of Målvärden."""

    indicator: str
    year: int
    target: float | None = None
    target_upper: float | None = None
    partial_limit: float | None = None
    expect_d1: Expectation
    expect_d2: Expectation
    expect_year: Expectation


class IndicatorRow(BaseModel):
    """One row of Indikatorer."""

    id: str
    goal: str
    name: str
    baseline: float | None = None
    plausible_min: float | None = None
    plausible_max: float | None = None


class GoalRow(BaseModel):
    """One row of Nämndmål."""

    id: str
    unit: str
    wording: str


def blank(value: object) -> object:
    return None if pd.isna(value) else value


def rules_of(table: str) -> list[tuple[str, str, object]]:
    """Code, marked column and compiled condition of each rule on a table."""
    return [(r.code, r.marks, compile_python(r.broken)) for r in ROW_RULES if r.table.name == table]


def as_excel(row: pd.Series) -> dict[str, object]:
    """A row by header, as rules want it: blank as None, dates as serial numbers."""
    values = {str(header): blank(value) for header, value in row.items()}
    for header, value in values.items():
        if isinstance(value, datetime):
            values[header] = serial(value.date())
        elif isinstance(value, int | float) and not isinstance(value, bool):
            values[header] = float(value)
    return values


def hold(where: str, values: dict[str, object], rules: list[tuple[str, str, object]]) -> list[str]:
    return [f"{where} {marks}: {code}" for code, marks, broken in rules if broken(values)]  # type: ignore[operator]


def main(path: str) -> int:
    sheets = pd.read_excel(path, sheet_name=SHEETS, header=2, engine="openpyxl")
    findings: list[str] = []
    goals, indicators, targets = {}, {}, {}
    on_goals, on_indicators = rules_of("tblNamndmal"), rules_of("tblIndikatorer")
    on_targets, on_outcomes = rules_of("tblMalvarden"), rules_of("tblUtfall")
    occasions = {row["Omgång"]: row for _, row in sheets["Rapporttillfällen"].iterrows()}
    for number, row in sheets["Nämndmål"].iterrows():
        goals[GoalRow(id=row["Mål-ID"], unit=row["Nämnd/bolag"], wording=row["Mål"]).id] = row
        findings += hold(f"Nämndmål {number}", as_excel(row), on_goals)
    for number, row in sheets["Indikatorer"].iterrows():
        indicator = IndicatorRow(
            id=row["Indikator-ID"],
            goal=row["Mål-ID"],
            name=row["Indikator"],
            baseline=blank(row["Basvärde"]),
            plausible_min=blank(row["Rimligt lägst"]),
            plausible_max=blank(row["Rimligt högst"]),
        )
        indicators[indicator.id] = row
        findings += hold(f"Indikatorer {number}", as_excel(row), on_indicators)
    for number, row in sheets["Målvärden"].iterrows():
        try:
            target = TargetRow(
                indicator=row["Indikator-ID"],
                year=row["År"],
                target=blank(row["Målvärde"]),
                target_upper=blank(row["Övre målvärde"]),
                partial_limit=blank(row["Gräns för delvis"]),
                expect_d1=row["Väntas i D1"],
                expect_d2=row["Väntas i D2"],
                expect_year=row["Väntas i ÅR"],
            )
        except ValidationError as error:
            findings.append(f"Målvärden {number}: {error}")
            continue
        if (target.indicator, target.year) in targets:
            findings.append(f"Målvärden {number}: dubblett")
        targets[target.indicator, target.year] = row
        if target.indicator not in indicators:
            findings.append(f"Målvärden {number}: okänt id")
        elif target.year == YEAR:
            beside = as_excel(indicators[target.indicator][OF_INDICATOR])
            findings += hold(f"Målvärden {number}", as_excel(row) | beside, on_targets)
    seen: set[tuple[str, str]] = set()
    for number, row in sheets["Utfall"].iterrows():
        try:
            answer = OutcomeRow(
                indicator=row["Indikator-ID"],
                round=row["Omgång"],
                outcome=blank(row["Utfall"]),
                women=blank(row["Kvinnor"]),
                men=blank(row["Män"]),
                prognosis=blank(row["Prognos"]),
                value_status=blank(row["Värdets status"]),
                missing_reason=blank(row["Varför saknas värde"]),
                measured_on=blank(row["Mätdatum"]),
                comment=blank(row["Kommentar"]) or "",
                respondents=blank(row["Antal svar"]),
            )
        except ValidationError as error:
            findings.append(f"Utfall {number}: {error}")
            continue
        findings.extend(as_read(number, answer, indicators, goals, occasions, seen))
        year, kind = int(answer.round[:4]), answer.round[5:]
        target_row = targets.get((answer.indicator, year))
        if year != YEAR or target_row is None or answer.indicator not in indicators:
            continue
        aim = blank(target_row["Målvärde"])
        beside = as_excel(indicators[answer.indicator][OF_INDICATOR]) | {
            EXPECTED: target_row[f"Väntas i {kind}"],
            TARGET: aim,
            MET_FROM: aim,
            MET_TO: None,
            MEASURED_TO: serial(occasions[answer.round]["Mäts till och med"].date()),
        }
        findings += hold(f"Utfall {number}", as_excel(row) | beside, on_outcomes)
    print(len(findings), "påpekanden")
    return int(bool(findings))


def as_read(number, answer, indicators, goals, occasions, seen):  # type: ignore[no-untyped-def]
    """Yield what reading one row would say."""
    key = (answer.indicator, answer.round)
    if key in seen:
        yield f"Utfall {number}: dubblett"
    seen.add(key)
    indicator = indicators.get(answer.indicator)
    if indicator is None:
        yield f"Utfall {number}: okänt id"
        return
    if answer.round not in occasions:
        yield f"Utfall {number}: okänd omgång"
        return
    if indicator["Mål-ID"] not in goals:
        yield f"Utfall {number}: okänt mål"
    low, high = indicator["Rimligt lägst"], indicator["Rimligt högst"]
    for name, value in (
        ("utfall", answer.outcome),
        ("kvinnor", answer.women),
        ("män", answer.men),
        ("prognos", answer.prognosis),
    ):
        if value is not None and not low <= value <= high:
            yield f"Utfall {number}: {name} utanför det rimliga"
        if value is not None and 0 < value <= 1 and indicator["Måttenhet"] == "%" and low > 1:
            yield f"Utfall {number}: {name} är kanske en andel"
    for text in (answer.indicator, answer.round, answer.comment):
        if text and text[0] in "=+-@\t":
            yield f"Utfall {number}: ser ut som en formel"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
