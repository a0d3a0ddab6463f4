"""Which value a round judges and how it stands against its target, case by case."""

from __future__ import annotations

import math

import pytest

from xlmal.domain.choices import (
    Direction,
    Expectation,
    MissingReason,
    PartialRule,
    RoundKind,
    State,
    ValueStatus,
)
from xlmal.domain.status import (
    Answer,
    Basis,
    StatusPolicy,
    Target,
    assess,
    degree,
    judge,
    symbol,
    wording,
)

# Target: "85", "2..4" (intervall), "90±2" (bibehålla), "ja". Limit: partial_limit. Rule: how a
# missed target may still be partly met: vägen (progress 50 %), andel (ratio 80 %), aldrig.
AGAINST_TARGET = """
direction |target  |base |limit |dec |rule   |value   |state    |what it shows
högre     |85      |     |      |0   |vägen  |85      |uppfyllt |the target itself
högre     |85      |     |      |0   |vägen  |90      |uppfyllt |beyond it
högre     |85      |     |      |0   |vägen  |84      |ej       |missed, no baseline
högre     |85.0    |     |      |1   |vägen  |84.96   |uppfyllt |shown as 85,0
högre     |85.0    |     |      |1   |vägen  |84.95   |uppfyllt |a half goes away from zero
högre     |85.0    |     |      |1   |vägen  |84.94   |ej       |shown as 84,9
högre     |85.0    |     |      |2   |vägen  |84.96   |ej       |two decimals declared
högre     |85      |     |      |0   |vägen  |84.5    |uppfyllt |shown as 85
högre     |85      |     |      |0   |vägen  |84.49   |ej       |shown as 84
högre     |84.96   |     |      |1   |vägen  |85.0    |uppfyllt |the target is rounded too
högre     |85.04   |     |      |1   |vägen  |85.0    |uppfyllt |the target is rounded down
högre     |2.68    |     |      |2   |vägen  |2.675   |uppfyllt |binary 2,67499… is 2,675
högre     |0.3     |     |      |1   |vägen  |0.30004 |uppfyllt |digits not declared
lägre     |20      |     |      |0   |vägen  |20      |uppfyllt |the target itself
lägre     |20      |     |      |0   |vägen  |15      |uppfyllt |below
lägre     |20      |     |      |0   |vägen  |21      |ej       |above
lägre     |20      |     |      |0   |vägen  |20.4    |uppfyllt |shown as 20
lägre     |20      |     |      |0   |vägen  |20.5    |ej       |shown as 21
lägre     |5.1     |     |      |1   |vägen  |5.14    |uppfyllt |shown as 5,1
lägre     |5.1     |     |      |1   |vägen  |5.15    |ej       |shown as 5,2
lägre     |-5      |     |      |0   |vägen  |-21     |uppfyllt |negative target, lower is better
lägre     |-5      |     |      |0   |andel  |-21     |uppfyllt |whatever the partial rule
lägre     |-5      |     |      |0   |vägen  |-4      |ej       |negative, missed
lägre     |-5      |     |      |0   |vägen  |-4.5    |uppfyllt |shown as -5
lägre     |-5      |     |      |0   |vägen  |5       |ej       |wrong sign
högre     |-5      |     |      |0   |vägen  |-4      |uppfyllt |a deficit smaller than feared
högre     |-5      |     |      |0   |vägen  |-6      |ej       |a larger one
högre     |-5      |-15  |      |0   |vägen  |-10     |delvis   |half the way
högre     |-5      |-15  |      |0   |andel  |-6      |ej       |no ratio of negative numbers
högre     |0       |     |      |0   |vägen  |0       |uppfyllt |zero is a target
högre     |0       |     |      |0   |vägen  |-0.4    |uppfyllt |shown as 0
högre     |0       |     |      |0   |vägen  |-1      |ej       |below zero
högre     |0       |-10  |      |0   |vägen  |-5      |delvis   |half the way to zero
lägre     |0       |     |      |0   |vägen  |0       |uppfyllt |nobody hurt
lägre     |0       |     |      |0   |vägen  |1       |ej       |one is not none
lägre     |0       |4    |      |0   |vägen  |2       |delvis   |half as many
lägre     |0       |4    |      |0   |andel  |1       |ej       |no ratio to zero
högre     |10      |     |      |0   |andel  |0       |ej       |zero is no ratio either
högre     |85      |75   |      |0   |vägen  |80      |delvis   |exactly half the way
högre     |85      |75   |      |0   |vägen  |79      |ej       |less than half
högre     |85      |75   |      |0   |vägen  |84      |delvis   |nearly there
högre     |85      |75   |      |0   |vägen  |75      |ej       |nothing happened
högre     |85      |75   |      |0   |vägen  |74      |ej       |worse than baseline
högre     |0.7     |0.1  |      |1   |vägen  |0.4     |delvis   |half the way in tenths
högre     |0.3     |0.1  |      |1   |vägen  |0.2     |delvis   |binary tenths do not sum
högre     |85      |75   |      |0   |vägen  |79.5    |delvis   |the way is counted as shown
högre     |85      |75   |      |0   |aldrig |84      |ej       |the rule is never
lägre     |20      |30   |      |0   |vägen  |25      |delvis   |half the way down
lägre     |20      |30   |      |0   |vägen  |26      |ej       |less than half
lägre     |20      |30   |      |0   |vägen  |30      |ej       |nothing happened
lägre     |20      |30   |      |0   |vägen  |31      |ej       |worse than baseline
lägre     |-20     |-10  |      |0   |vägen  |-15     |delvis   |half the way down below zero
lägre     |-5      |5    |      |0   |vägen  |0       |delvis   |half the way through zero
högre     |85      |85   |      |0   |vägen  |84      |ej       |baseline at the target
högre     |85      |90   |      |0   |vägen  |84      |ej       |baseline beyond the target
högre     |85      |90   |      |0   |vägen  |86      |uppfyllt |worse than baseline yet met
lägre     |20      |18   |      |0   |vägen  |21      |ej       |baseline beyond the target
lägre     |20      |20   |      |0   |vägen  |21      |ej       |baseline at the target
högre     |85      |     |80    |0   |vägen  |80      |delvis   |explicit limit itself
högre     |85      |     |80    |0   |vägen  |79      |ej       |under the limit
högre     |85      |     |80.04 |1   |vägen  |79.95   |delvis   |both shown as 80,0
högre     |85      |70   |80    |0   |vägen  |78      |ej       |the limit goes before progress
högre     |85      |60   |70    |0   |vägen  |71      |delvis   |also when it is the milder
högre     |85      |75   |70    |0   |vägen  |72      |ej       |worse than baseline, within limit
högre     |85      |90   |80    |0   |vägen  |82      |ej       |worse than a good baseline
högre     |85      |75   |70    |0   |vägen  |75      |delvis   |at the baseline is not worse
högre     |85      |     |80    |0   |aldrig |80      |delvis   |the target's own limit stands
högre     |85      |     |90    |0   |vägen  |84      |ej       |a limit on the wrong side
högre     |85      |     |85    |0   |vägen  |84      |ej       |a limit that says nothing
högre     |5       |     |0     |0   |vägen  |0       |delvis   |zero is a limit
lägre     |20      |     |25    |0   |vägen  |25      |delvis   |the limit is above the target
lägre     |20      |     |25    |0   |vägen  |26      |ej       |past it
lägre     |-5      |     |0     |0   |vägen  |0       |delvis   |zero is a limit
lägre     |20      |24   |25    |0   |vägen  |25      |ej       |worse than baseline, within limit
högre     |100     |     |      |0   |andel  |80      |delvis   |80 % of the target
högre     |100     |     |      |0   |andel  |79      |ej       |79 % of it
högre     |100     |85   |      |0   |andel  |82      |ej       |82 % but worse than baseline
högre     |100     |20   |      |0   |andel  |70      |ej       |far on the way, but 70 %
lägre     |20      |     |      |0   |andel  |25      |delvis   |the target is 80 % of the value
lägre     |20      |     |      |0   |andel  |26      |ej       |77 %
högre     |0.5     |     |      |1   |andel  |0.4     |delvis   |80 % in tenths
intervall |2..4    |     |      |0   |vägen  |2       |uppfyllt |lower bound
intervall |2..4    |     |      |0   |vägen  |4       |uppfyllt |upper bound
intervall |2..4    |     |      |0   |vägen  |3       |uppfyllt |inside
intervall |2..4    |     |      |0   |vägen  |1       |ej       |under
intervall |2..4    |     |      |0   |vägen  |5       |ej       |over
intervall |2..4    |     |      |0   |vägen  |4.4     |uppfyllt |shown as 4
intervall |2..4    |     |      |0   |vägen  |1.5     |uppfyllt |shown as 2
intervall |-4..-2  |     |      |0   |vägen  |-3      |uppfyllt |below zero
intervall |-4..-2  |     |      |0   |vägen  |-1      |ej       |below zero, over
intervall |3..3    |     |      |0   |vägen  |3       |uppfyllt |a single point
intervall |2..4    |     |1     |0   |vägen  |5       |delvis   |one outside is tolerated
intervall |2..4    |     |1     |0   |vägen  |1       |delvis   |on either side
intervall |2..4    |     |1     |0   |vägen  |6       |ej       |two outside
intervall |2..4    |3    |1     |0   |vägen  |5       |delvis   |limit heard, baseline inside
intervall |2..4    |8    |      |0   |vägen  |6       |delvis   |half the way in
intervall |2..4    |8    |      |0   |vägen  |7       |ej       |a quarter of it
intervall |2..4    |8    |      |0   |vägen  |0       |delvis   |across, half as far off
intervall |2..4    |8    |      |0   |vägen  |9       |ej       |worse than baseline
intervall |2..4    |3    |      |0   |vägen  |5       |ej       |no way from inside
intervall |10..20  |     |      |0   |andel  |8       |delvis   |80 % of the lower bound
intervall |10..20  |     |      |0   |andel  |25      |delvis   |the upper bound is 80 % of it
intervall |10..20  |     |      |0   |andel  |26      |ej       |77 %
intervall |4..2    |     |      |0   |vägen  |3       |kan inte |bounds upside down
intervall |4       |     |      |0   |vägen  |4       |kan inte |one bound only
bibehålla |90      |     |      |0   |vägen  |90      |uppfyllt |kept
bibehålla |90      |     |      |0   |vägen  |91      |ej       |better is not kept
bibehålla |90      |     |      |0   |vägen  |90.4    |uppfyllt |kept as shown
bibehålla |90±2    |     |      |0   |vägen  |88      |uppfyllt |edge of the tolerance
bibehålla |90±2    |     |      |0   |vägen  |92      |uppfyllt |the other edge
bibehålla |90±2    |     |      |0   |vägen  |87      |ej       |outside
bibehålla |0.3±0.1 |     |      |1   |vägen  |0.2     |uppfyllt |binary tenths do not sum
bibehålla |90±2    |     |5     |0   |vägen  |95      |delvis   |five from the level
bibehålla |90±2    |     |5     |0   |vägen  |84      |ej       |six from it
bibehålla |90±2    |90   |5     |0   |vägen  |85      |delvis   |limit heard, baseline is the level
bibehålla |90±2    |96   |9     |0   |vägen  |97      |ej       |further off than the baseline
bibehålla |90±2    |100  |      |0   |vägen  |96      |delvis   |half the way back
bibehålla |90±2    |100  |      |0   |vägen  |97      |ej       |less than half
bibehålla |90±2    |90   |      |0   |vägen  |87      |ej       |no way from the level itself
bibehålla |-2±1    |     |      |0   |vägen  |-3      |uppfyllt |a negative level
bibehålla |90±-2   |     |      |0   |vägen  |90      |kan inte |negative tolerance
bibehålla |90      |     |-5    |0   |vägen  |91      |kan inte |negative distance
ja/nej    |ja      |     |      |0   |vägen  |ja      |uppfyllt |yes wanted
ja/nej    |ja      |     |      |0   |vägen  |nej     |ej       |yes wanted, no
ja/nej    |nej     |     |      |0   |vägen  |nej     |uppfyllt |no wanted
ja/nej    |nej     |     |      |0   |vägen  |ja      |ej       |no wanted, yes
ja/nej    |ja      |nej  |nej   |0   |vägen  |nej     |ej       |never partly met
ja/nej    |ja      |     |      |0   |vägen  |1       |kan inte |1 is not yes
ja/nej    |1       |     |      |0   |vägen  |ja      |kan inte |nor in the target
högre     |1       |     |      |0   |vägen  |ja      |kan inte |yes is not 1
högre     |ja      |     |      |0   |vägen  |1       |kan inte |nor in the target
högre     |        |     |      |0   |vägen  |85      |kan inte |no target
ja/nej    |        |     |      |0   |vägen  |ja      |kan inte |no target
          |85      |     |      |0   |vägen  |85      |kan inte |no direction
"""

