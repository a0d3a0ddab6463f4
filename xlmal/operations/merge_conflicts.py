"""The sheet Konflikter: the lines that wait for somebody's choice, and those that are settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from xlmal.address import CellRef
from xlmal.building.heights import HIGHEST, row_height
from xlmal.finding import Finding, Kind, Place, RawCell
from xlmal.ooxml.contents import TableInfo
from xlmal.ooxml.edits import AppendRow, Edit, SetCell, Value
from xlmal.operations.conflict_checks import NO_CONFLICT_SHEET
from xlmal.operations.master import Master
from xlmal.operations.merge_cells import CellKey, Decision, Fate, Said
from xlmal.operations.stored_texts import listed, unlisted
from xlmal.schema.columns import Column, Table
from xlmal.schema.master import FOLLOW_UPS, OUTCOMES
from xlmal.schema.produced import CONFLICTS
from xlmal.schema.written import WRITTEN_TABLES

#: The tables that committees answer in, by the headers of their open columns.
ANSWER_TABLES: Mapping[str, Table] = {
    column.header: table
    for table in (OUTCOMES, FOLLOW_UPS, *WRITTEN_TABLES)
    for column in table.stored
    if column.opens
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a cell, what a file said, and what is to hold.

    ``key`` is None when the header is none of ours. ``returned``, ``master`` (as it was listed)
    and ``holds`` (what was settled) are stored texts; ``choice`` is None where nobody has chosen.
    """

    row: int
    key: CellKey | None
    provider: str
    returned: str
    master: str
    choice: RawCell | None
    settled: str
    holds: str


@dataclass(frozen=True)
class ConflictSheet:
    """The sheet as it stands in a master."""

    master: Master
    table: TableInfo

    @classmethod
    def of(cls, master: Master) -> ConflictSheet | None:
        """The sheet of a master; None when it, its table or one of its columns is gone."""
        for table in master.book.tables():
            is_it = table.display_name == CONFLICTS.name
            if is_it and set(CONFLICTS.headers) <= set(table.columns):
                return cls(master, table)
        return None

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line, in the order of the sheet."""
        rows = range(self.table.first_data_row, self.table.last_data_row + 1)
        return tuple(line for row in rows if (line := self._line(row)) is not None)

    @property
    def waiting(self) -> tuple[Line, ...]:
        """The lines that are not settled."""
        return tuple(line for line in self.lines if not line.settled)

    def place(self, line: Line, header: str = "Välj") -> Place:
        """Where a finding about a line belongs."""
        at = CellRef(self.table.sheet, line.row, self._column(header))
        return Place(self.master.name, at, label=self._text(line.row, "Benämning"))

    def settle(self, line: Line, holds: str, how: str) -> list[Edit]:
        """Mark a line as settled: what holds, and how and when that came about."""
        assert line.key is not None
        return [
            self._set(line, "Gäller", listed(column_of(line.key), holds)),
            self._set(line, "Avgjort", how),
        ]

    def ask_again(self, line: Line, master: str) -> list[Edit]:
        """Show what the master says now; a choice made before that does not count."""
        assert line.key is not None
        edits: list[Edit] = [
            self._set(line, "Huvudarbetsboken", listed(column_of(line.key), master))
        ]
        return [*edits, self._set(line, "Välj", None)] if line.choice else edits

    def after(self, decisions: Sequence[Decision], now: datetime) -> Iterator[Edit]:
        """What a run's decisions do to the sheet: new lines, and old ones that are out of date."""
        waiting: dict[CellKey, list[Line]] = {}
        for line in self.waiting:
            if line.key is not None:
                waiting.setdefault(line.key, []).append(line)
        when = stamp(now)
        for one in decisions:
            lines = waiting.get(one.key, ()) if waiting else ()
            if one.fate is Fate.CONFLICT:
                yield from self._listed(one, lines)
            elif lines and (one.fate is Fate.TAKEN or _is_agreed(one)):
                how = f"{when}: ersatt, {one.first.file} säger något annat"
                same = f"{when}: {one.first.file} och huvudarbetsboken säger nu lika"
                for line in lines:
                    is_same = line.returned == one.first.text
                    yield from self.settle(line, one.first.text, same if is_same else how)

    def _listed(self, one: Decision, lines: Iterable[Line]) -> Iterator[Edit]:
        by_value = {(line.provider, line.returned): line for line in lines}
        versions: dict[tuple[str, str], list[Said]] = {}
        for said in one.said:
            versions.setdefault((said.provider, said.text), []).append(said)
        for version, saying in sorted(versions.items()):
            line = by_value.get(version)
            if line is None:
                yield self._new(one, saying)
            elif line.master != one.master:
                yield from self.ask_again(line, one.master)

    def _new(self, one: Decision, saying: Sequence[Said]) -> AppendRow:
        first, column = saying[0], column_of(one.key)
        id_, round_ = one.key.row
        values: dict[str, Value] = {
            "Uppgiftslämnare": first.provider,
            "Omgång": round_,
            "ID": id_,
            "Benämning": first.label,
            "Kolumn": one.key.header,
            "Utskickat": "okänt" if first.issued is None else listed(column, first.issued),
            "Inlämnat": listed(column, first.text),
            "Huvudarbetsboken": listed(column, one.master),
            "Fil": ", ".join(said.file for said in saying),
            "Cell i filen": str(first.ref),
        }
        height = min(row_height("master", CONFLICTS, values), HIGHEST)
        return AppendRow(self.table.display_name, dict(values), height)

    def _line(self, row: int) -> Line | None:
        header = self._text(row, "Kolumn")
        texts = [self._text(row, name) for name in ("Uppgiftslämnare", "Omgång", "ID")]
        if not header and not any(texts):
            return None
        table = ANSWER_TABLES.get(header)
        choice = self._cell(row, "Välj")
        is_chosen = choice is not None and choice.kind is not Kind.BLANK and choice.text.strip()
        provider, round_, id_ = texts
        line = Line(row, None, provider, "", "", choice if is_chosen else None, "", "")
        line = replace(line, settled=self._text(row, "Avgjort"))
        if table is None:
            return line
        column = table.column(header)
        return replace(
            line,
            key=CellKey(table.name, (id_, round_), header),
            returned=unlisted(column, self._cell(row, "Inlämnat")),
            master=unlisted(column, self._cell(row, "Huvudarbetsboken")),
            holds=unlisted(column, self._cell(row, "Gäller")),
        )

    def _set(self, line: Line, header: str, value: Value) -> SetCell:
        return SetCell(self.table.sheet, line.row, self._column(header), value)

    def _column(self, header: str) -> int:
        return self.table.area.first_column + self.table.columns.index(header)

    def _cell(self, row: int, header: str) -> RawCell | None:
        return self.master.book.scan(self.table.sheet).cell(row, self._column(header))

    def _text(self, row: int, header: str) -> str:
        cell = self._cell(row, header)
        return "" if cell is None or cell.kind is Kind.BLANK else cell.text.strip()


