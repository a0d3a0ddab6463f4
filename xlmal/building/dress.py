"""How the cells of a table look; cells that look alike are dressed once and the rest copied.

openpyxl looks every font and fill up anew at each assignment, which took two thirds of the time
that a master took to build (measured with 3.1.5).
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, NamedTuple

from xlmal.building import look

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.styles.cell_style import StyleArray

_ALIGNMENTS = {
    "figure": look.WRAPPED,
    "text": look.WRAPPED_LEFT,
    "after figures": look.WRAPPED_INDENTED,
}


class Look(NamedTuple):
    """What one cell of a table looks like; ``colour`` is empty for none."""

    number_format: str
    alignment: str
    colour: str
    is_open: bool


class Wardrobe:
    """The looks of one workbook's table, each put together once."""

    def __init__(self) -> None:
        self._ready: dict[Look, StyleArray] = {}

    def dress(self, cell: Cell | MergedCell, wanted: Look) -> None:
        """Give a cell its look."""
        ready = self._ready.get(wanted)
        if ready is not None:
            cell._style = copy(ready)  # type: ignore[union-attr]
            return
        cell.number_format = wanted.number_format
        cell.alignment = _ALIGNMENTS[wanted.alignment]
        cell.font = look.font()
        cell.border = look.GRID
        if wanted.colour:
            cell.fill = look.fill(wanted.colour)
        if wanted.is_open:
            cell.protection = look.UNLOCKED
        self._ready[wanted] = copy(cell._style)  # type: ignore[union-attr]
