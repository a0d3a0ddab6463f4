"""The time plan as a calendar file (RFC 5545) that Outlook and others read: all-day events."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from xlmal.building.look import clean
from xlmal.domain.time_plan import Milestone, PlanStatus

if TYPE_CHECKING:
    from icalendar import Event

_PRODUCT: Final = "-//xlmal//Tidplan//SV"
_STATES: Final = {PlanStatus.CANCELLED: "CANCELLED", PlanStatus.PLANNED: "TENTATIVE"}


def has_day(milestone: Milestone) -> bool:
    """Tell whether a row can stand in a calendar."""
    return milestone.planned_on is not None or milestone.actual_on is not None


def write_calendar(plan: Iterable[Milestone], workbook: str, title: str, stamp: datetime) -> bytes:
    """Return the plan as an .ics file; the same plan and stamp always give the same bytes.

    Rows without any day are left out. An event keeps its UID between exports, so that a calendar
    moves what has been moved instead of showing it twice.

    Args:
        plan: the rows.
        workbook: the master's id, which with the row's id makes the event's own.
        title: what the calendar is called.
        stamp: when it was made, in UTC (DTSTAMP).
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    # Outlook takes a file with METHOD:PUBLISH as a calendar, and asks nobody to answer.
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean(title))
    for milestone in plan:
        if has_day(milestone):
            calendar.add_component(_event(milestone, workbook, stamp))
    return bytes(calendar.to_ical())


def _event(milestone: Milestone, workbook: str, stamp: datetime) -> Event:
    from icalendar import Event

    first, last = _days(milestone)
    event = Event()
    event.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_URL, f'xlmal:{workbook}:{milestone.id}')}@xlmal")
    event.add("dtstamp", stamp)
    event.add("dtstart", first)
    # The end of an all-day event is the day after its last (RFC 5545 3.6.1).
    event.add("dtend", last + timedelta(days=1))
    organ = f"{milestone.organ}: " if milestone.organ else ""
    event.add("summary", clean(f"{organ}{milestone.matter}"))
    event.add("description", clean(_description(milestone)))
    if milestone.organ:
        event.add("categories", [clean(milestone.organ)])
    event.add("status", _STATES.get(milestone.status, "CONFIRMED"))
    event.add("transp", "TRANSPARENT")
    return event


def _days(milestone: Milestone) -> tuple[date, date]:
    """The first and last day: what is planned, until it has happened otherwise."""
    first = milestone.planned_on or milestone.actual_on
    assert first is not None
    if milestone.actual_on is None:
        return first, max(first, milestone.planned_to or first)
    if milestone.planned_to is None:
        return milestone.actual_on, milestone.actual_on
    return min(first, milestone.actual_on), milestone.actual_on


def _description(milestone: Milestone) -> str:
    said = [f"Status: {milestone.status}"]
    for label, text in (
        ("Beslut", milestone.decision),
        ("Ansvarig roll", milestone.responsible_role),
        ("Beror på", milestone.depends_on),
    ):
        if text:
            said.append(f"{label}: {text}")
    if milestone.actual_on and milestone.planned_on:
        said.append(f"Planerat: {milestone.planned_on.isoformat()}")
    return "\n".join([*said, f"Rad {milestone.id} på bladet Tidplan"])
