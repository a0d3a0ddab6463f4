"""Rows: gaps, sums, hidden and merged parts, rows below the table, the same thing twice."""

from support.sheets import cells, read, told, values
from xlmal.address import Area
from xlmal.finding import Kind, RawCell, Severity
from xlmal.intake.checks import CHECKS
from xlmal.intake.reading import Reading
from xlmal.intake.sheet import SheetContent, TableArea
from xlmal.intake.table import read_table
from xlmal.schema.master import CONTACTS, INDICATORS, OUTCOMES, UNITS

_NO_KEYS = [("T17", "A8"), ("T17", "B8")]

PLAIN = """
    | Indikator-ID | Omgång  | Utfall | Prognos | Kommentar   |
    | KS-001       | 2025-D1 | 82.5   | 85      | Enligt plan |
    | KS-002       | 2025-D1 | 1250   | 1300    |             |
    | KS-003       | 2025-D1 | -3.4   | 0       | Något sämre |
"""


def test_blank_rows_are_passed_over_and_a_sum_is_not_read():
    found = read("""
        | Indikator-ID | Omgång  | Utfall | Prognos | Kommentar |
        | KS-001       | 2025-D1 | 82.5   | 85      |           |
        |              |         |        |         |           |
        |              |         |        |         | ' '       |
        | KS-002       | 2025-D1 | 1250   | 1300    |           |
        |              |         |        |         |           |
        | KS-003       | 2025-D1 | -3.4   | 0       |           |
        | Summa        |         | 1329.1 |         |           |
    """)
    assert values(found, "Utfall") == {2: 82.5, 5: 1250, 7: -3.4}
    assert told(found) == [("T09", ""), ("T11", "A8")]
    assert "3–4, 6" in found.findings[0].message


def test_sums_and_repeated_headers_are_recognised_and_ids_like_them_are_not():
    found = read("""
        | Indikator-ID  | Omgång  | Utfall | Prognos | Kommentar |
        | KS-001        | 2025-D1 | 82.5   | 85      |           |
        | Totalt KS     |         | 82.5   | 85      |           |
        |               |         | 82.5   |         | Summa:    |
        | Indikator-ID  | Omgång  | Utfall | Prognos | Kommentar |
        | TOTAL-1       | 2025-D1 | 1      | 2       |           |
        | SUMMARUM      | 2025-D1 | 1      | 2       |           |
        |               |         | 3      |         | Totalt sett bra |
    """)
    assert list(values(found, "Indikator-ID").values()) == [
        *["KS-001", "TOTAL-1", "SUMMARUM", None]
    ]
    assert told(found) == [("T11", "A3"), ("T11", "A4"), ("T22", "A5"), *_NO_KEYS]


def test_rows_below_headers_in_another_order_are_not_read_under_the_first_ones():
    found = read("""
        Indikator-ID | Omgång  | Utfall  | Prognos
        M1           | 2025-D1 | 82.5    | 85
        Indikator-ID | Omgång  | Prognos | Utfall
        M2           | 2025-D1 | 7       | 8
    """)
    assert values(found, "Utfall") == {2: 82.5}
    assert told(found) == [("T23", "A3")]
    assert "(rad 4)" in found.findings[0].message


def test_rows_typed_below_the_excel_table_are_read_and_told():
    area = TableArea("tblUtfall", Area.parse("A1:E3"))
    found = read(PLAIN, tables=(area,))
    assert values(found, "Utfall") == {2: 82.5, 3: 1250, 4: -3.4}
    assert told(found) == [("T10", "A4")]
    assert "tblUtfall (A1:E3)" in found.findings[0].message
    renamed = read(PLAIN, tables=(TableArea("Tabell1", Area.parse("A1:E3")),))
    assert told(renamed) == [("T10", "A4")]


def test_the_totals_row_of_an_excel_table_is_no_data():
    found = read(PLAIN, tables=(TableArea("tblUtfall", Area.parse("A1:E4"), has_totals=True),))
    assert (values(found, "Utfall"), told(found)) == ({2: 82.5, 3: 1250}, [])


def test_two_excel_tables_on_a_sheet_do_not_mix():
    written = """
        | Nämnd/bolag | Namn            | Typ   |  | Nämnd/bolag | Roll       | Funktionsbrevlåda |
        | KS          | Kommunstyrelsen | nämnd |  | KS          | controller | ks@a.invalid      |
        | BUN         | Barnnämnden     | nämnd |  |             |            |                   |
    """
    areas = (
        TableArea("tblNamnder", Area.parse("A1:C3")),
        TableArea("tblKontakter", Area.parse("E1:G2")),
    )
    units = read(written, UNITS, tables=areas)
    contacts = read(written, CONTACTS, tables=areas)
    assert (told(units), list(values(units, "Nämnd/bolag").values())) == ([], ["KS", "BUN"])
    assert (told(contacts), list(values(contacts, "Roll").values())) == ([], ["controller"])


def test_hidden_rows_and_columns_are_read_and_told_once():
    found = read(
        PLAIN, hidden_rows=frozenset({3, 4, 9}), hidden_columns=frozenset({4, 9}), filtered=True
    )
    assert values(found, "Prognos") == {2: 85, 3: 1300, 4: 0}
    assert told(found) == [("T12", "")]
    assert "2 rader är bortfiltrerade (3–4) och kolumn D (Prognos)" in found.findings[0].message


