"""A returned file read: who it is from, what it says cell by cell, and what is wrong with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from xlmal.books.file_book import FileBook
from xlmal.domain.choices import RoundKind, RoundStatus
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.finding import Finding, Place, Refusal, Severity
from xlmal.intake.reading import ReadOptions, by_first_key
from xlmal.intake.table import TableRead, read_table
from xlmal.operations import merge_checks as checks
from xlmal.operations.file_checks import skipped_lock
from xlmal.operations.master import Master, by_name, measure_contexts, sizes
from xlmal.operations.merge_cells import Said
from xlmal.operations.merge_statements import Sender, TableSays, Texts, master_texts
from xlmal.operations.reading import content_of, issued_of, manifest_of, sheet_names
from xlmal.operations.settings import missing_words
from xlmal.schema.committee import COMMITTEE_TABLES
from xlmal.schema.manifest import COMMITTEE, Manifest
from xlmal.schema.produced import ISSUED_SHEET

#: The cells on Så gör du where the sender says how decided the answer is, by their names.
_VERSION, _DECIDED_ON, _PARAGRAPH = "svarVersion", "svarBeslutsdatum", "svarParagraf"


@dataclass(frozen=True)
class ReturnedFile:
    """One file from the inbox; ``statements`` is empty when it is not to be merged.

    Attributes:
        name: what the file is called in findings and receipts.
        sha256: of its bytes; empty when it could not be read at all.
        provider: whose it is.
        round: which round it answers.
        statements: what it says.
        forgotten: where it returns what was issued, though its provider has said otherwise since.
        findings: what is wrong with it.
        reads: its tables as read, for the rules.
        told: how decided the answer is, and by which decision.
        rows: how many rows it answers for.
        is_merged: whether it is taken in.
        is_late: whether its round was closed.
    """

    name: str
    sha256: str
    provider: str = ""
    round: Round | None = None
    statements: tuple[Said, ...] = ()
    forgotten: tuple[Said, ...] = ()
    findings: tuple[Finding, ...] = ()
    reads: tuple[TableRead, ...] = ()
    told: tuple[str, str] = ("", "")
    rows: int = 0
    is_merged: bool = False
    is_late: bool = False


def read_returned(
    path: Path, master: Master, *, late: bool = False, name: str = ""
) -> ReturnedFile:
    """Read one file from the inbox; a file that cannot be read is a finding, never an error.

    Args:
        path: the file.
        master: the master it is to be merged into.
        late: take it in although its round is closed (komplettering).
        name: what to call it; its own name when left out.
    """
    name = name or path.name
    sha256 = ""
    try:
        book = FileBook.open(path, name)
        sha256 = hashlib.sha256(book.package.data).hexdigest()
        manifest = manifest_of(book)
        refused = _refuse(book, manifest, master, late)
        if refused is None and manifest is not None:
            return _read(book, sha256, manifest, master)
        return ReturnedFile(name, sha256, findings=(refused,) if refused else ())
    except Refusal as refusal:
        finding = Finding(refusal.code, Severity.ERROR, refusal.message, Place(name))
        locked = skipped_lock(path.name, refusal)
        return ReturnedFile(name, sha256, findings=(locked or finding,))


def _refuse(
    book: FileBook, manifest: Manifest | None, master: Master, late: bool
) -> Finding | None:
    """Why the file as a whole is not merged, if it is not.

    The year comes first: last year's file may be from last year's master, and the year is what
    the sender can see and do something about.
    """
    place = Place(book.name)
    year = master.municipality.settings.year
    if manifest is None or manifest.kind != COMMITTEE or manifest.round is None:
        return checks.NOT_OURS.at(place)
    if manifest.year != year:
        return checks.OTHER_YEAR.at(place, year=manifest.year, now=year)
    if manifest.master_id != master.manifest.workbook_id:
        return checks.OTHER_MASTER.at(place, master=master.name)
    if ISSUED_SHEET not in sheet_names(book):
        return checks.NOT_OURS.at(place)
    if _is_closed(master.municipality, manifest.round) and not late:
        return checks.ROUND_CLOSED.at(place, round=manifest.round.title)
    return None


def _is_closed(municipality: Municipality, round_: Round) -> bool:
    occasion = municipality.occasion_of.get(round_)
    return occasion is not None and occasion.status is RoundStatus.CLOSED


def _read(book: FileBook, sha256: str, manifest: Manifest, master: Master) -> ReturnedFile:
    assert manifest.round is not None
    municipality = master.municipality
    issued = issued_of(book)
    sender = Sender(manifest.provider, manifest.round, issued, _merged(municipality, manifest))
    names = _names(municipality, manifest)
    stored = master_texts(master)
    reads, findings = _read_tables(book, manifest, municipality, issued)
    statements: list[Said] = []
    forgotten: list[Said] = []
    for read in reads:
        says = TableSays(sender, read, stored, lambda id_: names.get(id_, id_))
        findings.extend(read.findings)
        statements.extend(says.statements())
        forgotten.extend(says.forgotten())
        findings.extend(says.remarks())
    return ReturnedFile(
        name=book.name,
        sha256=sha256,
        provider=manifest.provider,
        round=manifest.round,
        statements=tuple(statements),
        forgotten=tuple(forgotten),
        findings=tuple(findings),
        reads=tuple(reads),
        told=_told(book),
        rows=sum(row.keyed for read in reads for row in read.rows),
        is_merged=True,
        is_late=_is_closed(municipality, manifest.round),
    )


def _merged(municipality: Municipality, manifest: Manifest) -> Texts:
    return {
        (value.table, value.key, value.column): value.text
        for value in municipality.merged
        if value.provider == manifest.provider
    }


def _names(municipality: Municipality, manifest: Manifest) -> dict[str, str]:
    """What each indicator and goal that the file may answer for is called, by its id."""
    indicators = municipality.indicators_from(manifest.provider, manifest.year)
    goals = municipality.goals_in(manifest.year, manifest.provider)
    names = {indicator.id: indicator.name for indicator in indicators}
    return names | {goal.id: goal.wording for goal in goals}


def _read_tables(
    book: FileBook, manifest: Manifest, municipality: Municipality, issued: Texts
) -> tuple[list[TableRead], list[Finding]]:
    indicators = municipality.indicators_from(manifest.provider, manifest.year)
    goals = municipality.goals_in(manifest.year, manifest.provider)
    known = sizes(indicators, municipality.targets)
    for indicator, values in history_of(municipality).items():
        known[indicator] = (*known.get(indicator, ()), *values)
    options = ReadOptions(
        context=by_first_key(measure_contexts(indicators, known)),
        missing_words=missing_words(municipality.settings),
        label_of=by_name(_names(municipality, manifest)),
        known_ids={
            "Indikator-ID": frozenset(indicator.id for indicator in indicators),
            "Mål-ID": frozenset(goal.id for goal in goals),
        },
    )
    issued_tables = {table for table, _, _ in issued}
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
        sheet, _, address = name.refers_to.rpartition("!")
        sheet = sheet.strip("'").replace("''", "'")
        if name.name in (_VERSION, _DECIDED_ON, _PARAGRAPH) and sheet in sheet_names(book):
            content = content_of(book, sheet)
            found[name.name] = checks.answer_text(content, address.replace("$", ""))
    decision = " ".join(filter(None, (found.get(_DECIDED_ON), found.get(_PARAGRAPH))))
    return found.get(_VERSION, ""), decision
