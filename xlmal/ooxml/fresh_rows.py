"""Whole new rows below a table, as bytes: one row in hand at a time, however many there are.

A merge of 3,500 files appends a hundred thousand rows to the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from xlmal.address import CellRef, column_letters
from xlmal.ooxml.cell_bytes import new_cell, refuse_value
from xlmal.ooxml.edits import Computed, NewCell
from xlmal.ooxml.strings import escape

if TYPE_CHECKING:
    from xlmal.ooxml.append import FreshRows
    from xlmal.ooxml.stored_rows import StoredRows


def fresh_row_bytes(
    fresh: FreshRows, stored: StoredRows, heights: Mapping[int, float]
) -> Iterator[tuple[int, bytes]]:
    """Yield (row number, its ``<row>`` element) for rows that are not stored yet.

    ``stored`` are the sheet's rows, whose styles are taken over; ``heights`` suggests heights in
    points.

    Raises:
        Refusal: F34, F36, F37 for a value that cannot be stored or a formula that cannot follow.
    """
    sheet, first = fresh.table.sheet, fresh.table.area.first_column
    prefix = stored.prefix.decode()
    places = [
        (column, column_letters(column), stored.style_for_new(fresh.style_row, column))
        for column in range(first, first + len(fresh.table.columns))
    ]
    opened = f' t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">'
    closed = f"</{prefix}t></{prefix}is></{prefix}c>"
    for row, given in fresh.given():
        pieces = []
        for index, (column, letters, style) in enumerate(places):
            value = given.get(index)
            if value is not None and not isinstance(value, Computed):
                refused = refuse_value(value, CellRef(sheet, row, column))
                if refused:
                    raise refused
                if isinstance(value, str):
                    styled = "" if style is None else f' s="{style}"'
                    text = escape(value)
                    cell = f'<{prefix}c r="{letters}{row}"{styled}{opened}{text}{closed}'
                    pieces.append(cell.encode())
                    continue
                made = NewCell(value)
            else:
                made = fresh.computed(row, index, value)
                refused = refuse_value(made.value, CellRef(sheet, row, column))
                if refused:
                    raise refused
            if made.value is not None or made.formula is not None or style:
                pieces.append(new_cell(f"{letters}{row}", style, made, stored.prefix))
        if pieces:
            height = f' ht="{heights[row]:g}"' if row in heights else ""
            tag = f'<{prefix}row r="{row}"{height}>'.encode()
            yield row, b"%b%b</%brow>" % (tag, b"".join(pieces), stored.prefix)
