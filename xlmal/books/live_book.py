"""A Book that is open in Excel, through xlwings.

It is read through a copy that Excel itself saves: then an error value, a text that looks like a
number and a number's last digit are what they are in the file, and every operation says the same
as in a headless run. COM would give dates for numbers and nothing at all for #N/A. It is written
cell by cell that differs, in as few rectangles as possible.
"""

from __future__ import annotations

import re
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from xlmal.address import Area, CellRef
from xlmal.books.changes import Block, SheetChange, changes
from xlmal.books.excel_state import ask_a_few_times, quiet, told_when_busy, unprotected
from xlmal.books.file_book import FileBook
from xlmal.finding import Refusal
from xlmal.ooxml.contents import SheetInfo, TableInfo
from xlmal.ooxml.edits import Value
from xlmal.ooxml.sheet_scan import SheetScan

if TYPE_CHECKING:
    import xlwings as xw

#: What Excel leaves a text alone for: it begins with a letter and holds no digit.
_PLAIN_TEXT = re.compile(r"[^\W\d_][^\d]*")
_WORDS_FOR_VALUES = frozenset({"SANT", "FALSKT", "TRUE", "FALSE"})


class LiveBook:
    """An open workbook. ``refresh`` forgets what was read, when somebody may have typed since."""

    def __init__(self, book: xw.Book) -> None:
        self.excel = book
        self._read: FileBook | None = None
        ask_a_few_times()

    @property
    def name(self) -> str:
        """What people call the file; a workbook that was never saved gets an ending."""
        with told_when_busy():
            name = str(self.excel.name)
        return name if PurePosixPath(name).suffix else f"{name}.xlsx"

    @property
    def path(self) -> Path | None:
        """Where the file is on this computer; None when it was never saved, or lies in the cloud.

        With AutoSave, Excel gives the address of a file in OneDrive or SharePoint (https://...),
        and the folder that it is synchronised to cannot be told from it with certainty.
        """
        try:
            with told_when_busy():
                full_name = str(self.excel.fullname)
        except Exception as error:
            if type(error).__name__ != "XlwingsError":  # raised when a URL cannot be resolved
                raise
            return None
        is_local = "://" not in full_name and len(re.split(r"[\\/]", full_name)) > 1
        return Path(full_name) if is_local else None

    @property
    def date1904(self) -> bool:
        """True when days count from 1904-01-01."""
        return self.file.date1904

    @property
    def external_links(self) -> tuple[str, ...]:
        """The names, without folders, of the workbooks that formulas link to."""
        return self.file.external_links

    def sheets(self) -> tuple[SheetInfo, ...]:
        """The sheets in order, hidden ones too."""
        return self.file.sheets()

    def tables(self) -> tuple[TableInfo, ...]:
        """All Excel tables, sheet by sheet."""
        return self.file.tables()

    def scan(self, sheet_name: str) -> SheetScan:
        """Return the stored cells of a sheet.

        Raises:
            Refusal: F14, F18-F20.
        """
        return self.file.scan(sheet_name)

    @property
    def file(self) -> FileBook:
        """The workbook as Excel would save it now."""
        if self._read is None:
            with tempfile.TemporaryDirectory(prefix="xlmal-", dir=_excels_own_folder()) as folder:
                copy = Path(folder) / self.name
                self.save_copy(copy)
                self._read = FileBook.open(copy.read_bytes(), self.name)
        return self._read

    def refresh(self) -> None:
        """Read the workbook anew the next time something is asked of it."""
        self._read = None

    def save_copy(self, path: Path) -> None:
        """Have Excel save a copy; the open workbook keeps its name and stays unsaved.

        Raises:
            Refusal: Excel is busy (L01), or cannot save there (L02).
        """
        try:
            with told_when_busy():
                if sys.platform == "darwin":  # AppleScript has no SaveCopyAs; the add-in's VBA has
                    self.excel.app.macro("'xlmal.xlam'!XlmalSaveCopy")(self.excel.name, str(path))
                else:
                    self.excel.api.SaveCopyAs(str(path))
        except Refusal:
            raise
        except Exception as error:
            raise Refusal(
                "L02",
                f"Excel kunde inte spara en kopia av {self.name} i {path.parent}. Inget har "
                "ändrats. Kontrollera att disken inte är full och att du får skriva där.",
            ) from error

    def take_over(self, after: FileBook) -> int:
        """Make the open workbook say what another version of it says; count the cells written.

        Raises:
            Refusal: Excel is busy (L01), or a sheet is protected with a password (L03).
        """
        wanted = changes(self.file, after)
        count = 0
        with told_when_busy(), quiet(self.excel.app), ExitStack() as opened:
            for change in wanted:
                opened.enter_context(unprotected(self.excel.sheets[change.sheet]))
            for change in wanted:
                count += self._write(change)
        self.refresh()
        return count

    def _write(self, change: SheetChange) -> int:
        sheet = self.excel.sheets[change.sheet]
        vacated = [self._resize(sheet, name, area) for name, area in (change.tables or {}).items()]
        for block in change.blocks:
            _write_block(sheet, block)
        for left in vacated:
            if left is not None:
                _as_new(sheet, left)
        if change.visible is not None:
            sheet.visible = change.visible
        return sum(len(row) for block in change.blocks for row in block.rows)

    def _resize(self, sheet: xw.Sheet, name: str, area: Area) -> Area | None:
        """Give a table its new area; return the rows that are no longer in it.

        New rows get the formats of the last one.
        """
        before = next(one for one in self.tables() if one.display_name == name)
        sheet.tables[name].resize(sheet.range(str(area)))
        last = area._replace(first_row=before.last_data_row, last_row=before.last_data_row)
        filled = area._replace(first_row=before.last_data_row)
        if filled.last_row > last.last_row:
            # Resize leaves the new rows bare; filling down keeps the clipboard out of it.
            sheet.range(str(last)).autofill(sheet.range(str(filled)), "fill_formats")
        if area.last_row < before.area.last_row:
            return before.area._replace(first_row=area.last_row + 1)
        return None

    def select(self, ref: CellRef) -> None:
        """Show a cell; a hidden sheet is left alone."""
        with told_when_busy():
            sheet = self.excel.sheets[ref.sheet]
            if sheet.visible:
                sheet.activate()
                sheet.range(ref.a1).select()


