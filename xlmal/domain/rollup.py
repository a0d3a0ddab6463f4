"""How several statuses become one: a goal from its indicators, a council goal from unit goals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple

from xlmal.domain.choices import RollupMethod, State
from xlmal.domain.numbers import fifteen_digits, percent
from xlmal.domain.status import Verdict

_WORST_FIRST: Final = (State.NOT_MET, State.PARTLY, State.MET)
_IN_SHORT: Final = {State.MET: "uppfyllt", State.PARTLY: "delvis", State.NOT_MET: "ej uppfyllt"}


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator's or goal's status on its way into a goal's.

    ``computed`` marks a status that rests on a prognosis nobody reported: it is neither assessed
    nor part of the share. ``label`` names it where a report lists the parts.

    Raises:
        ValueError: the weight is not positive and finite.
    """

    state: State
    weight: float = 1.0
    computed: bool = False
    label: str = ""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.weight) and self.weight > 0):
            raise ValueError(f"a weight must be positive and finite: {self.weight!r}")

    @property
    def is_expected(self) -> bool:
        """Whether the round expects anything of it."""
        return self.state is not State.NOT_MEASURED

    @property
    def is_assessed(self) -> bool:
        """Whether somebody has reported something that could be assessed."""
        return self.state.is_assessed and not self.computed


@dataclass(frozen=True, slots=True)
class RollupPolicy:
    """How statuses are rolled up; all numbers are shares, 0 to 1.

    Attributes:
        method: andel, sämsta or majoritet.
        met_from: andel: uppfyllt from this share.
        partly_from: andel: delvis uppfyllt from this share.
        partly_counts: andel: what a partly met part counts as.
        least_coverage: assessed parts of the expected ones, below which nothing can be said.

    Raises:
        ValueError: not shares, ``met_from`` is 0, or ``partly_from`` is above it.
    """

    method: RollupMethod = RollupMethod.SHARE
    met_from: float = 1.0
    partly_from: float = 0.5
    partly_counts: float = 0.5
    least_coverage: float = 0.5

    def __post_init__(self) -> None:
        if not (0 <= self.partly_from <= self.met_from <= 1 and self.met_from > 0):
            raise ValueError(
                "limits must be 0 <= partly_from <= met_from <= 1, and met_from above 0"
            )
        if not (0 <= self.partly_counts <= 1 and 0 <= self.least_coverage <= 1):
            raise ValueError("partly_counts and least_coverage are shares, 0 to 1")


