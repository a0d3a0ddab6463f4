"""How an indicator stands in a round: which value is judged, and how the verdict is worded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from xlmal.domain.attainment import (
    DEFAULT_POLICY,
    Judgement,
    StatusPolicy,
    assess,
    assessed_state,
    degree,
)
from xlmal.domain.choices import Expectation, MissingReason, RoundKind, State, ValueStatus
from xlmal.domain.target import Target, refuse_unmeasurable
from xlmal.domain.types import Measured

__all__ = [
    "Answer",
    "Basis",
    "Judgement",
    "Measured",
    "StatusPolicy",
    "Target",
    "Verdict",
    "assess",
    "assessed_state",
    "degree",
    "judge",
    "judged_state",
    "symbol",
    "wording",
]


class Basis(StrEnum):
    """What a verdict rests on."""

    FINAL = "slutligt utfall"
    PRELIMINARY = "preliminärt utfall"
    PROGNOSIS = "prognos"
    COMPUTED = "beräknad prognos"
    NONE = "inget värde"


@dataclass(frozen=True, slots=True)
class Answer:
    """What has been answered for one indicator in one round.

    An outcome without ``outcome_status`` is the kind of outcome that the round expects; where it
    expects a prognosis, it is the outcome so far, which is not judged.

    Raises:
        ValueError: a number is NaN or infinite.
    """

    outcome: Measured | None = None
    outcome_status: ValueStatus | None = None
    prognosis: Measured | None = None
    missing_reason: MissingReason | None = None
    prognosis_is_computed: bool = False

    def __post_init__(self) -> None:
        refuse_unmeasurable(self.outcome, self.prognosis)


@dataclass(frozen=True, slots=True)
class Verdict:
    """An indicator's calculated status in a round, and why, as a Swedish sentence."""

    state: State
    basis: Basis
    judged: Measured | None
    reason: str

    @property
    def is_computed(self) -> bool:
        """True when nobody reported the judged value: it never counts in the coverage."""
        return self.basis is Basis.COMPUTED


_SUBJECT: Final = {
    Basis.FINAL: "Utfallet",
    Basis.PRELIMINARY: "Det preliminära utfallet",
    Basis.PROGNOSIS: "Prognosen",
    Basis.COMPUTED: "Den beräknade prognosen",
}

# Best first. An interim report judges the year's end: a final outcome where that was asked for,
# else the prognosis. The unit's own word, also a final outcome nobody asked for, goes before a
# prognosis that we computed. The annual report judges outcomes only.
_INTERIM: Final = {
    Expectation.FINAL: (Basis.FINAL, Basis.PROGNOSIS, Basis.COMPUTED),
    Expectation.PRELIMINARY: (Basis.PROGNOSIS, Basis.FINAL, Basis.COMPUTED),
    Expectation.PROGNOSIS: (Basis.PROGNOSIS, Basis.FINAL, Basis.COMPUTED),
}
_ANNUAL: Final = {
    Expectation.FINAL: (Basis.FINAL,),
    Expectation.PRELIMINARY: (Basis.FINAL, Basis.PRELIMINARY),
    Expectation.PROGNOSIS: (Basis.FINAL,),
}

# An outcome that is not marked is what the round expects; so far in the year it is neither.
_UNMARKED: Final = {
    Expectation.FINAL: ValueStatus.FINAL,
    Expectation.PRELIMINARY: ValueStatus.PRELIMINARY,
}
_BASIS_OF_OUTCOME: Final = {
    ValueStatus.FINAL: Basis.FINAL,
    ValueStatus.PRELIMINARY: Basis.PRELIMINARY,
}

_EXPECTED: Final = {
    State.MET: "bedöms uppfyllas",
    State.PARTLY: "bedöms delvis uppfyllas",
    State.NOT_MET: "bedöms inte uppfyllas",
}
_SYMBOL: Final = {
    State.MET: "●",
    State.PARTLY: "◐",
    State.NOT_MET: "○",
    State.CANNOT_ASSESS: "?",
    State.NOT_REPORTED: "–",
    State.NOT_MEASURED: "…",
}


