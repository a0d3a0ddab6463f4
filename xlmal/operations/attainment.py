"""Attainment (prognos): the calculated status of every indicator, goal and council goal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from xlmal.domain.computed import ComputedPrognosis
from xlmal.domain.round_result import IndicatorResult, RoundResult, round_result
from xlmal.domain.rounds import Round
from xlmal.finding import Refusal
from xlmal.ooxml.edits import PatchResult
from xlmal.ooxml.patch import patch
from xlmal.operations.attainment_edits import attainment_edits
from xlmal.operations.files import one_run_at_a_time, refuse_open, write_file
from xlmal.operations.master import Master, open_master
from xlmal.operations.reading import naming
from xlmal.operations.unreckonable import refuse_weights
from xlmal.reports.masking import MASKED_REASON, counts_persons, is_small


def reckon(master: Master, round_: Round) -> RoundResult:
    """Judge a round.

    Raises:
        Refusal: the master knows no such round (A08), or something in it weighs nothing (A85).
    """
    refuse_unknown_round(master, round_)
    municipality = master.municipality
    refuse_weights(master.name, master.reads["unit_goals"], municipality.unit_goals)
    refuse_weights(master.name, master.reads["indicators"], municipality.indicators)
    return round_result(municipality, round_)


def refuse_unknown_round(master: Master, round_: Round) -> None:
    """Make sure the round is one of the master's.

    Raises:
        Refusal: it is not (A08).
    """
    known = [occasion.round for occasion in master.municipality.occasions]
    if round_ not in known:
        names = ", ".join(str(one) for one in sorted(known)[-6:]) or "inga"
        raise Refusal(
            "A08",
            f"Omgången {round_} finns inte på bladet Rapporttillfällen i {master.name}. De senaste "
            f"är: {names}.",
        )


def write_attainment(path: Path, round_: Round) -> tuple[RoundResult, PatchResult]:
    """Judge a round and write the sheet Måluppfyllelse of a master on disk.

    Raises:
        Refusal: the master cannot be read or written; it is then as it was.
    """
    if not path.is_file():
        open_master(path)  # says what is wrong with the path
    refuse_open(path)
    with one_run_at_a_time(path):
        master = open_master(path)
        result = reckon(master, round_)
        with naming(master.name):
            patched = patch(master.book.package, attainment_edits(master, result))
        write_file(path, patched.data, instead_of=master.book.package.data)
    return result, patched


def as_json(result: RoundResult) -> Mapping[str, object]:
    """The round as plain values, for other programs."""
    return {
        "round": result.round.code,
        "title": result.round.title,
        "council_goals": [
            {
                "id": council.goal.id,
                "wording": council.goal.wording,
                "state": str(council.committees.state),
                "status": result.words.of(council.committees.state),
                "coverage": str(council.committees.coverage),
                "reason": council.committees.reason,
                "with_companies": {
                    "state": str(council.with_companies.state),
                    "coverage": str(council.with_companies.coverage),
                },
            }
            for council in result.council_goals
        ],
        "goals": [
            {
                "id": goal.goal.id,
                "unit": goal.goal.unit,
                "council_goal": goal.goal.council_goal,
                "state": str(goal.state),
                "calculated": str(goal.calculated.state),
                "assessment": str(goal.assessment) if goal.assessment else None,
                "coverage": str(goal.calculated.coverage),
                "reason": goal.calculated.reason,
                "indicators": [
                    {
                        "id": one.indicator.id,
                        "state": str(one.verdict.state),
                        "basis": str(one.verdict.basis),
                        **_judged_as_json(one),
                    }
                    for one in goal.indicators
                ],
            }
            for goal in result.goals
        ],
        "sound_finances": {
            "state": str(result.sound_finances.state),
            "coverage": str(result.sound_finances.coverage),
        },
        "missing": [{"code": request.provider, "name": request.name} for request in result.missing],
    }


def _judged_as_json(one: IndicatorResult) -> Mapping[str, object]:
    """What was judged; a group under five persons is masked as in the reports."""
    persons = counts_persons(one.indicator)
    computed = one.computed
    if persons and computed and any(map(is_small, (computed.value, computed.low, computed.high))):
        computed = None
    if persons and is_small(one.verdict.judged):
        return {"judged": None, "masked": True, "reason": MASKED_REASON, "computed": None}
    return {
        "judged": one.verdict.judged,
        "masked": False,
        "reason": one.verdict.reason,
        "computed": _computed_as_json(computed),
    }


def _computed_as_json(computed: ComputedPrognosis | None) -> Mapping[str, object] | None:
    """A prognosis nobody reported, marked so."""
    if computed is None:
        return None
    return {
        "value": computed.value,
        "method": str(computed.method),
        "because": computed.because,
        "low": computed.low,
        "high": computed.high,
        "reported": False,
    }
