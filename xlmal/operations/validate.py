"""Validera: every rule over a master, a committee file or any workbook with our headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xlmal.books.file_book import FileBook
from xlmal.domain.choices import RoundStatus
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.finding import Finding, Place, Refusal, Severity
from xlmal.intake.reading import ReadOptions
from xlmal.intake.table import read_table
from xlmal.operations.file_checks import LOCK_FILE, OWN_FINDINGS, about_book, skipped_lock
from xlmal.operations.files import one_run_at_a_time, refuse_open, write_file
from xlmal.operations.inbox import read_inbox
from xlmal.operations.master import Master, read_master
from xlmal.operations.merge_checks import SHEET_GONE
from xlmal.operations.reading import (
    content_of,
    issued_of,
    manifest_of,
    naming,
    open_book,
    sheet_names,
)
from xlmal.operations.returned_written import is_of_written_round
from xlmal.operations.write_validation import (
    in_order,
    validation_edits,
    validation_table,
    write_beside,
)
from xlmal.rules.catalogue import BOOK_RULES, ROW_RULES
from xlmal.rules.context import contexts
from xlmal.rules.engine import check_book, check_rows
from xlmal.rules.view import BookView
from xlmal.schema.committee import COMMITTEE_TABLES
from xlmal.schema.manifest import COMMITTEE, MASTER
from xlmal.schema.master import MASTER_TABLES

_NOT_MARKED = frozenset({LOCK_FILE.code, OWN_FINDINGS.code})


@dataclass(frozen=True)
class Validation:
    """What there is to say about one file.

    ``error`` says why it could not be read or written. ``written`` is where the findings stand:
    the file itself when it is ours, a list beside it when it is not, None when nowhere.
    """

    path: Path
    findings: tuple[Finding, ...]
    error: Refusal | None = None
    written: Path | None = None

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The findings; a file that could not be read is a finding of its own."""
        if self.error is None:
            return self.findings
        place = Place(self.path.name)
        refused = Finding(self.error.code, Severity.ERROR, self.error.message, place)
        return (refused, *self.findings)


def workbooks(paths: Sequence[Path]) -> list[Path]:
    """The files to validate: folders stand for the workbooks in them.

    Raises:
        Refusal: a folder holds no workbook (A26).
    """
    found: list[Path] = []
    for path in paths:
        found += read_inbox([path]).books if path.is_dir() else [path]
    return found


def validate(path: Path) -> Validation:
    """Hold one file against every rule that concerns it."""
    try:
        book = open_book(path)
        with naming(book.name):
            return Validation(path, tuple(in_order(findings_of(book))))
    except Refusal as refusal:
        skipped = skipped_lock(path.name, refusal)
        return Validation(path, (skipped,)) if skipped else Validation(path, (), refusal)


def findings_of(book: FileBook) -> list[Finding]:
    """All findings of a workbook.

    Raises:
        Refusal: it cannot be read as what it says it is.
    """
    manifest = manifest_of(book)
    if manifest is not None and manifest.kind == MASTER:
        return master_findings(read_master(book))
    if manifest is not None and manifest.kind == COMMITTEE:
        if is_of_written_round(manifest.round):
            from xlmal.operations.validate_written import written_findings

            return [*about_book(book), *written_findings(book, manifest)]
        return [*about_book(book), *_committee_findings(book)]
    if manifest is None and validation_table(book) is not None and len(sheet_names(book)) == 1:
        return [OWN_FINDINGS.at(Place(book.name))]
    from xlmal.operations.inspect import inspect_book  # a master is validated without it

    inspection = inspect_book(book)
    found = list(inspection.findings)
    if inspection.read is not None:
        found.extend(check_rows(ROW_RULES, inspection.read))
    return found


def master_findings(master: Master) -> list[Finding]:
    """What intake and the rules say of a master: the year it steers, in the round under way."""
    municipality = master.municipality
    findings = list(master.findings)
    view = BookView(municipality, master.reads, round_under_way(municipality))
    findings.extend(check_book(BOOK_RULES, view))
    beside = contexts(municipality)
    ruled = {rule.table.name for rule in ROW_RULES}
    for field in master.reads:
        name = MASTER_TABLES[field].name
        if name in ruled:  # what no rule concerns need not even be read
            read = master.reads[field]
            findings.extend(check_rows(ROW_RULES, read, beside.get(name), municipality.settings))
    return findings


def round_under_way(municipality: Municipality) -> Round | None:
    """The latest open round of the workbook's year."""
    year = municipality.settings.year
    opened = [
        occasion.round
        for occasion in municipality.occasions
        if occasion.status is RoundStatus.OPEN and occasion.round.year == year
    ]
    return max(opened, default=None)


def _committee_findings(book: FileBook) -> list[Finding]:
    findings: list[Finding] = []
    sent = {table for table, _, _ in issued_of(book).opened}
    for table in COMMITTEE_TABLES:
        if table.sheet in sheet_names(book):
            read = read_table(content_of(book, table.sheet), table, book.name, ReadOptions())
            findings.extend(read.findings)
            findings.extend(check_rows(ROW_RULES, read))
        elif table.name in sent:
            findings.append(SHEET_GONE.at(Place(book.name), sheet=table.sheet))
    return findings


def mark(path: Path) -> Validation:
    """Validate a file and write the findings down.

    Our own workbooks get them in their sheet Validering. A workbook that is not ours is left as
    it is; the findings go to a list beside it.
    """
    if not path.is_file():
        return validate(path)
    try:
        refuse_open(path)
        with one_run_at_a_time(path):
            return _mark(path)
    except Refusal as refusal:
        return Validation(path, (), refusal)


def _mark(path: Path) -> Validation:
    validation = validate(path)
    is_told_off = any(finding.code in _NOT_MARKED for finding in validation.findings)
    if validation.error is not None or is_told_off:
        return validation
    book = open_book(path)
    table = validation_table(book) if manifest_of(book) else None
    if table is None:
        beside = write_beside(path, validation.findings)
        return replace(validation, written=beside)
    from xlmal.ooxml.patch import patch  # only who writes needs the patcher

    with naming(book.name):
        patched = patch(book.package, validation_edits(book, table, validation.findings))
    write_file(path, patched.data, instead_of=book.package.data)
    return replace(validation, written=path)
