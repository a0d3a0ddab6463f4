"""The sheets Start and Inställningar: what the workbook is, and the municipality's choices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation

from xlmal.building import look
from xlmal.building.heights import text_height
from xlmal.building.layout import SheetLayout, palette
from xlmal.building.tables import HEADER_ROW, TableStyle, write_table
from xlmal.domain.choices import PartialRule, RollupMethod, RoundKind, State
from xlmal.domain.settings import Settings
from xlmal.domain.state_words import Words
from xlmal.schema.cells import stored_form
from xlmal.schema.produced import SETTINGS_TABLE, STATE_WORDS
from xlmal.schema.settings_rows import SETTING_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = {"A": 24.0, "B": 74.0, "C": 72.0}

_HEADER_HEIGHT = 20.0

_STEPS = (
    ("1", "Skriv in nämnder, mål, indikatorer och målvärden", "En gång om året, i de blå bladen."),
    ("2", "Dela ut", "xlmal dela gör en fil per nämnd, bolag och uppgiftslämnare."),
    (
        "3",
        "Samla in",
        "xlmal samla läser det som kommit tillbaka. Det som är oklart listas, inget gissas.",
    ),
    ("4", "Validera", "xlmal validera --skriv fyller bladet Validering och markerar cellerna."),
    ("5", "Räkna prognos", "xlmal prognos --skriv räknar fram bladet Måluppfyllelse."),
    ("6", "Skriv rapport", "xlmal rapport gör delårsrapporten som en egen arbetsbok."),
)


def write_start(sheet: Worksheet, settings: Settings, sheets: Iterable[SheetLayout]) -> None:
    """Explain the workbook: the six steps, and every sheet with a link to it."""
    look.title(sheet, f"Mål och uppföljning {settings.year}, {settings.municipality}")
    look.put_text(
        sheet.cell(2, 1),
        "Här hålls övergripande mål, nämndernas och bolagens mål, indikatorer och utfall ihop.",
    )
    row = 4
    sheet.row_dimensions[row].height = _HEADER_HEIGHT
    for text, column in (("Steg", 1), ("Vad du gör", 2), ("Hur", 3)):
        look.header(sheet.cell(row, column), text)
    for step, what, how in _STEPS:
        row += 1
        for column, text in enumerate((step, what, how), start=1):
            _plain(sheet, row, column, text)
    row += 2
    sheet.row_dimensions[row].height = _HEADER_HEIGHT
    for text, column in (("Blad", 1), ("Vad det innehåller", 2), ("Vem som fyller i", 3)):
        look.header(sheet.cell(row, column), text)
    for layout in sheets:
        row += 1
        _plain(sheet, row, 1, layout.name)
        look.link(sheet.cell(row, 1), layout.name)
        _plain(sheet, row, 2, layout.purpose)
        _plain(sheet, row, 3, layout.who)
    row += 2
    for colour, text in (
        (palette().open, "Vit eller gul cell: fylls i."),
        (palette().computed, "Grå cell: räknas fram eller visas, fylls inte i."),
        (palette().mark, "Röd cell: har ett påpekande i bladet Validering."),
    ):
        sheet.cell(row, 1).fill = look.fill(colour)
        sheet.cell(row, 1).border = look.GRID
        _plain(sheet, row, 2, text)
        row += 1
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    look.print_setup(sheet)
    sheet.page_setup.fitToHeight = 1
    look.protect(sheet)


def _plain(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    needed = text_height(text, _WIDTHS["ABC"[column - 1]])
    sheet.row_dimensions[row].height = max(needed, sheet.row_dimensions[row].height or 0)
    look.put_text(cell, text)
    cell.font = look.font()
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def write_settings(sheet: Worksheet, settings: Settings, layout: SheetLayout) -> None:
    """Write one row per setting; only the column Värde is open."""
    look.title(sheet, layout.name, layout.intro)
    rows: list[dict[str, object]] = [
        {
            "Inställning": row.label,
            "Värde": stored_form(getattr(settings, row.field)),
            "Förklaring": row.explanation,
        }
        for row in SETTING_ROWS
    ]
    style = TableStyle(opens=lambda column, _row: column.header == "Värde")
    write_table(sheet, SETTINGS_TABLE, rows, layout, style)
    for number, row in enumerate(SETTING_ROWS, start=HEADER_ROW + 1):
        cell = sheet.cell(number, 2)
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
        cell.number_format = _share_format(cell.value) if row.percent else "General"
        for field, choices in (("partial_rule", PartialRule), ("rollup_method", RollupMethod)):
            if row.field == field:
                _offer(sheet, f"B{number}", ",".join(map(str, choices)))
        if row.field == "decided_rolls_up":
            _offer(sheet, f"B{number}", "ja,nej")
        if row.percent:
            _between(sheet, f"B{number}")
    _write_state_words(sheet, settings, layout)
    look.print_setup(sheet, HEADER_ROW)
    look.protect(sheet)


def _write_state_words(sheet: Worksheet, settings: Settings, layout: SheetLayout) -> None:
    """What the states are called, below the settings; every cell but the state's own is open."""
    top = HEADER_ROW + len(SETTING_ROWS) + 3
    heading = sheet.cell(top - 1, 1)
    look.put_text(heading, "Lägenas symboler och ord i blad och rapporter")
    heading.font = look.font(13, bold=True, colour=palette().dark)
    interim, annual = (Words(kind, settings.state_words) for kind in (RoundKind.D2, RoundKind.YEAR))
    rows: list[dict[str, object]] = [
        {
            "Läge": str(state),
            "Symbol": interim.symbol(state),
            "I delårsrapporten": interim.of(state),
            "I årsredovisningen": annual.of(state),
        }
        for state in State
    ]
    style = TableStyle(header_row=top, opens=lambda column, _row: column.header != "Läge")
    frozen = sheet.freeze_panes
    widths = {"Läge": 38, "Symbol": 24, "I delårsrapporten": 80, "I årsredovisningen": 30}
    write_table(sheet, STATE_WORDS, rows, replace(layout, widths=widths), style)
    sheet.freeze_panes = frozen


def _share_format(share: object) -> str:
    """A space before the sign, as Swedish has it; a decimal only where there is one to show."""
    whole = isinstance(share, (int, float)) and abs(share * 100 - round(share * 100)) < 1e-9
    return "0 %" if whole else "0.0 %"


def _offer(sheet: Worksheet, address: str, choices: str) -> None:
    validation = DataValidation(
        type="list",
        formula1=f'"{choices}"',
        showErrorMessage=True,
        errorTitle="Välj ur listan",
        error="Värdet finns inte i listan. Ångra med Esc och välj ur listan.",
    )
    validation.add(address)
    sheet.add_data_validation(validation)


def _between(sheet: Worksheet, address: str) -> None:
    validation = DataValidation(
        type="decimal",
        operator="between",
        formula1="0",
        formula2="1",
        showErrorMessage=True,
        errorTitle="En andel",
        error="Skriv en andel mellan 0 och 100 %.",
    )
    validation.add(address)
    sheet.add_data_validation(validation)
