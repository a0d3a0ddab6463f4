"""From domain facts to the rows of a table, header by header."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xlmal.domain.types import Fact
from xlmal.schema.columns import Table

Rows = Sequence[Mapping[str, object]]


def row_of(table: Table, fact: Fact) -> dict[str, object]:
    """A fact as a row: header -> typed value, stored columns only."""
    return {column.header: getattr(fact, column.field) for column in table.stored if column.field}


def rows_of(table: Table, facts: Iterable[Fact]) -> list[dict[str, object]]:
    """Facts as rows, in their order."""
    return [row_of(table, fact) for fact in facts]


def with_lookups(
    table: Table, rows: Rows, tables: Mapping[str, Table], filled: Mapping[str, Rows]
) -> list[dict[str, object]]:
    """Rows with what their lookups will show, as Excel's INDEX and MATCH find it.

    Args:
        table: the rows' table.
        rows: its rows.
        tables: every table by name.
        filled: the rows of the tables that are looked up in, by the table's name.
    """
    found = [dict(row) for row in rows]
    for column in table.columns:
        if column.lookup is None:
            continue
        key = tables[column.lookup.table].key[0]
        first: dict[object, Mapping[str, object]] = {}
        for other in filled[column.lookup.table]:
            first.setdefault(other.get(key), other)
        for row in found:
            row[column.header] = first.get(row.get(column.lookup.via), {}).get(
                column.lookup.column, ""
            )
    return found
