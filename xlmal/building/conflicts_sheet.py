"""The sheet Konflikter, in every master from birth: an open column to choose in, the rest shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from xlmal.building import look
from xlmal.building.layout import SheetLayout, palette
from xlmal.building.tables import (
    HEADER_ROW,
    ROOM_BELOW,
    TableStyle,
    guard_headers,
    write_table,
)
from xlmal.schema.produced import CHOOSE_MASTER, CHOOSE_RETURNED, CONFLICTS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_CHOICE, _SETTLED = "Välj", "Avgjort"


def write_conflicts_sheet(sheet: Worksheet, layout: SheetLayout) -> None:
    """Write the empty table of conflicts, with a drop-down that lets typed values through."""
    look.title(sheet, layout.name, layout.intro)
    style = TableStyle(opens=lambda column, _: column.header == _CHOICE)
    write_table(sheet, CONFLICTS, (), layout, style)
    guard_headers(sheet, CONFLICTS, HEADER_ROW)
    first, last = HEADER_ROW + 1, HEADER_ROW + ROOM_BELOW
    letter = _letter(_CHOICE)
    choose = DataValidation(
        type="list",
        formula1=f'"{CHOOSE_MASTER},{CHOOSE_RETURNED}"',
        allowBlank=True,
        errorStyle="information",  # any value may be typed: Excel only asks
        showErrorMessage=True,
        errorTitle="Ett eget värde",
        error="Det du skrev är varken master eller nämnd. Det läses som det värde som gäller.",
        showInputMessage=True,
        promptTitle="Vad gäller?",
        prompt=f"{CHOOSE_MASTER}: som i huvudarbetsboken. {CHOOSE_RETURNED}: som raden säger. "
        "Eller skriv det som gäller; (tom) tömmer cellen.",
    )
    choose.add(f"{letter}{first}:{letter}{last}")
    sheet.add_data_validation(choose)
    settled = FormulaRule(
        formula=[f'${_letter(_SETTLED)}{first}<>""'], font=look.font(colour="7F7F7F")
    )
    whole = f"A{first}:{get_column_letter(len(CONFLICTS.columns))}{last}"
    sheet.conditional_formatting.add(whole, settled)
    waiting = FormulaRule(
        formula=[f'AND($A{first}<>"",${_letter(_SETTLED)}{first}="")'],
        fill=look.fill(palette().partly),
    )
    sheet.conditional_formatting.add(f"A{first}:A{last}", waiting)
    look.print_setup(sheet, HEADER_ROW)


def _letter(header: str) -> str:
    return get_column_letter(CONFLICTS.headers.index(header) + 1)
