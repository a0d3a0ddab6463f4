"""The peer, as a colleague in IT would write it: pandas reads, iterrows walks, pydantic checks.

It holds the rows against the same kinds of rules as `xlmal validera` does: types, choices, ids that
exist, values in the plausible range, what the round expects, comments, duplicates.
"""

from __future__ import annotations

import sys
from datetime import datetime

import pandas as pd
from pydantic import BaseModel, ValidationError, field_validator

SHEETS = ["Nämndmål", "Indikatorer", "Målvärden", "Utfall", "Rapporttillfällen"]


class OutcomeRow(BaseModel):
    """One row of Utfall."""

    indicator: str
    round: str
    outcome: float | None = None
    women: float | None = None
    men: float | None = None
    prognosis: float | None = None
    value_status: str | None = None
    missing_reason: str | None = None
    measured_on: datetime | None = None
    comment: str = ""

    @field_validator("value_status")
    @classmethod
    def known_status(cls, value: str | None) -> str | None:
        if value not in (None, "slutligt", "preliminärt"):
            raise ValueError("okänd status")
        return value


class TargetRow(BaseModel):
    """One row of Målvärden."""

    indicator: str
    year: int
    target: float | None = None


def blank(value: object) -> object:
    return None if pd.isna(value) else value


def main(path: str) -> int:
    sheets = pd.read_excel(path, sheet_name=SHEETS, header=2)
    indicators = {row["Indikator-ID"]: row for _, row in sheets["Indikatorer"].iterrows()}
    goals = {row["Mål-ID"]: row for _, row in sheets["Nämndmål"].iterrows()}
    occasions = {row["Omgång"]: row for _, row in sheets["Rapporttillfällen"].iterrows()}
    findings: list[str] = []
    targets: dict[tuple[str, int], pd.Series] = {}
    for number, row in sheets["Målvärden"].iterrows():
        try:
            target = TargetRow(
                indicator=row["Indikator-ID"], year=row["År"], target=blank(row["Målvärde"])
            )
        except ValidationError as error:
            findings.append(f"Målvärden {number}: {error}")
            continue
        if target.indicator not in indicators:
            findings.append(f"Målvärden {number}: okänt id")
        if target.target is None:
            findings.append(f"Målvärden {number}: målvärde saknas")
        targets[target.indicator, target.year] = row
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
            )
        except ValidationError as error:
            findings.append(f"Utfall {number}: {error}")
            continue
        findings.extend(about(number, answer, indicators, goals, occasions, targets, seen))
    print(len(findings), "påpekanden")
    return int(bool(findings))


def about(number, answer, indicators, goals, occasions, targets, seen):  # type: ignore[no-untyped-def]
    """Yield what is wrong with one row."""
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
    year, kind = int(answer.round[:4]), answer.round[5:]
    target = targets.get((answer.indicator, year))
    expected = target[f"Väntas i {kind}"] if target is not None else None
    low, high = indicator["Rimligt lägst"], indicator["Rimligt högst"]
    for name, value in (("utfall", answer.outcome), ("prognos", answer.prognosis)):
        if value is not None and not low <= value <= high:
            yield f"Utfall {number}: {name} utanför det rimliga"
        if value is not None and 0 < value <= 1 and indicator["Måttenhet"] == "%" and low > 1:
            yield f"Utfall {number}: {name} är kanske en andel"
    if expected == "prognos" and answer.prognosis is None and not answer.missing_reason:
        yield f"Utfall {number}: prognos saknas"
    if expected == "slutligt utfall" and answer.outcome is None and not answer.missing_reason:
        yield f"Utfall {number}: utfall saknas"
    if expected == "mäts inte" and answer.outcome is not None:
        yield f"Utfall {number}: mäts inte"
    if answer.outcome is not None and answer.missing_reason:
        yield f"Utfall {number}: både värde och orsak"
    if answer.outcome is not None and not answer.value_status:
        yield f"Utfall {number}: status saknas"
    if (answer.women is None) != (answer.men is None):
        yield f"Utfall {number}: bara ett kön"
    if answer.missing_reason == "annat, se kommentar" and not answer.comment:
        yield f"Utfall {number}: kommentar saknas"
    if len(answer.comment) > 1000:
        yield f"Utfall {number}: för lång kommentar"
    if answer.measured_on is not None and answer.measured_on.year != year:
        yield f"Utfall {number}: mätt ett annat år"
    foreseen = answer.prognosis
    misses = target is not None and foreseen is not None and foreseen < target["Målvärde"]
    if misses and not answer.comment:
        yield f"Utfall {number}: missar målet utan kommentar"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
