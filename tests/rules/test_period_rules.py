"""How long the council's goals hold, and where they went: what is told, and where."""

from __future__ import annotations

from datetime import date

import pytest

from support.rule_tables import broken_in_book
from xlmal.domain.goals import CouncilGoal
from xlmal.domain.period import DecisionKind, GoalDecision, GoalSuccession
from xlmal.domain.programme import Contribution
from xlmal.domain.rounds import Round
from xlmal.rules.sample import YEAR, added, changed, sound_municipality

NEXT = Round.parse(f"{YEAR + 1}-bidrag")


def council_goal(id_: str, first: int, last: int | None) -> CouncilGoal:
    return CouncilGoal(
        id=id_, wording=f"Mål {id_}", agenda2030=("8",), valid_from=first, valid_to=last
    )


def decided(kind: DecisionKind, year: int, **more: int) -> GoalDecision:
    return GoalDecision(goal="K5", decided_on=date(year, 6, 24), kind=kind, organ="KF", **more)


ENDING, NEW = council_goal("K5", YEAR - 3, YEAR), council_goal("K6", YEAR + 1, YEAR + 4)
LONG = council_goal("K5", YEAR - 4, YEAR + 3)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # An old goal that ends as new ones begin, and what may be said of where it went.
        ({"council_goals": (ENDING, NEW)}, ["G07 Övergripande mål!A6"]),
        (
            {
                "council_goals": (ENDING, NEW),
                "successions": (GoalSuccession(old="K5", new=("K6",)),),
            },
            [],
        ),
        (
            {
                "council_goals": (ENDING, NEW),
                "successions": (GoalSuccession(old="K5", note="Nått."),),
            },
            [],
        ),
        (
            {"council_goals": (ENDING, NEW), "successions": (GoalSuccession(old="K5"),)},
            ["G07 Övergripande mål!A6"],
        ),
        ({"council_goals": (ENDING,)}, []),
        # Two mandate periods want a year on the way; a decision that moves the year has tried it.
        ({"council_goals": (LONG,)}, ["G09 Övergripande mål!F6"]),
        (
            {
                "council_goals": (LONG,),
                "goal_decisions": (decided(DecisionKind.ADOPTED, YEAR - 5, redecide_by=YEAR + 1),),
            },
            [],
        ),
        (
            {
                "council_goals": (LONG,),
                "goal_decisions": (decided(DecisionKind.ADOPTED, YEAR - 5, redecide_by=YEAR),),
            },
            ["G08 Övergripande mål!F6"],
        ),
        (
            {
                "council_goals": (LONG,),
                "goal_decisions": (
                    decided(DecisionKind.ADOPTED, YEAR - 5, redecide_by=YEAR),
                    decided(DecisionKind.CONFIRMED, YEAR),
                ),
            },
            [],
        ),
        # The last decision says how long a goal holds.
        (
            {
                "council_goals": (ENDING,),
                "goal_decisions": (decided(DecisionKind.ADOPTED, YEAR - 5, valid_to=YEAR),),
            },
            [],
        ),
        (
            {
                "council_goals": (ENDING,),
                "goal_decisions": (decided(DecisionKind.PROLONGED, YEAR - 1, valid_to=YEAR + 1),),
            },
            ["G10 Övergripande mål!F6"],
        ),
        # Contributions: those who have said nothing, and what is not there.
        (
            {
                "contributions": tuple(
                    Contribution(unit=unit, council_goal=f"K{n}", round=NEXT, text="Vi lär.")
                    for unit in ("KS", "BAB")
                    for n in range(1, 5)
                    if (unit, n) != ("BAB", 4)
                )
            },
            ["G11 Nämnder!A3"],
        ),
        (
            {"successions": (GoalSuccession(old="K98", new=("K1", "K99")),)},
            ["S13 Målkarta!A2", "S14 Målkarta!C2"],
        ),
    ],
)
def test_one_thing_added_to_a_sound_municipality(
    facts: dict[str, tuple[object, ...]], expected: list[str]
) -> None:
    municipality = sound_municipality()
    for field, rows in facts.items():
        municipality = added(field, *rows)(municipality)

    found = [f"{code} {cell}" for code, cell in broken_in_book(municipality)]
    # Nobody answers the goals that are added here; the rules on spread say so.
    assert [one for one in found if one[:3] not in ("G01", "G03", "G05")] == expected


def test_new_goals_are_counted_the_year_before_they_begin() -> None:
    municipality = sound_municipality()
    for number in range(1, 5):
        municipality = changed("council_goals", f"K{number}", valid_to=YEAR)(municipality)
    new = [council_goal(f"K{number}", YEAR + 1, YEAR + 4) for number in range(11, 17)]
    few = added("council_goals", *new[:4])(municipality)
    many = added("council_goals", *new)(municipality)

    assert "G01" not in [code for code, _ in broken_in_book(few)]
    assert "G01" in [code for code, _ in broken_in_book(many)]
