"""The rows of a table as columns of Excel values, with what is known beside them joined."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from xlmal.intake.evenly_read import EvenlyRead
from xlmal.intake.reading import Reading
from xlmal.intake.rows import RowRead
from xlmal.intake.table import TableRead
from xlmal.rules.beside import ABSENT, Beside, ByColumn, Column, Context, Known, by_row
from xlmal.rules.excel_values import as_excel, as_stored
from xlmal.rules.nodes import ExcelValue

_MISSING_REASON: Final = "Varför saknas värde"


class TableColumns:
    """The rows of a table that rules concern, by column.

    Rows are counted from 0 among those; ``places`` tells where each stands among all that were
    read.
    """

    def __init__(self, read: TableRead, context: Context | None = None) -> None:
        self._read = read
        self._stored = frozenset(column.header for column in read.table.stored)
        self._columns: dict[str, Column | None] = {}
        beside = self._beside(context)
        self._joined = beside.columns
        self.places = beside.places
        self._kept: Sequence[int] | None = None  # which of the rows that were told of, if not all
        unkeyed = _unkeyed(read.rows)
        if unkeyed:
            self._kept = [at for at, place in enumerate(beside.places) if place not in unkeyed]
            self.places = [beside.places[at] for at in self._kept]
        # By header the rows whose cell was not understood; by row why there is no value.
        self._obscure: dict[str, set[int]] = {}
        self._said_why: dict[int, ExcelValue] = {}
        self._look_at_single_rows()

    def column(self, header: str) -> Column | None:
        """The values under a header; None when no row has such a column."""
        if header not in self._columns:
            self._columns[header] = self._column(header)
        return self._columns[header]

    def value(self, header: str, row: int) -> ExcelValue:
        """One row's value under a header, None also when it has no such column."""
        if header in self._columns or header in self._joined or header == _MISSING_REASON:
            column = self.column(header)
            value = column.values[column.at[row]] if column else None
            return None if value is ABSENT else value
        cell = self._read.rows[self.places[row]].cell(header)  # no column for a few rows' sake
        return as_excel(cell.value) if header in self._stored else as_stored(cell)

    def obscure(self, headers: Iterable[str]) -> Collection[int]:
        """The rows in which a cell under one of the headers was not understood."""
        if not self._obscure:
            return ()
        found: set[int] = set()
        for header in headers:
            rows: Iterable[int] = self._obscure.get(header, ())
            if rows and header in self._joined:
                at, values = self._joined_column(header)
                rows = [row for row in rows if values[at[row]] is ABSENT]
            found.update(rows)
        return found

    def _beside(self, context: Context | None) -> Beside:
        rows = self._read.rows
        if context is None:
            return Beside(range(len(rows)), {})
        return context.join(self._typed) if isinstance(context, ByColumn) else by_row(context, rows)

    def _typed(self, header: str) -> Sequence[object]:
        rows = self._read.rows
        if isinstance(rows, EvenlyRead):
            return rows.values(header)
        return [row.value(header) for row in rows]

    def _look_at_single_rows(self) -> None:
        """Find the cells that were not understood, and those that say why there is no value.

        About rows that were read by column there is nothing of the kind to say.
        """
        singles = list(_singles(self._read.rows))
        row_at = {place: row for row, place in enumerate(self.places)} if singles else {}
        for place, single in singles:
            row = row_at.get(place)
            if row is None:
                continue
            told: dict[str, ExcelValue] = {}
            for header, cell in single.cells.items():
                if cell.reading is Reading.NOT_UNDERSTOOD and header in self._stored:
                    self._obscure.setdefault(header, set()).add(row)
                if cell.missing is not None:
                    told[header] = str(cell.missing)
            if told:  # the one furthest to the right, if there are several
                self._said_why[row] = [told[one] for one in self._read.columns if one in told][-1]

    def _column(self, header: str) -> Column | None:
        joined = self._joined_column(header) if header in self._joined else None
        if joined is not None and ABSENT not in joined.values:
            return joined
        own = self._own(header)
        # "mäts ej" in a number cell says why as well as the column made for it.
        told = self._said_why if header == _MISSING_REASON else {}
        if joined is None and not told:
            return own
        cells: list[Known] = own.cells() if own else [ABSENT] * len(self.places)
        for row, why in told.items():
            if cells[row] is None or cells[row] is ABSENT:
                cells[row] = why
        for row, value in enumerate(joined.cells() if joined else ()):
            if value is not ABSENT:
                cells[row] = value
        return Column.of(cells)

    def _joined_column(self, header: str) -> Column:
        column = self._joined[header]()
        return column if self._kept is None else column.of_rows(self._kept)

    def _own(self, header: str) -> Column | None:
        """The sheet's own column, as Excel sees it."""
        if header not in self._read.columns:
            return None
        typed = self._typed(header)
        if len(self.places) < len(typed):
            typed = [typed[place] for place in self.places]
        column = Column.of(typed, as_excel)
        if header in self._stored or None not in typed:
            return column
        # A column shown for context has text and numbers as typed values, and no others.
        cells = column.cells()
        for row, place in enumerate(self.places):
            if typed[row] is None:
                cells[row] = as_stored(self._read.rows[place].cell(header))
        return Column.of(cells)


def _unkeyed(rows: Sequence[RowRead]) -> Collection[int]:
    if isinstance(rows, EvenlyRead):
        return rows.unkeyed
    return {place for place, row in enumerate(rows) if not row.keyed}


def _singles(rows: Sequence[RowRead]) -> Iterator[tuple[int, RowRead]]:
    """The rows that were not read by column, each with its place."""
    if not isinstance(rows, EvenlyRead):
        yield from enumerate(rows)
        return
    last = len(rows) - 1
    for count, row in enumerate(rows.one_by_one()):
        # Those before the even rows come first; the numbers of the even rows have no gaps.
        is_before = rows[count] is row
        yield (count if is_before else last - (rows[last].number - row.number)), row
