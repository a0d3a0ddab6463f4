"""Running rules over what was read, and saying at which cell each is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from xlmal.domain.numbers import swedish
from xlmal.domain.rounds import Round
from xlmal.domain.settings import Settings
from xlmal.finding import Finding, Kind, Place, RawCell, Severity
from xlmal.intake.evenly_read import EvenlyRead
from xlmal.intake.reading import CellRead, Reading
from xlmal.intake.rows import RowRead
from xlmal.intake.table import TableRead
from xlmal.rules.condition import DEFAULTS, Compiled, ExcelError, ExcelValue
from xlmal.rules.rule import BookRule, Breach, RowRule
from xlmal.rules.verdict import compile_python, day_of, serial
from xlmal.rules.view import BookView, raw_of
from xlmal.schema.columns import Table, ValueType
from xlmal.schema.committee import MEASURED_TO
from xlmal.schema.master import MASTER_TABLES

Context: TypeAlias = Callable[[RowRead], Mapping[str, ExcelValue] | None]
"""What is known of a row beside its own cells, by header; None when rules leave the row alone."""


@dataclass(frozen=True, slots=True)
class InFocus:
    """A context that only concerns rows with certain values under one header."""

    beside: Context
    header: str
    accepts: Callable[[object], bool]

    def __call__(self, row: RowRead) -> Mapping[str, ExcelValue] | None:
        """What is known of a row; None when rules leave it alone."""
        return self.beside(row) if self.accepts(row.value(self.header)) else None

    def among(self, rows: Sequence[RowRead]) -> Iterable[RowRead]:
        """The rows it may concern; of rows read by column the others are never made."""
        if not isinstance(rows, EvenlyRead):
            return rows
        return rows.among(self.header, self.accepts)


_LABELS: Final = ("Indikator", "Mål", "Namn", "Ärende")
_LABEL_LENGTH: Final = 60
_MISSING_REASON: Final = "Varför saknas värde"


class _Prepared(NamedTuple):
    rule: RowRule
    reads: frozenset[str]
    broken: Compiled


def check_rows(
    rules: Iterable[RowRule],
    read: TableRead,
    context: Context | None = None,
    settings: Settings = DEFAULTS,
) -> list[Finding]:
    """Hold every row against the rules of its table; findings in the order of the rows.

    A rule that reads a cell which was not understood leaves that row alone: there is a finding
    already. So does one that reads a column which is neither in the sheet nor in the context.
    Once a cell is wrong (fel), the rules after it have nothing more to say about that cell.
    """
    prepared = [
        _Prepared(rule, rule.reads, compile_python(rule.broken, settings))
        for rule in rules
        if rule.table.name == read.table.name
    ]
    stored = _stored_headers(read.table)
    columns = [(header, header in stored) for header in read.columns]
    found: list[Finding] = []
    rows: Iterable[RowRead] = read.rows
    if isinstance(context, InFocus):
        rows = context.among(read.rows)
    for row in rows if prepared else ():
        beside = context(row) if context else {}
        if beside is None or not row.keyed:
            continue
        values, obscure = _values(columns, row, beside)
        wrong: set[str] = set()
        for rule, reads, broken in prepared:
            if rule.marks in wrong or not reads.isdisjoint(obscure) or not broken(values):
                continue
            if rule.severity is Severity.ERROR:
                wrong.add(rule.marks)
            found.append(_row_finding(rule, read, row, values, settings))
    return found


def check_book(rules: Iterable[BookRule], view: BookView) -> list[Finding]:
    """Hold a whole master workbook against the rules; findings in the order of the rules."""
    return [_book_finding(rule, view, breach) for rule in rules for breach in rule.check_book(view)]


def as_excel(value: object) -> ExcelValue:
    """A read value as Excel sees it: ja/nej and choices as text, a date as its serial number."""
    match value:
        case None:
            return None
        case bool():
            return "ja" if value else "nej"
        case int() | float():
            return float(value)
        case Round():
            return value.code
        case date():
            return serial(value)
        case tuple():
            return "; ".join(str(part) for part in value) or None
        case _:
            return str(value) or None


def _values(
    columns: Iterable[tuple[str, bool]], row: RowRead, beside: Mapping[str, ExcelValue]
) -> tuple[dict[str, ExcelValue], set[str]]:
    """The row by header, and the headers of the cells that were not understood."""
    values: dict[str, ExcelValue] = {}
    obscure: set[str] = set()
    said_why: ExcelValue = None
    for header, is_stored in columns:
        cell = row.cells.get(header)
        if cell is None:
            values[header] = None
            continue
        if cell.reading is Reading.NOT_UNDERSTOOD and is_stored:
            obscure.add(header)
        # Context columns have no type of their own: a number that stands there is a number.
        values[header] = as_excel(cell.value) if is_stored else _as_stored(cell)
        if cell.missing is not None:
            said_why = str(cell.missing)
    # "mäts ej" in a number cell says why as well as the column made for it.
    if said_why is not None and values.get(_MISSING_REASON) is None:
        values[_MISSING_REASON] = said_why
    values.update(beside)
    return values, obscure.difference(beside)


def _stored_headers(table: Table) -> frozenset[str]:
    return frozenset(column.header for column in table.columns if column.is_stored)


def _as_stored(cell: CellRead) -> ExcelValue:
    raw = cell.raw
    if raw is None:
        return as_excel(cell.value)
    match raw.kind:
        case Kind.BLANK:
            return None
        case Kind.NUMBER:
            return float(raw.text)
        case Kind.BOOLEAN:
            return raw.text in ("1", "true")
        case Kind.ERROR:
            return ExcelError(raw.text)
        case _:
            return raw.text or None


def _row_finding(
    rule: RowRule,
    read: TableRead,
    row: RowRead,
    values: Mapping[str, ExcelValue],
    settings: Settings,
) -> Finding:
    ref = read.ref(row, rule.marks) if rule.marks in read.columns else None
    place = Place(read.file, ref, read.sheet, label_of(read.table, row, values))
    words = {header: written(header, values.get(header)) for header in rule.columns}
    words |= {name: _setting_text(name, value) for name, value in settings}
    return rule.check.at(place, _raw_text(raw_of(row, rule.marks)), **words)


def _setting_text(name: str, value: object) -> str:
    is_count = isinstance(value, int) and name != "year"
    return swedish(float(value)) if is_count else str(value)  # type: ignore[arg-type]


def _book_finding(rule: BookRule, view: BookView, breach: Breach) -> Finding:
    table, read = MASTER_TABLES[breach.table], view.tables.get(breach.table)
    row = view.row(breach.table, breach.key) if breach.key else None
    label = label_of(table, row, _names(view, breach)) if row else " ".join(breach.key)
    if read is None or row is None:
        place = Place(read.file if read else "", None, read.sheet if read else table.sheet, label)
        return rule.check.at(place, "", **breach.details)
    ref = read.ref(row, breach.header) if breach.header in read.columns else None
    place = Place(read.file, ref, read.sheet, label)
    return rule.check.at(place, _raw_text(raw_of(row, breach.header)), **breach.details)


def _names(view: BookView, breach: Breach) -> dict[str, ExcelValue]:
    """What the row is about, where only its id stands in it."""
    about = breach.key[0]
    if breach.table in ("outcomes", "targets"):
        indicator = view.municipality.indicator_by_id.get(about)
        return {"Indikator": indicator.name} if indicator else {}
    if breach.table == "follow_ups":
        goal = view.municipality.goal_by_id.get(about)
        return {"Mål": goal.wording} if goal else {}
    return {}


def label_of(table: Table, row: RowRead, values: Mapping[str, ExcelValue]) -> str:
    """What a row goes by: its indicator's or goal's own words, else its key."""
    for header in _LABELS:
        name = values.get(header) or row.value(header)
        if isinstance(name, str) and name.strip():
            return name if len(name) <= _LABEL_LENGTH else f"{name[: _LABEL_LENGTH - 1].rstrip()}…"
    keys: Sequence[object] = [row.value(header) for header in table.key]
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


def _raw_text(raw: RawCell | None) -> str:
    return raw.text if raw else ""


def _headers_of(kind: ValueType) -> frozenset[str]:
    tables = MASTER_TABLES.values()
    return frozenset(
        column.header for table in tables for column in table.columns if column.type is kind
    )


_DATE_HEADERS: Final = _headers_of(ValueType.DATE) | {MEASURED_TO}
_INTEGER_HEADERS: Final = _headers_of(ValueType.INTEGER)  # years, above all: 2019, never "2 019"
