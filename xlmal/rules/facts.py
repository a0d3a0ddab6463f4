"""This year's facts in a workbook, and the breaches that point at them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Any

from xlmal.domain.fact_columns import column
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.domain.types import Fact
from xlmal.rules.rule import Breach
from xlmal.rules.view import BookView
from xlmal.schema.master import MASTER_TABLES


def goals_now(view: BookView) -> tuple[UnitGoal, ...]:
    """The unit goals that hold in the year the workbook steers."""
    return view.goals


def goals_at_both_levels(view: BookView) -> Iterator[tuple[str, CouncilGoal | UnitGoal]]:
    """This year's goals of the council and of the units, each with its table's name."""
    for council_goal in view.municipality.council_goals:
        if council_goal.is_valid(view.year):
            yield "council_goals", council_goal
    for goal in goals_now(view):
        yield "unit_goals", goal


# There may be tens of thousands of what follows: fields of them, row by row, and no facts.


def indicators(view: BookView, *fields: str) -> Iterator[tuple[Any, ...]]:
    """These fields of all indicators."""
    return zip(*(column(view.municipality.indicators, field) for field in fields), strict=True)


def indicators_now(view: BookView, *fields: str) -> Iterator[tuple[Any, ...]]:
    """These fields of the indicators of goals that hold this year, goal by goal."""
    by_goal: dict[str, list[tuple[Any, ...]]] = {}
    for goal, *told in indicators(view, "goal", *fields):
        by_goal.setdefault(goal, []).append(tuple(told))
    for one in goals_now(view):
        yield from by_goal.get(one.id, ())


def targets_now(view: BookView, *fields: str) -> Iterator[tuple[Any, ...]]:
    """These fields of this year's targets."""
    targets = view.municipality.targets
    return _fields_where(targets, fields, "year", lambda year: year == view.year)


def outcomes_now(view: BookView, *fields: str) -> Iterator[tuple[Any, ...]]:
    """These fields of what has been answered this year."""
    outcomes = view.municipality.outcomes
    return _fields_where(outcomes, fields, "round", lambda at: is_of_year(at, view.year))


def follow_ups_now(view: BookView, *fields: str) -> Iterator[tuple[Any, ...]]:
    """These fields of what has been said of goals this year."""
    said = view.municipality.follow_ups
    return _fields_where(said, fields, "round", lambda at: is_of_year(at, view.year))


def _fields_where(
    facts: Sequence[Fact], fields: Iterable[str], field: str, accepts: Callable[[object], bool]
) -> Iterator[tuple[Any, ...]]:
    decides = column(facts, field)
    accepted = {value for value in set(decides) if accepts(value)}
    rows = zip(*(column(facts, one) for one in fields), strict=True)
    return (row for value, row in zip(decides, rows, strict=True) if value in accepted)


def is_of_year(round_: object, year: int) -> bool:
    """Tell whether a round belongs to a year."""
    return isinstance(round_, Round) and round_.year == year


def key_of_fact(table: str, fact: Fact) -> tuple[str, ...]:
    """The row's key as text, as the table declares it."""
    schema = MASTER_TABLES[table]
    fields = (schema.column(header).field for header in schema.key)
    return tuple(str(getattr(fact, field)) for field in fields if field)


def at_row(table: str, key: Iterable[object], header: str, **details: object) -> Breach:
    """A breach at the row with a key."""
    return Breach(table, tuple(map(str, key)), header, details)


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


def unknown_named(
    table: str,
    field: str,
    rows: Callable[..., Iterator[tuple[Any, ...]]],
    known: Callable[[Municipality], Container[object]],
) -> Callable[[BookView], Iterator[Breach]]:
    """As `unknown`, of the facts whose fields ``rows`` gives."""
    schema = MASTER_TABLES[table]
    header = schema.header_of(field)
    keys = [str(schema.column(key).field) for key in schema.key]

    def check(view: BookView) -> Iterator[Breach]:
        among = known(view.municipality)
        for named, *key in rows(view, field, *keys):
            if named is not None and named not in among:
                yield at_row(table, key, header, named=named)

    return check
