"""How a master's sheets Måluppfyllelse and Översikt come to show a round.

They reckon by themselves: the round is chosen, and what the formulas give in it is written beside
them for programs that show a workbook without calculating. Masters from before that have rows of
values instead, one for each round and id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from xlmal.address import CellRef
from xlmal.building.attainment_rows import Row, attainment_rows
from xlmal.building.heights import row_height
from xlmal.building.overview import COUNCIL_HEADINGS, UNIT_HEADINGS
from xlmal.building.overview_rows import council_cells, unit_cells
from xlmal.domain.round_result import RoundResult
from xlmal.domain.rounds import Round
from xlmal.finding import Kind, RawCell, Refusal
from xlmal.ooxml.contents import TableInfo
from xlmal.ooxml.edits import AppendRow, Edit, FitRow, SetCell, SetResult
from xlmal.ooxml.sheet_scan import SheetScan
from xlmal.operations.master import Master
from xlmal.operations.reading import sheet_names
from xlmal.schema.produced import ATTAINMENT, OVERVIEW_SHEET

_CHOSEN = "valdOmgang"
_PLACE = re.compile(r"^'?([^'!]+)'?!\$([A-Z]+)\$([0-9]+)$")
_KEY = ("Omgång", "ID")


def attainment_edits(master: Master, result: RoundResult) -> list[Edit]:
    """Edits that make Måluppfyllelse and Översikt show the round; other rounds' rows stay.

    Raises:
        Refusal: the table is not there, or lacks a column (A03).
    """
    table = next((one for one in master.book.tables() if one.display_name == ATTAINMENT.name), None)
    if table is None or not set(ATTAINMENT.headers) <= set(table.columns):
        raise Refusal(
            "A03",
            f"Tabellen på bladet {ATTAINMENT.sheet} i {master.name} saknas eller saknar någon "
            "kolumn. Hämta filens förra version.",
        )
    rows = attainment_rows(result)
    chosen = _chosen_cell(master)
    if chosen is None:
        return list(_as_values(master.book.scan(table.sheet), table, rows))
    return [
        *_choice(master, chosen, result.round),
        *_results(master.book.scan(table.sheet), table, rows),
        *_overview(master, result),
    ]


def _chosen_cell(master: Master) -> CellRef | None:
    """Where the round is chosen; None in a master whose sheet has only values."""
    for name in master.book.package.defined_names:
        place = _PLACE.match(name.refers_to) if name.name == _CHOSEN else None
        if place:
            return CellRef.parse(f"{place[1]}!{place[2]}{place[3]}")
    return None


def _choice(master: Master, chosen: CellRef, round_: Round) -> Iterator[Edit]:
    now = master.book.scan(chosen.sheet).cell(chosen.row, chosen.column)
    if now is None or now.text != round_.code:
        yield SetCell(chosen.sheet, chosen.row, chosen.column, round_.code)


def _results(scan: SheetScan, table: TableInfo, rows: Sequence[Row]) -> Iterator[Edit]:
    """What each formula of the table gives; rows after the last say nothing."""
    column = _columns(table)
    nothing: Row = dict.fromkeys(ATTAINMENT.headers, "")
    for at, number in enumerate(range(table.first_data_row, table.last_data_row + 1)):
        row = rows[at] if at < len(rows) else nothing
        renewed = list(
            _renewed(scan, number, {column[header]: text for header, text in row.items()})
        )
        yield from renewed
        if renewed:
            yield FitRow(table.sheet, number, row_height("master", ATTAINMENT, row))


def _renewed(scan: SheetScan, row: int, values: Mapping[int, str | int]) -> Iterator[Edit]:
    """New results where they differ; what somebody typed over a formula is left alone."""
    for column, value in values.items():
        cell = scan.cell(row, column)
        if cell is not None and cell.formula is not None and cell.text != str(value):
            yield SetResult(scan.sheet, row, column, value)


def _overview(master: Master, result: RoundResult) -> Iterator[Edit]:
    if OVERVIEW_SHEET not in sheet_names(master.book):
        return
    scan = master.book.scan(OVERVIEW_SHEET)
    yield from _renewed(scan, 3, {2: result.round.code})
    *council, finances = council_cells(result)
    units = unit_cells(result, master.municipality.units)
    for heading, told, last in (
        (COUNCIL_HEADINGS[0], council, finances),
        (UNIT_HEADINGS[0], units, None),
    ):
        rows = list(_rows_under(scan, heading))
        if last is not None and rows:
            yield from _renewed(scan, rows.pop(), dict(enumerate(last, start=1)))
        for number, cells in zip(rows, told, strict=False):
            yield from _renewed(scan, number, dict(enumerate(cells, start=1)))


def _rows_under(scan: SheetScan, heading: str) -> Iterator[int]:
    """The rows of formulas below a heading in the first column."""
    top = next(
        (row for row, cells in scan.rows() if cells[0].column == 1 and cells[0].text == heading), 0
    )
    row = top + 1
    while top and _has_formula(scan.cell(row, 1)):
        yield row
        row += 1


def _has_formula(cell: RawCell | None) -> bool:
    return cell is not None and cell.formula is not None


def _columns(table: TableInfo) -> dict[str, int]:
    return {name: table.area.first_column + at for at, name in enumerate(table.columns)}


def _as_values(scan: SheetScan, table: TableInfo, rows: Sequence[Row]) -> Iterator[Edit]:
    column = _columns(table)
    stands: dict[tuple[str, ...], int] = {}
    for number in range(table.first_data_row, table.last_data_row + 1):
        texts = [scan.cell(number, column[header]) for header in _KEY]
        stands[tuple(cell.text if cell else "" for cell in texts)] = number
    for row in rows:
        at = stands.get(tuple(row[header] for header in _KEY))
        if at is None:
            height = row_height("master", ATTAINMENT, row)
            cells = {name: text or None for name, text in row.items()}
            yield AppendRow(ATTAINMENT.name, cells, height)
            continue
        yield FitRow(table.sheet, at, row_height("master", ATTAINMENT, row))
        for header, text in row.items():
            cell = scan.cell(at, column[header])
            now = cell.text if cell and cell.kind is not Kind.BLANK else ""
            if now != text:
                yield SetCell(table.sheet, at, column[header], text or None)
    gone = stands.keys() - {tuple(row[header] for header in _KEY) for row in rows}
    for key in sorted(gone):
        if rows and key[0] == rows[0]["Omgång"]:  # a goal that the master no longer has
            for place in column.values():
                yield SetCell(table.sheet, stands[key], place, None)
