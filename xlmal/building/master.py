"""A new master workbook: the schema's tables, the lists, the overview and the hidden sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils import get_column_letter

from xlmal.building import look
from xlmal.building.conflicts_sheet import write_conflicts_sheet
from xlmal.building.finish import finish
from xlmal.building.front import write_settings, write_start
from xlmal.building.layout import SheetLayout, palette, sheet_layouts
from xlmal.building.lists import write_master_lists
from xlmal.building.manifest import write_manifest
from xlmal.building.overview import write_overview
from xlmal.building.rows import rows_of, with_lookups
from xlmal.building.tables import (
    HEADER_ROW,
    ROOM_BELOW,
    Results,
    TableStyle,
    add_marks,
    add_validations,
    guard_headers,
    lookup_formula,
    write_table,
)
from xlmal.building.validation_sheet import write_validation_sheet
from xlmal.domain.choices import RoundKind, State
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.domain.status import symbol
from xlmal.schema.columns import Table
from xlmal.schema.manifest import Manifest
from xlmal.schema.master import MASTER_TABLES, MERGED, SUBMISSIONS, UNIT_GOALS
from xlmal.schema.produced import (
    ATTAINMENT,
    CONFLICTS,
    LISTS_SHEET,
    MERGED_SHEET,
    OVERVIEW_SHEET,
    SETTINGS_SHEET,
    START_SHEET,
    VALIDATION,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: Lists longer than this are no reading on paper.
_PRINTED_CHOICES = 50
INDICATOR_COUNT = "Antal indikatorer"
_BY_NAME = {table.name: table for table in MASTER_TABLES.values()}


def build_master(municipality: Municipality, manifest: Manifest) -> bytes:
    """Return a master workbook's bytes; equal input gives equal bytes."""
    book = Workbook()
    layouts = sheet_layouts("master")
    assert book.active is not None
    start = book.active
    start.title = START_SHEET
    start.sheet_properties.tabColor = palette().dark
    for layout in layouts.values():
        sheet = book.create_sheet(layout.name)
        sheet.sheet_properties.tabColor = layout.tab
        sheet.sheet_view.showGridLines = False
    start.sheet_view.showGridLines = False
    write_start(start, municipality.settings, layouts.values())
    write_settings(book[SETTINGS_SHEET], municipality.settings, layouts[SETTINGS_SHEET])
    results: dict[str, Results] = {}
    filled = {
        table.name: rows_of(table, getattr(municipality, field))
        for field, table in MASTER_TABLES.items()
    }
    for table in MASTER_TABLES.values():
        if table is not MERGED:
            rows = with_lookups(table, filled[table.name], _BY_NAME, filled)
            _count_indicators(table, rows, municipality)
            sheet = book[table.sheet]
            results[sheet.title] = _data_sheet(sheet, table, rows, layouts[table.sheet])
    _attainment_sheet(book[ATTAINMENT.sheet], layouts[ATTAINMENT.sheet])
    write_validation_sheet(book, book[VALIDATION.sheet], layouts[VALIDATION.sheet])
    write_conflicts_sheet(book[CONFLICTS.sheet], layouts[CONFLICTS.sheet])
    round_ = Round(municipality.settings.year, RoundKind.D2)
    write_overview(book[OVERVIEW_SHEET], municipality, round_, layouts[OVERVIEW_SHEET])
    results[LISTS_SHEET] = _lists_sheet(book, municipality, layouts[LISTS_SHEET])
    _hidden_ledger(book, rows_of(MERGED, municipality.merged))
    write_manifest(book, manifest)
    return finish(book, results)


def _data_sheet(
    sheet: Worksheet, table: Table, rows: Sequence[Mapping[str, object]], layout: SheetLayout
) -> Results:
    look.title(sheet, layout.name, layout.intro)
    formulas = {
        column.header: formula
        for column in table.columns
        if (formula := lookup_formula(table, column, _BY_NAME))
    }
    style = TableStyle(formulas=formulas)
    results = write_table(sheet, table, rows, layout, style)
    if table is not SUBMISSIONS:
        add_validations(sheet, table, len(rows), style)
        add_marks(sheet, table, len(rows), style)
    look.print_setup(sheet, HEADER_ROW)
    return results


def _count_indicators(
    table: Table, rows: Sequence[dict[str, object]], municipality: Municipality
) -> None:
    """What the column Antal indikatorer counts."""
    if table is UNIT_GOALS:
        for row in rows:
            row[INDICATOR_COUNT] = len(municipality.indicators_of.get(str(row["Mål-ID"]), ()))


def _attainment_sheet(sheet: Worksheet, layout: SheetLayout) -> None:
    look.title(sheet, layout.name, layout.intro)
    write_table(sheet, ATTAINMENT, (), layout, TableStyle())
    guard_headers(sheet, ATTAINMENT, HEADER_ROW)
    look.print_setup(sheet, HEADER_ROW)
    colour_states(sheet, ATTAINMENT, HEADER_ROW + 1, HEADER_ROW + ROOM_BELOW)
    look.protect(sheet)


def colour_states(sheet: Worksheet, table: Table, first: int, last: int) -> None:
    """Colour symbol and status; the word stands beside, so colour is never alone."""
    symbol_letter = get_column_letter(table.headers.index("Symbol") + 1)
    status_letter = get_column_letter(table.headers.index("Status") + 1)
    colours = {
        State.MET: palette().met,
        State.PARTLY: palette().partly,
        State.NOT_MET: palette().not_met,
    }
    for state, colour in colours.items():
        rule = FormulaRule(
            formula=[f'${symbol_letter}{first}="{symbol(state)}"'], fill=look.fill(colour)
        )
        sheet.conditional_formatting.add(f"{symbol_letter}{first}:{status_letter}{last}", rule)


def _lists_sheet(book: Workbook, municipality: Municipality, layout: SheetLayout) -> Results:
    sheet = book[LISTS_SHEET]
    look.title(sheet, layout.name, layout.intro)
    results = write_master_lists(book, sheet, municipality, HEADER_ROW)
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    look.print_setup(sheet, HEADER_ROW)
    sheet.print_area = f"A1:{get_column_letter(sheet.max_column)}{HEADER_ROW + _PRINTED_CHOICES}"
    look.protect(sheet)
    return results


def _hidden_ledger(book: Workbook, rows: Sequence[Mapping[str, object]]) -> None:
    sheet = book.create_sheet(MERGED_SHEET)
    sheet.sheet_state = "veryHidden"
    write_table(sheet, MERGED, rows, SheetLayout(MERGED_SHEET), TableStyle(header_row=1))
