"""Files recognised by their fingerprints: what has not changed since last time is not read again.

Loads nothing heavy: a run over 3,500 unchanged files is to cost little more than starting Python
and asking the file system for their sizes and times.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence

from xlmal import __version__

#: A file's size, time of change (ns) and inode, as the file system tells them.
Mark = tuple[int, int, int]

#: The folder for what runs remember, in the folder that their results are written to.
MEMORY = ".xlmal"
_LAST_RUN = "senaste.json"
_HISTORY = "historik"
#: A file changed so shortly before a run began may change again without a new time of change:
#: FAT counts in two seconds.
_UNSURE_NS = 2_000_000_000


def mark_of(path: str | os.PathLike[str]) -> Mark:
    """A file's mark; zeros when it is not there."""
    try:
        stat = os.lstat(path)
    except OSError:
        return 0, 0, 0
    return stat.st_size, stat.st_mtime_ns, stat.st_ino


def is_sure(mark: Mark, begun: int) -> bool:
    """Tell whether a mark that was taken when a run began speaks for a file's content alone."""
    return mark[1] < begun - _UNSURE_NS


def found_in(folder: str | os.PathLike[str]) -> dict[str, Mark]:
    """The marks of all files in a folder by path; our historik/ and hidden files are passed over.

    Raises:
        OSError: a folder cannot be read.
    """
    found: dict[str, Mark] = {}
    left = [os.fspath(folder)]
    while left:
        with os.scandir(left.pop()) as entries:
            for entry in entries:
                if entry.name[0] == ".":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != _HISTORY:
                        left.append(entry.path)
                    continue
                stat = entry.stat(follow_symlinks=False)
                found[entry.path] = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
    return found


def unchanged(arguments: Sequence[str]) -> tuple[int, str] | None:
    """The exit code and the words of the last run by the same command, when it would say the same.

    That is when no file has come, gone or changed, the master and all results among them; None
    when anything at all is unlike.
    """
    out = _out_of(arguments)
    if out is None:
        return None
    try:
        with open(os.path.join(out, MEMORY, _LAST_RUN), encoding="utf-8") as stream:  # noqa: PTH118, PTH123 - pathlib costs more than all the rest
            last = json.load(stream)
        if last["command"] != _command(arguments):
            return None
        for path, mark in last["watched"].items():
            if mark_of(path) != tuple(mark):
                return None
        found = found_in(last["inbox"])
        known, begun = last["found"], last["begun"]
        if len(found) != len(known):
            return None
        for path, mark in found.items():
            if known.get(path) != list(mark) or not is_sure(mark, begun):
                return None
        return last["code"], last["said"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def remember(
    arguments: Sequence[str],
    inbox: str,
    found: dict[str, Mark],
    watched: Sequence[str],
    answer: tuple[int, int, str],
) -> None:
    """Keep what a run came to, so that the next one can tell that nothing has changed.

    Args:
        arguments: the command line, which names the folder for the results.
        inbox: the folder with the files.
        found: the marks of its files when the run began.
        watched: the master and the results.
        answer: when the run began (ns), its exit code, and what the next run says if all is alike.
    """
    out = _out_of(arguments)
    if out is None:
        return
    begun, code, said = answer
    last = {
        "command": _command(arguments),
        "inbox": inbox,
        "found": found,
        "watched": {path: mark_of(path) for path in watched},
        "begun": begun,
        "code": code,
        "said": said,
    }
    save(out, _LAST_RUN, last)


def save(out: str | os.PathLike[str], name: str, value: object) -> None:
    """Keep a value in the memory of a folder of results, whole or not at all."""
    folder = os.path.join(out, MEMORY)  # noqa: PTH118
    os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    path = os.path.join(folder, name)  # noqa: PTH118
    with open(f"{path}.ny", "w", encoding="utf-8") as stream:  # noqa: PTH123
        json.dump(value, stream)
    os.replace(f"{path}.ny", path)  # noqa: PTH105


def _out_of(arguments: Sequence[str]) -> str | None:
    """The folder that ``--ut`` names."""
    for place, argument in enumerate(arguments):
        if argument == "--ut" and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith("--ut="):
            return argument[len("--ut=") :]
    return None


def _command(arguments: Sequence[str]) -> list[str]:
    """What must be alike for a run to be the same: the program, the place and the words."""
    return [__version__, os.getcwd(), *arguments]  # noqa: PTH109
