"""The example's way from ten old council goals to four new ones: decisions, map, programme."""

from __future__ import annotations

from datetime import date

from xlmal.domain.adopted import wording_mark
from xlmal.domain.goals import CouncilGoal
from xlmal.domain.period import DecisionKind, GoalDecision, GoalSuccession
from xlmal.domain.programme import Contribution, GoalProgramme, Programme
from xlmal.domain.rounds import Round
from xlmal.operations.example.tables import Row, rows

FIRST_YEAR, LAST_YEAR = 2020, 2026
#: The first year of the council that is elected on the way.
REDECIDE_BY = 2023
NEW_DECISION = "KF 2019-06-24 § 71"
_ROUND = Round.parse("2020-bidrag")
_OLD_FIRST, _OLD_LAST, _PROLONGED_TO = 2015, 2018, 2019


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def new_council_goals() -> tuple[CouncilGoal, ...]:
    """The four goals of 2020, for two mandate periods."""
    return tuple(
        CouncilGoal(
            id=row["id"],
            wording=row["lydelse"],
            goal_area=row["målområde"],
            agenda2030=_parts(row["agenda"]),
            valid_from=FIRST_YEAR,
            valid_to=LAST_YEAR,
            decision=NEW_DECISION,
            adopted_mark=wording_mark(row["lydelse"]),
        )
        for row in rows("new_council_goals")
    )


def goal_decisions() -> tuple[GoalDecision, ...]:
    """The old goals adopted and prolonged, the new ones adopted."""
    old = [row["id"] for row in rows("council_goals")]
    return (
        *(_old(id_, DecisionKind.ADOPTED, date(2014, 11, 24), "§ 112") for id_ in old),
        *(_old(id_, DecisionKind.PROLONGED, date(2018, 11, 26), "§ 98") for id_ in old),
        *(
            GoalDecision(
                goal=row["id"],
                decided_on=date(2019, 6, 24),
                kind=DecisionKind.ADOPTED,
                organ="KF",
                paragraph="§ 71",
                valid_from=FIRST_YEAR,
                valid_to=LAST_YEAR,
                redecide_by=REDECIDE_BY,
                note="Ska hålla två mandatperioder. Nytt fullmäktige prövar dem 2023.",
            )
            for row in rows("new_council_goals")
        ),
    )


def _old(id_: str, kind: DecisionKind, day: date, paragraph: str) -> GoalDecision:
    is_prolonged = kind is DecisionKind.PROLONGED
    return GoalDecision(
        goal=id_,
        decided_on=day,
        kind=kind,
        organ="KF",
        paragraph=paragraph,
        valid_from=_OLD_FIRST,
        valid_to=_PROLONGED_TO if is_prolonged else _OLD_LAST,
        note=f"Gällde till {_OLD_LAST}" if is_prolonged else "",
    )


def successions() -> tuple[GoalSuccession, ...]:
    """Where each of the ten old goals went."""
    return tuple(
        GoalSuccession(old=row["gammalt"], new=_parts(row["nya"]), note=row["anmärkning"])
        for row in rows("goal_map")
    )


def programmes() -> tuple[Programme, ...]:
    """The programme under its two names."""
    return tuple(
        Programme(
            name=row["namn"],
            valid_from=_year(row, "från"),
            valid_to=_year(row, "till"),
            decision=row["beslut"],
            vision=row["vision"],
            values=row["värdegrund"],
            note=row["anmärkning"],
        )
        for row in rows("programmes")
    )


def _year(row: Row, header: str) -> int | None:
    return int(row[header]) if row[header] else None


def goal_programmes() -> tuple[GoalProgramme, ...]:
    """What the programme says of each new goal."""
    return tuple(
        GoalProgramme(
            goal=row["id"],
            meaning=row["innebörd"],
            purpose=row["syfte"],
            strategy=row["strategi"],
            follow_up=row["uppföljning"],
            target_groups=row["målgrupper"],
            focus_areas=row["fokusområden"],
        )
        for row in rows("new_council_goals")
    )


def contributions() -> tuple[Contribution, ...]:
    """How each committee and company has said that it contributes."""
    return tuple(
        Contribution(
            unit=row["enhet"],
            council_goal=row["mål"],
            round=_ROUND,
            text=row["bidrag"],
            together_with=row["tillsammans"],
        )
        for row in rows("contributions")
    )
