"""Validera: every rule over a master, a committee file or any workbook with our headers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from xlmal.books.file_book import FileBook
from xlmal.domain.choices import Direction, RoundKind, RoundStatus
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.finding import Finding, Place, Refusal, Severity
from xlmal.intake.reading import ReadOptions
from xlmal.intake.rows import RowRead
from xlmal.intake.table import read_table
from xlmal.ooxml.patch import patch
from xlmal.operations.files import one_run_at_a_time, refuse_open, write_file
from xlmal.operations.form_rows import target_text
from xlmal.operations.inspect import inspect_book
from xlmal.operations.master import Master, read_master
from xlmal.operations.reading import content_of, manifest_of, sheet_names
from xlmal.operations.write_validation import in_order, validation_edits, validation_table
from xlmal.rules.catalogue import BOOK_RULES, ROW_RULES
from xlmal.rules.condition import ExcelValue
from xlmal.rules.engine import as_excel, check_book, check_rows
from xlmal.rules.view import BookView
from xlmal.schema.committee import COMMITTEE_TABLES, EXPECTED, MEASURED_TO
from xlmal.schema.manifest import COMMITTEE, MASTER
from xlmal.schema.master import FOLLOW_UPS, OUTCOMES


@dataclass(frozen=True)
class Validation:
    """What there is to say about one file; ``book`` is None when it could not be read."""

    path: Path
    findings: tuple[Finding, ...]
    error: Refusal | None = None
    marked: bool = False

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The findings; a file that could not be read is a finding of its own."""
        if self.error is None:
            return self.findings
        place = Place(self.path.name)
        return (Finding(self.error.code, Severity.ERROR, self.error.message, place),)


def validate(path: Path) -> Validation:
    """Hold one file against every rule that concerns it."""
    try:
        return Validation(path, tuple(in_order(findings_of(FileBook.open(path, path.name)))))
    except Refusal as refusal:
        return Validation(path, (), refusal)


def findings_of(book: FileBook) -> list[Finding]:
    """All findings of a workbook.

    Raises:
        Refusal: it cannot be read as what it says it is.
    """
    manifest = manifest_of(book)
    if manifest is not None and manifest.kind == MASTER:
        return master_findings(read_master(book))
    if manifest is not None and manifest.kind == COMMITTEE:
        return _committee_findings(book)
    return list(inspect_book(book).findings)


def master_findings(master: Master) -> list[Finding]:
    """What intake and the rules say of a master: the year it steers, in the round under way."""
    municipality = master.municipality
    findings = list(master.findings)
    view = BookView(municipality, master.reads, round_under_way(municipality))
    findings.extend(check_book(BOOK_RULES, view))
    for field, table in (("outcomes", OUTCOMES), ("follow_ups", FOLLOW_UPS)):
        context = row_context(municipality)
        rules = [rule for rule in ROW_RULES if rule.table.name == table.name]
        findings.extend(check_rows(rules, master.reads[field], context, municipality.settings))
    others = [rule for rule in ROW_RULES if rule.table.name not in (OUTCOMES.name, FOLLOW_UPS.name)]
    for read in master.reads.values():
        findings.extend(check_rows(others, read, None, municipality.settings))
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


def row_context(
    municipality: Municipality,
) -> Callable[[RowRead], Mapping[str, ExcelValue] | None]:
    """What a committee file shows beside a row, joined for the master's rows.

    None for rows of other years and of closed rounds: nobody can do anything about those.
    """
    year = municipality.settings.year

    def context(row: RowRead) -> Mapping[str, ExcelValue] | None:
        round_ = row.value("Omgång")
        if not isinstance(round_, Round) or round_.year != year:
            return None
        occasion = municipality.occasion_of.get(round_)
        if occasion is not None and occasion.status is RoundStatus.CLOSED:
            return None
        found: dict[str, ExcelValue] = {
            MEASURED_TO: as_excel(occasion.measured_to if occasion else None)
        }
        indicator = municipality.indicator_by_id.get(str(row.value("Indikator-ID")))
        if indicator is None or round_.kind is RoundKind.GOALS:
            return found
        target = municipality.target_of.get((indicator.id, year))
        shown = target_text(indicator, target)
        return found | {
            EXPECTED: as_excel(municipality.expectation(indicator.id, round_)),
            "Måttenhet": as_excel(indicator.measure_unit),
            "Riktning": as_excel(indicator.direction),
            "Målvärde": as_excel(shown)
            if indicator.direction is not Direction.YES_NO
            else str(shown),
            "Rimligt lägst": as_excel(indicator.plausible_min),
            "Rimligt högst": as_excel(indicator.plausible_max),
            "Könsuppdelad": "ja" if indicator.by_sex else None,
        }

    return context


def _committee_findings(book: FileBook) -> list[Finding]:
    findings: list[Finding] = []
    for table in COMMITTEE_TABLES:
        if table.sheet in sheet_names(book):
            read = read_table(content_of(book, table.sheet), table, book.name, ReadOptions())
            findings.extend(read.findings)
            findings.extend(check_rows(ROW_RULES, read))
    return findings


def mark(path: Path) -> Validation:
    """Validate a file and write the findings into its sheet Validering.

    A workbook that is not ours gets no new parts: nothing is written (``marked`` is False).

    Raises:
        Refusal: the file is open, or cannot be written; it is then as it was.
    """
    refuse_open(path)
    with one_run_at_a_time(path):
        validation = validate(path)
        if validation.error is not None:
            return validation
        book = FileBook.open(path, path.name)
        table = validation_table(book)
        if table is None:
            return validation
        patched = patch(book.package, validation_edits(book, table, validation.findings))
        write_file(path, patched.data)
    return Validation(path, validation.findings, None, marked=True)
