"""The summary of a dialogue as a workbook: every word and every count, with a native chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from xlmal.building import look
from xlmal.building.finish import finish
from xlmal.building.heights import AIR, LINE, text_height
from xlmal.building.layout import palette
from xlmal.reports.blocks import Bars, Grid, Value
from xlmal.reports.dialogue_page import DialoguePage
from xlmal.reports.word_xml import shown

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEADER_ROW: Final = 3
_FIGURE: Final = Alignment(vertical="top", horizontal="center")
#: A sheet's columns together, in characters.
_SHEET_WIDTH: Final = 120.0


def write_book(page: DialoguePage) -> bytes:
    """Return the workbook's bytes; every cell is a value, and equal input gives equal bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    first = _sheet(book, "Ord", page.words, page.lead, width=80.0)
    _chart(first, page.picture)
    _sheet(book, "Målområden", page.areas, page.lead)
    _sheet(book, "Strategi och program", page.strategies, page.lead)
    last = _sheet(book, "Vem som har hörts", page.heard, page.lead)
    at = _HEADER_ROW + len(page.heard.rows) + 2
    for number, note in enumerate(page.notes):
        look.put_text(last.cell(at + number, 1), note)
        last.cell(at + number, 1).font = look.font(colour="404040")
    book.properties.title = look.clean(f"{page.municipality}: {page.title}")
    book.properties.language = "sv-SE"
    return finish(book)


def _sheet(
    book: Workbook, name: str, grid: Grid, intro: str, width: float = _SHEET_WIDTH
) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name)
    sheet.sheet_view.showGridLines = False
    look.title(sheet, grid.caption, intro)
    whole = sum(column.width for column in grid.columns)
    widths = [max(12.0, round(width * one.width / whole, 1)) for one in grid.columns]
    for at, (column, room) in enumerate(zip(grid.columns, widths, strict=True), start=1):
        look.header(sheet.cell(_HEADER_ROW, at), column.name)
        sheet.column_dimensions[get_column_letter(at)].width = room
    for number, row in enumerate(grid.rows):
        _row(sheet, _HEADER_ROW + 1 + number, row, widths, is_strong=number in grid.strong)
    sheet.freeze_panes = f"B{_HEADER_ROW + 1}"
    look.print_setup(sheet, _HEADER_ROW)
    return sheet


def _row(
    sheet: Worksheet, number: int, row: Sequence[Value], widths: Sequence[float], *, is_strong: bool
) -> None:
    heights = [LINE + AIR]
    for at, (value, width) in enumerate(zip(row, widths, strict=True), start=1):
        cell = sheet.cell(number, at)
        look.put_text(cell, value if isinstance(value, int) else shown(value))
        cell.font = look.font(bold=is_strong)
        cell.border = look.GRID
        cell.alignment = _FIGURE if isinstance(value, int) else look.WRAPPED
        heights.append(text_height(shown(value), width))
    sheet.row_dimensions[number].height = max(heights)


def _chart(sheet: Worksheet, picture: Bars) -> None:
    """The page's picture as a native chart, its numbers beside it."""
    if not picture.categories:
        return
    first = _HEADER_ROW + 22
    for at, (word, count) in enumerate(
        zip(picture.categories, picture.series[0].numbers, strict=True), start=first
    ):
        look.put_text(sheet.cell(at, 5), word)
        look.put_text(sheet.cell(at, 6), int(count))
        sheet.cell(at, 5).font = sheet.cell(at, 6).font = look.font()
    chart = BarChart()
    chart.type, chart.style = "bar", 10
    chart.title = picture.title
    last = first + len(picture.categories) - 1
    chart.add_data(Reference(sheet, min_col=6, min_row=first, max_row=last))
    chart.set_categories(Reference(sheet, min_col=5, min_row=first, max_row=last))
    chart.legend = None
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines = None
    chart.gapWidth = 40
    chart.series[0].graphicalProperties.solidFill = palette().dark
    chart.width, chart.height = 16, 10
    sheet.column_dimensions["E"].width = 24
    sheet.add_chart(chart, f"E{_HEADER_ROW}")