def conflict_edits(
    master: Master, decisions: Sequence[Decision], now: datetime
) -> tuple[list[Edit], list[Finding]]:
    """What a run's decisions do to the sheet Konflikter, and a warning when there is none."""
    sheet = ConflictSheet.of(master)
    if sheet is not None:
        return list(sheet.after(decisions, now)), []
    if any(one.fate is Fate.CONFLICT for one in decisions):
        return [], [NO_CONFLICT_SHEET.at(Place(master.name), master=master.name)]
    return [], []


def without_decided(master: Master, decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions, where a conflict that somebody has settled before is one no more."""
    sheet = ConflictSheet.of(master)
    if sheet is None or not any(one.fate is Fate.CONFLICT for one in decisions):
        return list(decisions)
    known = {
        (line.key, line.provider, line.returned, line.holds) for line in sheet.lines if line.settled
    }

    def is_decided(one: Decision) -> bool:
        return one.fate is Fate.CONFLICT and all(
            (one.key, said.provider, said.text, one.master) in known for said in one.said
        )

    return [one._replace(fate=Fate.DECIDED) if is_decided(one) else one for one in decisions]


def column_of(key: CellKey) -> Column:
    """The column that a cell stands under."""
    return ANSWER_TABLES[key.header].column(key.header)


def stamp(now: datetime) -> str:
    """When something was settled, as people read it."""
    return now.strftime("%Y-%m-%d %H:%M")


def _is_agreed(one: Decision) -> bool:
    """Tell whether a file brought as news what the master says."""
    return one.fate is Fate.SAME and one.first.text == one.master != one.first.known
