"""A timeline as shapes for the page: months, what was planned, what happened, and today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from xlmal.reports.blocks import Timeline
from xlmal.reports.html_drawing import Label, Shape

_LEFT: Final = 190.0
_WIDTH: Final = 760.0
_RIGHT: Final = 14.0
_TOP: Final = 34.0
_ROW: Final = 22.0
_BAR: Final = 14.0
#: A day is too narrow to see or to point at.
_LEAST: Final = 5.0
_MONTHS: Final = (
    *("jan", "feb", "mars", "apr", "maj", "juni"),
    *("juli", "aug", "sep", "okt", "nov", "dec"),
)


@dataclass(frozen=True, slots=True)
class TimelineDrawing:
    """A timeline, ready to be written as SVG; ``marks`` are where things happened."""

    width: float
    height: float
    months: tuple[Label, ...]
    planned: tuple[Shape, ...]
    late: tuple[Shape, ...]
    marks: tuple[Label, ...]
    labels: tuple[Label, ...]
    today: Label


def month_name(day: date) -> str:
    """A month as it stands above a timeline: "jan 2019", then "feb"."""
    name = _MONTHS[day.month - 1]
    return f"{name} {day.year}" if day.month == 1 else name


def draw_timeline(timeline: Timeline) -> TimelineDrawing:
    """Lay a timeline out, one row for each span."""
    begins, ends = timeline.ends
    a_day = (_WIDTH - _LEFT - _RIGHT) / (ends - begins).days

    def across(day: date) -> float:
        return round(_LEFT + (day - begins).days * a_day, 1)

    planned, late, marks, labels = [], [], [], []
    for at, span in enumerate(timeline.spans):
        y = _TOP + at * _ROW
        width = max(_LEAST, ((span.last - span.first).days + 1) * a_day)
        planned.append(Shape(across(span.first), y, round(width, 1), _BAR, "p-second"))
        if span.late_to:
            long = max(_LEAST, (span.late_to - span.last).days * a_day)
            x = round(across(span.first) + width, 1)
            late.append(Shape(x, y, round(long, 1), _BAR, "p-not_met"))
        if span.actual:
            marks.append(Label(round(across(span.actual) + a_day / 2, 1), y + _BAR / 2, ""))
        labels.append(Label(_LEFT - 8, round(y + _BAR - 3, 1), span.label))
    said = f"läget {timeline.today.isoformat()}"
    side = "end" if across(timeline.today) > _WIDTH * 0.75 else "start"
    return TimelineDrawing(
        width=_WIDTH,
        height=_TOP + len(timeline.spans) * _ROW + 4,
        months=tuple(Label(across(day), 28.0, month_name(day)) for day in timeline.months),
        planned=tuple(planned),
        late=tuple(late),
        marks=tuple(marks),
        labels=tuple(labels),
        today=Label(across(timeline.today), 12.0, said, side),
    )
