"""Even rows -> typed columns: what each distinct content means is found out once.

Only rows about which there is nothing to say are left as columns; the odd ones are pointed out,
for the row reader. Whatever would take more than that gives the whole table to the row reader.
"""

from __future__ import annotations

import itertools
import re
from array import array
from collections import defaultdict
from dataclasses import dataclass, field

from xlmal.even_rows import EvenCells, EvenRows, Repeated
from xlmal.finding import Kind
from xlmal.intake.cells import BY_ROW
from xlmal.intake.even_texts import text_reader
from xlmal.intake.evenly_read import EvenColumn, EvenTable
from xlmal.intake.measures import needs_history
from xlmal.intake.reading import BLANK, NO_CONTEXT, ByFirstKey, MeasureContext, Parsed, Reading
from xlmal.intake.rows import OWN_CONTEXT, RowReader
from xlmal.intake.sheet import UnevenError
from xlmal.schema.columns import Column

# "M17.2", "4": neither a header nor the word for a sum has a digit so early.
_NUMBERED = re.compile(r"[A-ZÅÄÖ]?[0-9][0-9A-ZÅÄÖ._/\-]*")


def read_even(rows: EvenRows, reader: RowReader) -> tuple[EvenTable, list[int]]:
    """Read even rows by column, and tell the numbers of those that the row reader has to read.

    Raises:
        UnevenError: the whole table is for the row reader.
    """
    if any(place not in rows.columns for _, place in reader.keys_at):
        raise UnevenError
    _hold_keys(rows, reader)
    odd: set[int] = set()
    columns: dict[str, EvenColumn | None] = {}
    for column, place in reader.keys_at:
        read = _typed(rows.columns[place], place, column, reader)
        columns[column.header] = read.column(place, odd)
    for column, place in reader.shown_at:
        cells = rows.columns.get(place)
        columns[column.header] = cells and EvenColumn(place, _shown(cells))
    contexts = _Contexts(rows, reader, columns.get(reader.table.key[0]))
    for column, place in reader.others_at:
        cells = rows.columns.get(place)
        if cells is None:
            columns[column.header] = None
            continue
        if column.type in BY_ROW:
            read = _measured(cells, place, column, reader, contexts)
        else:
            read = _typed(cells, place, column, reader)
        columns[column.header] = read.column(place, odd)
    return EvenTable(rows, columns), sorted(rows.first_row + index for index in odd)


@dataclass(slots=True)
class _Read:
    """What the distinct contents of a column mean, and which of them are for the row reader."""

    at: array[int]
    known: list[object] = field(default_factory=list)
    strange: set[int] = field(default_factory=set)

    def add(self, parsed: Parsed, *, is_odd: bool = False) -> None:
        """Take the next content; only of a value or a blank is there nothing more to say."""
        value, reading, remarks, missing = parsed
        silent = Reading.BLANK if value is None else Reading.EXACT
        if is_odd or remarks or missing is not None or reading is not silent:
            self.strange.add(len(self.known))
        self.known.append(value)

    def column(self, place: int, odd: set[int]) -> EvenColumn:
        """The column, once its strange rows have been pointed out."""
        if self.strange:
            odd.update(row for row, index in enumerate(self.at) if index in self.strange)
        return EvenColumn(place, Repeated(self.at, self.known))


def _hold_keys(rows: EvenRows, reader: RowReader) -> None:
    """Give up where a row may be no row: a blank key, a sum, the headers once more."""
    for number, (_, place) in enumerate(reader.keys_at):
        cells = rows.columns[place]
        if any(form.is_blank for form in cells.distinct_forms):
            raise UnevenError
        for index, text in enumerate(cells.texts if number == 0 else ()):
            if not _NUMBERED.fullmatch(text):
                raw = cells.raw(index, rows.first_row, place)
                if raw and reader.unread({place: raw}):
                    raise UnevenError


def _typed(cells: EvenCells, place: int, column: Column, reader: RowReader) -> _Read:
    """A column whose contents mean the same in every row."""
    by_text = text_reader(reader.reader, column)
    found = _Read(cells.at)
    for index, (text, form) in enumerate(zip(cells.texts, cells.forms, strict=True)):
        parsed = by_text(text) if form.kind is Kind.TEXT and form.formula is None else None
        if parsed is None:
            raw = cells.raw(index, 0, place)
            parsed = BLANK if raw is None else reader.reader.read(raw, column, NO_CONTEXT)
        found.add(parsed)
    return found


