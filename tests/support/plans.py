"""Time plans written as small tables."""

from __future__ import annotations

from xlmal.domain.time_plan import Milestone

_FIELDS = {
    "id": "id",
    "organ": "organ",
    "ärende": "matter",
    "planerat": "planned_on",
    "till": "planned_to",
    "faktiskt": "actual_on",
    "status": "status",
    "beslut": "decision",
    "roll": "responsible_role",
    "beror på": "depends_on",
}


def plan_of(table: str) -> tuple[Milestone, ...]:
    """The rows of a table with ``|`` between columns; an empty cell is left to its default."""
    head, *rows = ([cell.strip() for cell in line.split("|")] for line in table.strip().split("\n"))
    return tuple(
        Milestone.model_validate(
            {"matter": "Nya mål"}
            | {_FIELDS[name]: cell for name, cell in zip(head, row, strict=False) if cell}
        )
        for row in rows
    )
