"""What the sheet Översikt says of a round, row by row, as Python reckons it."""

from __future__ import annotations

from collections.abc import Sequence

from xlmal.domain.choices import State
from xlmal.domain.followup import SOUND_FINANCES
from xlmal.domain.round_result import GoalResult, RoundResult, count_states
from xlmal.domain.state_words import Words
from xlmal.domain.units import Unit

#: How many rows an empty workbook is given, so that goals written later are counted.
SPARE = 12
#: What stands for a council goal's status in a year when it does not hold.
NOT_THIS_YEAR = "gäller inte året"


def council_cells(result: RoundResult) -> list[tuple[str | int, ...]]:
    """What the first table says: the council goals in their order, sound finances last."""
    words = result.words
    found = {council.goal.id: council for council in result.council_goals}
    municipality = result.municipality
    goals = municipality.council_goals
    rows: list[tuple[str | int, ...]] = []
    for number in range(len(goals) or SPARE):
        goal = goals[number] if goals else None
        council = found.get(goal.id) if goal else None
        if goal is None or council is None:
            known = (goal.id, goal.wording, 0, 0, NOT_THIS_YEAR) if goal else ("", "", 0, 0, "")
            rows.append((*known, "", "", ""))
            continue
        overall = council.overall.assessment if council.overall else None
        rows.append(
            (
                goal.id,
                goal.wording,
                len(council.goals),
                sum(_is_apart(one) for one in council.goals),
                _told(council.committees.state, words),
                str(council.committees.coverage),
                _told(council.with_companies.state, words),
                words.of(overall) if overall else "",
            )
        )
    finances = [one for one in result.goals if one.goal.sound_finances]
    state, overall_finances = result.sound_finances, result.overall_sound_finances
    assessment = overall_finances.assessment if overall_finances else None
    rows.append(
        (
            "",
            SOUND_FINANCES,
            len(finances),
            sum(_is_apart(one) for one in finances),
            "",
            str(state.coverage),
            _told(state.state, words),
            words.of(assessment) if assessment else "",
        )
    )
    return rows


def unit_cells(result: RoundResult, units: Sequence[Unit]) -> list[tuple[str | int, ...]]:
    """What the second table says: how many of each unit's goals stand where."""
    rows: list[tuple[str | int, ...]] = []
    for unit in units:
        counts = count_states(result.of_unit(unit.code))
        rows.append((unit.code, unit.name, *(counts[state] for state in State)))
    return rows or [("", "", *(0 for _ in State))] * SPARE


def _is_apart(result: GoalResult) -> bool:
    return not (result.unit and result.unit.kind.is_committee)


def _told(state: State, words: Words) -> str:
    return f"{words.symbol(state)} {words.of(state)}"
