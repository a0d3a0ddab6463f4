"""Gathers what lies around the cells: merged, hidden and filtered parts, formula areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlmal.address import MAX_COLUMN, Area
from xlmal.ooxml.markup import MAIN, element_end, is_true, whole
from xlmal.ooxml.sheet_scan import FormulaArea, SheetRange, SheetScan

if TYPE_CHECKING:
    from pyexpat import XMLParserType

_X14_RANGES = "http://schemas.microsoft.com/office/excel/2006/main sqref"
_RANGE_OWNERS = ("conditionalFormatting", "dataValidation")


class AroundCells:
    """Collects while the scanner reads; ``finish`` puts it into the scan."""

    def __init__(self, scan: SheetScan, parser: XMLParserType) -> None:
        self.scan = scan
        self.parser = parser
        self.hidden_rows: set[int] = set()
        self._blank_count = self._blank_row = self._blank_column = 0
        self._merged: list[Area] = []
        self._hidden_columns: set[int] = set()
        self._column_styles: list[tuple[int, int, str]] = []
        self._formula_areas: list[FormulaArea] = []
        self._pending: tuple[str, str] | None = None
        self._ranges: list[SheetRange] = []
        self._opened: list[tuple[str, int]] = []

    def blank(self, row: int, column: int) -> None:
        """Count a cell that is formatted and nothing more."""
        self._blank_count += 1
        self._blank_row = max(self._blank_row, row)
        self._blank_column = max(self._blank_column, column)

    def formula(self, given: dict[str, str]) -> None:
        """Note that the formula now opening stands for an area of cells."""
        kind = given.get("t", "normal")
        area = given.get("ref")
        self._pending = (kind, area) if kind != "normal" and area else None

    def formula_end(self, row: int, column: int, formula: str) -> None:
        """Take the text of a formula that stands for an area."""
        if self._pending:
            kind, ref = self._pending
            self._formula_areas.append(FormulaArea(kind, row, column, _area(ref), formula))
            self._pending = None

    def start(self, name: str, given: dict[str, str]) -> None:
        """Take an element outside ``sheetData``."""
        uri, _, local = name.rpartition(" ")
        at = self.parser.CurrentByteIndex
        if name == _X14_RANGES:
            self._opened.append((local, at))
        elif local in _RANGE_OWNERS and "sqref" in given:
            self._ranges.append(SheetRange(local, given["sqref"], at, at, False))
        elif uri not in MAIN:
            return
        elif local == "mergeCell":
            self._merged.append(_area(given.get("ref", "")))
        elif local == "col":
            self._column(given)
        elif local == "dimension":
            self.scan.dimension = at
        elif local == "autoFilter":
            self.scan.has_auto_filter = True
        elif local == "filterColumn":
            self.scan.filtered = True

    def _column(self, given: dict[str, str]) -> None:
        first = whole(given.get("min"), MAX_COLUMN + 1)
        last = min(whole(given.get("max"), 0), MAX_COLUMN)
        if is_true(given.get("hidden")):
            self._hidden_columns.update(range(first, last + 1))
        if "style" in given:
            self._column_styles.append((first, last, given["style"]))

    def end(self, name: str, chunks: list[str]) -> None:
        """Take the end of an element outside ``sheetData``."""
        if name == _X14_RANGES and self._opened:
            owner, at = self._opened.pop()
            past = element_end(self.scan.data, at, self.parser.CurrentByteIndex)
            self._ranges.append(SheetRange(owner, "".join(chunks).strip(), at, past, True))

    def finish(self) -> None:
        """Put what was found into the scan, cells in reading order."""
        scan = self.scan
        scan.merged = tuple(self._merged)
        scan.hidden_rows = frozenset(self.hidden_rows)
        scan.hidden_columns = frozenset(self._hidden_columns)
        scan.column_styles = tuple(self._column_styles)
        scan.blank_count = self._blank_count
        scan.furthest_blank = (self._blank_row, self._blank_column)
        scan.formula_areas = tuple(self._formula_areas)
        scan.ranges = tuple(self._ranges)
        scan.sort()


def _area(text: str) -> Area:
    try:
        return Area.parse(text)
    except ValueError:
        return Area(0, 0, 0, 0)  # an area we cannot read covers nothing