RULES = {"vägen": PartialRule.PROGRESS, "andel": PartialRule.RATIO, "aldrig": PartialRule.NEVER}
STATES = {
    "uppfyllt": State.MET,
    "delvis": State.PARTLY,
    "ej": State.NOT_MET,
    "kan inte": State.CANNOT_ASSESS,
    "saknas": State.NOT_REPORTED,
    "mäts inte": State.NOT_MEASURED,
}


def rows(table: str) -> list[dict[str, str]]:
    """Read a table drawn with bars into one dict a row."""
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def measured(text: str) -> float | bool | None:
    return {"": None, "ja": True, "nej": False}[text] if text in ("", "ja", "nej") else float(text)


def target_of(row: dict[str, str]) -> Target:
    low, _, upper = row["target"].partition("..")
    low, _, tolerance = low.partition("±")
    return Target(
        Direction(row["direction"]) if row["direction"] else None,
        measured(low),
        upper=measured(upper),
        tolerance=measured(tolerance),
        partial_limit=measured(row["limit"]),
        baseline=measured(row["base"]),
        decimals=int(row["dec"]),
    )


@pytest.mark.parametrize(
    "row", rows(AGAINST_TARGET), ids=lambda row: f"{row['direction']}: {row['what it shows']}"
)
def test_a_value_stands_against_its_target_as_the_table_says(row: dict[str, str]) -> None:
    judgement = assess(
        measured(row["value"]), target_of(row), StatusPolicy(partial_rule=RULES[row["rule"]])
    )
    assert judgement.state is STATES[row["state"]], judgement.reason
    assert judgement.reason.startswith("Värdet ")
    assert judgement.reason.endswith(".")


