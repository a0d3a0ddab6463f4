"""The sheet Listor: what the drop-downs offer, each list a defined name without blanks in it."""

from __future__ import annotations

from collections.abc import Mapping
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
from xlmal.domain.followup import SOUND_FINANCES
from xlmal.domain.municipality import Municipality
from xlmal.schema.produced import LISTS_SHEET

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
}

#: Drop-downs that follow a table: defined name -> (sheet, column letter).
FOLLOWING = {
    "listaNamnd": ("Nämnder", "A"),
    "listaOvergripandeMal": ("Övergripande mål", "A"),
    "listaOmgang": ("Rapporttillfällen", "A"),
}


def growing_range(sheet: str, letter: str, first: int) -> str:
    """A range that ends at the last filled cell.

    A named list with blank cells in it makes Excel accept anything at all, so the range must
    never reach past the last choice.
    """
    whole = f"'{sheet}'!${letter}${first}:${letter}${first + _ROOM}"
    return f"'{sheet}'!${letter}${first}:INDEX({whole},MAX(1,COUNTA({whole})))"


def define(book: Workbook, name: str, reference: str) -> None:
    """Add a defined name to the workbook."""
    book.defined_names[name] = DefinedName(name, attr_text=reference)


def write_fixed_lists(
    book: Workbook, sheet: Worksheet, lists: Mapping[str, tuple[str, tuple[str, ...]]], top: int
) -> int:
    """Write lists beside one another with their defined names; return the next free column."""
    column = 0
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
) -> None:
    """Write all lists: the program's, the municipality's own, and those that follow tables."""
    column = write_fixed_lists(book, sheet, FIXED, top)
    goals = municipality.unit_goals
    own = {
        "listaMalgrupp": (
            "Målgrupp",
            sorted({goal.target_group for goal in goals} - {""}) or ["Invånare"],
        ),
        "listaFokusomrade": (
            "Fokusområde",
            sorted({goal.focus_area for goal in goals} - {""}) or ["Hela kommunen"],
        ),
    }
    for name, (heading, choices) in own.items():
        letter = get_column_letter(column)
        look.header(sheet.cell(top, column), heading)
        for offset in range(1, max(len(choices), 10) + 11):
            cell = sheet.cell(top + offset, column)
            look.put_text(cell, choices[offset - 1] if offset <= len(choices) else None)
            cell.fill = look.fill(palette().open)
            cell.protection = look.UNLOCKED
        sheet.column_dimensions[letter].width = max(map(len, [heading, *choices])) + 4
        define(book, name, growing_range(sheet.title, letter, top + 1))
        column += 1
    _write_subjects(book, sheet, municipality, top, column)
    for name, (where, letter) in FOLLOWING.items():
        define(book, name, growing_range(where, letter, top + 1))


def _write_subjects(
    book: Workbook, sheet: Worksheet, municipality: Municipality, top: int, column: int
) -> None:
    """Lists put together from several tables: what is assessed, and who provides figures."""
    subjects = [SOUND_FINANCES, *(goal.id for goal in municipality.council_goals)]
    providers = [
        *(provider.code for provider in municipality.providers),
        *(unit.code for unit in municipality.units),
    ]
    for name, heading, choices in (
        ("listaAvser", "Avser", subjects),
        ("listaLamnasAv", "Lämnas av", providers or ["(ingen)"]),
    ):
        look.header(sheet.cell(top, column), heading)
        for offset, choice in enumerate(choices, start=1):
            cell = sheet.cell(top + offset, column)
            look.put_text(cell, choice)
            cell.protection = look.UNLOCKED
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = max(map(len, [heading, *choices])) + 4
        define(book, name, growing_range(sheet.title, letter, top + 1))
        column += 1


__all__ = [
    "FIXED",
    "LISTS_SHEET",
    "define",
    "growing_range",
    "write_fixed_lists",
    "write_master_lists",
]
