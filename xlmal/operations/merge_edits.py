"""From decisions to edits of the master: cells, new rows, and the ledger of merged values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from xlmal.building.heights import row_heights
from xlmal.domain.rounds import Round
from xlmal.domain.submissions import CLEARED
from xlmal.domain.types import Fact
from xlmal.intake.evenly_read import EvenlyRead
from xlmal.intake.table import TableRead
from xlmal.ooxml.edits import AppendRows, Edit, MadeRows, SetCell
from xlmal.operations.master import Master
from xlmal.operations.merge_cells import CellKey, Decision, Fate, Said
from xlmal.operations.merge_receipts import Receipt, receipt_rows
from xlmal.operations.merge_written import WrittenEdits
from xlmal.schema.cells import Stored, stored_form
from xlmal.schema.columns import Column, Table
from xlmal.schema.manifest import key_text
from xlmal.schema.master import FOLLOW_UPS, MASTER_TABLES, MERGED, OUTCOMES

#: The ledger's headers: whose, which table, row and column, and what was said.
_LEDGER = tuple(map(MERGED.header_of, ("provider", "table", "key", "column", "value")))
_VALUE = _LEDGER[-1]
_TABLES: Mapping[str, tuple[str, Table]] = {
    OUTCOMES.name: ("outcomes", OUTCOMES),
    FOLLOW_UPS.name: ("follow_ups", FOLLOW_UPS),
}


class MasterEdits:
    """Knows where the master's rows stand, and turns decisions into edits of them."""

    def __init__(self, master: Master) -> None:
        self.master = master
        self._rows = {
            table.name: _places_by_key(master.reads[field]) for field, table in _TABLES.values()
        }
        municipality = master.municipality
        ids = [goal.id for goal in municipality.unit_goals]
        ids += [indicator.id for indicator in municipality.indicators]
        self._places = {id_: place for place, id_ in enumerate(ids)}

    def knows(self, key: CellKey) -> bool:
        """Tell whether a cell has a place in the master: its id is there, and its round is one."""
        if key.table not in _TABLES:
            return WrittenEdits(self.master).knows(key)
        try:
            round_ = Round.parse(key.row[1])
        except ValueError:
            return False
        return key.row[0] in self._places and round_.code == key.row[1]

    def edits(self, decisions: Sequence[Decision], receipts: Sequence[Receipt]) -> list[Edit]:
        """All edits of a merge, in an order that does not depend on the order of the files."""
        taken = [one for one in decisions if one.fate is Fate.TAKEN]
        settled = (one for one in decisions if one.fate in (Fate.TAKEN, Fate.SAME))
        edits: list[Edit] = []
        edits.extend(self.cells(taken))
        edits.extend(self.ledger(settled))
        if receipts:
            edits.append(receipt_rows(receipts))
        return edits

    def cells(self, taken: Iterable[Decision]) -> Iterable[Edit]:
        """Edits that put each decision's value in its cell, in a new row where there is none."""
        new: dict[str, list[tuple[Decision, ...]]] = {}
        decisions = sorted(taken, key=attrgetter("key"))
        written = [one for one in decisions if one.key.table not in _TABLES]
        if written:
            yield from WrittenEdits(self.master).cells(written)
        for (name, key), of_row in groupby(decisions, lambda one: one.key[:2]):
            if name not in _TABLES:
                continue
            read = self.master.reads[_TABLES[name][0]]
            place = self._rows[name].get(key)
            if place is None:
                new.setdefault(name, []).append(tuple(of_row))
                continue
            number = read.rows[place].number
            for one in of_row:
                column = read.columns[one.key.header]
                yield SetCell(read.sheet, number, column, stored_form(one.first.value))
        for name in sorted(new):
            yield self._new_rows(_TABLES[name][1], sorted(new[name], key=self._order))

    def _order(self, of_row: Sequence[Decision]) -> tuple[str, int]:
        """New rows come round by round, in the master's own order of goals and indicators."""
        id_, round_ = of_row[0].key.row
        return round_, self._places[id_]

    def _new_rows(self, table: Table, rows: Sequence[tuple[Decision, ...]]) -> AppendRows:
        answered = {one.key.header for of_row in rows for one in of_row}
        opened = [header for header in table.headers if header in answered]
        lookups = {
            column.header: self._lookup(column.lookup.table, column.lookup.column)
            for column in table.columns
            if column.lookup is not None
        }

        def made(of_row: Sequence[Decision]) -> list[Stored]:
            key = of_row[0].key.row
            values = {one.key.header: stored_form(one.said[0].value) for one in of_row}
            looked_up = [value(key[0]) for value in lookups.values()]
            return [*key, *map(values.get, opened), *looked_up]

        headers = (*table.key, *opened, *lookups)
        height = row_heights("master", table, headers)
        own = dict.fromkeys(lookups)
        return AppendRows(table.name, headers, MadeRows(rows, made), own, height)

    def _lookup(self, name: str, header: str) -> Callable[[str], Stored]:
        """What gives the value that Excel will look up, for readers that do not calculate."""
        field, table = next(one for one in MASTER_TABLES.items() if one[1].name == name)
        key = table.columns[0].field or ""
        rows = reversed(getattr(self.master.municipality, field))  # the first one wins
        facts: dict[str, Fact] = {getattr(fact, key): fact for fact in rows}
        column = table.column(header)

        def value(id_: str) -> Stored:
            fact = facts.get(id_)
            return "" if fact is None else _looked_up_value(self.master, table, column, fact)

        return value

    def ledger(self, settled: Iterable[Decision]) -> Iterator[Edit]:
        """Edits that remember what each provider has said: the base of its next file."""
        read = self.master.reads["merged"]
        places = _places_by_key(read)
        known = _values(read, _VALUE) if places else ()
        new: list[Said] = []
        for one in settled:
            text = one.said[0].text
            for said in _one_of_each(one.said):
                if said.text != text:
                    said = said._replace(text=text)
                if not places:
                    new.append(said)
                    continue
                *key, value = _ledger_row(said)
                place = places.get(tuple(key))
                if place is None:
                    new.append(said)
                elif known[place] != value:
                    number = read.rows[place].number
                    yield SetCell(read.sheet, number, read.columns[_VALUE], value)
        if new:
            yield AppendRows(MERGED.name, _LEDGER, MadeRows(new, _ledger_row))


