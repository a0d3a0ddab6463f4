"""Dates and rounds as people write them."""

from datetime import date, datetime

import pytest

from support.sheets import read, told, values
from xlmal.domain.rounds import Round
from xlmal.intake.dates import date_of_text, moment_of_serial
from xlmal.intake.words import round_of_text
from xlmal.schema.master import INDICATORS, SUBMISSIONS


def outcome(parsed):
    return parsed.value, [remark.check.code for remark in parsed.remarks]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30/4 2025", date(2025, 4, 30)),
        ("4/5 2025", date(2025, 5, 4)),
        ("30/4/2025", date(2025, 4, 30)),
        ("30.4.25", date(2025, 4, 30)),
        ("30 april 2025", date(2025, 4, 30)),
        ("den 30 apr. 2025", date(2025, 4, 30)),
        ("2025-4-30", date(2025, 4, 30)),
        ("2025/04/30", date(2025, 4, 30)),
        ("20250430", date(2025, 4, 30)),
        ("4/4/2025", date(2025, 4, 4)),
    ],
)
def test_a_date_with_one_swedish_meaning_is_converted_and_told(text, day):
    assert outcome(date_of_text(text)) == (day, ["V40"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("april 2025", "V41"),
        ("2025", "V41"),
        ("2025-02-30", "V41"),
        ("31 april 2025", "V41"),
        ("4/30/2025", "V41"),
        ("250430", "V41"),
        ("i våras", "V41"),
        ("-", "V41"),
        ("4/5/2025", "V42"),
        ("04.05.25", "V42"),
        ("1825-04-30", "V44"),
    ],
)
def test_a_date_with_no_or_two_meanings_is_asked_about(text, code):
    assert outcome(date_of_text(text)) == (None, [code])


def test_only_iso_text_is_exact_and_a_clock_time_is_told():
    assert outcome(date_of_text("2025-04-30")) == (date(2025, 4, 30), [])
    assert outcome(date_of_text("2025-04-30 13:45")) == (date(2025, 4, 30), ["V45"])


TABLE = """
    | Indikator-ID | Omgång  | Utfall | Prognos | Mätdatum             |
    | M1.1         | 2025-D1 | 1      | 1       | 45777 [yyyy-mm-dd]   |
    | M1.2         | 2025-D1 | 1      | 1       | 45777                |
    | M1.3         | 2025-D1 | 1      | 1       | 45777.5 [yyyy-mm-dd] |
    | M1.4         | 2025-D1 | 1      | 1       | 83.5 [d-mmm]         |
    | M1.5         | 2025-D1 | 1      | 1       | @2025-04-30          |
    | M1.6         | 2025-D1 | 1      | 1       | SANT                 |
    | M1.7         | 2025-D1 | 1      | 1       | ' '                  |
"""


def test_stored_dates_are_exact_only_with_a_date_format():
    found = read(TABLE)
    day = date(2025, 4, 30)
    assert values(found, "Mätdatum") == {
        **{2: day, 3: None, 4: day, 5: None},
        **{6: day, 7: None, 8: None},
    }
    assert told(found) == [("V43", "E3"), ("V45", "E4"), ("V44", "E5"), ("V41", "E7")]
    assert "Menade du 2025-04-30?" in found.findings[0].message


def test_a_book_of_the_1904_system_gives_its_own_dates():
    found = read(TABLE, date1904=True)
    assert found.findings[0].code == "T19"
    assert values(found, "Mätdatum")[2] == date(2029, 5, 1)


@pytest.mark.parametrize(
    ("serial", "date1904", "moment"),
    [
        (1, False, datetime(1900, 1, 1)),
        (59, False, datetime(1900, 2, 28)),
        (60, False, None),  # 29 February 1900 never was
        (61, False, datetime(1900, 3, 1)),
        (45777, False, datetime(2025, 4, 30)),
        (44315, True, datetime(2025, 4, 30)),
        (45777.999999999, False, datetime(2025, 5, 1)),
        (-1, False, None),
        (1e12, False, None),
    ],
)
def test_serial_numbers_count_as_excel_counts(serial, date1904, moment):
    assert moment_of_serial(serial, date1904) == moment


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025D1", "2025-D1"),
        ("D1 2025", "2025-D1"),
        ("2025 d1", "2025-D1"),
        ("Delår 1 2025", "2025-D1"),
        ("Delårsrapport augusti 2019", "2019-D2"),
        ("Årsredovisning 2025", "2025-ÅR"),
        ("2025-år", "2025-ÅR"),
        ("Mål för 2026", "2026-mål"),
    ],
)
def test_a_loosely_written_round_is_converted_and_told(text, code):
    assert outcome(round_of_text(text)) == (Round.parse(code), ["V50"])


@pytest.mark.parametrize("text", ["D3 2025", "våren", "2025", "D1 25", "april 2025", "2025-AR"])
def test_what_is_no_round_is_asked_about(text):
    assert outcome(round_of_text(text)) == (None, ["V51"])


def test_a_round_that_became_a_date_or_a_number_is_asked_about():
    found = read("""
        | Indikator-ID | Omgång             | Utfall | Prognos |
        | M1.1         | 2025-D1            | 1      | 1       |
        | M1.2         | ' 2025-D1'         | 1      | 1       |
        | M1.3         | 45658 [yyyy-mm-dd] | 1      | 1       |
        | M1.4         | 2025               | 1      | 1       |
        | M1.5         |                    | 1      | 1       |
    """)
    assert told(found) == [("V52", "B4"), ("V51", "B5"), ("T17", "B6")]
    assert [row.keyed for row in found.rows] == [True, True, False, False, False]
    assert "2025-D1, 2025-D2" in found.findings[1].message


def test_years_are_whole_numbers():
    found = read(
        """
        | Indikator-ID | Mål-ID | Indikator | Decimaler | Basår              |
        | M1.1         | M1     | Nöjdhet   | 1         | 2019               |
        | M1.2         | M1     | Andel     | 1.5       | '2019'             |
        | M1.3         | M1     | Antal     | 2019-2022 | 43600 [yyyy-mm-dd] |
        """,
        INDICATORS,
    )
    assert values(found, "Basår") == {2: 2019, 3: 2019, 4: None}
    assert all(type(value) is int for value in values(found, "Basår").values() if value)
    assert told(found) == [("V22", "D3"), ("V01", "E3"), ("V07", "D4"), ("V15", "E4")]


def test_moments_are_read_to_the_second():
    found = read(
        """
        | Fil    | Uppgiftslämnare | Omgång  | Inläst                        | SHA-256 |
        | a.xlsx | KS              | 2019-D2 | 43601.25 [yyyy-mm-dd hh:mm]   | aa      |
        | b.xlsx | KS              | 2019-D2 | 2019-05-16 06:00:01           | bb      |
        | c.xlsx | KS              | 2019-D2 | nyss                          | cc      |
        """,
        SUBMISSIONS,
    )
    assert values(found, "Inläst") == {
        2: datetime(2019, 5, 16, 6),
        3: datetime(2019, 5, 16, 6, 0, 1),
        4: None,
    }
    assert told(found) == [("V41", "D4")]
