"""The programme that explains the council's goals, as the report shows it."""

from __future__ import annotations

from dataclasses import dataclass

from xlmal.domain.municipality import Municipality
from xlmal.domain.programme import GoalProgramme, Programme, earlier_names, programme_in
from xlmal.domain.rounds import Round


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """How one unit contributes to a goal."""

    unit: str
    unit_name: str
    text: str
    together_with: str


@dataclass(frozen=True, slots=True)
class ProgrammeGoal:
    """One council goal with what the programme says of it.

    ``predecessors`` are the old goals it takes over from, each with its wording.
    """

    id: str
    wording: str
    text: GoalProgramme
    predecessors: tuple[tuple[str, str], ...]
    contributions: tuple[ContributionRow, ...]


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """The programme of one year; ``earlier`` is what it has been called, oldest first."""

    year: int
    programme: Programme
    earlier: tuple[Programme, ...]
    goals: tuple[ProgrammeGoal, ...]


def programme_page(municipality: Municipality, year: int) -> ProgrammePage | None:
    """The programme of a year, or of the next when its goals are the first it speaks of.

    None where there is no programme, or nothing in it about any goal.
    """
    for of_year in (year, year + 1):
        goals = _goals(municipality, of_year)
        programme = programme_in(municipality.programmes, of_year)
        if goals and programme is not None:
            earlier = earlier_names(municipality.programmes, programme)
            return ProgrammePage(of_year, programme, earlier, goals)
    return None


def _goals(municipality: Municipality, year: int) -> tuple[ProgrammeGoal, ...]:
    texts = {one.goal: one for one in municipality.goal_programmes}
    return tuple(
        ProgrammeGoal(
            goal.id,
            goal.wording,
            texts[goal.id],
            tuple(
                (one.old, known.wording)
                for one in municipality.successions
                if goal.id in one.new and (known := municipality.council_goal_by_id.get(one.old))
            ),
            _contributions(municipality, goal.id, year),
        )
        for goal in municipality.council_goals
        if goal.is_valid(year) and goal.id in texts
    )


def _contributions(municipality: Municipality, goal: str, year: int) -> tuple[ContributionRow, ...]:
    """What the units have said last, up to a year, in the order of the units."""
    last: dict[str, tuple[Round, ContributionRow]] = {}
    for one in municipality.contributions:
        if one.council_goal != goal or one.round.year > year or not one.text.strip():
            continue
        unit = municipality.unit_by_code.get(one.unit)
        row = ContributionRow(
            one.unit, unit.name if unit else one.unit, one.text, one.together_with
        )
        if one.unit not in last or last[one.unit][0] < one.round:
            last[one.unit] = (one.round, row)
    order = {unit.code: place for place, unit in enumerate(municipality.units)}
    return tuple(
        row
        for _, row in sorted(last.values(), key=lambda said: order.get(said[1].unit, len(order)))
    )
