"""Attainment (prognos): the calculated status of every indicator, goal and council goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from xlmal.building.heights import row_height
from xlmal.domain.computed import ComputedPrognosis
from xlmal.domain.round_result import CouncilGoalResult, GoalResult, RoundResult, round_result
from xlmal.domain.rounds import Round
from xlmal.domain.status import symbol, wording
from xlmal.finding import Kind, Refusal
from xlmal.ooxml.edits import AppendRow, Edit, FitRow, PatchResult, SetCell
from xlmal.ooxml.patch import patch
from xlmal.operations.files import one_run_at_a_time, refuse_open, write_file
from xlmal.operations.master import Master, open_master
from xlmal.operations.reading import naming
from xlmal.schema.produced import ATTAINMENT

Row = dict[str, str]


def reckon(master: Master, round_: Round) -> RoundResult:
    """Judge a round.

    Raises:
        Refusal: the master knows no such round (A08).
    """
    refuse_unknown_round(master, round_)
    return round_result(master.municipality, round_)


def refuse_unknown_round(master: Master, round_: Round) -> None:
    """Make sure the round is one of the master's.

    Raises:
        Refusal: it is not (A08).
    """
    known = [occasion.round for occasion in master.municipality.occasions]
    if round_ not in known:
        names = ", ".join(str(one) for one in sorted(known)[-6:]) or "inga"
        raise Refusal(
            "A08",
            f"Omgången {round_} finns inte på bladet Rapporttillfällen i {master.name}. De senaste "
            f"är: {names}.",
        )


def attainment_rows(result: RoundResult) -> list[Row]:
    """The rows of the sheet Måluppfyllelse: council goals, goals, indicators, in that order."""
    rows = []
    for council in result.council_goals:
        rows.append(_council_row(result, council))
    for goal in result.goals:
        rows.append(_goal_row(result, goal))
        rows.extend(_indicator_rows(result, goal))
    return rows


def _council_row(result: RoundResult, council: CouncilGoalResult) -> Row:
    rolled = council.committees
    kind = result.round.kind
    return {
        "Omgång": result.round.code,
        "Nivå": "Övergripande mål",
        "ID": council.goal.id,
        "Nämnd/bolag": "",
        "Benämning": council.goal.wording,
        "Symbol": symbol(rolled.state),
        "Status": wording(rolled.state, kind),
        "Bedömda": str(rolled.coverage),
        "Skäl": f"{rolled.reason}. Med bolag: {wording(council.with_companies.state, kind)}, "
        f"{council.with_companies.coverage}",
        "Nämndens bedömning": "",
    }


def _goal_row(result: RoundResult, goal: GoalResult) -> Row:
    kind = result.round.kind
    assessment = wording(goal.assessment, kind) if goal.assessment else ""
    return {
        "Omgång": result.round.code,
        "Nivå": "Mål",
        "ID": goal.goal.id,
        "Nämnd/bolag": goal.goal.unit,
        "Benämning": goal.goal.wording,
        "Symbol": symbol(goal.state),
        "Status": wording(goal.state, kind),
        "Bedömda": str(goal.calculated.coverage),
        "Skäl": f"Beräknat {goal.calculated.reason}",
        "Nämndens bedömning": assessment,
    }


def _indicator_rows(result: RoundResult, goal: GoalResult) -> Iterator[Row]:
    for indicator in goal.indicators:
        verdict = indicator.verdict
        yield {
            "Omgång": result.round.code,
            "Nivå": "Indikator",
            "ID": indicator.indicator.id,
            "Nämnd/bolag": goal.goal.unit,
            "Benämning": indicator.indicator.name,
            "Symbol": symbol(verdict.state),
            "Status": wording(verdict.state, result.round.kind),
            "Bedömda": str(verdict.basis),
            "Skäl": verdict.reason,
            "Nämndens bedömning": "",
        }


def attainment_edits(master: Master, rows: list[Row]) -> list[Edit]:
    """Edits that make the sheet Måluppfyllelse say this; other rounds' rows stay.

    Raises:
        Refusal: the table is not there, or lacks a column (A03).
    """
    book = master.book
    table = next((one for one in book.tables() if one.display_name == ATTAINMENT.name), None)
    if table is None or not set(ATTAINMENT.headers) <= set(table.columns):
        raise Refusal(
            "A03",
            f"Tabellen på bladet {ATTAINMENT.sheet} i {master.name} saknas eller saknar någon "
            "kolumn. Hämta filens förra version.",
        )
    scan = book.scan(table.sheet)
    column = {name: table.area.first_column + at for at, name in enumerate(table.columns)}
    stands: dict[tuple[str, str], int] = {}
    for number in range(table.first_data_row, table.last_data_row + 1):
        texts = [scan.cell(number, column[header]) for header in ATTAINMENT.key]
        stands[tuple(cell.text if cell else "" for cell in texts)] = number  # type: ignore[index]
    edits: list[Edit] = []
    for row in rows:
        at = stands.get((row["Omgång"], row["ID"]))
        if at is None:
            height = row_height("master", ATTAINMENT, row)
            cells = {name: text or None for name, text in row.items()}
            edits.append(AppendRow(ATTAINMENT.name, cells, height))
            continue
        edits.append(FitRow(table.sheet, at, row_height("master", ATTAINMENT, row)))
        for header, text in row.items():
            cell = scan.cell(at, column[header])
            now = cell.text if cell and cell.kind is not Kind.BLANK else ""
            if now != text:
                edits.append(SetCell(table.sheet, at, column[header], text or None))
    gone = stands.keys() - {(row["Omgång"], row["ID"]) for row in rows}
    for key in sorted(gone):
        if rows and key[0] == rows[0]["Omgång"]:  # a goal that the master no longer has
            edits += [SetCell(table.sheet, stands[key], at, None) for at in column.values()]
    return edits


def write_attainment(path: Path, round_: Round) -> tuple[RoundResult, PatchResult]:
    """Judge a round and write the sheet Måluppfyllelse of a master on disk.

    Raises:
        Refusal: the master cannot be read or written; it is then as it was.
    """
    if not path.is_file():
        open_master(path)  # says what is wrong with the path
    refuse_open(path)
    with one_run_at_a_time(path):
        master = open_master(path)
        result = reckon(master, round_)
        with naming(master.name):
            patched = patch(master.book.package, attainment_edits(master, attainment_rows(result)))
        write_file(path, patched.data, instead_of=master.book.package.data)
    return result, patched


def as_json(result: RoundResult) -> Mapping[str, object]:
    """The round as plain values, for other programs."""
    kind = result.round.kind
    return {
        "round": result.round.code,
        "title": result.round.title,
        "council_goals": [
            {
                "id": council.goal.id,
                "wording": council.goal.wording,
                "state": str(council.committees.state),
                "status": wording(council.committees.state, kind),
                "coverage": str(council.committees.coverage),
                "reason": council.committees.reason,
                "with_companies": {
                    "state": str(council.with_companies.state),
                    "coverage": str(council.with_companies.coverage),
                },
            }
            for council in result.council_goals
        ],
        "goals": [
            {
                "id": goal.goal.id,
                "unit": goal.goal.unit,
                "council_goal": goal.goal.council_goal,
                "state": str(goal.state),
                "calculated": str(goal.calculated.state),
                "assessment": str(goal.assessment) if goal.assessment else None,
                "coverage": str(goal.calculated.coverage),
                "reason": goal.calculated.reason,
                "indicators": [
                    {
                        "id": one.indicator.id,
                        "state": str(one.verdict.state),
                        "basis": str(one.verdict.basis),
                        "judged": one.verdict.judged,
                        "reason": one.verdict.reason,
                        "computed": _computed_as_json(one.computed),
                    }
                    for one in goal.indicators
                ],
            }
            for goal in result.goals
        ],
        "sound_finances": {
            "state": str(result.sound_finances.state),
            "coverage": str(result.sound_finances.coverage),
        },
        "missing": [{"code": request.provider, "name": request.name} for request in result.missing],
    }


def _computed_as_json(computed: ComputedPrognosis | None) -> Mapping[str, object] | None:
    """A prognosis nobody reported, marked so."""
    if computed is None:
        return None
    return {
        "value": computed.value,
        "method": str(computed.method),
        "because": computed.because,
        "low": computed.low,
        "high": computed.high,
        "reported": False,
    }
