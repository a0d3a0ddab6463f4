"""LibreOffice and poppler as judges: what a workbook shows when recalculated, and on paper."""

from __future__ import annotations

import atexit
import glob
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

PROGRAMS = ("soffice", "pdfinfo", "pdftotext", "pdftoppm")
INSTALL = "apt-get install libreoffice-calc-nogui libreoffice-writer-nogui poppler-utils"

_FIRST_START_SECONDS = 180
_SECONDS_A_FILE = 60
# LibreOffice 7.4 reads sheets in a thread of their own, and one run in some hundred dies of it
# (signal 11, 2026-11-25). A file that it cannot read kills it every time.
_CRASHED = (-6, -11, 128 + 6, 128 + 11)

# OOXMLRecalcMode 0 is "always": without it LibreOffice trusts the values that the file brings.
# The locale is the users': decimal comma on paper and in TEXT().
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
           xmlns:xs="http://www.w3.org/2001/XMLSchema"
           xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>sv-SE</value></prop></item>
</oor:items>
"""


class ConversionError(Exception):
    """LibreOffice or poppler made nothing of a file."""


class CrashError(ConversionError):
    """LibreOffice died of a signal."""


def missing_programs() -> tuple[str, ...]:
    """Return the programs that are not on the path; empty when all is well."""
    absent = [program for program in PROGRAMS if shutil.which(program) is None]
    soffice = shutil.which("soffice")
    if soffice is not None:  # Debian parts the office: Calc may be there without Writer
        parts = Path(soffice).resolve().parent
        if (parts / "libsclo.so").exists() and not (parts / "libswlo.so").exists():
            absent.append("libreoffice-writer")
    return tuple(absent)


def recalculate(path: Path, out_dir: Path) -> Path:
    """Recalculate every formula of a workbook; return the copy, of the same name, in out_dir."""
    return recalculate_many([path], out_dir)[0]


def recalculate_many(paths: Iterable[Path], out_dir: Path) -> list[Path]:
    """Recalculate several workbooks in one start of LibreOffice, in the order given."""
    return _convert(list(paths), out_dir, "xlsx", "xlsx:Calc MS Excel 2007 XML")


def to_pdf(path: Path, out_dir: Path) -> Path:
    """Print a document as LibreOffice does, recalculated; return the PDF in out_dir."""
    return to_pdf_many([path], out_dir)[0]


def to_pdf_many(paths: Iterable[Path], out_dir: Path) -> list[Path]:
    """Print several documents in one start of LibreOffice, in the order given."""
    return _convert(list(paths), out_dir, "pdf", "pdf")


def pdf_pages(path: Path) -> int:
    """Return the number of pages of a PDF."""
    for line in _run(["pdfinfo", str(path)]).splitlines():
        label, _, value = line.partition(":")
        if label == "Pages":
            return int(value)
    raise ConversionError(f"pdfinfo names no number of pages: {path.name}")


def pdf_text(path: Path) -> str:
    """Return the text of a PDF, laid out as on the page; form feeds part the pages."""
    return _run(["pdftotext", "-layout", "-enc", "UTF-8", str(path), "-"])


def pages_as_png(pdf: Path, out_dir: Path, dots_per_inch: int = 80) -> list[Path]:
    """Draw each page of a PDF as a picture in out_dir, in page order."""
    out_dir.mkdir(parents=True, exist_ok=True)
    _run(["pdftoppm", "-png", "-r", str(dots_per_inch), str(pdf), str(out_dir / pdf.stem)])
    return sorted(out_dir.glob(f"{glob.escape(pdf.stem)}-*.png"))


@cache
def _profile() -> Path:
    """Return this process's own profile: LibreOffice refuses to share one between processes."""
    profile = Path(tempfile.mkdtemp(prefix="xlmal-libreoffice-"))
    atexit.register(shutil.rmtree, profile, ignore_errors=True)
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return profile


def _convert(paths: list[Path], out_dir: Path, suffix: str, target: str) -> list[Path]:
    results = [out_dir / f"{path.stem}.{suffix}" for path in paths]
    if len(set(results)) < len(results):
        raise ValueError("two of the files would get the same name")
    if any(result.resolve() == path.resolve() for result, path in zip(results, paths, strict=True)):
        raise ValueError("the copy would replace the file itself: choose another folder")
    if not paths:
        return []
    out_dir.mkdir(parents=True, exist_ok=True)
    for result in results:
        result.unlink(missing_ok=True)
    command = [
        "soffice",
        f"-env:UserInstallation={_profile().as_uri()}",
        *("--headless", "--norestore", "--nolockcheck"),
        *("--convert-to", target, "--outdir", str(out_dir)),
        *(str(path) for path in paths),
    ]
    seconds = _FIRST_START_SECONDS + _SECONDS_A_FILE * len(paths)
    try:
        said = _run(command, seconds)
    except CrashError:
        said = _run(command, seconds)
    # soffice ends with 0 also when it could not load a file.
    absent = [path.name for path, result in zip(paths, results, strict=True) if not result.exists()]
    if absent:
        raise ConversionError(f"LibreOffice made nothing of {', '.join(absent)}:\n{said}")
    return results


def _run(command: list[str], seconds: int = 60) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=seconds, check=False
    )
    if done.returncode in _CRASHED:
        raise CrashError(f"{command[0]} ended with {done.returncode}:\n{done.stderr}")
    if done.returncode:
        raise ConversionError(f"{command[0]} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout
