"""A test's own Excel: started, workbooks opened in it, the caller set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import xlwings as xw

from excel_engine.api import ExcelState
from excel_engine.engine import Engine
from excel_engine.stored import Stored


class Excel:
    """The Excel of one test."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.state: ExcelState = engine.state

    def open(self, path: Path) -> xw.Book:
        """Open a workbook; it becomes the one a button is pressed in."""
        return self._called(xw.Book(impl=self.engine.apps.app.books.open(path)))

    def open_shared(self, data: bytes, address: str) -> xw.Book:
        """Open a workbook from SharePoint, whose full name is an address."""
        return self._called(xw.Book(impl=self.engine.apps.app.books.take(Stored(data, address))))

    def _called(self, book: xw.Book) -> xw.Book:
        book.set_mock_caller()
        return book

    @property
    def last_said(self) -> str:
        """What the last message box said."""
        return self.state.said[-1]


@contextmanager
def running_excel() -> Iterator[Excel]:
    """Let xlwings believe that our engine is Excel."""
    before = (xw.engines.active, list(xw.engines.engines), dict(xw.engines.engines_by_name))
    engine = Engine()
    shown = xw.Engine(impl=engine)
    xw.engines.add(shown)
    shown.activate()
    try:
        yield Excel(engine)
    finally:
        xw.engines.active, xw.engines.engines, xw.engines.engines_by_name = before
        if hasattr(xw.Book, "_mock_caller"):
            del xw.Book._mock_caller
