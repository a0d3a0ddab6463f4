"""How high a row must be to show its wrapped texts in full, for programs that do not fit rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from xlmal.building.layout import SheetLayout, sheet_layouts
from xlmal.schema.cells import stored_form
from xlmal.schema.columns import Table

LINE = 15.0
_USUAL_WIDTH = 14.0


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width in characters, wrapped at words."""
    taken = 0
    for paragraph in text.split("\n"):
        used = 0
        taken += 1
        for word in paragraph.split(" "):
            if used and used + 1 + len(word) > width:
                taken += 1
                used = 0
            used += (1 if used else 0) + len(word)
            while used > width:  # a word longer than the column is broken
                taken += 1
                used -= int(width) or 1
    return taken


def fitted(
    table: Table, row: Mapping[str, object], layout: SheetLayout, hidden: Collection[str] = ()
) -> float:
    """Points for one row of a table; numbers and dates never wrap."""
    most = 1
    for column in table.columns:
        value = stored_form(row.get(column.header))
        if isinstance(value, str) and column.header not in hidden:
            most = max(most, lines(value, layout.widths.get(column.header, _USUAL_WIDTH)))
    return LINE * most


def row_height(workbook: str, table: Table, row: Mapping[str, object]) -> float:
    """Points for one row of a table in one of our workbooks ("master", "committee")."""
    return fitted(table, row, sheet_layouts(workbook)[table.sheet])


def header_height(table: Table, layout: SheetLayout, hidden: Collection[str] = ()) -> float:
    """Points for a header row; bold letters and filter buttons take their share of the width."""
    return 4 + LINE * max(
        lines(column.header, layout.widths.get(column.header, _USUAL_WIDTH) * 0.85)
        for column in table.columns
        if column.header not in hidden
    )
