"""The cells of a master that a returned file could say something about, by meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from xlmal.address import CellRef
from xlmal.domain.fact_columns import column
from xlmal.domain.submissions import cleared_or
from xlmal.even_rows import Repeated
from xlmal.intake.evenly_read import EvenlyRead
from xlmal.intake.reading import Reading
from xlmal.intake.rows import RowRead
from xlmal.intake.table import TableRead
from xlmal.operations.master import Master
from xlmal.operations.merge_cells import CellKey
from xlmal.schema.columns import Table
from xlmal.schema.master import FOLLOW_UPS, OUTCOMES
from xlmal.schema.texts import as_text

_TABLES = (("outcomes", OUTCOMES), ("follow_ups", FOLLOW_UPS))


@lru_cache(maxsize=1)  # every returned file of a run asks the same master
def master_texts(master: Master) -> dict[CellKey, str]:
    """The stored text of every cell that a file could say something about.

    A cell that is not understood is not blank: its text is like no value that a file can bring,
    so it is never written over.
    """
    texts: dict[CellKey, str] = {}
    for field, table in _TABLES:
        read = master.reads[field]
        rows: Iterable[RowRead] = read.rows
        if isinstance(read.rows, EvenlyRead):
            texts.update(_by_column(read.rows, table))
            rows = read.rows.one_by_one()
        for row in rows:
            texts.update(_of_row(row, table))
    return texts


def merged_from(master: Master, provider: str) -> Mapping[tuple[str, str, str], str]:
    """What has been merged from a provider before: (table, row key, header) -> stored text."""
    return _merged(master).get(provider, {})


@lru_cache(maxsize=1)
def _merged(master: Master) -> dict[str, dict[tuple[str, str, str], str]]:
    by_provider: dict[str, dict[tuple[str, str, str], str]] = {}
    merged = master.municipality.merged
    told = (column(merged, field) for field in ("provider", "table", "key", "column", "value"))
    for provider, table, key, header, value in zip(*told, strict=True):
        its = by_provider.setdefault(str(provider), {})
        its[str(table), str(key), str(header)] = cleared_or(str(value))
    return by_provider


def master_formulas(master: Master) -> dict[CellKey, CellRef]:
    """The master's cells that a file could say something about and that hold formulas."""
    found: dict[CellKey, CellRef] = {}
    for field, table in _TABLES:
        read = master.reads[field]
        opened = [column.header for column in table.stored if column.opens]
        for row in _with_formulas(read, opened):
            key = row_key(row, table.key)
            for header in opened if key else ():
                raw = row.cell(header).raw
                if key and raw is not None and raw.formula is not None:
                    found[CellKey(table.name, key, header)] = read.ref(row, header)
    return found


def row_key(row: RowRead, headers: tuple[str, ...]) -> tuple[str, str] | None:
    """A row's two keys as text, None when they are not understood."""
    first, second = (row.value(header) for header in headers)
    if not row.keyed or first is None or second is None:
        return None
    return str(first), str(second)


def _of_row(row: RowRead, table: Table) -> Iterator[tuple[CellKey, str]]:
    key = row_key(row, table.key)
    for one in table.stored if key else ():
        if key is None or not one.opens:
            continue
        cell = row.cell(one.header)
        text = as_text(cell.value)
        if cell.reading is Reading.NOT_UNDERSTOOD:
            text = f"{cell.raw.text if cell.raw else ''} (går inte att förstå)".strip()
        yield CellKey(table.name, key, one.header), text


def _by_column(rows: EvenlyRead, table: Table) -> Iterator[tuple[CellKey, str]]:
    """The texts of the rows kept by column, each distinct value made text once."""
    columns = (_texts(rows.column(header), str) for header in table.key)
    keys: list[tuple[str, str]] = list(zip(*columns, strict=True))
    unkeyed = rows.unkeyed
    for one in table.stored:
        if one.opens:
            texts = _texts(rows.column(one.header), as_text)
            for place, (key, text) in enumerate(zip(keys, texts, strict=True)):
                if place not in unkeyed:
                    yield CellKey(table.name, key, one.header), text


def _texts(values: Repeated[object], written: Callable[[object], str]) -> Iterable[str]:
    return Repeated(values.at, list(map(written, values.known)))


def _with_formulas(read: TableRead, headers: Iterable[str]) -> Iterable[RowRead]:
    """The rows that may hold a formula under one of the headers."""
    rows = read.rows
    if isinstance(rows, EvenlyRead) and not any(rows.has_formula(header) for header in headers):
        return rows.one_by_one()
    return rows
