"""Which rows of a table a condition is true of, found column by column.

What a condition says of one column is decided once for each distinct value in it, and what it says
of several once for each distinct row of theirs. Of a rule's parts those about one column come
first: most often they leave no rows to compare columns in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from xlmal.domain.settings import Settings
from xlmal.rules.beside import ABSENT
from xlmal.rules.columns import TableColumns
from xlmal.rules.nodes import (
    DEFAULTS,
    Both,
    Condition,
    Either,
    IsBlank,
    Negation,
    headers_in,
)
from xlmal.rules.verdict import compile_python


class Selection:
    """Finds rows among those of a table."""

    def __init__(self, table: TableColumns, settings: Settings = DEFAULTS) -> None:
        self._table = table
        self._settings = settings

    def where(self, node: Condition, rows: Sequence[int], verdict: bool = True) -> Sequence[int]:
        """The rows among ``rows`` of which a condition is true; or false, never unknown."""
        if not rows:
            return rows
        headers = _read_by(node)
        if len(headers) == 1:
            return self._by_value(node, headers[0], rows, verdict)
        match node:
            case Both(parts) | Either(parts):
                # Both are true when all parts are; either is false when all parts are.
                is_of_all = isinstance(node, Both) is verdict
                take = self._of_all if is_of_all else self._of_any
                return take(sorted(parts, key=lambda one: len(_read_by(one))), rows, verdict)
            case Negation(part):
                return self.where(part, rows, not verdict)
            case IsBlank(cells):
                return self.where(Both(tuple(IsBlank((cell,)) for cell in cells)), rows, verdict)
            case _:
                return self._by_row(node, headers, rows, verdict)

    def _of_all(
        self, parts: Sequence[Condition], rows: Sequence[int], verdict: bool
    ) -> Sequence[int]:
        for part in parts:
            rows = self.where(part, rows, verdict)
        return rows

    def _of_any(
        self, parts: Sequence[Condition], rows: Sequence[int], verdict: bool
    ) -> Sequence[int]:
        found: set[int] = set()
        left = rows
        for part in parts:
            new = self.where(part, left, verdict)
            if len(new) == len(left):
                return rows
            if new:
                found.update(new)
                left = [row for row in left if row not in found]
        return [row for row in rows if row in found]

    def _by_value(
        self, node: Condition, header: str, rows: Sequence[int], verdict: bool
    ) -> Sequence[int]:
        column = self._table.column(header)
        if column is None:
            return ()
        at, values = column
        places = range(len(values)) if len(values) < len(rows) else {at[row] for row in rows}
        holds = compile_python(node, self._settings)
        accepted = {
            place
            for place in places
            if holds({} if (value := values[place]) is ABSENT else {header: value}) is verdict
        }
        if not accepted:
            return ()
        if len(accepted) == len(places):
            return rows
        return [row for row in rows if at[row] in accepted]

    def _by_row(
        self, node: Condition, headers: Sequence[str], rows: Sequence[int], verdict: bool
    ) -> Sequence[int]:
        """Compare columns, once for each distinct row of them."""
        holds = compile_python(node, self._settings)
        columns = [(one, column) for one in headers if (column := self._table.column(one))]
        # A row of places as one number: the last column's place is its last digit.
        keys: Sequence[int] = [0] * len(rows)
        for _, (at, values) in columns:
            base = len(values)
            keys = [key * base + at[row] for key, row in zip(keys, rows, strict=True)]
        accepted: set[int] = set()
        for key, row in dict(zip(keys, rows, strict=True)).items():
            told = {header: values[at[row]] for header, (at, values) in columns}
            if ABSENT in told.values():
                told = {header: value for header, value in told.items() if value is not ABSENT}
            if holds(told) is verdict:  # type: ignore[arg-type]
                accepted.add(key)
        if not accepted:
            return ()
        return [row for row, key in zip(rows, keys, strict=True) if key in accepted]


@lru_cache(maxsize=4096)
def _read_by(node: Condition) -> tuple[str, ...]:
    return tuple(sorted(headers_in(node)))
