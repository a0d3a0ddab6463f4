"""A file in which a unit writes goals or contributions: guided, checked as one types, ids given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from xlmal.address import a1
from xlmal.building import look
from xlmal.building.committee import LEAST_LINES, colour_checks, with_checks
from xlmal.building.finish import finish
from xlmal.building.guidance_sheet import write_guidance
from xlmal.building.guide import Guide, write_guide
from xlmal.building.layout import sheet_layouts
from xlmal.building.lists import FIXED, OWN, write_fixed_lists
from xlmal.building.manifest import write_manifest
from xlmal.building.native import assert_excel_takes, check_column_formula, data_validation
from xlmal.building.open_ranges import HEADER_ROW, Row, is_open
from xlmal.building.tables import Results, TableStyle, add_marks, write_table
from xlmal.building.validation_sheet import write_validation_sheet
from xlmal.domain.choices import RoundKind
from xlmal.domain.goals import CouncilGoal
from xlmal.domain.settings import Settings
from xlmal.rules.catalogue import ROW_RULES
from xlmal.rules.condition import DEFAULTS
from xlmal.rules.row_state import row_state
from xlmal.schema.columns import Table
from xlmal.schema.committee import CHECK, GUIDE_SHEET
from xlmal.schema.manifest import IssuedValue, Manifest
from xlmal.schema.produced import LISTS_SHEET, VALIDATION
from xlmal.schema.written import (
    COUNCIL_WORDING,
    GOAL_FORM,
    GOAL_HOLDS,
    HIDDEN_HEADERS,
    INDICATOR_COUNT,
    INDICATOR_FORM,
    TARGET_FORM,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LISTS = ("listaMaltyp", "listaRiktning", "listaSortsMatt", "listaJaNej")
_GOAL_IDS, _GOAL_WORDINGS = "listaOvergripandeMal", "listaLydelser"
_OLD_IDS, _REPLACED = "listaUpphordaMal", "listaErsattsAv"
#: The last column that stays in sight when one scrolls to the right.
_FROZEN = {"tblNamndmal": "Mål-ID", "tblIndikatorer": "Mål-ID", "tblMalvarden": "År"}
#: Room for what one writes on a free row, and for what Kontroll says of it.
_LINES = {GOAL_FORM.name: 2, INDICATOR_FORM.name: 2, TARGET_FORM.name: 1}
#: Per cent; so that an ordinary screen shows a row as far as Kontroll.
_ZOOM = 80

#: The formula of a cell, from how the cells of its row are named.
_Formula = Callable[[Callable[[str], str]], str]


@dataclass(frozen=True)
class WrittenForm:
    """What one file asks for.

    Attributes:
        tables: the forms with their rows by header, in the order of the sheets.
        council_goals: those that hold in the year; only they can be chosen.
        issued: what stands in the open cells as the file leaves us, and the ids given.
        words: the municipality's own choices, by the lists' names.
        replaced: what is said of the council goals that hold no more, by their ids.
    """

    manifest: Manifest
    guide: Guide
    tables: Sequence[tuple[Table, Sequence[Row]]]
    council_goals: Sequence[CouncilGoal]
    issued: Sequence[IssuedValue]
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)
    settings: Settings = DEFAULTS


def build_written(form: WrittenForm) -> bytes:
    """Return the file's bytes; equal input gives equal bytes."""
    book = Workbook()
    assert book.active is not None
    guide = book.active
    guide.title = GUIDE_SHEET
    lists = book.create_sheet(LISTS_SHEET)
    write_fixed_lists(book, lists, _lists(form), 1)
    lists.sheet_state = "veryHidden"
    look.protect(lists)
    results: dict[str, Results] = {}
    checks: dict[str, Results] = {}
    for table, rows in form.tables:
        sheet = book.create_sheet(table.sheet, len(book.sheetnames) - 1)
        results[sheet.title] = _form_sheet(sheet, table, rows, form)
        letter = get_column_letter(table.headers.index(CHECK) + 1)
        checks[sheet.title] = {
            cell: value for cell, value in results[sheet.title].items() if cell.startswith(letter)
        }
    if form.manifest.round is not None and form.manifest.round.kind is RoundKind.GOALS:
        write_guidance(book.create_sheet("x", 1))
    visible = tuple(title for title in book.sheetnames if title != LISTS_SHEET)
    results[guide.title] = write_guide(guide, form.guide, visible, checks)
    findings = book.create_sheet(VALIDATION.sheet)
    write_validation_sheet(book, findings, sheet_layouts("committee")[VALIDATION.sheet])
    findings.sheet_state = "hidden"
    write_manifest(book, form.manifest, form.issued)
    return finish(book, results)


