"""Whole new rows below a table, as bytes: one row in hand at a time, however many there are.

A merge of 3,500 files appends a hundred thousand rows to the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import NamedTuple

from xlmal.address import CellRef, a1, column_letters
from xlmal.ooxml.cell_bytes import escape_formula, new_cell, number_text, refuse_value
from xlmal.ooxml.edits import AppendRows, NewCell, Value
from xlmal.ooxml.new_rows import FreshRows
from xlmal.ooxml.stored_rows import StoredRows
from xlmal.ooxml.strings import escape

#: Texts that are remembered as they are written: choices, ids and dates come again and again.
_MOST_TEXTS, _LONGEST = 4096, 200
#: Headers and formulas of different rows for which columns are remembered.
_MOST_BLOCKS = 64


class _Column(NamedTuple):
    """What the cells of a column are like: only row number and value differ.

    A cell is ``opened``, the row number, and one of the three others with the value in its gap.

    Attributes:
        at: the index of the column in the table.
        place: which of a row's values goes here; None when none does.
        formula: its formula, for cells without a value and for values that are computed.
        is_computed: whether they are.
        moves: whether the formula differs from row to row.
        text: what stands around a text, as it is escaped.
        number: what stands around a number.
        blank: what closes a cell without a value; empty when there is no such cell.
    """

    at: int
    place: int | None
    formula: str | None
    is_computed: bool
    moves: bool
    opened: str
    text: tuple[str, str]
    number: tuple[str, str]
    blank: str


def fresh_row_bytes(
    fresh: FreshRows, stored: StoredRows, heights: Mapping[int, float]
) -> Iterator[tuple[int, bytes]]:
    """Yield (row number, its ``<row>`` element) for rows that are not stored yet.

    ``stored`` are the sheet's rows, whose styles are taken over; ``heights`` suggests heights in
    points for some rows, in place of those that come with them.

    Raises:
        Refusal: F34, F36, F37 for a value that cannot be stored or a formula that cannot follow.
    """
    writer = _Writer(fresh, stored)
    prefix = writer.prefix
    for start, block in fresh.blocks:
        columns = writer.columns(start, block)
        for row, values in fresh.rows(start, block):
            cells = writer.cells(columns, row, values)
            if not cells:
                continue
            height = block.height(values) if block.height else None
            height = heights.get(row, height)
            high = "" if height is None else f' ht="{height:g}"'
            element = f'<{prefix}row r="{row}"{high}>{"".join(cells)}</{prefix}row>'
            yield row, element.encode()


class _Writer:
    """Writes the cells of rows; what holds for a whole column is found out once."""

    def __init__(self, fresh: FreshRows, stored: StoredRows) -> None:
        self.prefix = stored.prefix.decode()
        self._fresh = fresh
        self._stored = stored
        self._first_column = fresh.table.area.first_column
        self._columns: dict[object, list[_Column]] = {}
        self._texts: dict[str, str] = {}

    def columns(self, start: int, block: AppendRows) -> list[_Column]:
        """The columns as a block's rows fill them; those that stay empty are left out."""
        key = block.headers, tuple(block.computed.items())
        found = self._columns.get(key)
        if found is None:
            places = self._fresh.columns.places(block.headers)
            said = self._fresh.columns.computed(block)
            every = [
                self._column(start, index, places.get(index), (index in said, said.get(index)))
                for index in range(len(self._fresh.table.columns))
            ]
            found = [one for one in every if one.place is not None or one.moves or one.blank]
            if len(self._columns) == _MOST_BLOCKS:
                self._columns.clear()
            self._columns[key] = found
        return found

    def _column(
        self, start: int, index: int, place: int | None, computed: tuple[bool, str | None]
    ) -> _Column:
        fresh, prefix = self._fresh, self.prefix
        is_computed, formula = computed
        moves = formula is None and fresh.moves(index)
        if formula is None:
            formula = fresh.formula(index, start)
        number = self._first_column + index
        style = self._stored.style_for_new(fresh.style_row, number)
        styled = '"' if style is None else f'" s="{style}"'
        closed = f"</{prefix}v></{prefix}c>"
        said = ""
        if formula is not None:
            said = f"<{prefix}f>{escape_formula(formula.removeprefix('='))}</{prefix}f>"
        shown = said if is_computed else ""
        text = f'{styled} t="str">{shown}<{prefix}v>', closed
        if not shown:
            kind = f't="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">'
            text = f"{styled} {kind}", f"</{prefix}t></{prefix}is></{prefix}c>"
        blank = f"{styled}/>" if style else ""
        if said:
            blank = f"{styled}>{said}</{prefix}c>"
        return _Column(
            at=index,
            place=place,
            formula=formula,
            is_computed=is_computed,
            moves=moves,
            opened=f'<{prefix}c r="{column_letters(number)}',
            text=text,
            number=(f"{styled}>{shown}<{prefix}v>", closed),
            blank=blank,
        )

    def cells(self, columns: Sequence[_Column], row: int, values: Sequence[Value]) -> list[str]:
        """The cells of a row as XML."""
        found, texts, number = [], self._texts, str(row)
        for column in columns:
            _, place, _, _, moves, opened, around_text, around_number, blank = column
            value = None if place is None else values[place]
            if moves:
                found.append(self._one(column, row, value))
            elif isinstance(value, str):
                text = texts.get(value) or self._text(column, row, value)
                found.append(f"{opened}{number}{around_text[0]}{text}{around_text[1]}")
            elif value is None:
                if blank:
                    found.append(f"{opened}{number}{blank}")
            elif isinstance(value, bool) or (isinstance(value, float) and not isfinite(value)):
                found.append(self._one(column, row, value))
            else:
                text = number_text(value)
                found.append(f"{opened}{number}{around_number[0]}{text}{around_number[1]}")
        return found

    def _text(self, column: _Column, row: int, value: str) -> str:
        """A text as it is written; refuses one that no cell holds."""
        if len(value) > _LONGEST:
            self._refuse(column, row, value)
            return escape(value)
        if len(self._texts) == _MOST_TEXTS:
            self._texts.clear()
        text = self._texts[value] = escape(value)
        return text

    def _one(self, column: _Column, row: int, value: Value) -> str:
        """A cell that is not like the others of its column."""
        self._refuse(column, row, value)
        formula = None
        if column.is_computed or value is None:
            formula = self._fresh.formula(column.at, row) if column.moves else column.formula
        number = self._first_column + column.at
        style = self._stored.style_for_new(self._fresh.style_row, number)
        cell = NewCell(value, formula)
        return new_cell(a1(row, number), style, cell, self._stored.prefix).decode()

    def _refuse(self, column: _Column, row: int, value: Value) -> None:
        where = CellRef(self._fresh.table.sheet, row, self._first_column + column.at)
        refused = refuse_value(value, where)
        if refused:
            raise refused
