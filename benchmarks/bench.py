"""All measurements in one run (``make bench``): prints one page and writes docs/prestanda.md.

The files that are read are made the first time and kept in build/matning. ``--snabb`` leaves out
the 3,500 files, whose making and measuring takes some minutes, and goes round once.
"""

from __future__ import annotations

import compileall
import os
import platform
import sys

import consolidate
import saved_elsewhere
import split
import start
import validate
from measuring import ROOT

FEW, MANY = 300, 3500
RUNS = 3


def main(arguments: list[str]) -> None:
    is_quick = "--snabb" in arguments
    runs = 1 if is_quick else RUNS
    # As the peers are, and as we are once installed: here nothing may have written byte code.
    compileall.compile_dir(ROOT / "xlmal", quiet=1)
    page = [
        "# Prestanda",
        "",
        "Mätt med `make bench`: hela processer från start till slut, i en och samma körning, om "
        f"vartannat, medianer av {runs}. Python {platform.python_version()}, "
        f"{os.cpu_count()} processorer. "
        "Minnet är det mesta som processen och dess arbetare har haft tillsammans (PSS). "
        "Gånger vår tid över 1 betyder att vi är snabbare.",
        "",
        *consolidate.measured(FEW, runs),
        *([] if is_quick else consolidate.measured(MANY, runs)),
        *saved_elsewhere.measured(runs),
        *split.measured(runs),
        *validate.measured(runs),
        *start.measured(21),
    ]
    text = "\n".join(page)
    (ROOT / "docs" / "prestanda.md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