def _lists(form: WrittenForm) -> dict[str, tuple[str, tuple[str, ...]]]:
    found = {name: FIXED[name] for name in _LISTS}
    for name, (heading, _, usual) in OWN.items():
        found[name] = (heading, tuple(form.words.get(name) or (usual,)))
    goals = form.council_goals
    found[_GOAL_IDS] = ("Övergripande mål", tuple(goal.id for goal in goals) or ("inga",))
    found[_GOAL_WORDINGS] = ("Lydelser", tuple(goal.wording for goal in goals) or ("inga",))
    found[_OLD_IDS] = ("Upphörda mål", tuple(form.replaced) or ("inga",))
    found[_REPLACED] = ("Ersätts av", tuple(form.replaced.values()) or ("inga",))
    return found


def _form_sheet(sheet: Worksheet, table: Table, rows: Sequence[Row], form: WrittenForm) -> Results:
    layout = sheet_layouts("committee")[table.sheet]
    sheet.sheet_properties.tabColor = layout.tab
    sheet.sheet_view.showGridLines = False
    look.title(sheet, f"{layout.title}: {form.guide.provider_name}", layout.intro)
    look.put_text(sheet.cell(3, 1), form.guide.round_title)
    sheet.cell(3, 1).font = look.font(bold=True)
    style = TableStyle(
        header_row=HEADER_ROW,
        room_below=0,
        opens=is_open,
        row_formulas=_row_formulas(table, form.settings),
        hidden=HIDDEN_HEADERS,
        least_lines=_LINES.get(table.name, LEAST_LINES),
    )
    checked = with_checks(rows, row_state(table, ROW_RULES, form.settings))
    results = write_table(sheet, table, checked, layout, style)
    first, last = HEADER_ROW + 1, HEADER_ROW + len(rows)
    for position, column in enumerate(table.columns, start=1):
        letter = get_column_letter(position)
        guard = data_validation(column, anchor=f"{letter}{first}") if column.opens else None
        if guard is not None:
            guard.add(f"{letter}{first}:{letter}{last}")
            sheet.add_data_validation(guard)
    colour_checks(sheet, table, len(rows))
    add_marks(sheet, table, len(rows), style)
    frozen = table.headers.index(_FROZEN.get(table.name, "Lydelse")) + 2
    sheet.freeze_panes = a1(HEADER_ROW + 1, frozen)
    sheet.sheet_view.zoomScale = _ZOOM
    look.print_setup(sheet, HEADER_ROW)
    look.protect(sheet)
    return results


def _row_formulas(table: Table, settings: Settings) -> dict[str, Callable[[int], str]]:
    """Kontroll, and what it goes by that changes as one types; cells are named as $K5."""
    made: dict[str, Callable[[int], str]] = {}
    for header, formula in _SHOWN.get(table.name, {}).items():
        made[header] = _by_row(table, formula)
    check = check_column_formula(table, ROW_RULES, _naming(table, _MARK), settings)
    made[CHECK] = lambda row: check.replace(_MARK, str(row))
    return made


#: Stands for the row number in a formula that is made once; seven digits, as the last row has.
_MARK = "1048576"


def _naming(table: Table, row: str) -> Callable[[str], str]:
    return lambda header: f"${get_column_letter(table.headers.index(header) + 1)}{row}"


def _by_row(table: Table, formula: _Formula) -> Callable[[int], str]:
    written = formula(_naming(table, _MARK))
    assert_excel_takes(written)
    return lambda row: written.replace(_MARK, str(row))


def _from(table: Table, header: str, via: str) -> _Formula:
    """What another sheet of the file says under a header; blank where it says nothing."""

    def formula(cell: Callable[[str], str]) -> str:
        key = table.key[0]
        found = f"INDEX({table.name}[{header}],MATCH({cell(via)},{table.name}[{key}],0))"
        return f'IFERROR(IF({found}="","",{found}),"")'

    return formula


_LINK = "Övergripande mål"
_SHOWN: dict[str, dict[str, _Formula]] = {
    GOAL_FORM.name: {
        COUNCIL_WORDING: lambda cell: (
            f"IFERROR(INDEX({_GOAL_WORDINGS},MATCH({cell(_LINK)},{_GOAL_IDS},0)),"
            f'IFERROR(INDEX({_REPLACED},MATCH({cell(_LINK)},{_OLD_IDS},0)),""))'
        ),
        INDICATOR_COUNT: lambda cell: (
            f"COUNTIFS({INDICATOR_FORM.name}[Mål-ID],{cell('Mål-ID')},"
            f'{INDICATOR_FORM.name}[Indikator],"?*")'
        ),
        GOAL_HOLDS: lambda cell: (
            f'IF({cell(_LINK)}="","",IF(COUNTIF({_GOAL_IDS},{cell(_LINK)})>0,1,0))'
        ),
    },
    INDICATOR_FORM.name: {"Mål": _from(GOAL_FORM, "Mål", "Mål-ID")},
    TARGET_FORM.name: {
        header: _from(INDICATOR_FORM, header, "Indikator-ID")
        for header in ("Indikator", "Måttenhet", "Riktning", "Basvärde")
    },
}
