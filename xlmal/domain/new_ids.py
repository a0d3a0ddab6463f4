"""Ids that are issued before there is a goal: each unit has its own, whoever sends out again."""

from __future__ import annotations

import re

from xlmal.domain.municipality import Municipality

_NUMBER = re.compile(r"^M(\d{1,6})$")
#: Ids kept for one unit in one year; a unit has about six goals.
_KEPT = 20


def new_goal_ids(municipality: Municipality, unit: str, year: int, count: int) -> tuple[str, ...]:
    """The next free goal ids of a unit for a year, from those that are kept for it.

    They depend on the goals of earlier years and on the unit's place among the units, and not on
    what has come in for the year: a file that is sent out again issues no id of another unit's.
    """
    earlier = [
        int(match[1])
        for goal in municipality.unit_goals
        if (goal.valid_from or 0) < year and (match := _NUMBER.match(goal.id))
    ]
    place = [one.code for one in municipality.units].index(unit)
    first = (max(earlier, default=0) // 100 + 1) * 100 + place * _KEPT + 1
    kept = (f"M{number}" for number in range(first, first + _KEPT))
    return tuple(id_ for id_ in kept if id_ not in municipality.goal_by_id)[:count]


def indicator_ids(goal: str, taken: int, count: int) -> tuple[str, ...]:
    """The ids of a goal's next indicators: M101.1, M101.2 ..."""
    return tuple(f"{goal}.{number}" for number in range(taken + 1, taken + count + 1))
