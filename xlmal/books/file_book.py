"""A Book that lies in a file on disk, or in the bytes of one."""

from __future__ import annotations

import os

from xlmal.ooxml.contents import SheetInfo, TableInfo
from xlmal.ooxml.even_sheet import EvenSheet, may_be_even, read_even
from xlmal.ooxml.inflated import inflated, is_long
from xlmal.ooxml.markup import to_utf8
from xlmal.ooxml.package import Package, open_package
from xlmal.ooxml.scan import scan_data, scan_sheet
from xlmal.ooxml.sheet_scan import SheetScan


class FileBook:
    """Reads through a Package; each sheet is scanned once and kept."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._scans: dict[str, SheetScan] = {}
        self._even: dict[str, EvenSheet | None] = {}

    @classmethod
    def open(cls, source: str | os.PathLike[str] | bytes, name: str = "") -> FileBook:
        """Open a workbook from a path or from its bytes.

        Raises:
            Refusal: F01-F18, see ``xlmal.ooxml.checks``.
        """
        return cls(open_package(source, name))

    @property
    def name(self) -> str:
        """What people call the file."""
        return self.package.name

    @property
    def date1904(self) -> bool:
        """True when days count from 1904-01-01."""
        return self.package.date1904

    @property
    def external_links(self) -> tuple[str, ...]:
        """The names, without folders, of the workbooks that formulas link to."""
        return self.package.external_links

    def sheets(self) -> tuple[SheetInfo, ...]:
        """The sheets in order, hidden ones too."""
        return self.package.sheets

    def tables(self) -> tuple[TableInfo, ...]:
        """All Excel tables, sheet by sheet."""
        return self.package.tables

    def scan(self, sheet_name: str) -> SheetScan:
        """Return the stored cells of a sheet.

        Raises:
            Refusal: F14, F18-F20.
        """
        sheet = self.package.sheet(sheet_name)
        if sheet.name not in self._scans:
            self._scans[sheet.name] = scan_sheet(self.package, sheet)
        return self._scans[sheet.name]

    def even(self, sheet_name: str) -> EvenSheet | None:
        """Return a long sheet by column, None when it has to be read cell by cell.

        Raises:
            Refusal: F11, F14, F16, F18-F20.
        """
        sheet = self.package.sheet(sheet_name)
        if sheet.name in self._scans:
            return None
        if sheet.name not in self._even:
            self._even[sheet.name] = self._read_even(sheet)
        return self._even[sheet.name]

    def _read_even(self, sheet: SheetInfo) -> EvenSheet | None:
        package, part = self.package, sheet.part
        if is_long(package.archive, part):
            return read_even(package, sheet, inflated(package.archive, part))
        data = package.read(part)
        found = read_even(package, sheet, [data]) if may_be_even(data) else None
        if found is None:  # the scanner is going to be asked
            self._scans[sheet.name] = scan_data(package, sheet, to_utf8(data, part))
        return found
