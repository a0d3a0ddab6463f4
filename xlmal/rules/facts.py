"""This year's facts in a workbook, and the breaches that point at them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator

from xlmal.domain.fact_columns import where
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.domain.types import Fact
from xlmal.rules.rule import Breach
from xlmal.rules.view import BookView
from xlmal.schema.master import MASTER_TABLES


def goals_now(view: BookView) -> tuple[UnitGoal, ...]:
    """The unit goals that hold in the year the workbook steers."""
    return view.municipality.goals_in(view.year)


def goals_at_both_levels(view: BookView) -> Iterator[tuple[str, CouncilGoal | UnitGoal]]:
    """This year's goals of the council and of the units, each with its table's name."""
    for council_goal in view.municipality.council_goals:
        if council_goal.is_valid(view.year):
            yield "council_goals", council_goal
    for goal in goals_now(view):
        yield "unit_goals", goal


def indicators_now(view: BookView) -> Iterator[Indicator]:
    """The indicators of goals that hold this year."""
    for goal in goals_now(view):
        yield from view.municipality.indicators_of.get(goal.id, ())


def targets_now(view: BookView) -> Iterator[YearTarget]:
    """This year's targets."""
    return where(view.municipality.targets, "year", lambda year: year == view.year)


def outcomes_now(view: BookView) -> Iterator[Outcome]:
    """What has been answered this year."""
    return where(view.municipality.outcomes, "round", lambda at: is_of_year(at, view.year))


def is_of_year(round_: object, year: int) -> bool:
    """Tell whether a round belongs to a year."""
    return isinstance(round_, Round) and round_.year == year


def key_of_fact(table: str, fact: Fact) -> tuple[str, ...]:
    """The row's key as text, as the table declares it."""
    schema = MASTER_TABLES[table]
    fields = (schema.column(header).field for header in schema.key)
    return tuple(str(getattr(fact, field)) for field in fields if field)


def at(table: str, fact: Fact, header: str, **details: object) -> Breach:
    """A breach at a fact's own row."""
    return Breach(table, key_of_fact(table, fact), header, details)


def unknown(
    table: str,
    field: str,
    facts: Callable[[BookView], Iterable[Fact]],
    known: Callable[[Municipality], Container[object]],
) -> Callable[[BookView], Iterator[Breach]]:
    """The facts that name in ``field`` something that is not among the known."""
    header = MASTER_TABLES[table].header_of(field)

    def check(view: BookView) -> Iterator[Breach]:
        among = known(view.municipality)
        for fact in facts(view):
            named = getattr(fact, field)
            if named is not None and named not in among:
                yield at(table, fact, header, named=named)

    return check
