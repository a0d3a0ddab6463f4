"""How people write dates in Swedish."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


def long_date(day: date) -> str:
    """Write a date as people do: 20 september 2019."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
