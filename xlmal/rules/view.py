"""A workbook as rules over several tables see it: what it means, and where each row stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.finding import RawCell
from xlmal.intake.rows import RowRead
from xlmal.intake.table import TableRead

#: A row's key columns as text: ("M17.2", "2019-D2").
Key = tuple[str, ...]


@dataclass(frozen=True)
class BookView:
    """A master workbook: the municipality it holds, and the tables as they were read.

    ``tables`` are keyed by the municipality's fields ("unit_goals"); a table that is not there
    leaves its findings without a cell. ``round`` is the round under way, None when not known.
    """

    municipality: Municipality
    tables: Mapping[str, TableRead] = field(default_factory=dict)
    round: Round | None = None

    @property
    def year(self) -> int:
        """The year the workbook steers; rules look at no other."""
        return self.municipality.settings.year

    @cached_property
    def _rows(self) -> dict[str, dict[Key, RowRead]]:
        return {
            name: {key_of(read, row): row for row in read.rows}
            for name, read in self.tables.items()
        }

    def row(self, table: str, key: Key) -> RowRead | None:
        """The row with a key, None when the table or the row is not there."""
        return self._rows.get(table, {}).get(key)


def key_of(read: TableRead, row: RowRead) -> Key:
    """A row's key columns as text."""
    return tuple(str(row.value(header)) for header in read.table.key)


def raw_of(row: RowRead, header: str) -> RawCell | None:
    """The stored cell under a header, None when nothing is stored there."""
    cell = row.cells.get(header)
    return cell.raw if cell else None
