"""An Excel table written from the schema: headers, rows, lookups, drop-downs and marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn, TableFormula, TableStyleInfo

from xlmal.building import look
from xlmal.building.dress import Look, Wardrobe
from xlmal.building.heights import AIR, LINE, fitted, header_height
from xlmal.building.layout import SheetLayout, palette
from xlmal.building.native import data_validation
from xlmal.schema.cells import number_format, stored_form
from xlmal.schema.columns import Column, Table, ValueType
from xlmal.schema.produced import MARKED_CELLS_NAME

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: Title, instruction, then the header.
HEADER_ROW = 3
#: How far below the last row drop-downs and marks reach, so that rows added later have them.
ROOM_BELOW = 2000

#: Only figures keep to the right; everything else begins where its header does.
_FIGURES = (ValueType.NUMBER, ValueType.MEASURE)

Row = Mapping[str, object]
Results = Mapping[str, object]


@dataclass(frozen=True)
class TableStyle:
    """What differs between a master's open tables and a committee file's locked ones."""

    header_row: int = HEADER_ROW
    room_below: int = ROOM_BELOW
    opens: Callable[[Column, Row], bool] | None = None
    formulas: Mapping[str, str] = field(default_factory=dict)
    row_formulas: Mapping[str, Callable[[int], str]] = field(default_factory=dict)
    number_formats: Callable[[Column, Row], str] | None = None
    hidden: Sequence[str] = ()
    least_lines: int = 1


def structured(table: Table, header: str) -> str:
    """The reference to a column's cell on the formula's own row, as the file stores it."""
    escaped = "".join("'" + sign if sign in "[]#'" else sign for sign in header)
    return f"{table.name}[[#This Row],[{escaped}]]"


def lookup_formula(table: Table, column: Column, tables: Mapping[str, Table]) -> str:
    """The formula (without "=") of a lookup or a calculated column; "" for none."""
    if column.formula:
        return column.formula
    if column.lookup is None:
        return ""
    other = tables[column.lookup.table]
    key = structured(table, column.lookup.via)
    return (
        f"IFERROR(INDEX({other.name}[{column.lookup.column}],"
        f'MATCH({key},{other.name}[{other.key[0]}],0)),"")'
    )


def write_table(
    sheet: Worksheet,
    table: Table,
    rows: Sequence[Row],
    layout: SheetLayout,
    style: TableStyle,
) -> Results:
    """Write a table with its headers; an empty table keeps one blank row, as Excel requires.

    A row's value under a header whose cells are formulas is what the formula gives; these are
    returned by cell address, for programs that show a workbook without calculating it.
    """
    top = style.header_row
    results: dict[str, object] = {}
    for number, column in enumerate(table.columns, start=1):
        look.header(sheet.cell(top, number), column.header)
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = layout.widths.get(column.header, 14)
        if column.header in style.hidden:
            sheet.column_dimensions[letter].hidden = True
    sheet.row_dimensions[top].height = header_height(table, layout, style.hidden)
    writer = _RowWriter(sheet, table, style)
    for offset, row in enumerate(rows or ({},), start=1):
        results |= writer.write(row, top + offset)
        height = max(fitted(table, row, layout, style.hidden), LINE * style.least_lines + AIR)
        sheet.row_dimensions[top + offset].height = height
    _declare(sheet, table, len(rows) or 1, style)
    sheet.freeze_panes = f"B{top + 1}"
    return results


class _RowWriter:
    """Writes the rows of one table."""

    def __init__(self, sheet: Worksheet, table: Table, style: TableStyle) -> None:
        self.sheet, self.table, self.style = sheet, table, style
        self.wardrobe = Wardrobe()
        self.looks = RowLooks(table, style)

    def write(self, row: Row, number: int) -> dict[str, object]:
        """Write one row; return what its formulas give."""
        results: dict[str, object] = {}
        looks = self.looks.of(row)
        for position, column in enumerate(self.table.columns, start=1):
            cell = self.sheet.cell(number, position)
            formula = self._formula(column, number)
            if formula:
                cell.value = f"={formula}"
                if column.header in row:
                    given = stored_form(row[column.header])
                    results[cell.coordinate] = "" if given is None else given
            else:
                look.put_text(cell, stored_form(row.get(column.header)))
            self.wardrobe.dress(cell, looks[position - 1])
        return results

    def _formula(self, column: Column, number: int) -> str:
        if column.header in self.style.row_formulas:
            return self.style.row_formulas[column.header](number)
        return self.style.formulas.get(column.header, "")


class RowLooks:
    """What the cells of a table's rows look like."""

    def __init__(self, table: Table, style: TableStyle) -> None:
        self._style = style
        self._columns = [
            (column, _alignment(table, at), column.header in {*style.row_formulas, *style.formulas})
            for at, column in enumerate(table.columns, start=1)
        ]

    def of(self, row: Row) -> tuple[Look, ...]:
        """One look per column."""
        return tuple(self._looks(row))

    def _looks(self, row: Row) -> Iterator[Look]:
        style = self._style
        for column, alignment, has_formula in self._columns:
            shown = (style.number_formats or _usual_format)(column, row)
            colour, is_open = "", False
            if style.opens is not None and style.opens(column, row):
                colour, is_open = palette().open, True
            elif has_formula == (style.opens is None):
                colour = palette().computed
            yield Look(shown, alignment, colour, is_open)


