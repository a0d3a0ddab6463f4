"""Sparklines in cells (MS-XLSX 2.6.120): openpyxl knows none, so they go into the sheet's XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

_EXTENSION: Final = "{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"
_X14: Final = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM: Final = "http://schemas.microsoft.com/office/excel/2006/main"
_END: Final = b"</worksheet>"


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Bars in ``cell`` ("M4") of the numbers of ``numbers`` ("'Historik'!C4:G4")."""

    cell: str
    numbers: str


def with_sparklines(
    data: bytes, sheet_number: int, lines: Sequence[Sparkline], colour: str
) -> bytes:
    """Put sparklines in one sheet of a workbook that we have just built.

    Args:
        data: the workbook as `building.finish` wrote it.
        sheet_number: the sheet's place, from 1.
        lines: at least one, or the workbook is returned as it is.
        colour: RGB in hex.

    Raises:
        ValueError: the sheet already has extensions, which would have to be joined.
    """
    if not lines:
        return data
    part = f"xl/worksheets/sheet{sheet_number}.xml"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == part:
                content = _extended(content, lines, colour)
            target.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _extended(sheet: bytes, lines: Sequence[Sparkline], colour: str) -> bytes:
    if b"<extLst" in sheet:
        raise ValueError("the sheet already has extensions")
    drawn = "".join(
        f"<x14:sparkline><xm:f>{escape(line.numbers)}</xm:f><xm:sqref>{line.cell}</xm:sqref>"
        "</x14:sparkline>"
        for line in lines
    )
    extension = (
        f'<extLst><ext xmlns:x14="{_X14}" uri="{_EXTENSION}">'
        f'<x14:sparklineGroups xmlns:xm="{_XM}">'
        '<x14:sparklineGroup type="column" displayEmptyCellsAs="gap" last="1">'
        f'<x14:colorSeries rgb="FF{colour}"/><x14:colorLast rgb="FF{colour}"/>'
        f"<x14:sparklines>{drawn}</x14:sparklines></x14:sparklineGroup></x14:sparklineGroups>"
        "</ext></extLst>"
    )
    # The extension list is a worksheet's last child (ECMA-376 part 1, 18.3.1.99).
    before, _, after = sheet.rpartition(_END)
    return before + extension.encode() + _END + after
