"""The sheet Sammanfattning: one page with sentences, the council's goals, and a chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.styles import Alignment

from xlmal.building import look
from xlmal.building.layout import SheetLayout, palette
from xlmal.building.overview import STATE_COLOURS
from xlmal.domain.choices import State
from xlmal.reports.blocks import Value
from xlmal.reports.content import ReportContent
from xlmal.reports.paging import LINE_POINTS, lines
from xlmal.reports.parts import Counts, Rated
from xlmal.reports.pen import Pen, RowLook, cell_at
from xlmal.reports.shown import Status

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_OVERALL: Final = "Samlad bedömning"
_COUNT_WIDTH: Final = 5.3
#: The chart is never lower than this, in points; the sentences beside it are given the room.
_CHART_POINTS: Final = 230.0
_POINTS_A_CM: Final = 28.35


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the table."""

    id: str
    name: str
    counts: Counts
    rated: Rated | None = None
    overall: Status | None = None


def write_summary(book: Workbook, content: ReportContent, layout: SheetLayout) -> None:
    """Write the first page."""
    states = {state: str(Status.of(state, content.words)) for state in State}
    widths: dict[str, float] = dict(layout.widths)
    if not any(section.overall for section in content.council_goals):
        del widths[_OVERALL]
    widths |= dict.fromkeys(states.values(), _COUNT_WIDTH)
    pen = Pen(book, replace(layout, widths=widths), content.title, landscape=False)
    look.put_text(cell_at(pen.sheet, 2, 1), content.municipality)
    cell_at(pen.sheet, 2, 1).font = look.font(12, bold=True, colour="404040")
    top = pen.row_number
    chart_height = _write_sentences(pen, content.summary.sentences)
    pen.gap()
    first = pen.row_number
    _write_header(pen, list(widths))
    for line in _council_lines(content):
        _write_line(pen, line, states)
    last = pen.row_number - 1
    for line in _total_lines(content):
        _write_line(pen, line, states, RowLook(bold=True, fill=palette().light))
    if content.council_goals:
        places = range(len(widths) - len(states) + 1, len(widths) + 1)
        chart = _chart(pen.sheet, states, places, (first, last))
        chart.height = chart_height / _POINTS_A_CM
        chart.width = _centimetres([*widths.values()][2:]) - 0.3  # type: ignore[assignment]
        pen.sheet.add_chart(chart, f"C{top}")
    pen.line("Siffrorna under symbolerna är antal nämndmål. Se Läsanvisning för ord och regler.")
    pen.close(f"{content.municipality}, {content.round.title}")
    pen.sheet.page_setup.fitToHeight = 1


def _write_sentences(pen: Pen, sentences: Sequence[str]) -> float:
    """Write the sentences beside the chart's place; returns how high they stand, in points."""
    width = pen.layout.widths["Övergripande mål"]
    heights = [lines(sentence, width) * LINE_POINTS + 6 for sentence in sentences]
    spare = max(0.0, _CHART_POINTS - sum(heights)) / max(1, len(heights))
    for sentence, height in zip(sentences, heights, strict=True):
        bullet, cell = (cell_at(pen.sheet, pen.row_number, place) for place in (1, 2))
        look.put_text(bullet, "•")
        bullet.alignment = Alignment(horizontal="right", vertical="top")
        look.put_text(cell, sentence)
        cell.alignment = look.WRAPPED
        bullet.font = cell.font = look.font()
        pen.gap(height + spare)
    return max(_CHART_POINTS, sum(heights))


def _write_header(pen: Pen, names: Sequence[str]) -> None:
    row = pen.row_number
    for place, name in enumerate(names, start=1):
        cell = cell_at(pen.sheet, row, place)
        look.header(cell, name)
        if place > len(names) - len(State):
            cell.alignment = Alignment(text_rotation=90, horizontal="center", vertical="bottom")
            cell.font = look.font(10, bold=True, colour="FFFFFF")
    pen.gap(128)


def _council_lines(content: ReportContent) -> list[_Line]:
    return [
        _Line(
            section.id,
            section.wording,
            section.counts,
            section.committees,
            section.overall.status if section.overall else None,
        )
        for section in content.council_goals
    ]


def _total_lines(content: ReportContent) -> list[_Line]:
    summary = content.summary
    found = [_Line("", "Alla nämndmål", summary.committee_goals)]
    if summary.company_goals.total:
        found.append(_Line("", "Bolagens och förbundens mål, för sig", summary.company_goals))
    if content.sound_finances:
        section = content.sound_finances
        overall = section.overall.status if section.overall else None
        found.append(_Line("", "God ekonomisk hushållning", section.counts, section.rated, overall))
    return found


def _write_line(
    pen: Pen,
    line: _Line,
    states: dict[State, str],
    style: RowLook = RowLook(),  # noqa: B008
) -> None:
    coverage = line.rated.coverage if line.rated else line.counts.coverage
    values: dict[str, Value] = {
        "ID": line.id,
        "Övergripande mål": line.name,
        "Status": line.rated.status if line.rated else None,
        "Bedömda": f"{coverage.assessed} av {coverage.expected}",
        _OVERALL: line.overall,
    }
    counts = {name: line.counts[state] or None for state, name in states.items()}
    row = pen.row(values | counts, style)
    for place in range(len(pen.layout.widths) - len(states) + 1, len(pen.layout.widths) + 1):
        cell_at(pen.sheet, row, place).alignment = Alignment(horizontal="center", vertical="top")


def _chart(
    sheet: Worksheet, states: dict[State, str], places: range, rows: tuple[int, int]
) -> BarChart:
    """A stacked bar per council goal: how many of the committees' goals stand where."""
    first, last = rows
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    chart.title = chart_title("Nämndmål per övergripande mål, efter status")
    chart.add_data(
        Reference(sheet, min_col=places[0], max_col=places[-1], min_row=first + 1, max_row=last)
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=first + 1, max_row=last))
    for series, (state, name) in zip(chart.series, states.items(), strict=True):
        series.tx = SeriesLabel(v=name)
        series.graphicalProperties.solidFill = STATE_COLOURS[state]
        series.graphicalProperties.line.solidFill = "404040"
    # openpyxl leaves the axes out of sight unless told otherwise (seen with 3.1).
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.majorGridlines = None
    chart.y_axis.number_format = "0"
    chart.legend.position = "b"
    return chart


def chart_title(text: str) -> Title:
    """A chart's title in our looks."""
    return Title(tx=Text(rich=_rich(text, 1100)))


def _rich(text: str, size: int) -> RichText:
    """Chart text; ``size`` in hundredths of a point."""
    looks = CharacterProperties(sz=size, b=True, solidFill=palette().dark)
    runs = [RegularTextRun(rPr=looks, t=text)]
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=looks), r=runs)])


def _centimetres(widths: Sequence[float]) -> float:
    """How wide columns are on the screen, at 96 dots per inch."""
    return sum(7 * width + 5 for width in widths) / 96 * 2.54
