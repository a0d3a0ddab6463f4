"""The time plan (tidplan): which organ takes up which matter when, and what has slipped.

Days are what the plan says; nothing here knows a clock. "Today" is always passed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xlmal.domain.types import Fact, Id


class PlanStatus(StrEnum):
    """How far a matter or an activity has come."""

    PLANNED = "planerad"
    UNDER_WAY = "pågår"
    HELD = "genomförd"
    DECIDED = "beslutad"
    SENT_BACK = "återremitterad"
    CANCELLED = "utgår"

    @property
    def is_over(self) -> bool:
        """True when the day it happened should be known."""
        return self in (PlanStatus.HELD, PlanStatus.DECIDED)


class Level(StrEnum):
    """The organs that a matter passes on its way to a decision, lowest first (KL 5 kap. 26 §)."""

    PREPARING = "arbetsutskott"
    BOARD = "kommunstyrelse"
    COUNCIL = "fullmäktige"


class Milestone(Fact):
    """One row of the plan (hållpunkt): a matter before an organ, or an activity.

    ``planned_to`` is the last day of what goes on for several; ``actual_on`` is the day it was
    done, or ended. ``depends_on`` names other rows, with semicolon between: "T5; T6".
    """

    id: Id
    organ: str = ""
    matter: str
    planned_on: date | None = None
    planned_to: date | None = None
    actual_on: date | None = None
    status: PlanStatus = PlanStatus.PLANNED
    decision: str = ""
    responsible_role: str = ""
    depends_on: str = ""

    @property
    def last_planned(self) -> date | None:
        """The day by which it should have happened."""
        return self.planned_to or self.planned_on

    @property
    def known_day(self) -> date | None:
        """The day it happened, else the day it is planned for."""
        return self.actual_on or self.last_planned

    @property
    def dependencies(self) -> tuple[str, ...]:
        """The ids of what must come first."""
        parts = re.split("[;,]", self.depends_on)
        return tuple(" ".join(part.split()).upper() for part in parts if part.strip())

    @property
    def level(self) -> Level | None:
        """Where in the order of decision its organ stands; None for workshops, dialogues ..."""
        return level_of(self.organ)


#: The words that name an organ; its own letters alone are compared, so "Extra KS" is KS.
_NAMES = (
    (Level.PREPARING, ("ksau", "au", "arbetsutskott", "arbetsutskottet")),
    (Level.COUNCIL, ("kf", "kommunfullmäktige", "fullmäktige")),
    (Level.BOARD, ("ks", "kommunstyrelse", "kommunstyrelsen")),
)


def level_of(organ: str) -> Level | None:
    """Return where an organ stands: "KSAU", "Extra KS", "Kommunfullmäktige" are known."""
    words = set(re.findall(r"\w+", organ.casefold()))
    return next((level for level, names in _NAMES if words.intersection(names)), None)


def days_late(milestone: Milestone, today: date) -> int:
    """How many days it was late, or is late so far; 0 when it is not, or is called off."""
    planned = milestone.last_planned
    if planned is None or milestone.status is PlanStatus.CANCELLED:
        return 0
    return max(0, ((milestone.actual_on or today) - planned).days)


def how_it_stands(milestone: Milestone, today: date) -> str:
    """Return how a row stands on a day, in a word or two: "i tid", "klar, 5 dagar sen"."""
    if milestone.status is PlanStatus.CANCELLED:
        return str(milestone.status)
    if milestone.last_planned is None:
        return "klar" if milestone.actual_on else "utan datum"
    late = days_late(milestone, today)
    said = f"{late} {'dag' if late == 1 else 'dagar'} sen"
    if milestone.actual_on:
        return f"klar, {said}" if late else "klar i tid"
    return said if late else "i tid"


def overdue(plan: Sequence[Milestone], today: date) -> Iterator[Milestone]:
    """What should have happened before today, and nobody has said that it did."""
    for milestone in plan:
        if milestone.actual_on is None and days_late(milestone, today):
            yield milestone


def latest_day(plan: Sequence[Milestone]) -> date | None:
    """The latest day that something in the plan has happened on: by then, time has come so far."""
    return max((one.actual_on for one in plan if one.actual_on), default=None)


def plan_of_year(plan: Sequence[Milestone], year: int) -> tuple[Milestone, ...]:
    """The rows with a day in a year, in order of time."""
    dated = [
        (one.planned_on or one.actual_on, at, one)
        for at, one in enumerate(plan)
        if any(day and day.year == year for day in (one.planned_on, one.planned_to, one.actual_on))
    ]
    return tuple(one for _, _, one in sorted(dated, key=lambda row: (row[0], row[1])))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that do not go together: the one to mend, and the one it is held against."""

    milestone: Milestone
    other: Milestone


