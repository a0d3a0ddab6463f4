"""Sections of grids and bars as sheets of their own, the bars as native charts on their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.series import SeriesLabel

from xlmal.building.layout import SheetLayout, palette
from xlmal.reports.blocks import Bars, Block, Grid, Section, Text, Value
from xlmal.reports.charts import paint_of
from xlmal.reports.content import ReportContent
from xlmal.reports.pen import Pen, RowLook, cell_at
from xlmal.reports.shown import Step
from xlmal.reports.summary_sheet import chart_title

if TYPE_CHECKING:
    from openpyxl import Workbook

#: The sheet that a section becomes.
SHEET_OF: Final = {
    "andrat": "Ändrat sedan sist",
    "teman": "Teman",
    "tvars": "Finans, personal, miljö",
    "revisorer": "Revisorernas blad",
    "traffsakerhet": "Träffsäkerhet",
    "malen": "Målen i siffror",
}
#: How wide a sheet's columns are together, in characters.
_SHEET_WIDTH: Final = 150.0
_LEAST_WIDTH: Final = 8.0
#: Room for both of a step's statuses, one on each line.
_STEP_WIDTH: Final = 28.0
_CHART_CM: Final = (21.0, 2.2, 0.62)
_POINTS_A_CM: Final = 28.35


def write_section(
    book: Workbook, content: ReportContent, section: Section, layout: SheetLayout
) -> None:
    """Write a section's grids under each other, and its bars with the numbers they show."""
    blocks = [*_blocks(section)]
    grids = [block for block in blocks if isinstance(block, Grid)]
    whole = sum(column.width for column in grids[0].columns)
    rows = [row for grid in grids for row in grid.rows]
    stepping = {at for row in rows for at, value in enumerate(row) if isinstance(value, Step)}
    widths = {
        column.name: max(
            _STEP_WIDTH if at in stepping else _LEAST_WIDTH,
            round(_SHEET_WIDTH * column.width / whole, 1),
        )
        for at, column in enumerate(grids[0].columns)
    }
    pen = Pen(book, replace(layout, widths=widths), section.title)
    for number, grid in enumerate(grids):
        _write_grid(pen, grid, first=not number, alone=len(grids) == 1)
    for block in blocks:
        if isinstance(block, Text) and block.lead:
            pen.line(f"{block.lead} {block.text}")
        elif isinstance(block, Bars):
            _write_bars(pen, block)
    pen.close(f"{content.municipality}, {content.round.title}")


def _blocks(section: Section) -> Iterator[Block]:
    yield from section.blocks
    for part in section.sections:
        yield from _blocks(part)


def _write_grid(pen: Pen, grid: Grid, *, first: bool, alone: bool) -> None:
    names = [*pen.layout.widths]
    if first:
        pen.header()
    if not alone:
        pen.band(grid.caption, 12)
    if not first and [column.name for column in grid.columns] != names:
        heads = (column.name for column in grid.columns)
        pen.row(dict(zip(names, heads, strict=True)), RowLook(bold=True, fill=palette().light))
    for at, row in enumerate(grid.rows):
        strong = at in grid.strong
        pen.row(
            {name: _on_two_lines(value) for name, value in zip(names, row, strict=True)},
            RowLook(bold=strong, fill=palette().light if strong else ""),
        )
    if not grid.rows:
        pen.line(grid.empty)


def _on_two_lines(value: Value) -> Value:
    return f"{value.before}\n→ {value.now}" if isinstance(value, Step) else value


def _write_bars(pen: Pen, bars: Bars) -> None:
    """Write the numbers, and a chart of them below."""
    sheet = pen.sheet
    pen.band(bars.title, 12)
    top = pen.row_number
    for place, series in enumerate(bars.series, start=2):
        cell_at(sheet, top, place).value = series.name
    pen.gap(18)
    for at, category in enumerate(bars.categories):
        cell_at(sheet, pen.row_number, 1).value = category
        for place, series in enumerate(bars.series, start=2):
            cell = cell_at(sheet, pen.row_number, place)
            cell.value = series.numbers[at]
            cell.number_format = "0.0%" if bars.percent else "0"
        pen.gap(15)
    chart = _chart(pen, bars, top)
    sheet.add_chart(chart, f"A{pen.row_number + 1}")
    pen.gap()
    pen.gap(min(400.0, chart.height * _POINTS_A_CM + 12))


def _chart(pen: Pen, bars: Bars, top: int) -> BarChart:
    last = top + len(bars.categories)
    chart = BarChart()
    chart.type = "bar"
    chart.grouping = "stacked" if bars.stacked else "clustered"
    chart.overlap = 100 if bars.stacked else 0
    chart.gapWidth = 40
    chart.title = chart_title(bars.title)
    for place, series in enumerate(bars.series, start=2):
        data = Reference(pen.sheet, min_col=place, min_row=top + 1, max_row=last)
        chart.add_data(data)
        chart.series[-1].tx = SeriesLabel(v=series.name)
        looks = chart.series[-1].graphicalProperties
        looks.solidFill = paint_of(series.paint, palette().dark)
        looks.line.solidFill = "404040"
    chart.set_categories(Reference(pen.sheet, min_col=1, min_row=top + 1, max_row=last))
    # openpyxl leaves the axes out of sight unless told otherwise (seen with 3.1).
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.majorGridlines = None
    chart.y_axis.number_format = "0%" if bars.percent else "0"
    if bars.percent:
        chart.y_axis.scaling.max = 1
    if len(bars.series) == 1:
        chart.legend = None
    else:
        chart.legend.position = "b"
    width, base, each = _CHART_CM
    chart.width = width  # type: ignore[assignment]
    chart.height = min(13.5, base + each * len(bars.categories) * len(bars.series) ** 0.5)
    return chart
