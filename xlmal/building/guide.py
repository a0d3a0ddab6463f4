"""The sheet Så gör du: half a page on what to do, by when, and how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation

from xlmal.building import look
from xlmal.building.heights import LINE, lines
from xlmal.building.layout import palette
from xlmal.building.lists import define
from xlmal.schema.committee import CHECK, FOLLOW_UP_FORM, OUTCOME_FORM
from xlmal.schema.swedish_dates import long_date

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: Defined names of the cells where the sender says how decided the answer is.
ANSWER_CELLS = ("svarVersion", "svarBeslutsdatum", "svarParagraf")


_TEXT_WIDTH = 78.0


@dataclass(frozen=True)
class Guide:
    """The facts on the guide sheet."""

    municipality: str
    provider_name: str
    round_title: str
    last_day: date | None
    measured_to: date | None
    ask: str = ""
    given_by_others: Sequence[str] = ()


def write_guide(sheet: Worksheet, guide: Guide, sheets: Sequence[str]) -> None:
    """Write the guide; ``sheets`` are the visible sheets of the file."""
    sheet.sheet_properties.tabColor = palette().dark
    sheet.sheet_view.showGridLines = False
    look.title(sheet, f"{guide.round_title}: {guide.provider_name}")
    look.put_text(sheet.cell(2, 1), guide.municipality)
    sheet.cell(2, 1).font = look.font(colour="404040")
    row = 4
    if guide.last_day:
        row = _fact(sheet, row, "Sista dag", long_date(guide.last_day))
    if guide.measured_to:
        row = _fact(sheet, row, "Mäts till och med", long_date(guide.measured_to))
    row = _progress(sheet, row, sheets)
    row = _steps(sheet, row + 1, sheets)
    row = _answer(sheet, row + 1)
    if guide.ask:
        row = _fact(sheet, row + 1, "Frågor", guide.ask)
    if guide.given_by_others:
        row = _fact(sheet, row + 1, "Lämnas av andra", "; ".join(guide.given_by_others))
        row = _fact(
            sheet, row, "", "De indikatorerna står inte i den här filen. Du behöver inte lämna dem."
        )
    for letter, width in (("A", 22.0), ("B", _TEXT_WIDTH)):
        sheet.column_dimensions[letter].width = width
    look.print_setup(sheet, landscape=False)
    look.protect(sheet)


def _fact(sheet: Worksheet, row: int, label: str, text: str) -> int:
    look.put_text(sheet.cell(row, 1), label)
    sheet.cell(row, 1).font = look.font(bold=True)
    sheet.cell(row, 1).alignment = Alignment(vertical="top")
    look.put_text(sheet.cell(row, 2), text)
    sheet.cell(row, 2).font = look.font()
    sheet.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    return row + 1


def progress_formula(table_name: str) -> str:
    """The formula (without "=") that says "17 av 22 ifyllda"."""
    column = f"{table_name}[{CHECK}]"
    return (
        f'COUNTIF({column},"Klart*")&" av "&(ROWS({column})-COUNTIF({column},"Mäts inte*"))'
        '&" ifyllda"'
    )


def _progress(sheet: Worksheet, row: int, sheets: Sequence[str]) -> int:
    for table in (OUTCOME_FORM, FOLLOW_UP_FORM):
        if table.sheet in sheets:
            row = _fact(sheet, row, table.sheet, "")
            cell = sheet.cell(row - 1, 2)
            cell.value = f"={progress_formula(table.name)}"
            cell.font = look.font(bold=True, colour=palette().dark)
    return row


def _steps(sheet: Worksheet, row: int, sheets: Sequence[str]) -> int:
    steps = []
    if OUTCOME_FORM.sheet in sheets:
        steps.append(
            "Gå till bladet Utfall och fyll i de gula cellerna: ett enda tal per cell, utan enhet. "
            "Procent skrivs på skalan 0-100, alltså 82,5 och inte 0,825."
        )
        steps.append(
            "Saknas ett värde? Lämna cellen tom och välj orsak i Varför saknas värde. Gissa inte."
        )
    if FOLLOW_UP_FORM.sheet in sheets:
        steps.append(
            "Gå till bladet Måluppföljning och gör nämndens bedömning av varje mål för helåret. "
            "Uppfylls målet inte helt: skriv åtgärd, ansvarig roll och datum."
        )
    steps.append(
        "Kolumnen Kontroll säger rad för rad vad som återstår. När allt är klart står det Klart."
    )
    steps.append(
        "Fyll i Svaret gäller här nedanför, spara och skicka tillbaka filen. "
        "Byt inte namn på blad eller rubriker."
    )
    for number, step in enumerate(steps, start=1):
        row = _fact(sheet, row, f"{number}.", step)
        sheet.cell(row - 1, 1).alignment = Alignment(horizontal="right", vertical="top")
        sheet.row_dimensions[row - 1].height = 2 + LINE * lines(step, _TEXT_WIDTH)
    return row


def _answer(sheet: Worksheet, row: int) -> int:
    labels = ("Svaret gäller", "Beslutsdatum", "Paragraf")
    for label, name in zip(labels, ANSWER_CELLS, strict=True):
        _fact(sheet, row, label, "")
        cell = sheet.cell(row, 2)
        cell.fill = look.fill(palette().open)
        cell.protection = look.UNLOCKED
        cell.border = look.GRID
        cell.alignment = Alignment(horizontal="left")
        if name == "svarBeslutsdatum":
            cell.number_format = "yyyy-mm-dd"
        _guard(sheet, cell.coordinate, name)
        assert sheet.parent is not None
        define(sheet.parent, name, f"'{sheet.title}'!$B${row}")
        row += 1
    return row


def _guard(sheet: Worksheet, address: str, name: str) -> None:
    common = {"showErrorMessage": True, "showInputMessage": True, "allowBlank": True}
    if name == "svarVersion":
        validation = DataValidation(
            type="list",
            formula1='"preliminärt,beslutat av nämnden"',
            errorTitle="Välj ur listan",
            error="Välj preliminärt eller beslutat av nämnden.",
            promptTitle="Svaret gäller",
            prompt="Är svaret preliminärt eller beslutat av nämnden?",
            **common,  # type: ignore[arg-type]
        )
    elif name == "svarBeslutsdatum":
        validation = DataValidation(
            type="date",
            operator="greaterThan",
            formula1="36526",
            errorTitle="Skriv ett datum",
            error="Skriv datumet som 2019-09-18.",
            promptTitle="Beslutsdatum",
            prompt="Dagen då nämnden beslutade, till exempel 2019-09-18.",
            **common,  # type: ignore[arg-type]
        )
    else:
        validation = DataValidation(
            type="textLength",
            operator="lessThanOrEqual",
            formula1="40",
            errorTitle="För lång text",
            error="Skriv bara paragrafen, till exempel § 87.",
            promptTitle="Paragraf",
            prompt="Beslutets paragraf, till exempel § 87.",
            **common,  # type: ignore[arg-type]
        )
    validation.add(address)
    sheet.add_data_validation(validation)
