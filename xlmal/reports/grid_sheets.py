"""Sections of grids and bars as sheets of their own, the bars as native charts on their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from openpyxl.styles import Alignment

from xlmal.building.heights import LINE, lines
from xlmal.building.layout import SheetLayout, palette
from xlmal.reports.blocks import Bars, Block, Grid, Section, Text, Timeline, Value
from xlmal.reports.content import ReportContent
from xlmal.reports.native_charts import bars_chart, timeline_chart
from xlmal.reports.pen import Pen, RowLook, cell_at
from xlmal.reports.shown import Step

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.chart import BarChart

#: The sheet that a section becomes.
SHEET_OF: Final = {
    "andrat": "Ändrat sedan sist",
    "teman": "Teman",
    "tvars": "Finans, personal, miljö",
    "matris": "Styrbild",
    "koncentration": "Koncentration",
    "utan-koppling": "Utan koppling",
    "agenda-karta": "Agenda 2030",
    "tidplan": "Tidplan",
    "revisorer": "Revisorernas blad",
    "traffsakerhet": "Träffsäkerhet",
    "malen": "Målen i siffror",
}
#: How wide a sheet's columns are together, in characters.
_SHEET_WIDTH: Final = 150.0
_LEAST_WIDTH: Final = 8.0
#: Room for both of a step's statuses, one on each line.
_STEP_WIDTH: Final = 28.0
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
    tops = [
        _write_grid(pen, grid, first=not number, alone=len(grids) == 1)
        for number, grid in enumerate(grids)
    ]
    for block in blocks:
        if isinstance(block, Text) and block.lead:
            pen.line(f"{block.lead} {block.text}")
        elif isinstance(block, Bars) and block.columns:
            places = [grids[0].place(name) for name in block.columns]
            _place(pen, bars_chart(pen.sheet, block, tops[0], places), pen.row_number)
        elif isinstance(block, Bars):
            _write_bars(pen, block)
        elif isinstance(block, Timeline):
            _write_timeline(pen, block)
    pen.close(f"{content.municipality}, {content.round.title}")


def _blocks(section: Section) -> Iterator[Block]:
    yield from section.blocks
    for part in section.sections:
        yield from _blocks(part)


def _write_grid(pen: Pen, grid: Grid, *, first: bool, alone: bool) -> int:
    """Write a grid; returns the row above its first."""
    names = [*pen.layout.widths]
    if first:
        pen.header()
    begins = pen.row_number
    if not alone:
        pen.band(grid.caption, 12)
    if not first and [column.name for column in grid.columns] != names:
        heads = (column.name for column in grid.columns)
        pen.row(dict(zip(names, heads, strict=True)), RowLook(bold=True, fill=palette().light))
    top = pen.row_number - 1
    for at, row in enumerate(grid.rows):
        strong = at in grid.strong
        pen.row(
            {name: _on_two_lines(value) for name, value in zip(names, row, strict=True)},
            RowLook(bold=strong, fill=palette().light if strong else ""),
        )
    if not grid.rows:
        pen.line(grid.empty)
    if not first:
        pen.keep(begins)
    return top


def _on_two_lines(value: Value) -> Value:
    return f"{value.before}\n→ {value.now}" if isinstance(value, Step) else value


def _write_bars(pen: Pen, bars: Bars) -> None:
    """Write the numbers, and a chart of them below."""
    limit = (bars.limit.name,) if bars.limit else ()
    top = _heads(pen, bars.title, (*(series.name for series in bars.series), *limit))
    for at, category in enumerate(bars.categories):
        row = pen.row_number
        cell_at(pen.sheet, row, 1).value = category
        for place, series in enumerate(bars.series, start=2):
            cell = cell_at(pen.sheet, row, place)
            cell.value = series.numbers[at]
            cell.number_format = "0.0%" if bars.percent else "0"
        if bars.limit:
            cell = cell_at(pen.sheet, row, len(bars.series) + 2)
            cell.value, cell.number_format = bars.limit.at, "0.0"
        pen.gap(15)
    _place(pen, bars_chart(pen.sheet, bars, top), top - 1)


def _write_timeline(pen: Pen, timeline: Timeline) -> None:
    """Write each row's first day, planned days and days late, and a chart of them below."""
    top = _heads(pen, timeline.title, ("Börjar", "Planerade dagar", "Dagar sen"))
    for span in timeline.spans:
        row = pen.row_number
        # Excel draws the edge of a bar of 0, and none where the cell is empty.
        late = (span.late_to - span.last).days if span.late_to else None
        days = (span.last - span.first).days + 1
        written: tuple[str | date | int | None, ...] = (span.label, span.first, days, late)
        for place, value in enumerate(written, start=1):
            cell_at(pen.sheet, row, place).value = value
        cell_at(pen.sheet, row, 2).number_format = "yyyy-mm-dd"
        pen.gap(15)
    _place(pen, timeline_chart(pen.sheet, timeline, top), top - 1)


def _heads(pen: Pen, title: str, names: tuple[str, ...]) -> int:
    """The heading of a chart's numbers, and what its columns are; returns their row."""
    pen.band(title, 12)
    top = pen.row_number
    widths = [*pen.layout.widths.values()]
    for place, name in enumerate(names, start=2):
        cell = cell_at(pen.sheet, top, place)
        cell.value = name
        cell.alignment = Alignment(wrap_text=True, horizontal="right", vertical="bottom")
    pen.gap(3 + LINE * max(map(lines, names, widths[1:])))
    return top


def _place(pen: Pen, chart: BarChart, first: int) -> None:
    """Put a chart below its numbers, which began on row ``first``; each keeps to one page."""
    last = pen.row_number
    if first < last:
        pen.keep(first)
    pen.sheet.add_chart(chart, f"A{last + 1}")
    pen.gap()
    pen.gap(min(400.0, chart.height * _POINTS_A_CM + 12))
    pen.keep(last)
