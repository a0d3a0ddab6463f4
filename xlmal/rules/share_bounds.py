"""Which values in per cent may as well be shares (0,85 for 85 %): one bound, for a cell's check."""

from __future__ import annotations

import math

from xlmal.intake.measures import is_percent_unit
from xlmal.intake.reading import MeasureContext


def asked_to(context: MeasureContext) -> float | None:
    """Return the size, at most 1, up to which intake may ask what a value means; None: never.

    Nobody is asked about a measure that has been below one per cent before. A plausible value
    above the bound is never asked about; one below may be: a cell's check errs on the strict side.
    """
    sizes = [abs(earlier) for earlier in context.history if earlier and math.isfinite(earlier)]
    if not is_percent_unit(context.measure_unit) or any(size <= 1 for size in sizes):
        return None
    # Where a hundred times the value is implausible, there is but one thing it can mean.
    bound = max(_beyond(context.plausible_max, 1), _beyond(context.plausible_min, -1))
    if sizes:
        bound = max(min(sizes) / 10, min(bound, max(sizes) / 10))
    return min(bound, 1.0) or None


def _beyond(edge: float | None, sign: int) -> float:
    return math.inf if edge is None else max(0.0, sign * edge / 100)
