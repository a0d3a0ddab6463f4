"""The xlwings engine: App, Book, Sheet, Range, Table, Name and Note over ``Stored``.

Names follow xlwings.base_classes. What a macro of ours does not use is left as xlwings leaves it.
The engine has to be called ``excel``: conversion looks that name up.
"""

from __future__ import annotations

from copy import copy
from datetime import datetime
from pathlib import Path
from typing import Any

import xlwings as xw
from openpyxl.comments import Comment
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter, range_boundaries
from xlwings import base_classes

from excel_engine.api import AppApi, BookApi, ExcelState, SheetApi
from excel_engine.stored import Stored

#: As COM delivers them (Excel.CVErrors).
ERRORS = {
    -2146826281: "#DIV/0!",
    -2146826246: "#N/A",
    -2146826259: "#NAME?",
    -2146826288: "#NULL!",
    -2146826252: "#NUM!",
    -2146826265: "#REF!",
    -2146826273: "#VALUE!",
}
_CODES = {text: code for code, text in ERRORS.items()}


class Engine:
    """What xlwings asks of an engine; ``state`` is what a test looks at."""

    name = "excel"
    type = "desktop"

    def __init__(self) -> None:
        self.state = ExcelState()
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        return "" if value is None else value

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> Any:
        def clean(value: Any) -> Any:
            if value in ("", None):
                return empty_as
            if isinstance(value, datetime):
                return datetime_builder(
                    year=value.year,
                    month=value.month,
                    day=value.day,
                    hour=value.hour,
                    minute=value.minute,
                    second=value.second,
                    microsecond=0,
                    tzinfo=None,
                )
            if number_builder is not None and isinstance(value, float):
                return number_builder(value)
            if type(value) is int and value in ERRORS:
                return ERRORS[value] if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]


class Apps(base_classes.Apps):
    def __init__(self, engine: Engine) -> None:
        self.app = App(engine)

    def keys(self) -> list[int]:
        return [1]

    def __iter__(self) -> Any:
        return iter([self.app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        return self.app


def _setting(name: str) -> Any:
    def ask(app: App) -> Any:
        return app.state.asked(name)

    def set_(app: App, value: Any) -> None:
        app.state.settings[name] = value
        app.state.history.append((name, value))

    return property(ask, set_)


class App(base_classes.App):
    books: Any = None
    api: Any = None
    pid = 1
    hwnd = 1
    version = "16.0"
    visible = True
    interactive = True

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.state = engine.state
        self.books = Books(self)
        self.api = AppApi(self.state)

    screen_updating = _setting("screen_updating")
    calculation = _setting("calculation")
    display_alerts = _setting("display_alerts")
    enable_events = _setting("enable_events")
    status_bar: Any = None

    @property
    def selection(self) -> Range:
        book = self.books.active
        return book.sheets(book.stored.active).range(book.stored.selection)

    def activate(self, steal_focus: bool = False) -> None:
        self.state.check()

    def alert(self, prompt: str, title: Any, buttons: Any, mode: Any, callback: Any) -> str:
        self.state.said.append(prompt)
        return self.state.answers.pop(0) if self.state.answers else "ok"

    def run(self, macro: str, args: Any) -> Any:
        return self.state.macros[macro](*args)


class Books(base_classes.Books):
    api: Any = None

    def __init__(self, app: App) -> None:
        self.app = app
        self.opened: list[Book] = []

    @property
    def active(self) -> Book:
        return self.opened[-1]

    def __call__(self, key: Any) -> Book:
        if isinstance(key, int):
            return self.opened[key - 1]
        for book in self.opened:
            if book.name.casefold() == str(key).casefold():
                return book
        raise KeyError(key)

    def __iter__(self) -> Any:
        return iter(self.opened)

    def __len__(self) -> int:
        return len(self.opened)

    def open(self, fullname: Any, *_: Any, **__: Any) -> Book:
        self.app.state.check()
        path = Path(fullname)
        return self.take(Stored(path.read_bytes(), str(path)))

    def take(self, stored: Stored) -> Book:
        """Have a workbook open that has no file of its own here."""
        book = Book(self.app, stored)
        self.opened.append(book)
        return book


class Book(base_classes.Book):
    app: Any = None
    api: Any = None

    def __init__(self, app: App, stored: Stored) -> None:
        self.app = app
        self.stored = stored
        self.api = BookApi(app.state, stored)

    @property
    def name(self) -> str:
        self.app.state.check()
        return self.stored.name

    @property
    def fullname(self) -> str:
        self.app.state.check()
        return self.stored.full_name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def activate(self) -> None:
        self.app.books.opened.remove(self)
        self.app.books.opened.append(self)

    def close(self) -> None:
        self.app.books.opened.remove(self)

    def save(self, path: Any = None, password: Any = None) -> None:
        target = Path(path or self.stored.full_name)
        target.write_bytes(self.stored.data())
        self.stored.full_name = str(target)


class Sheets(base_classes.Sheets):
    api: Any = None

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.stored.active)

    def __call__(self, key: Any) -> Sheet:
        titles = self.book.stored.book.sheetnames
        if isinstance(key, int):
            return Sheet(self.book, titles[key - 1])
        for title in titles:
            if title.casefold() == key.casefold():
                return Sheet(self.book, title)
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self.book.stored.book.sheetnames)

    def __iter__(self) -> Any:
        return (Sheet(self.book, title) for title in self.book.stored.book.sheetnames)


