"""What is known of a table's rows beside their own cells: told row by row, or by column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, NamedTuple, TypeAlias

from xlmal.intake.rows import RowRead
from xlmal.rules.nodes import ExcelValue


class Absent(Enum):
    """What a row holds under a header that neither the sheet nor what stands beside it has."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT

Known: TypeAlias = ExcelValue | Absent


class Column(NamedTuple):
    """A column's values, each distinct one once; ``at`` tells for each row the place of its own."""

    at: Sequence[int]
    values: Sequence[Known]

    @classmethod
    def of(cls, values: Sequence[object], made: Callable[[object], Known] | None = None) -> Column:
        """Take one value for each row, and make of each distinct one what the column holds."""
        kinds = set(map(type, values))
        keys = values
        if bool in kinds and len(kinds) > 1:  # True equals 1, but is another value
            keys = list(zip(map(type, values), values, strict=True))
        distinct = dict(zip(keys, values, strict=True))
        places = {key: place for place, key in enumerate(distinct)}
        known: list[Any] = list(distinct.values())
        return cls(list(map(places.__getitem__, keys)), list(map(made, known)) if made else known)

    def of_rows(self, rows: Iterable[int]) -> Column:
        """The column of some of the rows."""
        at = self.at
        return Column([at[row] for row in rows], self.values)

    def cells(self) -> list[Known]:
        """The value of each row."""
        return [self.values[place] for place in self.at]


class Beside(NamedTuple):
    """What is known of rows beside their own cells.

    Attributes:
        places: the rows that rules concern; the others they leave alone.
        columns: by header, a value for each of those rows, found out when a rule asks; ABSENT
            leaves the row its own cell.
    """

    places: Sequence[int]
    columns: Mapping[str, Callable[[], Column]]


Values: TypeAlias = Callable[[str], Sequence[object]]
"""The typed values of a table's rows under a header."""


@dataclass(frozen=True, slots=True)
class ByColumn:
    """A context that is told for all rows of a table at once."""

    join: Callable[[Values], Beside]

    def __call__(self, row: RowRead) -> Mapping[str, ExcelValue] | None:
        """What is known of one row; None when rules leave it alone."""
        beside = self.join(lambda header: [row.value(header)])
        if not beside.places:
            return None
        told: dict[str, ExcelValue] = {}
        for header, column in beside.columns.items():
            (value,) = column().cells()
            if value is not ABSENT:
                told[header] = value
        return told


Context: TypeAlias = ByColumn | Callable[[RowRead], Mapping[str, ExcelValue] | None]
"""What is known of a row beside its own cells, by header; None when rules leave the row alone."""


def by_row(
    context: Callable[[RowRead], Mapping[str, ExcelValue] | None], rows: Sequence[RowRead]
) -> Beside:
    """What a context tells of rows one at a time, by column."""
    told = [(place, context(row)) for place, row in enumerate(rows) if row.keyed]
    known = [(place, beside) for place, beside in told if beside is not None]

    def column(header: str) -> Callable[[], Column]:
        return lambda: Column.of([beside.get(header, ABSENT) for _, beside in known])

    headers = dict.fromkeys(header for _, beside in known for header in beside)
    return Beside([place for place, _ in known], {header: column(header) for header in headers})
