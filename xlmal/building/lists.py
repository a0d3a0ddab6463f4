"""The sheet Listor: what the drop-downs offer, each list a defined name without blanks in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from xlmal.building import look
from xlmal.building.layout import palette
from xlmal.domain.choices import (
    Direction,
    Expectation,
    GoalType,
    MeasureKind,
    MissingReason,
    RoundStatus,
    State,
    UnitKind,
    ValueStatus,
)
from xlmal.domain.dialogue import Classing, DialogueChannel
from xlmal.domain.followup import SOUND_FINANCES
from xlmal.domain.municipality import Municipality
from xlmal.domain.period import DecisionKind

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_ROOM = 500

_ASSESSMENTS = tuple(
    str(state) for state in (State.MET, State.PARTLY, State.NOT_MET, State.CANNOT_ASSESS)
)

#: Lists that the program owns: defined name -> heading and choices.
FIXED: dict[str, tuple[str, tuple[str, ...]]] = {
    "listaTyp": ("Typ", tuple(map(str, UnitKind))),
    "listaMaltyp": ("Måltyp", tuple(map(str, GoalType))),
    "listaRiktning": ("Riktning", tuple(map(str, Direction))),
    "listaSortsMatt": ("Sorts mått", tuple(map(str, MeasureKind))),
    "listaForvantan": ("Väntas", tuple(map(str, Expectation))),
    "listaVardestatus": ("Värdets status", tuple(map(str, ValueStatus))),
    "listaVarforSaknas": ("Varför saknas värde", tuple(map(str, MissingReason))),
    "listaBedomning": ("Bedömning", _ASSESSMENTS),
    "listaOmgangsstatus": ("Omgångens status", tuple(map(str, RoundStatus))),
    "listaJaNej": ("Ja eller nej", ("ja", "nej")),
    "listaMalbeslut": ("Beslut om mål", tuple(map(str, DecisionKind))),
    "listaKanal": ("Kanal", tuple(map(str, DialogueChannel))),
    "listaKlassning": ("Klassning", tuple(map(str, Classing))),
}

#: Lists that the municipality adds to: defined name -> heading, the goals' field, a first choice.
OWN = {
    "listaMalgrupp": ("Målgrupp", "target_group", "Invånare"),
    "listaFokusomrade": ("Fokusområde", "focus_area", "Hela kommunen"),
}

_PROVIDERS = 'COUNTIF(tblUppgiftslamnare[Kod],"?*")'
#: Lists that Excel gathers from the tables, so that a row added there can be chosen at once:
#: defined name -> heading, rows of room, and the formula of row {0}.
GATHERED = {
    "listaAvser": (
        "Avser",
        60,
        f'IF({{0}}=1,"{SOUND_FINANCES}",IFERROR(INDEX(tblOvergripandeMal[Mål-ID],{{0}}-1)&"",""))',
    ),
    "listaLamnasAv": (
        "Lämnas av",
        80,
        f"IF({{0}}<={_PROVIDERS},INDEX(tblUppgiftslamnare[Kod],{{0}}),"
        f'IFERROR(INDEX(tblNamnder[Nämnd/bolag],{{0}}-{_PROVIDERS})&"",""))',
    ),
}

#: Drop-downs that follow a table: defined name -> (sheet, column letter).
FOLLOWING = {
    "listaNamnd": ("Nämnder", "A"),
    "listaOvergripandeMal": ("Övergripande mål", "A"),
    "listaOmgang": ("Rapporttillfällen", "A"),
}


def growing_range(sheet: str, letter: str, first: int, *, gathered: bool = False) -> str:
    """A range that ends at the last filled cell.

    A named list with blank cells in it makes Excel accept anything at all, so the range must
    never reach past the last choice. In a ``gathered`` list a formula that gives "" is no choice.
    """
    whole = f"'{sheet}'!${letter}${first}:${letter}${first + _ROOM}"
    count = f'COUNTIF({whole},"?*")' if gathered else f"COUNTA({whole})"
    return f"'{sheet}'!${letter}${first}:INDEX({whole},MAX(1,{count}))"


def define(book: Workbook, name: str, reference: str) -> None:
    """Add a defined name to the workbook."""
    book.defined_names[name] = DefinedName(name, attr_text=reference)


def write_fixed_lists(
    book: Workbook, sheet: Worksheet, lists: Mapping[str, tuple[str, tuple[str, ...]]], top: int
) -> int:
    """Write lists beside one another with their defined names; return the next free column."""
    column = 0
    sheet.row_dimensions[top].height = 20
    for column, (name, (heading, choices)) in enumerate(lists.items(), start=1):
        look.header(sheet.cell(top, column), heading)
        for offset, choice in enumerate(choices, start=1):
            look.put_text(sheet.cell(top + offset, column), choice)
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = max(len(heading), *map(len, choices)) + 4
        define(book, name, f"'{sheet.title}'!${letter}${top + 1}:${letter}${top + len(choices)}")
    return column + 1


def write_master_lists(
    book: Workbook, sheet: Worksheet, municipality: Municipality, top: int
) -> dict[str, object]:
    """Write all lists: the program's, the municipality's own, and those that follow tables.

    Returns what the lists' formulas give, by cell address.
    """
    column = write_fixed_lists(book, sheet, FIXED, top)
    for name, (heading, field, usual) in OWN.items():
        said = {str(getattr(goal, field)) for goal in municipality.unit_goals} - {""}
        _write_own(book, sheet, name, [heading, *(sorted(said) or [usual])], top, column)
        column += 1
    results: dict[str, object] = {}
    for name, (heading, room, formula) in GATHERED.items():
        choices = _gathered(name, municipality)
        look.header(sheet.cell(top, column), heading)
        for number in range(1, room + 1):
            cell = sheet.cell(top + number, column)
            cell.value = f"={formula.format(number)}"
            results[cell.coordinate] = choices[number - 1] if number <= len(choices) else ""
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = len(SOUND_FINANCES) + 2
        define(book, name, growing_range(sheet.title, letter, top + 1, gathered=True))
        column += 1
    for name, (where, letter) in FOLLOWING.items():
        define(book, name, growing_range(where, letter, top + 1))
    return results


def _write_own(
    book: Workbook, sheet: Worksheet, name: str, words: Sequence[str], top: int, column: int
) -> None:
    """A list that the municipality adds to: its heading, its choices and yellow room below."""
    look.header(sheet.cell(top, column), words[0])
    for offset in range(1, max(len(words), 11) + 10):
        cell = sheet.cell(top + offset, column)
        look.put_text(cell, words[offset] if offset < len(words) else None)
        cell.fill = look.fill(palette().open)
        cell.protection = look.UNLOCKED
    letter = get_column_letter(column)
    sheet.column_dimensions[letter].width = max(map(len, words)) + 4
    define(book, name, growing_range(sheet.title, letter, top + 1))


def _gathered(name: str, municipality: Municipality) -> list[str]:
    """What a gathered list holds today."""
    if name == "listaAvser":
        return [SOUND_FINANCES, *(goal.id for goal in municipality.council_goals)]
    providers = [provider.code for provider in municipality.providers]
    return providers + [unit.code for unit in municipality.units]
