"""The sheet Beräkning: the round reckoned step by step by Excel, so that the workbook needs no us.

Six tables under one another. The municipality's rules and words first, then council goals, goals
and indicators, one row each in the order of their sheets, and last where the chosen round's answers
stand. Every row that a chain finds is sought from the one before, so that a master of twenty years
is gone through once and not once for each indicator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from xlmal.building import look
from xlmal.building.calculation_rules import RULES, word_formulas, word_rows
from xlmal.building.formula_words import in_table
from xlmal.building.layout import SheetLayout, palette
from xlmal.building.lists import define
from xlmal.building.rollup_formulas import (
    ALL,
    COMMITTEES,
    COUNCIL_CALCULATION,
    FINANCES,
    GOAL_CALCULATION,
    council_columns,
    goal_columns,
)
from xlmal.building.status_formulas import INDICATOR_CALCULATION, indicator_columns
from xlmal.building.tables import TableStyle, write_table
from xlmal.domain.municipality import Municipality
from xlmal.schema.columns import Table, calculated
from xlmal.schema.produced import ATTAINMENT, CALCULATION_SHEET

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

#: The one cell where the round is chosen, on the sheet Måluppfyllelse.
CHOSEN_ROUND: Final = "$B$3"
WORDS, RULE_TABLE, CHAINS = "tblRaknaOrd", "tblRaknaRegler", "tblRaknaRader"
#: Rows for goals and indicators that are written later; an empty workbook gets the last ones.
_SPARE_SHARE = 4
_LEAST_SPARE = {"council_goals": 5, "unit_goals": 10, "indicators": 15}
_ROOM_WHEN_EMPTY = {"council_goals": 10, "unit_goals": 120, "indicators": 300}
#: More would make a sheet that our own reader takes for a bomb; Python counts whatever there is.
_MOST_ROOM = {"council_goals": 100, "unit_goals": 400, "indicators": 1000}

#: Which rows of a table belong to the chosen round: key -> table, column, what is sought, ids.
_CHAINS: Final = {
    "Målvärdesrad": ("tblMalvarden", "År", "valtAr", "Indikator-ID"),
    "Utfallsrad": ("tblUtfall", "Omgång", "valdOmgang", "Indikator-ID"),
    "Uppföljningsrad": ("tblMaluppfoljning", "Omgång", "valdOmgang", "Mål-ID"),
}


class Room(NamedTuple):
    """How many rows the calculation has for each level."""

    council_goals: int
    goals: int
    indicators: int

    @property
    def shown(self) -> int:
        """How many rows of Måluppfyllelse that makes."""
        return self.council_goals + self.goals + self.indicators


def room_for(municipality: Municipality) -> Room:
    """Room for what there is, and for a quarter more, as far as a workbook can carry it."""

    def of(field: str) -> int:
        count = len(getattr(municipality, field))
        if not count:
            return _ROOM_WHEN_EMPTY[field]
        wanted = count + max(count // _SPARE_SHARE, _LEAST_SPARE[field])
        return min(wanted, _MOST_ROOM[field])

    return Room(*(of(field) for field in _ROOM_WHEN_EMPTY))


def write_calculation(book: Workbook, sheet: Worksheet, room: Room, layout: SheetLayout) -> None:
    """Write the six tables and the names that the formulas go by."""
    look.title(sheet, layout.name, layout.intro)
    define(book, "valdOmgang", f"'{ATTAINMENT.sheet}'!{CHOSEN_ROUND}")
    writer = _Writer(sheet, layout)
    top = writer.write(
        "Regler och mått som gäller, ur bladet Inställningar",
        _table(RULE_TABLE, ("Namn i formlerna", "Värde", "Vad det är")),
        [{"Namn i formlerna": rule.name, "Vad det är": rule.about} for rule in RULES],
        row_formulas={"Värde": lambda row: RULES[row - writer.top - 1].formula},
    )
    for number, rule in enumerate(RULES, start=top + 1):
        define(book, rule.name, f"'{sheet.title}'!$B${number}")
    writer.write(
        "Lägenas symboler och ord",
        _table(WORDS, ("Läge", *word_formulas())),
        word_rows(),
        word_formulas(),
    )
    writer.write(
        "Övergripande mål och god ekonomisk hushållning",
        _table(COUNCIL_CALCULATION, ("Rad", "Räknar", *council_columns())),
        [
            *(
                {"Rad": number, "Räknar": counted}
                for number in range(1, room.council_goals + 1)
                for counted in (COMMITTEES, ALL)
            ),
            {"Rad": 0, "Räknar": FINANCES},
        ],
        council_columns(),
    )
    writer.write(
        "Mål",
        _table(GOAL_CALCULATION, ("Rad", *goal_columns())),
        [{"Rad": number} for number in range(1, room.goals + 1)],
        goal_columns(),
    )
    writer.write(
        "Indikatorer",
        _table(INDICATOR_CALCULATION, ("Rad", *indicator_columns())),
        [{"Rad": number} for number in range(1, room.indicators + 1)],
        indicator_columns(),
    )
    writer.write(
        "Var den valda omgångens svar står",
        _table(CHAINS, tuple(header for chain in _CHAINS for header in (chain, f"{chain} gäller"))),
        [{}] * room.indicators,
        {
            f"{chain} gäller": f'IF([@{chain}]="","",INDEX({table}[{ids}],[@{chain}])&"")'
            for chain, (table, _, _, ids) in _CHAINS.items()
        },
        {
            chain: _chain("ACE"[number], *source[:3])
            for number, (chain, source) in enumerate(_CHAINS.items())
        },
    )
    sheet.freeze_panes = "A3"
    look.print_setup(sheet)
    sheet.print_area = f"A1:H{top + len(RULES)}"
    look.protect(sheet)


def _table(name: str, headers: Sequence[str]) -> Table:
    return Table(name, CALCULATION_SHEET, None, (), tuple(calculated(one) for one in headers))


def _chain(letter: str, table: str, column: str, sought: str) -> Callable[[int], str]:
    """The next row of the round after the one that the cell above found."""
    cells = f"{table}[{column}]"

    def formula(row: int) -> str:
        above = f"{letter}{row - 1}"  # above the first stands the header, a text: N gives 0
        rest = f"INDEX({cells},N({above})+1):INDEX({cells},ROWS({cells}))"
        return f'IF({above}="","",IFERROR(N({above})+MATCH({sought},{rest},0),""))'

    return formula


class _Writer:
    """Puts tables under one another."""

    def __init__(self, sheet: Worksheet, layout: SheetLayout) -> None:
        self.sheet, self.layout = sheet, replace(layout, widths={})
        self.top = 3

    def write(
        self,
        heading: str,
        table: Table,
        rows: Sequence[Mapping[str, object]],
        formulas: Mapping[str, str] | None = None,
        row_formulas: Mapping[str, Callable[[int], str]] | None = None,
    ) -> int:
        """Write a heading and a table; return the row of its headers."""
        title = self.sheet.cell(self.top, 1)
        look.put_text(title, heading)
        title.font = look.font(13, bold=True, colour=palette().dark)
        self.top += 1
        style = TableStyle(
            header_row=self.top,
            formulas=in_table(table.name, formulas or {}),
            row_formulas=row_formulas or {},
        )
        write_table(self.sheet, table, rows, self.layout, style)
        here = self.top
        self.top += len(rows) + 2
        return here
