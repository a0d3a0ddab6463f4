"""Where files go: safe names, folders, a way back for what was there, and one run at a time."""

from __future__ import annotations

import os
import re
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from xlmal.domain.rounds import Round
from xlmal.finding import Refusal
from xlmal.ooxml.atomic import clear_leftovers, is_full, is_open_in_excel, replace_file
from xlmal.ooxml.checks import refusal
from xlmal.ooxml.patch_checks import DISK_FULL

if TYPE_CHECKING:
    from filelock import BaseFileLock

#: Names that Windows keeps for devices, with or without an ending.
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
)
_SAFE = re.compile(r"[^\w-]+", re.UNICODE)
HISTORY = "historik"

#: Versions kept of each file: a year of three rounds, with ten runs to a round, can be undone.
KEPT_VERSIONS = 30

#: How long a run waits for another: the largest merges take some seconds.
PATIENCE_SECONDS = 10.0


def safe_file_names(codes: Sequence[str], round_: Round) -> dict[str, str]:
    """File names like "KS_2019-D2.xlsx", safe on Windows and unique when case is folded.

    Raises:
        Refusal: two codes give the same name (A22).
    """
    names: dict[str, str] = {}
    taken: dict[str, str] = {}
    for code in codes:
        stem = _SAFE.sub("-", unicodedata.normalize("NFC", code)).strip("-") or "enhet"
        if stem.upper() in _DEVICES:
            stem = f"enhet-{stem}"
        name = f"{stem}_{round_.code}.xlsx"
        other = taken.setdefault(name.casefold(), code)
        if other != code:
            raise Refusal(
                "A22",
                f"Koderna {other} och {code} ger samma filnamn, {name}. Byt en av koderna på "
                "bladet Nämnder.",
            )
        names[code] = name
    return names


def folder_for(folder: Path) -> Path:
    """Make a folder to write in.

    Raises:
        Refusal: it is a file (A20), or it cannot be made (A21).
    """
    if folder.exists() and not folder.is_dir():
        raise Refusal("A20", f"{folder} är en fil, inte en mapp. Ange en annan mapp.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            "A21",
            f"Mappen {folder} går inte att skapa. Har du rätt att skriva där? Välj annars en "
            "annan mapp.",
        ) from error
    return folder


def write_file(path: Path, data: bytes, instead_of: bytes | None = None) -> None:
    """Write a file whole; what stood there before is kept under historik/ when it differs.

    ``instead_of`` is what was read there: when the file has been saved since, it is left alone.

    Raises:
        Refusal: open in Excel, denied or disk full (F41-F43), saved by another meanwhile (A28).
    """
    found = None
    with suppress(OSError):  # what cannot be read may still be replaced, or the refusal says why
        found = path.read_bytes()
    if instead_of is not None and found != instead_of:
        raise Refusal(
            "A28",
            f"{path.name} har sparats av någon annan under körningen. Inget har ändrats. Försök "
            "igen.",
        )
    if found == data:
        return
    if path.exists():
        replace_file(path, data, history_path(path))
        _forget_oldest(path)
    else:
        replace_file(path, data)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet.

    Raises:
        Refusal: there is one already (A04), or it cannot be written (F41, F42).
    """
    if path.suffix.lower() != ".xlsx":
        raise Refusal(
            "A07", f"{path.name} ska sluta på .xlsx. Skriv till exempel {path.stem}.xlsx."
        )
    if path.exists():
        raise Refusal(
            "A04",
            f"{path} finns redan och skrivs inte över. Ange ett annat namn, eller flytta den.",
        )
    folder_for(path.parent)
    replace_file(path, data)


def history_path(path: Path) -> Path:
    """Where the version before is kept: beside the file, in historik/, with the time of keeping."""
    stamp = datetime.now().strftime("%Y-%m-%d %H%M%S")
    kept = path.parent / HISTORY / f"{path.stem} {stamp}{path.suffix}"
    number = 1
    while kept.exists():
        number += 1
        kept = path.parent / HISTORY / f"{path.stem} {stamp} {number}{path.suffix}"
    return kept


def _forget_oldest(path: Path) -> None:
    """Remove the oldest kept versions beyond the bound; only names that we ourselves give."""
    named = re.compile(
        rf"{re.escape(path.stem)} (\d{{4}}-\d\d-\d\d \d{{6}})(?: (\d+))?{re.escape(path.suffix)}"
    )
    with suppress(OSError):  # what cannot be removed now goes another time
        kept = [
            (found[1], int(found[2] or 1), one)
            for one in (path.parent / HISTORY).iterdir()
            if (found := named.fullmatch(one.name)) and one.is_file() and not one.is_symlink()
        ]
        for _, _, oldest in sorted(kept)[:-KEPT_VERSIONS]:
            oldest.unlink()


def refuse_open(path: Path) -> None:
    """Leave a file alone that somebody has open.

    Raises:
        Refusal: it is open in Excel or LibreOffice (A23).
    """
    if is_open_in_excel(path):
        raise Refusal(
            "A23", f"{path.name} är öppen i Excel. Stäng den och försök igen. Inget har ändrats."
        )


@contextmanager
def one_run_at_a_time(path: Path) -> Iterator[None]:
    """Hold a file for one run: two merges into one master must not lose each other's values.

    The system holds a lock on a hidden file beside it, and lets go of it when the process ends,
    however it ends; a file that merely exists would outlive a run that was cut short. A run waits
    a while for another. What earlier runs left half-written is cleared away.

    Raises:
        Refusal: another run holds it (A24), its folder does not exist (A25) or cannot be written
            to (A21), or the disk is full (F42).
    """
    from filelock import Timeout

    target = Path(os.path.realpath(path))
    if not target.parent.is_dir():
        raise Refusal("A25", f"{path} finns inte. Kontrollera sökvägen.")
    try:
        lock = _lock(target.with_name(f".{target.name}.xlmal"))
    except Timeout as error:
        raise Refusal(
            "A24",
            f"En annan körning arbetar med {path.name}. Inget har ändrats. Vänta tills den är "
            "klar och försök igen.",
        ) from error
    except OSError as error:
        if is_full(error):
            raise refusal(DISK_FULL, file=path.name) from error
        raise Refusal("A21", f"Det går inte att skriva i mappen {path.parent}.") from error
    try:
        clear_leftovers(target, (target.parent, target.parent / HISTORY))
        yield
    finally:
        _unlock(lock)


def _lock(mark: Path) -> BaseFileLock:
    """Take the lock: flock here, LockFileEx in Windows; both hold over a network share."""
    from filelock import FileLock

    lock = FileLock(mark, timeout=PATIENCE_SECONDS)
    with warnings.catch_warnings():
        # Where a file system knows no locks, filelock marks the run by the file's mere existence.
        warnings.simplefilter("ignore")
        lock.acquire()
    return lock


def _unlock(lock: BaseFileLock) -> None:
    """Let go of a lock and leave no file behind.

    The file goes while it is still held: a run that waits sees that its name is gone and starts
    over. Windows cannot remove it then; there filelock does so itself.
    """
    from filelock import UnixFileLock

    if isinstance(lock, UnixFileLock):
        with suppress(OSError):
            Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()
