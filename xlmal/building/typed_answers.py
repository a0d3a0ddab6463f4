"""Answers typed into a freshly built workbook, as a person would."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openpyxl import load_workbook

from xlmal.building import look
from xlmal.building.finish import finish


@dataclass(frozen=True, slots=True)
class TypedCell:
    """What somebody typed in one cell; ``number_format`` where typing changed the format."""

    sheet: str
    row: int
    column: int
    value: str | float | bool | date
    number_format: str = ""


def type_answers(workbook: bytes, cells: Iterable[TypedCell]) -> bytes:
    """Return the workbook with the cells filled in.

    Only for workbooks that we have just built ourselves, where openpyxl loses nothing; a file
    that people own is changed by splicing.
    """
    book = load_workbook(io.BytesIO(workbook))
    for typed in cells:
        cell = book[typed.sheet].cell(typed.row, typed.column)
        look.put_text(cell, typed.value)
        if typed.number_format:
            cell.number_format = typed.number_format
    return finish(book)
