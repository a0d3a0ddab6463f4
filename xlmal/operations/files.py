"""Where files go: safe names, folders, a way back for what was there, and one run at a time."""

from __future__ import annotations

import os
import re
import unicodedata
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
WORKBOOK_ENDINGS = (".xlsx", ".xlsm")


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

    Raises:
        Refusal: another run holds it (A24).
    """
    mark = path.with_name(f".{path.name}.xlmal")
    try:
        descriptor = os.open(mark, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError as error:
        raise Refusal(
            "A24",
            f"En annan körning arbetar med {path.name}. Vänta tills den är klar. Har den avbrutits "
            f"kan du ta bort filen {mark.name}.",
        ) from error
    except OSError as error:
        raise Refusal("A21", f"Det går inte att skriva i mappen {path.parent}.") from error
    try:
        os.write(descriptor, str(os.getpid()).encode())
        os.close(descriptor)
        yield
    finally:
        mark.unlink(missing_ok=True)


def is_leftover(path: Path) -> bool:
    """True for what programs leave beside workbooks: lock files, our own marks, hidden files."""
    return path.name.startswith((".", "~$"))


def inbox_files(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the workbooks and the other files that paths name, folders opened one level and down.

    Links are not followed out of a folder, and our own historik/ is left out.

    Raises:
        Refusal: a path does not exist (A25), or a folder holds no workbook (A26).
    """
    books: list[Path] = []
    others: list[Path] = []
    for path in paths:
        if not path.exists():
            raise Refusal("A25", f"{path} finns inte. Kontrollera sökvägen.")
        if path.is_file():
            books.append(path)
            continue
        found = [
            one
            for one in sorted(path.rglob("*"))
            if one.is_file() and not one.is_symlink() and HISTORY not in one.relative_to(path).parts
        ]
        inside = [one for one in found if _is_workbook(one)]
        if not inside:
            raise Refusal(
                "A26", f"Mappen {path} innehåller inga arbetsböcker (.xlsx). Ange rätt mapp."
            )
        books.extend(inside)
        others.extend(one for one in found if not _is_workbook(one))
    return books, others


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() in WORKBOOK_ENDINGS and not is_leftover(path)
