"""Fonts, fills and print set-up that all our workbooks share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from xlmal.building.layout import palette

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_THIN = Side(style="thin", color="BFBFBF")
GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
WRAPPED = Alignment(wrap_text=True, vertical="top")
WRAPPED_LEFT = Alignment(wrap_text=True, vertical="top", horizontal="left")
WRAPPED_INDENTED = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=1)
UNLOCKED = Protection(locked=False)


def fill(colour: str) -> PatternFill:
    """A solid fill."""
    return PatternFill("solid", start_color=colour, end_color=colour)


def font(size: float = 11, *, bold: bool = False, colour: str = "000000") -> Font:
    """Our font."""
    return Font(name=palette().font, size=size, bold=bold, color=colour)


def link_font() -> Font:
    """How links look."""
    return Font(name=palette().font, size=11, underline="single", color="0563C1")


def link(cell: Cell | MergedCell, sheet: str) -> None:
    """Make a cell a link to a sheet of its own workbook."""
    cell.hyperlink = f"#'{sheet}'!A1"
    cell.font = link_font()


def clean(text: str) -> str:
    """A text without what no XML file can hold (XML 1.0, 2.2): control characters above all."""
    return _NOT_IN_XML.sub("", text)


def put_text(cell: Cell | MergedCell, text: object) -> None:
    """Write a value; text stays text even when it begins with = + - or @.

    Control characters, which no cell can hold, are left out.
    """
    if isinstance(text, str):
        cell.value = clean(text)
        cell.data_type = "s"
    else:
        cell.value = text  # type: ignore[assignment]


def title(sheet: Worksheet, text: str, intro: str = "", width: int = 8) -> None:
    """Write a sheet's heading on row 1 and its instruction on row 2."""
    put_text(sheet.cell(1, 1), text)
    sheet.cell(1, 1).font = font(16, bold=True, colour=palette().dark)
    sheet.row_dimensions[1].height = 24
    if intro:
        put_text(sheet.cell(2, 1), intro)
        sheet.cell(2, 1).font = font(11, colour="404040")
        sheet.cell(2, 1).alignment = Alignment(vertical="top")
    sheet.row_dimensions[2].height = 18


def header(cell: Cell | MergedCell, text: str) -> None:
    """Write a table's header cell."""
    put_text(cell, text)
    cell.font = font(bold=True, colour="FFFFFF")
    cell.fill = fill(palette().dark)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.border = GRID


#: Sheets wider than this many characters are set up for A3; on A4 nobody could read them.
_A4_WIDTH = 200


def print_setup(sheet: Worksheet, header_row: int | None = None, *, landscape: bool = True) -> None:
    """Fitted to the width of A4 (A3 when wide), the header row on each page, page numbers."""
    width = sum(
        dimension.width for dimension in sheet.column_dimensions.values() if not dimension.hidden
    )
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if width > _A4_WIDTH else sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = 0.5
    sheet.page_margins.bottom = 0.6
    sheet.page_margins.footer = 0.25
    sheet.oddFooter.left.text = "&A"  # type: ignore[union-attr]
    sheet.oddFooter.right.text = "Sida &P av &N"  # type: ignore[union-attr]
    if header_row:
        sheet.print_title_rows = f"{header_row}:{header_row}"


def protect(sheet: Worksheet) -> None:
    """Lock the sheet's locked cells, without a password; filters and column widths stay free."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatColumns = False
    protection.formatRows = False
    protection.autoFilter = False
    protection.sort = False
    protection.selectLockedCells = False
