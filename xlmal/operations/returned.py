"""A returned file read: who it is from, what it says cell by cell, and what is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xlmal.books.file_book import FileBook
from xlmal.domain.choices import RoundStatus
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.finding import Finding, Place, Refusal, Severity
from xlmal.intake.quoting import listed
from xlmal.intake.table import TableRead
from xlmal.operations import merge_checks as checks
from xlmal.operations.bare_file import open_cells, rounds_in, sender_named
from xlmal.operations.file_checks import about_book, skipped_lock
from xlmal.operations.master import Master
from xlmal.operations.master_cells import master_texts, merged_from
from xlmal.operations.merge_cells import Said
from xlmal.operations.merge_statements import Sender, TableSays
from xlmal.operations.outside_checks import AFTER_LAST_DAY
from xlmal.operations.reading import issued_of, manifest_of, sheet_names
from xlmal.operations.returned_locked import LockedCells
from xlmal.operations.returned_outside import comments_in, lateness, outside, told_in
from xlmal.operations.returned_tables import names_of, read_tables
from xlmal.operations.returned_written import WrittenSays, read_written
from xlmal.schema.committee import COMMITTEE_TABLES
from xlmal.schema.manifest import COMMITTEE, Manifest
from xlmal.schema.master import FOLLOW_UPS, OUTCOMES
from xlmal.schema.produced import ISSUED_SHEET, MANIFEST_SHEET
from xlmal.schema.swedish_dates import long_date
from xlmal.schema.written import WRITTEN_FORMS


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
        comments: what is said in comments on its cells, cell by cell.
        is_merged: whether it is taken in.
        is_late: whether its round was closed, or it was saved after the last day.
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
    comments: str = ""
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
        if {MANIFEST_SHEET, ISSUED_SHEET}.isdisjoint(sheet_names(book)):
            return _read_bare(book, sha256, master, late)
        manifest = manifest_of(book)
        refused = _refuse(book, manifest, master, late)
        if refused is None and manifest is not None and manifest.round is not None:
            file = _read(book, sha256, manifest, master)
            too_late = late and _too_late(book, master.municipality, manifest.round) is not None
            return replace(file, is_late=too_late)
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
    # Goals and contributions are written the year before the one they are for.
    is_next = manifest.round.kind.is_written and manifest.year == year + 1
    if manifest.year != year and not is_next:
        return checks.OTHER_YEAR.at(place, year=manifest.year, now=year)
    if manifest.master_id != master.manifest.workbook_id:
        return checks.OTHER_MASTER.at(place, master=master.name)
    if ISSUED_SHEET not in sheet_names(book):
        return checks.NOT_OURS.at(place)
    return None if late else _too_late(book, master.municipality, manifest.round)


def _too_late(book: FileBook, municipality: Municipality, round_: Round) -> Finding | None:
    """Why a file would only be merged as komplettering, if so."""
    place = Place(book.name)
    if _is_closed(municipality, round_):
        return checks.ROUND_CLOSED.at(place, round=round_.title)
    days = lateness(book, municipality, round_)
    if days is None:
        return None
    saved, last_day = days[0].isoformat(), long_date(days[1])
    return AFTER_LAST_DAY.at(place, saved=saved, round=round_.title, last_day=last_day)


def _is_closed(municipality: Municipality, round_: Round) -> bool:
    occasion = municipality.occasion_of.get(round_)
    return occasion is not None and occasion.status is RoundStatus.CLOSED


def _read(book: FileBook, sha256: str, manifest: Manifest, master: Master) -> ReturnedFile:
    assert manifest.round is not None
    municipality, provider, issued = master.municipality, manifest.provider, issued_of(book)
    kind = manifest.round.kind
    issued_tables = {table for table, _, _ in issued.opened}
    gone = [
        checks.SHEET_GONE.at(Place(book.name), sheet=table.sheet)
        for table in WRITTEN_FORMS.get(kind, COMMITTEE_TABLES)
        if table.name in issued_tables and table.sheet not in sheet_names(book)
    ]
    merged = merged_from(master, provider)
    sender = Sender(provider, manifest.round, issued.opened, merged, closed=issued.closed)
    if kind.is_written:
        reads = read_written(book, kind, issued.opened, municipality)
        findings = (*gone, *outside(book, reads, manifest.own_texts))
        file = ReturnedFile(book.name, sha256, findings=findings, told=told_in(book))
        return _written(file, WrittenSays(sender, municipality, reads), book)
    reads = read_tables(book, COMMITTEE_TABLES, provider, municipality)
    locked = LockedCells(municipality, manifest.round, issued.closed)
    beside = [finding for read in reads for finding in locked.remarks(read)]
    findings = (*gone, *outside(book, reads, manifest.own_texts), *beside)
    file = ReturnedFile(book.name, sha256, findings=findings, told=told_in(book))
    return _answered(file, sender, reads, master, book)


def _written(file: ReturnedFile, says: WrittenSays, book: FileBook) -> ReturnedFile:
    """Return the file with what a unit has written in it."""
    return replace(
        file,
        provider=says.sender.provider,
        round=says.sender.round,
        statements=tuple(says.statements),
        forgotten=tuple(says.forgotten),
        findings=(*file.findings, *says.findings),
        reads=tuple(says.reads),
        rows=says.rows,
        comments=comments_in(book),
        is_merged=True,
        is_late=_is_closed(says.municipality, says.sender.round),
    )


def _read_bare(book: FileBook, sha256: str, master: Master, late: bool) -> ReturnedFile:
    """Read a file without our mark: its name tells whose it is, its rows which round."""
    municipality, place = master.municipality, Place(book.name)
    provider = sender_named(book.name, municipality)
    if provider is None:
        return ReturnedFile(book.name, sha256, findings=(checks.NOT_OURS.at(place),))
    reads = read_tables(book, (OUTCOMES, FOLLOW_UPS), provider.code, municipality)
    rounds = rounds_in(reads)
    year = municipality.settings.year
    this_year = [one for one in rounds if one.year == year]
    taken = [one for one in this_year if late or not _is_closed(municipality, one)]
    if len(taken) == 1:
        told = checks.BARE_FILE.at(place, name=provider.name, round=taken[0].title)
        opened = open_cells(municipality, provider.code, taken[0])
        merged = merged_from(master, provider.code)
        sender = Sender(provider.code, taken[0], opened, merged, is_bare=True)
        file = ReturnedFile(book.name, sha256, findings=(told, *about_book(book)))
        return _answered(file, sender, reads, master, book)
    if taken:
        refused = checks.SEVERAL_ROUNDS.at(place, rounds=listed([one.title for one in taken]))
    elif this_year:
        refused = checks.ROUND_CLOSED.at(place, round=this_year[-1].title)
    elif rounds:
        refused = checks.OTHER_YEAR.at(place, year=rounds[-1].year, now=year)
    else:
        refused = checks.NO_ROUND.at(place)
    findings = (refused, *(finding for read in reads for finding in read.findings))
    return ReturnedFile(book.name, sha256, findings=findings)


def _answered(
    file: ReturnedFile, sender: Sender, reads: Sequence[TableRead], master: Master, book: FileBook
) -> ReturnedFile:
    """Return the file with what its tables say, now that it is known whose it is."""
    names = names_of(master.municipality, sender.provider)
    stored = master_texts(master)
    findings = list(file.findings)
    statements: list[Said] = []
    forgotten: list[Said] = []
    for read in reads:
        says = TableSays(sender, read, stored, lambda id_: names.get(id_, id_))
        findings.extend(read.findings)
        for said in says.statements():
            (forgotten if said.text == said.issued else statements).append(said)
        findings.extend(says.remarks())
    return replace(
        file,
        provider=sender.provider,
        round=sender.round,
        statements=tuple(statements),
        forgotten=tuple(forgotten),
        findings=tuple(findings),
        reads=tuple(reads),
        rows=sum(row.keyed for read in reads for row in read.rows),
        comments=comments_in(book),
        is_merged=True,
        is_late=_is_closed(master.municipality, sender.round),
    )
