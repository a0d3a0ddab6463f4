"""New rows below a table: where they land, what they take over, and what may stand in the way."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from xlmal.address import MAX_ROW, Area, CellRef
from xlmal.finding import Kind
from xlmal.ooxml import patch_checks as checks
from xlmal.ooxml.checks import refusal
from xlmal.ooxml.contents import TableInfo
from xlmal.ooxml.edits import Computed, NewCell, Value
from xlmal.ooxml.fill_down import fill_down, is_about_its_row, is_same_on_every_row
from xlmal.ooxml.sheet_scan import SheetScan

Row = Mapping[str, Value | Computed]
_NO_CELL = NewCell(None)


class FreshRows(NamedTuple):
    """New rows that nothing is stored in: they are written whole, one after the other.

    Attributes:
        style_row: the row whose styles they take over.
        rows: number and values of each.
    """

    scan: SheetScan
    table: TableInfo
    style_row: int
    rows: Sequence[tuple[int, Row]]

    def given(self) -> Iterator[tuple[int, dict[int, Value | Computed]]]:
        """Yield each row's number and what is given for it, by the index of the column."""
        columns = _Columns(self.table)
        for row, values in self.rows:
            yield row, columns.given(values)

    def computed(self, row: int, index: int, given: Computed | None) -> NewCell:
        """What a cell holds that no plain value is given for."""
        return _cell(self.scan, self.table, index, row, given)

    @property
    def has_formulas(self) -> bool:
        """Tell whether any of the rows gets a formula."""
        own = [
            index
            for index in range(len(self.table.columns) if self.rows else 0)
            if _column_formula(self.scan, self.table, index, self.rows[0][0]) is not None
        ]
        for _, given in self.given():
            if any(given.get(index) is None for index in own):
                return True
            for index, value in given.items():
                if isinstance(value, Computed) and (value.formula is not None or index in own):
                    return True
        return False


class Growth(NamedTuple):
    """What appending rows to one table comes to; ``fresh`` are those that stand alone."""

    table: TableInfo
    area: Area
    rows: tuple[int, ...]
    cells: dict[tuple[int, int], NewCell]
    fresh: FreshRows | None = None


class Around(NamedTuple):
    """What else the sheet has: its tables, and rows that something else changes too.

    ``apart`` is None when any row may be.
    """

    tables: Sequence[TableInfo]
    apart: Collection[int] | None = None


def plan_growth(scan: SheetScan, table: TableInfo, rows: Sequence[Row], around: Around) -> Growth:
    """Plan new rows directly below a table; a single blank row is filled first.

    No other table of the sheet is run over.

    Raises:
        Refusal: F31-F34, F38, F40 when it cannot be done safely.
    """
    if table.totals_rows:
        raise refusal(checks.TOTALS_ROW, table=table.display_name)
    last = table.last_data_row
    fills_blank = last == table.first_data_row and _is_blank(scan, table, last)
    first_new = last if fills_blank else last + 1
    landed = tuple(range(first_new, first_new + len(rows)))
    if landed[-1] > MAX_ROW:
        place = {"row": landed[-1], "column": table.area.first_column, "sheet": table.sheet}
        raise refusal(checks.OUTSIDE_SHEET, **place)
    area = table.area._replace(last_row=max(last, landed[-1]))
    _refuse_obstacles(scan, table, area._replace(first_row=first_new), around.tables)
    cells: dict[tuple[int, int], NewCell] = {}
    by_column = _Columns(table)
    columns = range(table.area.first_column, table.area.first_column + len(table.columns))
    fresh: list[tuple[int, Row]] = []
    for at, values in zip(landed, rows, strict=True):
        is_apart = around.apart is not None and at > last and at not in around.apart
        if is_apart and scan.row_spans.get(at) is None:
            fresh.append((at, values))
            continue
        given = by_column.given(values)
        for index, column in enumerate(columns):
            value = given.get(index)
            if value is not None and not isinstance(value, Computed):
                cells[at, column] = NewCell(value, style_row=last)
                continue
            cell = _cell(scan, table, index, at, value)
            if cell is not _NO_CELL or at > last:
                cells[at, column] = cell._replace(style_row=last)
    return Growth(table, area, landed, cells, FreshRows(scan, table, last, fresh))


