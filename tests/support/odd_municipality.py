"""A municipality of odd figures: every direction, rule and way of answering, many times over.

The numbers lie where verdicts turn: on the target and its limits, half a decimal off, at the
baseline, beyond it. The same seed gives the same municipality.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from xlmal.domain.choices import (
    Direction,
    Expectation,
    MissingReason,
    RoundKind,
    State,
    UnitKind,
    ValueStatus,
)
from xlmal.domain.followup import SOUND_FINANCES, GoalFollowUp, OverallAssessment
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.domain.settings import Settings
from xlmal.domain.types import Measured
from xlmal.domain.units import Unit
from xlmal.operations.new_master import usual_occasions

YEAR = 2019
_ROUNDS = tuple(Round(YEAR, kind) for kind in (RoundKind.D1, RoundKind.D2, RoundKind.YEAR))
_KINDS = (UnitKind.COMMITTEE, UnitKind.BOARD, UnitKind.COMPANY, UnitKind.FEDERATION)
#: Right on the line, in every round: outcome and prognosis, target, baseline, limit, direction.
_ON_THE_LINE = """
E1.1 | 60 | 50    |    |    | högre
E1.2 | 40 | 50    |    |    | högre
E2.1 | 70 | 80    | 50 | 70 | högre
E2.2 | 70 | 80    | 60 |    | högre
E2.3 | 72 | 80    | 72 |    | högre
E3.1 | 55 | 40;50 |    | 5  | intervall
E3.2 | 34 | 40;50 |    | 5  | intervall
E3.3 | 45 | ja    |    |    | ja/nej
"""

_SIZES = (0.0, 0.3, 1.0, 2.675, 50.0, 80.0, 1250.0, 1234567.8)


def odd_municipality(seed: int, settings: Settings, goals: int = 90) -> Municipality:
    """Make one, with about two indicators a goal and answers in the year's three rounds."""
    chance = Random(seed)
    units = tuple(
        Unit(code=f"N{number}", name=f"Nämnd {number}", kind=_KINDS[number % len(_KINDS)])
        for number in range(6)
    )
    council = tuple(
        CouncilGoal(
            id=f"K{number}",
            wording=f"Invånarna får det bättre, del {number}.",
            valid_from=chance.choice((None, 2018, YEAR, YEAR + 1)) if number > 3 else None,
            valid_to=chance.choice((None, YEAR - 1)) if number > 4 else None,
        )
        for number in range(1, 7)
    )
    edges = [[cell.strip() for cell in line.split("|")] for line in _ON_THE_LINE.split("\n")[1:-1]]
    unit_goals = tuple(_goal(chance, number, units, council) for number in range(goals)) + tuple(
        UnitGoal(id=goal, unit="N0", wording=f"Gränsfall {goal}", council_goal="K1")
        for goal in ("E1", "E2", "E3")
    )
    indicators = tuple(
        _indicator(chance, f"{goal.id}.{number}", goal.id)
        for goal in unit_goals[:goals]
        for number in range(chance.choice((0, 1, 2, 2, 3, 3)))
    )
    targets = tuple(_target(chance, one) for one in indicators if chance.random() < 0.95)
    aims = {one.indicator: one for one in targets}
    outcomes = [
        _outcome(chance, one, aims.get(one.id), round_)
        for round_ in (Round(YEAR - 1, RoundKind.YEAR), *_ROUNDS)
        for one in indicators
        if chance.random() < 0.9
    ]
    indicators += tuple(_edge_indicator(edge) for edge in edges)
    targets += tuple(_edge_target(edge) for edge in edges)
    outcomes += [_edge_outcome(edge, round_) for edge in edges for round_ in _ROUNDS]
    chance.shuffle(outcomes)
    return Municipality(
        settings=settings,
        units=units,
        occasions=usual_occasions(YEAR),
        council_goals=council,
        unit_goals=unit_goals,
        indicators=tuple(chance.sample(indicators, len(indicators))),
        targets=tuple(chance.sample(targets, len(targets))),
        outcomes=tuple(outcomes),
        follow_ups=tuple(
            GoalFollowUp(
                goal=goal.id,
                round=round_,
                assessment=chance.choice((None, *list(State)[:4])),
                analysis="Så här gick det.",
            )
            for goal in unit_goals[:goals]
            for round_ in _ROUNDS
            if chance.random() < 0.4
        ),
        overall=tuple(
            OverallAssessment(subject=subject, round=_ROUNDS[1], assessment=State.PARTLY)
            for subject in ("K1", SOUND_FINANCES)
        ),
    )


def without_answers_of(municipality: Municipality, council_goal: str) -> Municipality:
    """The municipality where nobody has answered for one council goal."""
    silent = {one.id for one in municipality.unit_goals if one.council_goal == council_goal}
    indicators = {one.id for one in municipality.indicators if one.goal in silent}
    return replace(
        municipality,
        outcomes=tuple(one for one in municipality.outcomes if one.indicator not in indicators),
        follow_ups=tuple(one for one in municipality.follow_ups if one.goal not in silent),
    )


