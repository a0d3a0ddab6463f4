"""The cells on Så gör du where the sender says how decided the answer is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation

from xlmal.building import look
from xlmal.building.layout import palette
from xlmal.building.lists import define

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


class _AnswerCell(NamedTuple):
    """A cell's label, the defined name it is found by, and what guards it."""

    label: str
    name: str
    prompt: str
    error: str
    rule: Mapping[str, str]


_CELLS = (
    _AnswerCell(
        "Svaret är",
        "svarVersion",
        "Preliminärt, eller redan beslutat av nämnden?",
        "Välj preliminärt eller beslutat av nämnden.",
        {"type": "list", "formula1": '"preliminärt,beslutat av nämnden"'},
    ),
    _AnswerCell(
        "Beslutsdatum",
        "svarBeslutsdatum",
        "Dagen för beslutet, till exempel 2019-09-18. Tomt om svaret är preliminärt.",
        "Skriv datumet som 2019-09-18.",
        {"type": "date", "operator": "between", "formula1": "36526", "formula2": "73415"},
    ),
    _AnswerCell(
        "Paragraf",
        "svarParagraf",
        "Beslutets paragraf, till exempel § 87.",
        "Skriv bara paragrafen, till exempel § 87.",
        {"type": "textLength", "operator": "lessThanOrEqual", "formula1": "40"},
    ),
)

#: Defined names of the cells.
ANSWER_CELLS = tuple(cell.name for cell in _CELLS)


def write_answer_cells(sheet: Worksheet, row: int) -> int:
    """Write the cells from a row down, in column B; return the next free row."""
    assert sheet.parent is not None
    for answer in _CELLS:
        label, cell = sheet.cell(row, 1), sheet.cell(row, 2)
        look.put_text(label, answer.label)
        label.font = look.font(bold=True)
        cell.font = look.font()
        cell.fill = look.fill(palette().open)
        cell.protection = look.UNLOCKED
        cell.border = look.GRID
        cell.alignment = Alignment(horizontal="left")
        if answer.rule["type"] == "date":
            cell.number_format = "yyyy-mm-dd"
        validation = DataValidation(
            allowBlank=True,
            showErrorMessage=True,
            showInputMessage=True,
            errorTitle=answer.label,
            error=answer.error,
            promptTitle=answer.label,
            prompt=answer.prompt,
            **answer.rule,  # type: ignore[arg-type]
        )
        validation.add(cell.coordinate)
        sheet.add_data_validation(validation)
        define(sheet.parent, answer.name, f"'{sheet.title}'!$B${row}")
        row += 1
    return row
