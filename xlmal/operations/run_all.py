"""The whole chain over a folder (kör): merge, validate, roll up and report in one go."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xlmal.books.file_book import FileBook
from xlmal.domain.request import missing
from xlmal.domain.rounds import Round
from xlmal.finding import Finding, Refusal, Severity
from xlmal.ooxml.patch import patch
from xlmal.operations.attainment import reckon
from xlmal.operations.attainment_edits import attainment_edits
from xlmal.operations.batch import Reading, read_all
from xlmal.operations.files import folder_for, one_run_at_a_time, refuse_open, write_file
from xlmal.operations.fingerprints import Mark, found_in, mark_of
from xlmal.operations.inbox import Inbox, place_of, read_inbox
from xlmal.operations.master import Master, open_master, read_master
from xlmal.operations.merge import MergeResult, about_passed_over, merge_files
from xlmal.operations.merge_choices import settle
from xlmal.operations.reading import naming
from xlmal.operations.report import Form, ReportOrder, refuse_missing, write_reports
from xlmal.operations.report_looks import looks_of
from xlmal.operations.run_records import (
    CHECKED,
    PASSED_OVER,
    FileRecord,
    Remembered,
    keep,
    recall,
    records_of_read,
    sha256_of,
    told,
)
from xlmal.operations.run_summary import Outcome, summary
from xlmal.operations.validate import master_findings, round_under_way
from xlmal.operations.write_validation import validation_edits, validation_table

if TYPE_CHECKING:
    from concurrent.futures import Executor

LOG, SUMMARY = "logg.jsonl", "sammanfattning.txt"


@dataclass(frozen=True)
class RunOrder:
    """What is to be run.

    Attributes:
        inbox: the folder with returned files; nothing in it is changed.
        master: the master they are merged into.
        out: the folder for the log, the summary and the report.
        now: when.
        round: the round to roll up and report; None for the one under way.
        late: whether files of closed rounds are taken in.
        forms: the forms of the report.
    """

    inbox: Path
    master: Path
    out: Path
    now: datetime
    round: Round | None = None
    late: bool = False
    forms: tuple[Form, ...] = (Form.EXCEL,)


#: Called with the number of files read and of all files to be read.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Reader:
    """Who reads the files, and whom to tell how far it has come."""

    executor: Executor | None = None
    told: Progress | None = None


@dataclass(frozen=True)
class RunResult:
    """What a run came to.

    Attributes:
        records: what became of each file, in the order of their names; the master's last.
        outcome: the figures of the summary.
        found: the marks of the inbox's files when the run began.
        begun: when it began, in nanoseconds.
        watched: the master and the results, by path.
    """

    records: tuple[FileRecord, ...]
    outcome: Outcome
    found: Mapping[str, Mark]
    begun: int
    watched: tuple[Path, ...]

    @property
    def summary(self) -> str:
        """What the mail says."""
        return summary(self.outcome, self.records)

    @property
    def code(self) -> int:
        """1 when a file or the master has something of severity fel, else 0."""
        return int(any(record.count(Severity.ERROR) for record in self.records))


def run_all(order: RunOrder, reader: Reader | None = None) -> RunResult:
    """Run the whole chain.

    Raises:
        Refusal: the inbox or the master cannot be read, or something not be written; the master
            is then as it was.
    """
    begun = time.time_ns()
    _refuse_mixed_folders(order)
    refuse_missing(order.forms)
    folder_for(order.out)
    found = found_in(order.inbox)
    inbox = read_inbox([order.inbox], leave=(order.master,), may_be_empty=True)
    refuse_open(order.master)
    with one_run_at_a_time(order.master):
        past = recall(order.out)
        master, records, result = _merged(order, inbox, past, reader or Reader())
        data, after, findings, round_ = _written_up(order, master, result)
        looks = looks_of(after.municipality.settings, order.master.parent)
        write_file(order.master, data)
    paths = [order.out / LOG, order.out / SUMMARY]
    if round_ is not None:
        paths += write_reports(after, round_, order.out, ReportOrder(order.forms, looks))
    last = FileRecord(after.name, sha256_of(order.master), CHECKED, findings=told(findings))
    records |= _passed_over(inbox)
    ordered = tuple(records[path] for path in sorted(records))
    lacking = missing(after.municipality, round_) if round_ is not None else ()
    outcome = Outcome(order.inbox, order.now, result, round_, tuple(paths[2:]), lacking)
    finished = RunResult((*ordered, last), outcome, found, begun, (order.master, *paths))
    write_log(order.out / LOG, finished.records)
    _replace(order.out / SUMMARY, finished.summary)
    marks = {str(Path(path)): mark for path, mark in found.items()}  # "./a" is "a" to pathlib
    files = {str(path): (marks.get(str(path), (0, 0, 0)), one) for path, one in records.items()}
    keep(order.out, Remembered(begun, mark_of(order.master), files))
    return finished


def _refuse_mixed_folders(order: RunOrder) -> None:
    if not order.inbox.exists():
        raise Refusal("A25", f"{order.inbox} finns inte. Kontrollera sökvägen.")
    if not order.inbox.is_dir():
        raise Refusal("A35", f"{order.inbox} är en fil. Ange mappen med de inkomna filerna.")
    if place_of(order.out).is_relative_to(place_of(order.inbox)):
        raise Refusal(
            "A36",
            f"Resultatet kan inte läggas i {order.inbox}, för då läses det som svar nästa gång. "
            "Ange en annan mapp efter --ut.",
        )


def _merged(
    order: RunOrder, inbox: Inbox, past: Remembered, reader: Reader
) -> tuple[Master, dict[Path, FileRecord], MergeResult]:
    """Merge what is new; tell what is as it was."""
    mark = mark_of(order.master)
    settled = settle(open_master(order.master, for_merging=True), order.now)
    if settled.patched is not None:  # so that whoever reads the files reads this master
        write_file(order.master, settled.patched.data)
    master = settled.master
    receipts = frozenset(one.sha256 for one in master.municipality.submissions)
    records: dict[Path, FileRecord] = {}
    names = {}
    for path, name in inbox.names().items():
        same = past.same(path, mark, receipts)
        if same is not None and not order.late:
            records[path] = replace(same, file=name)
        else:
            names[path] = name
    files = read_all(
        Reading(
            order.master,
            master,
            order.late,
            reader.executor,
            None if (told_of := reader.told) is None else lambda read: told_of(read, len(names)),
        ),
        names,
    )
    result = merge_files(master, files, order.now)
    result = replace(result, findings=(*settled.findings, *result.findings))
    records |= records_of_read({name: path for path, name in names.items()}, result)
    return master, records, result


def _written_up(
    order: RunOrder, master: Master, result: MergeResult
) -> tuple[bytes, Master, Sequence[Finding], Round | None]:
    """The master with its sheets Måluppfyllelse and Validering brought up to date."""
    after = master
    if result.patched is not None:
        after = read_master(FileBook.open(result.patched.data, master.name))
    round_ = order.round or _round_of(after, result)
    findings = master_findings(after)
    edits = []
    if round_ is not None:
        edits += attainment_edits(after, reckon(after, round_))
    table = validation_table(after.book)
    if table is not None:
        edits += validation_edits(after.book, table, findings)
    with naming(master.name):
        data = patch(after.book.package, edits).data if edits else after.book.package.data
    return data, after, findings, round_


def _round_of(master: Master, result: MergeResult) -> Round | None:
    """The round that is under way, else the latest that files have come in for."""
    known = {one.round for one in master.municipality.occasions}
    under_way = round_under_way(master.municipality)
    rounds = [one for one in (under_way, *reversed(result.rounds)) if one and one in known]
    return next((one for one in rounds if not one.kind.is_written), None)


def _passed_over(inbox: Inbox) -> dict[Path, FileRecord]:
    """What there is to say of the files that are no workbooks."""
    by_name = {path.name: path for path in (*inbox.links, *inbox.others)}
    return {
        path: FileRecord(
            path.name,
            "" if path.is_symlink() else sha256_of(path),
            PASSED_OVER,
            findings=told([finding]),
        )
        for finding in about_passed_over(inbox)
        for path in [by_name[finding.place.file]]
    }


def write_log(path: Path, records: Sequence[FileRecord]) -> None:
    """Write the log: one line of JSON per file."""
    _replace(path, "".join(f"{record.as_json()}\n" for record in records))


def _replace(path: Path, text: str) -> None:
    """Write a text whole; of these files no earlier versions are kept."""
    new = path.with_name(f".{path.name}.ny")
    new.write_text(text, encoding="utf-8", newline="\n")
    new.replace(path)
