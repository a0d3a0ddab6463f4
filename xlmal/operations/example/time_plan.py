"""The example municipality's path to new goals in 2019, as its memo of January laid it out."""

from __future__ import annotations

from datetime import date

from xlmal.domain.time_plan import Milestone, PlanStatus
from xlmal.operations.example.tables import rows


def time_plan() -> tuple[Milestone, ...]:
    """Return the plan as it stands in September: decided up to the board, the council to come."""
    return tuple(
        Milestone(
            id=row["id"],
            organ=row["organ"],
            matter=row["ärende"],
            planned_on=_day(row["planerat"]),
            planned_to=_day(row["till"]),
            actual_on=_day(row["faktiskt"]),
            status=PlanStatus(row["status"]),
            decision=row["beslut"],
            responsible_role=row["roll"],
            depends_on=row["beror på"],
        )
        for row in rows("time_plan")
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
