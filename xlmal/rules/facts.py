"""This year's facts in a workbook, and the breaches that point at them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator

from xlmal.domain.goals import UnitGoal
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.types import Fact
from xlmal.rules.rule import Breach
from xlmal.rules.view import BookView
from xlmal.schema.master import MASTER_TABLES


def goals_now(view: BookView) -> tuple[UnitGoal, ...]:
    """The unit goals that hold in the year the workbook steers."""
    return view.municipality.goals_in(view.year)


def indicators_now(view: BookView) -> Iterator[Indicator]:
    """The indicators of goals that hold this year."""
    for goal in goals_now(view):
        yield from view.municipality.indicators_of.get(goal.id, ())


def targets_now(view: BookView) -> Iterator[YearTarget]:
    """This year's targets."""
    return (target for target in view.municipality.targets if target.year == view.year)


def outcomes_now(view: BookView) -> Iterator[Outcome]:
    """What has been answered this year."""
    return (outcome for outcome in view.municipality.outcomes if outcome.round.year == view.year)


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
