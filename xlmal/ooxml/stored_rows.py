"""The rows that a sheet stores, as the patcher needs them: their cells, and styles to take over."""

from __future__ import annotations

from xlmal.finding import RawCell
from xlmal.ooxml.markup import tag_end
from xlmal.ooxml.sheet_scan import SheetScan
from xlmal.ooxml.splice import attribute, prefix_at


class StoredRows(dict[int, list[RawCell]]):
    """The cells of each stored row, and the styles that new cells below them take over."""

    def __init__(self, scan: SheetScan) -> None:
        super().__init__()
        self.prefix = prefix_at(scan.data, scan.sheet_data[0])
        self._scan = scan
        self._styles: dict[tuple[int, int], str | None] = {}
        for cell in scan:
            self.setdefault(cell.row, []).append(cell)

    def style(self, row: int, column: int) -> str | None:
        """The style of the cell stored at a place."""
        if (row, column) not in self._styles:
            scan, at = self._scan, next((c for c in self.get(row, ()) if c.column == column), None)
            tag = b"" if at is None else scan.data[at.start : tag_end(scan.data, at.start)]
            self._styles[row, column] = attribute(tag, "s")
        return self._styles[row, column]

    def style_for_new(self, above: int, column: int) -> str | None:
        """The style of a cell in a row that is not stored yet: the one above, or the column's."""
        return self.style(above, column) or column_style(self._scan, column)


def column_style(scan: SheetScan, column: int) -> str | None:
    """The style of a formatted column, None when it has none."""
    for first, last, style in scan.column_styles:
        if first <= column <= last:
            return style
    return None
