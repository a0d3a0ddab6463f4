"""The workbook's hidden identity: who it was made for, for which round, and what was issued."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from xlmal.building import look
from xlmal.schema.committee import GUIDE_SHEET
from xlmal.schema.manifest import ISSUED_HEADERS, IssuedValue, Manifest, checksum, issued_rows
from xlmal.schema.produced import ISSUED_SHEET, MANIFEST_SHEET

if TYPE_CHECKING:
    from openpyxl import Workbook


def write_manifest(book: Workbook, manifest: Manifest, issued: Iterable[IssuedValue] = ()) -> None:
    """Add the veryHidden sheets that make a file recognisable when it comes back."""
    if GUIDE_SHEET in book.sheetnames:
        manifest = replace(manifest, own_texts=checksums(guide_texts(book)))
    sheet = book.create_sheet(MANIFEST_SHEET)
    sheet.sheet_state = "veryHidden"
    for number, (key, value) in enumerate(manifest.rows(), start=1):
        look.put_text(sheet.cell(number, 1), key)
        look.put_text(sheet.cell(number, 2), value)
    if manifest.kind == "uppdrag":
        sheet = book.create_sheet(ISSUED_SHEET)
        sheet.sheet_state = "veryHidden"
        for column, heading in enumerate(ISSUED_HEADERS, start=1):
            look.put_text(sheet.cell(1, column), heading)
        for row, issued_value in enumerate(issued_rows(issued), start=2):
            for column, part in enumerate(issued_value, start=1):
                look.put_text(sheet.cell(row, column), part)


def guide_texts(book: Workbook) -> dict[str, str]:
    """What stands on Så gör du, by cell address; what a formula says is left out."""
    return {
        cell.coordinate: cell.value
        for row in book[GUIDE_SHEET].iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value and cell.data_type != "f"
    }


def checksums(
    texts: Mapping[str, str], put_in: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """The manifest's marks of texts by cell address, once other texts stand where marks do."""
    found = {}
    for address, text in texts.items():
        for mark, other in put_in.items():
            text = text.replace(mark, other)
        found[address] = checksum(text)
    return found