def _shown(cells: EvenCells) -> Repeated[object]:
    """A column that is shown for context only, as ``shown_cell`` takes its cells."""
    known: list[object] = []
    for text, form in zip(cells.texts, cells.forms, strict=True):
        value = float(text) if form.kind is Kind.NUMBER else text
        known.append(value if form.kind in (Kind.TEXT, Kind.NUMBER) else None)
    return Repeated(cells.at, known)


class _Contexts:
    """What is known of each row's measure; contexts that are alike are one.

    Attributes:
        at: for each row the place of its context in ``distinct``, -1 when only the row reader
            can tell.
        without_history: for each of them the place of the same without its history.
    """

    def __init__(self, rows: EvenRows, reader: RowReader, first_key: EvenColumn | None) -> None:
        given = reader.options.context
        self.distinct: list[MeasureContext] = []
        self._places: dict[MeasureContext, int] = {}
        self._bare: dict[tuple[object, ...], int] = {}
        self.at = array("i", [self._place(NO_CONTEXT)]) * rows.count
        self.is_known = given is None or (isinstance(given, ByFirstKey) and first_key is not None)
        if given is None:
            self._take_own(rows, reader)
        elif isinstance(given, ByFirstKey) and first_key is not None:
            of_key = [self._given(given, key) for key in first_key.values.known]
            self.at = array("i", map(of_key.__getitem__, first_key.values.at))
        self.without_history = [*map(self._without_history, list(self.distinct)), -1]

    def _place(self, context: MeasureContext) -> int:
        place = self._places.setdefault(context, len(self.distinct))
        if place == len(self.distinct):
            self.distinct.append(context)
        return place

    def _without_history(self, context: MeasureContext) -> int:
        unit, yes_no, least, most = key = (
            context.measure_unit,
            context.yes_no,
            context.plausible_min,
            context.plausible_max,
        )
        place = self._bare.get(key)
        if place is None:
            place = self._bare[key] = self._place(MeasureContext(unit, yes_no, least, most))
        return place

    def _given(self, given: ByFirstKey, key: object) -> int:
        context = given.contexts.get(key) if isinstance(key, str) else None
        return -1 if context is None else self._place(context)

    def _take_own(self, rows: EvenRows, reader: RowReader) -> None:
        """Take the contexts that the rows' own columns tell."""
        places = [reader.places[header] for header in OWN_CONTEXT if header in reader.places]
        stored = [(place, rows.columns[place]) for place in places if place in rows.columns]
        numbers: dict[tuple[int, ...], int] = {}
        for row, indices in enumerate(zip(*(cells.at for _, cells in stored), strict=True)):
            number = numbers.get(indices)
            if number is None:
                cells = {
                    place: raw
                    for (place, cells), index in zip(stored, indices, strict=True)
                    if (raw := cells.raw(index, rows.first_row, place)) is not None
                }
                number = numbers[indices] = self._place(reader.own_context(cells))
            self.at[row] = number


def _measured(
    cells: EvenCells, place: int, column: Column, reader: RowReader, contexts: _Contexts
) -> _Read:
    """A column of numbers: what they mean depends on the row's indicator."""
    if not contexts.is_known:
        raise UnevenError
    asks = [
        form.kind is not Kind.BLANK and needs_history(form.kind, text, form.number_format)
        for text, form in zip(cells.texts, cells.forms, strict=True)
    ]
    within = len(contexts.distinct) + 1
    pairs = (
        index * within + 1 + (of_measure if asks[index] else contexts.without_history[of_measure])
        for index, of_measure in zip(cells.at, contexts.at, strict=True)
    )
    numbers: defaultdict[int, int] = defaultdict(itertools.count().__next__)
    found = _Read(array("i", map(numbers.__getitem__, pairs)))
    for pair in numbers:
        index, of_measure = divmod(pair, within)
        raw = cells.raw(index, 0, place)
        if raw is None:
            found.add(BLANK)
            continue
        read = reader.reader.read(raw, column, contexts.distinct[of_measure - 1])
        found.add(read, is_odd=of_measure == 0)
    return found
