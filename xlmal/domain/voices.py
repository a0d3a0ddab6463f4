"""Where a unit's own assessment of a goal says otherwise than the figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xlmal.domain.choices import Expectation, State
from xlmal.domain.fact_columns import column
from xlmal.domain.goals import UnitGoal
from xlmal.domain.municipality import Municipality
from xlmal.domain.rollup import Part, rolled_state
from xlmal.domain.round_result import rollup_policy, status_policy, target_for
from xlmal.domain.round_values import Aim, Answered, Measure, aims, answers, measures
from xlmal.domain.rounds import Round
from xlmal.domain.status import Answer, StatusPolicy, judged_state


class TwoVoices(NamedTuple):
    """A goal that its unit assesses otherwise than the figures do."""

    goal: UnitGoal
    own: State
    calculated: State


def differing_voices(municipality: Municipality, round_: Round) -> Iterator[TwoVoices]:
    """The goals of a round whose ``voices_differ`` in its result, in the order of the rows.

    Only the states are reckoned, and only of goals that somebody has assessed. A goal without a
    status that can be reckoned does not differ.
    """
    own_of = _assessments(municipality, round_)
    if not own_of:
        return
    parts_of = _parts(municipality, round_, own_of)
    policy = rollup_policy(municipality.settings)
    for goal in municipality.goals_in(round_.year):
        own = own_of.get(goal.id)
        if own is None:
            continue
        calculated = rolled_state(parts_of.get(goal.id, ()), policy)
        if calculated.is_assessed and calculated is not own:
            yield TwoVoices(goal, own, calculated)


def _assessments(municipality: Municipality, round_: Round) -> dict[str, State]:
    """The units' own assessments in the round, by goal."""
    fields = ("goal", "round", "assessment")
    rows = zip(*(column(municipality.follow_ups, field) for field in fields), strict=True)
    said = {str(goal): own for goal, at, own in rows if at == round_}
    return {goal: own for goal, own in said.items() if isinstance(own, State)}


def _parts(
    municipality: Municipality, round_: Round, goals: dict[str, State]
) -> dict[str, list[Part]]:
    """How the indicators of some goals stand, by goal.

    Nothing is said of a goal with a weight that cannot be reckoned with: a rule tells of it.
    """
    aim_of, answer_of = aims(municipality, round_), answers(municipality, round_)
    policy = status_policy(municipality.settings)
    found: dict[str, list[Part]] = {}
    weightless: set[str] = set()
    ids, of_goals = (column(municipality.indicators, field) for field in ("id", "goal"))
    for id_, goal, measure in zip(ids, of_goals, measures(municipality), strict=True):
        if measure.weight <= 0:
            weightless.add(str(goal))
        elif goal in goals:
            state = _state(measure, aim_of.get(str(id_)), answer_of.get(str(id_)), round_, policy)
            found.setdefault(str(goal), []).append(Part(state, measure.weight))
    return {goal: parts for goal, parts in found.items() if goal not in weightless}


def _state(
    measure: Measure, aim: Aim | None, said: Answered | None, round_: Round, policy: StatusPolicy
) -> State:
    answer = Answer()
    if said:
        answer = Answer(said.outcome, said.value_status, said.prognosis, said.missing_reason)
    expectation = (aim.expectation if aim else None) or Expectation.NOT_MEASURED
    return judged_state(answer, target_for(measure, aim), expectation, round_.kind, policy)
