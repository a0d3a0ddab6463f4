"""Runs in processes of their own, which can be killed; and a disk that ends a process."""

from __future__ import annotations

import errno
import os
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

#: What a process ended with that raised something.
FAILED = 99
KILLED = -9

_WATCHED = (
    *("open", "os.mkdir", "os.link", "os.rename", "os.remove", "os.chmod", "os.chown"),
    *("os.scandir", "os.listdir", "os.utime", "fcntl.flock"),
)


def start(work: Callable[[], object]) -> int:
    """Start a process that does some work and ends; return its number.

    It ends with what the work returns when that is a whole number, else with 0.
    """
    with warnings.catch_warnings():  # Python 3.12 warns of threads, which we do not use here
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process:
        return process
    code = FAILED
    try:
        done = work()
        code = done if isinstance(done, int) else 0
    finally:
        os._exit(code)


def ended(process: int, patience: float = 30.0) -> int:
    """Wait for a process; return its exit code, or the number of the signal, negative."""

    def impatient(_: int, __: FrameType | None) -> None:
        os.kill(process, signal.SIGKILL)
        raise TimeoutError(f"process {process} hangs")

    before = signal.signal(signal.SIGALRM, impatient)
    signal.setitimer(signal.ITIMER_REAL, patience)
    try:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def kill_after(process: int, seconds: float) -> int:
    """Let a process work for a time, then ``kill -9`` it; return how it ended."""
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    return ended(process)


def die_at_call(folder: Path, number: int) -> None:
    """Let this process be killed just before its n-th call that touches a folder.

    Half of what it was writing at that moment is on disk. For processes made by ``start``: the
    watch cannot be taken off.
    """
    calls = 0

    def count() -> bool:
        nonlocal calls
        calls += 1
        return calls == number

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in _WATCHED:
            paths = (os.fspath(one) for one in arguments if isinstance(one, (str, os.PathLike)))
            in_folder = event == "fcntl.flock" or any(str(folder) in str(one) for one in paths)
            if in_folder and count():
                die()

    def half_written(descriptor: int, data: bytes) -> int:
        if count():
            write(descriptor, data[: len(data) // 2])
            die()
        return write(descriptor, data)

    def before(call: Callable[[int], None]) -> Callable[[int], None]:
        def counted(descriptor: int) -> None:
            if count():
                die()
            call(descriptor)

        return counted

    write = os.write
    os.write = half_written  # type: ignore[assignment]
    os.fsync = before(os.fsync)  # type: ignore[assignment]
    os.close = before(os.close)  # type: ignore[assignment]
    sys.addaudithook(watch)


def without_links() -> None:
    """Let this process live on a disk that knows no hard links, as FAT and many shares."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    os.link = refuse


@contextmanager
def all_at_once(count: int) -> Iterator[tuple[Callable[[], None], Callable[[], None]]]:
    """Yield a gate that ``count`` processes wait at, and what opens it."""
    waiting, opened = os.pipe(), os.pipe()

    def wait() -> None:
        os.write(waiting[1], b".")
        os.read(opened[0], 1)

    def let_go() -> None:
        here = 0
        while here < count:
            here += len(os.read(waiting[0], count))
        os.write(opened[1], b"." * count)

    try:
        yield wait, let_go
    finally:
        for descriptor in (*waiting, *opened):
            os.close(descriptor)
