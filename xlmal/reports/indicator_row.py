"""One indicator's row in a report: everything that is known of it in the round."""

from __future__ import annotations

from dataclasses import dataclass

from xlmal.reports.shown import Figure, Status, Trend


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator; ``last_year`` is the final value of the year before.

    Attributes:
        women: and ``men``, ``difference``: women less men.
        cell: where the judged value stands, or would stand: "Utfall!E17"; "" when not known.
        computed: a prognosis nobody reported, in words; "" where there is none.
    """

    id: str
    goal: str
    unit: str
    unit_name: str
    provider: str
    name: str
    measure_unit: str
    target: Figure
    last_year: Figure
    outcome: Figure
    prognosis: Figure
    basis: str
    status: Status
    reason: str
    comment: str
    is_missing: bool
    baseline: Figure
    trend: Trend
    women: Figure
    men: Figure
    difference: Figure
    source: str
    is_preliminary: bool
    cell: str
    target_cell: str
    computed: str

    @property
    def full_name(self) -> str:
        """Name and measure unit: "Väntetid (dagar)"."""
        return f"{self.name} ({self.measure_unit})" if self.measure_unit else self.name
