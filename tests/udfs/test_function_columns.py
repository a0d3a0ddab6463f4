"""Every worksheet function alike: one cell, a column of 5,000, blanks, texts, errors, odd sizes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import pytest
import xlwings as xw
from excel_engine.desk import Excel

from support.excel_values import MISSING, NA, Call, column
from support.small_master import plain_book
from xlmal.domain.agenda2030 import GLOBAL_GOALS
from xlmal.domain.attainment import assess, degree
from xlmal.domain.choices import Direction, MeasureKind, RollupMethod, State
from xlmal.domain.computed import computed_prognosis
from xlmal.domain.indicators import Indicator, Outcome
from xlmal.domain.municipality import Municipality
from xlmal.domain.rollup import Part, RollupPolicy, roll_up
from xlmal.domain.rounds import Round
from xlmal.domain.target import Target
from xlmal.domain.wording import wording_of

ROWS = 5000
AUGUST = Round.parse("2019-D2")
YEARS = ((50.0, 100.0), (60.0, 110.0), (70.0, 100.0))


class Function(NamedTuple):
    """A worksheet function that answers cell by cell.

    Attributes:
        beside: its arguments after the first.
        cells: what stands in the column, in turn.
        expected: what the domain says of one cell.
        blank: the answer for a blank cell.
        text: a cell that holds text where a number could stand, and the number.
        wrong: a cell that cannot be answered for.
    """

    name: str
    beside: Sequence[Any]
    cells: Sequence[Any]
    expected: Callable[[Any], Any]
    blank: str
    text: tuple[str, Any]
    wrong: Any


def told(target: Target) -> Callable[[float], str]:
    return lambda value: str(assess(value, target).state)


def reached(target: Target) -> Callable[[float], float | None]:
    return lambda value: degree(value, target)


def forecast(value: float) -> float:
    indicator = Indicator(
        id="M1.1",
        goal="M1",
        name="Flöde",
        decimals=6,
        direction=Direction.HIGHER,
        measure_kind=MeasureKind.FLOW,
    )
    said = [Outcome(indicator="M1.1", round=AUGUST, outcome=value)]
    for year, (then, whole) in zip((2016, 2017, 2018), YEARS, strict=True):
        for kind, one in (("D2", then), ("ÅR", whole)):
            round_ = Round.parse(f"{year}-{kind}")
            said.append(Outcome(indicator="M1.1", round=round_, outcome=one))
    known = Municipality(indicators=(indicator,), outcomes=tuple(said))
    computed = computed_prognosis(known, indicator, AUGUST)
    assert computed is not None
    return computed.value


NUMBERS = [float(at) for at in range(0, 120, 7)] + [79.9, 80.0, 0.1 + 0.2]
HIGHER = Target(Direction.HIGHER, 80.0, baseline=40.0, decimals=10)
LOWER = Target(Direction.LOWER, 20.0, partial_limit=30.0, decimals=10)
WITHIN = Target(Direction.INTERVAL, 20.0, upper=60.0, partial_limit=5.0, decimals=10)
LEFT_WITHIN = Target(Direction.INTERVAL, 20.0, upper=60.0, baseline=100.0, decimals=10)
KEPT = Target(Direction.KEEP, 80.0, decimals=10)
NO_GOAL = "Trygghet"

FUNCTIONS = {
    "MAL_STATUS högre": Function(
        "MAL_STATUS",
        (80.0, "högre", 40.0),
        NUMBERS,
        told(HIGHER),
        "ej rapporterat",
        ("82,5", 82.5),
        "ca 85",
    ),
    "MAL_STATUS lägre": Function(
        "MAL_STATUS",
        (20.0, "lägre", MISSING, 30.0),
        NUMBERS,
        told(LOWER),
        "ej rapporterat",
        ("−3,4", -3.4),
        "> 80",
    ),
    "MAL_STATUS intervall": Function(
        "MAL_STATUS",
        (20.0, "intervall", MISSING, 5.0, 60.0),
        NUMBERS,
        told(WITHIN),
        "ej rapporterat",
        ("1 250,5", 1250.5),
        "1.250",
    ),
    "MAL_STATUS bibehålla": Function(
        "MAL_STATUS",
        (80.0, "bibehålla"),
        NUMBERS,
        told(KEPT),
        "ej rapporterat",
        ("80", 80.0),
        "okänt",
    ),
    "MAL_UPPFYLLELSE högre": Function(
        "MAL_UPPFYLLELSE",
        (80.0, "högre", 40.0),
        NUMBERS,
        reached(HIGHER),
        "",
        ("50,5", 50.5),
        "ca 85",
    ),
    "MAL_UPPFYLLELSE intervall": Function(
        "MAL_UPPFYLLELSE",
        (20.0, "intervall", 100.0, 60.0),
        NUMBERS,
        reached(LEFT_WITHIN),
        "",
        ("70,5", 70.5),
        "ca 85",
    ),
    "MAL_PROGNOS": Function(
        "MAL_PROGNOS", ("2019-D2", YEARS), NUMBERS, forecast, "", ("80,5", 80.5), "ja"
    ),
    "MAL_TAL": Function("MAL_TAL", (), NUMBERS, float, "", ("1 250,5", 1250.5), "1.250"),
    "MAL_AGENDA2030": Function(
        "MAL_AGENDA2030",
        (),
        [float(at) for at in range(1, 18)],
        lambda value: GLOBAL_GOALS[int(value) - 1].name,
        "",
        ("8.5", 8.0),
        99.0,
    ),
    "MAL_AKTIVITET": Function(
        "MAL_AKTIVITET",
        (),
        ["Ta fram en plan", "Fler unga mår bra", NO_GOAL],
        lambda text: str(wording_of(text).verdict),
        "",
        (" Ta fram en plan ", "Ta fram en plan"),
        12.0,
    ),
}


@pytest.fixture(params=FUNCTIONS.values(), ids=FUNCTIONS)
def function(request: pytest.FixtureRequest) -> Function:
    found: Function = request.param
    return found


def test_one_cell_is_answered_as_the_domain_answers(function: Function, call: Call) -> None:
    for cell in function.cells:
        assert call(function.name, cell, *function.beside) == [[function.expected(cell)]]


def test_5000_rows_are_one_call_and_equal_the_domain(function: Function, call: Call) -> None:
    cells = [function.cells[at % len(function.cells)] for at in range(ROWS)]
    expected = {cell: function.expected(cell) for cell in function.cells}
    answers = call(function.name, column(*cells), *function.beside)
    assert answers == [[expected[cell]] for cell in cells]
    assert len({str(one) for one in expected.values()}) > 1


def test_blanks_texts_and_errors_each_get_their_own_answer(function: Function, call: Call) -> None:
    text, number = function.text
    cells = column(None, text, NA, function.wrong, function.cells[0])
    blank, of_text, error, wrong, plain = (
        row[0] for row in call(function.name, cells, *function.beside)
    )
    assert blank == function.blank
    assert of_text == function.expected(number)
    for answer in (error, wrong):
        assert answer.startswith("#Fel: ")
        assert "\n" not in answer
        assert "inte har förutsett" not in answer
    assert "#N/A" in error
    assert plain == function.expected(function.cells[0])


def test_a_row_of_cells_is_answered_as_a_row(function: Function, call: Call) -> None:
    cells = (tuple(function.cells[:3]),)
    answers = call(function.name, cells, *function.beside)
    assert answers == [[function.expected(cell) for cell in function.cells[:3]]]


@pytest.mark.parametrize("name", ["MAL_STATUS", "MAL_UPPFYLLELSE"])
@pytest.mark.parametrize("word", ["uppåt", "hogre", 3.0, NA])
def test_a_wrong_direction_word_is_told_in_its_own_row(name: str, word: Any, call: Call) -> None:
    right, wrong = call(name, 80.0, 80.0, column("högre", word))
    assert right == ["uppfyllt"] if name == "MAL_STATUS" else right == [1.0]
    assert wrong[0].startswith("#Fel: riktningen ")
    assert "Skriv en av: högre, lägre, intervall" in wrong[0]


@pytest.mark.parametrize("name", ["MAL_STATUS", "MAL_UPPFYLLELSE"])
def test_ranges_of_another_size_are_told_however_they_differ(name: str, call: Call) -> None:
    r"""A target for each outcome, one too few, one too many; a row of targets for one outcome."""
    outcomes = column(1.0, 2.0, 3.0)
    few = call(name, outcomes, column(1.0, 2.0), "högre")
    many = call(name, outcomes, column(1.0, 2.0, 3.0, 4.0), "högre")
    across = call(name, 3.0, ((1.0, 2.0),), "högre")
    assert [row[0] == "#Fel: områdena är olika stora." for row in few] == [False, False, True]
    assert [row[0] == "#Fel: områdena är olika stora." for row in many] == [False] * 3 + [True]
    assert len(across[0]) == 2
    assert across[0][0] == across[0][1]


def test_an_interval_without_its_upper_bound_cannot_be_judged(call: Call) -> None:
    assert call("MAL_STATUS", 25.0, 20.0, "intervall") == [["kan inte bedömas"]]
    assert call("MAL_STATUS", 25.0, 20.0, "intervall", MISSING, MISSING, 10.0) == [
        ["kan inte bedömas"]
    ]
    assert call("MAL_UPPFYLLELSE", 25.0, 20.0, "intervall") == [[""]]
    ((wrong,),) = call("MAL_STATUS", 25.0, 20.0, "intervall", MISSING, MISSING, "ca 30")
    assert wrong.startswith("#Fel: intervallets övre gräns: ")


WORDS = {"uppfyllt": State.MET, "delvis uppfyllt": State.PARTLY, "ej uppfyllt": State.NOT_MET}


@pytest.mark.parametrize("method", [*RollupMethod, None])
@pytest.mark.parametrize("words", [("uppfyllt",) * 2, tuple(WORDS), ("uppfyllt", "ej uppfyllt")])
def test_5000_statuses_are_weighed_as_the_domain_weighs_them(
    method: RollupMethod | None, words: Sequence[str], call: Call
) -> None:
    given = [words[at % len(words)] for at in range(ROWS)]
    weights = [float(1 + at % 3) for at in range(ROWS)]
    policy = RollupPolicy(method=method or RollupMethod.SHARE)
    parts = [Part(WORDS[word], weight) for word, weight in zip(given, weights, strict=True)]
    answer = call("MAL_SAMMANVAG", column(*given), column(*weights), method and str(method))
    assert answer == [[str(roll_up(parts, policy).state)]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((column("uppfyllt", NA),), "#N/A är ingen status"),
        ((column("uppfyllt", "kanske"),), "kanske är ingen status"),
        ((column("uppfyllt", "uppfyllt"), column(1.0)), "vikterna är inte lika många"),
        ((column("uppfyllt"), column(1.0, 2.0)), "vikterna är inte lika många"),
        ((column("uppfyllt"), column(0.0)), "varje vikt ska vara ett tal över 0"),
        ((column("uppfyllt"), column(NA)), "vikten är felvärdet #N/A"),
        ((column("uppfyllt"), MISSING, NA), "metoden #N/A finns inte"),
    ],
)
def test_what_cannot_be_weighed_is_one_line(
    arguments: Sequence[Any], said: str, call: Call
) -> None:
    ((answer,),) = call("MAL_SAMMANVAG", *arguments)
    assert answer.startswith("#Fel: ")
    assert said in answer


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((80.0, NA), "#N/A är ingen omgång"),
        ((80.0, "2019-ÅR"), "har ingen prognos"),
        ((80.0, "2019-D2", column(1.0, 2.0)), "tidigare år ska vara två kolumner"),
        ((80.0, "2019-D2", ((NA, 2.0),)), "tidigare år är felvärdet #N/A"),
    ],
)
def test_a_prognosis_that_cannot_be_computed_is_one_line(
    arguments: Sequence[Any], said: str, call: Call
) -> None:
    ((answer,),) = call("MAL_PROGNOS", *arguments)
    assert answer.startswith("#Fel: ")
    assert said in answer


@pytest.mark.parametrize(
    ("word", "reason"), [(True, True), ("ja", True), (1.0, True), (False, False), ("nej", False)]
)
def test_reasons_are_shown_when_they_are_asked_for(word: Any, reason: bool, call: Call) -> None:
    ((answer,),) = call("MAL_AKTIVITET", "Ta fram en plan", word)
    assert (": " in answer) == reason
    ((wrong,),) = call("MAL_AKTIVITET", "Ta fram en plan", NA)
    assert wrong == "#Fel: med_skal är felvärdet #N/A."


def test_ja_and_nej_are_no_goals_of_the_agenda(call: Call) -> None:
    ((answer,),) = call("MAL_AGENDA2030", True)
    assert answer.startswith("#Fel: ja/nej är inget mål")


def table_of(excel: Excel, tmp_path: Any, *outcomes: object) -> xw.Range:
    """A table of outcomes in an open workbook."""
    rows = "\n".join(f"M1.{at} | 2019-D2 | {one} | 9" for at, one in enumerate(outcomes, start=1))
    path = tmp_path / "egen.xlsx"
    path.write_bytes(plain_book(f"Indikator-ID | Omgång | Utfall | Prognos\n{rows}"))
    return excel.open(path).sheets["Utfall"].range(f"A1:D{len(outcomes) + 1}")


def test_5000_rows_are_checked_in_one_read_and_what_finds_no_room_is_counted(
    call: Call, excel: Excel, tmp_path: Any
) -> None:
    area = table_of(excel, tmp_path, *(["'ca 85'", 7] * (ROWS // 2)))
    rows = call("MAL_KONTROLL_LISTA", area)
    assert len(rows) >= ROWS // 2
    excel.state.reads.clear()
    ((text,),) = call("MAL_KONTROLL", area)
    assert len(excel.state.reads) == 1
    lines = text.split("\n")
    assert len(text) < 32_767
    assert (
        lines[-1]
        == f"... och {len(rows) - len(lines) + 1} till. Tryck på Validera för att se alla."
    )


def test_kontroll_of_blanks_and_errors(call: Call, excel: Excel, tmp_path: Any) -> None:
    area = table_of(excel, tmp_path, 7, "", 8)
    assert call("MAL_KONTROLL", area) == [[""]]
    assert call("MAL_KONTROLL_LISTA", area) == [["", "", ""]]
    area.sheet.range("C3").impl.sheet.page["C3"].value = "#N/A"
    area.sheet.range("C3").impl.sheet.page["C3"].data_type = "e"
    assert "Utfall!C3" in call("MAL_KONTROLL", area)[0][0]
    assert [row[1] for row in call("MAL_KONTROLL_LISTA", area)] == ["Utfall!C3"]
