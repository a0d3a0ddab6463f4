"""A new master workbook: the schema's tables, the lists, the overview and the hidden sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from xlmal.building import look
from xlmal.building.attainment_rows import attainment_rows
from xlmal.building.attainment_sheet import write_attainment_sheet
from xlmal.building.calculation_sheet import room_for, write_calculation
from xlmal.building.conflicts_sheet import write_conflicts_sheet
from xlmal.building.finish import finish
from xlmal.building.front import write_settings, write_start
from xlmal.building.layout import SheetLayout, palette, sheet_layouts
from xlmal.building.lists import write_master_lists
from xlmal.building.manifest import write_manifest
from xlmal.building.overview import write_overview
from xlmal.building.plan_checks import PLAN_CHECK, plan_check_formula, with_plan_checks
from xlmal.building.plan_picture import write_plan_picture
from xlmal.building.rows import rows_of, with_lookups
from xlmal.building.tables import (
    HEADER_ROW,
    Results,
    TableStyle,
    add_marks,
    add_validations,
    lookup_formula,
    write_table,
)
from xlmal.building.validation_sheet import write_validation_sheet
from xlmal.domain.choices import RoundKind
from xlmal.domain.municipality import Municipality
from xlmal.domain.round_result import round_result
from xlmal.domain.rounds import Round
from xlmal.schema.columns import Table
from xlmal.schema.manifest import Manifest
from xlmal.schema.master import MASTER_TABLES, MERGED, SUBMISSIONS, TIME_PLAN, UNIT_GOALS
from xlmal.schema.produced import (
    ATTAINMENT,
    CALCULATION_SHEET,
    CONFLICTS,
    LISTS_SHEET,
    MERGED_SHEET,
    OVERVIEW_SHEET,
    PLAN_PICTURE_SHEET,
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
            if table is TIME_PLAN:
                rows = with_plan_checks(rows)
            sheet = book[table.sheet]
            results[sheet.title] = _data_sheet(sheet, table, rows, layouts[table.sheet])
    write_validation_sheet(book, book[VALIDATION.sheet], layouts[VALIDATION.sheet])
    write_conflicts_sheet(book[CONFLICTS.sheet], layouts[CONFLICTS.sheet])
    results |= _reckoned_sheets(book, municipality, layouts)
    results[PLAN_PICTURE_SHEET] = write_plan_picture(
        book[PLAN_PICTURE_SHEET], municipality.time_plan, layouts[PLAN_PICTURE_SHEET]
    )
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
    if table is TIME_PLAN:
        formulas[PLAN_CHECK] = plan_check_formula()
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


def _reckoned_sheets(
    book: Workbook, municipality: Municipality, layouts: Mapping[str, SheetLayout]
) -> dict[str, Results]:
    """The sheets where Excel reckons the round, with what Python says that it will find."""
    round_ = Round(municipality.settings.year, RoundKind.D2)
    reckoned = round_result(municipality, round_)
    room = room_for(municipality)
    write_calculation(book, book[CALCULATION_SHEET], room, layouts[CALCULATION_SHEET])
    return {
        ATTAINMENT.sheet: write_attainment_sheet(
            book[ATTAINMENT.sheet],
            attainment_rows(reckoned),
            round_,
            room,
            layouts[ATTAINMENT.sheet],
        ),
        OVERVIEW_SHEET: write_overview(
            book[OVERVIEW_SHEET], reckoned, municipality.units, layouts[OVERVIEW_SHEET]
        ),
    }


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
