"""Every cell that openpyxl reads is the same cell for us: value, error, formula, number format."""

from __future__ import annotations

import datetime
import io
from itertools import product

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.worksheet import Worksheet

from xlmal.finding import Kind, RawCell
from xlmal.ooxml.package import open_package
from xlmal.ooxml.scan import scan_sheet


def numbers(sheet: Worksheet) -> None:
    for at, value in enumerate([0, 7, -3.4, 82.5, 1e-9, 123456789012345, 0.1 + 0.2], start=1):
        sheet.cell(at, at, value).number_format = "0.00%" if at % 2 else "#,##0"


def texts(sheet: Worksheet) -> None:
    for value in ["007", " luft ", "rad\nbrytning", "å & <b>", "N/A", "TRUE", "👩‍🏫", ""]:
        sheet.append([None, value])


def rich(sheet: Worksheet) -> None:
    sheet["B2"] = CellRichText("mål ", TextBlock(InlineFont(b=True), "fet"), " slut")


def formulas_and_errors(sheet: Worksheet) -> None:
    sheet.append(["=1+1", '=IF(B1="","",B1)', True, False])
    for error in ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"]:
        sheet.append([error])


def dates(sheet: Worksheet) -> None:
    sheet["A1"] = datetime.datetime(2025, 4, 30)
    sheet["A2"] = datetime.date(2019, 8, 31)
    sheet["A3"] = datetime.time(12, 30)


def sparse(sheet: Worksheet) -> None:
    for row, column in product((1, 500, 70_000), (1, 27, 703)):
        sheet.cell(row, column, row * column)
    sheet.cell(3, 3).number_format = "0.0"
    sheet.merge_cells("E1:F2")


def same(found: RawCell | None, value: object, epoch: datetime.datetime) -> bool:
    if value is None or value == "":
        return found is None or found.text == ""
    if found is None:
        return False
    if isinstance(value, bool):
        return found.kind is Kind.BOOLEAN and found.text == str(int(value))
    if isinstance(value, int | float):
        return found.kind is Kind.NUMBER and float(found.text) == value
    if isinstance(value, datetime.datetime | datetime.time):
        return found.kind is Kind.NUMBER and from_excel(float(found.text), epoch) == value
    if found.kind is Kind.ERROR:
        return found.text == value
    return found.kind is Kind.TEXT and found.text == value


@pytest.mark.parametrize("write_only", [False, True])
@pytest.mark.parametrize("fill", [numbers, texts, rich, formulas_and_errors, dates, sparse])
def test_every_cell_is_the_same(fill, write_only) -> None:  # type: ignore[no-untyped-def]
    book = openpyxl.Workbook()
    fill(book.active)
    if write_only:  # inline strings instead of shared ones
        rows = [[cell.value for cell in row] for row in book.active.iter_rows(max_row=600)]
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Utfall")
        for row in rows:
            sheet.append(
                [str(value) if isinstance(value, CellRichText) else value for value in row]
            )
    stream = io.BytesIO()
    book.save(stream)
    package = open_package(stream.getvalue())
    theirs = openpyxl.load_workbook(io.BytesIO(stream.getvalue()), data_only=True)
    their_formulas = openpyxl.load_workbook(io.BytesIO(stream.getvalue()))
    scan = scan_sheet(package, package.sheets[0])
    sheet, formulas = theirs.worksheets[0], their_formulas.worksheets[0]
    places = {(cell.row, cell.column) for cell in scan} | set(sheet._cells)
    assert len(places) > 0
    for row, column in places:
        found, value = scan.cell(row, column), sheet._cells.get((row, column))
        assert same(found, value.value if value else None, theirs.epoch), (found, value)
        written = formulas._cells.get((row, column))
        if found is not None:
            assert written is not None
            assert found.number_format == written.number_format
            assert found.formula == (written.value if written.data_type == "f" else None)