def _is_blank(scan: SheetScan, table: TableInfo, row: int) -> bool:
    """True when no cell of a table row holds a value of its own; formulas do not count."""
    cells = (scan.cell(row, column) for column in _columns(table))
    return all(
        cell is None or cell.formula is not None or cell.kind is Kind.BLANK or cell.text == ""
        for cell in cells
    )


def _columns(table: TableInfo) -> range:
    return range(table.area.first_column, table.area.last_column + 1)


def _refuse_obstacles(
    scan: SheetScan, table: TableInfo, target: Area, others: Sequence[TableInfo]
) -> None:
    """Refuse when a value, another table or a merged area lies where the rows shall go."""
    for row in range(max(target.first_row, table.last_data_row + 1), target.last_row + 1):
        for column in _columns(table):
            cell = scan.cell(row, column)
            if cell and (cell.kind is not Kind.BLANK or cell.formula is not None):
                where = CellRef(table.sheet, row, column)
                raise refusal(checks.IN_THE_WAY, table=table.display_name, cell=where)
    for other in others:
        if other is not table and _overlap(other.area, target):
            where = CellRef(table.sheet, other.area.first_row, other.area.first_column)
            raise refusal(checks.IN_THE_WAY, table=table.display_name, cell=where)
    for merged in scan.merged:
        if _overlap(merged, target):
            where = CellRef(table.sheet, merged.first_row, merged.first_column)
            raise refusal(checks.MERGED, cell=where, area=merged)


def _overlap(one: Area, two: Area) -> bool:
    return (
        one.first_row <= two.last_row
        and two.first_row <= one.last_row
        and one.first_column <= two.last_column
        and two.first_column <= one.last_column
    )


class _Columns:
    """A table's columns by header; headers compare as Excel compares them."""

    def __init__(self, table: TableInfo) -> None:
        self._table = table
        self._places = {name: index for index, name in enumerate(table.columns)}
        self._folded = {name.casefold(): index for index, name in enumerate(table.columns)}

    def given(self, values: Row) -> dict[int, Value | Computed]:
        """Return a row's values by column index."""
        found: dict[int, Value | Computed] = {}
        for header, value in values.items():
            index = self._places.get(header)
            if index is None:
                index = self._folded.get(header.casefold())
            if index is None:
                table = self._table.display_name
                raise refusal(checks.NO_SUCH_COLUMN, table=table, column=header)
            found[index] = value
        return found


def _cell(
    scan: SheetScan, table: TableInfo, index: int, row: int, given: Computed | None
) -> NewCell:
    """What a cell of a new row holds without a value; ``_NO_CELL`` when nothing is said of it."""
    stored = scan.cell(row, table.area.first_column + index)
    if stored is not None and stored.formula is not None:  # the blank row that is filled
        if given is None:
            return _NO_CELL
        if given.formula is None:
            return NewCell(given.value, keep_formula=True)
    if given is not None and given.formula is not None:
        return NewCell(given.value, given.formula.removeprefix("="))
    formula = _column_formula(scan, table, index, row)
    value = None if given is None else given.value
    return _NO_CELL if formula is None and value is None else NewCell(value, formula)


def _column_formula(scan: SheetScan, table: TableInfo, index: int, row: int) -> str | None:
    """The formula a new row takes over, without "=".

    A calculated column's own formula counts first. A formula in the row above counts only when it
    is about its own row: one that somebody typed there once must not give a new row a figure.
    """
    declared = table.calculated[index] if index < len(table.calculated) else None
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
