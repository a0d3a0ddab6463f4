"""The worksheet functions through xlwings' own conversion, against the domain's functions."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from excel_engine.desk import Excel

from support.excel_values import MISSING, NA, Call, column
from support.small_master import plain_book
from udfs.wrappers import described
from xlmal.domain.attainment import assess, degree
from xlmal.domain.choices import Direction, State
from xlmal.domain.computed import elapsed
from xlmal.domain.rollup import Part, roll_up
from xlmal.domain.rounds import Round
from xlmal.domain.target import Target
from xlmal.operations.inspect import inspect
from xlmal.operations.validate import validate


def test_status_of_one_cell(call: Call) -> None:
    assert call("MAL_STATUS", 82.5, 80.0, "högre") == [["uppfyllt"]]
    assert call("MAL_STATUS", 82.5, 80.0, "Lägre", 90.0) == [["delvis uppfyllt"]]
    assert call("MAL_STATUS", 82.5, 80.0, "lägre", MISSING, 81.0) == [["ej uppfyllt"]]


def test_status_of_a_column_of_5000_rows_is_one_call(call: Call) -> None:
    outcomes = [float(at % 120) for at in range(5000)]
    answers = call("MAL_STATUS", column(*outcomes), 80.0, "högre", 40.0)
    target = Target(Direction.HIGHER, 80.0, baseline=40.0, decimals=10)
    assert answers == [[str(assess(outcome, target).state)] for outcome in outcomes]
    assert len({answer[0] for answer in answers}) == 3


def test_status_of_blanks_texts_error_cells_and_dates(call: Call) -> None:
    r"""What stands in the cell is what is answered for, and the cells below get their answers.

    (blank)     ej rapporterat
    "82,5"      uppfyllt
    "ca 85"     one Swedish line with a proposal
    #N/A        one Swedish line
    2019-03-01  one Swedish line
    90          uppfyllt
    """
    cells = column(None, "82,5", "ca 85", NA, datetime(2019, 3, 1), 90.0)
    blank, text, about, error, day, number = (
        row[0] for row in call("MAL_STATUS", cells, 80.0, "högre")
    )
    assert (blank, text, number) == ("ej rapporterat", "uppfyllt", "uppfyllt")
    assert about.startswith("#Fel: utfallet: 'ca 85' är inget exakt tal.")
    assert error == "#Fel: utfallet är felvärdet #N/A."
    assert day == "#Fel: utfallet är ett datum (2019-03-01), inte ett tal."


def test_status_of_a_wrong_direction_word_says_which_words_there_are(call: Call) -> None:
    ((answer,),) = call("MAL_STATUS", 82.5, 80.0, "uppåt")
    assert answer == (
        "#Fel: riktningen uppåt finns inte. Skriv en av: högre, lägre, intervall, bibehålla, "
        "ja/nej."
    )


def test_status_without_target_or_direction_cannot_be_assessed(call: Call) -> None:
    assert call("MAL_STATUS", 82.5, None, "högre") == [["kan inte bedömas"]]
    assert call("MAL_STATUS", 82.5, 80.0, None) == [["kan inte bedömas"]]


def test_status_of_ja_and_nej(call: Call) -> None:
    cells = column("ja", "nej", True)
    assert call("MAL_STATUS", cells, "ja", "ja/nej") == [
        ["uppfyllt"],
        ["ej uppfyllt"],
        ["uppfyllt"],
    ]


def test_columns_of_different_length_are_told(call: Call) -> None:
    answers = call("MAL_STATUS", column(1.0, 2.0, 3.0), column(1.0, 2.0), "högre")
    assert answers == [["uppfyllt"], ["uppfyllt"], ["#Fel: områdena är olika stora."]]


def test_degree_equals_the_domains(call: Call) -> None:
    target = Target(Direction.HIGHER, 80.0, baseline=40.0, decimals=10)
    outcomes = [30.0, 40.0, 50.0, 79.9, 80.0, 99.0]
    assert call("MAL_UPPFYLLELSE", column(*outcomes), 80.0, "högre", 40.0) == [
        [degree(outcome, target)] for outcome in outcomes
    ]
    assert call("MAL_UPPFYLLELSE", 50.0, 80.0, "högre") == [[""]]


def test_statuses_are_weighed_as_in_the_master(call: Call) -> None:
    words = ("uppfyllt", "bedöms delvis uppfyllas", None, "ej uppfyllt")
    states = (State.MET, State.PARTLY, State.NOT_MET)
    expected = roll_up([Part(state) for state in states])
    assert call("MAL_SAMMANVAG", column(*words)) == [[str(expected.state)]]
    weights = column(8.0, 1.0, None, 1.0)
    weighed = roll_up([Part(s, w) for s, w in zip(states, (8.0, 1.0, 1.0), strict=True)])
    assert call("MAL_SAMMANVAG", column(*words), weights, "andel") == [[str(weighed.state)]]
    assert call("MAL_SAMMANVAG", column(*words), MISSING, "sämsta") == [["ej uppfyllt"]]
    ((wrong,),) = call("MAL_SAMMANVAG", column(*words), MISSING, "snitt")
    assert wrong.startswith("#Fel: ")
    assert "metoden snitt finns inte" in wrong


def test_a_prognosis_by_pace_and_by_earlier_years(call: Call) -> None:
    august = Round.parse("2019-D2")
    ((pace,),) = call("MAL_PROGNOS", 80.0, "2019-D2")
    assert pace == pytest.approx(80 / elapsed(august, None), abs=1e-6)
    earlier = ((50.0, 100.0), (60.0, 100.0), (70.0, 100.0))
    assert call("MAL_PROGNOS", column(30.0, None), "2019-D2", earlier) == [[50.0], [""]]
    ((wrong,),) = call("MAL_PROGNOS", 80.0, "augusti")
    assert "augusti är ingen omgång" in wrong


def test_swedish_numbers_are_read_and_doubtful_ones_explained(call: Call) -> None:
    cells = column("1 250,5", "−3,4", 7.0, None, "1.250")
    number, minus, plain, blank, doubtful = (row[0] for row in call("MAL_TAL", cells))
    assert (number, minus, plain, blank) == (1250.5, -3.4, 7.0, "")
    assert doubtful.startswith("#Fel: texten: '1.250' kan betyda 1,25 eller")


def test_agenda_2030_goals_have_their_names(call: Call) -> None:
    names = [row[0] for row in call("MAL_AGENDA2030", column(8.0, "8.5", "13", None, 99.0))]
    work = "Anständiga arbetsvillkor och ekonomisk tillväxt"
    assert names[:4] == [work, work, "Bekämpa klimatförändringarna", ""]
    assert names[4].startswith("#Fel: 99.0 finns inte") or names[4].startswith("#Fel: 99")


def test_a_column_of_goals_is_judged_as_the_command_line_judges_them(call: Call) -> None:
    r"""Blank stays blank; what is no goal is one Swedish line in its own cell."""
    cells = column("Ta fram en plan", None, "Fler unga mår bra", " ", "Trygghet", 12.0, NA)

    answers = [row[0] for row in call("MAL_AKTIVITET", cells)]

    assert answers == [
        "aktivitet",
        "",
        "effekt",
        "",
        "oklart",
        "#Fel: målet ska vara en text.",
        "#Fel: målet är felvärdet #N/A.",
    ]


def test_a_goal_is_judged_with_the_words_it_rests_on(call: Call) -> None:
    ((answer,),) = call("MAL_AKTIVITET", "Ta fram en plan", True)

    assert answer == "aktivitet: ”ta fram” säger vad organisationen gör, inte vad det leder till"


def test_kontroll_says_what_validera_says_at_the_cells_own_addresses(
    call: Call, excel: Excel, tmp_path: Path
) -> None:
    path = tmp_path / "egen.xlsx"
    path.write_bytes(
        plain_book("ID | Omgång | Utfall\nM1.1 | 2019-D2 | 'ca 85'\nM1.1 | 2019-D2 | 7")
    )
    headless = [one for one in validate(path).findings if one.cell]
    assert headless
    area = excel.open(path).sheets["Utfall"].range("A1:C3")
    excel.state.reads.clear()
    ((text,),) = call("MAL_KONTROLL", area)
    assert excel.state.reads == ["Utfall!$A$1:$C$3"]
    lines = text.split("\n")
    assert [line for line in lines if "Utfall!" in line] == [one.as_line() for one in headless]
    rows = call("MAL_KONTROLL_LISTA", area)
    assert [row[1] for row in rows if row[1]] == [one.cell for one in headless]
    assert inspect(path).error is None


def test_kontroll_of_an_area_without_our_headers_says_so_in_one_line(
    call: Call, excel: Excel, tmp_path: Path
) -> None:
    path = tmp_path / "egen.xlsx"
    path.write_bytes(plain_book("Hej | Hopp\n1 | 2"))
    ((text,),) = call("MAL_KONTROLL", excel.open(path).sheets["Utfall"].range("A1:B2"))
    assert text.startswith("#Fel: ")
    assert "\n" not in text


def test_an_unforeseen_error_is_one_swedish_line_and_a_log(
    functions: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    answer = functions.MAL_STATUS(None, [["hemligt"]], [["högre"]])
    assert answer.startswith("#Fel: Något gick fel som vi inte har förutsett")
    log = (tmp_path / "xlmal-fel.log").read_text(encoding="utf-8")
    assert "udfs" in log
    assert "hemligt" not in log


def test_help_fits_excels_function_wizard() -> None:
    helps = described()["help"]
    assert [one["name"] for one in helps] == [
        "MAL_AGENDA2030",
        "MAL_AKTIVITET",
        "MAL_KONTROLL",
        "MAL_KONTROLL_LISTA",
        "MAL_PROGNOS",
        "MAL_SAMMANVAG",
        "MAL_STATUS",
        "MAL_TAL",
        "MAL_UPPFYLLELSE",
    ]
    for one in helps:
        assert one["category"] == "Mål"
        assert 0 < len(one["description"]) <= 255
        assert all(0 < len(text) <= 255 for text in one["arguments"])
