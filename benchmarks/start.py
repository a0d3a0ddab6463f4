"""What it costs to say the version, through the installed command."""

from __future__ import annotations

import sys
from pathlib import Path

from measuring import Command, medians, python, table


def measured(runs: int) -> list[str]:
    """The page's section on starting."""
    script = str(Path(sys.executable).with_name("xlmal"))
    costs = medians(
        {
            "xlmal --version": Command([script, "--version"]),
            "python -c pass": Command(python("-c", "pass")),
        },
        runs,
    )
    return ["## Starta", "", *table(costs), ""]