def by_id(plan: Sequence[Milestone]) -> dict[str, Milestone]:
    """The rows by id; of two with one id, the first."""
    found: dict[str, Milestone] = {}
    for milestone in plan:
        found.setdefault(milestone.id.upper(), milestone)
    return found


def unknown_dependencies(plan: Sequence[Milestone]) -> Iterator[tuple[Milestone, str]]:
    """The rows that depend on an id that the plan does not hold."""
    known = by_id(plan)
    for milestone in plan:
        for name in milestone.dependencies:
            if name not in known:
                yield milestone, name


def before_dependency(plan: Sequence[Milestone]) -> Iterator[Pair]:
    """The rows that come before something that they depend on; on one day is well."""
    known = by_id(plan)
    for milestone in plan:
        begins = milestone.planned_on or milestone.known_day
        for name in milestone.dependencies:
            other = known.get(name)
            if other is None or PlanStatus.CANCELLED in (milestone.status, other.status):
                continue
            if milestone.actual_on and other.actual_on:
                begins = milestone.actual_on
            ready = other.known_day
            if begins and ready and begins < ready:
                yield Pair(milestone, other)


def circles(plan: Sequence[Milestone]) -> tuple[tuple[str, ...], ...]:
    """Rings of rows that wait for each other, each told once from its first row in the plan."""
    known = by_id(plan)
    found: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for start in known:
        ring = _ring(start, known)
        if ring and not seen.intersection(ring):
            found.append(ring)
            seen.update(ring)
    return tuple(found)


def _ring(start: str, known: Mapping[str, Milestone]) -> tuple[str, ...]:
    """The shortest way from a row back to itself; empty when there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    visited: set[str] = set()
    for way in ways:  # grows while it is walked: breadth first
        for name in known[way[-1]].dependencies:
            if name == start:
                return way
            if name in known and name not in visited:
                visited.add(name)
                ways.append((*way, name))
    return ()


def council_before_board(plan: Sequence[Milestone]) -> Iterator[Pair]:
    """The council's rows of a matter that come before the board's of the same matter."""
    for matter in _matters(plan).values():
        boards = [one for one in matter if one.level is Level.BOARD and one.known_day]
        for council in matter:
            day = council.known_day
            if council.level is not Level.COUNCIL or day is None or not boards:
                continue
            first = min(boards, key=lambda one: one.known_day or day)
            if first.known_day and day < first.known_day:
                yield Pair(council, first)


def unprepared(plan: Sequence[Milestone]) -> Iterator[Milestone]:
    """The council's rows that no row of the board precedes, in the matter or what it rests on."""
    known = by_id(plan)
    matters = _matters(plan)
    for milestone in plan:
        if milestone.level is not Level.COUNCIL or milestone.status is PlanStatus.CANCELLED:
            continue
        direct = (known[name] for name in milestone.dependencies if name in known)
        beside = (*matters.get(_matter(milestone), ()), *direct)
        if not any(one.level is Level.BOARD for one in beside):
            yield milestone


def _matters(plan: Sequence[Milestone]) -> dict[str, list[Milestone]]:
    """The rows by matter, those that are called off left out."""
    found: dict[str, list[Milestone]] = {}
    for milestone in plan:
        if milestone.status is not PlanStatus.CANCELLED:
            found.setdefault(_matter(milestone), []).append(milestone)
    return found


def _matter(milestone: Milestone) -> str:
    return " ".join(milestone.matter.casefold().split()).rstrip(".")
