"""The sheet Översikt: the council goals and each unit's goals in the chosen round, with charts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)

from xlmal.building import look
from xlmal.building.heights import AIR, LINE, text_height
from xlmal.building.layout import SheetLayout, palette
from xlmal.building.overview_formulas import council_figures, finance_figures
from xlmal.building.overview_rows import council_cells, unit_cells
from xlmal.building.rollup_formulas import GOAL_CALCULATION
from xlmal.building.tables import Results
from xlmal.domain.choices import State
from xlmal.domain.followup import SOUND_FINANCES
from xlmal.domain.round_result import RoundResult
from xlmal.domain.status import symbol
from xlmal.domain.units import Unit
from xlmal.schema.produced import ATTAINMENT

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: The charts stand first and side by side: they are what people come for. Rows of 15 points.
_CHART_ROW = 5
_CHART_ROWS = 22
_CHART_HEIGHT = 10.8  # cm
TOP = _CHART_ROW + _CHART_ROWS
#: Nothing stands for nothing: a table full of zeros hides the figures that matter.
_COUNT_FORMAT = "0;-0;;@"
_NAME_WIDTH = 52.0
#: "◐ bedöms delvis uppfyllas" in a narrow column.
_LINES_OF_STATUS = 2
#: Columns of words after the figures; they keep their distance.
_TEXTS = range(5, 9)

COUNCIL_HEADINGS = (
    "Övergripande mål",
    "Lydelse",
    "Antal mål",
    "Varav bolag och förbund",
    "Nämndernas mål",
    "Täckning",
    "Med bolag och förbund",
    "Samlad bedömning",
)
UNIT_HEADINGS = ("Nämnd/bolag", "Namn", *(f"{symbol(state)} {state}" for state in State))

#: Fills that differ in lightness, so that they part in print and for the colour-blind.
STATE_COLOURS = {
    State.MET: "1F6F8B",
    State.PARTLY: "F2C14E",
    State.NOT_MET: "B23A48",
    State.CANNOT_ASSESS: "8C8C8C",
    State.NOT_REPORTED: "D9D9D9",
    State.NOT_MEASURED: "F2F2F2",
}
_DARK = (State.MET, State.NOT_MET, State.CANNOT_ASSESS)


def write_overview(
    sheet: Worksheet, result: RoundResult, units: Sequence[Unit], layout: SheetLayout
) -> Results:
    """Write the two tables and their charts; the round is chosen on the sheet Måluppfyllelse.

    Returns what the formulas give in the round that is chosen from the start.
    """
    look.title(sheet, layout.name, layout.intro)
    look.put_text(sheet.cell(3, 1), "Omgång:")
    sheet.cell(3, 1).font = look.font(bold=True)
    chosen = sheet.cell(3, 2)
    chosen.value = "=valdOmgang"
    chosen.hyperlink = f"#'{ATTAINMENT.sheet}'!B3"
    chosen.font = look.link_font()
    # The warning that Beräkning lacks room concerns these figures as much.
    warning = sheet.cell(3, 3)
    warning.value = f"='{ATTAINMENT.sheet}'!C3&\"\""
    warning.font = look.font(bold=True, colour="9C0006")
    told = council_cells(result)
    last = _goals_per_council_goal(sheet, told)
    rows = unit_cells(result, units)
    top = last + 3
    _status_per_unit(sheet, top, rows)
    for row in range(_CHART_ROW, TOP):
        sheet.row_dimensions[row].height = LINE
    for letter, width in (("A", 16.0), ("B", _NAME_WIDTH)):
        sheet.column_dimensions[letter].width = width
    for letter in "CDEFGH":
        sheet.column_dimensions[letter].width = 13.5
    look.print_setup(sheet, landscape=False)
    sheet.page_setup.fitToHeight = 1
    look.protect(sheet)
    given = {TOP + at: cells for at, cells in enumerate(told, start=1)}
    given |= {top + at: cells for at, cells in enumerate(rows, start=1)}
    return {
        f"{letter}{row}": value
        for row, cells in given.items()
        for letter, value in zip("ABCDEFGH", cells, strict=True)
    } | {"B3": result.round.code, "C3": ""}


def _table(sheet: Worksheet, top: int, headings: Sequence[str]) -> None:
    sheet.row_dimensions[top].height = 48
    for column, heading in enumerate(headings, start=1):
        look.header(sheet.cell(top, column), heading)


def _formulas(
    sheet: Worksheet, row: int, formulas: Sequence[str], texts: Collection[int] = ()
) -> None:
    sheet.row_dimensions[row].height = LINE + AIR
    for column, formula in enumerate(formulas, start=1):
        cell = sheet.cell(row, column)
        cell.value = f"={formula}"
        cell.font = look.font()
        cell.alignment = look.WRAPPED
        if column in texts:
            cell.alignment = look.WRAPPED_INDENTED
        cell.border = look.GRID
        cell.number_format = _COUNT_FORMAT if column > 2 else "General"


def _goals_per_council_goal(sheet: Worksheet, told: Sequence[tuple[str | int, ...]]) -> int:
    """Table and chart of the council goals; returns the table's last row."""
    _table(sheet, TOP, COUNCIL_HEADINGS)
    count = len(told) - 1
    for number in range(1, count + 1):
        row = TOP + number
        _formulas(
            sheet,
            row,
            [
                f'IFERROR(INDEX(tblOvergripandeMal[Mål-ID],{number})&"","")',
                f'IFERROR(INDEX(tblOvergripandeMal[Mål],{number})&"","")',
                *council_figures(f"$A{row}", number),
            ],
            _TEXTS,
        )
        words = str(told[number - 1][1])
        sheet.row_dimensions[row].height = max(
            text_height(words, _NAME_WIDTH), _LINES_OF_STATUS * LINE + AIR
        )
    last = TOP + count + 1
    _formulas(sheet, last, ['""', f'"{SOUND_FINANCES}"', *finance_figures()], _TEXTS)
    sheet.row_dimensions[last].height = _LINES_OF_STATUS * LINE + AIR
    chart = BarChart()
    chart.type = "bar"
    chart.title = _title("Antal mål per övergripande mål")
    chart.add_data(
        Reference(sheet, min_col=3, min_row=TOP, max_row=TOP + count), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=TOP + 1, max_row=TOP + count))
    chart.series[0].graphicalProperties.solidFill = palette().dark
    _finish_chart(chart, sheet, f"A{_CHART_ROW}", 12.6)
    chart.legend = None
    return last