class Sheet(base_classes.Sheet):
    book: Any = None
    api: Any = None

    def __init__(self, book: Book, title: str) -> None:
        self.book = book
        self.page = book.stored.book[title]
        self.api = SheetApi(book.app.state, self.page)

    @property
    def name(self) -> str:
        return self.page.title

    @property
    def index(self) -> int:
        return self.book.stored.book.sheetnames.index(self.name) + 1

    @property
    def visible(self) -> bool:
        return self.page.sheet_state == "visible"

    @visible.setter
    def visible(self, value: bool) -> None:
        self.page.sheet_state = "visible" if value else "hidden"

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def cells(self) -> Range:
        return Range(self, (1, 1, 1_048_576, 16_384))

    @property
    def used_range(self) -> Range:
        return Range(self, (1, 1, self.page.max_row, self.page.max_column))

    def activate(self) -> None:
        self.book.stored.active = self.name

    select = activate

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        tops, lefts, bottoms, rights = zip(
            _corners(arg1), _corners(arg2 if arg2 is not None else arg1), strict=True
        )
        return Range(self, (min(tops), min(lefts), max(bottoms), max(rights)))


def _corners(given: Any) -> tuple[int, int, int, int]:
    if isinstance(given, tuple):
        row, column, rows, columns = given if len(given) == 4 else (*given, 1, 1)
        return (row, column, row + rows - 1, column + columns - 1)
    if isinstance(given, xw.Range):
        given = given.impl
    if isinstance(given, Range):
        return given.box
    left, top, right, bottom = range_boundaries(str(given).replace("$", ""))
    return (top, left, bottom, right)


class Range(base_classes.Range):
    api: Any = None

    def __init__(self, sheet: Sheet, box: tuple[int, int, int, int]) -> None:
        self.sheet = sheet
        self.box = box
        self.stored = sheet.book.stored
        self.state = sheet.book.app.state
        self.api = self  # must be truthy, or xlwings writes nothing

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        top, left, bottom, right = self.box
        return (self.sheet.name, top, left, bottom, right)

    @property
    def row(self) -> int:
        return self.box[0]

    @property
    def column(self) -> int:
        return self.box[1]

    @property
    def shape(self) -> tuple[int, int]:
        return (self.box[2] - self.box[0] + 1, self.box[3] - self.box[1] + 1)

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = divmod(row - 1, self.shape[1])
            row, column = row + 1, column + 1
        top, left = self.row + row - 1, self.column + column - 1
        return Range(self.sheet, (top, left, top, left))

    max_cells_per_read = None
    max_cells_per_write = None
    has_array = False

    def _cells(self) -> list[list[Any]]:
        top, left, bottom, right = self.box
        page = self.sheet.page
        columns = range(left, right + 1)
        return [[page.cell(row, column) for column in columns] for row in range(top, bottom + 1)]

    @property
    def raw_value(self) -> Any:
        self.state.check()
        self.state.reads.append(f"{self.sheet.name}!{self.address}")
        rows = [[_raw(self.stored.value(cell)) for cell in row] for row in self._cells()]
        return rows[0][0] if len(self) == 1 else rows

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self._write(value, self.stored.put)

    @property
    def formula(self) -> Any:
        self.state.check()
        rows = tuple(tuple(_formula(cell) for cell in row) for row in self._cells())
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, value: Any) -> None:
        self._write(value, self.stored.put_formula)

    formula2 = formula

    def _write(self, value: Any, put: Any) -> None:
        self.state.wrote(f"{self.sheet.name}!{self.address}")
        rows = value if isinstance(value, (list, tuple)) else None
        for at, row in enumerate(self._cells()):
            for across, cell in enumerate(row):
                if self.sheet.page.protection.sheet and cell.protection.locked:
                    raise ComError(-2146827284, "Cellen är skyddad")
                put(cell, value if rows is None else rows[at][across])
            # Excel fits a row to its new texts, unless somebody has set its height by hand.
            self.sheet.page.row_dimensions[self.row + at].height = None

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        top, left, bottom, right = self.box
        mark, hash_ = "$" if col_absolute else "", "$" if row_absolute else ""
        first = f"{mark}{get_column_letter(left)}{hash_}{top}"
        last = f"{mark}{get_column_letter(right)}{hash_}{bottom}"
        return first if first == last else f"{first}:{last}"

    def select(self) -> None:
        self.sheet.activate()
        self.stored.selection = self.get_address(False, False, False)

    def clear_contents(self) -> None:
        self._write(None, self.stored.put)

    def autofill(self, destination: Range, type_: str) -> None:
        assert type_ == "fill_formats", type_
        top, left, bottom, right = destination.impl.box
        assert (left, right) == (self.box[1], self.box[3])
        assert self.row in (top, bottom), "the source is at an end of the destination"
        (source,) = self._cells()
        for row in destination.impl._cells():
            for cell, like in zip(row, source, strict=True):
                cell._style = copy(like._style)

    @property
    def Style(self) -> str:  # noqa: N802 - Excel's name
        return str(self._cells()[0][0].style)

    @Style.setter
    def Style(self, name: str) -> None:  # noqa: N802
        assert name == "Normal", name
        for row in self._cells():
            for cell in row:
                cell._style = StyleArray()

    def autofit(self, axis: str | None = None) -> None:
        assert axis == "r", "columns keep their widths"
        for row in range(self.box[0], self.box[2] + 1):
            self.sheet.page.row_dimensions[row].height = None

    def end(self, direction: str) -> Range:
        top, left, _, _ = self.box
        down, across = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}[direction]
        page = self.sheet.page
        while (
            top + down > 0
            and left + across > 0
            and page.cell(top + down, left + across).value is not None
        ):
            top, left = top + down, left + across
        return Range(self.sheet, (top, left, top, left))

    @property
    def number_format(self) -> str:
        return self._cells()[0][0].number_format

    @number_format.setter
    def number_format(self, value: str) -> None:
        for row in self._cells():
            for cell in row:
                cell.number_format = value

    @property
    def table(self) -> Table | None:
        for table in self.sheet.tables:
            box = _corners(table.info.ref)
            if box[0] <= self.row <= box[2] and box[1] <= self.column <= box[3]:
                return table
        return None

    @property
    def note(self) -> Note | None:
        return Note(self) if self._cells()[0][0].comment else None

    def add_note(self, text: str) -> Note:
        self._cells()[0][0].comment = Comment(text, "xlmal")
        return Note(self)


