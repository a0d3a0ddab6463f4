"""Which cells of a committee file are open, and the ranges they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from openpyxl.utils import get_column_letter

from xlmal.schema.columns import Column, Table, ValueType
from xlmal.schema.committee import EXPECTED

#: Title, instruction and who it is for stand above.
HEADER_ROW = 4

Row = Mapping[str, object]


def is_open(column: Column, row: Row) -> bool:
    """Tell whether a committee may fill in a column on a row, by what the round expects there."""
    if not column.opens:
        return False
    if EXPECTED in row:
        if row[EXPECTED] not in column.opens:
            return False
        if column.header in ("Kvinnor", "Män"):
            return bool(row.get("Könsuppdelad"))
    return True


def open_ranges(table: Table, rows: Sequence[Row]) -> Iterator[tuple[Column, list[str]]]:
    """The open cells as ranges, by column and kind of row; each wants a validation of its own."""
    for position, column in enumerate(table.columns, start=1):
        letter = get_column_letter(position)
        groups: dict[bool, list[int]] = {}
        for number, row in enumerate(rows, start=HEADER_ROW + 1):
            if is_open(column, row):
                yes_no = row.get("Riktning") == "ja/nej"
                groups.setdefault(yes_no, []).append(number)
        for yes_no, numbers in groups.items():
            yield (
                _as_asked(column, yes_no=yes_no),
                [
                    f"{letter}{first}:{letter}{last}" if last > first else f"{letter}{first}"
                    for first, last in _runs(numbers)
                ],
            )


def _as_asked(column: Column, *, yes_no: bool) -> Column:
    """A measure column on one kind of row: ja/nej from a list, or a number."""
    if column.type is not ValueType.MEASURE:
        return column
    if yes_no:
        return replace(column, type=ValueType.YES_NO, list_name="listaJaNej")
    return replace(column, type=ValueType.NUMBER)


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers as (first, last) pairs."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
