"""What a page holds, whatever draws it: texts, points, grids, bars, and sections of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from xlmal.domain.choices import State
from xlmal.reports.shown import Figure, Share, Status, Step, Trend

#: What a cell of a grid can hold.
Value = str | int | Figure | Share | Status | Step | Trend | date | None


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``lead`` is a short bold beginning."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list with bullets."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and its width as a share of the others'."""

    name: str
    width: float
    right: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``strong`` are the rows that sum up or head others.

    Raises:
        ValueError: a row has more or fewer cells than there are columns.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    strong: frozenset[int] = frozenset()
    empty: str = "Inga."

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{len(row)} cells under {len(self.columns)} columns: {row!r}")

    def place(self, name: str) -> int:
        """Where a column stands, from 1.

        Raises:
            ValueError: there is none of that name.
        """
        return [column.name for column in self.columns].index(name) + 1


class Paint(StrEnum):
    """What a series' colour means when it is no state."""

    PLAIN = "plain"
    SECOND = "second"
    THIRD = "third"


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of bar: its name, its colour's meaning, and a number for each category."""

    name: str
    paint: State | Paint
    numbers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """A line across bars: what it stands for, and where it is drawn."""

    name: str
    at: float


@dataclass(frozen=True, slots=True)
class Bars:
    """Lying bars, on top of each other or side by side; ``alt`` says in words what they show.

    ``columns`` are those of the section's first table where the same numbers stand, row by row.
    """

    title: str
    alt: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = True
    percent: bool = False
    limit: Limit | None = None
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """One row of a timeline: the days that were planned, and the day it happened."""

    label: str
    first: date
    last: date
    actual: date | None = None
    late_to: date | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """What was planned and what happened, day by day (Gantt); ``today`` is drawn as a line."""

    title: str
    alt: str
    spans: tuple[Span, ...]
    today: date

    @property
    def ends(self) -> tuple[date, date]:
        """The first of the first month, and the first of the month after the last day."""
        days = [day for one in self.spans for day in (one.first, one.last, one.actual) if day]
        days.append(self.today)
        first, last = min(days), max(days)
        return first.replace(day=1), month_after(last)

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of every month within the ends."""
        found, (month, last) = [], self.ends
        while month < last:
            found.append(month)
            month = month_after(month)
        return tuple(found)


def month_after(day: date) -> date:
    """The first day of the month after a day's own."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


Block = Text | Points | Grid | Bars | Timeline


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report with a heading; ``wide`` ones lie on their side on paper."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    wide: bool = False
    new_page: bool = field(default=True)
