"""What the example municipality reported in 2016-2018, and how it assessed its goals for 2018."""

from __future__ import annotations

from dataclasses import replace

from xlmal.domain.choices import RoundKind
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.operations.example.reporting import follow_ups, outcomes

YEARS = (2016, 2017, 2018)
_KINDS = (RoundKind.D1, RoundKind.D2, RoundKind.YEAR)
_ASSESSED = Round(2018, RoundKind.YEAR)


def with_history(municipality: Municipality) -> Municipality:
    """Return the municipality with the outcomes of nine rounds, and the last round's follow-ups."""
    reported = tuple(
        outcome
        for year in YEARS
        for kind in _KINDS
        for outcome in outcomes(municipality, Round(year, kind))
    )
    known = replace(municipality, outcomes=reported)
    return replace(known, follow_ups=follow_ups(known, _ASSESSED))