# Target: högre 85, baseline 75, limit none. "p80" is a computed (beräknad) prognosis.
WHAT_IS_JUDGED = """
round |expects     |outcome |marked      |prognosis |missing  |state     |basis
D1    |prognos     |        |            |86        |         |uppfyllt  |prognos
D2    |prognos     |        |            |80        |         |delvis    |prognos
D2    |prognos     |        |            |70        |         |ej        |prognos
D2    |prognos     |90      |            |80        |         |delvis    |prognos
D2    |prognos     |90      |            |          |         |saknas    |inget värde
D2    |prognos     |90      |preliminärt |          |         |saknas    |inget värde
D2    |prognos     |90      |slutligt    |          |         |uppfyllt  |slutligt utfall
D2    |prognos     |90      |slutligt    |80        |         |delvis    |prognos
D2    |prognos     |90      |slutligt    |p80       |         |uppfyllt  |slutligt utfall
D2    |prognos     |        |            |p80       |         |delvis    |beräknad prognos
D2    |prognos     |60      |            |p86       |         |uppfyllt  |beräknad prognos
D2    |prognos     |        |            |          |         |saknas    |inget värde
D2    |slutligt    |90      |slutligt    |          |         |uppfyllt  |slutligt utfall
D2    |slutligt    |90      |            |          |         |uppfyllt  |slutligt utfall
D2    |slutligt    |70      |slutligt    |90        |         |ej        |slutligt utfall
D2    |slutligt    |70      |preliminärt |90        |         |uppfyllt  |prognos
D2    |slutligt    |90      |preliminärt |          |         |saknas    |inget värde
D2    |slutligt    |90      |preliminärt |          |för få   |kan inte  |inget värde
D2    |slutligt    |        |            |90        |         |uppfyllt  |prognos
D2    |slutligt    |        |            |p90       |         |uppfyllt  |beräknad prognos
D2    |slutligt    |        |            |          |         |saknas    |inget värde
D2    |preliminärt |90      |            |80        |         |delvis    |prognos
D2    |preliminärt |90      |            |          |         |kan inte  |inget värde
D2    |preliminärt |90      |slutligt    |          |         |uppfyllt  |slutligt utfall
D2    |preliminärt |        |            |          |         |saknas    |inget värde
ÅR    |slutligt    |90      |slutligt    |          |         |uppfyllt  |slutligt utfall
ÅR    |slutligt    |90      |            |70        |         |uppfyllt  |slutligt utfall
ÅR    |slutligt    |90      |preliminärt |          |         |saknas    |inget värde
ÅR    |slutligt    |        |            |90        |         |saknas    |inget värde
ÅR    |slutligt    |        |            |p90       |         |saknas    |inget värde
ÅR    |slutligt    |        |            |          |         |saknas    |inget värde
ÅR    |preliminärt |80      |preliminärt |          |         |delvis    |preliminärt utfall
ÅR    |preliminärt |80      |            |          |         |delvis    |preliminärt utfall
ÅR    |preliminärt |80      |slutligt    |          |         |delvis    |slutligt utfall
ÅR    |preliminärt |        |            |          |         |saknas    |inget värde
ÅR    |prognos     |        |            |90        |         |kan inte  |inget värde
ÅR    |prognos     |90      |slutligt    |70        |         |uppfyllt  |slutligt utfall
D2    |mäts inte   |90      |slutligt    |80        |         |mäts inte |inget värde
ÅR    |mäts inte   |        |            |          |         |mäts inte |inget värde
mål   |slutligt    |90      |slutligt    |          |         |mäts inte |inget värde
D2    |prognos     |        |            |          |ej nu    |mäts inte |inget värde
D2    |prognos     |        |            |          |källan   |kan inte  |inget värde
D2    |prognos     |        |            |          |för få   |kan inte  |inget värde
D2    |prognos     |        |            |          |kan inte |kan inte  |inget värde
ÅR    |slutligt    |        |            |          |annat    |kan inte  |inget värde
D2    |prognos     |        |            |80        |för få   |delvis    |prognos
D2    |prognos     |        |            |p80       |för få   |kan inte  |inget värde
"""

