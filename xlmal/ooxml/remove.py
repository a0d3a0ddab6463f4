"""Rows taken out of a table: the rows below move up, the table ends earlier, the rest stays put."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from xlmal.address import Area, a1
from xlmal.finding import RawCell
from xlmal.ooxml.append import Growth
from xlmal.ooxml.cell_bytes import changed_cell
from xlmal.ooxml.contents import TableInfo
from xlmal.ooxml.edits import NewCell
from xlmal.ooxml.markup import tag_end
from xlmal.ooxml.package import Package
from xlmal.ooxml.remove_checks import refuse_tied
from xlmal.ooxml.scan import scan_sheet
from xlmal.ooxml.sheet_patch import range_splices, row_insertions
from xlmal.ooxml.sheet_scan import RowSpan, SheetScan
from xlmal.ooxml.splice import Splice, apply, opened, prefix_at, with_attributes

_EMPTIED = NewCell(None, keep_formula=True)

#: What somebody has decided about a row: its height by hand, its style, that it is hidden ...
_ROW_ATTRIBUTE = re.compile(rb"""\s(?!(?:r|ht|spans|[\w.\-]+:dyDescent)\s*=)[\w:.\-]+\s*=""")


class Removal(NamedTuple):
    """What taking rows out of one table comes to; ``growth`` is its shrinking."""

    growth: Growth
    sheet: bytes
    formulas_changed: bool


def remove_rows(package: Package, table: TableInfo, rows: Collection[int]) -> Removal:
    """Plan the sheet part without some rows of a table, each given as a row of the sheet.

    Raises:
        Refusal: F45 when something else may end up wrong.
        ValueError: when a row is none of the table's.
    """
    data_rows = range(table.first_data_row, table.last_data_row + 1)
    if not rows or any(row not in data_rows for row in rows):
        raise ValueError(f"{sorted(rows)} are not rows of {table.display_name}")
    moved = Area(min(rows), table.area.first_column, table.last_data_row, table.area.last_column)
    scan = scan_sheet(package, package.sheet(table.sheet), set(data_rows))
    refuse_tied(package, scan, table, moved)
    left = [row for row in data_rows if row not in rows]
    last = max(table.first_data_row, table.first_data_row + len(left) - 1)
    growth = Growth(table, table.area._replace(last_row=last), (), {})
    content: dict[int, dict[int, bytes]] = {}
    for row in range(moved.first_row, moved.last_row + 1):
        place = row - table.first_data_row
        if place < len(left):
            content[row] = _moved(scan, table, left[place], row)
        else:
            is_only_one = not left and row == table.first_data_row
            content[row] = _emptied(scan, table, row) if is_only_one else {}
    stored: dict[int, list[RawCell]] = {}
    for cell in scan:
        stored.setdefault(cell.row, []).append(cell)
    splices = _splices(scan, moved, content, stored) + range_splices(scan, [growth])
    formulas = any(
        cell.formula is not None
        for row in range(moved.first_row, moved.last_row + 1)
        for cell in stored.get(row, ())
        if moved.holds(row, cell.column)
    )
    return Removal(growth, apply(scan.data, splices), formulas)


def _moved(scan: SheetScan, table: TableInfo, source: int, row: int) -> dict[int, bytes]:
    """A row's cells as they are stored, with the addresses of another row."""
    cells = {}
    for column in range(table.area.first_column, table.area.last_column + 1):
        cell = scan.cell(source, column)
        if cell is not None:
            past = tag_end(scan.data, cell.start)
            tag = with_attributes(scan.data[cell.start : past], {"r": a1(row, column)})
            cells[column] = tag + scan.data[past : cell.end]
    return cells


def _emptied(scan: SheetScan, table: TableInfo, row: int) -> dict[int, bytes]:
    """The cells of a table's only row, their formulas and formats kept."""
    prefix = prefix_at(scan.data, scan.sheet_data[0])
    cells = {}
    for column in range(table.area.first_column, table.area.last_column + 1):
        cell = scan.cell(row, column)
        if cell is not None:
            stored = scan.data[cell.start : cell.end]
            cells[column] = changed_cell(stored, None, _EMPTIED, prefix)
    return cells


def _splices(
    scan: SheetScan,
    moved: Area,
    content: Mapping[int, Mapping[int, bytes]],
    stored: Mapping[int, Sequence[RawCell]],
) -> list[Splice]:
    prefix = prefix_at(scan.data, scan.sheet_data[0])
    splices: list[Splice] = []
    new_rows: list[tuple[int, bytes]] = []
    for row, cells in content.items():
        span = scan.row_spans.get(row)
        if span is not None:
            splices += _row_splices(scan, span, moved, cells, stored.get(row, ()))
        elif cells:
            tag = b"<" + prefix + b'row r="%d">' % row
            new_rows.append((row, tag + b"".join(cells.values()) + b"</" + prefix + b"row>"))
    return splices + row_insertions(scan, new_rows, prefix)


def _row_splices(
    scan: SheetScan,
    span: RowSpan,
    moved: Area,
    cells: Mapping[int, bytes],
    stored: Sequence[RawCell],
) -> list[Splice]:
    """Exchange a stored row's cells in the table's columns; those beside are kept."""
    if span.end_tag == span.start:
        if not cells:
            return []
        past = tag_end(scan.data, span.start)
        close = b"</" + prefix_at(scan.data, span.start) + b"row>"
        tag = opened(scan.data[span.start : past])
        return [Splice(span.start, past, tag + b"".join(cells.values()) + close)]
    if not cells and _is_left_bare(scan, span, moved, stored):
        past = tag_end(scan.data, span.end_tag)
        return [Splice(span.start, past, b"")]
    splices = []
    waiting = dict(cells)
    for cell in stored:
        if moved.first_column <= cell.column <= moved.last_column:
            splices.append(Splice(cell.start, cell.end, waiting.pop(cell.column, b"")))
    for column, new in waiting.items():
        at = next((cell.start for cell in stored if cell.column > column), span.end_tag)
        splices.append(Splice(at, at, new))
    return splices


def _is_left_bare(scan: SheetScan, span: RowSpan, moved: Area, stored: Sequence[RawCell]) -> bool:
    """Tell whether a row, its cells taken out, says no more than what height fitted them."""
    tag = scan.data[span.start : tag_end(scan.data, span.start)]
    return _ROW_ATTRIBUTE.findall(tag) == [] and all(
        moved.first_column <= cell.column <= moved.last_column for cell in stored
    )
