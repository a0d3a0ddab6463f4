"""Rules run over what was read: at which cell, with which words, and when they keep silent."""

from __future__ import annotations

from support.rule_tables import broken, view_of
from support.sheets import read
from xlmal.domain.settings import Settings
from xlmal.finding import Severity
from xlmal.rules.catalogue import ROW_RULES
from xlmal.rules.engine import check_book, check_rows
from xlmal.rules.rule import BookRule, Breach
from xlmal.rules.sample import sound_municipality
from xlmal.schema.committee import OUTCOME_FORM
from xlmal.schema.master import OUTCOMES


def test_a_finding_stands_at_its_cell_and_speaks_to_people() -> None:
    rows = read(
        """
        Indikator-ID | Indikator  | Omgång  | Väntas  | Utfall | Prognos | Varför saknas värde
        M1.1         | Väntetid   | 2019-D2 | prognos | 40     |         |
        """,
        OUTCOME_FORM,
    )

    (finding,) = check_rows(ROW_RULES, rows)

    assert finding.as_line() == (
        "Utfall!F2, Väntetid: omgången väntar sig en prognos men den saknas, så indikatorn räknas "
        "som ej rapporterad. Fyll i prognosen, eller välj varför den saknas i Varför saknas värde."
    )
    assert finding.place.file == "fil.xlsx"
    assert finding.severity is Severity.WARNING


def test_values_in_messages_are_written_as_people_write_them() -> None:
    rows = read(
        """
        Indikator-ID | Omgång  | Mätdatum                | Mäts till och med
        M1.1         | 2019-D2 | 43709 [yyyy-mm-dd]      | 43708
        """,
        OUTCOME_FORM,
    )

    (finding,) = check_rows(ROW_RULES, rows)

    assert "mätdatum 2019-09-01 är senare än 2019-08-31" in finding.message
    assert finding.raw == "43709"
    assert finding.place.label == "M1.1 2019-D2"


def test_a_row_with_a_cell_that_was_not_understood_is_not_found_fault_with_twice() -> None:
    assert broken(
        """
        Indikator-ID | Omgång  | Väntas          | Riktning | Utfall | Varför saknas värde
        M1.1         | 2019-D2 | slutligt utfall | högre    | ca 80  |
        M1.2         | 2019-D2 | slutligt utfall | högre    |        |
        """
    ) == [("U10", "Utfall!E3")]


def test_a_word_for_missing_in_the_value_cell_says_why() -> None:
    assert (
        broken(
            """
            Indikator-ID | Omgång  | Väntas          | Riktning | Utfall     | Varför saknas värde
            M1.1         | 2019-D2 | slutligt utfall | högre    | för få svar |
            """
        )
        == []
    )


def test_a_number_written_as_text_is_judged_as_the_number_it_was_read_as() -> None:
    assert (
        broken(
            """
            Indikator-ID | Omgång  | Riktning | Utfall
            M1.1         | 2019-D2 | högre    | '82,5'
            """
        )
        == []
    )


def test_a_column_that_is_not_there_is_not_asked_about() -> None:
    assert (
        broken(
            """
            Indikator-ID | Omgång  | Utfall
            M1.1         | 2019-D2 |
            """,
            OUTCOMES,
        )
        == []
    )


def test_context_that_is_joined_serves_as_well_as_a_column_and_goes_before_it() -> None:
    assert broken(
        """
        Indikator-ID | Omgång  | Väntas     | Utfall | Varför saknas värde
        M1.1         | 2019-D2 | mäts inte  |        |
        """,
        OUTCOME_FORM,
        lambda row: {"Väntas": "slutligt utfall"},
    ) == [("U10", "Utfall!D2")]


def test_a_row_that_the_context_leaves_out_is_left_alone() -> None:
    assert (
        broken(
            """
            Indikator-ID | Omgång  | Väntas          | Utfall | Varför saknas värde
            M1.1         | 2016-D2 | slutligt utfall |        |
            """,
            OUTCOME_FORM,
            lambda row: None,
        )
        == []
    )


def test_a_cell_that_is_wrong_is_said_to_be_so_once() -> None:
    # 0,85 is both a share and below what is plausible; only the first is worth saying.
    assert broken(
        """
        Indikator-ID | Omgång  | Utfall
        M1.1         | 2019-D2 | 0.85
        """,
        OUTCOMES,
        lambda row: {
            "Rimligt lägst": 60.0,
            "Rimligt högst": 98.0,
            "Kan vara andel från": -1.0,
            "Kan vara andel till": 1.0,
        },
    ) == [("U03", "Utfall!C2")]


def test_a_setting_moves_the_line() -> None:
    table = """
        Indikator-ID | Omgång  | Kommentar
        M1.1         | 2019-D2 | Elva tecken
        """

    assert broken(table) == []
    assert broken(table, settings=Settings(comment_length=10)) == [("U20", "Utfall!C2")]


def _breaking(breach: Breach) -> BookRule:
    return BookRule(
        code="X01",
        severity=Severity.NOTE,
        title="Allt väl.",
        reason="Ett prov.",
        message="{what} är fel.",
        check_book=lambda view: [breach],
        example="Fel",
        breaks=lambda municipality: municipality,
    )


def test_a_breach_in_a_book_is_found_at_its_row() -> None:
    breach = Breach("outcomes", ("M1.1", "2019-D2"), "Prognos", {"what": "prognosen"})

    (finding,) = check_book([_breaking(breach)], view_of(sound_municipality()))

    assert finding.cell == "Utfall!H18"
    assert finding.place.label == "Antal besök"
    assert finding.raw == "400.0"
    assert finding.message == "prognosen är fel."


def test_a_breach_about_a_whole_table_names_the_sheet() -> None:
    (finding,) = check_book(
        [_breaking(Breach("council_goals", (), "", {"what": "antalet"}))],
        view_of(sound_municipality()),
    )

    assert (finding.cell, finding.sheet) == (None, "Övergripande mål")
