"""Merge (samla in): returned files into the master, with receipts and who is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from xlmal.domain.municipality import Municipality
from xlmal.domain.request import Request, missing
from xlmal.domain.rounds import Round
from xlmal.finding import Finding, Place, Severity
from xlmal.ooxml.edits import PatchResult
from xlmal.ooxml.patch import patch
from xlmal.operations import merge_checks as checks
from xlmal.operations.files import inbox_files, one_run_at_a_time, refuse_open, write_file
from xlmal.operations.master import Master, open_master
from xlmal.operations.merge_cells import CellKey, Decision, Fate, decide
from xlmal.operations.merge_edits import MasterEdits, Receipt
from xlmal.operations.merge_findings import about_decision, about_forgotten, about_missing
from xlmal.operations.returned import ReturnedFile, read_returned
from xlmal.schema.master import FOLLOW_UPS, OUTCOMES
from xlmal.schema.texts import as_text


@dataclass(frozen=True)
class MergeResult:
    """What a merge did; ``patched`` is None when nothing at all had to be written."""

    files: tuple[ReturnedFile, ...]
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]
    missing: tuple[Request, ...]
    rounds: tuple[Round, ...]
    patched: PatchResult | None = None
    skipped: tuple[Path, ...] = ()

    @property
    def merged(self) -> tuple[ReturnedFile, ...]:
        """The files that were taken in."""
        return tuple(file for file in self.files if file.is_merged)

    def count(self, fate: Fate) -> int:
        """How many cells met a fate."""
        return sum(decision.fate is fate for decision in self.decisions)


@dataclass(frozen=True, slots=True)
class MergeOrder:
    """What is to be merged, where to, and when; ``out`` leaves the master itself untouched."""

    master: Path
    paths: Sequence[Path]
    now: datetime
    out: Path | None = None
    late: bool = False
    workers: int = field(default=1)


def merge(order: MergeOrder) -> MergeResult:
    """Merge returned files into a master on disk.

    Raises:
        Refusal: the master or the inbox cannot be read, or the result not be written; the master
            is then as it was.
    """
    target = order.out or order.master
    refuse_open(target)
    books, others = inbox_files(order.paths)
    with one_run_at_a_time(order.master):
        master = open_master(order.master)
        files = [read_returned(path, master, late=order.late) for path in books]
        result = merge_files(master, files, order.now)
        if result.patched is not None:
            write_file(target, result.patched.data)
        elif order.out is not None:
            write_file(order.out, master.book.package.data)
    skipped = tuple(
        checks.SKIPPED_FILE.at(Place(path.name)) for path in others if path.name[0] != "."
    )
    return MergeResult(
        files=result.files,
        decisions=result.decisions,
        findings=(*result.findings, *skipped),
        missing=result.missing,
        rounds=result.rounds,
        patched=result.patched,
        skipped=tuple(others),
    )


def merge_files(master: Master, files: Sequence[ReturnedFile], now: datetime) -> MergeResult:
    """Merge files that have been read; the order they come in changes nothing."""
    ordered = sorted(files, key=lambda file: (file.provider, file.name, file.sha256))
    fresh, findings = _without_repeats(master.municipality, ordered)
    for file in fresh:
        findings.extend(file.findings)
    statements = [said for file in fresh for said in file.statements]
    stored = master_texts(master.municipality)
    decisions = decide(statements, stored)
    findings.extend(finding for one in decisions for finding in about_decision(one, master.name))
    findings.extend(about_forgotten(master.municipality, fresh))
    receipts = [_receipt(file, decisions, findings, now) for file in fresh if file.is_merged]
    edits = MasterEdits(master).edits(decisions, receipts)
    patched = patch(master.book.package, edits) if edits else None
    rounds = tuple(sorted({file.round for file in fresh if file.round is not None}))
    still_missing = _missing(master.municipality, fresh, rounds)
    findings.extend(about_missing(master.municipality, still_missing, rounds))
    return MergeResult(
        tuple(fresh), tuple(decisions), tuple(findings), still_missing, rounds, patched
    )


def master_texts(municipality: Municipality) -> dict[CellKey, str]:
    """The stored text of every cell that a file could say something about."""
    texts: dict[CellKey, str] = {}
    for table, facts in (
        (OUTCOMES, municipality.outcome_of),
        (FOLLOW_UPS, municipality.follow_up_of),
    ):
        for (first, round_), fact in facts.items():
            for column in table.stored:
                if column.opens and column.field:
                    key = CellKey(table.name, (first, round_.code), column.header)
                    texts[key] = as_text(getattr(fact, column.field))
    return texts


def _without_repeats(
    municipality: Municipality, files: Sequence[ReturnedFile]
) -> tuple[list[ReturnedFile], list[Finding]]:
    """Leave out files that have a receipt, and copies within the run."""
    seen = {submission.sha256: submission.file for submission in municipality.submissions}
    fresh: list[ReturnedFile] = []
    findings: list[Finding] = []
    for file in files:
        if file.sha256 and file.sha256 in seen:
            findings.append(checks.SAME_FILE.at(Place(file.name), file=seen[file.sha256]))
            continue
        if file.sha256:
            seen[file.sha256] = file.name
        fresh.append(file)
    return fresh, findings


def _receipt(
    file: ReturnedFile, decisions: Sequence[Decision], findings: Sequence[Finding], now: datetime
) -> Receipt:
    mine = [one for one in decisions if any(said.file == file.name for said in one.said)]
    return Receipt(
        file=file,
        received=now,
        changed=sum(one.fate is Fate.TAKEN for one in mine),
        conflicts=sum(one.fate is Fate.CONFLICT for one in mine),
        findings=sum(
            finding.place.file == file.name and finding.severity is not Severity.NOTE
            for finding in findings
        ),
    )


def _missing(
    municipality: Municipality, files: Sequence[ReturnedFile], rounds: Sequence[Round]
) -> tuple[Request, ...]:
    here = {(file.provider, file.round) for file in files if file.is_merged}
    return tuple(
        request
        for round_ in rounds
        for request in missing(municipality, round_)
        if (request.provider, round_) not in here
    )
