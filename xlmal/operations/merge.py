"""Merge (samla in): returned files into the master, with receipts and who is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from xlmal.domain.municipality import Municipality
from xlmal.domain.request import missing
from xlmal.domain.rounds import Round
from xlmal.finding import Finding, Place, Refusal, Severity
from xlmal.ooxml.edits import PatchResult
from xlmal.ooxml.patch import patch
from xlmal.operations import merge_checks as checks
from xlmal.operations.file_checks import LOCK_FILE
from xlmal.operations.files import folder_for, one_run_at_a_time, refuse_open, write_file
from xlmal.operations.inbox import Inbox, read_inbox
from xlmal.operations.master import Master, open_master
from xlmal.operations.master_cells import master_formulas
from xlmal.operations.merge_cells import Decision, Fate, decide
from xlmal.operations.merge_choices import Settled, settle
from xlmal.operations.merge_conflicts import conflict_edits, without_decided
from xlmal.operations.merge_edits import MasterEdits
from xlmal.operations.merge_findings import (
    MissingAnswer,
    about_decisions,
    about_forgotten,
    about_missing,
)
from xlmal.operations.merge_receipts import Receipt
from xlmal.operations.merge_written import held_back
from xlmal.operations.returned import ReturnedFile, read_returned
from xlmal.operations.written_cells import texts_of, written_formulas


@dataclass(frozen=True)
class MergeResult:
    """What a merge did; ``patched`` is None when nothing at all had to be written.

    ``settled`` counts the cells on the sheet Konflikter that somebody had decided since last time.
    """

    files: tuple[ReturnedFile, ...]
    decisions: tuple[Decision, ...]
    findings: tuple[Finding, ...]
    missing: tuple[MissingAnswer, ...]
    rounds: tuple[Round, ...]
    patched: PatchResult | None = None
    settled: int = 0

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


#: Reads files into a master; told what to call each of them.
Read = Callable[[Master, Mapping[Path, str]], list[ReturnedFile]]


def merge(order: MergeOrder, read: Read | None = None) -> MergeResult:
    """Merge returned files into a master on disk.

    Args:
        order: what is to be merged.
        read: who reads the files, when they are not to be read here one by one. Whoever does has
            the master as it lies on disk, so choices that have just been settled leave them to us.

    Raises:
        Refusal: the master or the inbox cannot be read, or the result not be written; the master
            is then as it was.
    """
    target = order.out or order.master
    inbox = read_inbox(order.paths, leave=(order.master, target), may_be_empty=True)
    refuse_open(target)
    if order.out is not None:
        folder_for(order.out.parent)
    with one_run_at_a_time(target):
        opened = open_master(order.master, for_merging=True)
        settled = settle(opened, order.now)
        master = settled.master
        if not (settled.count or settled.findings):
            _refuse_nothing(order, inbox)
        if read is None or settled.patched is not None:
            files = [
                replace(read_returned(path, master, late=order.late, name=name), reads=())
                for path, name in inbox.names().items()
            ]
        else:
            files = read(master, inbox.names())
        result = with_settled(merge_files(master, files, order.now), settled)
        if result.patched is not None:
            was = opened.book.package.data if order.out is None else None
            write_file(target, result.patched.data, instead_of=was)
        elif order.out is not None:
            write_file(order.out, master.book.package.data)
    return replace(result, findings=(*result.findings, *about_passed_over(inbox)))


def _refuse_nothing(order: MergeOrder, inbox: Inbox) -> None:
    """Stop a run that has nothing to do: no file, and no choice to obey."""
    inbox.refuse_empty()
    if not order.paths:
        raise Refusal(
            "A34",
            f"Inga filer angavs, och på bladet Konflikter i {order.master.name} finns inget nytt "
            "val. Ange filerna eller mappen som ska samlas in.",
        )


def about_passed_over(inbox: Inbox) -> Iterator[Finding]:
    """Tell of what lies in a folder and is no workbook."""
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
    written = sorted({file.round for file in read if file.round and file.round.kind.is_written})
    stored = texts_of(master, written)
    formulas = master_formulas(master) | written_formulas(master, written)
    said = [one for file in read for one in file.statements]
    decisions = without_decided(master, held_back(master, decide(said, stored, formulas)))
    findings.extend(about_decisions(decisions))
    forgotten = [said for file in read for said in file.forgotten]
    findings.extend(about_forgotten(forgotten, decisions, stored))
    receipts = _receipts(read, decisions, findings, now)
    listed, warned = conflict_edits(master, decisions, now)
    findings.extend(warned)
    edits = [*MasterEdits(master).edits(decisions, receipts), *listed]
    patched = patch(master.book.package, edits) if edits else None
    rounds = tuple(sorted({file.round for file in read if file.round is not None}))
    lacking = tuple(_missing(master.municipality, read, rounds))
    findings.extend(about_missing(master.municipality, lacking))
    return MergeResult(tuple(read), tuple(decisions), tuple(findings), lacking, rounds, patched)


def with_settled(result: MergeResult, settled: Settled) -> MergeResult:
    """A merge's result with what the choices on the sheet Konflikter came to before it."""
    first, then = settled.patched, result.patched
    patched = then or first
    if first is not None and then is not None:
        parts = dict.fromkeys((*first.changed_parts, *then.changed_parts))
        dropped = dict.fromkeys((*first.dropped_parts, *then.dropped_parts))
        patched = replace(then, changed_parts=tuple(parts), dropped_parts=tuple(dropped))
    findings = (*settled.findings, *result.findings)
    return replace(result, patched=patched, findings=findings, settled=settled.count)


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


def _receipts(
    files: Iterable[ReturnedFile],
    decisions: Sequence[Decision],
    findings: Iterable[Finding],
    now: datetime,
) -> list[Receipt]:
    taken = Counter(_files(decisions, Fate.TAKEN))
    conflicts = Counter(_files(decisions, Fate.CONFLICT))
    told = Counter(one.place.file for one in findings if one.severity is not Severity.NOTE)
    return [
        Receipt(
            file=file,
            received=now,
            changed=taken[file.name],
            conflicts=conflicts[file.name],
            findings=told[file.name],
        )
        for file in files
        if file.is_merged
    ]


def _files(decisions: Iterable[Decision], fate: Fate) -> Iterator[str]:
    """The files behind each decision of a kind."""
    for one in decisions:
        if one.fate is fate:
            yield from {said.file for said in one.said} if one.said[1:] else (one.said[0].file,)


def _missing(
    municipality: Municipality, files: Sequence[ReturnedFile], rounds: Sequence[Round]
) -> Iterator[MissingAnswer]:
    for round_ in rounds:
        here = {file.provider for file in files if file.is_merged and file.round == round_}
        for request in missing(municipality, round_, here):
            yield MissingAnswer(request, round_)
