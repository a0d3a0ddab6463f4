"""How statuses become one, case by case."""

from __future__ import annotations

import math

import pytest

from xlmal.domain.choices import RollupMethod, State
from xlmal.domain.rollup import Coverage, Part, Rolled, RollupPolicy, decided, roll_up
from xlmal.domain.status import Basis, Verdict

# Parts: U uppfyllt, D delvis, E ej, K kan inte bedömas, R ej rapporterat, M mäts inte;
# "b" before it: rests on a computed (beräknad) prognosis; "*2" after it: the weight.
LETTERS = {
    "U": State.MET,
    "D": State.PARTLY,
    "E": State.NOT_MET,
    "K": State.CANNOT_ASSESS,
    "R": State.NOT_REPORTED,
    "M": State.NOT_MEASURED,
}

ROLLED = """
method    | parts             | state | coverage       | what it shows
andel     | U                 | U     | bedömda 1 av 1 | one of one
andel     | D                 | D     | bedömda 1 av 1 | partly is half
andel     | E                 | E     | bedömda 1 av 1 | none of one
andel     | U U U             | U     | bedömda 3 av 3 | all met
andel     | U U D             | D     | bedömda 3 av 3 | not quite all
andel     | U U E             | D     | bedömda 3 av 3 | two of three
andel     | U E E             | E     | bedömda 3 av 3 | one of three
andel     | U E               | D     | bedömda 2 av 2 | exactly half
andel     | D D               | D     | bedömda 2 av 2 | halves add up to half
andel     | U D E             | D     | bedömda 3 av 3 | exactly half again
andel     | D E               | E     | bedömda 2 av 2 | a quarter
andel     | U*3 E*1           | D     | bedömda 2 av 2 | weighted three quarters
andel     | U*1 E*3           | E     | bedömda 2 av 2 | weighted a quarter
andel     | U*1/3 U*1/3 U*1/3 | U     | bedömda 3 av 3 | three thirds are a whole
andel     | U*0.1 U*0.2 E*0.3 | D     | bedömda 3 av 3 | binary tenths do not sum
andel     | E*0.1 E*0.2 U*0.3 | D     | bedömda 3 av 3 | nor the other way
andel     | U U E R           | D     | bedömda 3 av 4 | the unreported is not judged
andel     | U U R             | U     | bedömda 2 av 3 | yet shown in the coverage
andel     | U R               | U     | bedömda 1 av 2 | half is enough
andel     | U R R             | K     | bedömda 1 av 3 | a third is not
andel     | U K K             | K     | bedömda 1 av 3 | nor is what cannot be assessed
andel     | U*9 R*1 R*1       | K     | bedömda 1 av 3 | coverage goes by count
andel     | U M M             | U     | bedömda 1 av 1 | not measured is not expected
andel     | M M               | M     | bedömda 0 av 0 | nothing is measured
andel     | M R               | R     | bedömda 0 av 1 | all that was expected is missing
andel     | R R               | R     | bedömda 0 av 2 | nobody reported
andel     | K                 | K     | bedömda 0 av 1 | reported, not assessed
andel     | K R               | K     | bedömda 0 av 2 | one reported, none assessed
andel     |                   | K     | bedömda 0 av 0 | nothing at all
andel     | U bE              | U     | bedömda 1 av 2 | a computed part is not in the share
andel     | E bU bU           | K     | bedömda 1 av 3 | nor in the coverage
andel     | bU bU             | R     | bedömda 0 av 2 | computed only is not reported
andel     | bU R              | R     | bedömda 0 av 2 | nor with others missing
andel     | bU K              | K     | bedömda 0 av 2 | somebody reported
andel     | bM U              | U     | bedömda 1 av 1 | not measured either way
sämsta    | U U U             | U     | bedömda 3 av 3 | the worst is met
sämsta    | U U D             | D     | bedömda 3 av 3 | one partly
sämsta    | U D E             | E     | bedömda 3 av 3 | one not
sämsta    | U*99 E*1          | E     | bedömda 2 av 2 | whatever the weight
sämsta    | U U R             | U     | bedömda 2 av 3 | the unreported is not worst
sämsta    | U bE              | U     | bedömda 1 av 2 | nor the computed
majoritet | U U E             | U     | bedömda 3 av 3 | two of three
majoritet | E E U             | E     | bedömda 3 av 3 | two of three not
majoritet | D D E             | D     | bedömda 3 av 3 | two of three partly
majoritet | U E               | D     | bedömda 2 av 2 | half is no majority
majoritet | U D E             | D     | bedömda 3 av 3 | nobody has one
majoritet | U*3 E*1 E*1       | U     | bedömda 3 av 3 | by weight
majoritet | U*0.1 U*0.2 E*0.3 | D     | bedömda 3 av 3 | binary tenths make no majority
majoritet | U U R             | U     | bedömda 2 av 3 | among the assessed
majoritet | U R R             | K     | bedömda 1 av 3 | if they are enough
"""


def rows(table: str) -> list[dict[str, str]]:
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def parts_of(text: str) -> list[Part]:
    parts = []
    for word in text.split():
        letter, _, weight = word.removeprefix("b").partition("*")
        over, _, under = (weight or "1").partition("/")
        parts.append(
            Part(LETTERS[letter], float(over) / float(under or 1), computed=word.startswith("b"))
        )
    return parts


