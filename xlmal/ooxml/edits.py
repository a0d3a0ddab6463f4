"""The changes one can ask for in a workbook, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

Value = float | int | bool | str | None


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


Edit = SetCell | SetResult | AppendRow | RemoveRow | FitRow | ShowSheet | HideSheet


@dataclass(frozen=True, slots=True)
class PatchResult:
    """The new file.

    Attributes:
        data: the whole file; the very same bytes when nothing had to change.
        changed_parts: parts written anew; every other part is the same compressed bytes.
        dropped_parts: parts left out (the calculation chain, which Excel builds again).
        appended_rows: the sheet row each AppendRow landed on, in the order given.
    """

    data: bytes
    changed_parts: tuple[str, ...] = ()
    dropped_parts: tuple[str, ...] = ()
    appended_rows: tuple[int, ...] = ()


class NewCell(NamedTuple):
    """What a cell shall hold.

    ``formula`` is without "="; ``keep_formula`` leaves a stored one as it is. A cell that does
    not exist takes the style of the one in ``style_row``.
    """

    value: Value
    formula: str | None = None
    keep_formula: bool = False
    style_row: int = 0
