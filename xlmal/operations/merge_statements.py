"""What the rows of a returned file say, cell by cell, and what they should not have said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from xlmal.domain.choices import MissingReason
from xlmal.domain.rounds import Round
from xlmal.finding import Finding, Place
from xlmal.intake.reading import Reading
from xlmal.intake.rows import RowRead
from xlmal.intake.table import TableRead
from xlmal.operations import merge_checks as checks
from xlmal.operations.master_cells import row_key
from xlmal.operations.merge_cells import CellKey, Said
from xlmal.schema.columns import Column
from xlmal.schema.manifest import key_text
from xlmal.schema.master import OUTCOMES
from xlmal.schema.texts import as_text

_FIGURE = OUTCOMES.header_of("outcome")
_REASON = OUTCOMES.header_of("missing_reason")

#: Texts by table name, row key and header, as the manifest and the ledger name a cell.
Texts = Mapping[tuple[str, str, str], str]


@dataclass(frozen=True)
class Sender:
    """Whose file it is, what it was sent out with, and what has been merged from them since.

    ``is_bare`` tells a file without our mark: ``issued`` then only says which cells are open, and
    a blank cell says nothing. ``closed`` is what was issued in cells that are not to be filled in.
    """

    provider: str
    round: Round
    issued: Texts
    merged: Texts
    is_bare: bool = False
    closed: Texts | None = None


@dataclass(frozen=True)
class TableSays:
    """One table of one returned file.

    Attributes:
        sender: whose file it is.
        read: the table as read.
        stored: the master's texts.
        label_of: the name that a row goes by in findings, from its id.
    """

    sender: Sender
    read: TableRead
    stored: Mapping[CellKey, str]
    label_of: Callable[[str], str]

    def statements(self) -> Iterator[Said]:
        """What the table says in its open cells.

        Where it returns what was issued it says nothing; but a cell is told whose provider has
        said otherwise since (its text is what was issued, its base is not).
        """
        table, sender, round_ = self.read.table, self.sender, self.sender.round.code
        opened = [column.header for column in table.stored if column.header in self.read.columns]
        issued_in = self._issued_by_row()
        for row in self.read.rows:
            key = row_key(row, table.key)
            if key is None or key[1] != round_:
                continue
            key_of_row = key_text(key)
            issued_here = issued_in.get(key_of_row, {})
            for header in opened:
                issued = issued_here.get(header)
                cell = row.cells.get(header)
                if issued is None or cell is None or cell.reading is Reading.NOT_UNDERSTOOD:
                    continue
                reason = _reason_typed_as_figure(row) if header == _REASON else None
                text = as_text(cell.value if reason is None else reason)
                base = sender.merged.get((table.name, key_of_row, header))
                if sender.is_bare:
                    if text:
                        yield self._said(row, key, header, reason, (text, base, None))
                elif text != issued or base not in (None, issued):
                    base = issued if base is None else base
                    yield self._said(row, key, header, reason, (text, base, issued))

    def _issued_by_row(self) -> dict[str, dict[str, str]]:
        """What was issued in the open cells of this table, by row key and header."""
        found: dict[str, dict[str, str]] = {}
        for (table, key, header), text in self.sender.issued.items():
            if table == self.read.table.name:
                found.setdefault(key, {})[header] = text
        return found

    def remarks(self) -> Iterator[Finding]:
        """Values in cells that were closed this round, and rows of another round."""
        for row in self.read.rows:
            key = row_key(row, self.read.table.key)
            if key is None:
                continue
            if key[1] != self.sender.round.code:
                place = self._place(row, self.read.table.key[1], key)
                yield checks.OTHER_ROUND.at(place, key[1], round=self.sender.round.code)
                continue
            for column in self.read.table.stored:
                cell = row.cells.get(column.header)
                if cell is None or cell.value is None:
                    continue
                if self._is_closed(column, key, cell.value):
                    raw = row.cell(column.header).raw
                    place = self._place(row, column.header, key)
                    text = raw.text if raw else ""
                    yield checks.CLOSED_CELL.at(place, text, header=column.header)

    def _said(
        self,
        row: RowRead,
        key: tuple[str, str],
        header: str,
        reason: MissingReason | None,
        texts: tuple[str, str | None, str | None],
    ) -> Said:
        text, base, issued = texts
        return Said(
            key=CellKey(self.read.table.name, key, header),
            provider=self.sender.provider,
            file=self.read.file,
            ref=self.read.ref(row, header if reason is None else _FIGURE),
            value=row.value(header) if reason is None else reason,
            text=text,
            base=base,
            issued=issued,
            label=self.label_of(key[0]),
            typed_under="" if reason is None else _FIGURE,
        )

    def _is_closed(self, column: Column, key: tuple[str, str], value: object) -> bool:
        """Tell whether a value stands in a cell that was not to be filled in, and is new there."""
        if not column.opens:
            return False
        name = self._name(key, column.header)
        if name in self.sender.issued:
            return False
        stored = self.stored.get(CellKey(self.read.table.name, key, column.header), "")
        return as_text(value) not in (stored, (self.sender.closed or {}).get(name))

    def _name(self, key: tuple[str, str], header: str) -> tuple[str, str, str]:
        return self.read.table.name, key_text(key), header

    def _place(self, row: RowRead, header: str, key: tuple[str, str]) -> Place:
        return Place(self.read.file, self.read.ref(row, header), label=self.label_of(key[0]))


def _reason_typed_as_figure(row: RowRead) -> MissingReason | None:
    """The reason in "mäts ej" typed as the outcome, when the reason's own cell is blank."""
    is_blank = row.cell(_REASON).reading is Reading.BLANK
    return row.cell(_FIGURE).missing if is_blank else None