EXPECTATIONS = {
    "prognos": Expectation.PROGNOSIS,
    "slutligt": Expectation.FINAL,
    "preliminärt": Expectation.PRELIMINARY,
    "mäts inte": Expectation.NOT_MEASURED,
}
REASONS = {
    "": None,
    "ej nu": MissingReason.NOT_DUE,
    "källan": MissingReason.NOT_PUBLISHED,
    "för få": MissingReason.TOO_FEW,
    "kan inte": MissingReason.CANNOT_ASSESS,
    "annat": MissingReason.OTHER,
}


def answer_of(row: dict[str, str]) -> Answer:
    return Answer(
        outcome=measured(row["outcome"]),
        outcome_status=ValueStatus(row["marked"]) if row["marked"] else None,
        prognosis=measured(row["prognosis"].removeprefix("p")),
        missing_reason=REASONS[row["missing"]],
        prognosis_is_computed=row["prognosis"].startswith("p"),
    )


@pytest.mark.parametrize("row", rows(WHAT_IS_JUDGED), ids=lambda row: " ".join(row.values()))
def test_a_round_judges_the_value_that_the_table_says(row: dict[str, str]) -> None:
    target = Target(Direction.HIGHER, 85, baseline=75)
    verdict = judge(answer_of(row), target, EXPECTATIONS[row["expects"]], RoundKind(row["round"]))
    assert (verdict.state, verdict.basis) == (STATES[row["state"]], Basis(row["basis"]))
    assert verdict.is_computed == (row["basis"] == "beräknad prognos")
    assert (verdict.judged is None) == (row["basis"] == "inget värde")
    assert verdict.reason.endswith(".")


