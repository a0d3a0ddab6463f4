"""The sheet Tidplan i bild: the time plan week by week, drawn by Excel from the table Tidplan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from xlmal.building import look
from xlmal.building.heights import AIR, LINE, text_height
from xlmal.building.layout import SheetLayout, palette
from xlmal.domain.time_plan import Milestone, PlanStatus, how_it_stands
from xlmal.schema.cells import serial

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from xlmal.building.tables import Results

#: Rows and boxes of the picture; there is room for rows that are written later.
_ROWS: Final = 40
BOXES: Final = 53
_HEADER: Final = 5
_TOP: Final = _HEADER + 1
_HEADINGS: Final = {
    "Tidplan-ID": 11.0,
    "Organ": 18.0,
    "Ärende": 50.0,
    "Planerat datum": 12.0,
    "Planerat till": 12.0,
    "Faktiskt datum": 12.0,
    "Status": 15.0,
    "Läget": 18.0,
}
_FIRST_BOX: Final = len(_HEADINGS) + 1
_BOX_WIDTH: Final = 2.7
_DATE: Final = "yyyy-mm-dd"
_TODAY, _STEP = "$C$3", "$G$3"
PLANNED, DONE, LATE = "■", "●", "▲"
_FILLS: Final = {PLANNED: "8FA9B5", DONE: "1F6F8B", LATE: "B23A48"}
_LETTERS: Final = {PLANNED: "1B1B1B", DONE: "FFFFFF", LATE: "FFFFFF"}


@dataclass(frozen=True, slots=True)
class _Scale:
    """What day the picture begins, and how many days a box stands for."""

    first: date
    step: int

    @classmethod
    def of(cls, plan: Sequence[Milestone]) -> _Scale | None:
        days = [day for one in plan for day in (one.planned_on, one.planned_to, one.actual_on)]
        known = [day for day in days if day]
        if not known:
            return None
        first = min(known)
        first -= timedelta(days=first.weekday())
        step = max(7, (max(known) - first).days // BOXES + 1)
        return cls(first, step)

    def begins(self, box: int) -> date:
        return self.first + timedelta(days=self.step * box)


def write_plan_picture(sheet: Worksheet, plan: Sequence[Milestone], layout: SheetLayout) -> Results:
    """Write the picture's formulas; returns what they give, for programs that do not calculate."""
    look.title(sheet, layout.name, layout.intro)
    scale = _Scale.of(plan)
    results: dict[str, object] = {}
    _head(sheet, scale, results)
    for number in range(1, max(_ROWS, len(plan) + _ROWS // 4) + 1):
        one = plan[number - 1] if number <= len(plan) else None
        _row(sheet, number, one, scale, results)
    _colour(sheet, _HEADER + max(_ROWS, len(plan) + _ROWS // 4))
    sheet.freeze_panes = f"D{_TOP}"
    look.print_setup(sheet, _HEADER)
    last = get_column_letter(_FIRST_BOX + BOXES - 1)
    sheet.print_area = f"A1:{last}{_HEADER + (len(plan) or _ROWS // 4)}"
    look.protect(sheet)
    return results


def _head(sheet: Worksheet, scale: _Scale | None, results: dict[str, object]) -> None:
    """The day that is today, the size of a box, and the header with the day each box begins."""
    look.put_text(sheet["A3"], "Läget den:")
    look.put_text(sheet["E3"], "Dagar per ruta:")
    sheet["A3"].font = sheet["E3"].font = look.font(bold=True)
    today = sheet["C3"]
    today.value, today.number_format = "=TODAY()", _DATE
    today.fill, today.border = look.fill(palette().open), look.GRID
    today.protection, today.alignment = look.UNLOCKED, Alignment(horizontal="left")
    asked = DataValidation(
        type="date",
        operator="greaterThan",
        formula1="36526",
        showErrorMessage=True,
        errorTitle="Läget den",
        error="Skriv ett datum, till exempel 2019-09-20. Dagens datum: =IDAG()",
    )
    asked.add("C3")
    sheet.add_data_validation(asked)
    planned, until, actual = (
        f"tblTidplan[{header}]" for header in ("Planerat datum", "Planerat till", "Faktiskt datum")
    )
    days = f"(MAX({planned},{until},{actual})-$I${_HEADER}+1)/{BOXES}"
    sheet["G3"].value = f"=IF(COUNT({planned},{actual})=0,7,MAX(7,ROUND({days}+0.499,0)))"
    for column, (heading, width) in enumerate(_HEADINGS.items(), start=1):
        look.header(sheet.cell(_HEADER, column), heading)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for box in range(BOXES):
        cell = sheet.cell(_HEADER, _FIRST_BOX + box)
        look.header(cell, "")
        before = f"{get_column_letter(_FIRST_BOX + box - 1)}{_HEADER}"
        # The Monday of the first day: serial number 2 is a Monday, and ROUND stands for INT.
        cell.value = (
            f'=IF({before}="","",{before}+{_STEP})'
            if box
            else f'=IF(COUNT({planned},{actual})=0,"",'
            f"2+7*ROUND((MAX(5,MIN({planned},{actual}))-5)/7,0))"
        )
        cell.number_format = _DATE
        cell.font = look.font(8, bold=True, colour="FFFFFF")
        cell.alignment = Alignment(text_rotation=90, horizontal="center", vertical="center")
        sheet.column_dimensions[get_column_letter(_FIRST_BOX + box)].width = _BOX_WIDTH
        if scale:
            results[cell.coordinate] = serial(scale.begins(box))
    sheet.row_dimensions[_HEADER].height = 62
    if scale:
        results["G3"] = scale.step


def _row(
    sheet: Worksheet,
    number: int,
    one: Milestone | None,
    scale: _Scale | None,
    results: dict[str, object],
) -> None:
    row = _HEADER + number
    values = _values(one, scale) if one and scale else [""] * (len(_HEADINGS) + BOXES)
    for column, (formula, value) in enumerate(zip(_formulas(number), values, strict=True), start=1):
        cell = sheet.cell(row, column)
        cell.value = f"={formula}"
        cell.border = look.GRID
        is_text = column < _FIRST_BOX
        cell.font = look.font(11 if is_text else 9)
        cell.alignment = look.WRAPPED_LEFT if is_text else _MIDDLE
        cell.number_format = _DATE if column in (4, 5, 6) else "General"
        results[cell.coordinate] = value
    height = text_height(one.matter if one else "", _HEADINGS["Ärende"])
    sheet.row_dimensions[row].height = max(height, LINE + AIR)


_MIDDLE = Alignment(horizontal="center", vertical="center")


def _formulas(number: int) -> Iterator[str]:
    row = _HEADER + number
    for header in ("Tidplan-ID", "Organ", "Ärende"):
        yield f'IFERROR(INDEX(tblTidplan[{header}],{number})&"","")'
    for header, otherwise in (
        ("Planerat datum", '""'),
        ("Planerat till", f"$D{row}"),
        ("Faktiskt datum", '""'),
    ):
        cell = f"INDEX(tblTidplan[{header}],{number})"
        yield f'IFERROR(IF({cell}="",{otherwise},{cell}),"")'
    yield f'IFERROR(INDEX(tblTidplan[Status],{number})&"","")'
    until, actual, off = f"$E{row}", f"$F{row}", f'$G{row}="{PlanStatus.CANCELLED}"'
    yield (
        f'IF($A{row}="","",IF({off},"{PlanStatus.CANCELLED}",IF(NOT(ISNUMBER({until})),'
        f'IF(ISNUMBER({actual}),"klar","utan datum"),IF(ISNUMBER({actual}),'
        f'IF({actual}>{until},"klar, "&{_days(actual, until)},"klar i tid"),'
        f'IF({until}<{_TODAY},{_days(_TODAY, until)},"i tid")))))'
    )
    for box in range(BOXES):
        begins = f"{get_column_letter(_FIRST_BOX + box)}${_HEADER}"
        yield (
            f'IF($A{row}="","",IF(AND(ISNUMBER({actual}),{actual}>={begins},'
            f'{actual}<{begins}+{_STEP}),IF({actual}>{until},"{LATE}","{DONE}"),'
            f"IF(AND(ISNUMBER($D{row}),{until}>={begins},$D{row}<{begins}+{_STEP}),"
            f'"{PLANNED}",IF(AND(ISNUMBER({until}),NOT({off}),{begins}>{until},'
            f'{begins}<=IF(ISNUMBER({actual}),{actual},{_TODAY})),"{LATE}",""))))'
        )


def _days(later: str, earlier: str) -> str:
    return f'({later}-{earlier})&IF({later}-{earlier}=1," dag sen"," dagar sen")'


def _values(one: Milestone, scale: _Scale) -> list[object]:
    """What the formulas of a row give; None where that changes with the day it is."""
    until, actual = one.last_planned, one.actual_on
    days = (serial(day) if day else "" for day in (one.planned_on, until, actual))
    texts = (one.id, one.organ, one.matter)
    return [*texts, *days, str(one.status), _how(one), *_boxes(one, scale)]


def _how(one: Milestone) -> str | None:
    """How the row stands; None while that depends on the day it is."""
    is_over = one.actual_on or one.last_planned is None or one.status is PlanStatus.CANCELLED
    return how_it_stands(one, one.actual_on or date.min) if is_over else None


def _boxes(one: Milestone, scale: _Scale) -> Iterator[str | None]:
    until, actual = one.last_planned, one.actual_on
    for box in range(BOXES):
        begins, ends = scale.begins(box), scale.begins(box + 1)
        if actual and begins <= actual < ends:
            yield LATE if until and actual > until else DONE
        elif until and one.planned_on and until >= begins and one.planned_on < ends:
            yield PLANNED
        elif not until or until >= begins or one.status is PlanStatus.CANCELLED:
            yield ""
        elif actual is None:
            yield None
        else:
            yield LATE if begins <= actual else ""


def _colour(sheet: Worksheet, last: int) -> None:
    """Colour the signs, and draw today's line; the signs themselves part in print."""
    first, end = get_column_letter(_FIRST_BOX), get_column_letter(_FIRST_BOX + BOXES - 1)
    area = f"{first}{_TOP}:{end}{last}"
    for sign, colour in _FILLS.items():
        shown = FormulaRule(
            formula=[f'{first}{_TOP}="{sign}"'],
            fill=look.fill(colour),
            font=look.font(9, colour=_LETTERS[sign]),
        )
        sheet.conditional_formatting.add(area, shown)
    edge = Border(left=Side(style="thin", color="1B1B1B"))
    now = f"AND({_TODAY}>={first}${_HEADER},{_TODAY}<{first}${_HEADER}+{_STEP})"
    sheet.conditional_formatting.add(
        area, FormulaRule(formula=[now], border=edge, fill=look.fill(palette().open))
    )
