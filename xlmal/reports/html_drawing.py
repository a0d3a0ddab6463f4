"""Bars and lines as shapes for the page: where each rectangle and text stands, in its own units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xlmal.domain.choices import State
from xlmal.reports.blocks import Bars, Limit, Paint
from xlmal.reports.charts import written
from xlmal.reports.shown import Trend

_LEFT: Final = 60.0
_WIDTH: Final = 640.0
_ROOM: Final = 530.0
_ROW: Final = 24.0
_BAR: Final = 18.0
#: Room above the bars for what a line is called.
_LIMIT_TEXT: Final = 20.0
#: A bar narrower than this cannot hold its number.
_LEAST: Final = 9.0


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    paint: str


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a point; ``paint`` says what it stands on."""

    x: float
    y: float
    text: str
    paint: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bars, ready to be written as SVG."""

    width: float
    height: float
    bars: tuple[Shape, ...]
    numbers: tuple[Label, ...]
    categories: tuple[Label, ...]
    legend: tuple[tuple[str, str], ...]
    limit: Label | None = None
    top: float = 0.0


@dataclass(frozen=True, slots=True)
class Spark:
    """A line of earlier years: its points, and its last one."""

    points: str
    last: tuple[float, float]


def draw(bars: Bars) -> Drawing:
    """Lay bars out, stacked or side by side."""
    each = 1 if bars.stacked else len(bars.series)
    row = _ROW if bars.stacked else _BAR * 0.75 * each + 6
    sums = [
        sum(numbers) if bars.stacked else max(numbers)
        for numbers in zip(*(series.numbers for series in bars.series), strict=True)
    ]
    longest = max([*sums, bars.limit.at if bars.limit else 0.0, 0.0])
    scale = _ROOM / longest if longest else 0.0
    shapes, numbers = [], []
    for at in range(len(bars.categories)):
        left = _LEFT
        for place, series in enumerate(bars.series):
            value, paint = series.numbers[at], _name(series.paint)
            width = value * scale
            high = _BAR if bars.stacked else _BAR * 0.75
            y = at * row + (0 if bars.stacked else place * high)
            if width:
                shapes.append(Shape(_r(left), _r(y), _r(width), high, f"p-{paint}"))
                text, middle = written(value, bars), _r(y + high / 2 + 4)
                if not bars.stacked:
                    numbers.append(Label(_r(left + width + 4), middle, text, "beside"))
                elif width >= _LEAST:
                    numbers.append(Label(_r(left + width / 2), middle, text, f"on-{paint}"))
            left += width if bars.stacked else 0
    return Drawing(
        width=_WIDTH,
        height=_r(row * len(bars.categories)),
        bars=tuple(shapes),
        numbers=tuple(numbers),
        categories=tuple(
            Label(_LEFT - 6, _r(at * row + row / 2 + 1), name)
            for at, name in enumerate(bars.categories)
        ),
        legend=tuple((series.name, f"p-{_name(series.paint)}") for series in bars.series),
        limit=_limit(bars.limit, scale) if bars.limit else None,
        top=_LIMIT_TEXT if bars.limit else 0.0,
    )


def _limit(limit: Limit, scale: float) -> Label:
    """The line's place; its text leans to the side where there is room."""
    x = _LEFT + limit.at * scale
    return Label(_r(x), 0.0, limit.name, "start" if x < _WIDTH / 2 else "end")


def spark(trend: Trend) -> Spark | None:
    """A small line through the years that have numbers; None where there are fewer than two."""
    values = trend.numbers
    if len(values) < 2:
        return None
    years, numbers = [year for year, _ in values], [number for _, number in values]
    low, high = min(numbers), max(numbers)
    points = [
        (
            _r(3 + 54 * (year - years[0]) / (years[-1] - years[0])),
            _r(9.0 if low == high else 15 - 12 * (number - low) / (high - low)),
        )
        for year, number in values
    ]
    return Spark(" ".join(f"{x},{y}" for x, y in points), points[-1])


def _name(paint: State | Paint) -> str:
    return paint.name.lower()


def _r(number: float) -> float:
    return round(number, 1)
