"""Choices, ja and nej, references and free text, seen in a sheet."""

import pytest

from support.sheets import cell, read, told, values
from xlmal.domain.choices import State
from xlmal.intake.reading import Reading
from xlmal.intake.texts import read_text
from xlmal.schema.master import COUNCIL_GOALS, FOLLOW_UPS, UNIT_GOALS


def test_choices_forgive_case_and_space_and_nothing_else():
    found = read(
        """
        | Mål-ID | Omgång  | Bedömning        |
        | M1     | 2019-D2 | uppfyllt         |
        | M2     | 2019-D2 | ' uppfyllt '     |
        | M3     | 2019-D2 | Delvis  Uppfyllt |
        | M4     | 2019-D2 | Uppfylld         |
        | M5     | 2019-D2 | grön             |
        | M6     | 2019-D2 | 1                |
        | M7     | 2019-D2 |                  |
        """,
        FOLLOW_UPS,
    )
    assert values(found, "Bedömning") == {
        **{2: State.MET, 3: State.MET, 4: State.PARTLY},
        **{5: None, 6: None, 7: None, 8: None},
    }
    assert type(found.rows[0].value("Bedömning")) is State
    assert told(found) == [("V60", "C4"), ("V61", "C5"), ("V61", "C6"), ("V61", "C7")]
    assert "Menade du uppfyllt?" in found.findings[1].message
    assert "Menade du" not in found.findings[2].message
    assert "delvis uppfyllt" in found.findings[2].message


def test_a_yes_no_column_takes_ja_and_nej_in_any_case():
    found = read(
        """
        | Mål-ID | Nämnd/bolag | Mål        | God ekonomisk hushållning |
        | M1     | KS          | Fler jobb  | JA                        |
        | M2     | KS          | Bättre luft | nej                      |
        | M3     | KS          | Trygghet   | N                         |
        | M4     | KS          | Lärande    | yes                       |
        | M5     | KS          | Hälsa      | 0                         |
        """,
        UNIT_GOALS,
    )
    header = "God ekonomisk hushållning"
    assert values(found, header) == {2: True, 3: False, 4: False, 5: None, 6: None}
    assert told(found) == [("V30", "D4"), ("V31", "D5"), ("V31", "D6")]


def test_references_are_parted_and_never_made_of_a_date():
    found = read(
        """
        | Mål-ID | Mål | Agenda 2030        |
        | K1     | A   | 8.5; 4             |
        | K2     | B   | '1.a,  8.10 ;'     |
        | K3     | C   | 8.5                |
        | K4     | D   | 8.5 [0.00]         |
        | K5     | E   | 45785 [d-mmm]      |
        | K6     | F   | mål 8 och 9        |
        | K7     | G   | 8.300000000000001  |
        """,
        COUNCIL_GOALS,
    )
    assert values(found, "Agenda 2030") == {
        **{2: ("8.5", "4"), 3: ("1.a", "8.10"), 4: ("8.5",)},
        **{5: None, 6: None, 7: None, 8: None},
    }
    assert told(found) == [
        *[("V72", "C4"), ("V71", "C5"), ("V70", "C6"), ("V71", "C7"), ("V71", "C8")]
    ]
    assert "'8.5'" in found.findings[2].message


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ('=HYPERLINK("http://exempel.invalid","klicka")', True),
        ("=cmd|' /C calc'!A0", True),
        ("=1+1", True),
        ("@SUM(1+1)", True),
        ("+A1", True),
        ("-DDE(1)", True),
        ("+46 70 123 45 67", False),
        ("-5 % sämre än målet", False),
        ("=== Obs ===", False),
        ("=> bättre", False),
        ("@kommunen", False),
        ("- punkt ett", False),
    ],
)
def test_text_that_looks_like_a_formula_stays_text_to_the_letter(text, is_told):
    parsed = read_text(cell(1, 1, f"'{text}'"), date1904=False)
    assert (parsed.value, parsed.reading) == (text, Reading.EXACT)
    assert [remark.check.code for remark in parsed.remarks] == (["V81"] if is_told else [])


def test_text_longer_than_a_cell_is_refused():
    found = read(f"""
        | Indikator-ID | Omgång  | Utfall | Prognos | Kommentar     |
        | M1.1         | 2025-D1 | 1      | 1       | {"x" * 32767} |
        | M1.2         | 2025-D1 | 1      | 1       | {"x" * 32768} |
        | M1.3         | 2025-D1 | 1      | 1       | {"😀" * 16384} |
    """)
    assert told(found) == [("V80", "E3"), ("V80", "E4")]
    assert len(str(found.rows[0].value("Kommentar"))) == 32767
    assert found.rows[1].value("Kommentar") is None


def test_letters_in_two_parts_are_composed_and_told_once():
    found = read("""
        | Indikator-ID      | Omgång  | Utfall | Prognos | Kommentar              |
        | M1.1              | 2025-D1 | 1      | 1       | 'Na\\u030agot ba\\u0308ttre' |
        | M1.2              | 2025-D1 | 1      | 1       | 'Sa\\u0308rskola'        |
        | 'VA\\u030aRD-001' | 2025-D1 | 1      | 1       | NA                     |
    """)
    assert told(found) == [("V82", "E2"), ("T31", "A4")]
    assert values(found, "Kommentar") == {2: "Något bättre", 3: "Särskola", 4: "NA"}
    assert found.rows[2].value("Indikator-ID") == "VÅRD-001"


def test_numbers_in_a_text_column_become_text_as_excel_shows_them():
    found = read("""
        | Indikator-ID | Omgång  | Utfall | Prognos | Kommentar          |
        | M1.1         | 2025-D1 | 1      | 1       | 12345.5            |
        | M1.2         | 2025-D1 | 1      | 1       | 45777 [yyyy-mm-dd] |
        | M1.3         | 2025-D1 | 1      | 1       | -0.85 [0%]         |
        | M1.4         | 2025-D1 | 1      | 1       | SANT               |
        | M1.5         | 2025-D1 | 1      | 1       | #REF!              |
        | M1.6         | 2025-D1 | 1      | 1       | ' '                |
    """)
    assert list(values(found, "Kommentar").values()) == [
        *["12345,5", "2025-04-30", "−85 %", "SANT", None, None]
    ]
    assert told(found) == [
        *[("V83", "E2"), ("V83", "E3"), ("V83", "E4"), ("V83", "E5"), ("V17", "E6")]
    ]
