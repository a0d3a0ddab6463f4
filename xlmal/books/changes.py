"""How one version of a workbook differs from another: cells, tables' areas, sheets to be seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from xlmal.address import Area
from xlmal.books.file_book import FileBook
from xlmal.finding import Kind, RawCell
from xlmal.ooxml.edits import Value

_Place = tuple[int, int]

#: A rectangle is filled up when at least every fourth of its cells is to be written anyway.
_SPARSEST = 4


class Written(NamedTuple):
    """What a cell shall hold: a value, or a formula with its leading "="."""

    value: Value
    formula: str | None = None


class Block(NamedTuple):
    """A rectangle of cells that are written in one go; all values, or all formulas."""

    area: Area
    rows: tuple[tuple[Value, ...], ...]
    is_formula: bool


@dataclass(frozen=True)
class SheetChange:
    """What has to be done to one sheet.

    Attributes:
        sheet: its name.
        blocks: the cells that differ, in as few rectangles as they make.
        tables: the new area of each table that grew or shrank, by display name.
        visible: whether the sheet is to be seen from now on; None leaves that as it is.
    """

    sheet: str
    blocks: tuple[Block, ...] = ()
    tables: Mapping[str, Area] | None = None
    visible: bool | None = None


def changes(before: FileBook, after: FileBook) -> tuple[SheetChange, ...]:
    """What makes ``before`` say what ``after`` says; sheets whose bytes are equal cost nothing."""
    was_seen = {sheet.name: sheet.is_visible for sheet in before.sheets()}
    found = []
    for sheet in after.sheets():
        turns = was_seen.get(sheet.name, sheet.is_visible) != sheet.is_visible
        same = sheet.kind != "worksheet" or _same_bytes(before, after, sheet.part)
        cells = {} if same else changed_cells(before, after, sheet.name)
        resized = _resized(before, after, sheet.name)
        if cells or resized or turns:
            whole = in_one(cells, after, sheet.name) if cells else cells
            visible = sheet.is_visible if turns else None
            found.append(SheetChange(sheet.name, tuple(blocks(whole)), resized, visible))
    return tuple(found)


def _same_bytes(before: FileBook, after: FileBook, part: str) -> bool:
    return before.package.xml(part) == after.package.xml(part)


def changed_cells(before: FileBook, after: FileBook, sheet: str) -> dict[_Place, Written]:
    """The cells of a sheet that differ, as they shall be."""
    old = {(cell.row, cell.column): cell for cell in before.scan(sheet)}
    new = {(cell.row, cell.column): cell for cell in after.scan(sheet)}
    found = {}
    for place in sorted(old.keys() | new.keys()):
        wanted = _written(new.get(place))
        if wanted != _written(old.get(place)):
            found[place] = wanted
    return found


def _written(cell: RawCell | None) -> Written:
    """A cell as it would be typed; what a formula gives is for Excel to say."""
    if cell is None:
        return Written(None)
    if cell.formula is not None:
        return Written(None, f"={cell.formula.removeprefix('=')}")
    match cell.kind:
        case Kind.BLANK:
            return Written(None)
        case Kind.NUMBER:
            return Written(float(cell.text))
        case Kind.BOOLEAN:
            return Written(cell.text in ("1", "true"))
        case _:
            return Written(cell.text)


def _resized(before: FileBook, after: FileBook, sheet: str) -> dict[str, Area]:
    areas = {table.display_name: table.area for table in before.tables()}
    return {
        table.display_name: table.area
        for table in after.tables()
        if table.sheet == sheet and areas.get(table.display_name) != table.area
    }


def in_one(
    cells: Mapping[_Place, Written], after: FileBook, sheet: str
) -> Mapping[_Place, Written]:
    """The changed cells filled up to one rectangle, where all that lies between them is blank."""
    rows = [row for row, _ in cells]
    columns = [column for _, column in cells]
    around = Area(min(rows), min(columns), max(rows), max(columns))
    size = (around.last_row - around.first_row + 1) * (around.last_column - around.first_column + 1)
    has_formula = any(cell.formula is not None for cell in cells.values())
    if has_formula or size > _SPARSEST * len(cells):
        return cells
    if any(
        around.holds(cell.row, cell.column) and (cell.row, cell.column) not in cells
        for cell in after.scan(sheet)
    ):
        return cells
    return {
        (row, column): cells.get((row, column), Written(None))
        for row in range(around.first_row, around.last_row + 1)
        for column in range(around.first_column, around.last_column + 1)
    }


def blocks(cells: Mapping[_Place, Written]) -> Iterable[Block]:
    """Part cells into rectangles: runs along a row, joined downwards where they match.

    Cells between two that change are never touched: a macro that writes a whole table back would
    have Excel read every text and every formula in it anew.
    """
    open_runs: dict[tuple[int, int, bool], list[tuple[int, tuple[Value, ...]]]] = {}
    for row, first, last, is_formula, values in _runs(cells):
        key = (first, last, is_formula)
        lines = open_runs.get(key)
        if lines is not None and lines[-1][0] != row - 1:
            yield _block(key, lines)
            lines = None
        if lines is None:
            lines = open_runs[key] = []
        lines.append((row, values))
    for key, lines in open_runs.items():
        yield _block(key, lines)


def _block(key: tuple[int, int, bool], lines: list[tuple[int, tuple[Value, ...]]]) -> Block:
    first, last, is_formula = key
    area = Area(lines[0][0], first, lines[-1][0], last)
    return Block(area, tuple(values for _, values in lines), is_formula)


def _runs(
    cells: Mapping[_Place, Written],
) -> Iterable[tuple[int, int, int, bool, tuple[Value, ...]]]:
    run: list[tuple[_Place, Written]] = []
    for place, cell in sorted(cells.items(), key=lambda item: item[0]):
        if run and not _continues(run[-1], place, cell):
            yield _run(run)
            run = []
        run.append((place, cell))
    if run:
        yield _run(run)


def _continues(last: tuple[_Place, Written], place: _Place, cell: Written) -> bool:
    (row, column), written = last
    same_kind = (written.formula is None) == (cell.formula is None)
    return same_kind and place == (row, column + 1)


def _run(run: list[tuple[_Place, Written]]) -> tuple[int, int, int, bool, tuple[Value, ...]]:
    (row, first), written = run[0]
    (_, last), _ = run[-1]
    is_formula = written.formula is not None
    values = tuple(cell.formula if is_formula else cell.value for _, cell in run)
    return row, first, last, is_formula, values
