"""What a report is made of: its goals, sections and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xlmal.domain.choices import GoalType, State, UnitKind
from xlmal.domain.rollup import Coverage
from xlmal.reports.indicator_row import IndicatorRow
from xlmal.reports.shown import Status


@dataclass(frozen=True, slots=True)
class Rated:
    """A calculated status with what it rests on."""

    status: Status
    coverage: Coverage
    reason: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many goals stand in each state."""

    by_state: tuple[tuple[State, int], ...]

    @classmethod
    def of(cls, states: Iterable[State]) -> Counts:
        """Count states; those that nobody has are kept, as 0."""
        counted = Counter(states)
        return cls(tuple((state, counted[state]) for state in State))

    def __getitem__(self, state: State) -> int:
        return dict(self.by_state)[state]

    @property
    def total(self) -> int:
        """All goals, whatever their state."""
        return sum(number for _, number in self.by_state)

    @property
    def coverage(self) -> Coverage:
        """Assessed goals of those that the round expects something of."""
        assessed = sum(number for state, number in self.by_state if state.is_assessed)
        return Coverage(assessed, self.total - self[State.NOT_MEASURED])


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One unit goal: what the figures say, what the unit has decided, and what it does about it.

    ``status`` is the voice that rolls up; ``previous`` is that of the round compared with.
    ``cell`` is where the unit's own assessment stands, ``agenda2030`` the goal's own references.
    """

    id: str
    unit: str
    unit_name: str
    is_committee: bool
    wording: str
    council_goal: str
    status: Status
    calculated: Rated
    own: Status | None
    differs: bool
    analysis: str
    action: str
    responsible_role: str
    due: date | None
    indicators: tuple[IndicatorRow, ...]
    previous: Status | None
    goal_type: GoalType = GoalType.ACTIVITY
    target_group: str = ""
    focus_area: str = ""
    agenda2030: tuple[str, ...] = ()
    cell: str = ""

    @property
    def action_or_lack(self) -> str:
        """The action, or plainly that there is none."""
        return self.action.strip() or "åtgärd saknas"


@dataclass(frozen=True, slots=True)
class Overall:
    """The central office's own assessment, which stands above what is calculated."""

    status: Status | None
    motivation: str
    role: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class CouncilGoalSection:
    """One council goal; ``counts`` are the committees' goals, ``goals`` all that answer it."""

    id: str
    wording: str
    goal_area: str
    agenda2030: tuple[str, ...]
    committees: Rated
    with_companies: Rated
    overall: Overall | None
    counts: Counts
    goals: tuple[GoalRow, ...]
    previous: Status | None

    @property
    def has_companies(self) -> bool:
        """True when a company's or a federation's goal answers it too."""
        return any(not goal.is_committee for goal in self.goals)


@dataclass(frozen=True, slots=True)
class SoundFinancesSection:
    """God ekonomisk hushållning (KL 11 kap. 6 och 8 §§), shown apart from the council goals."""

    rated: Rated
    overall: Overall | None
    counts: Counts
    goals: tuple[GoalRow, ...]


@dataclass(frozen=True, slots=True)
class UnitSection:
    """One committee, company or federation with its goals."""

    code: str
    name: str
    kind: UnitKind
    counts: Counts
    goals: tuple[GoalRow, ...]
    has_reported: bool


@dataclass(frozen=True, slots=True)
class MissingProvider:
    """Somebody whose file has not been merged; ``answered`` figures may be known all the same."""

    code: str
    name: str
    goals: int
    asked: int
    answered: int

    @property
    def is_lacking(self) -> bool:
        """False when every figure is known all the same, as when it was written in the master."""
        return not self.asked or self.answered < self.asked


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to know when reading the report: a term and its explanation."""

    term: str
    text: str