def _excels_own_folder() -> Path | None:
    """On a Mac the only folder that Excel may write in without asking the user; else None."""
    folder = Path.home() / "Library/Containers/com.microsoft.Excel/Data"
    return folder if sys.platform == "darwin" and folder.is_dir() else None


def _write_block(sheet: xw.Sheet, block: Block) -> None:
    target = sheet.range(str(block.area))
    if block.is_formula:
        target.formula = [list(row) for row in block.rows]
    else:
        target.value = [[typed(value) for value in row] for row in block.rows]


def _as_new(sheet: xw.Sheet, left: Area) -> None:
    """Give rows that a table has left the looks of rows that were never in it.

    Not by ClearFormats, which would tear a hole in the conditional formats and drop-downs there.
    """
    rows = sheet.range(str(left))
    if sys.platform == "darwin":  # AppleScript has no Style to set
        below = left._replace(first_row=left.last_row + 1, last_row=left.last_row + 1)
        around = sheet.range(str(left._replace(last_row=below.last_row)))
        sheet.range(str(below)).autofill(around, "fill_formats")
    else:
        rows.api.Style = "Normal"
    rows.rows.autofit()


def typed(value: Value) -> Value:
    """A value as a macro must write it, so that Excel stores that very value.

    Excel reads the texts it is given: "1-3" becomes a date, "=2+3" a formula, "0123" a number. An
    apostrophe first keeps a text as it is, and is no part of it.
    """
    if not isinstance(value, str):
        return value
    is_plain = _PLAIN_TEXT.fullmatch(value) and value.strip().upper() not in _WORDS_FOR_VALUES
    return value if is_plain or not value else f"'{value}"
