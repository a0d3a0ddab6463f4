"""The sheet Så gör du: half a page on what to do, by when, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment

from xlmal.building import look
from xlmal.building.answer_cells import write_answer_cells
from xlmal.building.heights import LINE, text_height
from xlmal.building.layout import palette
from xlmal.building.tables import Results
from xlmal.rules.row_state import AT_REST_TEXT, DONE, FREE_ROW
from xlmal.schema.columns import Table
from xlmal.schema.committee import CHECK, FOLLOW_UP_FORM, OUTCOME_FORM
from xlmal.schema.swedish_dates import long_date

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LABEL_WIDTH = 24.0
TEXT_WIDTH = 76.0
#: Room for a line of space after each step.
_STEP_SPACE = 6.0
#: Of prepared rows that nobody has used.
NOTHING_YET = "inget skrivet än"


@dataclass(frozen=True)
class Guide:
    """The facts on the guide sheet; ``tables`` and ``steps`` when it is about no figures."""

    municipality: str
    provider_name: str
    round_title: str
    last_day: date | None
    measured_to: date | None
    ask: str = ""
    given_by_others: Sequence[str] = ()
    tables: Sequence[Table] = (OUTCOME_FORM, FOLLOW_UP_FORM)
    steps: Sequence[tuple[str, str]] = ()


def write_guide(
    sheet: Worksheet, guide: Guide, sheets: Sequence[str], checks: Mapping[str, Results]
) -> Results:
    """Write the guide; returns what its formulas give, by cell address.

    Args:
        sheet: the empty sheet.
        guide: the facts.
        sheets: the visible sheets of the file.
        checks: what Kontroll says on each of them, by cell address.
    """
    sheet.sheet_properties.tabColor = palette().dark
    sheet.sheet_view.showGridLines = False
    look.title(sheet, f"{guide.round_title}: {guide.provider_name}")
    look.put_text(sheet.cell(2, 1), guide.municipality)
    sheet.cell(2, 1).font = look.font(colour="404040")
    row = 4
    if guide.last_day:
        row = _fact(sheet, row, "Sista dag att lämna", long_date(guide.last_day))
        sheet.cell(row - 1, 2).font = look.font(bold=True)
    if guide.measured_to:
        row = _fact(sheet, row, "Värden till och med", long_date(guide.measured_to))
    results: dict[str, object] = {}
    for table in guide.tables:
        if table.sheet in sheets:
            cell = _progress(sheet, row, table)
            results[cell] = progress_text(checks[table.sheet].values(), free=bool(table.free_when))
            row += 1
    row = _steps(sheet, row + 1, guide.steps or tuple(_what_to_do(sheets)))
    row = write_answer_cells(sheet, row + 1)
    if guide.ask:
        row = _fact(sheet, row + 1, "Frågor", guide.ask)
    if guide.given_by_others:
        others = given_by_others_text(guide.given_by_others)
        row = _fact(sheet, row + 1, "Lämnas av andra", others)
    for letter, width in (("A", _LABEL_WIDTH), ("B", TEXT_WIDTH)):
        sheet.column_dimensions[letter].width = width
    look.print_setup(sheet, landscape=False)
    look.protect(sheet)
    return results


def given_by_others_text(indicators: Iterable[str]) -> str:
    """What the receiver need not answer for, one a line."""
    return "\n".join(["Du behöver inte lämna:", *indicators])


def _fact(sheet: Worksheet, row: int, label: str, text: str) -> int:
    look.put_text(sheet.cell(row, 1), label)
    sheet.cell(row, 1).font = look.font(bold=True)
    sheet.cell(row, 1).alignment = Alignment(vertical="top")
    look.put_text(sheet.cell(row, 2), text)
    sheet.cell(row, 2).font = look.font()
    sheet.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[row].height = text_height(text, TEXT_WIDTH)
    return row + 1


def progress_formula(table_name: str, *, free: bool = False) -> str:
    """The formula (without "=") that says "17 av 22 ifyllda"; of free rows "3 av 4 klara"."""
    column = f"{table_name}[{CHECK}]"
    if free:
        used = f'(ROWS({column})-COUNTIF({column},"{FREE_ROW}"))'
        return f'IF({used}=0,"{NOTHING_YET}",COUNTIF({column},"{DONE}*")&" av "&{used}&" klara")'
    return (
        f'COUNTIF({column},"{DONE}*")&" av "&(ROWS({column})-COUNTIF({column},"{AT_REST_TEXT}"))'
        '&" ifyllda"'
    )


def progress_text(checks: Iterable[object], *, free: bool = False) -> str:
    """The same, counted in Python."""
    said = [str(check) for check in checks]
    done = sum(check.startswith(DONE) for check in said)
    if free:
        used = len(said) - said.count(FREE_ROW)
        return f"{done} av {used} klara" if used else NOTHING_YET
    return f"{done} av {len(said) - said.count(AT_REST_TEXT)} ifyllda"


def _progress(sheet: Worksheet, row: int, table: Table) -> str:
    _fact(sheet, row, table.sheet, "")
    look.link(sheet.cell(row, 1), table.sheet)
    cell = sheet.cell(row, 2)
    cell.value = f"={progress_formula(table.name, free=bool(table.free_when))}"
    cell.font = look.font(bold=True, colour=palette().dark)
    return cell.coordinate


def _steps(sheet: Worksheet, row: int, steps: Sequence[tuple[str, str]]) -> int:
    for number, (what, how) in enumerate(steps, start=1):
        row = _fact(sheet, row, f"{number}. {what}", how)
        height = sheet.row_dimensions[row - 1].height or LINE
        sheet.row_dimensions[row - 1].height = height + _STEP_SPACE
    return row


def _what_to_do(sheets: Sequence[str]) -> Iterator[tuple[str, str]]:
    if OUTCOME_FORM.sheet in sheets:
        yield (
            "Fyll i Utfall",
            "Fyll i de gula cellerna på bladet Utfall: ett enda tal per cell, utan enhet. "
            "Procent skrivs 82,5, inte 0,825. Kolumnen Väntas säger vad som efterfrågas. "
            "Prognos är vad värdet väntas bli vid årets slut.",
        )
        yield (
            "Saknas ett värde?",
            "Lämna cellen tom och välj en orsak i kolumnen Varför saknas värde. Gissa aldrig.",
        )
    if FOLLOW_UP_FORM.sheet in sheets:
        yield (
            "Bedöm målen",
            "Välj er bedömning av varje mål för helåret på bladet Måluppföljning. Väntas målet "
            "inte nås helt: skriv varför, vad ni gör åt det, vilken roll som ansvarar och när det "
            "är klart.",
        )
    yield (
        "Kontrollera",
        "Kolumnen Kontroll, längst till höger, säger vad som återstår på raden. Här ovan ser du "
        "hur långt du har kommit.",
    )
    yield (
        "Skicka tillbaka",
        "Fyll i de gula cellerna här nedanför, spara och skicka filen till den du fick den från. "
        "Låt blad och rubriker heta som de gör. Blir det fel går det bra att skicka en ny fil.",
    )