DEFAULT_POLICY: Final = RollupPolicy()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the expected parts were assessed: "bedömda 3 av 4"."""

    assessed: int
    expected: int

    @property
    def share(self) -> float:
        """The assessed share, 0 to 1; 0 where nothing was expected."""
        return self.assessed / self.expected if self.expected else 0.0

    def __str__(self) -> str:
        return f"bedömda {self.assessed} av {self.expected}"


@dataclass(frozen=True, slots=True)
class Rolled:
    """A goal's calculated status; ``share`` is how much of the assessed weight counts as met.

    ``share`` is None where the state is not one of the three assessed ones.
    """

    state: State
    coverage: Coverage
    share: float | None
    reason: str


def roll_up(
    parts: Sequence[Part], policy: RollupPolicy = DEFAULT_POLICY, noun: str = "indikatorer"
) -> Rolled:
    """Make one status of several, and say why in Swedish.

    - andel: met parts count 1, partly met ``partly_counts``, the others 0, by weight.
    - sämsta: the worst assessed part.
    - majoritet: the state that holds more than half of the assessed weight; where none does, the
      parts disagree and the goal is partly met.

    Parts that are not measured this time are outside the count.

    Args:
        parts: the statuses, in any order.
        policy: method and limits.
        noun: what the parts are, in Swedish plural.
    """
    state, coverage, assessed, share = _reckoned(parts, policy)
    if share is not None:
        because = ", ".join([*_because(assessed, share, policy, noun), str(coverage)])
        return Rolled(state, coverage, float(share), f"{_IN_SHORT[state]}: {because}")
    if state is State.NOT_MEASURED:
        reason = f"inga {noun} mäts denna gång"
    elif state is State.NOT_REPORTED:
        reason = f"inga {noun} rapporterade, {coverage}"
    elif not parts:
        reason = f"kan inte bedömas: inga {noun}"
    else:
        least = f"minst {percent(policy.least_coverage)} krävs"
        reason = f"kan inte bedömas: {coverage}, {least}"
    return Rolled(state, coverage, None, reason)


def rolled_state(parts: Sequence[Part], policy: RollupPolicy = DEFAULT_POLICY) -> State:
    """Return the state that `roll_up` gives, for who does not need to be told why."""
    return _reckoned(parts, policy).state


def decided(calculated: Rolled | Verdict, assessment: State | None, use_decided: bool) -> State:
    """Choose the voice that rolls up.

    Args:
        calculated: what the figures say.
        assessment: what the unit has decided; None where it has not.
        use_decided: the setting: the unit's decision goes first where there is one.
    """
    return assessment if use_decided and assessment is not None else calculated.state


class _Reckoned(NamedTuple):
    """What parts come to; ``share`` is None where the state is not one of the assessed ones."""

    state: State
    coverage: Coverage
    assessed: Sequence[Part]
    share: Fraction | None


def _reckoned(parts: Sequence[Part], policy: RollupPolicy) -> _Reckoned:
    expected = [part for part in parts if part.is_expected]
    assessed = [part for part in expected if part.is_assessed]
    coverage = Coverage(len(assessed), len(expected))
    if not parts:
        return _Reckoned(State.CANNOT_ASSESS, coverage, assessed, None)
    if not expected:
        return _Reckoned(State.NOT_MEASURED, coverage, assessed, None)
    if all(part.computed or part.state is State.NOT_REPORTED for part in expected):
        return _Reckoned(State.NOT_REPORTED, coverage, assessed, None)
    if not assessed or fifteen_digits(coverage.share) < fifteen_digits(policy.least_coverage):
        return _Reckoned(State.CANNOT_ASSESS, coverage, assessed, None)
    share = _share(assessed, policy)
    return _Reckoned(_state(assessed, share, policy), coverage, assessed, share)


def _share(assessed: Sequence[Part], policy: RollupPolicy) -> Fraction:
    """Reckon exactly: three thirds are one whole, whatever the weights' last bits say."""
    met = _weight(part for part in assessed if part.state is State.MET)
    partly = _weight(part for part in assessed if part.state is State.PARTLY)
    if partly:
        met += partly * Fraction(fifteen_digits(policy.partly_counts))
    return Fraction(met, _weight(assessed))


def _weight(parts: Iterable[Part]) -> Fraction | int:
    """Add weights exactly; whole ones, which most are, without quotients."""
    total: Fraction | int = 0
    for part in parts:
        whole = int(part.weight)
        total += whole if whole == part.weight else Fraction(part.weight)
    return total


def _state(assessed: Sequence[Part], share: Fraction, policy: RollupPolicy) -> State:
    if policy.method is RollupMethod.WORST:
        return min((part.state for part in assessed), key=_WORST_FIRST.index)
    if policy.method is RollupMethod.MAJORITY:
        whole = _weight(assessed)
        for state in _WORST_FIRST:
            held = Fraction(_weight(part for part in assessed if part.state is state), whole)
            if fifteen_digits(held) > fifteen_digits(0.5):
                return state
        return State.PARTLY
    if fifteen_digits(share) >= fifteen_digits(policy.met_from):
        return State.MET
    reached = fifteen_digits(share) >= fifteen_digits(policy.partly_from)
    return State.PARTLY if reached else State.NOT_MET


def _because(
    assessed: Sequence[Part], share: Fraction, policy: RollupPolicy, noun: str
) -> list[str]:
    met = sum(part.state is State.MET for part in assessed)
    partly = sum(part.state is State.PARTLY for part in assessed)
    because = [f"{met} av {len(assessed)} {noun} uppfyllda"]
    if partly:
        because.append(f"{partly} delvis")
    is_weighted = len({part.weight for part in assessed}) > 1
    if policy.method is RollupMethod.SHARE and (partly or is_weighted):
        because.append(f"{'viktad ' if is_weighted else ''}andel {percent(share)}")
    return because
