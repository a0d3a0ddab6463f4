"""Follow-up in words: a unit's own assessment of its goals, and the central office's over all."""

from __future__ import annotations

from datetime import date

from xlmal.domain.choices import State
from xlmal.domain.rounds import Round
from xlmal.domain.types import Fact, Id

#: What an overall assessment is about when it is not one council goal (KL 11:6, LKBR 11:8).
SOUND_FINANCES = "God ekonomisk hushållning"


class GoalFollowUp(Fact):
    """A unit's decided assessment of one goal in one round, and what it does about it."""

    goal: Id
    round: Round
    assessment: State | None = None
    analysis: str = ""
    action: str = ""
    responsible_role: str = ""
    due: date | None = None


class OverallAssessment(Fact):
    """The central office's assessment of a council goal or of god ekonomisk hushållning."""

    subject: str
    round: Round
    assessment: State | None = None
    motivation: str = ""
    role: str = ""
    decided_on: date | None = None
