"""Reads the cells of a sheet as they are stored, in one pass, with their places in the bytes."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from xlmal.finding import Refusal
from xlmal.ooxml.cell_parser import parse_sheet
from xlmal.ooxml.contents import SheetInfo
from xlmal.ooxml.markup import MOST_REMEMBERED
from xlmal.ooxml.plain_cells import PlainCells, read_plain
from xlmal.ooxml.sheet_scan import SheetScan

if TYPE_CHECKING:
    from xlmal.ooxml.package import Package

#: Files that were sent out together differ in their rows, seldom in what lies around them.
_shells: dict[tuple[str, bytes], SheetScan] = {}
_MOST_SHELLS = 32


def scan_sheet(package: Package, sheet: SheetInfo, blanks_in: Collection[int] = ()) -> SheetScan:
    """Read every stored cell of a sheet.

    Cells without value and formula are counted, not kept, except in the rows ``blanks_in``
    (the patcher wants to find them). The dimension tag is not believed; cells and rows without
    an ``r`` follow the one before (ECMA-376 18.3.1.4, 18.3.1.73). A formula is "=" and its text;
    cells that follow a shared formula have "=" alone.

    Raises:
        Refusal: F14, F18 for the part; F19 for a cell stored twice, with two values, outside
            the sheet, or pointing at a shared string that does not exist.
    """
    return scan_data(package, sheet, package.xml(sheet.part), blanks_in)


def scan_data(
    package: Package, sheet: SheetInfo, data: bytes, blanks_in: Collection[int] = ()
) -> SheetScan:
    """Read every stored cell of a sheet part given as UTF-8; see ``scan_sheet``."""
    scan = SheetScan(sheet.name, sheet.part, data)
    if sheet.kind != "worksheet":  # charts, dialogs and Excel 4 macros hold nothing to read
        return scan
    plain = read_plain(package, scan.data, blanks_in)
    if plain is not None and _take(package, scan, plain):
        return scan
    scan = SheetScan(sheet.name, sheet.part, scan.data)  # what looked like rows may be none
    parse_sheet(package, scan, scan.data, blanks_in).finish()
    return scan


def _take(package: Package, scan: SheetScan, plain: PlainCells) -> bool:
    """Take the cells of the plain reader, and what lies around them; False where they disagree."""
    opened, closed = plain.sheet_data
    first = opened + len("<sheetData>")
    length = closed - first
    try:
        shell = _shell(package, scan.part, scan.data[:first] + scan.data[closed:])
    except Refusal:
        return False  # the parser says the same, with the right line
    if shell.sheet_data != (opened, first):
        return False
    scan.take_shell(shell, length)
    scan.cells, scan.row_spans = plain.cells, plain.spans
    scan.hidden_rows = frozenset(plain.hidden_rows)
    scan.blank_count, scan.furthest_blank = plain.blank_count, plain.furthest_blank
    scan.sort()
    return True


def _shell(package: Package, part: str, data: bytes) -> SheetScan:
    """What a sheet part holds but for its rows, which have been taken out."""
    shell = _shells.get((part, data))
    if shell is None:
        shell = SheetScan("", part, data)
        parse_sheet(package, shell, data, ()).finish()
        if len(data) <= MOST_REMEMBERED:
            if len(_shells) == _MOST_SHELLS:
                _shells.clear()
            _shells[part, data] = shell
    return shell
