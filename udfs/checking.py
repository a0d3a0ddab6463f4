"""MAL_KONTROLL: every rule over a table that a formula points at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from udfs.arguments import raw_cells
from xlmal.finding import Finding
from xlmal.intake.choose import choose_table
from xlmal.intake.reading import ReadOptions
from xlmal.intake.sheet import SheetContent
from xlmal.intake.table import read_table
from xlmal.operations.write_validation import in_order
from xlmal.rules.catalogue import ROW_RULES
from xlmal.rules.engine import check_rows
from xlmal.schema.master import MASTER_TABLES, OUTCOMES

if TYPE_CHECKING:
    import xlwings as xw

_TABLES = (OUTCOMES, *(table for table in MASTER_TABLES.values() if table is not OUTCOMES))


#: Excel's own limit is 32,767 characters in a cell.
_LONGEST_CELL = 32_000


def in_one_cell(findings: Sequence[Finding]) -> str:
    """The findings a line each; how many are left out where a cell cannot hold them all."""
    lines: list[str] = []
    room = _LONGEST_CELL
    for finding in findings:
        line = finding.as_line()
        room -= len(line) + 1
        if room < 0:
            left = len(findings) - len(lines)
            return "\n".join([*lines, f"... och {left} till. Tryck på Validera för att se alla."])
        lines.append(line)
    return "\n".join(lines)


def findings_of(area: xw.Range) -> list[Finding]:
    """What intake and the rules say of a table, at its cells' own addresses; one bulk read.

    Raises:
        Refusal: the area has no row of our headers (T21).
    """
    values = area.options(ndim=2, err_to_str=True).value
    cells = raw_cells(values, area.row, area.column)
    content = SheetContent.of(area.sheet.name, cells)
    choice = choose_table([content], _TABLES)
    read = read_table(content, choice.table, "", ReadOptions())
    return in_order([*read.findings, *check_rows(ROW_RULES, read)])