def _usual_format(column: Column, _: Row) -> str:
    return number_format(column)


def _alignment(table: Table, position: int) -> str:
    """A column after figures keeps its distance: "1" and "nej" are not to read as one."""
    if table.columns[position - 1].type in _FIGURES:
        return "figure"
    after_figures = position > 1 and table.columns[position - 2].type in _FIGURES
    return "after figures" if after_figures else "text"


def _declare(sheet: Worksheet, table: Table, count: int, style: TableStyle) -> None:
    top, last = style.header_row, get_column_letter(len(table.columns))
    declared = ExcelTable(displayName=table.name, ref=f"A{top}:{last}{top + count}")
    declared.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    declared._initialise_columns()  # type: ignore[attr-defined]
    for column, excel_column in zip(table.columns, declared.tableColumns, strict=True):
        assert isinstance(excel_column, TableColumn)
        excel_column.name = column.header
        if formula := style.formulas.get(column.header):
            excel_column.calculatedColumnFormula = TableFormula(attr_text=formula)
    sheet.add_table(declared)


def add_validations(sheet: Worksheet, table: Table, count: int, style: TableStyle) -> None:
    """Put input messages, drop-downs and alerts on a master table's columns; guard its headers."""
    first, last = style.header_row + 1, style.header_row + max(count, 1) + style.room_below
    for position, column in enumerate(table.columns, start=1):
        letter = get_column_letter(position)
        if column.is_stored:
            validation = data_validation(column, anchor=f"{letter}{first}")
            if validation is not None:
                validation.add(f"{letter}{first}:{letter}{last}")
                sheet.add_data_validation(validation)
    guard_headers(sheet, table, style.header_row)


def guard_headers(sheet: Worksheet, table: Table, row: int) -> None:
    """Refuse typing over headers; columns are found by them."""
    guard = DataValidation(
        type="custom",
        formula1="FALSE",
        showErrorMessage=True,
        errorTitle="Rubriken får inte ändras",
        error="Kolumner hittas på sin rubrik. Ångra med Esc.",
    )
    guard.add(f"A{row}:{get_column_letter(len(table.columns))}{row}")
    sheet.add_data_validation(guard)


def add_marks(sheet: Worksheet, table: Table, count: int, style: TableStyle) -> None:
    """Light up the cells that the sheet Validering names; no cell's own format is touched."""
    quoted = sheet.title.replace('"', '""')
    last = get_column_letter(len(table.columns))
    end = style.header_row + max(count, 1) + style.room_below
    rule = FormulaRule(
        formula=[f'ISNUMBER(MATCH("{quoted}!"&ADDRESS(ROW(),COLUMN(),4),{MARKED_CELLS_NAME},0))'],
        fill=look.fill(palette().mark),
        font=look.font(bold=True, colour="9C0006"),
    )
    sheet.conditional_formatting.add(f"A{style.header_row + 1}:{last}{end}", rule)