def test_merged_cells_give_their_content_to_their_first_cell_alone():
    found = read(
        """
        | Indikator-ID | Omgång  | Utfall | Prognos | Kommentar |
        | KS-001       | 2025-D1 | 80     | 85      | gemensam  |
        |              | 2025-D2 | 82.5   |         |           |
        |              | 2025-ÅR | 83     | 85      |           |
        """,
        merged=(Area.parse("A2:A4"), Area.parse("C3:D3"), Area.parse("E2:E4"), Area.parse("G1:H9")),
    )
    assert told(found) == [
        *[("T13", "A3"), ("T13", "D3"), ("T14", "E3"), ("T13", "A4"), ("T14", "E4")]
    ]
    assert "A2:A4" in found.findings[0].message
    assert [row.keyed for row in found.rows] == [True, False, False]
    assert found.rows[1].cells["Prognos"].reading is Reading.NOT_UNDERSTOOD


def test_rows_about_the_same_thing_are_one_or_none():
    found = read("""
        | Indikator-ID | Omgång  | Utfall | Prognos | Kommentar  |
        | KS-001       | 2025-D1 | 82.5   | 85      |            |
        | KS-002       | 2025-D1 | 1250   | 1300    |            |
        | KS-001       | 2025-D1 | 90     | 85      |            |
        | ks-002       | 2025D1  | '1250' |         | samma      |
        | KS-001       | 2025-D2 | 88     | 85      |            |
        | KS-003       | 2025-D1 | ca 5   |         |            |
        | KS-003       | 2025-D1 | 5      |         |            |
    """)
    assert values(found, "Utfall") == {2: None, 3: 1250, 6: 88, 7: None}
    assert [code for code in told(found) if code[0] in ("T15", "T16")] == [
        *[("T16", "A2"), ("T15", "A3"), ("T16", "A4"), ("T15", "A5"), ("T16", "A7"), ("T16", "A8")]
    ]
    withdrawn, combined, *_ = found.rows
    assert withdrawn.cells["Prognos"].reading is Reading.NOT_UNDERSTOOD
    assert withdrawn.value("Indikator-ID") == "KS-001"
    assert (combined.value("Kommentar"), found.ref(combined, "Kommentar").a1) == ("samma", "E5")
    assert "(2, 4) med olika Utfall" in found.findings[0].message


def test_a_row_without_its_id_is_told_and_not_used():
    found = read("""
        | Indikator-ID | Omgång  | Utfall | Prognos |
        |              | 2025-D1 | 82.5   | 85      |
        | ' '          | 2025-D1 | 82.5   | 85      |
    """)
    assert told(found) == [("T17", "A2"), ("T17", "A3")]
    assert [row.keyed for row in found.rows] == [False, False]


def test_rows_that_only_show_what_is_looked_up_are_blank():
    found = read("""
        | Indikator-ID | Omgång  | Indikator         | Utfall | Prognos |
        | M1.1         | 2025-D1 | Väntetid          | 1      | 2       |
        |              |         | =INDEX(X1) -> ' ' |        |         |
    """)
    assert (len(found.rows), told(found)) == (1, [])


def test_formatting_far_away_is_told_and_costs_nothing():
    near = read(PLAIN, last_stored_row=500, last_stored_column=40)
    low = read(PLAIN, last_stored_row=200_000, last_stored_column=5)
    corner = read(PLAIN, last_stored_row=1_048_576, last_stored_column=16_384)
    assert (told(near), told(low), told(corner)) == ([], [("T18", "")], [("T18", "")])
    assert "XFD1048576" in corner.findings[0].message


def test_blank_stored_cells_are_nothing():
    blanks = [RawCell(row, 1, Kind.BLANK, "") for row in range(2, 2000)]
    found = read_table(
        SheetContent.of("Utfall", [*blanks, *cells(PLAIN, first_row=2000)]), OUTCOMES
    )
    assert (found.header_row, len(found.rows), found.findings) == (2000, 3, ())


def test_cells_may_come_in_any_order():
    shuffled = sorted(cells(PLAIN), key=lambda cell: (-cell.column, cell.row % 3))
    found = read_table(SheetContent.of("Utfall", shuffled), OUTCOMES)
    assert (values(found, "Utfall"), told(found)) == ({2: 82.5, 3: 1250, 4: -3.4}, [])


def test_the_master_s_other_tables_are_read_with_their_types():
    found = read(
        """
        | Indikator-ID | Mål-ID | Indikator | Decimaler | Könsuppdelad |
        | M1.1         | M1     | Nöjdhet   | 1         | ja           |
        """,
        INDICATORS,
    )
    row = found.rows[0]
    assert told(found) == []
    assert (row.value("Decimaler"), row.value("Könsuppdelad")) == (1, True)


def test_every_check_has_its_own_code_and_says_what_became_of_the_value():
    for code, check in CHECKS.items():
        assert code == check.code
        assert check.title.endswith(".")
        assert check.reason
        assert check.example
        said = check.message.lower()
        if check.severity is Severity.ERROR:
            assert any(
                words in said
                for words in (
                    "används inte",
                    "har lästs",
                    "har inget",
                    "är inte kopplad",
                    "inga ",
                    "inget ",
                )
            ), code
    assert len(CHECKS) >= 60


def test_texts_with_braces_do_no_harm():
    found = read("""
        | Indikator-ID | Omgång  | Utfall  | Prognos |
        | {x}          | 2025-D1 | {shown} | {0}     |
    """)
    assert told(found) == [("T30", "A2"), ("V04", "C2"), ("V04", "D2")]
