"""The auditor's sheet: for each goal, can it be judged, and if not, what is missing.

The auditors say whether the results agree with the council's goals (KL 12 kap. 2 §); a report
where that cannot be said for lack of clarity has failed its reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from xlmal.domain.choices import PartialRule, State
from xlmal.domain.rollup import Coverage
from xlmal.domain.round_result import CouncilGoalResult, GoalResult, IndicatorResult, RoundResult
from xlmal.domain.status import Basis
from xlmal.domain.target import ONE_SIDED


class Judgeable(StrEnum):
    """Whether a goal can be judged."""

    YES = "ja"
    WITH_GAPS = "ja, men med brister"
    NO = "nej"
    NOT_NOW = "mäts inte denna gång"


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One goal; ``unit`` is "" for a council goal, ``gaps`` are whole Swedish sentences."""

    id: str
    unit: str
    wording: str
    judgeable: Judgeable
    coverage: str
    gaps: tuple[str, ...]


def audit(result: RoundResult) -> tuple[AuditRow, ...]:
    """Go through the council's goals, then the units' goals: those that cannot be judged first."""
    order = [Judgeable.NO, Judgeable.WITH_GAPS, Judgeable.YES, Judgeable.NOT_NOW]
    council = [_council_row(one) for one in result.council_goals]
    own = [_goal_row(result, goal) for goal in result.goals]
    return (*council, *sorted(own, key=lambda row: order.index(row.judgeable)))


def _council_row(council: CouncilGoalResult) -> AuditRow:
    gaps = []
    if not council.goals:
        gaps.append("Inget mål svarar mot det övergripande målet.")
    unjudged = [
        f"{goal.goal.id} ({goal.state})"
        for goal in council.goals
        if not goal.state.is_assessed and goal.unit and goal.unit.kind.is_committee
    ]
    if unjudged:
        gaps.append(f"Saknas i bedömningen: {', '.join(unjudged)}.")
    if council.overall is None or council.overall.assessment is None:
        gaps.append("Kommunledningskontorets samlade bedömning saknas.")
    return AuditRow(
        council.goal.id,
        "",
        council.goal.wording,
        _judgeable(council.committees.state, gaps),
        _of(council.committees.coverage),
        tuple(gaps),
    )


def _goal_row(result: RoundResult, goal: GoalResult) -> AuditRow:
    gaps = [*_gaps_of_goal(result, goal)]
    for indicator in goal.indicators:
        lacks = [*_gaps_of_indicator(result, indicator)]
        if lacks:
            gaps.append(f"{indicator.indicator.id}: {'; '.join(lacks)}.")
    return AuditRow(
        goal.goal.id,
        goal.goal.unit,
        goal.goal.wording,
        _judgeable(goal.calculated.state, gaps),
        _of(goal.calculated.coverage),
        tuple(gaps),
    )


def _of(coverage: Coverage) -> str:
    return f"{coverage.assessed} av {coverage.expected}"


def _judgeable(state: State, gaps: Iterable[str]) -> Judgeable:
    if state is State.NOT_MEASURED:
        return Judgeable.NOT_NOW
    if not state.is_assessed:
        return Judgeable.NO
    return Judgeable.WITH_GAPS if any(gaps) else Judgeable.YES


def _gaps_of_goal(result: RoundResult, goal: GoalResult) -> Iterator[str]:
    valid = {one.goal.id for one in result.council_goals}
    if goal.goal.council_goal not in valid:
        yield "Målet svarar inte mot något övergripande mål för året."
    if goal.unit is None:
        yield "Nämnden finns inte i tabellen Nämnder."
    if not goal.indicators:
        yield "Målet har ingen indikator."
    if goal.assessment is None:
        yield "Nämndens egen bedömning saknas."
    said = goal.follow_up
    if goal.voices_differ and not (said and said.analysis.strip()):
        yield "Nämndens bedömning avviker från siffrorna utan analys."
    if goal.state in (State.PARTLY, State.NOT_MET):
        lacking = [
            name
            for name, given in (
                ("åtgärd", said and said.action.strip()),
                ("ansvarig roll", said and said.responsible_role.strip()),
                ("datum", said and said.due),
            )
            if not given
        ]
        if lacking:
            yield f"Målet nås inte helt, och {' och '.join(lacking)} saknas."


def _gaps_of_indicator(result: RoundResult, one: IndicatorResult) -> Iterator[str]:
    indicator, target = one.indicator, one.target
    if one.verdict.state is State.NOT_MEASURED:
        return
    if target.value is None:
        yield "målvärde saknas"
    if target.direction is None:
        yield "riktning saknas"
    by_progress = result.municipality.settings.partial_rule is PartialRule.PROGRESS
    needs_baseline = by_progress and target.direction in ONE_SIDED and target.partial_limit is None
    if needs_baseline and target.baseline is None:
        yield "basvärde saknas, så delvis uppfyllt kan inte prövas"
    if not indicator.source.strip():
        yield "källa saknas"
    if one.verdict.basis is Basis.NONE and target.value is not None:
        yield one.verdict.reason.rstrip(".")[:1].lower() + one.verdict.reason.rstrip(".")[1:]
    if one.verdict.basis is Basis.PRELIMINARY:
        yield "bedömd på ett preliminärt utfall"
