"""The sheet Bra och dåligt: examples of goals, indicators and targets, good beside bad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from xlmal.building import look
from xlmal.building.heights import text_height
from xlmal.building.layout import sheet_layouts
from xlmal.building.open_ranges import HEADER_ROW
from xlmal.package_data import data_path
from xlmal.schema.written import EXAMPLES_SHEET

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def write_guidance(sheet: Worksheet) -> None:
    """Write the examples on an empty sheet."""
    layout = sheet_layouts("committee")[EXAMPLES_SHEET]
    sheet.title = layout.name
    sheet.sheet_properties.tabColor = layout.tab
    sheet.sheet_view.showGridLines = False
    look.title(sheet, layout.title, layout.intro)
    lines = data_path("guidance/goals.tsv").read_text(encoding="utf-8").splitlines()
    widths = list(layout.widths.values())
    for column, (heading, width) in enumerate(layout.widths.items(), start=1):
        look.header(sheet.cell(HEADER_ROW, column), heading)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, line in enumerate(lines[1:], start=HEADER_ROW + 1):
        texts = line.split("\t")
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(row, column)
            look.put_text(cell, text)
            cell.font = look.font(bold=column == 3)
            cell.alignment = look.WRAPPED_LEFT
            cell.border = look.GRID
        sheet.row_dimensions[row].height = max(
            text_height(text, width) for text, width in zip(texts, widths, strict=True)
        )
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    look.print_setup(sheet, HEADER_ROW)
    look.protect(sheet)
