"""Agenda 2030: the 17 goals and which targets (delmål) exist (UN General Assembly A/RES/70/1)."""

from __future__ import annotations

import re
from typing import NamedTuple


class GlobalGoal(NamedTuple):
    """One of the 17 goals; targets run 1..numbered, then a, b, c for the means."""

    number: int
    name: str
    numbered: int
    lettered: int


GLOBAL_GOALS = (
    GlobalGoal(1, "Ingen fattigdom", 5, 2),
    GlobalGoal(2, "Ingen hunger", 5, 3),
    GlobalGoal(3, "God hälsa och välbefinnande", 9, 4),
    GlobalGoal(4, "God utbildning för alla", 7, 3),
    GlobalGoal(5, "Jämställdhet", 6, 3),
    GlobalGoal(6, "Rent vatten och sanitet för alla", 6, 2),
    GlobalGoal(7, "Hållbar energi för alla", 3, 2),
    GlobalGoal(8, "Anständiga arbetsvillkor och ekonomisk tillväxt", 10, 2),
    GlobalGoal(9, "Hållbar industri, innovationer och infrastruktur", 5, 3),
    GlobalGoal(10, "Minskad ojämlikhet", 7, 3),
    GlobalGoal(11, "Hållbara städer och samhällen", 7, 3),
    GlobalGoal(12, "Hållbar konsumtion och produktion", 8, 3),
    GlobalGoal(13, "Bekämpa klimatförändringarna", 3, 2),
    GlobalGoal(14, "Hav och marina resurser", 7, 3),
    GlobalGoal(15, "Ekosystem och biologisk mångfald", 9, 3),
    GlobalGoal(16, "Fredliga och inkluderande samhällen", 10, 2),
    GlobalGoal(17, "Genomförande och globalt partnerskap", 19, 0),
)

_REFERENCE = re.compile(r"^(\d{1,2})(?:\.(\d{1,2}|[a-z]))?$")


def exists(reference: str) -> bool:
    """Tell whether "8", "8.5" or "1.a" names a goal or a target that exists."""
    match = _REFERENCE.match(reference.strip().lower())
    if not match or not 1 <= int(match[1]) <= len(GLOBAL_GOALS):
        return False
    goal = GLOBAL_GOALS[int(match[1]) - 1]
    target = match[2]
    if target is None:
        return True
    if target.isdigit():
        return 1 <= int(target) <= goal.numbered
    return ord(target) - ord("a") < goal.lettered


def goal_number(reference: str) -> int | None:
    """The goal a reference belongs to, "8.5" -> 8; None when it does not exist."""
    return int(reference.strip().split(".")[0]) if exists(reference) else None
