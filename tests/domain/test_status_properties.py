"""What holds for every value, target and policy, whatever the numbers are.

Numbers are drawn as whole thousandths and the decimals declared are two, so that plain integer
arithmetic can say what a cell shows.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xlmal.domain.choices import Direction, Expectation, PartialRule, RollupMethod, RoundKind, State
from xlmal.domain.numbers import last_places, shown
from xlmal.domain.rollup import Part, RollupPolicy, roll_up, rolled_state
from xlmal.domain.status import (
    Answer,
    StatusPolicy,
    Target,
    assess,
    assessed_state,
    degree,
    judge,
    judged_state,
)

THOUSANDTHS = st.integers(-3_000, 3_000)
ONE_SIDED = st.sampled_from([Direction.HIGHER, Direction.LOWER])
RANK = {State.NOT_MET: 0, State.PARTLY: 1, State.MET: 2}
POLICIES = st.builds(
    StatusPolicy,
    partial_rule=st.sampled_from(PartialRule),
    progress_share=st.sampled_from([0, 0.25, 0.5, 2 / 3, 1]),
    ratio_share=st.sampled_from([0.5, 0.8, 1]),
)
NUMBERS = THOUSANDTHS.map(lambda n: n / 1000)
DISTANCES = st.integers(0, 2_000).map(lambda n: n / 1000)
ONE_SIDED_TARGETS = st.builds(
    Target,
    ONE_SIDED,
    NUMBERS,
    baseline=st.none() | NUMBERS,
    partial_limit=st.none() | NUMBERS,
    decimals=st.just(2),
    may_use_ratio=st.booleans(),
)
INTERVALS = st.builds(
    lambda bounds, baseline, limit: Target(
        Direction.INTERVAL,
        min(bounds),
        upper=max(bounds),
        baseline=baseline,
        partial_limit=limit,
        decimals=2,
    ),
    st.tuples(NUMBERS, NUMBERS),
    st.none() | NUMBERS,
    st.none() | DISTANCES,
)
LEVELS = st.builds(
    Target,
    st.just(Direction.KEEP),
    NUMBERS,
    tolerance=st.none() | DISTANCES,
    baseline=st.none() | NUMBERS,
    partial_limit=st.none() | DISTANCES,
    decimals=st.just(2),
)


def hundredths(x: float) -> int:
    """What a cell with two decimals shows, in hundredths, by integer arithmetic."""
    thousandths = round(x * 1000)
    size = (abs(thousandths) + 5) // 10
    return size if thousandths >= 0 else -size


def off(x: float, target: Target) -> int:
    """How many hundredths a value lies outside a target, on either side."""
    aim = hundredths(target.value)
    if target.direction is Direction.HIGHER:
        return max(0, aim - hundredths(x))
    if target.direction is Direction.LOWER:
        return max(0, hundredths(x) - aim)
    if target.direction is Direction.INTERVAL:
        return max(0, aim - hundredths(x), hundredths(x) - hundredths(target.upper))
    return max(0, abs(hundredths(x) - aim) - hundredths(target.tolerance or 0))


@given(NUMBERS, ONE_SIDED_TARGETS | INTERVALS | LEVELS, POLICIES)
def test_met_is_never_said_on_the_wrong_side_of_the_target_nor_withheld_on_the_right(
    value: float, target: Target, policy: StatusPolicy
) -> None:
    assert (assess(value, target, policy).state is State.MET) == (off(value, target) == 0)


@given(NUMBERS, NUMBERS, ONE_SIDED_TARGETS, POLICIES)
def test_a_better_outcome_never_gives_a_worse_state(
    one: float, other: float, target: Target, policy: StatusPolicy
) -> None:
    worse, better = sorted((one, other), reverse=target.direction is Direction.LOWER)
    assert RANK[assess(worse, target, policy).state] <= RANK[assess(better, target, policy).state]


@given(NUMBERS, NUMBERS, INTERVALS | LEVELS, POLICIES)
def test_nearer_the_target_on_the_same_side_never_gives_a_worse_state(
    one: float, other: float, target: Target, policy: StatusPolicy
) -> None:
    middle = target.value if target.upper is None else (target.value + target.upper) / 2
    assume((one <= middle) == (other <= middle))
    nearer, farther = sorted((one, other), key=lambda x: abs(x - middle))
    assert RANK[assess(farther, target, policy).state] <= RANK[assess(nearer, target, policy).state]


@given(NUMBERS, ONE_SIDED_TARGETS, POLICIES)
def test_partly_met_is_never_said_of_what_is_worse_than_the_baseline(
    value: float, target: Target, policy: StatusPolicy
) -> None:
    assume(target.baseline is not None)
    gain = hundredths(value) - hundredths(target.baseline)
    if (gain if target.direction is Direction.HIGHER else -gain) < 0:
        assert assess(value, target, policy).state is not State.PARTLY


@given(NUMBERS, INTERVALS | LEVELS, POLICIES)
def test_partly_met_is_never_said_of_what_lies_further_off_than_a_baseline_outside(
    value: float, target: Target, policy: StatusPolicy
) -> None:
    assume(target.baseline is not None and off(target.baseline, target) > 0)
    if off(value, target) > off(target.baseline, target):
        assert assess(value, target, policy).state is not State.PARTLY


def negated(x: float | None) -> float | None:
    return None if x is None else -x


@given(NUMBERS, ONE_SIDED_TARGETS, POLICIES)
def test_negating_everything_swaps_higher_and_lower(
    value: float, target: Target, policy: StatusPolicy
) -> None:
    assume(policy.partial_rule is not PartialRule.RATIO)  # a ratio knows where zero is
    swapped = Direction.LOWER if target.direction is Direction.HIGHER else Direction.HIGHER
    mirror = replace(
        target,
        direction=swapped,
        value=negated(target.value),
        baseline=negated(target.baseline),
        partial_limit=negated(target.partial_limit),
    )
    assert assess(-value, mirror, policy).state is assess(value, target, policy).state
    assert degree(-value, mirror) == degree(value, target)


@given(
    NUMBERS, INTERVALS | LEVELS, POLICIES.filter(lambda p: p.partial_rule is not PartialRule.RATIO)
)
def test_negating_everything_mirrors_an_interval_and_a_level(
    value: float, target: Target, policy: StatusPolicy
) -> None:
    is_interval = target.direction is Direction.INTERVAL
    mirror = replace(
        target,
        value=negated(target.upper if is_interval else target.value),
        upper=negated(target.value) if is_interval else None,
        baseline=negated(target.baseline),
    )
    assert assess(-value, mirror, policy).state is assess(value, target, policy).state


@given(NUMBERS, ONE_SIDED_TARGETS, POLICIES)
def test_a_ratio_is_never_used_where_the_target_or_the_value_is_not_positive(
    value: float, drawn: Target, other: StatusPolicy
) -> None:
    target = replace(drawn, partial_limit=None)
    policy = replace(other, partial_rule=PartialRule.RATIO)
    is_countable = target.may_use_ratio and hundredths(value) > 0 and hundredths(target.value) > 0
    if not is_countable:
        assert assess(value, target, policy).state is not State.PARTLY


@given(NUMBERS, ONE_SIDED_TARGETS | INTERVALS | LEVELS)
def test_the_degree_is_one_exactly_when_the_target_is_met(value: float, target: Target) -> None:
    reached = degree(value, target)
    assert reached is None or 0 <= reached <= 1
    assert (reached == 1) == (assess(value, target).state is State.MET)


@given(
    st.none() | NUMBERS,
    st.none() | NUMBERS,
    st.sampled_from([Expectation.FINAL, Expectation.PRELIMINARY, Expectation.PROGNOSIS]),
    st.sampled_from([RoundKind.D1, RoundKind.D2, RoundKind.YEAR]),
)
def test_a_verdict_never_rests_on_a_value_that_was_not_given(
    outcome: float | None, prognosis: float | None, expects: Expectation, kind: RoundKind
) -> None:
    answer = Answer(outcome, prognosis=prognosis)
    verdict = judge(answer, Target(Direction.HIGHER, 1), expects, kind)
    assert verdict.state.is_assessed == (verdict.judged is not None)
    if verdict.judged is not None:
        assert verdict.judged in (outcome, prognosis)
    if kind is RoundKind.YEAR and verdict.judged is not None:
        assert verdict.judged == outcome


PARTS = st.lists(
    st.builds(
        Part,
        st.sampled_from(State),
        weight=st.integers(1, 30).map(lambda n: n / 10),
        computed=st.booleans(),
    ),
    max_size=8,
)
ROLLUP_POLICIES = st.builds(
    RollupPolicy,
    method=st.sampled_from(RollupMethod),
    met_from=st.sampled_from([0.75, 1.0]),
    partly_from=st.sampled_from([0.0, 1 / 3, 0.5, 0.75]),
    partly_counts=st.sampled_from([0.0, 0.5, 1.0]),
    least_coverage=st.sampled_from([0.0, 0.5, 2 / 3, 1.0]),
)


@given(PARTS, ROLLUP_POLICIES, st.randoms(use_true_random=False))
def test_the_order_of_the_parts_never_matters(parts, policy, random) -> None:
    shuffled = random.sample(parts, len(parts))
    assert roll_up(shuffled, policy) == roll_up(parts, policy)


@given(PARTS, ROLLUP_POLICIES, st.sampled_from([0.1, 1 / 3, 3, 7, 1e6, 1e-9]))
def test_the_scale_of_the_weights_never_matters(parts, policy, factor) -> None:
    rolled = roll_up(parts, policy)
    scaled = roll_up([replace(part, weight=part.weight * factor) for part in parts], policy)
    assert replace(scaled, share=None) == replace(rolled, share=None)
    # A third of a weight is rounded, and so may the share's last digit be.
    assert scaled.share == rolled.share or scaled.share == pytest.approx(rolled.share, rel=1e-14)


@given(PARTS, ROLLUP_POLICIES)
def test_a_goal_is_assessed_only_where_enough_of_the_expected_was_reported(parts, policy) -> None:
    rolled = roll_up(parts, policy)
    reported = [part for part in parts if part.state.is_assessed and not part.computed]
    assert rolled.coverage.assessed == len(reported)
    if rolled.state.is_assessed:
        assert rolled.coverage.assessed > 0
        assert rolled.coverage.share >= policy.least_coverage - 1e-15
    assert (rolled.share is not None) == rolled.state.is_assessed


@given(PARTS, ROLLUP_POLICIES, st.data())
def test_a_better_part_never_makes_the_goal_worse_by_share_or_worst(parts, policy, data) -> None:
    assume(policy.method is not RollupMethod.MAJORITY)
    better_of = {State.NOT_MET: State.PARTLY, State.PARTLY: State.MET}
    improvable = [i for i, part in enumerate(parts) if part.state in better_of]
    assume(improvable)
    i = data.draw(st.sampled_from(improvable))
    better = [*parts[:i], replace(parts[i], state=better_of[parts[i].state]), *parts[i + 1 :]]
    before, after = roll_up(parts, policy).state, roll_up(better, policy).state
    assert before.is_assessed == after.is_assessed
    if before.is_assessed:
        assert RANK[before] <= RANK[after]


@given(NUMBERS, ONE_SIDED_TARGETS | INTERVALS | LEVELS, POLICIES)
def test_the_state_alone_is_the_one_that_is_given_with_reasons(
    value: float, target: Target, policy: StatusPolicy
) -> None:
    assert assessed_state(value, target, policy) is assess(value, target, policy).state


@given(
    st.builds(Answer, outcome=st.none() | NUMBERS, prognosis=st.none() | NUMBERS),
    ONE_SIDED_TARGETS,
    st.sampled_from(Expectation),
    st.sampled_from(RoundKind),
)
def test_the_judged_state_alone_is_the_one_that_is_given_with_reasons(
    answer: Answer, target: Target, expectation: Expectation, kind: RoundKind
) -> None:
    verdict = judge(answer, target, expectation, kind)
    assert judged_state(answer, target, expectation, kind) is verdict.state


@given(
    st.lists(st.builds(Part, st.sampled_from(State), st.sampled_from([1.0, 0.1, 0.3, 2.0]))),
    st.builds(RollupPolicy, st.sampled_from(RollupMethod), least_coverage=st.sampled_from([0, 1])),
)
def test_the_rolled_state_alone_is_the_one_that_is_given_with_reasons(
    parts: list[Part], policy: RollupPolicy
) -> None:
    assert rolled_state(parts, policy) is roll_up(parts, policy).state


@given(
    st.floats(-1e20, 1e20) | st.integers(-(10**17), 10**17) | NUMBERS | st.booleans(),
    st.integers(0, 6),
)
def test_last_places_count_what_is_shown(x: float, decimals: int) -> None:
    assert Fraction(last_places(x, decimals), 10**decimals) == Fraction(shown(x, decimals))
