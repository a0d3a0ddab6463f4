"""How a report's values stand in cells: what is written, and the look it is given."""

from __future__ import annotations

import re
from copy import copy
from datetime import date
from typing import TYPE_CHECKING, Final

from openpyxl.styles import Alignment

from xlmal.building import look
from xlmal.reports.blocks import Value
from xlmal.reports.shown import Figure, Share

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles.cell_style import StyleArray

#: XML 1.0 section 2.2 knows no such characters, and openpyxl refuses them.
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ALIGNMENTS: Final = {
    "wrapped": look.WRAPPED,
    "left": Alignment(horizontal="left", vertical="top"),
    "right": Alignment(horizontal="right", vertical="top", indent=1),
    "right, wrapped": Alignment(horizontal="right", vertical="top", indent=1, wrap_text=True),
}


class Wardrobe:
    """The styles of a sheet's cells, each put together once.

    A report has some tens of looks and fifty thousand cells; openpyxl makes and compares a font,
    a border, a fill and an alignment for every cell that is given them.
    """

    def __init__(self) -> None:
        self._worn: dict[tuple[str, str, bool, str], StyleArray] = {}

    def dress(self, cell: Cell, value: Value, *, bold: bool, fill: str) -> None:
        """Give a cell the look that its value asks for."""
        alignment, number_format = _shape(value)
        look_of = alignment, number_format, bold, fill
        if look_of not in self._worn:
            cell.alignment = _ALIGNMENTS[alignment]
            cell.number_format = number_format
            cell.border = look.GRID
            cell.font = look.font(bold=bold)
            if fill:
                cell.fill = look.fill(fill)
            self._worn[look_of] = cell._style  # type: ignore[attr-defined]
        else:  # as openpyxl's own worksheet copy does
            cell._style = copy(self._worn[look_of])  # type: ignore[attr-defined]


def _shape(value: Value) -> tuple[str, str]:
    """The alignment and the number format of a value."""
    if isinstance(value, Figure):
        if value.number is None:
            return "right, wrapped", "General"
        return "right", "#,##0" + (f".{'0' * value.decimals}" if value.decimals else "")
    if isinstance(value, Share):
        return "right", "0.0%"
    if isinstance(value, date):
        return "left", "yyyy-mm-dd"
    return ("right" if isinstance(value, int) else "wrapped"), "General"


def put(cell: Cell, value: Value) -> None:
    """Write one value: numbers as numbers, all else as text that stays text."""
    if isinstance(value, Figure) and value.number is None:
        look.put_text(cell, str(value) or None)
    elif isinstance(value, (Figure, Share)):
        cell.value = value.number
    elif isinstance(value, (date, int)):
        cell.value = value
    elif value is not None:
        look.put_text(cell, clean(str(value)) or None)


def clean(text: str) -> str:
    """Take away the control characters that no workbook can hold."""
    return _UNPRINTABLE.sub("", text)
