"""What became of each file in a run: one line of the log, and what the next run remembers of it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from xlmal.finding import Finding, Severity
from xlmal.operations.fingerprints import MEMORY, Mark, is_sure, mark_of, save
from xlmal.operations.merge import MergeResult
from xlmal.operations.merge_cells import Fate
from xlmal.operations.merge_checks import SAME_FILE
from xlmal.operations.returned import ReturnedFile

TAKEN_IN, COPY, REFUSED = "togs in", "kopia av en inläst fil", "togs inte in"
UNREADABLE, PASSED_OVER, CHECKED = "gick inte att läsa", "hoppades över", "kontrollerad"

_FILES = "filer.json"


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as the log has it: its code and where, never what the cell holds."""

    code: str
    severity: str
    cell: str | None = None


@dataclass(frozen=True)
class FileRecord:
    """What became of one file.

    Attributes:
        file: what it is called.
        sha256: of its bytes; empty when they could not be read.
        done: what was done with it.
        provider: whose it is.
        round: which round it answers.
        changed_cells: how many cells of the master it changed.
        conflicts: how many of its cells are in conflict.
        findings: what is wrong with it.
        unchanged: whether it is as it was last time, and was not read again.
    """

    file: str
    sha256: str
    done: str
    provider: str = ""
    round: str = ""
    changed_cells: int = 0
    conflicts: int = 0
    findings: tuple[Told, ...] = ()
    unchanged: bool = False

    def count(self, severity: Severity) -> int:
        """How many findings are of a severity."""
        return sum(one.severity == severity for one in self.findings)

    def as_json(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


def told(findings: Iterable[Finding]) -> tuple[Told, ...]:
    """Findings as the log has them."""
    return tuple(Told(one.code, str(one.severity), one.cell or one.sheet) for one in findings)


def sha256_of(path: Path) -> str:
    """The sha256 of a file; empty when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def records_of_read(paths: Mapping[str, Path], result: MergeResult) -> dict[Path, FileRecord]:
    """What became of the files that were read.

    Args:
        paths: the files by what they are called.
        result: what the merge came to.
    """
    by_file: dict[str, list[Finding]] = {}
    for finding in result.findings:
        by_file.setdefault(finding.place.file, []).append(finding)
    counts: dict[tuple[str, Fate], int] = {}
    for decision in result.decisions:
        for file in {said.file for said in decision.said}:
            counts[file, decision.fate] = counts.get((file, decision.fate), 0) + 1
    return {
        paths[file.name]: FileRecord(
            file.name,
            file.sha256 or sha256_of(paths[file.name]),
            _done_with(file, by_file.get(file.name, ())),
            file.provider,
            file.round.code if file.round else "",
            counts.get((file.name, Fate.TAKEN), 0),
            counts.get((file.name, Fate.CONFLICT), 0),
            told(by_file.get(file.name, ())),
        )
        for file in result.files
    }


def _done_with(file: ReturnedFile, findings: Sequence[Finding]) -> str:
    if file.is_merged:
        return TAKEN_IN
    if any(finding.code == SAME_FILE.code for finding in findings):
        return COPY
    return REFUSED if file.sha256 else UNREADABLE


@dataclass(frozen=True)
class Remembered:
    """What the last run knew of the files, by path, and in which state it left the master."""

    begun: int
    master: Mark
    files: Mapping[str, tuple[Mark, FileRecord]]

    def same(self, path: Path, master: Mark, receipts: frozenset[str]) -> FileRecord | None:
        """The record of a file that would say nothing new if it was read again.

        Where size, time and inode do not settle it, the sha256 does. A file that was not taken in
        is read again when the master is another: its round may have been opened since.
        """
        mark, record = self.files.get(str(path), ((0, 0, 0), None))
        if record is None or not record.sha256:
            return None
        is_settled = record.sha256 in receipts and record.done in (TAKEN_IN, COPY)
        if not is_settled and master != self.master and record.done != PASSED_OVER:
            return None
        now = mark_of(path)
        as_it_was = now == mark and is_sure(mark, self.begun)
        if not as_it_was and (now[0] != mark[0] or sha256_of(path) != record.sha256):
            return None
        return replace(record, unchanged=True)


def recall(out: Path) -> Remembered:
    """What the last run that wrote in a folder knew; nothing when there is none, or no sense."""
    try:
        with (out / MEMORY / _FILES).open(encoding="utf-8") as stream:
            kept = json.load(stream)
        files = {path: (_mark(mark), _record(said)) for path, (mark, said) in kept["files"].items()}
        return Remembered(int(kept["begun"]), _mark(kept["master"]), files)
    except (OSError, ValueError, KeyError, TypeError):
        return Remembered(0, (0, 0, 0), {})


def keep(out: Path, remembered: Remembered) -> None:
    """Remember the files for the next run."""
    save(
        out,
        _FILES,
        {
            "begun": remembered.begun,
            "master": remembered.master,
            "files": {
                os.fspath(path): (mark, asdict(record))
                for path, (mark, record) in remembered.files.items()
            },
        },
    )


def _mark(value: Sequence[int]) -> Mark:
    size, changed, inode = (int(number) for number in value)
    return size, changed, inode


def _record(said: dict[str, Any]) -> FileRecord:
    findings = tuple(Told(**one) for one in said.pop("findings"))
    return FileRecord(**{**said, "unchanged": False}, findings=findings)
