"""Times `xlmal validera` on a master of 20 years against a row-by-row check, in one run.

Whole cold processes, interleaved, medians; CPU seconds of the process, so that a busy machine
disturbs both alike. Prints one table and writes docs/prestanda.md.
"""

from __future__ import annotations

import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RUNS = 5

# With the garbage collection that the command line has, or reading would cost more than the whole.
READ_ONLY = """
import gc
import sys
gc.set_threshold(100_000, 50, 50)
from xlmal.operations.master import open_master
open_master(sys.argv[1])
"""


def seconds(command: list[str]) -> float:
    """CPU seconds of one cold process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = str(Path(folder) / "master.xlsx")
        subprocess.run([sys.executable, str(HERE / "twenty_years.py"), book], check=True, cwd=ROOT)
        commands = {
            "xlmal validera": [sys.executable, "-m", "xlmal", "validera", book],
            "därav läsning": [sys.executable, "-c", READ_ONLY, book],
            "pandas, iterrows och pydantic": [sys.executable, str(HERE / "row_by_row.py"), book],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                times[name].append(seconds(command))
    page = as_markdown({name: statistics.median(taken) for name, taken in times.items()})
    (ROOT / "docs" / "prestanda.md").write_text(page, encoding="utf-8")
    sys.stdout.write(page)


def as_markdown(medians: dict[str, float]) -> str:
    ours, peer = medians["xlmal validera"], medians["pandas, iterrows och pydantic"]
    rows = [f"| {name} | {taken:.2f} |" for name, taken in medians.items()]
    return "\n".join(
        [
            "# Prestanda",
            "",
            "Mätt med `make bench`: hela processer från start till slut, processortid i sekunder, "
            f"median av {RUNS} omgångar om vartannat. Python {platform.python_version()}.",
            "",
            "En huvudarbetsbok med 20 år, 600 indikatorer och 36 000 rader i Utfall:",
            "",
            "| Vad | Sekunder |",
            "|---|---|",
            *rows,
            "",
            f"`xlmal validera` tar {peer / ours:.1f} gånger mindre tid än radslingan, som läser "
            "med pandas, går rad för rad och gör ett pydanticobjekt av varje.",
            "",
        ]
    )


if __name__ == "__main__":
    main()
