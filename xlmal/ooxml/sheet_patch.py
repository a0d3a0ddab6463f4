"""New content for named cells of one sheet part; all other bytes stay as they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from heapq import merge
from itertools import groupby, islice, pairwise
from operator import ge, itemgetter

from xlmal.address import MAX_COLUMN, MAX_ROW, Area, CellRef, a1
from xlmal.ooxml import patch_checks as checks
from xlmal.ooxml.append import Growth
from xlmal.ooxml.cell_bytes import changed_cell, new_cell, refuse_value
from xlmal.ooxml.checks import BROKEN_XML, refusal
from xlmal.ooxml.edits import NewCell
from xlmal.ooxml.fresh_rows import fresh_row_bytes
from xlmal.ooxml.markup import tag_end
from xlmal.ooxml.new_rows import FreshRows
from xlmal.ooxml.sheet_scan import RowSpan, SheetRange, SheetScan
from xlmal.ooxml.splice import Splice, attribute, change_tag, opened, with_attributes
from xlmal.ooxml.stored_rows import StoredRows, column_style

Cells = Mapping[tuple[int, int], NewCell]
# Sparklines and ignored errors name cells in the same element, and stay where they are.
_ENDS_OWNER = re.compile(rb"\s*</(?:[\w.\-]+:)?(?:dataValidation|conditionalFormatting)\s*>")


def refuse_unsafe(scan: SheetScan, cells: Cells) -> None:
    """Refuse changes that would break the sheet or go unseen.

    Raises:
        Refusal: F34-F37, F40; F18 when the sheet has no place for rows, or holds them out of order.
    """
    if scan.sheet_data[0] < 0:
        raise refusal(BROKEN_XML, part=scan.part, reason="sheetData saknas")
    numbers = scan.row_spans.numbers
    if any(map(ge, numbers, islice(numbers, 1, None))):
        raise refusal(BROKEN_XML, part=scan.part, reason="raderna ligger i oordning")
    for (row, column), cell in cells.items():
        if not (1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN):
            raise refusal(checks.OUTSIDE_SHEET, row=row, column=column, sheet=scan.sheet)
        merged = scan.merged_at(row, column) if scan.merged else None
        if merged and (row, column) != merged[:2]:
            where = CellRef(scan.sheet, row, column)
            raise refusal(checks.MERGED, cell=where, area=merged)
        refused = refuse_value(cell.value, CellRef(scan.sheet, row, column))
        if refused:
            raise refused
        if scan.formula_areas and not cell.keep_formula:
            _refuse_formula_area(scan, CellRef(scan.sheet, row, column))


def _refuse_formula_area(scan: SheetScan, where: CellRef) -> None:
    """A shared formula's first cell carries it for the rest; an array is changed whole or not."""
    row, column = where.row, where.column
    for area in scan.formula_areas:
        is_first = (area.row, area.column) == (row, column)
        if area.kind == "shared":
            tied = is_first and any(
                cell.formula == "=" and area.area.holds(cell.row, cell.column) for cell in scan
            )
        else:
            covered = is_first or area.area.holds(row, column)
            tied = covered and area.area != (row, column, row, column)
        if tied:
            raise refusal(checks.SHARED_FORMULA, cell=where, area=area.area)


def cell_splices(
    scan: SheetScan,
    cells: Cells,
    heights: Mapping[int, float] | None = None,
    fresh: FreshRows | None = None,
) -> list[Splice]:
    """Return the changes that give cells their new content; the scan must keep their blanks.

    ``heights`` suggests heights, in points, for rows among them; ``fresh`` are whole new rows.
    """
    heights = heights or {}
    stored = StoredRows(scan)
    prefix = stored.prefix
    splices: list[Splice] = []
    new_rows: list[tuple[int, bytes]] = []
    for row, places in groupby(sorted(cells), key=lambda place: place[0]):
        wanted = {column: cells[row, column] for _, column in places}
        span = scan.row_spans.get(row)
        if span is None:
            content = b"".join(_new_cells(scan, row, wanted, stored, None).values())
            if content:
                tag = b"<" + prefix + b'row r="%d">' % row
                if row in heights:
                    tag = with_attributes(tag, {"ht": f"{heights[row]:g}"})
                new_rows.append((row, tag + content + b"</" + prefix + b"row>"))
        else:
            splices += _row_splices(scan, span, wanted, stored, heights.get(row))
    first = None if fresh is None else fresh.first
    if fresh is None or first is None:
        return splices + row_insertions(scan, new_rows, prefix)
    made = fresh_row_bytes(fresh, stored, heights)
    after = scan.row_spans.index_after(first)
    if not new_rows and after == len(scan.row_spans) > 0:
        # At the end of the sheet, most often, and then too many to be held at once.
        end = scan.sheet_data[1]
        return [*splices, Splice(end, end, (content for _, content in made))]
    rows = merge(new_rows, made, key=itemgetter(0))
    return splices + row_insertions(scan, rows, prefix)


