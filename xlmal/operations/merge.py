"""Merge (samla in): returned files into the master, with receipts and who is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from xlmal.domain.municipality import Municipality
from xlmal.domain.request import missing
from xlmal.domain.rounds import Round
from xlmal.finding import Finding, Place, Severity
from xlmal.ooxml.edits import PatchResult
from xlmal.ooxml.patch import patch
from xlmal.operations import merge_checks as checks
from xlmal.operations.file_checks import LOCK_FILE
from xlmal.operations.files import folder_for, one_run_at_a_time, refuse_open, write_file
from xlmal.operations.inbox import Inbox, read_inbox
from xlmal.operations.master import Master, open_master
from xlmal.operations.merge_cells import Decision, Fate, decide
from xlmal.operations.merge_edits import MasterEdits, Receipt
from xlmal.operations.merge_findings import (
    MissingAnswer,
    about_decision,
    about_forgotten,
    about_missing,
)
from xlmal.operations.merge_statements import master_texts
from xlmal.operations.returned import ReturnedFile, read_returned


@dataclass(frozen=True)
class MergeResult:
    """What a merge did; ``patched`` is None when nothing at all had to be written."""

    files: tuple[ReturnedFile, ...]
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]
    missing: tuple[MissingAnswer, ...]
    rounds: tuple[Round, ...]
    patched: PatchResult | None = None

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


def merge(order: MergeOrder) -> MergeResult:
    """Merge returned files into a master on disk.

    Raises:
        Refusal: the master or the inbox cannot be read, or the result not be written; the master
            is then as it was.
    """
    target = order.out or order.master
    inbox = read_inbox(order.paths, leave=(order.master, target))
    refuse_open(target)
    if order.out is not None:
        folder_for(order.out.parent)
    with one_run_at_a_time(target):
        master = open_master(order.master)
        files = [
            read_returned(path, master, late=order.late, name=name)
            for path, name in inbox.names().items()
        ]
        result = merge_files(master, files, order.now)
        if result.patched is not None:
            write_file(target, result.patched.data)
        elif order.out is not None:
            write_file(order.out, master.book.package.data)
    return replace(result, findings=(*result.findings, *_about_passed_over(inbox)))


def _about_passed_over(inbox: Inbox) -> Iterator[Finding]:
    for path in inbox.links:
        yield checks.LINK.at(Place(path.name))
    for path in inbox.others:
        if path.name.startswith("~$"):
            yield LOCK_FILE.at(Place(path.name), book=path.name.removeprefix("~$"))
        else:
            yield checks.SKIPPED_FILE.at(Place(path.name))


def merge_files(master: Master, files: Sequence[ReturnedFile], now: datetime) -> MergeResult:
    """Merge files that have been read; the order they come in changes nothing."""
    ordered = sorted(files, key=lambda file: (file.provider, file.name, file.sha256))
    read, findings = _without_repeats(master.municipality, ordered)
    for file in read:
        findings.extend(file.findings)
    stored = master_texts(master)
    decisions = decide([said for file in read for said in file.statements], stored)
    findings.extend(finding for one in decisions for finding in about_decision(one))
    forgotten = [said for file in read for said in file.forgotten]
    findings.extend(about_forgotten(forgotten, decisions, stored))
    receipts = [_receipt(file, decisions, findings, now) for file in read if file.is_merged]
    edits = MasterEdits(master).edits(decisions, receipts)
    patched = patch(master.book.package, edits) if edits else None
    rounds = tuple(sorted({file.round for file in read if file.round is not None}))
    lacking = tuple(_missing(master.municipality, read, rounds))
    findings.extend(about_missing(master.municipality, lacking))
    return MergeResult(tuple(read), tuple(decisions), tuple(findings), lacking, rounds, patched)


def _without_repeats(
    municipality: Municipality, files: Sequence[ReturnedFile]
) -> tuple[list[ReturnedFile], list[Finding]]:
    """Silence files that have a receipt, and copies within the run; they say nothing more."""
    seen = {submission.sha256: submission.file for submission in municipality.submissions}
    kept: list[ReturnedFile] = []
    findings: list[Finding] = []
    for file in files:
        if file.sha256 and file.sha256 in seen:
            findings.append(checks.SAME_FILE.at(Place(file.name), file=seen[file.sha256]))
            kept.append(replace(file, statements=(), forgotten=(), findings=(), is_merged=False))
            continue
        if file.sha256:
            seen[file.sha256] = file.name
        kept.append(file)
    return kept, findings


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
) -> Iterator[MissingAnswer]:
    here = {(file.provider, file.round) for file in files if file.is_merged}
    for round_ in rounds:
        for request in missing(municipality, round_):
            if (request.provider, round_) not in here:
                yield MissingAnswer(request, round_)
