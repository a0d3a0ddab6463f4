"""From decisions to edits of the master: cells, new rows, the ledger of merged values, receipts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from xlmal.building.heights import row_height
from xlmal.domain.rounds import Round
from xlmal.domain.submissions import CLEARED, Submission
from xlmal.domain.types import Fact
from xlmal.intake.table import TableRead
from xlmal.ooxml.edits import AppendRow, Computed, Edit, SetCell
from xlmal.operations.master import Master
from xlmal.operations.merge_cells import CellKey, Decision, Fate
from xlmal.operations.merge_written import WrittenEdits
from xlmal.operations.returned import ReturnedFile
from xlmal.schema.cells import Stored, stored_form
from xlmal.schema.columns import Table
from xlmal.schema.manifest import key_text
from xlmal.schema.master import FOLLOW_UPS, MASTER_TABLES, MERGED, OUTCOMES, SUBMISSIONS

#: Points; Excel allows no higher row.
HIGHEST = 409.0
#: The ledger's headers: whose, which table, row and column, and what was said.
_LEDGER = tuple(map(MERGED.header_of, ("provider", "table", "key", "column", "value")))
_VALUE = _LEDGER[-1]
_TABLES: Mapping[str, tuple[str, Table]] = {
    OUTCOMES.name: ("outcomes", OUTCOMES),
    FOLLOW_UPS.name: ("follow_ups", FOLLOW_UPS),
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one file came to, for its row on the sheet Inlämning."""

    file: ReturnedFile
    received: datetime
    changed: int
    conflicts: int
    findings: int

    def submission(self) -> Submission:
        """The receipt as the fact that the sheet stores."""
        assert self.file.round is not None
        version, decision = self.file.told
        return Submission(
            file=self.file.name,
            sha256=self.file.sha256,
            received=self.received,
            provider=self.file.provider,
            round=self.file.round,
            version=version,
            decision=decision,
            rows=self.file.rows,
            changed_cells=self.changed,
            conflicts=self.conflicts,
            findings=self.findings,
            remark=self._remark(),
            comments=self.file.comments,
        )

    def _remark(self) -> str:
        remarks = ["komplettering"] if self.file.is_late else []
        if self.conflicts:
            remarks.append("en konflikt" if self.conflicts == 1 else f"{self.conflicts} konflikter")
        return ", ".join(remarks)


class MasterEdits:
    """Knows where the master's rows stand, and turns decisions into edits of them."""

    def __init__(self, master: Master) -> None:
        self.master = master
        self._rows = {
            table.name: _rows_by_key(master.reads[field]) for field, table in _TABLES.values()
        }
        self._ledger = _rows_by_key(master.reads["merged"])
        self._facts: dict[str, dict[str, Fact]] = {}
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
        settled = [one for one in decisions if one.fate in (Fate.TAKEN, Fate.SAME)]
        edits: list[Edit] = []
        edits.extend(self.cells(taken))
        edits.extend(self.ledger(settled))
        edits.extend(_receipt_row(receipt) for receipt in receipts)
        return edits

    def cells(self, taken: Iterable[Decision]) -> Iterable[Edit]:
        """Edits that put each decision's value in its cell, in a new row where there is none."""
        new: dict[tuple[str, tuple[str, str]], dict[str, Stored]] = {}
        decisions = list(taken)
        written = [one for one in decisions if one.key.table not in _TABLES]
        if written:
            yield from WrittenEdits(self.master).cells(written)
        for one in decisions:
            if one.key.table not in _TABLES:
                continue
            field, _ = _TABLES[one.key.table]
            read = self.master.reads[field]
            value = stored_form(one.first.value)
            row = self._rows[one.key.table].get(key_text(one.key.row))
            if row is not None:
                yield SetCell(read.sheet, row, read.columns[one.key.header], value)
            else:
                new.setdefault((one.key.table, one.key.row), {})[one.key.header] = value
        for (table_name, key), values in sorted(new.items(), key=self._order):
            yield self._new_row(_TABLES[table_name][1], key, values)

    def _order(self, new: tuple[tuple[str, tuple[str, str]], object]) -> tuple[str, str, int]:
        """New rows come round by round, in the master's own order of goals and indicators."""
        (table_name, (id_, round_)), _ = new
        return table_name, round_, self._places[id_]

    def _new_row(self, table: Table, key: tuple[str, str], values: Mapping[str, Stored]) -> Edit:
        row: dict[str, Stored | Computed] = dict(zip(table.key, key, strict=True))
        row.update(values)
        for column in table.columns:
            if column.lookup is not None:
                row[column.header] = Computed(
                    None, self._looked_up(column.lookup.table, key[0], column.lookup.column)
                )
        shown = {
            header: value.value if isinstance(value, Computed) else value
            for header, value in row.items()
        }
        return AppendRow(table.name, row, row_height("master", table, shown))

    def _looked_up(self, table_name: str, key: str, header: str) -> Stored:
        """The value that Excel will look up, for readers that do not calculate."""
        field = next(name for name, table in MASTER_TABLES.items() if table.name == table_name)
        table = MASTER_TABLES[field]
        if field not in self._facts:
            facts = reversed(getattr(self.master.municipality, field))  # the first one wins
            self._facts[field] = {
                getattr(fact, table.columns[0].field or ""): fact for fact in facts
            }
        fact = self._facts[field].get(key)
        return "" if fact is None else _looked_up_value(self.master, table, fact, header)

    def ledger(self, settled: Iterable[Decision]) -> Iterable[Edit]:
        """Edits that remember what each provider has said: the base of its next file."""
        read = self.master.reads["merged"]
        known = {
            key_text((value.provider, value.table, value.key, value.column)): value.value
            for value in self.master.municipality.merged
        }
        for one in settled:
            value, row_key = one.first.text or CLEARED, key_text(one.key.row)
            for provider in sorted({said.provider for said in one.said}):
                cell = provider, one.key.table, row_key, one.key.header
                key = key_text(cell)
                if known.get(key) == value:
                    continue
                row = self._ledger.get(key)
                if row is not None:
                    yield SetCell(read.sheet, row, read.columns[_VALUE], value)
                else:
                    yield AppendRow(MERGED.name, dict(zip(_LEDGER, (*cell, value), strict=True)))


def _receipt_row(receipt: Receipt) -> AppendRow:
    row = append_fact(SUBMISSIONS, receipt.submission())
    if not receipt.file.comments:
        return row
    height = min(row_height("master", SUBMISSIONS, row.values), HIGHEST)
    return AppendRow(row.table, row.values, height)


def append_fact(table: Table, fact: Fact) -> AppendRow:
    """A fact as a new row of its table."""
    return AppendRow(
        table.name,
        {
            column.header: stored_form(getattr(fact, column.field))
            for column in table.stored
            if column.field
        },
    )


def _looked_up_value(master: Master, table: Table, fact: Fact, header: str) -> Stored:
    column = table.column(header)
    if column.field:
        return stored_form(getattr(fact, column.field)) or ""
    if column.lookup is not None:
        via = table.column(column.lookup.via)
        goal = master.municipality.goal_by_id.get(getattr(fact, via.field or ""))
        return goal.unit if goal else ""
    return ""


def _rows_by_key(read: TableRead) -> dict[str, int]:
    return {
        key_text(tuple(row.value(header) for header in read.table.key)): row.number
        for row in read.rows
        if row.keyed
    }
