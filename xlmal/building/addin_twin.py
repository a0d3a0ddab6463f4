"""MAL_STATUS as a plain formula, for workbooks that must judge without the add-in.

It uses functions of Excel 2016 only, and says the same as ``xlmal.domain.attainment.assess`` for
högre, lägre and intervall under the default policy; a test holds the two equal. The other
directions it does not judge.
"""

from __future__ import annotations

from dataclasses import dataclass

from xlmal.domain.attainment import DEFAULT_POLICY
from xlmal.domain.choices import Direction, State

#: Decimals that count, as in MAL_STATUS.
_DECIMALS = 10


@dataclass(frozen=True, slots=True)
class StatusCells:
    """Where the arguments of MAL_STATUS stand: addresses, or anything a formula takes."""

    outcome: str
    target: str
    direction: str
    baseline: str
    partial_limit: str
    upper: str = '""'


def status_formula(cells: StatusCells) -> str:
    """The formula, in English and with commas as a file stores it."""
    missed = _missed(cells, cells.outcome)
    start = _missed(cells, cells.baseline)
    is_interval = _is(cells, Direction.INTERVAL)
    limit = f"ROUND({_number(cells.partial_limit)},{_DECIMALS})"
    allowed = f"IF({is_interval},{limit},{_missed(cells, cells.partial_limit)})"
    met, partly, not_met = (f'"{state}"' for state in (State.MET, State.PARTLY, State.NOT_MET))
    by_progress = (
        f"IF(AND(ISNUMBER({cells.baseline}),{start}>0),"
        f"IF(ROUND(1-{missed}/MAX({start},1E-10),12)>={DEFAULT_POLICY.progress_share},"
        f"{partly},{not_met}),{not_met})"
    )
    by_limit = f"IF({missed}<={allowed},{partly},{not_met})"
    missing = f"IF(ISNUMBER({cells.partial_limit}),{by_limit},{by_progress})"
    # A baseline within the interval has no worse side there, see attainment._partly.
    has_worse = f"OR({is_interval}=FALSE,{start}>0)"
    worse = f"AND(ISNUMBER({cells.baseline}),{missed}>{start},{has_worse})"
    judged = f"IF({missed}=0,{met},IF({worse},{not_met},{missing}))"
    bounded = (
        f"AND({is_interval},ISNUMBER({cells.upper}),{limit}>=0,"
        f"ROUND({_number(cells.upper)}-{_number(cells.target)},{_DECIMALS})>=0)"
    )
    unjudged = (
        f"OR(NOT(ISNUMBER({cells.outcome})),NOT(ISNUMBER({cells.target})),"
        f"AND({_is(cells, Direction.HIGHER)}=FALSE,{_is(cells, Direction.LOWER)}=FALSE,"
        f"{bounded}=FALSE))"
    )
    return (
        f'=IF(ISBLANK({cells.outcome}),"{State.NOT_REPORTED}",'
        f'IF({unjudged},"{State.CANNOT_ASSESS}",{judged}))'
    )


def _is(cells: StatusCells, direction: Direction) -> str:
    return f'TRIM({cells.direction})="{direction}"'


def _missed(cells: StatusCells, value: str) -> str:
    """How far a value is from the target, 0 when it reaches it."""
    below = f"{_number(cells.target)}-{_number(value)}"
    above = f"{_number(value)}-{_number(cells.upper)}"
    one_sided = f"ROUND(IF({_is(cells, Direction.HIGHER)},1,-1)*({below}),{_DECIMALS})"
    outside = f"ROUND(MAX({below},{above}),{_DECIMALS})"
    return f"MAX(0,IF({_is(cells, Direction.INTERVAL)},{outside},{one_sided}))"


def _number(value: str) -> str:
    return f"IF(ISNUMBER({value}),{value},0)"
