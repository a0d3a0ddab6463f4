"""Choices on the sheet Konflikter, obeyed: what somebody has decided is written and marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from xlmal.address import CellRef
from xlmal.books.file_book import FileBook
from xlmal.domain.submissions import CLEARED
from xlmal.finding import Finding, RawCell
from xlmal.intake.cells import CellReader
from xlmal.intake.reading import NO_CONTEXT, Reading
from xlmal.ooxml.edits import Edit, PatchResult
from xlmal.ooxml.patch import patch
from xlmal.operations import conflict_checks as checks
from xlmal.operations.master import Master, measure_contexts, read_master, sizes
from xlmal.operations.merge_cells import CellKey, Decision, Fate, Said
from xlmal.operations.merge_conflicts import ConflictSheet, Line, column_of, stamp
from xlmal.operations.merge_edits import MasterEdits
from xlmal.operations.settings import missing_words
from xlmal.operations.stored_texts import shown, written
from xlmal.operations.written_cells import FORMS, texts_of
from xlmal.schema.produced import CHOOSE_MASTER, CHOOSE_RETURNED
from xlmal.schema.texts import as_text


@dataclass(frozen=True)
class Settled:
    """A master after its choices have been obeyed; ``patched`` is None when nothing changed."""

    master: Master
    patched: PatchResult | None = None
    findings: tuple[Finding, ...] = ()
    count: int = 0


def settle(master: Master, now: datetime) -> Settled:
    """Obey the choices on the sheet Konflikter; the result is a master in memory.

    A line whose returned value has been typed into the master by hand is settled too. A choice
    that cannot be obeyed is a finding and changes nothing.
    """
    sheet = ConflictSheet.of(master)
    if sheet is None or not sheet.waiting:
        return Settled(master)
    run = _Run(master, sheet, now)
    by_cell: dict[CellKey, list[Line]] = {}
    for line in sheet.waiting:
        if line.key is not None and run.knows(line.key):
            by_cell.setdefault(line.key, []).append(line)
        elif line.choice is not None:
            run.findings.append(run.unknown(line))
    for key in sorted(by_cell):
        run.cell(key, by_cell[key])
    edits = run.edits()
    if not edits:
        return Settled(master, None, tuple(run.findings))
    patched = patch(master.book.package, edits)
    after = read_master(FileBook.open(patched.data, master.name))
    return Settled(after, patched, tuple(run.findings), run.count)


@dataclass
class _Run:
    """One pass over the lines that wait."""

    master: Master
    sheet: ConflictSheet
    now: datetime
    findings: list[Finding] = field(default_factory=list)
    taken: list[Decision] = field(default_factory=list)
    ledger: list[Decision] = field(default_factory=list)
    on_sheet: list[Edit] = field(default_factory=list)
    count: int = 0

    def __post_init__(self) -> None:
        municipality = self.master.municipality
        keys = [line.key for line in self.sheet.waiting if line.key is not None]
        rounds = sorted({key.row[1] for key in keys if key.table in FORMS})
        self.stored = texts_of(self.master, rounds)
        self.rows = MasterEdits(self.master)
        known = sizes(municipality.indicators, municipality.targets)
        self.contexts = measure_contexts(municipality.indicators, known)
        self.reader = CellReader(
            self.master.book.date1904,
            self.master.book.external_links,
            dict(missing_words(municipality.settings)),
        )

    def knows(self, key: CellKey) -> bool:
        return self.rows.knows(key)

    def unknown(self, line: Line) -> Finding:
        id_, round_ = line.key.row if line.key else ("?", "?")
        details = {"id": id_ or "tomt", "round": round_ or "tom"}
        header = line.key.header if line.key else "en okänd kolumn"
        return checks.LINE_UNKNOWN.at(self.sheet.place(line), _raw(line), header=header, **details)

    def cell(self, key: CellKey, lines: Sequence[Line]) -> None:
        """Settle one cell, as far as its lines say how."""
        now = self.stored.get(key, "")
        chosen = [line for line in lines if line.choice is not None]
        wanted = {line.row: self._wanted(key, line, now) for line in chosen}
        texts = [text for text in wanted.values() if text is not None]
        if len(texts) < len(chosen):
            return
        if not chosen:
            self._by_hand(key, lines, now)
        elif len(set(texts)) > 1:
            self._differ(key, chosen, texts)
        else:
            self._obey(key, lines, chosen[0], texts[0])

    def _wanted(self, key: CellKey, line: Line, now: str) -> str | None:
        """The stored text that a choice asks for; None after a finding when it is not clear."""
        assert line.choice is not None
        word = line.choice.text.strip().casefold()
        if word == CHOOSE_MASTER:
            return now
        if word == CHOOSE_RETURNED:
            return line.returned
        if word == CLEARED:
            return ""
        context = self.contexts.get(key.row[0], NO_CONTEXT)
        parsed = self.reader.read(line.choice, column_of(key), context)
        if parsed.reading in (Reading.EXACT, Reading.CONVERTED):
            return as_text(parsed.value)
        why = " ".join(one.check.message.format(**one.details) for one in parsed.remarks)
        place = self.sheet.place(line)
        told = checks.CHOICE_UNREADABLE.at(
            place, _raw(line), header=key.header, why=why or "Cellen är tom."
        )
        self.findings.append(told)
        return None

    def _by_hand(self, key: CellKey, lines: Sequence[Line], now: str) -> None:
        same = [line for line in lines if line.returned == now != line.master]
        if same:
            how = f"{stamp(self.now)}: huvudarbetsboken säger nu som {same[0].provider}"
            self._mark(key, lines, same[0], now, how)

    def _differ(self, key: CellKey, chosen: Sequence[Line], texts: Iterable[str]) -> None:
        rows = ", ".join(str(line.row) for line in chosen)
        values = " / ".join(shown(column_of(key), text) for text in dict.fromkeys(texts))
        for line in chosen:
            self.findings.append(
                checks.CHOICES_DIFFER.at(
                    self.sheet.place(line), _raw(line), header=key.header, rows=rows, values=values
                )
            )

    def _obey(self, key: CellKey, lines: Sequence[Line], line: Line, wanted: str) -> None:
        now, column = self.stored.get(key, ""), column_of(key)
        assert line.choice is not None
        choice = line.choice.text.strip()
        details = {"header": key.header, "choice": choice}
        before = shown(column, line.master)
        if line.master != now != wanted:
            for other in lines:
                self.on_sheet.extend(self.sheet.ask_again(other, now))
            moved = checks.MASTER_MOVED.at(
                self.sheet.place(line), _raw(line), before=before, now=shown(column, now), **details
            )
            self.findings.append(moved)
            return
        if wanted != now:
            self.taken.append(self._decision(key, line, wanted, now))
        self._mark(key, lines, line, wanted, f"{stamp(self.now)}: {choice}")
        told = checks.CHOSEN.at(
            self.sheet.place(line),
            value=shown(column, wanted),
            before=shown(column, now),
            **details,
        )
        self.findings.append(told)

    def _mark(self, key: CellKey, lines: Sequence[Line], line: Line, holds: str, how: str) -> None:
        """Mark every line of a cell; what a provider has said is the base of its next file."""
        self.count += 1
        for other in lines:
            told = how if other is line else f"{how} (rad {line.row})"
            self.on_sheet.extend(self.sheet.settle(other, holds, told))
        said = {other.provider: other for other in lines} | {line.provider: line}
        self.ledger.extend(
            self._decision(key, one, one.returned, holds) for _, one in sorted(said.items())
        )

    def _decision(self, key: CellKey, line: Line, text: str, master: str) -> Decision:
        place = self.sheet.place(line)
        said = Said(
            key=key,
            provider=line.provider,
            file=self.master.name,
            ref=place.ref or CellRef(self.sheet.table.sheet, line.row, 1),
            value=written(column_of(key), text),
            text=text,
            base=None,
        )
        return Decision(key, Fate.TAKEN, (said,), master)

    def edits(self) -> list[Edit]:
        """Everything that is to be written."""
        return [*self.rows.cells(self.taken), *self.rows.ledger(self.ledger), *self.on_sheet]


def _raw(line: Line) -> str:
    cell: RawCell | None = line.choice
    return cell.text if cell else ""
