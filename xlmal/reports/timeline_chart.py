"""A timeline as a picture for Word: what was planned, what happened when, and how late."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from xlmal.building.overview import STATE_COLOURS
from xlmal.domain.choices import State
from xlmal.reports.blocks import Timeline
from xlmal.reports.charts import WIDTH_INCHES
from xlmal.reports.html_timeline import month_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DOTS_PER_INCH: Final = 150
_ROW_INCHES: Final = 0.19
#: A day is too narrow to see; bars are at least this many days.
_LEAST_DAYS: Final = 3
_PLANNED: Final = "#A9BBC4"


def timeline_png(timeline: Timeline, colour: str) -> tuple[bytes, float]:
    """Draw a timeline; returns a PNG and its height in inches at ``WIDTH_INCHES``.

    The same timeline always gives the same bytes: no clock, no version in the file.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    height = 0.9 + _ROW_INCHES * len(timeline.spans)
    figure = Figure(figsize=(WIDTH_INCHES, height), dpi=_DOTS_PER_INCH, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    _draw(axes, timeline, colour)
    figure.legend(loc="outside lower center", ncols=4, fontsize=7, frameon=False)
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue(), height


def _draw(axes: Axes, timeline: Timeline, colour: str) -> None:
    begins, ends = timeline.ends
    edges: dict[str, Any] = {"edgecolor": "#404040", "linewidth": 0.5, "height": 0.66}
    rows = range(len(timeline.spans))
    starts = [(span.first - begins).days for span in timeline.spans]
    lengths = [max(_LEAST_DAYS, (span.last - span.first).days + 1) for span in timeline.spans]
    axes.barh(rows, lengths, left=starts, color=_PLANNED, label="planerat", **edges)
    late = [(at, span.late_to) for at, span in enumerate(timeline.spans) if span.late_to]
    if late:
        axes.barh(
            [at for at, _ in late],
            [max(_LEAST_DAYS, (to - timeline.spans[at].last).days) for at, to in late],
            left=[starts[at] + lengths[at] for at, _ in late],
            color=f"#{STATE_COLOURS[State.NOT_MET]}",
            label="försenat",
            **edges,
        )
    done = [(at, span.actual) for at, span in enumerate(timeline.spans) if span.actual]
    axes.plot(
        [(day - begins).days + 0.5 for _, day in done],
        [at for at, _ in done],
        linestyle="",
        marker="o",
        markersize=5,
        color=f"#{colour}",
        label="gjort",
    )
    today = (timeline.today - begins).days
    axes.axvline(
        today,
        color="#1b1b1b",
        linewidth=1,
        linestyle="--",
        label=f"läget {timeline.today.isoformat()}",
    )
    axes.set_xlim(0, (ends - begins).days)
    months = [(month - begins).days for month in timeline.months]
    axes.set_xticks(months, [month_name(month) for month in timeline.months])
    axes.xaxis.tick_top()
    axes.grid(axis="x", color="#d9d9d9", linewidth=0.5)
    axes.set_axisbelow(True)
    axes.set_yticks(rows, [span.label for span in timeline.spans])
    axes.invert_yaxis()
    axes.tick_params(axis="both", length=0, labelsize=7)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
