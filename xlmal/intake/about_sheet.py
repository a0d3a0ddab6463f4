"""What there is to say about a sheet as a whole: hidden parts, far formatting, the date system."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xlmal.address import MAX_COLUMN, a1, column_letters
from xlmal.finding import Finding, Place
from xlmal.intake.checks import tables as check
from xlmal.intake.gathered import Gathered
from xlmal.intake.grid import Extent, Rows, ranges
from xlmal.intake.headers import Headers
from xlmal.intake.quoting import listed
from xlmal.intake.rows import RowRead
from xlmal.intake.sheet import SheetContent
from xlmal.schema.columns import Table, ValueType

# A workbook made for filling in has some hundred prepared rows; thousands come by accident.
_ROWS_PREPARED = 2_000


def about_sheet(
    sheet: SheetContent,
    table: Table,
    last_row: int,
    place: Place,
    rows: Sequence[RowRead] = (),
    headers: Headers | None = None,
) -> Iterable[Finding]:
    """Say what is hidden among the rows and columns read, and what surrounds them."""
    columns = headers.columns if headers else {}
    parts = _hidden(
        sheet, rows, {c.header: columns[c.header] for c in table.stored if c.header in columns}
    )
    if parts:
        yield check.PARTS_HIDDEN.at(place, parts=parts)
    row, column = max(sheet.last_stored_row, last_row), max(sheet.last_stored_column, 1)
    if column >= MAX_COLUMN or row > last_row + _ROWS_PREPARED:
        yield check.FORMATTED_FAR.at(place, corner=a1(row, column))
    dated = {c.header for c in table.stored if c.type in (ValueType.DATE, ValueType.MOMENT)}
    if sheet.date1904 and dated & columns.keys():
        yield check.SYSTEM_1904.at(place)


def _hidden(sheet: SheetContent, rows: Sequence[RowRead], columns: dict[str, int]) -> str:
    hidden_rows = (
        [row.number for row in rows if row.number in sheet.hidden_rows] if sheet.hidden_rows else []
    )
    hidden_columns = [
        f"{column_letters(column)} ({header})"
        for header, column in columns.items()
        if column in sheet.hidden_columns and any(row.value(header) is not None for row in rows)
    ]
    parts = []
    if hidden_rows:
        why = "bortfiltrerade" if sheet.filtered else "dolda"
        parts.append(f"{len(hidden_rows)} rader är {why} ({ranges(hidden_rows)})")
    if hidden_columns:
        parts.append(f"kolumn {listed(hidden_columns)} är dold")
    return " och ".join(parts)


def about_loose_cells(
    data: Rows, header_cells: Mapping[int, object], extent: Extent, told: Gathered
) -> None:
    """Say which columns hold something below the header row without having a header."""
    loose: dict[int, int] = {}
    for number, row in data.items():
        for column in row.keys() - header_cells.keys():
            is_new = column not in loose and row[column].text.strip()
            if is_new and not extent.of_other(number, column):
                loose[column] = number
    if loose:
        column, number = min(loose.items())
        columns = listed([column_letters(c) for c in sorted(loose)])
        told.at_cell(check.NO_HEADER_ABOVE, (number, column), columns=columns)
