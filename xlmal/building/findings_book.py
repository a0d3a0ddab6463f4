"""A list of findings as a workbook of its own, for files that are not ours to write in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from openpyxl import Workbook

from xlmal.building import look
from xlmal.building.finish import finish
from xlmal.building.layout import sheet_layouts
from xlmal.building.tables import HEADER_ROW, TableStyle, write_table
from xlmal.schema.produced import VALIDATION

#: The same columns as on the sheet Validering, without the link that only works in its own book.
_TABLE = replace(
    VALIDATION, columns=tuple(replace(column, formula="") for column in VALIDATION.columns)
)


def build_findings_book(file: str, rows: Sequence[Mapping[str, object]]) -> bytes:
    """Return the bytes of a workbook with one table of findings; equal input gives equal bytes.

    Args:
        file: the name of the file that the findings concern.
        rows: the findings, by the headers of the sheet Validering.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = VALIDATION.sheet
    sheet.sheet_view.showGridLines = False
    intro = f"{len(rows)} påpekanden. Börja uppifrån: fel först. Filen själv är inte ändrad."
    if not rows:
        intro = "Inga påpekanden. Filen själv är inte ändrad."
    elif len(rows) == 1:
        intro = "Ett påpekande. Filen själv är inte ändrad."
    look.title(sheet, f"Påpekanden om {file}", intro)
    write_table(sheet, _TABLE, rows, sheet_layouts("master")[VALIDATION.sheet], TableStyle())
    look.print_setup(sheet, HEADER_ROW)
    return finish(book)
