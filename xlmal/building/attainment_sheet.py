"""The sheet Måluppfyllelse: the chosen round's statuses, put together by Excel from Beräkning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from xlmal.building import look
from xlmal.building.calculation_sheet import CHOSEN_ROUND, WORDS, Room
from xlmal.building.formula_words import choose, in_table, text
from xlmal.building.heights import AIR, LINE
from xlmal.building.layout import SheetLayout, palette
from xlmal.building.rollup_formulas import COUNCIL_CALCULATION, GOAL_CALCULATION
from xlmal.building.status_formulas import INDICATOR_CALCULATION
from xlmal.building.tables import Results, TableStyle, guard_headers, write_table
from xlmal.domain.choices import State
from xlmal.domain.rounds import Round
from xlmal.schema.columns import Table, calculated
from xlmal.schema.produced import ATTAINMENT

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: Title, instruction, the chosen round and what lacks room, then the header.
HEADER_ROW: Final = 5
COUNCIL_LEVEL, GOAL_LEVEL, INDICATOR_LEVEL = "Övergripande mål", "Mål", "Indikator"
#: Where the row's figures stand in Beräkning; behind what people read.
_HELPERS: Final = ("Läge", "Rad")
#: Two lines: most reasons fit in them, whichever round is chosen.
_LINES: Final = 2

_NATIVE = Table(
    ATTAINMENT.name,
    ATTAINMENT.sheet,
    None,
    ATTAINMENT.key,
    (*ATTAINMENT.columns, *(calculated(header) for header in _HELPERS)),
)


def write_attainment_sheet(
    sheet: Worksheet,
    rows: Sequence[Mapping[str, object]],
    round_: Round,
    room: Room,
    layout: SheetLayout,
) -> Results:
    """Write the choice of round and the table.

    Args:
        sheet: an empty sheet.
        rows: what the formulas give, as ``attainment_rows`` tells it; rows after them give "".
        round_: the round chosen from the start.
        room: how many rows there may be.
        layout: widths and instruction.
    """
    look.title(sheet, layout.name, layout.intro)
    choose_round(sheet, round_)
    look.put_text(sheet.cell(3, 3), None)
    sheet.cell(3, 3).value = f"={_too_many(room)}"
    sheet.cell(3, 3).font = look.font(bold=True, colour="9C0006")
    nothing = dict.fromkeys(ATTAINMENT.headers, "")
    fits = len(rows) <= room.shown
    told = [*rows[: room.shown], *([nothing] * (room.shown - len(rows)))]
    style = TableStyle(
        header_row=HEADER_ROW,
        formulas=in_table(ATTAINMENT.name, attainment_columns()),
        hidden=_HELPERS,
    )
    results = {**write_table(sheet, _NATIVE, told, layout, style), **({"C3": ""} if fits else {})}
    for number in range(HEADER_ROW + 1, HEADER_ROW + 1 + min(len(rows), room.shown)):
        least = _LINES * LINE + AIR
        sheet.row_dimensions[number].height = max(least, sheet.row_dimensions[number].height or 0)
    guard_headers(sheet, _NATIVE, HEADER_ROW)
    look.print_setup(sheet, HEADER_ROW)
    # Not the room for rows to come: those would be printed as empty pages.
    last = get_column_letter(len(ATTAINMENT.columns))
    sheet.print_area = f"A1:{last}{HEADER_ROW + max(min(len(rows), room.shown), 1)}"
    colour_states(sheet, _NATIVE, HEADER_ROW + 1, HEADER_ROW + room.shown)
    look.protect(sheet)
    return results


def choose_round(sheet: Worksheet, round_: Round) -> None:
    """Write the yellow cell where the round is chosen."""
    look.put_text(sheet.cell(3, 1), "Omgång:")
    sheet.cell(3, 1).font = look.font(bold=True)
    chosen = sheet.cell(3, 2)
    look.put_text(chosen, round_.code)
    chosen.fill = look.fill(palette().open)
    chosen.font = look.font(bold=True)
    chosen.protection = look.UNLOCKED
    chosen.border = look.GRID
    pick = DataValidation(
        type="list",
        formula1="listaOmgang",
        showErrorMessage=True,
        errorTitle="Välj ur listan",
        error="Omgången finns inte i Rapporttillfällen.",
    )
    pick.add(CHOSEN_ROUND.replace("$", ""))
    sheet.add_data_validation(pick)


def attainment_columns() -> dict[str, str]:
    """Header -> formula with [@Kolumn], in the order of the table."""
    council, goal, indicator = COUNCIL_CALCULATION, GOAL_CALCULATION, INDICATOR_CALCULATION
    here = f"ROW()-ROW({ATTAINMENT.name}[[#Headers],[Nivå]])"
    place = f"MATCH({here},{{}}[Plats],0)".format
    is_council, is_goal = f"[@Nivå]={text(COUNCIL_LEVEL)}", f"[@Nivå]={text(GOAL_LEVEL)}"

    def by_level(of_council: str, of_goal: str, of_indicator: str) -> str:
        return choose(
            [('[@Nivå]=""', text("")), (is_council, of_council), (is_goal, of_goal)], of_indicator
        )

    def at(table: str, header: str, row: str = "[@Rad]") -> str:
        return f"INDEX({table}[{header}],{row})"

    def word(state: str, header: str = "Ord") -> str:
        return f"INDEX({WORDS}[{header}],MATCH({state},{WORDS}[Läge],0))"

    # Each council goal has two rows in Beräkning: the committees' goals, then all goals.
    both = (
        f'{at(council, "Skäl")}&". Med bolag: "&{word(at(council, "Läge", "[@Rad]+1"))}'
        f'&", "&{at(council, "Täckning", "[@Rad]+1")}'
    )
    decided = at(goal, "Nämndens bedömning")
    columns = {
        "Omgång": 'IF([@Nivå]="","",valdOmgang)',
        "Nivå": (
            f"IFERROR(IF({place(council)}>0,{text(COUNCIL_LEVEL)}),"
            f"IFERROR(IF({place(goal)}>0,{text(GOAL_LEVEL)}),"
            f'IFERROR(IF({place(indicator)}>0,{text(INDICATOR_LEVEL)}),"")))'
        ),
        "ID": by_level(at(council, "Mål-ID"), at(goal, "Mål-ID"), at(indicator, "Indikator-ID")),
        "Nämnd/bolag": by_level(
            text(""),
            at(goal, "Nämnd/bolag"),
            at(goal, "Nämnd/bolag", at(indicator, "Målets rad")),
        ),
        "Benämning": by_level(
            at("tblOvergripandeMal", "Mål", at(council, "Rad")) + '&""',
            at("tblNamndmal", "Mål") + '&""',
            at("tblIndikatorer", "Indikator") + '&""',
        ),
        "Symbol": f'IF([@Nivå]="","",{word("[@Läge]", "Symbol")})',
        "Status": f'IF([@Nivå]="","",{word("[@Läge]")})',
        "Bedömda": by_level(
            at(council, "Täckning"), at(goal, "Täckning"), at(indicator, "Underlag")
        ),
        "Skäl": by_level(both, f'"Beräknat "&{at(goal, "Skäl")}', at(indicator, "Skäl")),
        "Nämndens bedömning": by_level(text(""), f'IF({decided}="","",{word(decided)})', text("")),
        "Läge": by_level(at(council, "Läge"), at(goal, "Läge"), at(indicator, "Läge")),
        "Rad": by_level(place(council), place(goal), place(indicator)),
    }
    assert tuple(columns) == _NATIVE.headers
    return columns


def _too_many(room: Room) -> str:
    """A sentence where the sheets hold more than Beräkning has room for; "" else."""
    counts = (
        ("övergripande mål", "tblOvergripandeMal[Mål-ID]", room.council_goals),
        ("mål", "tblNamndmal[Mål-ID]", room.goals),
        ("indikatorer", "tblIndikatorer[Indikator-ID]", room.indicators),
        ("svar i omgången", "tblUtfall[Omgång]", room.indicators),
    )
    cases = []
    for noun, cells, most in counts:
        count = f"COUNTIF({cells},valdOmgang)" if "Utfall" in cells else f"ROWS({cells})"
        cases.append(
            (
                f"{count}>{most}",
                f'"Obs: "&{count}&" {noun}, men Beräkning rymmer {most}. Räkna med xlmal prognos."',
            )
        )
    return choose(cases, text(""))


def colour_states(sheet: Worksheet, table: Table, first: int, last: int) -> None:
    """Colour symbol and status; the word stands beside, so colour is never alone."""
    symbol_letter = get_column_letter(table.headers.index("Symbol") + 1)
    status_letter = get_column_letter(table.headers.index("Status") + 1)
    state_letter = get_column_letter(table.headers.index("Läge") + 1)
    colours = {
        State.MET: palette().met,
        State.PARTLY: palette().partly,
        State.NOT_MET: palette().not_met,
    }
    for state, colour in colours.items():
        rule = FormulaRule(formula=[f'${state_letter}{first}="{state}"'], fill=look.fill(colour))
        sheet.conditional_formatting.add(f"{symbol_letter}{first}:{status_letter}{last}", rule)
