"""A workbook as rules over several tables see it: what it means, and where each row stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from xlmal.domain.goals import UnitGoal
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.finding import RawCell
from xlmal.intake.evenly_read import EvenlyRead
from xlmal.intake.rows import RowRead
from xlmal.intake.table import TableRead

#: A row's key columns as text: ("M17.2", "2019-D2").
Key = tuple[str, ...]


@dataclass(frozen=True)
class BookView:
    """A master workbook: the municipality it holds, and the tables as they were read.

    ``tables`` are keyed by the municipality's fields ("unit_goals"); a table that is not there
    leaves its findings without a cell. ``round`` is the round under way, None when not known;
    ``today`` the day that somebody has said it is: rules have no clock.
    """

    municipality: Municipality
    tables: Mapping[str, TableRead] = field(default_factory=dict)
    round: Round | None = None
    today: date | None = None

    @property
    def year(self) -> int:
        """The year the workbook steers; rules look at no other."""
        return self.municipality.settings.year

    @cached_property
    def goals(self) -> tuple[UnitGoal, ...]:
        """The unit goals that hold in that year."""
        return self.municipality.goals_in(self.year)

    @cached_property
    def _places(self) -> dict[str, dict[Key, int]]:
        """Where each row stands, by table and key; found out when a table is asked about."""
        return {}

    def row(self, table: str, key: Key) -> RowRead | None:
        """The row with a key, None when the table or the row is not there."""
        read = self.tables.get(table)
        if read is None:
            return None
        if table not in self._places:
            self._places[table] = {key: place for place, key in enumerate(_keys(read))}
        place = self._places[table].get(key)
        return None if place is None else read.rows[place]


def _keys(read: TableRead) -> Iterable[Key]:
    """Each row's key columns as text."""
    if not isinstance(read.rows, EvenlyRead):
        return (tuple(str(row.value(header)) for header in read.table.key) for row in read.rows)
    columns = []
    for header in read.table.key:
        values = read.rows.values(header)
        texts = {value: str(value) for value in set(values)}
        columns.append([texts[value] for value in values])
    return zip(*columns, strict=True)


def raw_of(row: RowRead, header: str) -> RawCell | None:
    """The stored cell under a header, None when nothing is stored there."""
    cell = row.cells.get(header)
    return cell.raw if cell else None
