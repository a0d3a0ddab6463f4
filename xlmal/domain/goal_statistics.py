"""Statistics of the goals themselves: how many, how many measurable, and what they answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from xlmal.domain.goals import UnitGoal
from xlmal.domain.municipality import Municipality
from xlmal.domain.numbers import fifteen_digits
from xlmal.domain.wording import Verdict, verdict_of


class Counted(StrEnum):
    """Whose goals a figure counts; figures of different scope are never drawn as one line."""

    COMMITTEES = "nämnder och styrelser"
    COMPANIES = "bolag och kommunalförbund"
    ALL = "alla, med bolag och kommunalförbund"


@dataclass(frozen=True, slots=True)
class GoalStatistics:
    """The goals of a year, of one scope or of one unit.

    Attributes:
        counted: whose goals; None for a single unit's.
        unit: the unit's code; "" for a whole scope.
        measurable: goals with at least one indicator that has a target for the year.
        without_indicator: goals with no indicator at all.
        activities: goals worded as an activity, by the rules of wording; a suggestion.
        unclear: goals whose wording says neither an activity nor an effect.
        orphans: goals that answer no council goal of the year.
        spread: goals by council goal, in the council's order, with those that nobody answers.
        crowded: council goals that more than the settings' share of the goals answer.
    """

    year: int
    counted: Counted | None
    unit: str
    goals: int
    measurable: int
    without_indicator: int
    activities: int
    unclear: int
    orphans: int
    spread: tuple[tuple[str, int], ...]
    crowded: tuple[str, ...]

    @property
    def measurable_share(self) -> float:
        """Share of the goals that can be measured, 0 to 1."""
        return self.measurable / self.goals if self.goals else 0.0

    @property
    def activity_share(self) -> float:
        """Share of the goals that are worded as an activity, 0 to 1."""
        return self.activities / self.goals if self.goals else 0.0


#: Stated wherever the figures are shown.
DEFINITION = (
    "Räknar de mål som gäller under året. Mätbart: minst en indikator har ett målvärde för året. "
    "Nämnder och styrelser räknas för sig och bolag och kommunalförbund för sig; talen kan inte "
    "läsas som en och samma serie. Aktiviteter och oklara: så låter målens lydelser enligt xlmals "
    "språkregler, som ett förslag. Resten låter som effekter."
)


def goal_statistics(municipality: Municipality, year: int) -> tuple[GoalStatistics, ...]:
    """Count a year's goals: the three scopes first, then each unit that has goals."""
    goals = municipality.goals_in(year)
    committees = [goal for goal in goals if _is_committee(municipality, goal)]
    companies = [goal for goal in goals if not _is_committee(municipality, goal)]
    found = [
        _count(municipality, year, own, counted=counted)
        for counted, own in (
            (Counted.COMMITTEES, committees),
            (Counted.COMPANIES, companies),
            (Counted.ALL, goals),
        )
        if own or counted is not Counted.COMPANIES
    ]
    for unit in municipality.units:
        own = [goal for goal in goals if goal.unit == unit.code]
        if own:
            found.append(_count(municipality, year, own, unit=unit.code))
    return tuple(found)


def goals_by_year(municipality: Municipality) -> tuple[GoalStatistics, ...]:
    """The three scopes of every year that has targets; a year without goals is left out."""
    years = sorted({target.year for target in municipality.targets})
    return tuple(
        one
        for year in years
        if year <= municipality.settings.year
        for one in goal_statistics(municipality, year)
        if one.counted is not None and one.goals
    )


def _is_committee(municipality: Municipality, goal: UnitGoal) -> bool:
    unit = municipality.unit_by_code.get(goal.unit)
    return unit is not None and unit.kind.is_committee


def _count(
    municipality: Municipality,
    year: int,
    goals: Sequence[UnitGoal],
    *,
    counted: Counted | None = None,
    unit: str = "",
) -> GoalStatistics:
    council = [goal.id for goal in municipality.council_goals if goal.is_valid(year)]
    answered = Counter(goal.council_goal for goal in goals)
    spread = tuple((one, answered[one]) for one in council)
    worded = Counter(verdict_of(goal.wording)[0] for goal in goals)
    share = fifteen_digits(municipality.settings.concentration_share)
    return GoalStatistics(
        year=year,
        counted=counted,
        unit=unit,
        goals=len(goals),
        measurable=sum(_is_measurable(municipality, goal, year) for goal in goals),
        without_indicator=sum(not municipality.indicators_of.get(goal.id) for goal in goals),
        activities=worded[Verdict.ACTIVITY],
        unclear=worded[Verdict.UNCLEAR],
        orphans=sum(goal.council_goal not in council for goal in goals),
        spread=spread,
        crowded=tuple(
            one
            for one, number in spread
            if goals and fifteen_digits(Fraction(number, len(goals))) > share
        ),
    )


def _is_measurable(municipality: Municipality, goal: UnitGoal, year: int) -> bool:
    targets = (
        municipality.target_of.get((indicator.id, year))
        for indicator in municipality.indicators_of.get(goal.id, ())
    )
    return any(target is not None and target.target is not None for target in targets)
