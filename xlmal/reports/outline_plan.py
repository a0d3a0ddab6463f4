"""The section on the time plan: a picture, and the same in a table."""

from __future__ import annotations

from datetime import date

from xlmal.domain.time_plan import Milestone, days_late, how_it_stands
from xlmal.reports.blocks import Column, Grid, Section, Span, Text, Timeline
from xlmal.reports.content import ReportContent


def time_plan(content: ReportContent) -> Section | None:
    """What is planned and what has happened during the year; None without a plan."""
    plan, today = content.time_plan, content.plan_day
    if not plan or today is None:
        return None
    year = content.round.year
    return Section(
        "tidplan",
        f"Tidplan {year}",
        (
            Text(
                f"Så långt hade tidplanen kommit den {today.isoformat()}. Försenat: det planerade "
                "datumet passerade innan det var gjort.",
            ),
            Text(_said(plan, today), lead="Läget:"),
            _picture(plan, today, f"Tidplan {year} i bild"),
            _table(plan, today, f"Tidplan {year}"),
        ),
        wide=True,
    )


def _said(plan: tuple[Milestone, ...], today: date) -> str:
    done = [one for one in plan if one.actual_on]
    late = [one for one in done if days_late(one, today)]
    waiting = [one for one in plan if not one.actual_on and days_late(one, today)]
    said = f"{len(done)} av {len(plan)} punkter är gjorda"
    said += f", {len(late)} av dem senare än planerat." if late else ", alla i tid."
    if not done:
        said = f"Ingen av de {len(plan)} punkterna är gjord."
    if waiting:
        named = ", ".join(f"{one.id} {one.organ}".strip() for one in waiting)
        said += f" Försenade och inte gjorda: {named}."
    return said


def _picture(plan: tuple[Milestone, ...], today: date, title: str) -> Timeline:
    told = "; ".join(
        f"{_label(one)} {first.isoformat()}: {how_it_stands(one, today)}"
        for one in plan
        if (first := one.planned_on or one.actual_on)
    )
    return Timeline(
        title,
        f"Tidslinje, en rad per punkt. {told}.",
        tuple(
            _span(one, first, today) for one in plan if (first := one.planned_on or one.actual_on)
        ),
        today,
    )


def _span(one: Milestone, first: date, today: date) -> Span:
    last = max(first, one.planned_to or first)
    late_to = (one.actual_on or today) if days_late(one, today) else None
    return Span(_label(one), first, last, one.actual_on, late_to)


def _label(one: Milestone) -> str:
    return f"{one.id} {one.organ}".strip()


def _table(plan: tuple[Milestone, ...], today: date, caption: str) -> Grid:
    return Grid(
        caption,
        (
            Column("ID", 6),
            Column("Organ", 17),
            Column("Ärende", 44),
            Column("Planerat", 12),
            Column("Till", 12),
            Column("Faktiskt", 12),
            Column("Status", 14),
            Column("Läget", 18),
            Column("Beslut", 24),
        ),
        tuple(
            (
                one.id,
                one.organ,
                one.matter,
                one.planned_on,
                one.planned_to,
                one.actual_on,
                str(one.status),
                how_it_stands(one, today),
                one.decision,
            )
            for one in plan
        ),
    )
