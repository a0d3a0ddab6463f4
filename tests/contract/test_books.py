"""What every Book says of one and the same workbook, wherever it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from excel_engine.desk import running_excel
from openpyxl import Workbook
from openpyxl.worksheet.table import Table

from xlmal.books.file_book import FileBook
from xlmal.books.live_book import LiveBook
from xlmal.books.memory_book import MemoryBook
from xlmal.books.port import Book
from xlmal.finding import Kind, RawCell, Refusal
from xlmal.intake.reading import ReadOptions
from xlmal.intake.table import read_table
from xlmal.operations.reading import content_of, manifest_of, sheet_names
from xlmal.schema.committee import OUTCOME_FORM

OUTCOMES = (
    ("Utfall i augusti",),
    (),
    ("ID", "Benämning", "Utfall"),
    ("M1.1", "Nöjda", 82.5),
    ("M1.2", "Väntetid", "1-3"),
    ("M1.3", "=2+3", True),
    (None, None, 0.123456789012),
)
SHEETS = {"Läs mig": (("Hej",),), "Utfall": OUTCOMES}
TABLES = {"tblUtfall": ("Utfall", "A3:C7")}


def file_bytes() -> bytes:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Läs mig"
    for title, rows in SHEETS.items():
        page = first if title == first.title else book.create_sheet(title)
        for at, row in enumerate(rows, start=1):
            for across, value in enumerate(row, start=1):
                cell = page.cell(at, across, value)
                if isinstance(value, str):
                    cell.data_type = "s"
    book["Utfall"].add_table(Table(displayName="tblUtfall", name="tblUtfall", ref="A3:C7"))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(params=["memory", "file", "live"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Book]:
    if request.param == "memory":
        yield MemoryBook("KS.xlsx", SHEETS, TABLES)
    elif request.param == "file":
        yield FileBook.open(file_bytes(), "KS.xlsx")
    else:
        path = tmp_path / "KS.xlsx"
        path.write_bytes(file_bytes())
        with running_excel() as excel:
            yield LiveBook(excel.open(path))


def test_a_book_has_the_name_people_call_it(book: Book) -> None:
    assert book.name == "KS.xlsx"


def test_sheets_come_in_order_and_are_seen(book: Book) -> None:
    assert [(one.name, one.is_visible) for one in book.sheets()] == [
        ("Läs mig", True),
        ("Utfall", True),
    ]
    assert sheet_names(book) == ("Läs mig", "Utfall")


def test_a_table_has_its_sheet_area_and_columns(book: Book) -> None:
    (table,) = book.tables()
    assert (table.display_name, table.sheet, str(table.area)) == ("tblUtfall", "Utfall", "A3:C7")
    assert table.columns == ("ID", "Benämning", "Utfall")
    assert (table.first_data_row, table.last_data_row) == (4, 7)


def test_each_cell_is_what_it_is_and_not_what_it_looks_like(book: Book) -> None:
    scan = book.scan("utfall")
    assert [str(_at(scan.cell(row, 3))) for row in (4, 5, 6, 7)] == [
        "number 82.5",
        "text 1-3",
        "boolean 1",
        "number 0.123456789012",
    ]
    assert str(_at(scan.cell(6, 2))) == "text =2+3"
    assert scan.cell(2, 1) is None
    assert (scan.last_row, scan.last_column) == (7, 3)


def _at(cell: RawCell | None) -> str:
    assert cell is not None
    assert cell.formula is None
    return f"{cell.kind} {cell.text}"


def test_a_sheet_that_is_not_there_is_refused(book: Book) -> None:
    with pytest.raises(Refusal, match="Bladet Bedömning finns inte") as refused:
        book.scan("Bedömning")
    assert refused.value.code == "F20"


def test_dates_count_from_1900_and_nothing_is_linked(book: Book) -> None:
    assert not book.date1904
    assert book.external_links == ()
    assert manifest_of(book) is None


def test_intake_reads_the_same_rows_from_every_book(book: Book) -> None:
    read = read_table(content_of(book, "Utfall"), OUTCOME_FORM, book.name, ReadOptions())
    held = FileBook.open(file_bytes(), "KS.xlsx")
    alone = read_table(content_of(held, "Utfall"), OUTCOME_FORM, "KS.xlsx", ReadOptions())
    assert read.findings == alone.findings
    assert [row.number for row in read.rows] == [row.number for row in alone.rows]
    assert any(cell.kind is Kind.TEXT for cell in book.scan("Utfall"))
