"""The files in which units write: their rows, the ids they are given, and what is issued."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from xlmal.domain.choices import RoundKind
from xlmal.domain.goals import CouncilGoal
from xlmal.domain.municipality import Municipality
from xlmal.domain.new_ids import indicator_ids, new_goal_ids
from xlmal.domain.request import Request, requests
from xlmal.domain.rounds import Round
from xlmal.domain.types import Fact
from xlmal.finding import Refusal
from xlmal.operations.master import Master
from xlmal.operations.written_cells import refuse_without, row_name
from xlmal.schema.columns import Table
from xlmal.schema.manifest import COMMITTEE, IssuedValue, Manifest, key_text
from xlmal.schema.texts import as_text
from xlmal.schema.written import (
    CHECKS_BY,
    CONTRIBUTION_FORM,
    COUNCIL_WORDING,
    GOAL_FORM,
    GOAL_HOLDS,
    INDICATOR_COUNT,
    INDICATOR_FORM,
    TARGET_FORM,
    VALID_GOALS,
    WRITTEN_FORMS,
)

FormRow = dict[str, object]
Tables = list[tuple[Table, list[FormRow]]]

#: Free goals in each file. Six are more than most units set; the file can be sent out again.
_FREE_GOALS = 6
#: The settings that the file's own checks go by.
_SETTINGS = ("least_indicators", "most_indicators", "year")


def written_requests(master: Master, round_: Round) -> tuple[Request, ...]:
    """Everybody who is to write in a round.

    Raises:
        Refusal: no council goal holds in the round's year (A66), or there is no unit (A06).
    """
    municipality = master.municipality
    for table in WRITTEN_FORMS[round_.kind]:
        refuse_without(master, table.name)
    if not council_goals_in(municipality, round_.year):
        raise Refusal(
            "A66",
            f"Inget övergripande mål gäller {round_.year}, så det finns inget att svara på. Fyll i "
            f"Gäller från och Gäller till på bladet Övergripande mål i {master.name}.",
        )
    asked = requests(municipality, round_)
    if not asked:
        raise Refusal("A06", f"Ingen nämnd och inget bolag gäller {round_.year}. Se Nämnder.")
    return asked


def council_goals_in(municipality: Municipality, year: int) -> tuple[CouncilGoal, ...]:
    """The council goals that hold in a year, in the order of the rows."""
    return tuple(goal for goal in municipality.council_goals if goal.is_valid(year))


def replaced_goals(municipality: Municipality, year: int) -> dict[str, str]:
    """What is said of each council goal that does not hold in a year, by its id."""
    successors = {one.old: one.new for one in municipality.successions if one.new}
    return {
        goal.id: f"{goal.id} gäller inte {year}."
        + (f" Ersätts av {' och '.join(successors[goal.id])}." if goal.id in successors else "")
        for goal in municipality.council_goals
        if not goal.is_valid(year)
    }


def form_tables(municipality: Municipality, request: Request, round_: Round) -> Tables:
    """The forms of one file with their rows."""
    if round_.kind is RoundKind.CONTRIBUTIONS:
        return [(CONTRIBUTION_FORM, _contributions(municipality, request.provider, round_))]
    most = municipality.settings.most_indicators
    new = new_goal_ids(municipality, request.provider, round_.year, _FREE_GOALS)
    goals = [(goal.id, goal) for goal in request.goals] + [(id_, None) for id_ in new]
    indicators: list[FormRow] = []
    for id_, _ in goals:
        own = municipality.indicators_of.get(id_, ())
        indicators += [_row(INDICATOR_FORM, one) for one in own]
        highest = max((_number(one.id) for one in own), default=0)
        # One more than the municipality wishes for: what is decided must have a place.
        free = indicator_ids(id_, highest, max(most + 1 - len(own), 0))
        indicators += [{"Indikator-ID": one, "Mål-ID": id_} for one in free]
    rows = [
        _row(GOAL_FORM, goal) if goal else _blank(GOAL_FORM, {"Mål-ID": id_}) for id_, goal in goals
    ]
    targets = [_target(municipality, row, round_.year) for row in indicators]
    _look_beside(municipality, rows, indicators, round_.year)
    return [(GOAL_FORM, rows), (INDICATOR_FORM, indicators), (TARGET_FORM, targets)]


def _contributions(municipality: Municipality, unit: str, round_: Round) -> list[FormRow]:
    told = {
        (one.unit, one.council_goal): one
        for one in municipality.contributions
        if one.round == round_
    }
    texts = {one.goal: one for one in municipality.goal_programmes}
    rows: list[FormRow] = []
    for goal in council_goals_in(municipality, round_.year):
        text, known = texts.get(goal.id), told.get((unit, goal.id))
        rows.append(
            {
                "Nämnd/bolag": unit,
                "Övergripande mål": goal.id,
                "Lydelse": goal.wording,
                "Innebörd": text.meaning if text else "",
                "Strategi": text.strategy if text else "",
                "Omgång": round_,
                "Så bidrar vi": known.text if known else None,
                "Tillsammans med": known.together_with if known else None,
            }
        )
    return rows


def _row(table: Table, fact: Fact) -> FormRow:
    return {column.header: getattr(fact, column.field) for column in table.stored if column.field}


def _blank(table: Table, keys: Mapping[str, object]) -> FormRow:
    return {**dict.fromkeys(column.header for column in table.stored), **keys}


def _target(municipality: Municipality, indicator: FormRow, year: int) -> FormRow:
    known = municipality.target_of.get((str(indicator["Indikator-ID"]), year))
    return {
        "Indikator-ID": indicator["Indikator-ID"],
        "År": year,
        "Indikator": indicator.get("Indikator") or "",
        "Måttenhet": indicator.get("Måttenhet") or "",
        "Riktning": str(indicator.get("Riktning") or ""),
        "Basvärde": "" if indicator.get("Basvärde") is None else indicator["Basvärde"],
        "Målvärde": known.target if known else None,
        "Övre målvärde": known.target_upper if known else None,
    }


def _look_beside(
    municipality: Municipality, goals: list[FormRow], indicators: list[FormRow], year: int
) -> None:
    """Fill in what the formulas give as the file leaves us."""
    valid = {goal.id: goal.wording for goal in council_goals_in(municipality, year)}
    wordings = {row["Mål-ID"]: row.get("Mål") or "" for row in goals}
    for row in goals:
        link = row.get("Övergripande mål")
        named = [one for one in indicators if one["Mål-ID"] == row["Mål-ID"]]
        row[COUNCIL_WORDING] = {**replaced_goals(municipality, year), **valid}.get(str(link), "")
        row[GOAL_HOLDS] = "" if not link else int(link in valid)
        row[INDICATOR_COUNT] = sum(bool(one.get("Indikator")) for one in named)
    for row in indicators:
        row["Mål"] = wordings[row["Mål-ID"]]


def _number(indicator: str) -> int:
    last = indicator.rpartition(".")[2]
    return int(last) if last.isdecimal() else 0


def issued_in(tables: Tables, municipality: Municipality, round_: Round) -> list[IssuedValue]:
    """What stands in the open cells as a file leaves us, and what its own checks go by."""
    issued = []
    for table, rows in tables:
        for row in rows:
            name = row_name(table.name, _as_read(row), round_.code)
            assert name is not None
            for column in table.columns:
                if column.is_stored and column.opens:
                    text = as_text(row.get(column.header))
                    issued.append(IssuedValue(table.name, key_text(name), column.header, text))
    valid = "; ".join(goal.id for goal in council_goals_in(municipality, round_.year))
    issued.append(IssuedValue(CHECKS_BY, VALID_GOALS, "", valid))
    for name_ in _SETTINGS:
        value = str(getattr(municipality.settings, name_))
        issued.append(IssuedValue(CHECKS_BY, name_, "", value))
    return issued


def _as_read(row: FormRow) -> FormRow:
    return {header: value for header, value in row.items() if value is not None}


def manifest_for(master: Master, provider: str, round_: Round) -> Manifest:
    """The mark of one file."""
    identity = f"{master.manifest.workbook_id}/{provider}/{round_.code}"
    return Manifest(
        workbook_id=str(uuid.uuid5(uuid.NAMESPACE_URL, identity)),
        kind=COMMITTEE,
        year=round_.year,
        provider=provider,
        round=round_,
        master_id=master.manifest.workbook_id,
    )
