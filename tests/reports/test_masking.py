"""Groups of fewer than five persons: their size is nowhere in a report, in any form."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.municipalities import AUGUST, small_municipality
from xlmal.domain.choices import MeasureKind
from xlmal.domain.indicators import Indicator, Outcome
from xlmal.domain.municipality import Municipality
from xlmal.domain.round_result import round_result
from xlmal.domain.rounds import Round
from xlmal.reports.content import report_content
from xlmal.reports.indicator_row import IndicatorRow
from xlmal.reports.masking import by_sex, counts_persons, masked_comment, masked_text
from xlmal.reports.shown import Figure

COUNTS = """
personer       | Nya hyresgäster                  | yes
antal elever   | I behov av stöd                  | yes
antal          | Barn som väntar på plats         | yes
antal          | Nystartade företag               | no
%              | Elever som trivs                 | no
kr/elev        | Kostnad                          | no
antal          | Trygghetslarm                    | no
"""


@pytest.mark.parametrize("row", COUNTS.strip().splitlines())
def test_unit_and_name_tell_whether_persons_are_counted(row: str) -> None:
    unit, name, expected = (cell.strip() for cell in row.split("|"))
    indicator = Indicator(id="M1.1", goal="M1", name=name, measure_unit=unit)
    assert counts_persons(indicator) is (expected == "yes")


def test_a_mean_or_a_number_with_decimals_is_no_number_of_heads() -> None:
    about = {"id": "M1.1", "goal": "M1", "name": "Barn per personal", "measure_unit": "antal"}
    assert counts_persons(Indicator(**about))
    assert not counts_persons(Indicator(**about, decimals=1))
    assert not counts_persons(Indicator(**about, measure_kind=MeasureKind.MEAN))


BY_SEX = """
10 | 12 | 22 | 10 | 12 | −2
3  | 19 | 22 | färre än 5 | färre än 5 | färre än 5
0  | 22 | 22 | 0 | 22 | −22
2  | 2  | 4  | färre än 5 | färre än 5 | färre än 5
   |    | 22 |  |  |
"""


@pytest.mark.parametrize("row", BY_SEX.strip("\n").splitlines())
def test_one_small_group_hides_both_since_the_other_would_give_it_away(row: str) -> None:
    women, men, whole, *expected = (cell.strip() for cell in row.split("|"))
    figures = [Figure(float(text)) if text else Figure() for text in (women, men, whole)]
    whole_shown = Figure(masked=True) if whole == "4" else figures[2]
    shown = by_sex(figures[0], figures[1], whole_shown, persons=True)
    assert [str(one) for one in shown] == expected


def with_persons(**said: float) -> Municipality:
    whole = small_municipality()
    indicators = tuple(
        one.model_copy(update={"measure_unit": "personer"}) if one.id == "M1.1" else one
        for one in whole.indicators
    )
    kept = tuple(one for one in whole.outcomes if one.indicator != "M1.1")
    outcomes = (
        Outcome(indicator="M1.1", round=AUGUST, **said),
        Outcome(indicator="M1.1", round=Round.parse("2018-ÅR"), outcome=2),
    )
    return replace(whole, indicators=indicators, outcomes=(*kept, *outcomes))


def row_of(municipality: Municipality) -> IndicatorRow:
    content = report_content(round_result(municipality, AUGUST))
    return next(row for row in content.indicators if row.id == "M1.1")


def test_a_small_number_of_persons_stands_nowhere_in_its_row() -> None:
    row = row_of(with_persons(outcome=3, prognosis=4, women=1, men=2))
    assert [str(one) for one in (row.outcome, row.prognosis, row.women, row.men)] == [
        "färre än 5"
    ] * 4
    assert row.outcome.value is None
    assert str(row.trend) == "2018: färre än 5"
    assert row.reason == "Värdet visas inte: det gäller färre än 5 personer."


def test_five_persons_are_shown() -> None:
    row = row_of(with_persons(outcome=5, prognosis=6))
    assert (str(row.outcome), str(row.prognosis)) == ("5", "6")
    assert "Prognosen 6" in row.reason


def test_a_survey_answered_by_fewer_than_five_is_masked() -> None:
    whole = small_municipality()
    outcomes = tuple(
        one.model_copy(update={"respondents": 4}) if one.indicator == "M1.2" else one
        for one in whole.outcomes
    )
    content = report_content(round_result(replace(whole, outcomes=outcomes), AUGUST))
    row = next(row for row in content.indicators if row.id == "M1.2")
    assert str(row.outcome) == "färre än 5"
    assert "40" not in row.reason


TOLD = """
Bara 3 elever klarade provet.        | Bara färre än 5 elever klarade provet.
Två nya brukare kom i maj.           | Färre än 5 nya brukare kom i maj.
12 elever, 3 % av alla, årskurs 4.   | 12 elever, 3 % av alla, årskurs 4.
En elev ska känna sig trygg.         | En elev ska känna sig trygg.
1 250 elever och 0,3 personer.       | 1 250 elever och 0,3 personer.
"""


@pytest.mark.parametrize("row", TOLD.strip().splitlines())
def test_a_small_group_told_in_running_text_is_masked(row: str) -> None:
    said, shown = (part.strip() for part in row.split("|"))
    assert masked_text(said) == shown


def test_the_comment_on_a_masked_figure_says_no_small_number_at_all() -> None:
    said = "Det blev 3 i år mot 12 förra året (2018)."
    assert masked_comment(said) == "Det blev … i år mot 12 förra året (2018)."
