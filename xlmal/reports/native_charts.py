"""Native charts on the numbers that stand beside them: bars, bars with a limit, and a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.series import SeriesLabel

from xlmal.building.layout import palette
from xlmal.building.overview import STATE_COLOURS
from xlmal.domain.choices import State
from xlmal.reports.blocks import Bars, Timeline
from xlmal.reports.charts import paint_of
from xlmal.reports.summary_sheet import chart_title
from xlmal.schema.cells import serial

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTH_CM: Final = 21.0
_BASE_CM: Final = 2.2
_EACH_CM: Final = 0.62
_MOST_CM: Final = 13.5
_EDGE: Final = "404040"


def bars_chart(sheet: Worksheet, bars: Bars, top: int, places: Sequence[int] = ()) -> BarChart:
    """Bars on the numbers below row ``top``; with a limit they stand, and a line crosses them.

    Excel draws no line across lying bars.

    Args:
        sheet: where the numbers stand, with the categories in its first column.
        bars: what is drawn.
        top: the row above the first numbers.
        places: the series' columns, then the limit's; from the second on when not given.
    """
    last = top + len(bars.categories)
    places = places or range(2, 2 + len(bars.series) + bool(bars.limit))
    chart = BarChart()
    chart.type = "col" if bars.limit else "bar"
    chart.grouping = "stacked" if bars.stacked else "clustered"
    chart.overlap = 100 if bars.stacked else 0
    chart.gapWidth = 40
    chart.title = chart_title(bars.title)
    for place, series in zip(places, bars.series, strict=False):
        chart.add_data(Reference(sheet, min_col=place, min_row=top + 1, max_row=last))
        chart.series[-1].tx = SeriesLabel(v=series.name)
        looks = chart.series[-1].graphicalProperties
        looks.solidFill = paint_of(series.paint, palette().dark)
        looks.line.solidFill = _EDGE
    chart.set_categories(Reference(sheet, min_col=1, min_row=top + 1, max_row=last))
    # openpyxl leaves the axes out of sight unless told otherwise (seen with 3.1).
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.majorGridlines = None
    chart.y_axis.number_format = "0%" if bars.percent else "0"
    if bars.percent:
        chart.y_axis.scaling.max = 1
    if len(bars.series) == 1 and not bars.limit:
        chart.legend = None
    else:
        chart.legend.position = "b"
    chart.width = _WIDTH_CM  # type: ignore[assignment]
    if bars.limit:
        chart.height = _BASE_CM + 6
        chart += _limit_line(sheet, bars.limit.name, places[-1], (top, last))
    else:
        chart.x_axis.scaling.orientation = "maxMin"
        rows = len(bars.categories) * len(bars.series) ** (0 if bars.stacked else 0.5)
        chart.height = min(_MOST_CM, _BASE_CM + _EACH_CM * rows)
    return chart


def _limit_line(sheet: Worksheet, name: str, column: int, rows: tuple[int, int]) -> LineChart:
    line = LineChart()
    line.add_data(Reference(sheet, min_col=column, min_row=rows[0] + 1, max_row=rows[1]))
    line.series[0].tx = SeriesLabel(v=name)
    line.series[0].marker.symbol = "none"
    looks = line.series[0].graphicalProperties.line
    looks.solidFill, looks.dashStyle, looks.width = STATE_COLOURS[State.NOT_MET], "dash", 22225
    return line


def timeline_chart(sheet: Worksheet, timeline: Timeline, top: int) -> BarChart:
    """A stacked bar a row: nothing until the first day, then what was planned, then how late."""
    last = top + len(timeline.spans)
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    chart.title = chart_title(timeline.title)
    for place, (name, colour) in enumerate(
        (
            ("Börjar", ""),
            ("Planerade dagar", palette().dark),
            ("Dagar sen", STATE_COLOURS[State.NOT_MET]),
        ),
        start=2,
    ):
        chart.add_data(Reference(sheet, min_col=place, min_row=top + 1, max_row=last))
        chart.series[-1].tx = SeriesLabel(v=name)
        looks = chart.series[-1].graphicalProperties
        if colour:
            # A single day is a hair's breadth: the edge makes it seen.
            looks.solidFill = looks.line.solidFill = colour
            looks.line.width = 38100
        else:
            looks.noFill = looks.line.noFill = True
    chart.set_categories(Reference(sheet, min_col=1, min_row=top + 1, max_row=last))
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"
    begins, ends = timeline.ends
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = serial(begins), serial(ends)
    chart.y_axis.majorUnit = 28  # whole weeks; months are of different lengths
    chart.y_axis.number_format = 'd"/"m'  # short enough to stand upright
    chart.y_axis.numFmt.sourceLinked = False
    chart.legend.position = "b"
    chart.width = _WIDTH_CM + 3  # type: ignore[assignment]
    chart.height = min(_MOST_CM, _BASE_CM + _EACH_CM * len(timeline.spans))
    return chart
