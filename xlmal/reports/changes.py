"""What has changed since the last round: goals and council goals whose status is another now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from xlmal.domain.choices import State
from xlmal.domain.round_result import RoundResult
from xlmal.domain.rounds import Round
from xlmal.reports.parts import CouncilGoalSection, GoalRow
from xlmal.reports.shown import Status

_RANK = {State.NOT_MET: 0, State.PARTLY: 1, State.MET: 2}


class Turn(StrEnum):
    """Which way a status has gone; the order is the order on the page."""

    WORSE = "sämre"
    BETTER = "bättre"
    LOST = "ej bedömt nu"
    GAINED = "nu bedömt"
    OTHER = "annat läge"


@dataclass(frozen=True, slots=True)
class Change:
    """One goal whose status changed; ``unit`` is "" for a council goal."""

    id: str
    unit: str
    wording: str
    before: Status
    now: Status
    turn: Turn
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed since a round; ``since`` is None when there is none to compare."""

    since: Round | None
    council_goals: tuple[Change, ...] = ()
    goals: tuple[Change, ...] = ()
    compared: int = 0


def changes(
    sections: Iterable[CouncilGoalSection], goals: Iterable[GoalRow], last: RoundResult | None
) -> Changes:
    """Compare this round's goals with those of the last round."""
    if last is None:
        return Changes(None)
    council_before = {row.goal.id: row.committees.state for row in last.council_goals}
    before = {row.goal.id: row.state for row in last.goals}
    council = [
        Change(
            section.id,
            "",
            section.wording,
            Status.of(council_before[section.id], last.words),
            section.committees.status,
            turn(council_before[section.id], section.committees.status.state),
            section.committees.reason,
        )
        for section in sections
        if section.id in council_before
    ]
    own = [
        Change(
            goal.id,
            goal.unit,
            goal.wording,
            Status.of(before[goal.id], last.words),
            goal.status,
            turn(before[goal.id], goal.status.state),
            goal.analysis or goal.calculated.reason,
        )
        for goal in goals
        if goal.id in before
    ]
    return Changes(last.round, _moved(council), _moved(own), len(own))


def _moved(compared: Iterable[Change]) -> tuple[Change, ...]:
    order = list(Turn)
    moved = [one for one in compared if one.before.state is not one.now.state]
    return tuple(sorted(moved, key=lambda one: order.index(one.turn)))


def turn(before: State, now: State) -> Turn:
    """Which way a status went."""
    if before in _RANK and now in _RANK:
        return Turn.BETTER if _RANK[now] > _RANK[before] else Turn.WORSE
    if before in _RANK:
        return Turn.LOST
    return Turn.GAINED if now in _RANK else Turn.OTHER
