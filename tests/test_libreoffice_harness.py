"""The judge itself: LibreOffice recalculates what it is given, whatever the file claims."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from support.libreoffice import (
    ConversionError,
    pages_as_png,
    pdf_pages,
    pdf_text,
    recalculate,
    recalculate_many,
    to_pdf,
)

pytestmark = pytest.mark.libreoffice


def write_book(path: Path, cells: dict[str, str | int]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for address, value in cells.items():
        sheet[address] = value
    book.save(path)
    return path


def with_cached_value(path: Path, formula: str, cached: str) -> Path:
    """Give the formula the stored result that another program would have left."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    pattern = f"<f>{re.escape(formula)}</f><v ?(/>|></v>)"
    text, found = re.subn(pattern, f"<f>{formula}</f><v>{cached}</v>", parts[sheet].decode())
    assert found == 1
    parts[sheet] = text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def shown(path: Path, address: str) -> object:
    return load_workbook(path, data_only=True).worksheets[0][address].value


def test_a_formula_without_a_stored_value_gets_one(tmp_path: Path) -> None:
    book = write_book(tmp_path / "bok.xlsx", {"A1": "=1+1"})
    assert shown(book, "A1") is None

    assert shown(recalculate(book, tmp_path / "ut"), "A1") == 2


def test_a_wrong_stored_value_is_corrected(tmp_path: Path) -> None:
    book = write_book(tmp_path / "bok.xlsx", {"A1": 20, "A2": 22, "A3": "=A1+A2"})
    with_cached_value(book, "A1+A2", "7")
    assert shown(book, "A3") == 7

    assert shown(recalculate(book, tmp_path / "ut"), "A3") == 42


def test_several_books_go_through_one_start_and_keep_their_order(tmp_path: Path) -> None:
    books = [
        write_book(tmp_path / f"{name}.xlsx", {"A1": formula})
        for name, formula in (("vård", "=2*3"), ("skola", "=2*4"), ("miljö", "=2*5"))
    ]

    results = recalculate_many(books, tmp_path / "ut")

    assert [shown(result, "A1") for result in results] == [6, 8, 10]


def test_a_page_shows_numbers_as_swedish_users_see_them(tmp_path: Path) -> None:
    book = write_book(tmp_path / "sida.xlsx", {"A1": "Måluppfyllelse", "A2": "=165/2"})

    pdf = to_pdf(book, tmp_path / "ut")

    assert pdf_pages(pdf) == 1
    assert pdf_text(pdf).split() == ["Måluppfyllelse", "82,5"]
    (picture,) = pages_as_png(pdf, tmp_path / "bilder")
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_file_that_is_no_workbook_is_an_error_and_no_old_copy_is_returned(tmp_path: Path) -> None:
    broken = tmp_path / "trasig.xlsx"
    broken.write_bytes(b"PK\x03\x04 not really")
    (tmp_path / "ut").mkdir()
    (tmp_path / "ut" / "trasig.xlsx").write_bytes(b"from an earlier run")

    with pytest.raises(ConversionError, match="trasig"):
        recalculate(broken, tmp_path / "ut")


def test_the_file_itself_is_never_written_over(tmp_path: Path) -> None:
    book = write_book(tmp_path / "bok.xlsx", {"A1": "=1+1"})

    with pytest.raises(ValueError, match="another folder"):
        recalculate(book, tmp_path)
