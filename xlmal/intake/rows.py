"""One row of a table: its cells read in the light of its own keys and its indicator's context."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from xlmal.address import Area
from xlmal.domain.choices import Direction
from xlmal.finding import Check, Kind, RawCell
from xlmal.intake.cells import CellReader
from xlmal.intake.checks import tables as check
from xlmal.intake.headers import Row, loose
from xlmal.intake.measures import Guard, read_number
from xlmal.intake.reading import (
    NO_CONTEXT,
    CellRead,
    MeasureContext,
    Reading,
    ReadOptions,
    Remark,
    refused,
)
from xlmal.intake.words import is_sum, is_sum_alone, plain
from xlmal.schema.columns import Column, Table, ValueType

BLANK_CELL = CellRead()

# Bounds in a cell with a percent format are on the scale 0-100, as the values are.
_PERCENT = MeasureContext("%")

#: The columns of a row that say how its numbers are to be read.
OWN_CONTEXT = ("Måttenhet", "Riktning", "Rimligt lägst", "Rimligt högst")

# What a row goes by in a finding, when nobody tells.
_NAMES = ("Indikator", "Mål", "Namn")


@dataclass(frozen=True, slots=True)
class RowRead:
    """A read row: its number on the sheet and its cells by header.

    Attributes:
        keyed: every key is understood; only then may the row's values be used.
    """

    number: int
    cells: Mapping[str, CellRead]
    keyed: bool = True

    def value(self, header: str) -> object:
        """The typed value under a header, None when there is none."""
        return self.cells.get(header, BLANK_CELL).value

    def cell(self, header: str) -> CellRead:
        """The cell under a header; a blank one where the sheet has no such column."""
        return self.cells.get(header, BLANK_CELL)


@dataclass(frozen=True, slots=True)
class Told:
    """A remark on one cell of a row."""

    header: str
    remark: Remark
    raw: RawCell | None


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one table on one sheet.

    Attributes:
        keys_at: the key columns and where they stand; so ``others_at`` for the other stored
            columns, ``shown_at`` for those that are shown for context only.
    """

    table: Table
    places: Mapping[str, int]
    reader: CellReader
    options: ReadOptions
    covered: Mapping[tuple[int, int], Area]
    keys_at: list[tuple[Column, int]] = field(init=False)
    others_at: list[tuple[Column, int]] = field(init=False)
    shown_at: list[tuple[Column, int]] = field(init=False)
    _ordinary: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        stored = [(c, self.places[c.header]) for c in self.table.stored if c.header in self.places]
        self.keys_at = [pair for pair in stored if pair[0].header in self.table.key]
        self.others_at = [pair for pair in stored if pair[0].header not in self.table.key]
        self.shown_at = [
            (column, self.places[column.header])
            for column in self.table.columns
            if not column.is_stored and column.header in self.places
        ]

    def has_content(self, row: Row) -> bool:
        """Tell whether a stored column holds more than white space."""
        for _, place in (*self.keys_at, *self.others_at):
            cell = row.get(place)
            if cell and not (cell.kind is Kind.TEXT and not cell.text.strip() and not cell.formula):
                return True
        return False

    def unread(self, row: Row) -> tuple[Check, str] | None:
        """Why a row is no data: a sum, or the headers once more; and the text that says so."""
        cells = [row.get(place) for _, place in self.keys_at]
        first = cells[0] if cells else None
        if first is None and not any(cells):
            first = next((c for _, c in sorted(row.items()) if c.kind is Kind.TEXT), None)
        if first is None or first.kind is not Kind.TEXT:
            return None
        if first.text in self._ordinary:
            return None
        text = plain(first.text)
        if loose(text) == loose(self.table.key[0]):
            return (check.HEADERS_MOVED if self._is_moved(row) else check.HEADERS_REPEATED), text
        is_key = bool(cells) and first is cells[0]
        if (is_sum(text) if is_key else is_sum_alone(text)) and not any(cells[1:]):
            return check.ROW_IS_SUM, text
        if not (is_sum(text) or is_sum_alone(text)):
            self._ordinary.add(first.text)
        return None

    def _is_moved(self, row: Row) -> bool:
        """Tell whether repeated headers stand above other columns than the first ones do."""
        by_text = {loose(header): place for header, place in self.places.items()}
        return any(
            by_text.get(loose(cell.text), column) != column
            for column, cell in row.items()
            if cell.kind is Kind.TEXT
        )

    def read(self, number: int, row: Row) -> tuple[RowRead, list[Told]]:
        """Read one row and what there is to say about its cells."""
        cells: dict[str, CellRead] = {}
        told: list[Told] = []
        for column, place in self.keys_at:
            cells[column.header] = self._cell(number, row, column, place, NO_CONTEXT, told)
        for column, place in self.shown_at:
            cells[column.header] = shown_cell(row.get(place))
        context = self._context(row, cells)
        for column, place in self.others_at:
            if place in row or self.covered:
                read = self._cell(number, row, column, place, context, told)
                cells[column.header] = read
            else:
                cells[column.header] = BLANK_CELL
        keyed = True
        for header in self.table.key:
            cell = cells.get(header, BLANK_CELL)
            if cell.value is None:
                keyed = False
                if cell.reading is Reading.BLANK and header in self.places:
                    told.append(
                        Told(header, Remark(check.KEY_MISSING, {"header": header}), cell.raw)
                    )
        return RowRead(number, cells, keyed), told

    def keys(self, cells: Mapping[str, CellRead]) -> dict[str, object]:
        """The typed keys by header."""
        return {header: cells.get(header, BLANK_CELL).value for header in self.table.key}

    def label(self, row: RowRead) -> str:
        """What a row goes by in findings: its name, else its id."""
        keys = self.keys(row.cells)
        if self.options.label_of:
            given = self.options.label_of(keys)
            if given:
                return given
        for header in (*_NAMES, self.table.key[0]):
            name = row.value(header)
            if isinstance(name, str) and name.strip():
                name = plain(name)
                return name if len(name) <= 60 else name[:59].rstrip() + "…"
        return ""

    def _cell(
        self,
        number: int,
        row: Row,
        column: Column,
        place: int,
        context: MeasureContext,
        told: list[Told],
    ) -> CellRead:
        raw = row.get(place)
        if raw is None:
            area = self.covered.get((number, place)) if self.covered else None
            if area is None:
                return BLANK_CELL
            is_text = column.type is ValueType.TEXT and column.header not in self.table.key
            at = check.MERGED_TEXT if is_text else check.MERGED_VALUE
            remark = Remark(at, {"area": str(area)})
            told.append(Told(column.header, remark, None))
            return BLANK_CELL if is_text else CellRead(None, refused(at).reading)
        parsed = self.reader.read(raw, column, context)
        for remark in parsed.remarks:
            told.append(Told(column.header, remark, raw))
        return CellRead(parsed.value, parsed.reading, raw, parsed.missing)

    def _context(self, row: Row, cells: Mapping[str, CellRead]) -> MeasureContext:
        if self.options.context:
            given = self.options.context(self.keys(cells))
            if given is not None:
                return given
        return self.own_context(row)

    def own_context(self, row: Row) -> MeasureContext:
        """What a row's own columns say of its measure."""
        cells_by = [row.get(self.places.get(header, 0)) for header in OWN_CONTEXT]
        unit, direction = (cell.text if cell else "" for cell in cells_by[:2])
        low, high = (_bound(cell) for cell in cells_by[2:])
        return _own_context(unit, direction, low, high)


def shown_cell(raw: RawCell | None) -> CellRead:
    """A cell that is shown for context only: nothing is made of it, nothing is said of it."""
    if raw is None:
        return BLANK_CELL
    if raw.kind not in (Kind.TEXT, Kind.NUMBER):
        return CellRead(raw=raw)
    value: object = raw.text if raw.kind is Kind.TEXT else float(raw.text)
    return CellRead(value, Reading.EXACT, raw)


@lru_cache(maxsize=4096)
def _own_context(
    unit: str, direction: str, low: float | None, high: float | None
) -> MeasureContext:
    """What a row itself says of its measure."""
    yes_no = str(Direction.YES_NO)
    return MeasureContext(
        plain(unit),
        yes_no in (plain(unit).casefold(), plain(direction).casefold()),
        low,
        high,
    )


def _bound(raw: RawCell | None) -> float | None:
    if raw is None:
        return None
    value = read_number(raw, _PERCENT, Guard.UNIT).value
    return value if isinstance(value, float) else None
