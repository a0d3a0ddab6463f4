"""Rows about the same thing: read as one when they agree, as none when they do not."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from xlmal.finding import Check
from xlmal.intake.checks import tables as check
from xlmal.intake.reading import CellRead, Reading
from xlmal.intake.rows import BLANK_CELL, RowRead
from xlmal.schema.columns import Table


class Twice(NamedTuple):
    """Rows with the same key, and the headers under which they contradict each other."""

    check: Check
    rows: tuple[RowRead, ...]
    headers: tuple[str, ...] = ()


def without_doubles(
    rows: Sequence[RowRead], table: Table
) -> tuple[tuple[RowRead, ...], list[Twice]]:
    """Leave one row for each key.

    Rows that do not contradict each other become one, blanks filled from the later ones. Rows
    that do become one whose cells, keys apart, are not understood. Rows without a key stay.
    """
    groups: dict[object, list[RowRead]] = {}
    for row in rows:
        key = _key(row, table) if row.keyed else row.number
        groups.setdefault(key, []).append(row)
    if len(groups) == len(rows):
        return tuple(rows), []
    kept: list[RowRead] = []
    found: list[Twice] = []
    for group in groups.values():
        first = group[0]
        if len(group) > 1:
            headers = _contradictions(group, table)
            at = check.ROW_TWICE_DIFFERENT if headers else check.ROW_TWICE_SAME
            found.append(Twice(at, tuple(group), headers))
            first = _withdrawn(first, table) if headers else _combined(group, table)
        kept.append(first)
    return tuple(kept), found


def _key(row: RowRead, table: Table) -> tuple[object, ...]:
    return tuple(folded(row.value(header)) for header in table.key)


def folded(value: object) -> object:
    """What remains of a key when case and spaces do not count."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", " ".join(value.split())).casefold()
    return value


def _stored(table: Table) -> list[str]:
    return [column.header for column in table.stored if column.header not in table.key]


def _contradictions(group: Sequence[RowRead], table: Table) -> tuple[str, ...]:
    found = []
    for header in _stored(table):
        cells = [row.cells.get(header, BLANK_CELL) for row in group]
        values = [_folded_text(c.value) for c in cells if c.reading is not Reading.BLANK]
        lost = any(cell.reading is Reading.NOT_UNDERSTOOD for cell in cells)
        if lost or any(value != values[0] for value in values[1:]):
            found.append(header)
    return tuple(found)


def _folded_text(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def _combined(group: Sequence[RowRead], table: Table) -> RowRead:
    cells: dict[str, CellRead] = dict(group[0].cells)
    for header in _stored(table):
        for row in group[1:]:
            cell = row.cells.get(header, BLANK_CELL)
            if cells.get(header, BLANK_CELL).reading is Reading.BLANK and cell.value is not None:
                cells[header] = cell
    return RowRead(group[0].number, cells)


def _withdrawn(row: RowRead, table: Table) -> RowRead:
    cells = dict(row.cells)
    for header in _stored(table):
        if header in cells:
            cells[header] = CellRead(None, Reading.NOT_UNDERSTOOD, cells[header].raw)
    return RowRead(row.number, cells)
