"""Cells of a master that leave nothing to reckon with, however everything else is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from xlmal.domain.fact_columns import column
from xlmal.domain.numbers import swedish
from xlmal.domain.target import MOST_DECIMALS
from xlmal.domain.types import Fact
from xlmal.finding import Refusal
from xlmal.intake.table import TableRead


class _Need(NamedTuple):
    """What must hold of every value under a header, and what to write instead of one that fails."""

    header: str
    field: str
    holds: Callable[[float], bool]
    instead: str


_DECIMALS = _Need(
    "Decimaler",
    "decimals",
    lambda count: 0 <= count <= MOST_DECIMALS,
    "Värden kan inte jämföras med så många decimaler. Skriv ett tal från 0 till 6.",
)
_WEIGHT = _Need(
    "Vikt",
    "weight",
    lambda weight: weight > 0,
    "Inget kan vägas samman med den vikten. Skriv 1, eller mer om det ska väga tyngre.",
)


def refuse_decimals(file: str, indicators: TableRead, facts: Sequence[Fact]) -> None:
    """Make sure that values can be held against their targets.

    Raises:
        Refusal: an indicator has a number of decimals that no cell can show (A85).
    """
    _refuse(file, indicators, facts, _DECIMALS)


def refuse_weights(file: str, read: TableRead, facts: Sequence[Fact]) -> None:
    """Make sure that goals or indicators can be weighed together.

    Raises:
        Refusal: one of them weighs nothing, or less (A85).
    """
    _refuse(file, read, facts, _WEIGHT)


def _refuse(file: str, read: TableRead, facts: Sequence[Fact], need: _Need) -> None:
    if all(_holds(need, value) for value in set(column(facts, need.field))):
        return
    for row in read.rows:
        value = row.value(need.header)
        if not _holds(need, value):
            where = f"{read.ref(row, need.header)}, {row.value(read.table.key[0])}"
            raise Refusal(
                "A85",
                f"{file} går inte att räkna på förrän ett fel är rättat: {where}: {need.header} är "
                f"{_written(value)}. {need.instead} Skriv xlmal validera {file}, så ser du allt.",
            )


def _holds(need: _Need, value: object) -> bool:
    return not isinstance(value, int | float) or need.holds(value)


def _written(value: object) -> str:
    return swedish(value) if isinstance(value, int | float) else str(value)
