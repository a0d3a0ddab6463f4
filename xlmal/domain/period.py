"""How long the council's goals hold: what was decided when, and which goals took over from which.

The council is elected every fourth year and meets for the first time that autumn, so the years
that it budgets for are 2015-2018, 2019-2022 and so on (KL 5 kap. 9 §, vallagen 1 kap. 3 §).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from xlmal.domain.goals import CouncilGoal
from xlmal.domain.types import Fact, Id

_LENGTH = 4
_A_FIRST_YEAR = 2015


class DecisionKind(StrEnum):
    """What a decision did with a council goal."""

    ADOPTED = "antaget"
    PROLONGED = "förlängt"
    CONFIRMED = "omprövat"
    ENDED = "upphävt"


class GoalDecision(Fact):
    """One decision about one council goal, and how long the goal holds after it.

    ``redecide_by`` is the year by which the council is to try the goal anew; a later decision
    without one means that it has been tried.
    """

    goal: Id
    decided_on: date
    kind: DecisionKind
    organ: str = ""
    paragraph: str = ""
    valid_from: int | None = None
    valid_to: int | None = None
    redecide_by: int | None = None
    note: str = ""

    @property
    def reference(self) -> str:
        """The decision as people write it: "KF 2018-11-26 § 98"."""
        return " ".join(filter(None, (self.organ, self.decided_on.isoformat(), self.paragraph)))


class GoalSuccession(Fact):
    """Where an old council goal went: the new goals that took over, or a note on why none did."""

    old: Id
    new: tuple[str, ...] = ()
    note: str = ""


class MandatePeriod(NamedTuple):
    """Four years of one council, inclusive."""

    first: int
    last: int

    @classmethod
    def of(cls, year: int) -> MandatePeriod:
        """The period that a year belongs to."""
        first = year - (year - _A_FIRST_YEAR) % _LENGTH
        return cls(first, first + _LENGTH - 1)

    def next(self) -> MandatePeriod:
        """The period after it."""
        return MandatePeriod(self.last + 1, self.last + _LENGTH)

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


def periods_of(goal: CouncilGoal, year: int) -> tuple[MandatePeriod, ...]:
    """The mandate periods that a goal reaches into; an end that is not set is the year's period.

    A goal whose years run backwards reaches into none.
    """
    last = goal.valid_to or max(MandatePeriod.of(year).last, goal.valid_from or year)
    period = MandatePeriod.of(goal.valid_from or year)
    found = []
    while period.first <= last:
        found.append(period)
        period = period.next()
    return tuple(found) if (goal.valid_from or year) <= last else ()


def latest(decisions: Iterable[GoalDecision], goal: str) -> GoalDecision | None:
    """The last decision about a goal; of several on one day the one that stands last."""
    own = [one for one in decisions if one.goal == goal]
    return max(own, key=lambda one: one.decided_on, default=None) if own else None


def redecide_by(decisions: Iterable[GoalDecision], goal: str) -> int | None:
    """The year by which a goal is to be tried anew, as its last decision says."""
    last = latest(decisions, goal)
    return last.redecide_by if last else None


def is_redecision_due(decisions: Iterable[GoalDecision], goal: CouncilGoal, year: int) -> bool:
    """Tell whether a goal that still holds should have been tried anew by this year."""
    due = redecide_by(decisions, goal.id)
    return due is not None and due <= year and goal.is_valid(year)


def prolonged_text(decision: str, reference: str) -> str:
    """A goal's Beslut after a prolongation; what stood there stays."""
    if reference in decision:
        return decision
    return f"{decision}, förlängt {reference}" if decision.strip() else f"Förlängt {reference}"
