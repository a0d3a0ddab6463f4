"""The changes one can ask for in a workbook, and what came of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

Value = float | int | bool | str | None
Source = TypeVar("Source")


@dataclass(frozen=True, slots=True)
class SetCell:
    """Give one cell a value; None clears it. Text is always text, never a formula."""

    sheet: str
    row: int
    column: int
    value: Value


@dataclass(frozen=True, slots=True)
class SetResult:
    """Renew what a formula's cell shows until somebody calculates; the formula stays."""

    sheet: str
    row: int
    column: int
    value: Value


@dataclass(frozen=True, slots=True)
class Computed:
    """A formula and its value, for previews that do not calculate.

    ``formula`` None means the one the table's column has.
    """

    formula: str | None
    value: Value


@dataclass(frozen=True, slots=True)
class AppendRow:
    """A new row directly below a table's last one; ``values`` goes by header.

    Columns left out stay blank, or take over the column's formula where it has one. ``height`` in
    points suggests a first height; Excel fits the row anew when somebody edits it.
    """

    table: str
    values: Mapping[str, Value | Computed]
    height: float | None = None


@dataclass(frozen=True, slots=True)
class AppendRows:
    """New rows directly below a table's last one, all with values under the same headers.

    Attributes:
        table: the table.
        headers: what each row's values stand under; columns left out are as for ``AppendRow``.
        rows: each row's values. They are gone through one by one, maybe more than once.
        computed: the headers whose values are what a formula shows, each with the formula; None
            for the one that the table's column has.
        height: suggests a row's height in points from its values; None for the usual one.
    """

    table: str
    headers: tuple[str, ...]
    rows: Collection[Sequence[Value]]
    computed: Mapping[str, str | None] = field(default_factory=dict)
    height: Callable[[Sequence[Value]], float | None] | None = None

    @classmethod
    def of(cls, edit: AppendRow) -> AppendRows:
        """A single row as rows."""
        cells = edit.values
        computed = {
            header: one.formula for header, one in cells.items() if isinstance(one, Computed)
        }
        row = [one.value if isinstance(one, Computed) else one for one in cells.values()]

        def height(_: Sequence[Value]) -> float | None:
            return edit.height

        return cls(edit.table, tuple(cells), (row,), computed, height)


class MadeRows(Collection[Sequence[Value]], Generic[Source]):
    """Rows that are made when their turn comes: a merge's hundred thousand need not all exist."""

    def __init__(
        self, sources: Sequence[Source], make: Callable[[Source], Sequence[Value]]
    ) -> None:
        """Take what each row is about, and what makes a row of that."""
        self._sources = sources
        self._make = make

    def __len__(self) -> int:
        return len(self._sources)

    def __iter__(self) -> Iterator[Sequence[Value]]:
        return map(self._make, self._sources)

    def __contains__(self, row: object) -> bool:
        return any(one == row for one in self)


@dataclass(frozen=True, slots=True)
class RemoveRow:
    """Take a row out of a table; the table's rows below it move up, what stands beside does not.

    ``row`` counts on the sheet as it was before all edits. Removals are made after the other
    edits. A table's last row is emptied instead: no table is without rows.
    """

    table: str
    row: int


@dataclass(frozen=True, slots=True)
class FitRow:
    """Suggest a height in points for a row whose cells are changed too.

    A height that somebody has set by hand stays.
    """

    sheet: str
    row: int
    height: float


@dataclass(frozen=True, slots=True)
class ShowSheet:
    """Make a hidden sheet visible."""

    sheet: str


@dataclass(frozen=True, slots=True)
class HideSheet:
    """Hide a visible sheet; the first other visible one is shown where it was the active one."""

    sheet: str


Edit = SetCell | SetResult | AppendRow | AppendRows | RemoveRow | FitRow | ShowSheet | HideSheet


@dataclass(frozen=True, slots=True)
class PatchResult:
    """The new file.

    Attributes:
        data: the whole file; the very same bytes when nothing had to change.
        changed_parts: parts written anew; every other part is the same compressed bytes.
        dropped_parts: parts left out (the calculation chain, which Excel builds again).
        landed: the sheet rows that each AppendRow and AppendRows landed on, in the order given.
    """

    data: bytes
    changed_parts: tuple[str, ...] = ()
    dropped_parts: tuple[str, ...] = ()
    landed: tuple[Sequence[int], ...] = ()

    @property
    def appended_rows(self) -> tuple[int, ...]:
        """The sheet row of each new row, in the order given."""
        return tuple(chain.from_iterable(self.landed))


class NewCell(NamedTuple):
    """What a cell shall hold.

    ``formula`` is without "="; ``keep_formula`` leaves a stored one as it is. A cell that does
    not exist takes the style of the one in ``style_row``.
    """

    value: Value
    formula: str | None = None
    keep_formula: bool = False
    style_row: int = 0