def _one_of_each(said: Sequence[Said]) -> Sequence[Said]:
    """What stands for each provider, in their order."""
    if len(said) == 1:
        return said
    by_provider = {one.provider: one for one in said}
    return [by_provider[provider] for provider in sorted(by_provider)]


_row_text = lru_cache(maxsize=64)(key_text)  # the cells of a row come together


def _ledger_row(said: Said) -> tuple[str, str, str, str, str]:
    key = said.key
    return said.provider, key.table, _row_text(key.row), key.header, said.text or CLEARED


def _looked_up_value(master: Master, table: Table, column: Column, fact: Fact) -> Stored:
    if column.field:
        return stored_form(getattr(fact, column.field)) or ""
    if column.lookup is not None:
        via = table.column(column.lookup.via)
        goal = master.municipality.goal_by_id.get(getattr(fact, via.field or ""))
        return goal.unit if goal else ""
    return ""


def _places_by_key(read: TableRead) -> dict[tuple[str, ...], int]:
    """Where among the rows each key is; of several rows with one key, the last."""
    keys = zip(*(map(str, _values(read, header)) for header in read.table.key), strict=True)
    rows = read.rows
    if isinstance(rows, EvenlyRead):
        unkeyed: Collection[int] = rows.unkeyed
    else:
        unkeyed = {place for place, row in enumerate(rows) if not row.keyed}
    return {key: place for place, key in enumerate(keys) if place not in unkeyed}


def _values(read: TableRead, header: str) -> Sequence[object]:
    """The value of each row under a header."""
    rows = read.rows
    if isinstance(rows, EvenlyRead):
        return rows.values(header)
    return [row.value(header) for row in rows]
