"""A committee file: a plain workbook that guides and checks by itself, for one unit and round."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils import get_column_letter

from xlmal.address import a1
from xlmal.building import look
from xlmal.building.finish import finish
from xlmal.building.guide import Guide, write_guide
from xlmal.building.layout import palette, sheet_layouts
from xlmal.building.lists import FIXED, write_fixed_lists
from xlmal.building.manifest import write_manifest
from xlmal.building.native import check_column_formula, data_validation
from xlmal.building.open_ranges import HEADER_ROW, Row, is_open, open_ranges
from xlmal.building.tables import Results, TableStyle, add_marks, write_table
from xlmal.building.validation_sheet import write_validation_sheet
from xlmal.domain.numbers import swedish
from xlmal.domain.settings import Settings
from xlmal.rules.catalogue import ROW_RULES
from xlmal.rules.condition import DEFAULTS, ExcelValue
from xlmal.rules.engine import as_excel
from xlmal.rules.row_state import DONE, TO_CORRECT, row_state
from xlmal.schema.cells import number_format, stored_form
from xlmal.schema.columns import Column, Table
from xlmal.schema.committee import (
    CHECK,
    DECIMALS,
    FOLLOW_UP_FORM,
    GUIDE_SHEET,
    HIDDEN_CONTEXT,
    OUTCOME_FORM,
)
from xlmal.schema.manifest import CLOSED, IssuedValue, Manifest, key_text
from xlmal.schema.produced import LISTS_SHEET, VALIDATION
from xlmal.schema.texts import as_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: Stands for the row number in a formula that is made once; seven digits, as the last row has.
_ROW_MARK = "1048576"
_LISTS = ("listaVardestatus", "listaVarforSaknas", "listaBedomning", "listaJaNej")

#: Room for what Kontroll may say, and for a line or two of comment.
LEAST_LINES = 3
#: The last column that stays in sight when one scrolls to the right.
_FROZEN = {OUTCOME_FORM.name: "Indikator", FOLLOW_UP_FORM.name: "Mål"}
#: Per cent; so that an ordinary screen shows the row from the goal to Kontroll.
_ZOOM = 85


@dataclass(frozen=True)
class CommitteeForm:
    """What one file asks: the guide's facts, and the rows of its two tables by header."""

    manifest: Manifest
    guide: Guide
    outcomes: Sequence[Row] = ()
    follow_ups: Sequence[Row] = ()
    settings: Settings = DEFAULTS

    def tables(self) -> list[tuple[Table, Sequence[Row]]]:
        """The tables that have rows; only they get a sheet."""
        both = ((OUTCOME_FORM, self.outcomes), (FOLLOW_UP_FORM, self.follow_ups))
        return [(table, rows) for table, rows in both if rows]


def issued_values(table: Table, rows: Sequence[Row]) -> list[IssuedValue]:
    """What stands in the cells when the file leaves us; in open ones, the base of the merge."""
    issued = []
    for row in rows:
        key = key_text(tuple(stored_form(row[header]) for header in table.key))
        for column in table.columns:
            opened, text = is_open(column, row), as_text(row.get(column.header))
            if opened or (column.opens and text):
                closed = "" if opened else CLOSED
                issued.append(IssuedValue(table.name, key, column.header, text, closed))
    return issued


def build_committee(form: CommitteeForm) -> bytes:
    """Return a committee file's bytes; equal input gives equal bytes."""
    return finish(*committee_book(form))


def committee_book(form: CommitteeForm) -> tuple[Workbook, dict[str, Results]]:
    """A committee file as openpyxl has it, and what its formulas give, by sheet and address."""
    book = Workbook()
    assert book.active is not None
    guide = book.active
    guide.title = GUIDE_SHEET
    issued: list[IssuedValue] = []
    results: dict[str, Results] = {}
    lists = book.create_sheet(LISTS_SHEET)
    write_fixed_lists(book, lists, {name: FIXED[name] for name in _LISTS}, 1)
    lists.sheet_state = "veryHidden"
    look.protect(lists)
    for table, rows in form.tables():
        sheet = book.create_sheet(table.sheet, len(book.sheetnames) - 1)
        checked = with_checks(rows, row_state(table, ROW_RULES, form.settings))
        results[sheet.title] = _form_sheet(sheet, table, checked, form)
        issued.extend(issued_values(table, rows))
    visible = tuple(title for title in book.sheetnames if title != LISTS_SHEET)
    results[guide.title] = write_guide(guide, form.guide, visible, results)
    findings = book.create_sheet(VALIDATION.sheet)
    write_validation_sheet(book, findings, sheet_layouts("committee")[VALIDATION.sheet])
    findings.sheet_state = "hidden"
    write_manifest(book, form.manifest, issued)
    return book, results


