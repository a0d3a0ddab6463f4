"""The rows of a read table as facts, kept by column where the rows are."""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterable, Sequence

from pydantic import ValidationError

from xlmal.domain.fact_columns import FactColumns
from xlmal.domain.types import Fact
from xlmal.even_rows import Repeated
from xlmal.intake.evenly_read import EvenlyRead
from xlmal.intake.rows import RowRead
from xlmal.intake.table import TableRead


def facts_of(read: TableRead) -> Sequence[Fact]:
    """The rows that make a fact; a row without its key or a required value makes none."""
    model = read.table.model
    assert model is not None
    columns = [(column.header, column.field or "", column.required) for column in read.table.stored]
    if isinstance(read.rows, EvenlyRead):
        made = _facts_of_columns(columns, model, read.rows)
        if made is not None:
            return made
    facts = (_fact(columns, model, row) for row in read.rows if row.keyed)
    return tuple(fact for fact in facts if fact is not None)


def _facts_of_columns(
    columns: Iterable[tuple[str, str, bool]], model: type[Fact], rows: EvenlyRead
) -> Sequence[Fact] | None:
    """The facts by column, None when one of them cannot be made."""
    by_field: dict[str, Repeated[object]] = {}
    left_out = set(rows.unkeyed)
    for header, field, required in columns:
        values = by_field[field] = rows.column(header)
        if required and None in values.known:
            left_out.update(place for place, value in enumerate(values) if value is None)
    if left_out:
        by_field = {field: _without(values, left_out) for field, values in by_field.items()}
    return FactColumns.of(model, by_field)


def _without(values: Repeated[object], left_out: Container[int]) -> Repeated[object]:
    """A column without some of its rows, and without the values that only they have."""
    at = [index for place, index in enumerate(values.at) if place not in left_out]
    known = list(dict.fromkeys(at))
    places = {index: place for place, index in enumerate(known)}
    return Repeated(array("i", map(places.__getitem__, at)), [values.known[n] for n in known])


def _fact(columns: Iterable[tuple[str, str, bool]], model: type[Fact], row: RowRead) -> Fact | None:
    given: dict[str, object] = {}
    cells = row.cells
    for header, field, required in columns:
        cell = cells.get(header)
        if cell is None or cell.value is None:
            if required:
                return None
            continue
        given[field] = cell.value
    try:
        return model(**given)
    except ValidationError:  # for example an id longer than any id can be
        return None
