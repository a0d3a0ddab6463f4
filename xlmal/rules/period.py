"""How long the council's goals hold, and how they are answered in words (G07-G11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xlmal.domain.goals import CouncilGoal
from xlmal.domain.period import (
    DecisionKind,
    GoalDecision,
    is_redecision_due,
    latest,
    redecide_by,
)
from xlmal.domain.programme import Contribution
from xlmal.domain.rounds import Round
from xlmal.finding import Severity
from xlmal.intake.quoting import listed
from xlmal.rules.facts import at
from xlmal.rules.rule import BookRule, Breach
from xlmal.rules.sample import YEAR, added
from xlmal.rules.view import BookView

#: Years of one council; a goal that is to last longer is tried anew on the way.
_ONE_PERIOD = 4


def _unmapped(view: BookView) -> Iterator[Breach]:
    municipality = view.municipality
    begins = {goal.valid_from for goal in municipality.council_goals}
    mapped = {one.old for one in municipality.successions if one.new or one.note.strip()}
    for goal in municipality.council_goals:
        ends = goal.valid_to in (view.year - 1, view.year)
        if ends and (goal.valid_to or 0) + 1 in begins and goal.id not in mapped:
            yield at("council_goals", goal, "Mål-ID", goal=goal.id, last=goal.valid_to)


def _redecision_due(view: BookView) -> Iterator[Breach]:
    decisions = view.municipality.goal_decisions
    for goal in view.municipality.council_goals:
        if is_redecision_due(decisions, goal, view.year):
            due = redecide_by(decisions, goal.id)
            yield at("council_goals", goal, "Gäller till", goal=goal.id, due=due)


def _long_without_redecision(view: BookView) -> Iterator[Breach]:
    decisions = view.municipality.goal_decisions
    for goal in view.municipality.council_goals:
        if goal.valid_from is None or goal.valid_to is None or goal.valid_to < view.year:
            continue
        years = goal.valid_to - goal.valid_from + 1
        last = latest(decisions, goal.id)
        has_been_tried = last is not None and last.kind in (
            DecisionKind.PROLONGED,
            DecisionKind.CONFIRMED,
        )
        if years > _ONE_PERIOD and not has_been_tried and redecide_by(decisions, goal.id) is None:
            yield at("council_goals", goal, "Gäller till", goal=goal.id, years=years)


def _other_validity(view: BookView) -> Iterator[Breach]:
    for goal in view.municipality.council_goals:
        last = latest(view.municipality.goal_decisions, goal.id)
        if last is not None and last.valid_to is not None and last.valid_to != goal.valid_to:
            yield at(
                "council_goals",
                goal,
                "Gäller till",
                goal=goal.id,
                shown=goal.valid_to or "tomt",
                decided=last.valid_to,
                reference=last.reference,
            )


def _silent_units(view: BookView) -> Iterator[Breach]:
    municipality = view.municipality
    rounds = {one.round for one in municipality.contributions if one.round.year >= view.year}
    for round_ in sorted(rounds):
        told = {
            (one.unit, one.council_goal)
            for one in municipality.contributions
            if one.round == round_ and one.text.strip()
        }
        goals = [goal.id for goal in municipality.council_goals if goal.is_valid(round_.year)]
        for unit in municipality.units:
            lacking = [goal for goal in goals if (unit.code, goal) not in told]
            if lacking and unit.is_valid(round_.year):
                details = {"unit": unit.name, "goals": listed(lacking), "round": round_.title}
                yield at("units", unit, "Nämnd/bolag", **details)


_CONTRIBUTIONS = Round.parse(f"{YEAR}-bidrag")
_DECIDED = date(YEAR - 4, 11, 24)


def _goal(**values: object) -> CouncilGoal:
    more = {"id": "K5", "wording": "Mål 5", "agenda2030": ("8",), "valid_from": YEAR - 4, **values}
    return CouncilGoal.model_validate(more)


BOOK_RULES: tuple[BookRule, ...] = (
    BookRule(
        code="G07",
        severity=Severity.NOTE,
        title="Varje övergripande mål som upphör har en rad i målkartan.",
        reason="Den som följt ett mål ska kunna se vart det tog vägen.",
        message="{goal} gäller till och med {last} och nya mål tar vid, men målkartan säger inte "
        "vilka. Ange de nya målen på bladet Målkarta, eller skriv där varför inget tar vid.",
        check_book=_unmapped,
        example="K5 upphör i år, nya mål gäller från nästa år, och K5 saknas på bladet Målkarta",
        breaks=added(
            "council_goals",
            _goal(valid_to=YEAR),
            _goal(id="K6", wording="Mål 6", valid_from=YEAR + 1),
        ),
    ),
    BookRule(
        code="G08",
        severity=Severity.WARNING,
        title="Ett övergripande mål prövas på nytt senast det år som beslutats.",
        reason="Ett nytt fullmäktige ska få ta ställning till mål som det förra satte.",
        message="{goal} skulle ha prövats på nytt senast {due}. Skriv in beslutet på bladet "
        "Målbeslut (omprövat, förlängt eller upphävt), eller ta upp målet i fullmäktige.",
        check_book=_redecision_due,
        example="Omprövas senast 2019, och inget senare beslut finns",
        breaks=added(
            "goal_decisions",
            GoalDecision(
                goal="K1", decided_on=_DECIDED, kind=DecisionKind.ADOPTED, redecide_by=YEAR
            ),
        ),
    ),
    BookRule(
        code="G09",
        severity=Severity.NOTE,
        title="Ett mål som ska hålla längre än en mandatperiod har ett år då det prövas på nytt.",
        reason="Ett mål får gälla två mandatperioder, men inte utan att någon har tittat efter.",
        message="{goal} gäller i {years} år utan att det står när det ska prövas på nytt. Ange "
        "året i Omprövas senast på bladet Målbeslut.",
        check_book=_long_without_redecision,
        example="Gäller från 2015 till 2022, Omprövas senast är tomt",
        breaks=added("council_goals", _goal(valid_to=YEAR + 3)),
    ),
    BookRule(
        code="G10",
        severity=Severity.WARNING,
        title="Det övergripande målet gäller så länge som det senaste beslutet säger.",
        reason="Giltigheten avgör vilka mål nämnderna svarar på.",
        message="{goal} har Gäller till {shown}, men {reference} säger {decided}. Rätta det som är "
        "fel, eller förläng med xlmal period förläng.",
        check_book=_other_validity,
        example="Gäller till är tomt, och beslutet säger 2018",
        breaks=added(
            "goal_decisions",
            GoalDecision(
                goal="K1", decided_on=_DECIDED, kind=DecisionKind.ADOPTED, valid_to=YEAR - 1
            ),
        ),
    ),
    BookRule(
        code="G11",
        severity=Severity.NOTE,
        title="Alla har sagt hur de bidrar till varje övergripande mål.",
        reason="Den som inte bidrar kan säga det; tystnad går inte att tolka.",
        message="{unit} har inte sagt hur den bidrar till {goals} i {round}. Be om svaret, eller "
        "skriv på bladet Bidrag att den inte bidrar.",
        check_book=_silent_units,
        example="KS har svarat för K1, men inte för de andra målen",
        breaks=added(
            "contributions",
            Contribution(unit="KS", council_goal="K1", round=_CONTRIBUTIONS, text="Vi lär."),
        ),
    ),
)
