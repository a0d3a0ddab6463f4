"""The Book port: the little that reading a workbook asks of wherever the workbook is."""

from __future__ import annotations

from typing import Protocol

from xlmal.ooxml.contents import SheetInfo, TableInfo
from xlmal.ooxml.sheet_scan import SheetScan


class Book(Protocol):
    """A workbook that can be read: a file, an open Excel, or one made up in memory."""

    @property
    def name(self) -> str:
        """What people call the file, "Kulturnämnden.xlsx"."""

    @property
    def date1904(self) -> bool:
        """True when days count from 1904-01-01."""

    @property
    def external_links(self) -> tuple[str, ...]:
        """The names, without folders, of the workbooks that formulas link to."""

    def sheets(self) -> tuple[SheetInfo, ...]:
        """The sheets in order, hidden ones too."""

    def tables(self) -> tuple[TableInfo, ...]:
        """All Excel tables, sheet by sheet."""

    def scan(self, sheet_name: str) -> SheetScan:
        """Return the stored cells of a sheet.

        Raises:
            Refusal: when there is no such sheet (F20) or it cannot be read.
        """
