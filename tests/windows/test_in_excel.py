"""The same in Excel itself: runs by itself where Excel is, and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

import udfs.macros as macros
from support.small_master import committee_bytes, master_bytes, plain_book
from xlmal.books.file_book import FileBook
from xlmal.books.live_book import LiveBook
from xlmal.ooxml.edits import SetCell
from xlmal.ooxml.patch import patch
from xlmal.operations.addin_build import build
from xlmal.operations.validate import mark


def has_excel() -> bool:
    if sys.platform == "darwin":
        return Path("/Applications/Microsoft Excel.app").exists()
    if sys.platform != "win32":
        return False
    import winreg

    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, "Excel.Application"))
    except OSError:
        return False
    return True


pytestmark = [
    pytest.mark.excel,
    pytest.mark.skipif(not has_excel(), reason="Excel finns inte här"),
]


@pytest.fixture(scope="module")
def app() -> Iterator[xw.App]:
    with xw.App(visible=False, add_book=False) as started:
        yield started


@pytest.fixture
def said(app: xw.App, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the message boxes would have said; nobody is there to press OK."""
    texts: list[str] = []
    monkeypatch.setattr("udfs.boundary.Desk.say", lambda _, text: texts.append(text))
    return texts


def cells(data: FileBook) -> dict[tuple[str, int, int], Any]:
    """Values of their own and formulas; what a formula gives is Excel's to say."""
    return {
        (sheet.name, cell.row, cell.column): (cell.text if cell.formula is None else "formula")
        for sheet in data.sheets()
        for cell in data.scan(sheet.name)
    }


def test_texts_arrive_as_texts(app: xw.App, tmp_path: Path) -> None:
    path = tmp_path / "egen.xlsx"
    path.write_bytes(plain_book("ID | Utfall\nM1.1 | 7"))
    book = app.books.open(path)
    texts = ["1-3", "=2+3", "0123", "82,5", "SANT", "mars 3", "vanlig text"]
    edits = [SetCell("Utfall", row, 3, text) for row, text in enumerate(texts, start=2)]
    live = LiveBook(book)
    live.take_over(FileBook.open(patch(path.read_bytes(), edits).data))
    scan = live.scan("Utfall")
    found = [scan.cell(row, 3) for row in range(2, 2 + len(texts))]
    assert [(one.kind, one.text) for one in found if one] == [("text", one) for one in texts]
    book.close()


def test_validera_equals_the_headless_run(app: xw.App, said: list[str], tmp_path: Path) -> None:
    for name, data in {**committee_bytes(), "master.xlsx": master_bytes()}.items():
        path = tmp_path / name
        path.write_bytes(data)
        book = app.books.open(path)
        book.set_mock_caller()
        book.save()
        alone = tmp_path / f"ensam {name}"
        alone.write_bytes(path.read_bytes())
        headless = {(one.code, one.cell) for one in mark(alone).findings}
        macros.validate()
        shown = LiveBook(book)
        assert said
        listed = {str(ref) for ref, _ in macros._listed(shown.file)}
        assert listed == {cell for _, cell in headless if cell}
        before = cells(shown.file)
        macros.validate()
        assert cells(LiveBook(book).file) == before
        book.close()


def test_the_addin_loads_and_its_functions_answer(app: xw.App, tmp_path: Path) -> None:
    addin = app.books.open(build(tmp_path / "xlmal.xlam").path)
    book = app.books.add()
    answer = app.macro(f"'{addin.name}'!MAL_AGENDA2030")(13)
    assert answer == "Bekämpa klimatförändringarna"
    book.close()
