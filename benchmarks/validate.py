"""``xlmal validera`` on a master of 20 years against a row-by-row check."""

from __future__ import annotations

from measuring import HERE, Command, medians, python, table
from split import twenty_years

# With the garbage collection that the command line has, or reading would cost more than the whole.
READ_ONLY = """
import gc
import sys
gc.set_threshold(500_000, 50, 50)
from xlmal.operations.master import open_master
open_master(sys.argv[1])
"""


def measured(runs: int) -> list[str]:
    """The page's section on validating."""
    book = twenty_years()
    costs = medians(
        {
            "xlmal validera": Command(python("-m", "xlmal", "validera", book)),
            "därav läsning": Command(python("-c", READ_ONLY, book)),
            "pandas, iterrows och pydantic": Command(python(HERE / "row_by_row.py", book)),
        },
        runs,
    )
    return [
        "## Validera en huvudarbetsbok med 20 år",
        "",
        "600 indikatorer och 36 000 rader i Utfall. Radslingan läser med pandas, går rad för rad "
        "och gör ett pydanticobjekt av varje.",
        "",
        *table(costs),
        "",
    ]
