"""The master's tables: every fact has one place, and the names are those that others rely on."""

from __future__ import annotations

import pytest

from xlmal.building.heights import header_room, text_width
from xlmal.building.layout import sheet_layouts
from xlmal.building.lists import FIXED, FOLLOWING, GATHERED, OWN
from xlmal.schema.columns import Table
from xlmal.schema.committee import COMMITTEE_TABLES, HIDDEN_CONTEXT
from xlmal.schema.master import MASTER_TABLES, MERGED
from xlmal.schema.produced import ATTAINMENT, CONFLICTS, SETTINGS_TABLE, VALIDATION
from xlmal.schema.written import HIDDEN_HEADERS, WRITTEN_TABLES

#: What issue 3 promises: sheet, table, and headers among others.
CONTRACT = """
Nämnder           | tblNamnder          | Nämnd/bolag, Namn, Typ, Gäller från, Gäller till, Efterträdare
Kontakter         | tblKontakter        | Nämnd/bolag
Rapporttillfällen | tblRapporttillfallen| Omgång
Övergripande mål  | tblOvergripandeMal  | Mål-ID
Nämndmål          | tblNamndmal         | Mål-ID, Övergripande mål
Indikatorer       | tblIndikatorer      | Indikator-ID, Indikator, Måttenhet, Riktning, Basvärde, Lämnas av
Målvärden         | tblMalvarden        | Indikator-ID, År, Målvärde
Utfall            | tblUtfall           | Indikator-ID, Omgång, Utfall, Kvinnor, Män, Prognos, Värdets status, Varför saknas värde, Mätdatum, Kommentar
Måluppföljning    | tblMaluppfoljning   | Mål-ID, Omgång
Samlad bedömning  | tblSamladBedomning  | Omgång
Måluppfyllelse    | tblMaluppfyllelse   | Omgång
Målbeslut         | tblMalbeslut        | Mål-ID, Slag, Datum, Gäller till, Omprövas senast
Målkarta          | tblMalkarta         | Gammalt mål, Nya mål
Program           | tblProgram          | Namn, Vision, Värdegrund
Programtexter     | tblProgramtexter    | Mål-ID, Innebörd, Syfte, Strategi, Uppföljning, Målgrupper, Fokusområden
Bidrag            | tblBidrag           | Nämnd/bolag, Övergripande mål, Omgång, Så bidrar vi
Dialog            | tblDialog           | Synpunkt-ID, Kanal, Datum, Målgrupp, Synpunkt, Nyckelord, Övergripande mål, Strategi/program, Klassning
Validering        | tblValidering       | Cell
Inlämning         | tblInlamning        | Fil
"""  # noqa: E501

SHEETS = (
    "Inställningar, Nämnder, Uppgiftslämnare, Kontakter, Rapporttillfällen, Tidplan, "
    "Tidplan i bild, Dialog, Övergripande mål, "
    "Målbeslut, Målkarta, Program, Programtexter, Bidrag, "
    "Nämndmål, Indikatorer, Målvärden, Utfall, Måluppföljning, Samlad bedömning, Måluppfyllelse, "
    "Översikt, Validering, Konflikter, Inlämning, Listor, Beräkning"
)

STORED_TABLES = list(MASTER_TABLES.values())
SHOWN_TABLES = [
    *(("master", table) for table in STORED_TABLES if table is not MERGED),
    *(("master", table) for table in (ATTAINMENT, CONFLICTS, VALIDATION, SETTINGS_TABLE)),
    *(("committee", table) for table in (*COMMITTEE_TABLES, *WRITTEN_TABLES, VALIDATION)),
]


def named(table: Table) -> str:
    return table.name


@pytest.mark.parametrize("line", CONTRACT.strip().splitlines())
def test_sheets_tables_and_headers_are_called_as_promised(line: str) -> None:
    sheet, name, headers = (part.strip() for part in line.split("|"))

    table = next(one for one in (*STORED_TABLES, ATTAINMENT, VALIDATION) if one.name == name)

    assert table.sheet == sheet
    assert set(headers.split(", ")) <= set(table.headers)


def test_the_sheets_stand_in_the_promised_order() -> None:
    assert ", ".join(sheet_layouts("master")) == SHEETS


@pytest.mark.parametrize("table", STORED_TABLES, ids=named)
def test_every_field_of_the_fact_is_stored_in_exactly_one_column(table: Table) -> None:
    assert table.model is not None

    assert sorted(column.field or "" for column in table.stored) == sorted(table.model.model_fields)


@pytest.mark.parametrize("table", [*STORED_TABLES, *COMMITTEE_TABLES], ids=named)
def test_headers_are_unique_and_the_key_is_among_them(table: Table) -> None:
    assert len({header.casefold() for header in table.headers}) == len(table.headers)
    assert set(table.key) <= {column.header for column in table.stored}


def test_a_form_stores_what_the_masters_table_stores() -> None:
    masters = {table.name: table for table in STORED_TABLES}
    for form in COMMITTEE_TABLES:
        assert set(form.stored) == set(masters[form.name].stored)


@pytest.mark.parametrize("table", STORED_TABLES, ids=named)
def test_lists_lookups_and_references_point_at_something_that_exists(table: Table) -> None:
    tables = {one.name: one for one in STORED_TABLES}
    for column in table.columns:
        if column.list_name:
            assert column.list_name in {*FIXED, *FOLLOWING, *OWN, *GATHERED}
        if column.target:
            assert column.target in tables
        if column.lookup:
            assert column.lookup.via in table.headers
            assert column.lookup.column in tables[column.lookup.table].headers


@pytest.mark.parametrize("table", STORED_TABLES, ids=named)
def test_a_drop_down_offers_exactly_the_words_that_are_understood(table: Table) -> None:
    for column in table.columns:
        if column.choices and column.list_name:
            assert set(FIXED[column.list_name][1]) <= set(column.choices)


@pytest.mark.parametrize(("workbook", "table"), SHOWN_TABLES)
def test_every_column_has_a_width_that_holds_its_header_beside_the_filter_button(
    workbook: str, table: Table
) -> None:
    widths = sheet_layouts(workbook)[table.sheet].widths
    shown = [
        header
        for header in table.headers
        if workbook == "master" or header not in (*HIDDEN_CONTEXT, *HIDDEN_HEADERS)
    ]

    assert set(table.headers) == set(widths)
    broken = {
        header: word
        for header in shown
        for word in header.replace("-", "- ").split()
        if text_width(word) > header_room(widths[header])
    }
    assert broken == {}
