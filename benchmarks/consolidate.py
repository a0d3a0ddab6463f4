"""Many returned files into one master, against the peers; and the same run when all is alike."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from many_files import make
from measuring import HERE, KEPT, Command, Cost, cost, medians, python, table

#: Files that the slow peers are measured on; their cost grows as the number of files.
MOST_FOR_PEERS = 300
#: A time of change long ago: the run needs not look into files that have just been made.
LONG_AGO = (1_500_000_000, 1_500_000_000)

BOTH = """
import sys
from xlmal.cli import main
master, inbox = sys.argv[1:]
main(["samla", master, inbox])
sys.exit(main(["validera", master]))
"""


def measured(count: int, runs: int) -> list[str]:
    """The page's section on so many files."""
    folder = KEPT / str(count)
    make(folder, count)
    few = KEPT / str(min(count, MOST_FOR_PEERS))
    make(few, min(count, MOST_FOR_PEERS))
    share = count / min(count, MOST_FOR_PEERS)
    desk = KEPT / f"bord-{count}"
    lines = [f"## {count} nämndfiler", ""]
    commands = commands_for(folder / "inkomna", folder / "master.xlsx", desk)
    commands["pandas: glob, read_excel, concat, merge, to_excel"] = Command(
        python(HERE / "pandas_script.py", few / "inkomna", few / "master.xlsx", desk / "p.xlsx"),
        factor=share,
    )
    costs = medians(commands, runs)
    again = unchanged(folder / "inkomna", folder / "master.xlsx", desk)
    if share > 1:
        lines += [
            f"Pandasskriptet är mätt på {MOST_FOR_PEERS} filer och uppräknat {share:.1f} gånger; "
            "det läser en fil i taget, så kostnaden växer med antalet filer.",
            "",
        ]
    lines += [*table(costs), ""]
    pandas = costs["pandas: glob, read_excel, concat, merge, to_excel"]
    lines += ["Samma körning en gång till, när inget har ändrats:", ""]
    lines += [*table({"xlmal kör, oförändrat": again, "pandasskriptet": pandas}), ""]
    shutil.rmtree(desk)
    return lines


def commands_for(inbox: Path, master: Path, desk: Path) -> dict[str, Command]:
    """Ours and the floor, over one inbox."""

    def fresh() -> None:
        shutil.rmtree(desk, ignore_errors=True)
        desk.mkdir()
        shutil.copy(master, desk / "master.xlsx")

    copied = desk / "master.xlsx"
    return {
        "xlmal samla och validera": Command(python("-c", BOTH, copied, inbox), fresh),
        "xlmal kör (samla, validera, räkna, rapportera)": Command(
            _run_all(inbox, copied, desk), fresh
        ),
        "calamine: läser bara filerna": Command(python(HERE / "calamine_reading.py", inbox)),
    }


def _run_all(inbox: Path, master: Path, desk: Path) -> list[str]:
    line = python("-m", "xlmal", "kör", inbox, "--master", master, "--ut", desk / "ut")
    return line


def unchanged(inbox: Path, master: Path, desk: Path) -> Cost:
    """What a run costs when nothing has changed since the one before."""
    shutil.rmtree(desk, ignore_errors=True)
    desk.mkdir()
    shutil.copy(master, desk / "master.xlsx")
    for path in inbox.iterdir():
        os.utime(path, LONG_AGO)
    line = _run_all(inbox, desk / "master.xlsx", desk)
    cost(line)
    costs: Mapping[str, Cost] = medians({"igen": Command(line)}, 7)
    return next(itertools.chain(costs.values()))