def judge(
    answer: Answer,
    target: Target,
    expectation: Expectation,
    round_kind: RoundKind,
    policy: StatusPolicy = DEFAULT_POLICY,
) -> Verdict:
    """Choose the value that the round judges, and hold it against the target."""
    if not _is_measured(expectation, round_kind):
        return Verdict(State.NOT_MEASURED, Basis.NONE, None, "Indikatorn mäts inte denna gång.")
    given = _given(answer, expectation)
    basis = _judged(given, expectation, round_kind)
    if basis is not None:
        judgement = assess(given[basis], target, policy)
        reason = judgement.sentence(_SUBJECT[basis])
        return Verdict(judgement.state, basis, given[basis], reason)
    state, reason = _without_value(answer.missing_reason, expectation, given)
    return Verdict(state, Basis.NONE, None, reason)


def judged_state(
    answer: Answer,
    target: Target,
    expectation: Expectation,
    round_kind: RoundKind,
    policy: StatusPolicy = DEFAULT_POLICY,
) -> State:
    """Return the state that `judge` gives, for who does not need to be told why."""
    if not _is_measured(expectation, round_kind):
        return State.NOT_MEASURED
    given = _given(answer, expectation)
    basis = _judged(given, expectation, round_kind)
    if basis is not None:
        return assessed_state(given[basis], target, policy)
    return _without_value(answer.missing_reason, expectation, given)[0]


def wording(state: State, round_kind: RoundKind) -> str:
    """Say a state as the round's report does: in D1 and D2 the year is not over yet."""
    if round_kind in (RoundKind.D1, RoundKind.D2):
        return _EXPECTED.get(state, str(state))
    return str(state)


def symbol(state: State) -> str:
    """Return the state's sign, told apart by shape in black and white."""
    return _SYMBOL[state]


def _is_measured(expectation: Expectation, round_kind: RoundKind) -> bool:
    return expectation is not Expectation.NOT_MEASURED and round_kind is not RoundKind.GOALS


def _judged(
    given: Mapping[Basis, Measured], expectation: Expectation, round_kind: RoundKind
) -> Basis | None:
    """What the round judges of what is given, None when it can judge none of it."""
    order = _ANNUAL if round_kind is RoundKind.YEAR else _INTERIM
    return next((basis for basis in order[expectation] if basis in given), None)


def _given(answer: Answer, expectation: Expectation) -> Mapping[Basis, Measured]:
    """Sort an answer's values by what they are."""
    given: dict[Basis, Measured] = {}
    status = answer.outcome_status or _UNMARKED.get(expectation)
    if answer.outcome is not None and status is not None:
        given[_BASIS_OF_OUTCOME[status]] = answer.outcome
    if answer.prognosis is not None and not answer.prognosis_is_computed:
        given[Basis.PROGNOSIS] = answer.prognosis
    elif answer.prognosis is not None and answer.missing_reason is None:
        given[Basis.COMPUTED] = answer.prognosis  # never against the unit's word that there is none
    return given


def _without_value(
    missing: MissingReason | None, expectation: Expectation, given: Mapping[Basis, Measured]
) -> tuple[State, str]:
    """Say why nothing is judged, in a state and a Swedish sentence."""
    if missing is MissingReason.NOT_DUE:
        return State.NOT_MEASURED, "Indikatorn mäts inte denna gång, enligt svaret."
    if missing is not None:
        return State.CANNOT_ASSESS, f"Värde saknas, enligt svaret: {missing}."
    if expectation is Expectation.PRELIMINARY and Basis.PRELIMINARY in given:
        return State.CANNOT_ASSESS, (
            "Det preliminära utfallet bedöms inte i delårsrapporten, och prognos saknas."
        )
    if expectation is Expectation.PROGNOSIS and Basis.PROGNOSIS in given:
        return State.CANNOT_ASSESS, (
            "Prognosen bedöms inte i årsredovisningen, och slutligt utfall saknas."
        )
    asked = str(expectation).capitalize()
    unused = " Det preliminära utfallet bedöms inte." if Basis.PRELIMINARY in given else ""
    return State.NOT_REPORTED, f"{asked} saknas.{unused}"
