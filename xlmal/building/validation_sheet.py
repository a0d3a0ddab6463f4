"""The sheet Validering, in every workbook from birth: its table, its name, and links that work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils import get_column_letter

from xlmal.building import look
from xlmal.building.layout import SheetLayout, palette
from xlmal.building.lists import define
from xlmal.building.tables import (
    HEADER_ROW,
    ROOM_BELOW,
    TableStyle,
    guard_headers,
    write_table,
)
from xlmal.schema.produced import MARKED_CELLS_NAME, VALIDATION

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def write_validation_sheet(book: Workbook, sheet: Worksheet, layout: SheetLayout) -> None:
    """Write the empty table of findings, and name its addresses for the marks to look up."""
    look.title(sheet, layout.name, layout.intro)
    formulas = {column.header: column.formula for column in VALIDATION.columns if column.formula}
    write_table(sheet, VALIDATION, (), layout, TableStyle(formulas=formulas))
    guard_headers(sheet, VALIDATION, HEADER_ROW)
    look.print_setup(sheet, HEADER_ROW)
    first, last = HEADER_ROW + 1, HEADER_ROW + ROOM_BELOW
    letter = _letter("Allvar")
    for word, colour in (("fel", palette().not_met), ("varning", palette().partly)):
        rule = FormulaRule(formula=[f'${letter}{first}="{word}"'], fill=look.fill(colour))
        sheet.conditional_formatting.add(f"{letter}{first}:{letter}{last}", rule)
    cells = _letter("Cell")
    define(book, MARKED_CELLS_NAME, f"'{sheet.title}'!${cells}${first}:${cells}${last}")


def _letter(header: str) -> str:
    return get_column_letter(VALIDATION.headers.index(header) + 1)
