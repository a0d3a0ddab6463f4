"""Where intake asks whether 0,85 means 85 per cent, the form's own check has asked already."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlmal.finding import Kind, RawCell
from xlmal.intake.checks.numbers import PERCENT_OR_SHARE, SHARE_AS_PERCENT
from xlmal.intake.measures import Guard, read_number
from xlmal.intake.reading import MeasureContext
from xlmal.rules.share_bounds import asked_to


@pytest.mark.parametrize(
    ("unit", "low", "high", "history", "bound"),
    [
        ("%", 0.0, 100.0, (), 1.0),
        ("andel i %", 0.0, 100.0, (85.0,), 1.0),
        ("%", None, None, (), 1.0),
        ("%", 0.0, 5.0, (), 0.05),
        ("%", -1.0, 1.0, (0.0,), 0.01),
        ("%", -10.0, 5.0, (), 0.1),
        ("%", 0.0, 100.0, (5.0, 6.0), 0.6),
        ("%", 0.0, 100.0, (85.0, 0.8), None),
        ("antal", 0.0, 100.0, (), None),
    ],
)
def test_up_to_which_size_a_value_is_asked_about(
    unit: str,
    low: float | None,
    high: float | None,
    history: tuple[float, ...],
    bound: float | None,
) -> None:
    context = MeasureContext(
        measure_unit=unit, plausible_min=low, plausible_max=high, history=history
    )

    assert asked_to(context) == pytest.approx(bound)


_SIZES = st.one_of(
    st.sampled_from([0.0, 0.5, 1.0, 2.0, 5.0, 9.0, 85.0, 100.0, 2000.0]), st.floats(-500, 500)
)
_CONTEXTS = st.builds(
    lambda edges, history: MeasureContext(
        measure_unit="%", plausible_min=edges[0], plausible_max=edges[1], history=tuple(history)
    ),
    st.tuples(st.none() | _SIZES, st.none() | _SIZES),
    st.lists(_SIZES, max_size=3),
)


@given(_CONTEXTS, st.one_of(st.sampled_from([0.01, 0.05, 0.5, 0.85, 1.0]), st.floats(-1, 1)))
def test_what_intake_asks_about_lies_within_the_bound_or_outside_the_plausible(
    context: MeasureContext, value: float
) -> None:
    low, high = context.plausible_min, context.plausible_max
    if (low is not None and value < low) or (high is not None and value > high):
        return
    read = read_number(RawCell(1, 1, Kind.NUMBER, repr(value)), context, Guard.FULL)

    asked = {remark.check.code for remark in read.remarks}
    if asked & {PERCENT_OR_SHARE.code, SHARE_AS_PERCENT.code}:
        bound = asked_to(context)
        assert bound is not None
        assert abs(value) <= bound * (1 + 1e-12)