def test_a_value_without_a_target_cannot_be_assessed_but_no_value_is_still_not_reported() -> None:
    no_target = Target(Direction.HIGHER, None)
    given = judge(Answer(prognosis=80), no_target, Expectation.PROGNOSIS, RoundKind.D2)
    missing = judge(Answer(), no_target, Expectation.PROGNOSIS, RoundKind.D2)
    assert (given.state, given.judged) == (State.CANNOT_ASSESS, 80)
    assert given.reason == "Prognosen 80 kan inte bedömas: målvärde saknas."
    assert missing.state is State.NOT_REPORTED


def test_zero_and_no_are_answers_and_not_missing() -> None:
    lower, no = Target(Direction.LOWER, 0), Target(Direction.YES_NO, False)
    assert judge(Answer(0), lower, Expectation.FINAL, RoundKind.YEAR).state is State.MET
    assert judge(Answer(False), no, Expectation.FINAL, RoundKind.YEAR).state is State.MET


@pytest.mark.parametrize(
    ("value", "target", "rule", "reason"),
    [
        (
            84.96,
            Target(Direction.HIGHER, 85, decimals=1),
            "vägen",
            "Värdet 85,0 klarar målvärdet 85,0 (högre är bättre).",
        ),
        (
            -21,
            Target(Direction.LOWER, -5),
            "vägen",
            "Värdet −21 klarar målvärdet −5 (lägre är bättre).",
        ),
        (
            79,
            Target(Direction.HIGHER, 85, baseline=75),
            "vägen",
            "Värdet 79 klarar inte målvärdet 85 (högre är bättre) och har kommit 40 % av vägen "
            "från basvärdet 75 (delvis uppfyllt från 50 %).",
        ),
        (
            3,
            Target(Direction.YES_NO, True),
            "vägen",
            "Värdet 3 kan inte bedömas: svaret ska vara ja eller nej.",
        ),
        (
            82,
            Target(Direction.HIGHER, 85, partial_limit=80),
            "vägen",
            "Värdet 82 klarar inte målvärdet 85 (högre är bättre) men klarar gränsen 80 för "
            "delvis uppfyllt.",
        ),
        (
            87,
            Target(Direction.KEEP, 90, tolerance=2, partial_limit=2),
            "vägen",
            "Värdet 87 klarar inte målvärdet 90 (bibehålla ± 2) och inte heller gränsen för "
            "delvis uppfyllt (högst 2 från målvärdet).",
        ),
        (
            1249,
            Target(Direction.INTERVAL, 1250, upper=1500, baseline=1000),
            "aldrig",
            "Värdet 1 249 klarar inte målintervallet 1 250 till 1 500.",
        ),
        (
            74,
            Target(Direction.HIGHER, 85, baseline=75),
            "vägen",
            "Värdet 74 klarar inte målvärdet 85 (högre är bättre) och är sämre än basvärdet 75.",
        ),
        (
            1,
            Target(Direction.LOWER, 0),
            "vägen",
            "Värdet 1 klarar inte målvärdet 0 (lägre är bättre) och saknar basvärde att räkna "
            "vägen från.",
        ),
        (
            5,
            Target(Direction.INTERVAL, 2, upper=4, baseline=3),
            "vägen",
            "Värdet 5 klarar inte målintervallet 2 till 4 och vägen kan inte räknas, för "
            "basvärdet 3 klarar redan målet.",
        ),
        (
            0,
            Target(Direction.HIGHER, 10),
            "andel",
            "Värdet 0 klarar inte målvärdet 10 (högre är bättre) och kan inte räknas som andel "
            "av målvärdet.",
        ),
        (
            85,
            Target(Direction.HIGHER, 100),
            "andel",
            "Värdet 85 klarar inte målvärdet 100 (högre är bättre) men når 85 % av målet "
            "(delvis uppfyllt från 80 %).",
        ),
        (
            3,
            Target(Direction.LOWER, 2, may_use_ratio=False),
            "andel",
            "Värdet 3 klarar inte målvärdet 2 (lägre är bättre) och kan inte räknas som andel av "
            "målvärdet.",
        ),
    ],
)
def test_the_reason_tells_the_reader_what_was_compared(
    value: float, target: Target, rule: str, reason: str
) -> None:
    policy = StatusPolicy(partial_rule=RULES[rule])
    assert assess(value, target, policy).reason.replace("\N{NO-BREAK SPACE}", " ") == reason