def _raw(value: Any) -> Any:
    if isinstance(value, str):
        return _CODES.get(value, value)
    return float(value) if type(value) is int else value


def _formula(cell: Any) -> Any:
    return "" if cell.value is None else cell.value


class Note(base_classes.Note):
    api: Any = None

    def __init__(self, where: Range) -> None:
        self.where = where
        self.api = self

    @property
    def text(self) -> str:
        return self.where._cells()[0][0].comment.text

    @text.setter
    def text(self, value: str) -> None:
        self.where._cells()[0][0].comment = Comment(value, "xlmal")

    def delete(self) -> None:
        self.where._cells()[0][0].comment = None


class Tables(base_classes.Collection):
    api: Any = None
    parent: Any = None

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.api = self

    def _all(self) -> list[Table]:
        return [Table(self.sheet, info) for info in self.sheet.page.tables.values()]

    def __call__(self, key: Any) -> Table:
        found = self._all()
        if isinstance(key, int):
            return found[key - 1]
        for table in found:
            if table.name.casefold() == key.casefold():
                return table
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Any:
        return iter(self._all())

    def __contains__(self, key: Any) -> bool:
        return any(table.name.casefold() == str(key).casefold() for table in self._all())


class Table(base_classes.Table):
    api: Any = None
    parent: Any = None

    def __init__(self, sheet: Sheet, info: Any) -> None:
        self.sheet = sheet
        self.info = info
        self.parent = sheet
        self.api = self

    @property
    def name(self) -> str:
        return self.info.name

    @property
    def display_name(self) -> str:
        return self.info.displayName

    @property
    def range(self) -> Range:
        return self.sheet.range(self.info.ref)

    @property
    def header_row_range(self) -> Range:
        top, left, _, right = _corners(self.info.ref)
        return Range(self.sheet, (top, left, top, right))

    @property
    def data_body_range(self) -> Range | None:
        top, left, bottom, right = _corners(self.info.ref)
        return Range(self.sheet, (top + 1, left, bottom, right)) if bottom > top else None

    def resize(self, range: Any) -> None:
        state = self.sheet.book.app.state
        state.check()
        if self.sheet.page.protection.sheet:
            raise ComError(-2146827284, "Bladet är skyddat")
        self.info.ref = range.impl.get_address(False, False, False)
        if self.info.autoFilter is not None:
            self.info.autoFilter.ref = self.info.ref


class Names(base_classes.Names):
    api: Any = None

    def __init__(self, book: Book) -> None:
        self.book = book
        self.api = self

    def __len__(self) -> int:
        return len(self.book.stored.book.defined_names)

    def contains(self, name: str) -> bool:
        return name in self.book.stored.book.defined_names

    def __call__(self, name: str) -> Name:
        return Name(self.book, self.book.stored.book.defined_names[name])


class Name(base_classes.Name):
    api: Any = None

    def __init__(self, book: Book, defined: Any) -> None:
        self.book = book
        self.defined = defined

    @property
    def name(self) -> str:
        return self.defined.name

    @property
    def refers_to(self) -> str:
        return f"={self.defined.attr_text}"

    @property
    def refers_to_range(self) -> Range:
        sheet, _, address = self.defined.attr_text.rpartition("!")
        return self.book.sheets(sheet.strip("'")).range(address)


class ComError(Exception):
    """What pywin32 raises when Excel will not."""

    def __init__(self, hresult: int, text: str) -> None:
        super().__init__(hresult, text, None, None)
        self.hresult = hresult
