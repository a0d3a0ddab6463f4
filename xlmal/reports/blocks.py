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


class Paint(StrEnum):
    """What a series' colour means when it is no state."""

    PLAIN = "plain"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of bar: its name, its colour's meaning, and a number for each category."""

    name: str
    paint: State | Paint
    numbers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Lying bars, on top of each other or side by side; ``alt`` says in words what they show."""

    title: str
    alt: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = True
    percent: bool = False


Block = Text | Points | Grid | Bars


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report with a heading; ``wide`` ones lie on their side on paper."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    wide: bool = False
    new_page: bool = field(default=True)
