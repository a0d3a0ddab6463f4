"""A returned file read: who it is from, what it says cell by cell, and what is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from xlmal.books.file_book import FileBook
from xlmal.domain.choices import RoundKind, RoundStatus
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.finding import Finding, Place, Refusal, Severity
from xlmal.intake.reading import Reading, ReadOptions, by_first_key
from xlmal.intake.rows import RowRead
from xlmal.intake.table import TableRead, read_table
from xlmal.operations import merge_checks as checks
from xlmal.operations.master import Master, by_name, measure_contexts
from xlmal.operations.merge_cells import CellKey, Said
from xlmal.operations.reading import content_of, issued_of, manifest_of, sheet_names
from xlmal.operations.settings import missing_words
from xlmal.schema.columns import Column
from xlmal.schema.committee import COMMITTEE_TABLES, OUTCOME_FORM
from xlmal.schema.manifest import COMMITTEE, Manifest, key_text
from xlmal.schema.texts import as_text


@dataclass(frozen=True)
class ReturnedFile:
    """One file from the inbox; ``statements`` is empty when it is not to be merged.

    ``reads`` are its tables as read, for the rules; ``told`` is how decided the answer is.
    """

    name: str
    sha256: str
    provider: str = ""
    round: Round | None = None
    statements: tuple[Said, ...] = ()
    findings: tuple[Finding, ...] = ()
    reads: tuple[TableRead, ...] = ()
    told: tuple[str, str] = ("", "")
    rows: int = 0
    is_merged: bool = False


def read_returned(path: Path, master: Master, *, late: bool = False) -> ReturnedFile:
    """Read one file from the inbox.

    Args:
        path: the file.
        master: the master it is to be merged into.
        late: take it in although its round is closed (komplettering).
    """
    try:
        book = FileBook.open(path, path.name)
    except Refusal as refusal:
        finding = Finding(refusal.code, Severity.ERROR, refusal.message, Place(path.name))
        return ReturnedFile(path.name, "", findings=(finding,))
    sha256 = hashlib.sha256(book.package.data).hexdigest()
    manifest = manifest_of(book)
    refused = _refuse(book, manifest, master, late)
    if refused is not None or manifest is None or manifest.round is None:
        found = (refused,) if refused else ()
        return ReturnedFile(path.name, sha256, findings=found)
    return _read(book, sha256, manifest, master)


def _refuse(
    book: FileBook, manifest: Manifest | None, master: Master, late: bool
) -> Finding | None:
    """Why the file as a whole is not merged, if it is not."""
    place = Place(book.name)
    municipality = master.municipality
    if manifest is None or manifest.kind != COMMITTEE or manifest.round is None:
        return checks.NOT_OURS.at(place)
    if manifest.master_id != master.manifest.workbook_id:
        return checks.OTHER_MASTER.at(place, master=master.name)
    if manifest.year != municipality.settings.year:
        return checks.OTHER_YEAR.at(place, year=manifest.year, now=municipality.settings.year)
    occasion = municipality.occasion_of.get(manifest.round)
    if occasion and occasion.status is RoundStatus.CLOSED and not late:
        return checks.ROUND_CLOSED.at(place, round=manifest.round.title)
    return None


def _read(book: FileBook, sha256: str, manifest: Manifest, master: Master) -> ReturnedFile:
    assert manifest.round is not None
    municipality = master.municipality
    issued = issued_of(book)
    merged = {
        (value.table, value.key, value.column): value.text
        for value in municipality.merged
        if value.provider == manifest.provider
    }
    reads, findings = _read_tables(book, manifest, municipality)
    statements: list[Said] = []
    for read in reads:
        findings.extend(read.findings)
        source = _Source(manifest, read, issued, merged, municipality)
        for row in read.rows:
            statements.extend(source.statements(row))
            findings.extend(source.remarks(row))
    return ReturnedFile(
        name=book.name,
        sha256=sha256,
        provider=manifest.provider,
        round=manifest.round,
        statements=tuple(statements),
        findings=tuple(findings),
        reads=tuple(reads),
        told=_told(book),
        rows=sum(len(read.rows) for read in reads),
        is_merged=True,
    )


def _read_tables(
    book: FileBook, manifest: Manifest, municipality: Municipality
) -> tuple[list[TableRead], list[Finding]]:
    assert manifest.round is not None
    indicators = municipality.indicators_from(manifest.provider, manifest.year)
    goals = municipality.goals_in(manifest.year, manifest.provider)
    names = {indicator.id: indicator.name for indicator in indicators}
    names |= {goal.id: goal.wording for goal in goals}
    options = ReadOptions(
        context=by_first_key(measure_contexts(indicators, history_of(municipality))),
        missing_words=missing_words(municipality.settings),
        label_of=by_name(names),
        known_ids={
            "Indikator-ID": frozenset(indicator.id for indicator in indicators),
            "Mål-ID": frozenset(goal.id for goal in goals),
        },
    )
    issued_tables = {table for table, _, _ in issued_of(book)}
    present = sheet_names(book)
    reads: list[TableRead] = []
    findings: list[Finding] = []
    for table in COMMITTEE_TABLES:
        if table.sheet in present:
            reads.append(read_table(content_of(book, table.sheet), table, book.name, options))
        elif table.name in issued_tables:
            findings.append(checks.SHEET_GONE.at(Place(book.name), sheet=table.sheet))
    return reads, findings


def history_of(municipality: Municipality) -> dict[str, tuple[float, ...]]:
    """Earlier annual outcomes of every indicator, oldest first."""
    history: dict[str, list[float]] = {}
    for (indicator, round_), outcome in municipality.outcome_of.items():
        value = outcome.outcome
        if round_.kind is RoundKind.YEAR and value is not None and not isinstance(value, bool):
            history.setdefault(indicator, []).append(value)
    return {indicator: tuple(values) for indicator, values in history.items()}


def _told(book: FileBook) -> tuple[str, str]:
    """How decided the answer is, and by which decision, from the cells on Så gör du."""
    found: dict[str, str] = {}
    for name in book.package.defined_names:
        if name.name.startswith("svar"):
            sheet, _, address = name.refers_to.rpartition("!")
            content = content_of(book, sheet.strip("'"))
            found[name.name] = checks.answer_text(content, address.replace("$", ""))
    decision = " ".join(
        part for part in (found.get("svarBeslutsdatum", ""), found.get("svarParagraf", "")) if part
    )
    return found.get("svarVersion", ""), decision


@dataclass(frozen=True)
class _Source:
    """One table of one returned file, with what was issued and merged before."""

    manifest: Manifest
    read: TableRead
    issued: Mapping[tuple[str, str, str], str]
    merged: Mapping[tuple[str, str, str], str]
    municipality: Municipality

    def statements(self, row: RowRead) -> Iterator[Said]:
        """What the row says in its open cells; nothing where it returns what was issued."""
        key = self._key(row)
        if key is None:
            return
        for column in self.read.table.stored:
            place = (self.read.table.name, key_text(key), column.header)
            cell = row.cells.get(column.header)
            if place not in self.issued or cell is None:
                continue
            if cell.reading is Reading.NOT_UNDERSTOOD:
                continue
            text = as_text(cell.value)
            if text == self.issued[place]:
                continue
            yield Said(
                key=CellKey(self.read.table.name, key, column.header),
                provider=self.manifest.provider,
                file=self.read.file,
                ref=self.read.ref(row, column.header),
                value=cell.value,
                text=text,
                base=self.merged.get(place, self.issued[place]),
            )

    def remarks(self, row: RowRead) -> Iterator[Finding]:
        """Values in cells that were closed this round, and rows of another round."""
        key = self._key(row, any_round=True)
        if key is None:
            return
        label = by_name({})(dict.fromkeys(key))
        if key[1] != str(self.manifest.round):
            place = Place(self.read.file, self.read.ref(row, "Omgång"), label=label)
            yield checks.OTHER_ROUND.at(place, key[1], round=str(self.manifest.round))
            return
        for column in self.read.table.stored:
            cell = row.cells.get(column.header)
            place_key = (self.read.table.name, key_text(key), column.header)
            if not column.opens or place_key in self.issued or cell is None:
                continue
            stored = self._in_master(key, column)
            if cell.value is not None and as_text(cell.value) != stored:
                place = Place(self.read.file, self.read.ref(row, column.header), label=label)
                yield checks.CLOSED_CELL.at(
                    place, cell.raw.text if cell.raw else "", header=column.header
                )

    def _key(self, row: RowRead, *, any_round: bool = False) -> tuple[str, str] | None:
        first, second = (row.value(header) for header in self.read.table.key)
        if not row.keyed or first is None or second is None:
            return None
        if not any_round and second != self.manifest.round:
            return None
        return str(first), str(second)

    def _in_master(self, key: tuple[str, str], column: Column) -> str:
        round_ = self.manifest.round
        assert round_ is not None
        facts: Mapping[tuple[str, Round], object] = (
            self.municipality.outcome_of
            if self.read.table.name == OUTCOME_FORM.name
            else self.municipality.follow_up_of
        )
        fact = facts.get((key[0], round_))
        return as_text(getattr(fact, column.field, None)) if fact and column.field else ""
