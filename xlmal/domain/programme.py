"""The programme that explains the council's goals, and how each unit contributes to them."""

from __future__ import annotations

from xlmal.domain.rounds import Round
from xlmal.domain.types import Fact, Id, UnitCode


class Programme(Fact):
    """The programme under one of its names; vision and values are those of that time."""

    name: str
    valid_from: int | None = None
    valid_to: int | None = None
    decision: str = ""
    vision: str = ""
    values: str = ""
    note: str = ""

    def is_valid(self, year: int) -> bool:
        """Tell whether the programme had this name in a year."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


class GoalProgramme(Fact):
    """What the programme says of one council goal."""

    goal: Id
    meaning: str = ""
    purpose: str = ""
    strategy: str = ""
    follow_up: str = ""
    target_groups: str = ""
    focus_areas: str = ""


class Contribution(Fact):
    """How one unit contributes to one council goal, in its own words, as told in a round."""

    unit: UnitCode
    council_goal: Id
    round: Round
    text: str = ""
    together_with: str = ""


def programme_in(programmes: tuple[Programme, ...], year: int) -> Programme | None:
    """The programme as it is called in a year; the last one begun where several claim the year."""
    current = [one for one in programmes if one.is_valid(year)]
    return max(current, key=lambda one: one.valid_from or 0, default=None)


def earlier_names(programmes: tuple[Programme, ...], current: Programme) -> tuple[Programme, ...]:
    """What the programme was called before, oldest first."""
    begun = current.valid_from or 0
    older = [one for one in programmes if one is not current and (one.valid_from or 0) <= begun]
    return tuple(sorted(older, key=lambda one: one.valid_from or 0))
