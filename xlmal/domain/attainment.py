"""Whether a value reaches its target: wholly, partly or not (måluppfyllelse)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias

from xlmal.domain.choices import Direction, PartialRule, State
from xlmal.domain.numbers import fifteen_digits, percent
from xlmal.domain.target import ONE_SIDED, Target, refuse_unmeasurable
from xlmal.domain.types import Measured


@dataclass(frozen=True, slots=True)
class StatusPolicy:
    """When a missed target is partly met, where the target sets no limit of its own.

    Raises:
        ValueError: a share is not within 0 and 1.
    """

    partial_rule: PartialRule = PartialRule.PROGRESS
    progress_share: float = 0.5
    ratio_share: float = 0.8

    def __post_init__(self) -> None:
        if not (0 <= self.progress_share <= 1 and 0 <= self.ratio_share <= 1):
            raise ValueError("progress_share and ratio_share are shares, 0 to 1")


DEFAULT_POLICY: Final = StatusPolicy()

_Partly: TypeAlias = tuple[bool, Callable[[], str]]
"""Whether a value that misses its target meets it partly; and why, worded when somebody asks."""


class Judgement(NamedTuple):
    """How a value meets its target; the predicate says why: "klarar inte målvärdet 85 ..."."""

    state: State
    shown: str
    predicate: str

    @property
    def reason(self) -> str:
        """Why, as a Swedish sentence."""
        return self.sentence("Värdet")

    def sentence(self, subject: str) -> str:
        """Why, as a Swedish sentence about for example "Prognosen"."""
        return f"{subject} {self.shown} {self.predicate}."


def assess(value: Measured, target: Target, policy: StatusPolicy = DEFAULT_POLICY) -> Judgement:
    """Hold one value against its target.

    The target first. If it is missed the value may be partly met, but never when it is worse than
    the baseline: by the target's own limit where it has one, else as the policy says. A target
    that is missing or contradicts itself gives CANNOT_ASSESS, never a guess.

    Raises:
        ValueError: ``value`` is NaN or infinite.
    """
    refuse_unmeasurable(value)
    written = target.text(value)
    fault = target.fault or _mismatch(value, target)
    if fault:
        return Judgement(State.CANNOT_ASSESS, written, f"kan inte bedömas: {fault}")
    if _miss(value, target) == 0:
        return Judgement(State.MET, written, f"klarar {target}")
    partly, said = _partly(value, target, policy)
    state, but = (State.PARTLY, " men ") if partly else (State.NOT_MET, " och ")
    why = said()
    return Judgement(state, written, f"klarar inte {target}" + (but + why if why else ""))


def assessed_state(value: Measured, target: Target, policy: StatusPolicy = DEFAULT_POLICY) -> State:
    """Return the state that `assess` gives, for who does not need to be told why.

    Raises:
        ValueError: ``value`` is NaN or infinite.
    """
    refuse_unmeasurable(value)
    if target.fault or _mismatch(value, target):
        return State.CANNOT_ASSESS
    if _miss(value, target) == 0:
        return State.MET
    return State.PARTLY if _partly(value, target, policy)[0] else State.NOT_MET


def degree(value: Measured, target: Target) -> float | None:
    """Return the degree of attainment, 0 (at the baseline or worse) to 1 (target met).

    None where it cannot be told: no target, no baseline, or a baseline that met the target.

    Raises:
        ValueError: ``value`` is NaN or infinite.
    """
    refuse_unmeasurable(value)
    if target.fault or _mismatch(value, target):
        return None
    missed = _miss(value, target)
    if missed == 0 or target.direction is Direction.YES_NO:
        return float(missed == 0)
    start = 0 if target.baseline is None else _miss(target.baseline, target)
    return float(Fraction(max(0, start - missed), start)) if start else None


def _miss(value: Measured, target: Target) -> int:
    """How far a value lies from meeting the target, 0 when it does, in the last decimal shown."""
    number, aim = target.counted(value), target.counted(target.value)
    if target.direction is Direction.HIGHER:
        return max(0, aim - number)
    if target.direction is Direction.LOWER:
        return max(0, number - aim)
    if target.direction is Direction.INTERVAL:
        return max(0, aim - number, number - target.counted(target.upper))
    if target.direction is Direction.KEEP:
        return max(0, abs(number - aim) - target.counted(target.tolerance))
    return int(value != target.value)


def _partly(value: Measured, target: Target, policy: StatusPolicy) -> _Partly:
    if target.direction is Direction.YES_NO:
        return False, lambda: ""
    missed = _miss(value, target)
    start = None if target.baseline is None else _miss(target.baseline, target)
    # The level to keep usually is the baseline: every miss lies further off, and the target's own
    # limit would never be heard. So a baseline within the target has no worse side there.
    if start is not None and missed > start and (start or target.direction in ONE_SIDED):
        return False, lambda: f"är sämre än basvärdet {target.text(target.baseline or 0)}"
    if target.partial_limit is not None:
        return _by_limit(missed, target.partial_limit, target)
    if policy.partial_rule is PartialRule.PROGRESS:
        return _by_progress(missed, start, target, policy.progress_share)
    if policy.partial_rule is PartialRule.RATIO:
        return _by_ratio(value, target, policy.ratio_share)
    return False, lambda: ""


def _by_limit(missed: int, limit: float, target: Target) -> _Partly:
    if target.direction in ONE_SIDED:
        allowed, words = _miss(limit, target), "gränsen {} för delvis uppfyllt"
    elif target.direction is Direction.INTERVAL:
        allowed = target.counted(limit)
        words = "gränsen för delvis uppfyllt (högst {} från intervallet)"
    else:
        allowed = target.counted(limit) - target.counted(target.tolerance)
        words = "gränsen för delvis uppfyllt (högst {} från målvärdet)"
    partly = missed <= allowed
    return (
        partly,
        lambda: f"{'klarar' if partly else 'inte heller'} {words.format(target.text(limit))}",
    )


def _by_progress(missed: int, start: int | None, target: Target, share: float) -> _Partly:
    if start is None:
        return False, lambda: "saknar basvärde att räkna vägen från"

    def baseline() -> str:
        return target.text(target.baseline or 0)

    if start == 0:
        return (
            False,
            lambda: f"vägen kan inte räknas, för basvärdet {baseline()} klarar redan målet",
        )
    progress = Fraction(start - missed, start)
    return (
        _reaches(progress, share),
        lambda: (
            f"har kommit {percent(progress)} av vägen från basvärdet {baseline()} "
            f"(delvis uppfyllt från {percent(share)})"
        ),
    )


def _by_ratio(value: Measured, target: Target, share: float) -> _Partly:
    number, missed = target.counted(value), _miss(value, target)
    below = target.direction is not Direction.LOWER and number < target.counted(target.value)
    # Too low: the value's share of the nearest bound. Too high: the bound's share of the value.
    part, whole = (number, number + missed) if below else (number - missed, number)
    if not target.may_use_ratio or part <= 0:
        return False, lambda: "kan inte räknas som andel av målvärdet"
    ratio = Fraction(part, whole)
    return _reaches(
        ratio, share
    ), lambda: f"når {percent(ratio)} av målet (delvis uppfyllt från {percent(share)})"


def _mismatch(value: Measured, target: Target) -> str | None:
    if isinstance(value, bool) == (target.direction is Direction.YES_NO):
        return None
    wanted = "ja eller nej" if target.direction is Direction.YES_NO else "ett tal"
    return f"svaret ska vara {wanted}"


def _reaches(quotient: Fraction, share: float) -> bool:
    return fifteen_digits(quotient) >= fifteen_digits(share)
