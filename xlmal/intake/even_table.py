"""Even rows -> typed columns: what each distinct content means is found out once.

Only rows about which there is nothing to say are left as columns; the odd ones are pointed out,
for the row reader. Whatever would take more than that gives the whole table to the row reader.
"""

from __future__ import annotations

from itertools import compress

from xlmal.even_rows import EvenRows
from xlmal.finding import RawCell
from xlmal.intake.cells import BY_ROW
from xlmal.intake.evenly_read import EvenColumn, EvenTable
from xlmal.intake.reading import BLANK, NO_CONTEXT, ByFirstKey, Parsed, Reading
from xlmal.intake.rows import OWN_CONTEXT, RowReader, shown_cell
from xlmal.intake.sheet import UnevenError
from xlmal.schema.columns import Column

_SILENT = (Reading.EXACT, Reading.BLANK)


def read_even(rows: EvenRows, reader: RowReader) -> tuple[EvenTable, list[int]]:
    """Read even rows by column, and tell the numbers of those that the row reader has to read.

    Raises:
        UnevenError: the whole table is for the row reader.
    """
    table = reader.table
    odd: set[int] = set()
    columns: dict[str, EvenColumn | None] = {}
    for column, place in reader.keys_at:
        if place not in rows.columns:
            raise UnevenError
        columns[column.header] = _typed(rows, place, column, reader, odd)
    _hold_keys(rows, reader)
    for column, place in reader.shown_at:
        columns[column.header] = _shown(rows, place)
    contexts = _Contexts(rows, reader, columns.get(table.key[0]))
    for column, place in reader.others_at:
        if place not in rows.columns:
            columns[column.header] = None
        elif column.type in BY_ROW:
            columns[column.header] = _measured(rows, place, column, reader, contexts, odd)
        else:
            columns[column.header] = _typed(rows, place, column, reader, odd)
    return EvenTable(rows, columns), sorted(rows.first_row + index for index in odd)


def _raw(rows: EvenRows, place: int, index: int) -> RawCell:
    return RawCell(rows.first_row, place, *rows.contents[index])


def _hold_keys(rows: EvenRows, reader: RowReader) -> None:
    """Give up where a row may be no row: a blank key, a sum, the headers once more."""
    for number, (_, place) in enumerate(reader.keys_at):
        for index in set(rows.columns[place]):
            if rows.contents[index].is_blank:
                raise UnevenError
            if number == 0 and reader.unread({place: _raw(rows, place, index)}):
                raise UnevenError


def _typed(
    rows: EvenRows, place: int, column: Column, reader: RowReader, odd: set[int]
) -> EvenColumn:
    """A column whose contents mean the same in every row."""
    at = rows.columns[place]
    parsed = [BLANK] * len(rows.contents)
    strange: set[int] = set()
    for index in set(at):
        if rows.contents[index].is_blank:
            continue
        read = parsed[index] = reader.reader.read(_raw(rows, place, index), column, NO_CONTEXT)
        if read.remarks or read.reading not in _SILENT:
            strange.add(index)
    if strange:
        odd.update(row for row, index in enumerate(at) if index in strange)
    return EvenColumn(place, at, parsed)


def _shown(rows: EvenRows, place: int) -> EvenColumn | None:
    at = rows.columns.get(place)
    if at is None:
        return None
    parsed = [BLANK] * len(rows.contents)
    for index in set(at):
        if not rows.contents[index].is_blank:
            cell = shown_cell(_raw(rows, place, index))
            parsed[index] = Parsed(cell.value, cell.reading)
    return EvenColumn(place, at, parsed)


class _Contexts:
    """What is known of each row's measure; contexts that are alike are one."""

    def __init__(self, rows: EvenRows, reader: RowReader, first_key: EvenColumn | None) -> None:
        given = reader.options.context
        self.distinct = [NO_CONTEXT]
        self.at: list[int] = [0] * rows.count
        self.is_known = given is None or (isinstance(given, ByFirstKey) and first_key is not None)
        if given is None:
            self._take_own(rows, reader)
        if not isinstance(given, ByFirstKey) or first_key is None:
            return
        numbers = {NO_CONTEXT: 0}
        of_key: dict[object, int] = {}
        for value in {parsed.value for parsed in first_key.parsed}:
            context = given.contexts.get(value) if isinstance(value, str) else None
            if context is None:
                of_key[value] = -1
                continue
            if context not in numbers:
                numbers[context] = len(self.distinct)
                self.distinct.append(context)
            of_key[value] = numbers[context]
        self.at = [of_key[value] for value in first_key.values()]

    def _take_own(self, rows: EvenRows, reader: RowReader) -> None:
        """Take the contexts that the rows' own columns tell."""
        places = [reader.places[header] for header in OWN_CONTEXT if header in reader.places]
        places = [place for place in places if place in rows.columns]
        told = zip(*(rows.columns[place] for place in places), strict=True)
        numbers: dict[tuple[int, ...], int] = {}
        for row, indices in enumerate(told):
            number = numbers.get(indices)
            if number is None:
                cells = {
                    place: _raw(rows, place, index)
                    for place, index in zip(places, indices, strict=True)
                    if not rows.contents[index].is_blank
                }
                number = numbers[indices] = len(self.distinct)
                self.distinct.append(reader.own_context(cells))
            self.at[row] = number


def _measured(
    rows: EvenRows,
    place: int,
    column: Column,
    reader: RowReader,
    contexts: _Contexts,
    odd: set[int],
) -> EvenColumn:
    """A column of numbers: what they mean depends on the row's indicator."""
    if not contexts.is_known:
        raise UnevenError
    pairs = list(zip(rows.columns[place], contexts.at, strict=True))
    number: dict[tuple[int, int], int] = {}
    parsed: list[Parsed] = []
    strange: set[int] = set()
    for index, of_measure in set(pairs):
        number[index, of_measure] = len(parsed)
        if rows.contents[index].is_blank:
            parsed.append(BLANK)
            continue
        context = contexts.distinct[of_measure]
        read = reader.reader.read(_raw(rows, place, index), column, context)
        if of_measure < 0 or read.remarks or read.reading not in _SILENT:
            strange.add(len(parsed))
        parsed.append(read)
    at = [number[pair] for pair in pairs]
    if strange:
        odd.update(compress(range(len(at)), (place in strange for place in at)))
    return EvenColumn(place, at, parsed)
