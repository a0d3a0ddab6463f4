"""What people type in the example municipality: open cells, sound values, every planted mistake."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import pytest

from xlmal.domain.choices import Direction, Expectation, RoundKind, State
from xlmal.domain.municipality import Municipality
from xlmal.domain.request import requests
from xlmal.domain.rounds import Round
from xlmal.finding import Kind, RawCell
from xlmal.intake.dates import read_date
from xlmal.intake.measures import Guard, read_number
from xlmal.intake.reading import MeasureContext
from xlmal.intake.words import read_choice, read_yes_no
from xlmal.operations.example.answers import LATE_UNITS, OMISSIONS, Typed, answers
from xlmal.operations.example.content import example_municipality
from xlmal.operations.example.tables import rows

D1, D2 = Round(2019, RoundKind.D1), Round(2019, RoundKind.D2)
EXCEL_DAY_ZERO = date(1899, 12, 30)


@pytest.fixture(scope="module")
def municipality() -> Municipality:
    return example_municipality()


@pytest.fixture(scope="module")
def typed(municipality: Municipality) -> dict[Round, tuple[Typed, ...]]:
    return {round_: answers(municipality, round_) for round_ in (D1, D2)}


def test_two_calls_give_the_same_answers(
    municipality: Municipality, typed: dict[Round, tuple[Typed, ...]]
) -> None:
    assert answers(municipality, D2) == typed[D2]
    assert answers(municipality, D1) != typed[D2]


OPEN = {
    Expectation.FINAL: {"Utfall"},
    Expectation.PRELIMINARY: {"Utfall", "Prognos"},
    Expectation.PROGNOSIS: {"Utfall", "Prognos"},
}
ALWAYS_OPEN = {"Värdets status", "Varför saknas värde", "Mätdatum", "Antal svar", "Kommentar"}


@pytest.mark.parametrize("round_", [D1, D2])
def test_answers_address_open_cells_in_files_that_come_in(
    municipality: Municipality, typed: dict[Round, tuple[Typed, ...]], round_: Round
) -> None:
    asked = {request.provider: request for request in requests(municipality, round_)}
    late = LATE_UNITS.get(round_.code, ())
    assert {cell.provider for cell in typed[round_]} == set(asked) - set(late)
    places = [(cell.table, cell.key, cell.header) for cell in typed[round_]]
    assert len(places) == len(set(places))
    for cell in typed[round_]:
        if cell.table == "tblUtfall":
            indicator = municipality.indicator_by_id[cell.key]
            assert indicator in asked[cell.provider].indicators
            expected = municipality.expectation(cell.key, round_)
            assert expected in OPEN, f"{cell.key} mäts inte"
            by_sex = {"Kvinnor", "Män"} if indicator.by_sex else set()
            assert cell.header in OPEN[expected] | ALWAYS_OPEN | by_sex
        else:
            assert municipality.goal_by_id[cell.key].unit == cell.provider
            assert cell.header in {
                "Bedömning", "Analys", "Åtgärd", "Ansvarig roll", "Klart senast",
            }  # fmt: skip


def test_every_planted_answer_is_among_the_answers(
    typed: dict[Round, tuple[Typed, ...]],
) -> None:
    omitted = {(one.key, one.header) for one in OMISSIONS}
    for row in rows("planted"):
        round_ = Round.parse(row["omgång"])
        cells = [
            cell for cell in typed[round_] if (cell.key, cell.header) == (row["id"], row["rubrik"])
        ]
        if row["skrivet som"] == "inget":
            assert cells == []
            assert (row["id"], row["rubrik"]) in omitted
        else:
            assert [cell.mistake for cell in cells] == [row["misstag"]]


def test_the_mistakes_of_august_are_of_every_kind_and_spread(
    typed: dict[Round, tuple[Typed, ...]],
) -> None:
    mistakes = [cell for cell in typed[D2] if cell.mistake]
    assert {cell.mistake for cell in mistakes} == {
        "cirkavärde", "större än", "omgjort till datum", "procent som andel",
        "tappat decimaltecken", "fel tecken", "tvetydig punkt", "felvärde som text",
        "orsak i utfallet", "sant i stället för tal", "datum i ord", "inte i listan",
    }  # fmt: skip
    assert max(Counter(cell.mistake for cell in mistakes).values()) <= 3
    assert len({cell.provider for cell in mistakes}) >= 7
    assert all(cell.value is None for cell in mistakes)
    assert len([cell for cell in typed[D1] if cell.mistake]) == 2


def _raw(cell: Typed) -> RawCell:
    if isinstance(cell.typed, bool):
        return RawCell(1, 1, Kind.BOOLEAN, "1")
    if isinstance(cell.typed, date):
        serial = (cell.typed - EXCEL_DAY_ZERO).days
        return RawCell(1, 1, Kind.NUMBER, str(serial), cell.number_format)
    if isinstance(cell.typed, float):
        return RawCell(1, 1, Kind.NUMBER, repr(cell.typed), cell.number_format or "General")
    return RawCell(1, 1, Kind.TEXT, cell.typed)


@pytest.mark.parametrize("round_", [D1, D2])
def test_what_we_expect_to_arrive_is_what_the_parser_reads(
    municipality: Municipality, typed: dict[Round, tuple[Typed, ...]], round_: Round
) -> None:
    history: dict[str, list[float]] = defaultdict(list)
    for outcome in municipality.outcomes:
        if outcome.outcome is not None and outcome.round.kind is RoundKind.YEAR:
            history[outcome.indicator].append(outcome.outcome)
    read = 0
    for cell in typed[round_]:
        if cell.header in ("Utfall", "Prognos", "Kvinnor", "Män"):
            indicator = municipality.indicator_by_id[cell.key]
            context = MeasureContext(
                measure_unit=indicator.measure_unit,
                plausible_min=indicator.plausible_min,
                plausible_max=indicator.plausible_max,
                history=tuple(history[cell.key]),
            )
            if indicator.direction is Direction.YES_NO:
                parsed = read_yes_no(_raw(cell))
            else:
                parsed = read_number(_raw(cell), context, Guard.FULL)
        elif cell.header in ("Mätdatum", "Klart senast"):
            parsed = read_date(_raw(cell), date1904=False)
        elif cell.header == "Bedömning":
            parsed = read_choice(_raw(cell), [str(state) for state in State])
        else:
            continue
        assert parsed.value == cell.value, cell
        read += 1
    assert read > 300


def test_a_missed_goal_has_an_analysis_and_somebody_who_acts(
    typed: dict[Round, tuple[Typed, ...]],
) -> None:
    by_goal: dict[str, dict[str, Typed]] = defaultdict(dict)
    for cell in typed[D2]:
        if cell.table == "tblMaluppfoljning":
            by_goal[cell.key][cell.header] = cell
    missed = [cells for cells in by_goal.values() if cells["Bedömning"].typed == "ej uppfyllt"]
    assert 5 <= len(missed) <= 20
    for cells in missed:
        assert set(cells) == {"Bedömning", "Analys", "Åtgärd", "Ansvarig roll", "Klart senast"}
    states = Counter(cells["Bedömning"].typed for cells in by_goal.values())
    assert states["uppfyllt"] > 15
    assert states["delvis uppfyllt"] > 15
    assert states["kan inte bedömas"] >= 1


def test_comments_are_many_and_varied(typed: dict[Round, tuple[Typed, ...]]) -> None:
    comments = [str(cell.typed) for cell in typed[D2] if cell.header == "Kommentar"]
    assert len(comments) > 60
    openings = Counter(" ".join(comment.split()[:2]) for comment in comments)
    assert len(openings) >= 20
    assert len(rows("phrases")) >= 25
    assert not [comment for comment in comments if "{" in comment or "None" in comment]
