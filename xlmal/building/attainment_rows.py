"""What the sheet Måluppfyllelse says of a round, row by row, as Python reckons it."""

from __future__ import annotations

from collections.abc import Iterator

from xlmal.domain.round_result import CouncilGoalResult, GoalResult, RoundResult

Row = dict[str, str]


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
    return {
        "Omgång": result.round.code,
        "Nivå": "Övergripande mål",
        "ID": council.goal.id,
        "Nämnd/bolag": "",
        "Benämning": council.goal.wording,
        "Symbol": result.words.symbol(rolled.state),
        "Status": result.words.of(rolled.state),
        "Bedömda": str(rolled.coverage),
        "Skäl": f"{rolled.reason}. Med bolag: {result.words.of(council.with_companies.state)}, "
        f"{council.with_companies.coverage}",
        "Nämndens bedömning": "",
    }


def _goal_row(result: RoundResult, goal: GoalResult) -> Row:
    assessment = result.words.of(goal.assessment) if goal.assessment else ""
    return {
        "Omgång": result.round.code,
        "Nivå": "Mål",
        "ID": goal.goal.id,
        "Nämnd/bolag": goal.goal.unit,
        "Benämning": goal.goal.wording,
        "Symbol": result.words.symbol(goal.state),
        "Status": result.words.of(goal.state),
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
            "Symbol": result.words.symbol(verdict.state),
            "Status": result.words.of(verdict.state),
            "Bedömda": str(verdict.basis),
            "Skäl": verdict.reason,
            "Nämndens bedömning": "",
        }