def _new_cells(
    scan: SheetScan,
    row: int,
    wanted: Mapping[int, NewCell],
    rows: StoredRows,
    row_style: str | None,
) -> dict[int, bytes]:
    """Bytes for cells not stored yet; one without value, formula and style needs none."""
    prefix = rows.prefix
    made = {}
    for column, cell in wanted.items():
        style = rows.style(cell.style_row, column) or row_style or column_style(scan, column)
        if cell.value is not None or cell.formula is not None or (style and cell.style_row):
            made[column] = new_cell(a1(row, column), style, cell, prefix)
    return made


def _row_splices(
    scan: SheetScan,
    span: RowSpan,
    wanted: dict[int, NewCell],
    rows: StoredRows,
    height: float | None = None,
) -> list[Splice]:
    data, in_row = scan.data, rows.get(span.row, [])
    if any(first.start > second.start for first, second in pairwise(in_row)):
        raise refusal(BROKEN_XML, part=scan.part, reason=f"cellerna på rad {span.row} i oordning")
    prefix = rows.prefix
    past = tag_end(data, span.start)
    tag = data[span.start : past]
    splices = []
    for cell in in_row:
        if cell.column in wanted:
            new = wanted.pop(cell.column)
            style = rows.style(new.style_row, cell.column)
            content = changed_cell(data[cell.start : cell.end], style, new, prefix)
            splices.append(Splice(cell.start, cell.end, content))
    row_style = attribute(tag, "s")
    made = _new_cells(scan, span.row, wanted, rows, row_style)
    if height is not None and attribute(tag, "customHeight") not in ("1", "true"):
        tag = with_attributes(tag, {"ht": f"{height:g}"})
        if not made and tag != data[span.start : past]:
            splices.append(Splice(span.start, past, tag))
    if not made:
        return splices
    # "spans" is only a hint to readers, and may now be too narrow
    tag = with_attributes(tag, {"spans": None})
    if span.end_tag == span.start:
        close = b"</" + prefix + b"row>"
        return [Splice(span.start, past, opened(tag) + b"".join(made.values()) + close)]
    splices.append(Splice(span.start, past, tag))
    for column, content in made.items():
        at = next((cell.start for cell in in_row if cell.column > column), span.end_tag)
        splices.append(Splice(at, at, content))
    return splices


def row_insertions(
    scan: SheetScan, rows: Iterable[tuple[int, bytes]], prefix: bytes
) -> list[Splice]:
    """Return the changes that put in whole rows, in order, that are not stored yet."""
    start, end = scan.sheet_data
    if start == end:
        inside = b"".join(row for _, row in rows)
        if not inside:
            return []
        past = tag_end(scan.data, start)
        tag = opened(scan.data[start:past])
        return [Splice(start, past, b"%b%b</%bsheetData>" % (tag, inside, prefix))]
    splices = []
    for after, together in groupby(rows, lambda row: scan.row_spans.index_after(row[0])):
        at = scan.row_spans[after].start if after < len(scan.row_spans) else end
        splices.append(Splice(at, at, b"".join(content for _, content in together)))
    return splices


def dimension_splices(scan: SheetScan, cells: Collection[tuple[int, int]]) -> list[Splice]:
    """Widen the sheet's dimension tag, if it has one, so that it covers the changed places."""
    if scan.dimension < 0 or not cells:
        return []
    tag = scan.data[scan.dimension : tag_end(scan.data, scan.dimension)]
    try:
        old = Area.parse(attribute(tag, "ref") or "")
    except ValueError:
        return []
    rows, columns = [row for row, _ in cells], [column for _, column in cells]
    new = Area(
        min(old.first_row, *rows),
        min(old.first_column, *columns),
        max(old.last_row, *rows),
        max(old.last_column, *columns),
    )
    return [] if new == old else [change_tag(scan.data, scan.dimension, {"ref": str(new)})]


def range_splices(scan: SheetScan, grown: list[Growth]) -> list[Splice]:
    """Let conditional formats and validations that ended with a table follow its last row."""
    splices = []
    for item in scan.ranges:
        if item.in_text and not _ENDS_OWNER.match(scan.data, item.end):
            continue
        areas = [_followed(text, grown) for text in item.ranges.split()]
        if areas != item.ranges.split():
            splices.append(_range_splice(scan, item, " ".join(areas)))
    return splices


def _followed(text: str, grown: list[Growth]) -> str:
    try:
        area = Area.parse(text)
    except ValueError:
        return text
    for growth in grown:
        old = growth.table.area
        if old.first_column <= area.first_column <= old.last_column and (
            old.first_row <= area.last_row == old.last_row
            and area.first_row <= growth.area.last_row
        ):
            return str(area._replace(last_row=growth.area.last_row))
    return text


def _range_splice(scan: SheetScan, item: SheetRange, ranges: str) -> Splice:
    if not item.in_text:
        return change_tag(scan.data, item.start, {"sqref": ranges})
    past = tag_end(scan.data, item.start)
    end = scan.data.rindex(b"</", past, item.end)
    return Splice(past, end, ranges.encode())
