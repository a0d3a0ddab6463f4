"""Whole cold processes measured: wall clock, processor time and memory, interleaved, medians."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
#: Made once and kept: generating 3,500 files takes minutes.
KEPT = ROOT / "build" / "matning"


@dataclass(frozen=True)
class Cost:
    """What one process took: seconds on the clock and of processors, megabytes at the most."""

    clock: float
    processor: float
    memory: float

    def times(self, factor: float) -> Cost:
        """The cost of so many times as much."""
        return Cost(self.clock * factor, self.processor * factor, self.memory)


@dataclass(frozen=True)
class Command:
    """A process to measure, what to do before it, and by what to multiply its cost."""

    line: Sequence[str]
    before: Callable[[], object] | None = None
    factor: float = 1.0


def python(*line: object) -> list[str]:
    """A command line that runs Python."""
    return [sys.executable, *map(str, line)]


def cost(line: Sequence[str], said: IO[bytes] | None = None) -> Cost:
    """Run a process and its children to the end; ``said`` takes what it prints."""
    begun = time.perf_counter()
    process = subprocess.Popen(line, stdout=said or subprocess.DEVNULL, cwd=ROOT)
    watch = _Memory(process.pid)
    watch.start()
    _, status, usage = os.wait4(process.pid, 0)
    clock = time.perf_counter() - begun
    watch.is_over.set()
    watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{line} gave {process.returncode}")
    return Cost(clock, usage.ru_utime + usage.ru_stime, watch.peak / 1024)


class _Memory(threading.Thread):
    """Follows the memory of a process and its children; shared pages are shared between them."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.looks, self.is_over = pid, 0, 0, threading.Event()

    def run(self) -> None:
        # Often at first: some processes are over in a few hundredths of a second.
        while not self.is_over.wait(0.002 if self.looks < 50 else 0.02):
            self.looks += 1
            self.peak = max(self.peak, sum(map(_kilobytes, _family(self.pid))))


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _kilobytes(pid: int) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next(
        (int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0
    )


def medians(commands: Mapping[str, Command], runs: int) -> dict[str, Cost]:
    """Measure commands in turn, again and again; the median of each."""
    taken: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            if command.before is not None:
                command.before()
            taken[name].append(cost(command.line).times(command.factor))
    return {
        name: Cost(
            statistics.median(one.clock for one in costs),
            statistics.median(one.processor for one in costs),
            max(one.memory for one in costs),
        )
        for name, costs in taken.items()
    }


def table(costs: Mapping[str, Cost]) -> list[str]:
    """The costs as Markdown; the first is ours, and what the others are compared with."""
    ours = next(iter(costs.values()))
    lines = [
        "| Vad | Sekunder | Processortid | Minne, MB | Gånger vår tid | Gånger vår processortid |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, one in costs.items():
        ratios = f"{_shown(one.clock / ours.clock)} | {_shown(one.processor / ours.processor)}"
        lines.append(
            f"| {name} | {_shown(one.clock)} | {_shown(one.processor)} | "
            f"{one.memory:.0f} | {ratios} |"
        )
    return lines


def _shown(value: float) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 3
    return f"{value:.{digits}f}".replace(".", ",")