def _status_per_unit(sheet: Worksheet, top: int, rows: Sequence[tuple[str | int, ...]]) -> None:
    """Table and stacked chart of how many of each unit's goals stand where."""
    _table(sheet, top, UNIT_HEADINGS)
    count = len(rows)
    for number in range(1, count + 1):
        row = top + number
        counts = [
            f"COUNTIFS({GOAL_CALCULATION}[Nämnd/bolag],$A{row},"
            f'{GOAL_CALCULATION}[Gäller],1,{GOAL_CALCULATION}[Läge],"{state}")'
            for state in State
        ]
        _formulas(
            sheet,
            row,
            [
                f'IFERROR(INDEX(tblNamnder[Nämnd/bolag],{number})&"","")',
                f'IFERROR(INDEX(tblNamnder[Namn],{number})&"","")',
                *(f'IF($A{row}="",0,{formula})' for formula in counts),
            ],
        )
    chart = BarChart()
    chart.type = "bar"
    chart.grouping = "stacked"
    chart.overlap = 100
    chart.title = _title("Målens status per nämnd och bolag")
    data = Reference(sheet, min_col=3, max_col=2 + len(State), min_row=top, max_row=top + count)
    chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=top + 1, max_row=top + count))
    for series, state in zip(chart.series, State, strict=True):
        series.graphicalProperties.solidFill = STATE_COLOURS[state]
        series.graphicalProperties.line.solidFill = "404040"
        series.dLbls = _labels("FFFFFF" if state in _DARK else "000000")
    _finish_chart(chart, sheet, f"C{_CHART_ROW}", 15.6)
    chart.legend.position = "b"


def _finish_chart(chart: BarChart, sheet: Worksheet, anchor: str, width: float) -> None:
    chart.height, chart.width = _CHART_HEIGHT, width  # type: ignore[assignment]  # cm
    chart.gapWidth = 40
    # openpyxl leaves the axes out of sight unless told otherwise (seen with 3.1). The labels say
    # the figures, so the axis of figures may stay away.
    chart.x_axis.delete = False
    chart.y_axis.delete = True
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.majorGridlines = None
    if chart.grouping != "stacked":
        chart.dataLabels = _labels("000000")
    sheet.add_chart(chart, anchor)


def _title(text: str) -> Title:
    letters = CharacterProperties(sz=1200, b=True, solidFill=palette().dark)
    run = RegularTextRun(rPr=letters, t=text)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=letters), r=[run])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _labels(colour: str) -> DataLabelList:
    """The figure on each bar; none where there is nothing to count."""
    labels = DataLabelList(numFmt="0;-0;;")
    labels.showVal = True
    for hidden in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(labels, hidden, False)
    labels.txPr = RichText(
        p=[
            Paragraph(
                pPr=ParagraphProperties(defRPr=CharacterProperties(sz=900, solidFill=colour)),
                endParaRPr=CharacterProperties(),
            )
        ]
    )
    return labels
