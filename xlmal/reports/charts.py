"""Bars as pictures for Word: the numbers stand on the bars, so no colour is needed to read them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from xlmal.building.overview import STATE_COLOURS
from xlmal.domain.choices import State
from xlmal.domain.numbers import percent, swedish
from xlmal.reports.blocks import Bars, Paint, Series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH_INCHES: Final = 6.7
_DOTS_PER_INCH: Final = 150
_ROW_INCHES: Final = 0.16
_DARK_STATES: Final = (State.MET, State.NOT_MET, State.CANNOT_ASSESS)
_SECOND: Final = "A9BBC4"
_THIRD: Final = "E3C58B"


def bars_png(bars: Bars, colour: str) -> tuple[bytes, float]:
    """Draw lying bars; returns a PNG and its height in inches at `WIDTH_INCHES`.

    The same bars always give the same bytes: no clock, no version in the file.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    side_by_side = 1 if bars.stacked else len(bars.series)
    height = (0.75 if bars.limit else 0.5) + _ROW_INCHES * len(bars.categories) * max(
        1.0, 0.65 * side_by_side
    )
    figure = Figure(figsize=(WIDTH_INCHES, height), dpi=_DOTS_PER_INCH, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    if bars.stacked:
        _draw_stacked(axes, bars, colour)
    else:
        _draw_beside(axes, bars, colour)
    axes.set_yticks(range(len(bars.categories)), bars.categories)
    axes.invert_yaxis()
    axes.set_xticks([])
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="y", length=0, labelsize=8)
    if bars.limit:
        axes.axvline(bars.limit.at, color="#1b1b1b", linewidth=1, linestyle="--")
        # Its name stands over the bars: a legend alone would be read last.
        axes.text(bars.limit.at, -0.75, bars.limit.name, fontsize=7, ha="center", va="bottom")
    if len(bars.series) > 1:
        figure.legend(
            loc="outside lower center", ncols=min(3, len(bars.series)), fontsize=7, frameon=False
        )
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue(), height


def paint_of(paint: State | Paint, colour: str) -> str:
    """The colour of a series, RGB in hex."""
    if isinstance(paint, State):
        return STATE_COLOURS[paint]
    return {Paint.PLAIN: colour, Paint.SECOND: _SECOND, Paint.THIRD: _THIRD}[paint]


def written(number: float, bars: Bars) -> str:
    """A bar's number as it is read; "" where there is no bar."""
    if not number:
        return ""
    return percent(number) if bars.percent else swedish(number)


def _draw_stacked(axes: Axes, bars: Bars, colour: str) -> None:
    left = [0.0] * len(bars.categories)
    for series in bars.series:
        drawn = axes.barh(
            range(len(left)),
            series.numbers,
            left=left,
            height=0.8,
            color=f"#{paint_of(series.paint, colour)}",
            edgecolor="#404040",
            linewidth=0.5,
            label=series.name,
        )
        labels = [written(number, bars) for number in series.numbers]
        axes.bar_label(
            drawn, labels, label_type="center", color=_on(series), fontsize=7, fontweight="bold"
        )
        left = [start + number for start, number in zip(left, series.numbers, strict=True)]


def _draw_beside(axes: Axes, bars: Bars, colour: str) -> None:
    thick = 0.8 / len(bars.series)
    for place, series in enumerate(bars.series):
        offset = (place - (len(bars.series) - 1) / 2) * thick
        drawn = axes.barh(
            [at + offset for at in range(len(bars.categories))],
            series.numbers,
            height=thick,
            color=f"#{paint_of(series.paint, colour)}",
            edgecolor="#404040",
            linewidth=0.5,
            label=series.name,
        )
        axes.bar_label(drawn, [written(one, bars) for one in series.numbers], padding=2, fontsize=6)


def _on(series: Series) -> str:
    dark = series.paint in _DARK_STATES or series.paint is Paint.PLAIN
    return "white" if dark else "black"
