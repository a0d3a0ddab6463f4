"""Facts kept by column are the facts that the model makes of each row."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import model_validator

from xlmal.domain.choices import Direction
from xlmal.domain.fact_columns import FactColumns, FactsOnDemand, Grouped, by_key, column
from xlmal.domain.indicators import Indicator, Outcome
from xlmal.domain.rounds import Round
from xlmal.domain.types import Fact
from xlmal.even_rows import Repeated

VALUES: dict[str, st.SearchStrategy[object]] = {
    "id": st.sampled_from(["M1.1", "M1.2", "M17.3", "x" * 41, ""]),
    "goal": st.sampled_from(["M1", "M17"]),
    "name": st.sampled_from(["Väntetid", ""]),
    "direction": st.sampled_from([None, Direction.HIGHER, "högre", "uppåt"]),
    "baseline": st.sampled_from([None, True, 0.0, 82.5, 7]),
    "decimals": st.sampled_from([None, 0, 2]),
    "plausible_min": st.sampled_from([None, 1, 2.5]),
}


def repeated(values: list[object]) -> Repeated[object]:
    """A column, every value a distinct one."""
    return Repeated(array("i", range(len(values))), values)


@given(st.lists(st.fixed_dictionaries(VALUES), max_size=5))
def test_facts_are_those_that_the_model_makes_or_none_when_it_makes_one_of_them_not(rows):
    made = FactColumns.of(Indicator, {f: repeated([row[f] for row in rows]) for f in VALUES})
    given_ = [{field: value for field, value in row.items() if value is not None} for row in rows]
    try:
        expected = [Indicator(**one) for one in given_]
    except ValueError:
        assert made is None
        return
    assert made is not None
    assert list(made) == expected
    assert [list(fact) for fact in made] == [list(fact) for fact in expected]
    for fact, other in zip(made, expected, strict=True):
        assert list(map(type, fact.__dict__.values())) == list(map(type, other.__dict__.values()))
    assert [fact.model_copy(update={"name": "A"}) for fact in made] == [
        fact.model_copy(update={"name": "A"}) for fact in expected
    ]


def test_a_fact_is_made_once_and_cannot_be_changed():
    rows = {"id": ["M1.1", "M1.2"], "goal": ["M1", "M1"], "name": ["A", "B"]}
    facts = FactColumns.of(Indicator, {field: repeated(list(of)) for field, of in rows.items()})
    assert facts is not None
    assert facts[1] is facts[-1]
    assert facts[0].weight == 1.0
    assert facts[:1] == (Indicator(id="M1.1", goal="M1", name="A"),)
    with pytest.raises(ValueError, match="frozen"):
        facts[0].name = "C"
    with pytest.raises(IndexError):
        facts[2]


def test_a_column_that_a_fact_must_have_is_not_made_up():
    assert FactColumns.of(Indicator, {"id": repeated(["M1.1"]), "goal": repeated(["M1"])}) is None
    nameless = {"id": repeated(["M1.1"]), "goal": repeated(["M1"]), "name": repeated([None])}
    assert FactColumns.of(Indicator, nameless) is None


def test_a_model_that_looks_at_whole_rows_is_made_row_by_row():
    class Span(Fact):
        first: int
        last: int

        @model_validator(mode="before")
        @classmethod
        def _in_order(cls, given: dict[str, int]) -> dict[str, int]:
            assert given["first"] <= given["last"]
            return given

    assert FactColumns.of(Span, {"first": repeated([2]), "last": repeated([1])}) is None


def test_facts_are_found_by_their_fields_whether_or_not_they_are_kept_by_column():
    d1, d2 = Round.parse("2019-D1"), Round.parse("2019-D2")
    rows = {
        "indicator": ["M1.1", "M1.1", "M2.1", "M1.1"],
        "round": [d1, d2, d1, d1],
        "outcome": [1.0, 2.0, 3.0, 4.0],
    }
    by_column = FactColumns.of(Outcome, {field: repeated(list(of)) for field, of in rows.items()})
    assert by_column is not None
    for facts in (by_column, tuple(by_column), FactsOnDemand(lambda: by_column)):
        assert list(column(facts, "outcome")) == [1.0, 2.0, 3.0, 4.0]
        assert by_key(facts, "indicator", "round")["M1.1", d1].outcome == 4.0
        assert by_key(facts, "indicator")["M2.1"].outcome == 3.0
        grouped = Grouped(facts, column(facts, "indicator"))
        assert [fact.outcome for fact in grouped["M1.1"]] == [1.0, 2.0, 4.0]
        assert list(grouped) == ["M1.1", "M2.1"]
        assert Grouped(facts, [None, "a", None, None]).keys() == {"a"}
    assert FactsOnDemand(lambda: by_column) == by_column
