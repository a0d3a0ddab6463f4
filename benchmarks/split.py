"""One file per unit out of a master of 20 years, against the peers."""

from __future__ import annotations

import shutil
import subprocess
import tempfile

from measuring import HERE, KEPT, ROOT, Command, Cost, cost, medians, python, table

UNITS = 15
#: Rows, or blocks of rows, that the slow peer deletes on each sheet before the rest is reckoned.
SAMPLE = 10
ROUND = "2019-D2"

ONE_FILE = """
import sys
from pathlib import Path
from xlmal.domain.rounds import Round
from xlmal.operations.master import open_master
from xlmal.operations.split import committee_forms, filled
forms = [form for _, form in committee_forms(open_master(sys.argv[1]), Round.parse(sys.argv[2]))]
Path(sys.argv[3]).write_bytes(next(filled(forms[:1])))
"""


def measured(runs: int) -> list[str]:
    """The page's section on splitting."""
    master = twenty_years()
    out = KEPT / "dela"

    def fresh() -> None:
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()

    dela = python("-m", "xlmal", "dela", master, "--omgång", ROUND, "--ut", out)
    costs = medians(
        {
            f"xlmal dela, {UNITS} filer": Command(dela, fresh),
            "xlmal, 1 fil": Command(python("-c", ONE_FILE, master, ROUND, out / "en.xlsx"), fresh),
            f"XlsxWriter, {UNITS} filer med bara Utfall": Command(
                python(HERE / "xlsxwriter_building.py", master, out), fresh
            ),
        },
        runs,
    )
    for way, pieces in (("block", "block"), ("rad", "rader")):
        costs[f"openpyxl, öppna och ta bort {pieces}, {UNITS} filer"] = _reopened(master, way)
    shutil.rmtree(out)
    return [
        "## Dela ut ur en huvudarbetsbok med 20 år",
        "",
        f"Att öppna och ta bort är mätt på en fil och uppräknat till {UNITS}. Bara {SAMPLE} rader "
        "eller block per blad är borttagna på riktigt; resten är uppräknat, efter hur kostnaden "
        "sjunker när bladet krymper. Att spara är inte medräknat.",
        "",
        *table(costs),
        "",
    ]


def _reopened(master: object, way: str) -> Cost:
    """Processor time, as the script reckons it; its memory is what opening the master takes."""
    line = python(HERE / "reopen_and_delete.py", master, "N3", way, SAMPLE)
    with tempfile.TemporaryFile() as said:
        memory = cost(line, said).memory
        said.seek(0)
        seconds = float(said.read()) * UNITS
    return Cost(seconds, seconds, memory)


def twenty_years() -> object:
    """The master, made anew: its columns follow the program."""
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / "tjugo-ar.xlsx"
    subprocess.run(python(HERE / "twenty_years.py", path), check=True, cwd=ROOT)
    return path