@pytest.mark.parametrize(
    "row", rows(ROLLED), ids=lambda row: f"{row['method']}: {row['what it shows']}"
)
def test_parts_roll_up_as_the_table_says(row: dict[str, str]) -> None:
    rolled = roll_up(parts_of(row["parts"]), RollupPolicy(RollupMethod(row["method"])))
    assert (rolled.state, str(rolled.coverage)) == (LETTERS[row["state"]], row["coverage"])


@pytest.mark.parametrize(
    ("parts", "method", "reason"),
    [
        ("U U E R", "andel", "delvis: 2 av 3 indikatorer uppfyllda, bedömda 3 av 4"),
        ("U U", "andel", "uppfyllt: 2 av 2 indikatorer uppfyllda, bedömda 2 av 2"),
        (
            "U D E E",
            "andel",
            "ej uppfyllt: 1 av 4 indikatorer uppfyllda, 1 delvis, andel 37,5 %, bedömda 4 av 4",
        ),
        (
            "U*3 E*1",
            "andel",
            "delvis: 1 av 2 indikatorer uppfyllda, viktad andel 75 %, bedömda 2 av 2",
        ),
        ("U E", "sämsta", "ej uppfyllt: 1 av 2 indikatorer uppfyllda, bedömda 2 av 2"),
        ("U R R R", "andel", "kan inte bedömas: bedömda 1 av 4, minst 50 % krävs"),
        ("R R", "andel", "inga indikatorer rapporterade, bedömda 0 av 2"),
        ("M", "andel", "inga indikatorer mäts denna gång"),
        ("", "andel", "kan inte bedömas: inga indikatorer"),
    ],
)
def test_the_reason_can_be_checked_by_counting(parts: str, method: str, reason: str) -> None:
    rolled = roll_up(parts_of(parts), RollupPolicy(RollupMethod(method)))
    assert rolled.reason.replace("\N{NO-BREAK SPACE}", " ") == reason


def test_a_council_goal_counts_goals() -> None:
    reason = roll_up(parts_of("U E"), noun="nämndmål").reason
    assert reason == "delvis: 1 av 2 nämndmål uppfyllda, bedömda 2 av 2"


def test_the_limits_of_the_share_are_settings() -> None:
    parts = parts_of("U U U D")  # 87.5 %
    assert roll_up(parts).state is State.PARTLY
    assert roll_up(parts, RollupPolicy(met_from=0.875)).state is State.MET
    assert roll_up(parts, RollupPolicy(partly_from=0.9)).state is State.NOT_MET
    assert roll_up(parts, RollupPolicy(partly_counts=1)).state is State.MET
    assert roll_up(parts).share == 0.875


def test_the_least_coverage_is_a_setting_but_nothing_assessed_is_never_enough() -> None:
    assert roll_up(parts_of("U R R"), RollupPolicy(least_coverage=1 / 3)).state is State.MET
    assert roll_up(parts_of("U R"), RollupPolicy(least_coverage=0.6)).state is State.CANNOT_ASSESS
    assert roll_up(parts_of("K"), RollupPolicy(least_coverage=0)).state is State.CANNOT_ASSESS


def test_limits_at_their_edges_are_settings_too() -> None:
    one_limit = RollupPolicy(met_from=0.5, partly_from=0.5, partly_counts=0, least_coverage=1)
    assert roll_up(parts_of("U D"), one_limit).state is State.MET
    assert roll_up(parts_of("U D E"), one_limit).state is State.NOT_MET
    assert roll_up(parts_of("E"), RollupPolicy(partly_from=0)).state is State.PARTLY


@pytest.mark.parametrize("weight", [0, -1, math.nan, math.inf])
def test_a_weight_that_weighs_nothing_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="weight"):
        Part(State.MET, weight)


@pytest.mark.parametrize(
    "settings",
    [
        {"met_from": 0, "partly_from": 0},
        {"met_from": 0.4},
        {"met_from": 100},
        {"partly_from": -0.1},
        {"partly_counts": 1.1},
        {"least_coverage": math.nan},
    ],
)
def test_limits_that_mean_nothing_are_refused(settings: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="0 "):
        RollupPolicy(**settings)


CALCULATED = [
    Rolled(State.MET, Coverage(1, 1), 1.0, "uppfyllt"),
    Verdict(State.MET, Basis.FINAL, 85, "Utfallet 85 klarar målvärdet 85 (högre är bättre)."),
]


@pytest.mark.parametrize("calculated", CALCULATED, ids=["goal", "indicator"])
def test_the_decided_assessment_goes_first_only_where_it_exists_and_the_setting_says_so(
    calculated: Rolled | Verdict,
) -> None:
    assert decided(calculated, State.PARTLY, use_decided=True) is State.PARTLY
    assert decided(calculated, State.PARTLY, use_decided=False) is State.MET
    assert decided(calculated, None, use_decided=True) is State.MET


def test_the_share_of_no_coverage_is_zero() -> None:
    assert Coverage(0, 0).share == 0
    assert Coverage(3, 4).share == 0.75
