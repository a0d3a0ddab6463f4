"""What a run came to, in the words of a short mail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xlmal.domain.request import Request
from xlmal.domain.rounds import Round
from xlmal.finding import Severity
from xlmal.operations.merge import MergeResult
from xlmal.operations.merge_cells import Fate
from xlmal.operations.run_records import FileRecord

_WORDS = {
    Severity.ERROR: ("fel", "fel"),
    Severity.WARNING: ("varning", "varningar"),
    Severity.NOTE: ("upplysning", "upplysningar"),
}
#: Cells named on one line; the log has them all.
_MOST_CELLS = 6


@dataclass(frozen=True)
class Outcome:
    """What is told besides the files.

    Attributes:
        inbox: where they lie.
        now: when it was.
        merged: what the merge changed.
        round: the round that is rolled up, if any is under way.
        reports: where its report is.
        missing: those who have not answered it.
    """

    inbox: Path
    now: datetime
    merged: MergeResult
    round: Round | None
    reports: tuple[Path, ...] = ()
    missing: tuple[Request, ...] = ()


def summary(outcome: Outcome, records: Sequence[FileRecord]) -> str:
    """The whole mail; codes and addresses, never what a cell holds."""
    return "\n".join([*_lines(outcome, records), ""])


def headline(records: Sequence[FileRecord]) -> str:
    """How many files, and what was done with them: "15 filer: 11 togs in, 2 hoppades över"."""
    files = records[:-1]
    counts = Counter(record.done for record in files)
    done = ", ".join(f"{count} {word}" for word, count in counts.most_common())
    return f"{_number(len(files), 'fil', 'filer')}{': ' if done else ''}{done}"


def _lines(outcome: Outcome, records: Sequence[FileRecord]) -> Iterator[str]:
    *files, master = records
    yield f"Körning {outcome.now:%Y-%m-%d %H:%M} över {outcome.inbox}"
    yield ""
    yield f"{headline(records)}."
    same = sum(record.unchanged for record in files)
    if same:
        yield f"{_number(same, 'fil var', 'filer var')} som förra gången och lästes inte om."
    taken = outcome.merged.count(Fate.TAKEN)
    conflicts = outcome.merged.count(Fate.CONFLICT)
    yield (
        f"{_number(taken, 'cell ändrad', 'celler ändrade')} i {master.file}, "
        f"{_number(conflicts, 'ny konflikt', 'nya konflikter')}."
    )
    yield ""
    yield "Filerna:"
    for record in files:
        yield from _about(record)
    yield ""
    yield f"{master.file}: {_counted(master)}. De står på bladet Validering."
    if outcome.round is not None:
        yield f"Måluppfyllelsen är räknad för {outcome.round.title}."
    for path in outcome.reports:
        yield f"Rapporten ligger i {path}."
    for request in outcome.missing:
        yield f"Saknas: {request.name} ({request.provider})"
    if any(record.count(Severity.ERROR) for record in files):
        yield ""
        yield "Skriv xlmal validera FIL, så ser du vad felen i en fil är och vad man gör åt dem."


def _about(record: FileRecord) -> Iterator[str]:
    same = ", oförändrad" if record.unchanged else ""
    yield f"  {record.file}: {record.done}{same}. {_counted(record).capitalize()}."
    errors = [one for one in record.findings if one.severity == Severity.ERROR]
    for code in sorted({one.code for one in errors}):
        cells = sorted({one.cell for one in errors if one.code == code and one.cell})
        more = f" och {len(cells) - _MOST_CELLS} till" if len(cells) > _MOST_CELLS else ""
        where = f" {', '.join(cells[:_MOST_CELLS])}{more}" if cells else ""
        yield f"    fel {code}{where}"


def _counted(record: FileRecord) -> str:
    parts = [
        _number(record.count(severity), *words)
        for severity, words in _WORDS.items()
        if record.count(severity)
    ]
    return ", ".join(parts) or "inga påpekanden"


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
