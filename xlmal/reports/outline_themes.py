"""The sections that look across the units: themes, and finance, personnel and environment."""

from __future__ import annotations

from collections.abc import Sequence

from xlmal.domain.choices import State
from xlmal.reports.blocks import Bars, Block, Column, Grid, Paint, Section, Series, Text, Value
from xlmal.reports.content import ReportContent
from xlmal.reports.parts import Counts
from xlmal.reports.shown import Status
from xlmal.reports.steering import completeness
from xlmal.reports.themes import CROSSING, Theme, type_name

_UNASSESSED = (State.CANNOT_ASSESS, State.NOT_REPORTED, State.NOT_MEASURED)


def themes(content: ReportContent) -> Section:
    """The goals by target group, focus area and Agenda 2030."""
    intro = Text(
        "Antal nämndmål efter status. Bolagens och förbundens mål räknas i kolumnen längst till "
        "höger. Ett mål kan ha flera mål i Agenda 2030 och räknas då i vart och ett."
    )
    return Section(
        "teman",
        "Målgrupper, fokusområden och Agenda 2030",
        (intro,),
        tuple(
            Section(key, title, (_theme_grid(content, title, found),), new_page=False)
            for key, title, found in (
                ("malgrupper", "Målgrupper", content.target_groups),
                ("fokusomraden", "Fokusområden", content.focus_areas),
                ("agenda2030", "Agenda 2030", content.global_goals),
            )
        ),
    )


def _theme_grid(content: ReportContent, title: str, found: Sequence[Theme]) -> Grid:
    assessed = [state for state in State if state.is_assessed]
    return Grid(
        f"Mål efter {title[:1].lower()}{title[1:]}"
        if title != "Agenda 2030"
        else "Mål efter Agenda 2030",
        (
            Column(title, 36),
            *(Column(str(Status.of(state, content.words)), 11, right=True) for state in assessed),
            Column("Inte bedömda", 10, right=True),
            Column("Alla nämndmål", 10, right=True),
            Column("Bolag och förbund", 10, right=True),
        ),
        tuple(
            (
                theme.name,
                *(theme.committees[state] for state in assessed),
                sum(theme.committees[state] for state in _UNASSESSED),
                theme.committees.total,
                theme.companies.total,
            )
            for theme in found
        ),
        empty="Inget mål har någon angiven.",
    )


def crossing(content: ReportContent) -> Section:
    """Finance, personnel and environment against the council's goals."""
    cells = {(one.council_goal, one.goal_type): one for one in content.crossing}
    rows: list[tuple[Value, ...]] = []
    for section in content.council_goals:
        found = [cells[section.id, goal_type] for goal_type in CROSSING]
        rows.append(
            (section.id, section.wording, *(_cell(one.counts, one.goals, content) for one in found))
        )
    return Section(
        "tvars",
        "Finans, personal och miljö per övergripande mål",
        (
            Text("Nämndernas mål av de tre slagen. Tom ruta: inget sådant mål svarar mot målet."),
            Text(_complete(content), lead="Fullständighet:"),
            Grid(
                "Finans, personal och miljö per övergripande mål",
                (
                    Column("ID", 5),
                    Column("Övergripande mål", 34),
                    *(Column(type_name(goal_type), 24) for goal_type in CROSSING),
                ),
                tuple(rows),
            ),
            *_crossing_bars(content),
        ),
    )


def _complete(content: ReportContent) -> str:
    """How many council goals have a goal of each type, and which have none."""
    said = []
    for one in completeness(content.crossing):
        lacking = f" (saknas: {', '.join(one.lacking)})" if one.lacking else ""
        said.append(
            f"{type_name(one.goal_type)} {one.having} av {len(content.council_goals)}{lacking}"
        )
    return f"{'; '.join(said)}."


def _crossing_bars(content: ReportContent) -> list[Block]:
    ids = tuple(section.id for section in content.council_goals)
    if not ids:
        return []
    numbers = {(one.council_goal, one.goal_type): float(len(one.goals)) for one in content.crossing}
    told = "; ".join(
        f"{id_}: "
        + ", ".join(f"{type_name(kind).lower()} {numbers[id_, kind]:.0f}" for kind in CROSSING)
        for id_ in ids
    )
    paints = (Paint.PLAIN, Paint.SECOND, Paint.THIRD)
    return [
        Bars(
            "Mål av de tre slagen per övergripande mål",
            f"Stapeldiagram. {told}.",
            ids,
            tuple(
                Series(type_name(kind), paint, tuple(numbers[id_, kind] for id_ in ids))
                for kind, paint in zip(CROSSING, paints, strict=True)
            ),
        )
    ]


def _cell(counts: Counts, goals: Sequence[str], content: ReportContent) -> str:
    if not goals:
        return ""
    said = ", ".join(
        f"{counts[state]} {Status.of(state, content.words)}" for state in State if counts[state]
    )
    return f"{said} ({', '.join(goals)})"
