"""All that a person may have put in a workbook, to hold one moment against another."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

Seen = Mapping[tuple[str, str], object]

_PLAIN = tuple(StyleArray())


def everything(data: bytes) -> Seen:
    """Cells, looks, notes, conditional formats, validations, tables and the rest, by place.

    Keys are (sheet, "C4") for cells and (sheet, what) for the rest. Heights of rows are left out:
    Excel fits them by itself.
    """
    book = load_workbook(io.BytesIO(data))
    look_of = lru_cache(maxsize=None)(partial(_look, book))
    plain = look_of(_PLAIN)
    seen: dict[tuple[str, str], object] = {
        ("", name): one.attr_text for name, one in book.defined_names.items()
    }
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                look = look_of(tuple(getattr(cell, "_style", None) or _PLAIN))
                note = cell.comment.text if cell.comment else None
                value = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
                if value is not None or note is not None or look != plain:
                    seen[page.title, cell.coordinate] = (value, look, note)
        seen |= {(page.title, what): one for what, one in _around(page).items()}
    return seen


def _look(book: Any, style: tuple[int, ...]) -> object:
    """What a style comes to; the same looks may have another number in another file."""
    numbers = StyleArray(style)
    number_format = numbers.numFmtId
    return (
        repr(book._fonts[numbers.fontId]),
        repr(book._fills[numbers.fillId]),
        repr(book._borders[numbers.borderId]),
        repr(book._alignments[numbers.alignmentId]),
        repr(book._protections[numbers.protectionId]),
        book._number_formats[number_format - 164] if number_format >= 164 else number_format,
    )


def _around(page: Worksheet) -> dict[str, object]:
    return {
        "läge": page.sheet_state,
        "tabeller": dict(page.tables.items()),
        "villkor": sorted(
            (str(area.sqref), [(rule.type, rule.formula, repr(rule.dxf)) for rule in area.rules])
            for area in page.conditional_formatting
        ),
        "regler": sorted(
            (str(one.sqref), one.type, one.formula1, one.showErrorMessage)
            for one in page.data_validations.dataValidation
        ),
        "sammanfogat": sorted(str(one) for one in page.merged_cells.ranges),
        "skydd": page.protection.sheet,
        "bredder": {name: one.width for name, one in page.column_dimensions.items()},
        "dolda rader": sorted(at for at, one in page.row_dimensions.items() if one.hidden),
        "utskrift": (page.print_area, page.print_title_rows, page.freeze_panes),
    }
