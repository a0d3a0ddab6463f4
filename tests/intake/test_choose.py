"""Which sheet of a workbook is read, and as which table."""

import pytest

from support.sheets import sheet, told
from xlmal.finding import Refusal
from xlmal.intake.choose import choose_table
from xlmal.schema.master import MASTER_TABLES

TABLES = tuple(MASTER_TABLES.values())

OUTCOMES_ROWS = """
    | Indikator-ID | Omgång  | Utfall | Prognos |
    | M1.1         | 2025-D1 | 82.5   | 85      |
"""
GOALS_ROWS = """
    | Mål-ID | Omgång  | Bedömning | Analys |
    | M1     | 2025-D1 | uppfyllt  | Bra    |
"""
NOTES = "| Kom ihåg | att fylla i |"


def chosen(sheets, wanted=None):
    choice = choose_table(sheets, TABLES, wanted, "fil.xlsx")
    return choice.sheet.name, choice.table.name, told(choice.findings)


def test_a_sheet_named_as_the_schema_names_it_comes_first():
    sheets = [sheet(NOTES, "Läs mig"), sheet(GOALS_ROWS, "Annat"), sheet(OUTCOMES_ROWS, "utfall")]
    assert chosen(sheets) == ("utfall", "tblUtfall", [])


def test_the_wanted_sheet_is_read_whatever_its_name():
    sheets = [sheet(OUTCOMES_ROWS, "Utfall"), sheet(GOALS_ROWS, "Uppföljning BUN")]
    assert chosen(sheets, "uppföljning bun") == ("Uppföljning BUN", "tblMaluppfoljning", [])


def test_a_copied_sheet_is_read_when_there_is_no_original_and_told_in_any_case():
    copy = sheet(OUTCOMES_ROWS, "Utfall (2)")
    assert chosen([sheet(NOTES, "Läs mig"), copy]) == ("Utfall (2)", "tblUtfall", [("T20", "")])
    both = chosen([copy, sheet(OUTCOMES_ROWS, "Utfall")])
    assert both == ("Utfall", "tblUtfall", [("T20", "")])


def test_otherwise_the_headers_decide_and_visible_sheets_come_first():
    hidden = sheet(OUTCOMES_ROWS, "Blad1", state="hidden")
    assert chosen([sheet(NOTES, "A"), sheet(GOALS_ROWS, "B"), hidden]) == (
        *("B", "tblMaluppfoljning"),
        [],
    )
    assert chosen([sheet(NOTES, "A"), hidden]) == ("Blad1", "tblUtfall", [])


@pytest.mark.parametrize("wanted", [None, "Utfal"])
def test_a_workbook_with_nothing_to_read_is_refused_with_its_sheets_named(wanted):
    with pytest.raises(Refusal) as refused:
        choose_table([sheet(NOTES, "Läs mig")], TABLES, wanted, "fil.xlsx")
    assert refused.value.code == "T21"
    assert "Läs mig" in refused.value.message
    assert (wanted or "fil.xlsx") in refused.value.message