def with_checks(rows: Sequence[Row], said: Callable[[Mapping[str, ExcelValue]], str]) -> list[Row]:
    """Rows with what Kontroll says of them as they are sent out."""
    return [
        {**row, CHECK: said({header: as_excel(value) for header, value in row.items()})}
        for row in rows
    ]


def form_style(table: Table, settings: Settings) -> TableStyle:
    """How a committee file's table is written."""
    return TableStyle(
        header_row=HEADER_ROW,
        room_below=0,
        opens=is_open,
        row_formulas={CHECK: _check_formula(table, settings)},
        number_formats=_number_format,
        hidden=HIDDEN_CONTEXT,
        least_lines=LEAST_LINES,
    )


def _form_sheet(
    sheet: Worksheet, table: Table, rows: Sequence[Row], form: CommitteeForm
) -> Results:
    layout = sheet_layouts("committee")[table.sheet]
    sheet.sheet_properties.tabColor = layout.tab
    sheet.sheet_view.showGridLines = False
    look.title(sheet, f"{layout.title}: {form.guide.provider_name}", layout.intro)
    look.put_text(sheet.cell(3, 1), form.guide.round_title)
    sheet.cell(3, 1).font = look.font(bold=True)
    style = form_style(table, form.settings)
    results = write_table(sheet, table, rows, layout, style)
    for column, ranges in open_ranges(table, rows):
        validation = data_validation(column)
        if validation is not None:
            for one in ranges:
                validation.add(one)
            sheet.add_data_validation(validation)
    colour_checks(sheet, table, len(rows))
    add_marks(sheet, table, len(rows), style)
    sheet.freeze_panes = a1(HEADER_ROW + 1, table.headers.index(_FROZEN[table.name]) + 2)
    sheet.sheet_view.zoomScale = _ZOOM
    look.print_setup(sheet, HEADER_ROW)
    look.protect(sheet)
    return results


def _number_format(column: Column, row: Row) -> str:
    """Figures shown for comparison have the indicator's own decimals, or their own where more."""
    value, declared = row.get(column.header), row.get(DECIMALS)
    if column.is_stored or not isinstance(declared, int) or not isinstance(value, (int, float)):
        return number_format(column)
    decimals = max(declared, len(swedish(value).partition(",")[2]))
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def _check_formula(table: Table, settings: Settings) -> Callable[[int], str]:
    """The Kontroll formula of a row, by row number.

    It names its cells as $K5: written out as structured references the rules would not fit in the
    8,192 characters of a formula, and a committee's table never grows.
    """

    def reference(header: str) -> str:
        return f"${get_column_letter(table.headers.index(header) + 1)}{_ROW_MARK}"

    template = check_column_formula(table, ROW_RULES, reference, settings)
    return lambda row: template.replace(_ROW_MARK, str(row))


def colour_checks(sheet: Worksheet, table: Table, count: int) -> None:
    """Colour what Kontroll says, by its first words."""
    letter = get_column_letter(table.headers.index(CHECK) + 1)
    first, last = HEADER_ROW + 1, HEADER_ROW + count
    for prefix, colour in (
        (f"{DONE},", palette().partly),
        (DONE, palette().met),
        (TO_CORRECT, palette().not_met),
        ("Se över", palette().partly),
    ):
        condition = f'LEFT(${letter}{first},{len(prefix)})="{prefix}"'
        rule = FormulaRule(formula=[condition], fill=look.fill(colour), stopIfTrue=True)
        sheet.conditional_formatting.add(f"{letter}{first}:{letter}{last}", rule)
