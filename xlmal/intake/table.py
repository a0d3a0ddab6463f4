"""A table on a sheet -> typed rows and findings; nothing is guessed, dropped or turned to zero."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlmal.address import MAX_ROW, CellRef
from xlmal.even_rows import EvenRows
from xlmal.finding import Finding, Place
from xlmal.intake import ids
from xlmal.intake.about_sheet import about_loose_cells, about_sheet
from xlmal.intake.cells import CellReader
from xlmal.intake.checks import tables as check
from xlmal.intake.checks import words as words_check
from xlmal.intake.duplicates import without_doubles
from xlmal.intake.even_table import read_even
from xlmal.intake.evenly_read import EvenlyRead, distinct_keys
from xlmal.intake.gathered import Gathered
from xlmal.intake.grid import Extent, Rows, covered_cells, find_extent, hold_even, ranges, rows_of
from xlmal.intake.headers import about_columns, find_headers, required_headers
from xlmal.intake.quoting import listed, quoted
from xlmal.intake.reading import Reading, ReadOptions
from xlmal.intake.rows import RowRead, RowReader, Told
from xlmal.intake.sheet import EvenContent, SheetContent, UnevenError
from xlmal.schema.columns import Table


@dataclass(frozen=True, slots=True)
class TableRead:
    """A read table.

    Attributes:
        header_row: 0 when no headers were found.
        columns: header -> column, for the columns that were read.
        unknown: header -> column, for those that were not.
        rows: in the order of the sheet, one for each key.
        findings: those of the sheet first, then cell by cell.
    """

    table: Table
    file: str
    sheet: str
    header_row: int
    columns: Mapping[str, int]
    unknown: Mapping[str, int]
    rows: Sequence[RowRead]
    findings: tuple[Finding, ...]

    def ref(self, row: RowRead, header: str) -> CellRef:
        """The cell under a header; of the row it came from when two rows were read as one.

        Raises:
            KeyError: when the sheet has no such column.
        """
        cell = row.cells.get(header)
        number = cell.raw.row if cell and cell.raw else row.number
        return CellRef(self.sheet, number, self.columns[header])


def read_table(
    sheet: SheetContent, table: Table, source: str = "", options: ReadOptions | None = None
) -> TableRead:
    """Read a table of the schema from a sheet, whoever has had it.

    Args:
        sheet: the stored cells.
        table: what to look for; its columns are found by header.
        source: the file's name, for the findings.
        options: what is known beside the sheet.
    """
    options = options or ReadOptions()
    if sheet.even is not None:
        try:
            return _read_table(sheet, table, source, options, sheet.even)
        except UnevenError:
            pass  # something about the rows is for the row reader to judge
    return _read_table(sheet, table, source, options)


def _read_table(
    sheet: SheetContent,
    table: Table,
    source: str,
    options: ReadOptions,
    even: EvenContent | None = None,
) -> TableRead:
    told = Gathered(Place(file=source, sheet=sheet.name))
    rows = rows_of(sheet.cells if even is None else even.head)
    extent = find_extent(sheet, rows, table)
    if even is not None:
        hold_even(sheet, even, extent)
    if not extent.header_row:
        told.sheet.append(check.NO_HEADER_ROW.at(told.place, headers=listed(table.headers)))
        told.sheet.extend(about_sheet(sheet, table, max(rows, default=0), told.place))
        return TableRead(table, source, sheet.name, 0, {}, {}, (), told.in_order())
    number = extent.header_row
    header_cells = {c: cell for c, cell in rows[number].items() if not extent.of_other(number, c)}
    headers = find_headers(header_cells, number, table, told.place)
    required = options.required_headers
    if required is None:
        required = required_headers(table)
    told.cells.extend(headers.findings)
    told.sheet.extend(about_columns(headers, table, required, told.place))
    data = {n: row for n, row in rows.items() if number < n <= extent.last_row}
    reader = RowReader(
        table,
        headers.columns,
        CellReader(
            sheet.date1904,
            sheet.external_links,
            dict(options.missing_words),
            {header: ids.known(known) for header, known in options.known_ids.items()},
        ),
        options,
        covered_cells(sheet.merged, data, number),
    )
    read: Sequence[RowRead]
    if even is None:
        read = _read_rows(data, reader, extent, told)
    else:
        read = _read_evenly(data, even.rows, reader, extent, told)
        if any(place not in header_cells and even.rows.holds(place) for place in even.rows.columns):
            raise UnevenError
    last_row = max(rows, default=0) if even is None else even.rows.last_row
    told.sheet.extend(about_sheet(sheet, table, last_row, told.place, read, headers))
    about_loose_cells(data, header_cells, extent, told)
    kept, doubled = (read, []) if even is not None else without_doubles(read, table)
    for twice in doubled:
        where = ranges(row.number for row in twice.rows)
        key = ", ".join(str(twice.rows[0].value(header)) for header in table.key)
        for row in twice.rows:
            cell = row.cells[table.key[0]]
            column = headers.columns[table.key[0]]
            raw = cell.raw.text if cell.raw else ""
            label = reader.label(row)
            told.at_cell(
                twice.check,
                (row.number, column),
                label,
                raw,
                key=key,
                rows=where,
                headers=listed(twice.headers),
            )
    return TableRead(
        table,
        source,
        sheet.name,
        number,
        headers.columns,
        headers.unknown,
        kept,
        told.in_order(),
    )


def _read_evenly(
    data: Rows, even: EvenRows, reader: RowReader, extent: Extent, told: Gathered
) -> EvenlyRead:
    """Read even rows by column, the rows above them and the odd ones among them one by one."""
    columns, odd = read_even(even, reader)
    one_by_one = dict(data) | {number: even.row(number) for number in odd}
    read = _read_rows(one_by_one, reader, extent, told, even.first_row)
    if len(read) < len(one_by_one):  # a blank row, a sum, or headers pasted once more
        raise UnevenError
    head = [row for row in read if row.number < even.first_row]
    among = {row.number: row for row in read[len(head) :]}
    rows = EvenlyRead(head, columns, among)
    if not distinct_keys(rows, reader.table.key):
        raise UnevenError
    return rows


def _read_rows(
    data: Rows, reader: RowReader, extent: Extent, told: Gathered, even_from: int = MAX_ROW
) -> list[RowRead]:
    read: list[RowRead] = []
    gaps: list[int] = []
    recomposed: list[tuple[int, int]] = []
    before = extent.header_row
    own = extent.area
    first_place = min(reader.places.values(), default=1)
    for number, row in data.items():
        if own and own.has_totals and number == own.area.last_row:
            before = number
            continue
        if not reader.has_content(row):
            continue
        if number <= even_from:  # no row is missing among the even ones
            gaps.extend(range(before + 1, min(number, before + 1000)))
        before = number
        place = next(
            (reader.places[h] for h in reader.table.key if h in reader.places), first_place
        )
        why = reader.unread(row)
        if why:
            at, text = why
            moved = at is check.HEADERS_MOVED
            below = ranges(n for n in data if n > number) if moved else ""
            if moved and not below:
                at = check.HEADERS_REPEATED
            details = {"row": number, "shown": quoted(text), "below": below}
            told.at_cell(at, (number, place), "", text, **details)
            if below:  # the values would land in the wrong columns
                break
            continue
        row_read, remarks = reader.read(number, row)
        read.append(row_read)
        if own and number > own.area.last_row:
            label = reader.label(row_read)
            area = str(own.area)
            told.at_cell(
                check.ROW_OUTSIDE, (number, place), label, "", row=number, table=own.name, area=area
            )
        if remarks:
            _tell(remarks, reader, row_read, told)
        spoken_of = {told_of.header for told_of in remarks}
        recomposed.extend(
            (number, reader.places[header])
            for header, cell in row_read.cells.items()
            if cell.reading is Reading.CONVERTED and header not in spoken_of
        )
    if gaps:
        told.sheet.append(check.ROWS_BLANK.at(told.place, rows=ranges(gaps)))
    if recomposed:
        at = words_check.TEXT_RECOMPOSED
        told.at_cell(at, recomposed[0], count=len(recomposed))
    return read


def _tell(remarks: Iterable[Told], reader: RowReader, row: RowRead, told: Gathered) -> None:
    label = reader.label(row)
    for header, remark, raw in ((t.header, t.remark, t.raw) for t in remarks):
        text = "" if raw is None else raw.text
        if raw is not None and raw.formula and not text and "[" not in raw.formula:
            text = raw.formula
        place = reader.places[header]
        told.at_cell(remark.check, (row.number, place), label, text, **remark.details)
