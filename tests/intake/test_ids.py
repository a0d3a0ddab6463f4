"""Ids: the same id however it was typed, never another one by luck."""

from support.sheets import read, told, values
from xlmal.intake.reading import ReadOptions
from xlmal.schema.master import INDICATORS, UNITS


def test_stray_marks_in_ids_are_cleaned_and_told():
    found = read("""
        | Indikator-ID     | Omgång  | Utfall | Prognos |
        | 'KS-001 '        | 2025-D1 | 1      | 1       |
        | 'KS-002\\xa0'    | 2025-D1 | 2      | 1       |
        | 'KS\\u2011003'   | 2025-D1 | 3      | 1       |
        | 'KS-\\u200b004'  | 2025-D1 | 4      | 1       |
        | ks-005           | 2025-D1 | 5      | 1       |
        | '\\ufeffKS-006'  | 2025-D1 | 6      | 1       |
        | 'KS\\u2013007'   | 2025-D1 | 7      | 1       |
        | '\\u041a\\u0421-008' | 2025-D1 | 8  | 1       |
        | 'KS-00\\xad9'    | 2025-D1 | 9      | 1       |
        | '\\u0391-1'      | 2025-D1 | 10     | 1       |
        | 'M\\uff11'       | 2025-D1 | 11     | 1       |
        | 'm17.2\\n'       | 2025-D1 | 12     | 1       |
    """)
    assert list(values(found, "Indikator-ID").values()) == [
        *["KS-001", "KS-002", "KS-003", "KS-004", "KS-005", "KS-006", "KS-007"],
        *[None, "KS-009", None, None, "M17.2"],
    ]
    assert told(found) == [
        *[("T30", f"A{row}") for row in range(2, 9)],
        *[("T32", "A9"), ("T30", "A10"), ("T32", "A11"), ("T32", "A12"), ("T30", "A13")],
    ]
    assert "К (kyrilliskt)" in found.findings[7].message
    assert "Α (grekiskt)" in found.findings[9].message


def test_ids_that_look_like_numbers_stay_text_and_numbers_are_no_ids():
    found = read("""
        | Indikator-ID       | Omgång  | Utfall | Prognos |
        | '007'              | 2025-D1 | 1      | 1       |
        | '010'              | 2025-D1 | 1      | 1       |
        | '1.10'             | 2025-D1 | 1.250  | '1.250' |
        | 'NA'               | 2025-D1 | 1      | 1       |
        | 1.1                | 2025-D1 | 1      | 1       |
        | 7                  | 2025-D1 | 1      | 1       |
        | 45717 [yyyy-mm-dd] | 2025-D1 | 1      | 1       |
        | SANT               | 2025-D1 | 1      | 1       |
    """)
    ids = list(values(found, "Indikator-ID").values())
    assert ids == ["007", "010", "1.10", "NA", None, None, None, None]
    assert told(found) == [
        *[("V03", "D4"), ("T33", "A6"), ("T33", "A7"), ("T34", "A8"), ("T36", "A9")]
    ]
    assert "talet 1,1" in found.findings[1].message


def test_unknown_ids_are_told_with_a_proposal_and_known_ones_keep_their_spelling():
    known = {"Mål-ID": frozenset({"M1", "M17"}), "Lämnas av": frozenset({"HR", "Tekn"})}
    found = read(
        """
        | Indikator-ID | Mål-ID | Indikator | Lämnas av |
        | M1.1         | M1     | A         | HR        |
        | M1.2         | 'M 1'  | B         | Tekn      |
        | M1.3         | m17    | C         | TEKN      |
        | M1.4         | M18    | D         | 'hr '     |
        | M1.5         | X      | E         |           |
        """,
        INDICATORS,
        ReadOptions(known_ids=known),
    )
    assert list(values(found, "Mål-ID").values()) == ["M1", "M1", "M17", None, None]
    assert list(values(found, "Lämnas av").values()) == ["HR", "Tekn", "Tekn", "HR", None]
    assert told(found) == [
        *[("T30", "B3"), ("T30", "B4"), ("T30", "D4"), ("T35", "B5"), ("T30", "D5"), ("T35", "B6")]
    ]


def test_a_unit_s_code_keeps_its_case_where_it_is_defined():
    found = read(
        """
        | Nämnd/bolag | Namn            | Typ   |
        | Tekn        | Tekniska nämnden | nämnd |
        | ÖFN         | Överförmyndarnämnden | nämnd |
        """,
        UNITS,
    )
    assert list(values(found, "Nämnd/bolag").values()) == ["Tekn", "ÖFN"]
    assert told(found) == []


def test_a_text_in_an_id_cell_is_no_id_when_it_is_long():
    found = read(f"""
        | Indikator-ID           | Omgång  | Utfall | Prognos |
        | {"lång text " * 8}     | 2025-D1 | 1      | 1       |
    """)
    assert told(found) == [("T36", "A2")]
