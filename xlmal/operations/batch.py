"""Returned files read many at a time, through any executor of ``concurrent.futures``.

Processes and threads live here alone: the other operations work where there are none (Pyodide).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from xlmal.finding import Refusal
from xlmal.operations.master import Master, open_master
from xlmal.operations.returned import ReturnedFile, read_returned

if TYPE_CHECKING:
    from concurrent.futures import Executor

#: Below this a worker's start costs more than its share of the reading.
_WORTH_WORKERS = 60
#: Each has what it has read in memory, and a disk of people's own has no more to give.
_MOST_WORKERS = 8
#: Files in one errand: few enough to share evenly, many enough not to be all paperwork.
_MOST_FILES, _ERRANDS_PER_WORKER = 50, 16

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Errand:
    """What one worker is asked to read; everything in it can be sent to another computer.

    Attributes:
        master: the path of the master that the files answer.
        state: the master's size and time of change, so that all workers read the same one.
        files: path and name of each file.
        late: whether files of closed rounds are taken in.
    """

    master: str
    state: tuple[int, int]
    files: tuple[tuple[str, str], ...]
    late: bool


#: Masters that are open in this process. A worker that is forked inherits its parent's; one on
#: another computer opens its own, once.
_open: dict[tuple[str, tuple[int, int]], Master] = {}


def state_of(path: Path) -> tuple[int, int]:
    """A file's size and time of change."""
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def read_some(errand: Errand) -> list[ReturnedFile]:
    """Read an errand's files; what is not needed for merging stays with the worker.

    Raises:
        Refusal: the master has changed since the run began (A28).
    """
    key = errand.master, errand.state
    if key not in _open:
        path = Path(errand.master)
        if state_of(path) != errand.state:
            raise Refusal(
                "A28",
                f"{path.name} har sparats av någon annan under körningen. Inget har ändrats. "
                "Försök igen.",
            )
        _open.clear()  # a worker that lives on keeps one master
        _open[key] = open_master(path, for_merging=True)
    master = _open[key]
    return [
        replace(read_returned(Path(path), master, late=errand.late, name=name), reads=())
        for path, name in errand.files
    ]


@dataclass(frozen=True)
class Reading:
    """How files are read: into which master, by whom, and who is told how far it has come.

    Attributes:
        path: the master on disk.
        master: the same, opened; it may have choices settled that are not written yet.
        late: whether files of closed rounds are taken in.
        executor: who reads; None lets this process do it, together with one more for every
            other processor when there are files enough to pay for them.
        told: called with the number of files read, again and again.
    """

    path: Path
    master: Master
    late: bool = False
    executor: Executor | None = None
    told: Told | None = None


def read_all(reading: Reading, names: Mapping[Path, str]) -> list[ReturnedFile]:
    """Read files, in whatever order; the result is in the order of ``names``."""
    workers = min(os.cpu_count() or 1, _MOST_WORKERS)
    key = str(reading.path), state_of(reading.path)
    _open[key] = reading.master
    try:
        errands = _errands(key, names, reading.late, workers)
        if reading.executor is not None:
            return _gathered(reading.executor, errands, reading.told)
        if workers > 1 and len(names) >= _WORTH_WORKERS:
            with _processes(workers - 1) as executor:
                return _shared_out(executor, errands, reading.told)
        return list(_one_by_one(errands, reading.told))
    finally:
        _open.pop(key, None)


def _errands(
    key: tuple[str, tuple[int, int]], names: Mapping[Path, str], late: bool, workers: int
) -> list[Errand]:
    files = [(str(path), name) for path, name in names.items()]
    size = max(1, min(_MOST_FILES, len(files) // (workers * _ERRANDS_PER_WORKER)))
    return [
        Errand(*key, tuple(files[start : start + size]), late)
        for start in range(0, len(files), size)
    ]


def _processes(workers: int) -> Executor:
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(workers)


def _gathered(
    executor: Executor, errands: Sequence[Errand], told: Told | None
) -> list[ReturnedFile]:
    """Hand out all errands and gather the files in the order of the errands."""
    futures = [executor.submit(read_some, errand) for errand in errands]
    found: list[ReturnedFile] = []
    for future in futures:
        found.extend(future.result())
        if told is not None:
            told(len(found))
    return found


def _shared_out(
    executor: Executor, errands: Sequence[Errand], told: Told | None
) -> list[ReturnedFile]:
    """Hand out the errands from the first one on, and do them from the last one on meanwhile.

    What this process reads itself needs not be sent to it.
    """
    futures = [executor.submit(read_some, errand) for errand in errands]
    mine: list[list[ReturnedFile]] = []
    done = 0
    while len(mine) < len(errands) and futures[-1 - len(mine)].cancel():
        mine.append(read_some(errands[-1 - len(mine)]))
        done += len(mine[-1])
        if told is not None:
            told(done)
    found: list[ReturnedFile] = []
    for future in futures[: len(errands) - len(mine)]:
        found.extend(future.result())
        if told is not None:
            told(done + len(found))
    for files in reversed(mine):
        found.extend(files)
    return found


def _one_by_one(errands: Sequence[Errand], told: Told | None) -> Iterator[ReturnedFile]:
    done = 0
    for errand in errands:
        yield from read_some(errand)
        done += len(errand.files)
        if told is not None:
            told(done)
