"""The same comparison on files that LibreOffice has saved: shared strings, many styles."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from consolidate import commands_for
from many_files import EDITION, make
from measuring import HERE, KEPT, Command, medians, python, table

COUNT = 60


def measured(runs: int) -> list[str]:
    """The page's section on files saved by LibreOffice; none when it is not installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return ["## Filer sparade av LibreOffice", "", "LibreOffice fanns inte på datorn.", ""]
    source, folder = KEPT / str(COUNT), KEPT / f"libreoffice-{COUNT}"
    make(source, COUNT)
    _save_again(office, source / "inkomna", folder)
    desk = KEPT / "bord-libreoffice"
    commands = commands_for(folder, source / "master.xlsx", desk)
    commands["pandas: glob, read_excel, concat, merge, to_excel"] = Command(
        python(HERE / "pandas_script.py", folder, source / "master.xlsx", desk / "p.xlsx")
    )
    costs = medians(commands, runs)
    shutil.rmtree(desk)
    return [f"## {COUNT} nämndfiler sparade av LibreOffice", "", *table(costs), ""]


def _save_again(office: str, source: Path, folder: Path) -> None:
    done = folder.with_suffix(".klart")
    if done.is_file() and done.read_text() == EDITION:
        return
    shutil.rmtree(folder, ignore_errors=True)
    profile = (KEPT / "libreoffice-profil").as_uri()
    books = sorted(source.glob("*.xlsx"))
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            folder,
            *books,
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    done.write_text(EDITION)
