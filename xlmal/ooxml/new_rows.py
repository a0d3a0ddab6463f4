"""New rows below a table: which of their values goes where, and which formulas they take over."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from xlmal.ooxml import patch_checks as checks
from xlmal.ooxml.checks import refusal
from xlmal.ooxml.contents import TableInfo
from xlmal.ooxml.edits import AppendRows, Value
from xlmal.ooxml.fill_down import fill_down, is_about_its_row, is_same_on_every_row
from xlmal.ooxml.sheet_scan import SheetScan


class Columns:
    """A table's columns by header; headers compare as Excel compares them."""

    def __init__(self, table: TableInfo) -> None:
        self._table = table
        self._indexes = {name: index for index, name in enumerate(table.columns)}
        self._folded = {name.casefold(): index for index, name in enumerate(table.columns)}
        self._known: dict[tuple[str, ...], dict[int, int]] = {}

    def index(self, header: str) -> int:
        """The index of a column.

        Raises:
            Refusal: F31 when there is none.
        """
        index = self._indexes.get(header)
        if index is None:
            index = self._folded.get(header.casefold())
        if index is None:
            table = self._table.display_name
            raise refusal(checks.NO_SUCH_COLUMN, table=table, column=header)
        return index

    def places(self, headers: tuple[str, ...]) -> dict[int, int]:
        """By the index of each column that has a value: which of a row's values it is."""
        found = self._known.get(headers)
        if found is None:
            found = {self.index(header): place for place, header in enumerate(headers)}
            self._known[headers] = found
        return found

    def computed(self, block: AppendRows) -> dict[int, str | None]:
        """The formulas that a block gives for its computed values, by the index of the column."""
        given = ((index, block.headers[at]) for index, at in self.places(block.headers).items())
        return {index: block.computed[one] for index, one in given if one in block.computed}


class FreshRows(NamedTuple):
    """New rows that nothing is stored in: they are written whole, one after the other.

    Attributes:
        style_row: the row whose styles they take over.
        blocks: rows, each with the number of the first.
        apart: the numbers of those among them that are changed cell by cell instead.
        until: the last of those numbers, 0 when there is none.
    """

    scan: SheetScan
    table: TableInfo
    columns: Columns
    style_row: int
    blocks: Sequence[tuple[int, AppendRows]]
    apart: Collection[int]
    until: int

    @property
    def first(self) -> int | None:
        """The number of the first of the rows; None when there is none."""
        for start, block in self.blocks:
            for row in range(start, start + len(block.rows)):
                if row not in self.apart:
                    return row
        return None

    def rows(self, start: int, block: AppendRows) -> Iterator[tuple[int, Sequence[Value]]]:
        """Yield number and values of each row of a block."""
        numbered = enumerate(block.rows, start)
        first = islice(numbered, max(0, self.until + 1 - start))
        return chain((one for one in first if one[0] not in self.apart), numbered)

    def formula(self, index: int, row: int) -> str | None:
        """The formula that a row takes over in a column."""
        return column_formula(self.scan, self.table, index, row)

    def moves(self, index: int) -> bool:
        """Tell whether that formula differs from row to row."""
        declared = _declared(self.table, index)
        return declared is not None and not is_same_on_every_row(declared)

    @property
    def has_formulas(self) -> bool:
        """Tell whether any of the rows gets a formula."""
        first = self.first
        if first is None:
            return False
        columns = range(len(self.table.columns))
        own = {index for index in columns if self.formula(index, first) is not None}
        return any(self._gets_formula(own, *one) for one in self.blocks)

    def _gets_formula(self, own: set[int], start: int, block: AppendRows) -> bool:
        if not any(True for _ in self.rows(start, block)):
            return False
        places = self.columns.places(block.headers)
        computed = self.columns.computed(block)
        said = any(formula is not None for formula in computed.values())
        if said or own - places.keys() or own & computed.keys():
            return True
        plain = [places[index] for index in own]
        return bool(plain) and any(
            values[place] is None for _, values in self.rows(start, block) for place in plain
        )


def column_formula(scan: SheetScan, table: TableInfo, index: int, row: int) -> str | None:
    """The formula a new row takes over, without "=".

    A calculated column's own formula counts first. A formula in the row above counts only when it
    is about its own row: one that somebody typed there once must not give a new row a figure.
    """
    declared = _declared(table, index)
    above = _formula_above(scan, table, index)
    if declared is None:
        return above[0] if above and is_about_its_row(above[0]) else None
    if is_same_on_every_row(declared):
        return declared.removeprefix("=")
    try:
        if above:
            return fill_down(above[0], row - above[1])
    except ValueError:
        above = None
    names = {"column": table.columns[index], "table": table.display_name}
    raise refusal(checks.FORMULA_NOT_COPIED, **names)


def _declared(table: TableInfo, index: int) -> str | None:
    return table.calculated[index] if index < len(table.calculated) else None


def _formula_above(scan: SheetScan, table: TableInfo, index: int) -> tuple[str, int] | None:
    """The formula in the table's last row and the row it was written for."""
    row, column = table.last_data_row, table.area.first_column + index
    cell = scan.cell(row, column)
    if cell is None or cell.formula is None:
        return None
    for area in scan.formula_areas:
        if area.area.holds(row, column):
            same_column = area.kind == "shared" and area.column == column
            return (area.formula.removeprefix("="), area.row) if same_column else None
    text = cell.formula.removeprefix("=")
    return (text, row) if text else None