def test_a_rank_number_is_never_partly_met_by_its_ratio() -> None:
    policy = StatusPolicy(partial_rule=PartialRule.RATIO)
    amount = Target(Direction.LOWER, 100)
    rank = Target(Direction.LOWER, 100, may_use_ratio=False)
    assert assess(110, amount, policy).state is State.PARTLY
    assert assess(110, rank, policy).state is State.NOT_MET


def test_the_shares_of_the_policy_move_the_border_of_partly_met() -> None:
    target = Target(Direction.HIGHER, 85, baseline=75)
    assert assess(78, target, StatusPolicy(progress_share=0.3)).state is State.PARTLY
    assert assess(77, target, StatusPolicy(progress_share=0.3)).state is State.NOT_MET
    ratio = StatusPolicy(partial_rule=PartialRule.RATIO, ratio_share=0.9)
    assert assess(89, Target(Direction.HIGHER, 100), ratio).state is State.NOT_MET
    assert assess(90, Target(Direction.HIGHER, 100), ratio).state is State.PARTLY


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_nan_and_infinity_are_refused_wherever_they_come_in(bad: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        assess(bad, Target(Direction.HIGHER, 85))
    with pytest.raises(ValueError, match="not a number"):
        degree(bad, Target(Direction.HIGHER, 85))
    for field in ("value", "upper", "tolerance", "partial_limit", "baseline"):
        with pytest.raises(ValueError, match="not a number"):
            Target(**{"direction": Direction.KEEP, "value": 1, field: bad})
    for field in ("outcome", "prognosis"):
        with pytest.raises(ValueError, match="not a number"):
            Answer(**{field: bad})


@pytest.mark.parametrize("edge", [0, 1])
def test_none_and_all_of_the_way_are_shares_too(edge: float) -> None:
    policy = StatusPolicy(progress_share=edge)
    at_baseline = assess(75, Target(Direction.HIGHER, 85, baseline=75), policy).state
    assert at_baseline is (State.NOT_MET if edge else State.PARTLY)
    ratio = StatusPolicy(PartialRule.RATIO, ratio_share=edge)
    assert assess(1, Target(Direction.HIGHER, 85), ratio).state is at_baseline


def test_settings_that_mean_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="shares"):
        StatusPolicy(progress_share=50)
    with pytest.raises(ValueError, match="shares"):
        StatusPolicy(ratio_share=math.nan)


