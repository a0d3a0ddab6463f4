"""Columns found by their headers."""

from support.sheets import read, sheet, told, values
from xlmal.address import CellRef
from xlmal.intake.headers import required_headers
from xlmal.intake.reading import ReadOptions
from xlmal.schema.master import FOLLOW_UPS, INDICATORS, OUTCOMES


def test_a_bare_sheet_with_the_least_columns_reads_without_a_word():
    found = read("""
        | Indikator-ID | Omgång  | Utfall | Prognos |
        | M1.1         | 2025-D1 | 82.5   | 0       |
    """)
    assert told(found) == []
    assert (found.header_row, found.columns["Prognos"]) == (1, 4)
    assert (found.rows[0].value("Utfall"), found.rows[0].value("Prognos")) == (82.5, 0.0)
    assert found.rows[0].value("Kommentar") is None
    assert found.ref(found.rows[0], "Utfall") == CellRef("Utfall", 2, 3)


def test_the_header_row_may_stand_further_down():
    found = read("""
        | Delårsrapport 2025 |         |        |         |
        | Fyll i Utfall      | Prognos |        |         |
        |                    |         |        |         |
        | Indikator-ID       | Omgång  | Utfall | Prognos |
        | M1.1               | 2025-D1 | 82.5   | 85      |
    """)
    assert (found.header_row, values(found, "Utfall"), told(found)) == (4, {5: 82.5}, [])


def test_headers_pasted_once_more_do_not_hide_the_rows_above_them():
    found = read("""
        Indikator-ID | Omgång  | Utfallet | Prognos
        M1           | 2025-D1 | 82.5     | 85
        Indikator-ID | Omgång  | Utfall   | Prognos
        M2           | 2025-D1 | 7        | 8
    """)
    assert found.header_row == 1
    assert values(found, "Prognos") == {2: 85.0, 4: 8.0}
    assert ("T22", "A3") in told(found)


def test_rows_without_any_key_column_are_told_and_harm_nothing():
    found = read("""
        Utfall | Prognos | Kommentar
        82.5   | 85      | Enligt plan
        Summa  |         |
    """)
    assert found.header_row == 1
    assert [code for code, _ in told(found)][:2] == ["T05", "T05"]
    assert not any(row.keyed for row in found.rows)


def test_a_heading_with_a_header_s_word_in_it_is_no_header_row():
    found = read("""
        Utfall       | Prognos
        Indikator-ID | Omgång  | Utfall | Prognos
        M1           | 2025-D1 | 82.5   | 85
    """)
    assert found.header_row == 2
    assert values(found, "Utfall") == {3: 82.5}


def test_loosely_written_headers_are_matched_and_told():
    found = read("""
        | Indikator ID | 'Omgång\\xa0' | UTFALL | 'Prog\\xadnos' | 'Mät-\\ndatum' | Omgång |
        | M1.1         | 2025-D1       | 82.5   | 85             | 2025-04-30     |        |
    """)
    assert told(found) == [
        *[("T02", "A1"), ("T04", "B1"), ("T02", "C1"), ("T02", "D1"), ("T02", "E1"), ("T04", "F1")]
    ]
    assert found.rows[0].value("Utfall") == 82.5
    assert "mellanslag eller osynliga tecken" in found.findings[3].message


def test_a_header_in_two_parts_is_the_same_header():
    found = read("""
        | Indikator-ID | 'Omga\\u030ang' | Utfall | Prognos |
        | M1.1         | 2025-D1         | 82.5   | 85      |
    """)
    assert (told(found), values(found, "Utfall")) == ([], {2: 82.5})


def test_columns_in_another_order_are_read_by_header():
    found = read("""
        | Kommentar    | Utfall | Indikator-ID | Prognos | Omgång  |
        | Enligt plan  | 82.5   | KS-001       | 85      | 2025-D1 |
    """)
    assert told(found) == [("T07", "")]
    assert [found.rows[0].value(h) for h in ("Indikator-ID", "Utfall")] == ["KS-001", 82.5]


