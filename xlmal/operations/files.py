"""Where files go: safe names, folders, a way back for what was there, and one run at a time."""

from __future__ import annotations

import os
import platform
import re
import unicodedata
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from xlmal.domain.rounds import Round
from xlmal.finding import Refusal
from xlmal.ooxml.atomic import is_open_in_excel, replace_file

#: Names that Windows keeps for devices, with or without an ending.
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))}
)
_SAFE = re.compile(r"[^\w-]+", re.UNICODE)
HISTORY = "historik"


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


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole; what stood there before is kept under historik/ when it differs.

    Raises:
        Refusal: open in Excel, denied or disk full (F41-F43).
    """
    if path.exists():
        if path.is_file() and path.read_bytes() == data:
            return
        replace_file(path, data, history_path(path))
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

    A hidden file beside it is the mark, and names the process and the computer that hold it. When
    that process is gone, the run was cut short and its mark is taken over.

    Raises:
        Refusal: another run holds it (A24), its folder does not exist (A25) or cannot be written
            to (A21).
    """
    mark = path.with_name(f".{path.name}.xlmal")
    if not path.parent.is_dir():
        raise Refusal("A25", f"{path} finns inte. Kontrollera sökvägen.")
    try:
        _set_mark(mark)
    except FileExistsError as error:
        if not _take_over(mark):
            raise Refusal(
                "A24",
                f"En annan körning arbetar med {path.name}. Inget har ändrats. Vänta tills den är "
                f"klar. Har den avbrutits: ta bort den dolda filen {mark.name} i samma mapp.",
            ) from error
    except OSError as error:
        raise Refusal("A21", f"Det går inte att skriva i mappen {path.parent}.") from error
    try:
        yield
    finally:
        mark.unlink(missing_ok=True)


def _set_mark(mark: Path) -> None:
    descriptor = os.open(mark, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    try:
        os.write(descriptor, f"{os.getpid()} {platform.node()}".encode())
    finally:
        os.close(descriptor)


def _take_over(mark: Path) -> bool:
    """Put our mark in the place of one whose process is gone; False when it may be at work."""
    aside = mark.with_name(f"{mark.name}-{uuid.uuid4().hex}")
    try:
        found = mark.read_bytes()
        if not _is_gone(found):
            return False
        mark.rename(aside)
        if aside.read_bytes() != found:  # another run took it over in the meantime
            aside.rename(mark)
            return False
        aside.unlink()
        _set_mark(mark)
    except OSError:
        return False
    return True


def _is_gone(mark: bytes) -> bool:
    """Tell whether the process that a mark names is certain to be gone."""
    number, _, node = mark.decode("utf-8", "replace").partition(" ")
    if os.name == "nt" or node != platform.node() or not number.isdecimal():
        return False  # in Windows os.kill would end the process, not ask for it
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):  # it is somebody else's, or no number of a process
        return False
    return False
