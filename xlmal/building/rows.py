"""From domain facts to the rows of a table, header by header."""

from __future__ import annotations

from collections.abc import Iterable

from xlmal.domain.types import Fact
from xlmal.schema.columns import Table


def row_of(table: Table, fact: Fact) -> dict[str, object]:
    """A fact as a row: header -> typed value, stored columns only."""
    return {column.header: getattr(fact, column.field) for column in table.stored if column.field}


def rows_of(table: Table, facts: Iterable[Fact]) -> list[dict[str, object]]:
    """Facts as rows, in their order."""
    return [row_of(table, fact) for fact in facts]
