"""A sheet as intake reads it: stored cells by place, and what lies around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from xlmal.address import Area
from xlmal.finding import RawCell

SheetState = Literal["visible", "hidden", "veryHidden"]


class TableArea(NamedTuple):
    """An Excel table on the sheet: header row, rows and perhaps a totals row."""

    name: str
    area: Area
    has_totals: bool = False


@dataclass(frozen=True, slots=True)
class SheetContent:
    """Everything intake needs to know of one sheet.

    Attributes:
        cells: stored cells by (row, column), both from 1; blank ones may be left out.
        filtered: a filter hides rows.
        last_stored_row: the last row the file stores at all, empty formatted ones included.
        last_stored_column: the last column, formatted blank cells included.
        external_links: file names, without folders, of the workbooks that ``[1]``, ``[2]`` ...
            in formulas stand for.
    """

    name: str
    cells: Mapping[tuple[int, int], RawCell] = field(repr=False)
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    tables: tuple[TableArea, ...] = ()
    date1904: bool = False
    state: SheetState = "visible"
    filtered: bool = False
    last_stored_row: int = 0
    last_stored_column: int = 0
    external_links: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, cells: Iterable[RawCell], **around: Any) -> SheetContent:
        """Take cells in any order; ``around`` are the other attributes."""
        return cls(name, {(cell.row, cell.column): cell for cell in cells}, **around)