def _edge_indicator(edge: list[str]) -> Indicator:
    return Indicator(
        id=edge[0],
        goal=edge[0].partition(".")[0],
        name=f"Gränsfall {edge[0]}",
        direction=Direction(edge[5]),
        baseline=float(edge[3]) if edge[3] else None,
    )


def _edge_target(edge: list[str]) -> YearTarget:
    low, _, high = edge[2].partition(";")
    return YearTarget(
        indicator=edge[0],
        year=YEAR,
        target=True if low == "ja" else float(low),
        target_upper=float(high) if high else None,
        partial_limit=float(edge[4]) if edge[4] else None,
    )


def _edge_outcome(edge: list[str], round_: Round) -> Outcome:
    value = float(edge[1])
    return Outcome(indicator=edge[0], round=round_, outcome=value, prognosis=value)


def _goal(
    chance: Random, number: int, units: tuple[Unit, ...], council: tuple[CouncilGoal, ...]
) -> UnitGoal:
    return UnitGoal(
        id=f"M{number}",
        unit=chance.choice(units).code if number % 17 else "OKÄND",
        wording=f"Fler får hjälp i tid, mål {number}.",
        council_goal=chance.choice((None, *(goal.id for goal in council))),
        sound_finances=chance.random() < 0.1,
        weight=chance.choice((1.0, 1.0, 1.0, 2.0, 0.5, 1 / 3)),
        valid_from=chance.choice((None, None, None, YEAR, YEAR + 1)),
        valid_to=chance.choice((None, None, None, YEAR, YEAR - 1)),
    )


def _indicator(chance: Random, id_: str, goal: str) -> Indicator:
    direction = chance.choice((*Direction, *Direction, None))
    is_yes_no = direction is Direction.YES_NO
    return Indicator(
        id=id_,
        goal=goal,
        name=f"Indikator {id_}",
        measure_unit=chance.choice(("%", "antal", "placering", " Rang ", "")),
        decimals=chance.choice((0, 0, 1, 1, 2, 3)),
        direction=direction,
        baseline=None if is_yes_no or chance.random() < 0.2 else _near(chance),
        tolerance=chance.choice((None, None, 0.0, 0.4, 1.0, 5.0, -0.4, -1.0)),
        plausible_min=chance.choice((None, 0.0, -10.0)),
        weight=chance.choice((1.0, 1.0, 1.0, 1.0, 2.0, 0.5, 1 / 3)),
    )


def _near(chance: Random, middle: float | None = None) -> float:
    """A figure at, about or far from another."""
    size = chance.choice(_SIZES) if middle is None else middle
    off = chance.choice((0, 0, 0.004, -0.05, 0.05, 0.5, -0.5, 1, -1, 3, -7, 20, -20, 0.1 + 0.2))
    sign = -1 if middle is None and chance.random() < 0.15 else 1
    return sign * size + off


def _target(chance: Random, indicator: Indicator) -> YearTarget:
    low: Measured = _near(chance)
    if indicator.baseline is not None and chance.random() < 0.3:
        low = indicator.baseline
    if indicator.direction is Direction.YES_NO:
        low = chance.random() < 0.7
    elif chance.random() < 0.02:
        low = True
    number = float(low)
    upper = None
    if indicator.direction is Direction.INTERVAL and chance.random() < 0.9:
        upper = number + chance.choice((0.0, 1.5, 10.0, -0.3, -2.0))
    limit = None
    two_sided = indicator.direction in (Direction.INTERVAL, Direction.KEEP)
    if chance.random() < (0.6 if two_sided else 0.3):
        limit = chance.choice((0.0, 2.0, 5.0, -1.0, -0.3, _near(chance, number)))
    expected = (*Expectation, Expectation.PROGNOSIS, Expectation.FINAL)
    return YearTarget(
        indicator=indicator.id,
        year=YEAR,
        target=None if chance.random() < 0.05 else low,
        target_upper=upper,
        partial_limit=limit,
        expect_d1=chance.choice(expected),
        expect_d2=chance.choice(expected),
        expect_year=chance.choice(expected),
    )


def _outcome(
    chance: Random, indicator: Indicator, target: YearTarget | None, round_: Round
) -> Outcome:
    aim = target.target if target else None
    limit = target.partial_limit if target else None

    def value() -> Measured | None:
        if isinstance(limit, float) and isinstance(aim, float) and chance.random() < 0.3:
            return chance.choice((limit, aim + limit, aim - limit))
        if chance.random() < 0.25:
            return None
        if (indicator.direction is Direction.YES_NO) != (chance.random() < 0.03):
            return chance.random() < 0.5
        return _near(chance, aim if isinstance(aim, float) and chance.random() < 0.8 else None)

    return Outcome(
        indicator=indicator.id,
        round=round_,
        outcome=value(),
        prognosis=value(),
        value_status=chance.choice((None, None, *ValueStatus)),
        missing_reason=chance.choice((None,) * 15 + tuple(MissingReason)),
    )
