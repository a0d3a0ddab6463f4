"""A Book made up in memory: sheets of plain values, for what has no file, and for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlmal.address import Area
from xlmal.finding import Kind, RawCell
from xlmal.ooxml.checks import NO_SUCH_SHEET, refusal
from xlmal.ooxml.contents import SheetInfo, TableInfo
from xlmal.ooxml.edits import Value
from xlmal.ooxml.sheet_scan import SheetScan, cell_key

Rows = Sequence[Sequence[Value]]


@dataclass(frozen=True)
class MemoryBook:
    """Sheets by name, row by row from A1; None is a cell that is not stored.

    ``table_areas`` names Excel tables: name -> (sheet, area with headers).
    """

    name: str
    content: Mapping[str, Rows]
    table_areas: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    date1904: bool = False
    external_links: tuple[str, ...] = ()

    def sheets(self) -> tuple[SheetInfo, ...]:
        """The sheets in order."""
        return tuple(
            SheetInfo(name, _part(at), "visible", at)
            for at, name in enumerate(self.content, start=1)
        )

    def tables(self) -> tuple[TableInfo, ...]:
        """All tables, sheet by sheet."""
        found = [self._table(name, *where) for name, where in self.table_areas.items()]
        order = list(self.content)
        return tuple(sorted(found, key=lambda table: order.index(table.sheet)))

    def _table(self, name: str, sheet: str, ref: str) -> TableInfo:
        area = Area.parse(ref)
        headers = self.content[sheet][area.first_row - 1]
        columns = tuple(str(one) for one in headers[area.first_column - 1 : area.last_column])
        return TableInfo(name, name, sheet, "", area, 1, 0, columns, (None,) * len(columns))

    def scan(self, sheet_name: str) -> SheetScan:
        """Return the cells of a sheet.

        Raises:
            Refusal: there is no such sheet (F20).
        """
        for info in self.sheets():
            if info.name.casefold() == sheet_name.casefold():
                scan = SheetScan(info.name, info.part, b"")
                for row, values in enumerate(self.content[info.name], start=1):
                    for column, value in enumerate(values, start=1):
                        if value is not None:
                            scan.cells[cell_key(row, column)] = _cell(row, column, value)
                return scan
        raise refusal(NO_SUCH_SHEET, sheet=sheet_name)


def _part(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def _cell(row: int, column: int, value: Value) -> RawCell:
    if isinstance(value, bool):
        return RawCell(row, column, Kind.BOOLEAN, str(int(value)))
    if isinstance(value, int | float):
        return RawCell(row, column, Kind.NUMBER, repr(value))
    return RawCell(row, column, Kind.TEXT, str(value))
