"""What a broken rule says: at which cell, about what, in words people write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from string import Formatter
from typing import Final

from xlmal.address import CellRef
from xlmal.domain.numbers import swedish
from xlmal.domain.settings import Settings
from xlmal.finding import Finding, Place
from xlmal.intake.rows import RowRead
from xlmal.intake.table import TableRead
from xlmal.rules.columns import TableColumns
from xlmal.rules.nodes import ExcelError, ExcelValue
from xlmal.rules.rule import RowRule
from xlmal.rules.verdict import day_of
from xlmal.schema.columns import Table, ValueType
from xlmal.schema.committee import MEASURED_TO
from xlmal.schema.master import MASTER_TABLES

_LABELS: Final = ("Indikator", "Mål", "Namn", "Ärende")
_LABEL_LENGTH: Final = 60


class Telling:
    """Tells of the rows of a table that break rules; what is said alike of many is made once."""

    def __init__(self, read: TableRead, table: TableColumns, settings: Settings) -> None:
        self._read = read
        self._table = table
        self._settings = dict(settings)
        self._wordings: dict[str, _Wording] = {}
        self._at: tuple[int, RowRead, str] | None = None  # the last row told of, and its label

    def finding(self, rule: RowRule, row: int) -> Finding:
        """What a rule says of a row, counted among those of the table that rules concern."""
        wording = self._wordings.get(rule.code)
        if wording is None:
            wording = self._wordings[rule.code] = _Wording(rule, self._settings)
        found, label = self._row(row)
        cell = found.cells.get(rule.marks)
        raw = cell.raw if cell else None
        number = self._read.columns.get(rule.marks)
        ref = None
        if number is not None:
            # Of two rows read as one, the row that the cell came from.
            ref = CellRef(self._read.sheet, raw.row if raw else found.number, number)
        values = tuple(self._table.value(header, row) for header in wording.headers)
        place = Place(self._read.file, ref, self._read.sheet, label)
        message = wording.message(values)
        return Finding(rule.code, rule.severity, message, place, raw.text if raw else "")

    def _row(self, row: int) -> tuple[RowRead, str]:
        if self._at is None or self._at[0] != row:
            found = self._read.rows[self._table.places[row]]
            label = label_of(self._read.table, found, lambda header: self._table.value(header, row))
            self._at = row, found, label
        return self._at[1:]


class _Wording:
    """A rule's message; ``headers`` are the columns whose values it names."""

    def __init__(self, rule: RowRule, settings: Mapping[str, object]) -> None:
        names = {name for _, name, _, _ in Formatter().parse(rule.message) if name}
        self._message = rule.message
        self._set = {
            name: _setting_text(name, settings[name]) for name in names.intersection(settings)
        }
        self.headers = sorted(names.difference(settings))
        self._said: dict[tuple[object, ...], str] = {}

    def message(self, values: tuple[ExcelValue, ...]) -> str:
        """The message with the values in it."""
        alike = (*values, *map(type, values))  # True equals 1, but reads otherwise
        said = self._said.get(alike)
        if said is None:
            named = zip(self.headers, values, strict=True)
            words = {header: written(header, value) for header, value in named}
            said = self._said[alike] = self._message.format(**self._set, **words)
        return said


def label_of(table: Table, row: RowRead, known: Callable[[str], ExcelValue]) -> str:
    """What a row goes by: its indicator's or goal's own words, else its key.

    ``known`` tells what is known of the row under a header, which goes before its own cell.
    """
    for header in _LABELS:
        name = known(header) or row.value(header)
        if isinstance(name, str) and name.strip():
            return name if len(name) <= _LABEL_LENGTH else f"{name[: _LABEL_LENGTH - 1].rstrip()}…"
    keys = [row.value(header) for header in table.key]
    return " ".join(str(key) for key in keys if key is not None)


def written(header: str, value: ExcelValue) -> str:
    """A value as people write it: "82,5", "2019-08-31"; blank is "tomt"."""
    if value is None:
        return "tomt"
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, ExcelError):
        return value.code
    if isinstance(value, StrEnum | str):
        return str(value)
    day = day_of(value) if header in _DATE_HEADERS else None
    if day:
        return day.isoformat()
    return f"{value:.0f}" if header in _INTEGER_HEADERS else swedish(value)


def _setting_text(name: str, value: object) -> str:
    is_count = isinstance(value, int) and name != "year"
    return swedish(float(value)) if is_count else str(value)  # type: ignore[arg-type]


def _headers_of(kind: ValueType) -> frozenset[str]:
    tables = MASTER_TABLES.values()
    return frozenset(
        column.header for table in tables for column in table.columns if column.type is kind
    )


_DATE_HEADERS: Final = _headers_of(ValueType.DATE) | {MEASURED_TO}
_INTEGER_HEADERS: Final = _headers_of(ValueType.INTEGER)  # years, above all: 2019, never "2 019"