def test_renamed_and_missing_columns_are_named_and_nothing_is_taken_from_them():
    found = read("""
        | Indikator ID | Omgång  | Utfall D1 2025 | 'Kommentar ' |
        | KS-001       | 2025-D1 | 82.5           | Enligt plan  |
    """)
    assert told(found) == [*[("T05", ""), ("T05", ""), ("T02", "A1"), ("T03", "C1"), ("T02", "D1")]]
    lines = [finding.as_line() for finding in found.findings]
    assert "kolumnen Utfall saknas" in lines[0]
    assert "kolumnen Prognos saknas" in lines[1]
    assert "Menade du Utfall?" in lines[3]
    assert (found.rows[0].value("Utfall"), found.rows[0].value("Kommentar")) == (
        None,
        "Enligt plan",
    )
    assert found.unknown == {"Utfall D1 2025": 3}


def test_nothing_is_taken_from_a_header_that_stands_twice():
    found = read("""
        | Indikator-ID | Omgång  | Utfall | Prognos | 'Utfall ' |
        | KS-001       | 2025-D1 | 82.5   | 85      | 99        |
    """)
    assert told(found) == [("T04", "C1"), ("T04", "E1")]
    assert "C1, E1" in found.findings[0].message
    assert "Utfall" not in found.columns
    assert found.rows[0].value("Utfall") is None
    assert found.rows[0].value("Prognos") == 85


def test_own_columns_are_listed_and_left():
    found = read("""
        | Indikator-ID | Omgång  | Utfall | Prognos | Vår kontroll | Utfall 2024 |
        | KS-001       | 2025-D1 | 82.5   | 85      | ok           | 81          |
    """)
    assert told(found) == [("T06", "")]
    assert "'Vår kontroll', 'Utfall 2024'" in found.findings[0].message
    assert found.unknown == {"Vår kontroll": 5, "Utfall 2024": 6}


def test_content_without_a_header_is_told():
    found = read("""
        | Indikator-ID | Omgång  | Utfall | Prognos |        |
        | KS-001       | 2025-D1 | 82.5   | 85      |        |
        | KS-002       | 2025-D1 | 82.5   | 85      | prel.  |
    """)
    assert told(found) == [("T08", "E3")]


def test_a_sheet_without_the_headers_says_so():
    found = read("""
        | Namn | Belopp |
        | a    | 1      |
    """)
    assert (found.header_row, found.rows, told(found)) == (0, (), [("T01", "")])
    assert told(read("| |")) == [("T01", "")]


def test_what_a_table_needs_follows_from_the_schema_unless_told():
    assert required_headers(OUTCOMES) == {"Indikator-ID", "Omgång", "Utfall", "Prognos"}
    assert required_headers(INDICATORS) == {"Indikator-ID", "Mål-ID", "Indikator"}
    assert required_headers(FOLLOW_UPS) == {"Mål-ID", "Omgång"}
    table = """
        | Indikator-ID | Omgång  | Utfall |
        | KS-001       | 2025-D1 | 82.5   |
    """
    assert told(read(table)) == [("T05", "")]
    assert told(read(table, options=ReadOptions(required_headers=frozenset()))) == []


def test_shown_columns_give_names_and_units_and_are_not_judged():
    found = read("""
        | Indikator-ID | Omgång  | Indikator | Måttenhet   | Utfall | Prognos |
        | M1.1         | 2025-D1 | Väntetid  | =X1         | ca 5   | 85      |
        | M1.2         | 2025-D1 | #N/A      | =X1 -> dagar | ca 5  | 85      |
    """)
    assert [finding.place.label for finding in found.findings] == ["Väntetid", "M1.2"]
    assert found.findings[0].as_line().startswith("Utfall!E2, Väntetid: 'ca 5' är inget exakt")
    assert found.findings[0].place.file == "fil.xlsx"
    assert found.findings[0].raw == "ca 5"
    assert values(found, "Måttenhet") == {2: None, 3: "dagar"}


def test_a_given_label_names_the_row():
    options = ReadOptions(label_of=lambda keys: f"{keys['Indikator-ID']} i {keys['Omgång']}")
    found = read(
        """
        | Indikator-ID | Omgång  | Utfall | Prognos |
        | M1.1         | 2025-D1 | ca 5   | 85      |
        """,
        options=options,
    )
    assert found.findings[0].place.label == "M1.1 i 2025-D1"


def test_the_builder_leaves_no_cell_where_nothing_is_written():
    assert list(sheet("| a |  | 'b ' |").cells) == [(1, 1), (1, 3)]