def test_nothing_is_held_against_a_target_that_no_cell_could_show() -> None:
    target = Target(Direction.HIGHER, 85, decimals=-1)
    judged = assess(90, target, StatusPolicy())
    assert judged.state is State.CANNOT_ASSESS
    assert "-1 decimaler" in judged.reason


@pytest.mark.parametrize(
    ("value", "target", "wanted"),
    [
        (85, Target(Direction.HIGHER, 85), 1.0),
        (80, Target(Direction.HIGHER, 85, baseline=75), 0.5),
        (70, Target(Direction.HIGHER, 85, baseline=75), 0.0),
        (84, Target(Direction.HIGHER, 85), None),
        (84, Target(Direction.HIGHER, 85, baseline=90), None),
        (27.5, Target(Direction.LOWER, 20, baseline=30, decimals=1), 0.25),
        (7, Target(Direction.INTERVAL, 2, upper=4, baseline=8), 0.25),
        (True, Target(Direction.YES_NO, True), 1.0),
        (False, Target(Direction.YES_NO, True), 0.0),
        (84, Target(Direction.HIGHER, None), None),
    ],
)
def test_the_degree_of_attainment_runs_from_the_baseline_to_the_target(
    value: float, target: Target, wanted: float | None
) -> None:
    assert degree(value, target) == wanted


WORDS = """
state     | D1                      | D2                      | ÅR
uppfyllt  | bedöms uppfyllas        | bedöms uppfyllas        | uppfyllt
delvis    | bedöms delvis uppfyllas | bedöms delvis uppfyllas | delvis uppfyllt
ej        | bedöms inte uppfyllas   | bedöms inte uppfyllas   | ej uppfyllt
kan inte  | kan inte bedömas        | kan inte bedömas        | kan inte bedömas
saknas    | ej rapporterat          | ej rapporterat          | ej rapporterat
mäts inte | mäts inte denna gång    | mäts inte denna gång    | mäts inte denna gång
"""


@pytest.mark.parametrize("row", rows(WORDS), ids=lambda row: row["state"])
def test_the_words_fit_the_round(row: dict[str, str]) -> None:
    for kind in (RoundKind.D1, RoundKind.D2, RoundKind.YEAR):
        assert wording(STATES[row["state"]], kind) == row[str(kind)]


def test_every_state_has_a_sign_of_its_own() -> None:
    signs = [symbol(state) for state in State]
    assert len(set(signs)) == len(State)
    assert all(len(sign) == 1 and sign.isprintable() for sign in signs)
