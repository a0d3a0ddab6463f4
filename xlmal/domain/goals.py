"""Goals: the council's overarching ones and those the units answer with."""

from __future__ import annotations

from xlmal.domain.choices import GoalType
from xlmal.domain.types import Fact, Id, UnitCode


class CouncilGoal(Fact):
    """An overarching goal of the council (övergripande mål); years of validity are inclusive.

    ``adopted_mark`` is the ``wording_mark`` of the wording that was decided.
    """

    id: Id
    wording: str
    goal_area: str = ""
    agenda2030: tuple[str, ...] = ()
    valid_from: int | None = None
    valid_to: int | None = None
    decision: str = ""
    adopted_mark: str = ""

    def is_valid(self, year: int) -> bool:
        """Tell whether the goal holds in a year."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


class UnitGoal(Fact):
    """A goal of a committee or a company (nämndmål, bolagsmål) that answers one council goal.

    ``adopted_mark`` is the ``wording_mark`` of the wording that was decided.
    """

    id: Id
    unit: UnitCode
    wording: str
    council_goal: Id | None = None
    goal_type: GoalType = GoalType.ACTIVITY
    sound_finances: bool = False
    agenda2030: tuple[str, ...] = ()
    target_group: str = ""
    focus_area: str = ""
    weight: float = 1.0
    valid_from: int | None = None
    valid_to: int | None = None
    decision: str = ""
    adopted_mark: str = ""

    def is_valid(self, year: int) -> bool:
        """Tell whether the goal holds in a year."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)
