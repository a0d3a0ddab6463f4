"""The sheet Översikt: goals per council goal and status per unit, counted by Excel, with charts."""

from __future__ import annotations

from collections.abc import Sequence
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
from openpyxl.worksheet.datavalidation import DataValidation

from xlmal.building import look
from xlmal.building.heights import AIR, LINE, text_height
from xlmal.building.layout import SheetLayout, palette
from xlmal.domain.choices import RoundKind, State
from xlmal.domain.goals import CouncilGoal
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.domain.status import symbol, wording

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: The charts stand first and side by side: they are what people come for. Rows of 15 points.
_CHART_ROW = 5
_CHART_ROWS = 22
_CHART_HEIGHT = 10.8  # cm
_TOP = _CHART_ROW + _CHART_ROWS
_ROUND_CELL = "$B$3"
#: Nothing stands for nothing: a table full of zeros hides the figures that matter.
_COUNT_FORMAT = "0;-0;;@"
#: How many rows an empty workbook is given, so that goals written later are counted.
_SPARE = 12
_NAME_WIDTH = 52.0

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
    sheet: Worksheet, municipality: Municipality, round_: Round, layout: SheetLayout
) -> None:
    """Write the two tables and their charts; the round is chosen in one open cell."""
    look.title(sheet, layout.name, layout.intro)
    look.put_text(sheet.cell(3, 1), "Omgång:")
    sheet.cell(3, 1).font = look.font(bold=True)
    chosen = sheet.cell(3, 2)
    look.put_text(chosen, round_.code)
    chosen.fill = look.fill(palette().open)
    chosen.protection = look.UNLOCKED
    chosen.border = look.GRID
    pick = DataValidation(
        type="list",
        formula1="listaOmgang",
        showErrorMessage=True,
        errorTitle="Välj ur listan",
        error="Omgången finns inte i Rapporttillfällen.",
    )
    pick.add("B3")
    sheet.add_data_validation(pick)
    first = _goals_per_council_goal(sheet, municipality.council_goals)
    _status_per_unit(sheet, first, len(municipality.units) or _SPARE)
    for row in range(_CHART_ROW, _TOP):
        sheet.row_dimensions[row].height = LINE
    for letter, width in (("A", 14.0), ("B", _NAME_WIDTH)):
        sheet.column_dimensions[letter].width = width
    for letter in "CDEFGH":
        sheet.column_dimensions[letter].width = 11.5
    look.print_setup(sheet, landscape=False)
    sheet.page_setup.fitToHeight = 1
    look.protect(sheet)


def _table(sheet: Worksheet, top: int, headings: list[str]) -> None:
    sheet.row_dimensions[top].height = 48
    for column, heading in enumerate(headings, start=1):
        look.header(sheet.cell(top, column), heading)


def _formulas(sheet: Worksheet, row: int, formulas: list[str]) -> None:
    sheet.row_dimensions[row].height = LINE + AIR
    for column, formula in enumerate(formulas, start=1):
        cell = sheet.cell(row, column)
        cell.value = f"={formula}"
        cell.font = look.font()
        cell.alignment = look.WRAPPED
        cell.border = look.GRID
        cell.number_format = _COUNT_FORMAT if column > 2 else "General"


def _goals_per_council_goal(sheet: Worksheet, goals: Sequence[CouncilGoal]) -> int:
    """Table and chart of unit goals per council goal; returns the first free row."""
    count = len(goals) or _SPARE
    _table(sheet, _TOP, ["Övergripande mål", "Lydelse", "Antal mål", "Varav bolag och förbund"])
    for number in range(1, count + 1):
        row = _TOP + number
        key = f"$A{row}"
        companies = "+".join(
            f"SUMPRODUCT((tblNamndmal[Övergripande mål]={key})"
            f'*(COUNTIFS(tblNamnder[Nämnd/bolag],tblNamndmal[Nämnd/bolag],tblNamnder[Typ],"{kind}")>0))'
            for kind in ("bolag", "kommunalförbund")
        )
        _formulas(
            sheet,
            row,
            [
                f'IFERROR(INDEX(tblOvergripandeMal[Mål-ID],{number})&"","")',
                f'IFERROR(INDEX(tblOvergripandeMal[Mål],{number})&"","")',
                f'IF({key}="",0,COUNTIF(tblNamndmal[Övergripande mål],{key}))',
                f'IF({key}="",0,{companies})',
            ],
        )
        wording = goals[number - 1].wording if number <= len(goals) else ""
        sheet.row_dimensions[row].height = text_height(wording, _NAME_WIDTH)
    chart = BarChart()
    chart.type = "bar"
    chart.title = _title("Antal mål per övergripande mål")
    chart.add_data(
        Reference(sheet, min_col=3, min_row=_TOP, max_row=_TOP + count), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=_TOP + 1, max_row=_TOP + count))
    chart.series[0].graphicalProperties.solidFill = palette().dark
    _finish_chart(chart, sheet, f"A{_CHART_ROW}", 12.6)
    chart.legend = None
    return _TOP + count + 3


def _status_per_unit(sheet: Worksheet, top: int, count: int) -> None:
    """Table and stacked chart of how many of each unit's goals stand where."""
    headings = ["Nämnd/bolag", "Namn", *(f"{symbol(state)} {state}" for state in State)]
    _table(sheet, top, headings)
    for number in range(1, count + 1):
        row = top + number
        counts = [
            "+".join(
                f"COUNTIFS(tblMaluppfyllelse[Nämnd/bolag],$A{row},tblMaluppfyllelse[Nivå],"
                f'"Mål",tblMaluppfyllelse[Omgång],{_ROUND_CELL},tblMaluppfyllelse[Status],"{word}")'
                for word in dict.fromkeys(
                    (wording(state, RoundKind.D2), wording(state, RoundKind.YEAR))
                )
            )
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
    _finish_chart(chart, sheet, f"C{_CHART_ROW}", 13.6)
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
