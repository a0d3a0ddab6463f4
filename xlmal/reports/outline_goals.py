"""The sections about the council's goals: the summary, each goal, and god ekonomisk hushållning."""

from __future__ import annotations

from collections.abc import Sequence

from xlmal.domain.choices import State
from xlmal.reports.blocks import Bars, Block, Column, Grid, Points, Section, Series, Text, Value
from xlmal.reports.content import ReportContent
from xlmal.reports.parts import (
    CouncilGoalSection,
    Counts,
    GoalRow,
    Overall,
    Rated,
)
from xlmal.reports.sentences import listed
from xlmal.reports.shown import Status


def summary(content: ReportContent) -> Section:
    """One page: the sentences, the council's goals with reason and coverage, and a chart."""
    rows: list[tuple[Value, ...]] = [
        (
            section.id,
            section.wording,
            section.committees.status,
            of(section.committees),
            section.committees.reason,
            section.overall.status if section.overall else None,
        )
        for section in content.council_goals
    ]
    if content.sound_finances:
        finances = content.sound_finances
        overall = finances.overall.status if finances.overall else None
        rows.append(
            (
                "",
                "God ekonomisk hushållning",
                finances.rated.status,
                of(finances.rated),
                finances.rated.reason,
                overall,
            )
        )
    grid = Grid(
        "Fullmäktiges mål: status, skäl och hur mycket som är bedömt",
        (
            Column("ID", 5),
            Column("Övergripande mål", 30),
            Column("Status", 14),
            Column("Bedömda", 8),
            Column("Skäl", 32),
            Column("Samlad bedömning", 13),
        ),
        tuple(rows),
        empty="Inga övergripande mål finns för året.",
    )
    if not any(row[-1] for row in rows):
        grid = Grid(
            grid.caption, grid.columns[:-1], tuple(row[:-1] for row in rows), empty=grid.empty
        )
    blocks: list[Block] = [Points(content.summary.sentences), grid]
    if content.council_goals:
        blocks.append(status_bars(content))
    return Section("sammanfattning", "Sammanfattning", tuple(blocks))


def status_bars(content: ReportContent) -> Bars:
    """The committees' goals of each council goal, by status."""
    sections = content.council_goals
    series = tuple(
        Series(
            str(Status.of(state, content.words)),
            state,
            tuple(float(section.counts[state]) for section in sections),
        )
        for state in State
        if any(section.counts[state] for section in sections)
    )
    told = "; ".join(
        f"{section.id}: {counted(section.counts, content) or 'inga mål'}" for section in sections
    )
    return Bars(
        "Nämndmål per övergripande mål, efter status",
        f"Staplat stapeldiagram. {told}.",
        tuple(section.id for section in sections),
        series,
    )


def council_goals(content: ReportContent) -> Section:
    """Each council goal with why it stands as it does, and the goals that answer it."""
    sections = [_council_goal(content, section) for section in content.council_goals]
    if content.unlinked:
        sections.append(
            Section(
                "utan-mal",
                "Mål utan övergripande mål för året",
                (goals_grid("Mål utan övergripande mål", content.unlinked),),
                new_page=False,
            )
        )
    return Section(
        "overgripande", "Fullmäktiges övergripande mål", (), tuple(sections), new_page=True
    )


def _council_goal(content: ReportContent, section: CouncilGoalSection) -> Section:
    blocks: list[Block] = [
        Text(f"{section.committees.status}. {section.committees.reason}", lead="Nämndernas mål:")
    ]
    if section.has_companies:
        rated = section.with_companies
        blocks.append(Text(f"{rated.status}. {rated.reason}", lead="Med bolag och förbund:"))
    if section.overall:
        blocks.append(_overall(section.overall))
    if section.previous and content.compared_with:
        blocks.append(Text(f"{section.previous}.", lead=f"{content.compared_with.title}:"))
    if section.agenda2030:
        blocks.append(Text(f"{', '.join(section.agenda2030)}.", lead="Agenda 2030:"))
    blocks += _about_actions(section)
    blocks.append(goals_grid(f"Mål som svarar mot {section.id}", section.goals))
    return Section(
        f"mal-{section.id}", f"{section.id} {section.wording}", tuple(blocks), new_page=False
    )


def _about_actions(section: CouncilGoalSection) -> list[Block]:
    """What is done about the goals that are not wholly met."""
    short = [one for one in section.goals if one.status.state in (State.PARTLY, State.NOT_MET)]
    if not short:
        return []
    acting = tuple(
        f"{one.id} ({one.unit}): {one.action.strip()} "
        f"{one.responsible_role or 'ansvarig saknas'}, "
        f"{one.due.isoformat() if one.due else 'datum saknas'}."
        for one in short
        if one.action.strip()
    )
    silent = [one.id for one in short if not one.action.strip()]
    said = f"{len(short)} mål nås inte helt."
    if silent:
        said += f" Åtgärd saknas för {listed(silent)}."
    return [Text(said, lead="Vad som görs:"), *([Points(acting)] if acting else [])]


def _overall(overall: Overall) -> Text:
    signed = ", ".join(
        filter(None, [overall.role, overall.decided_on.isoformat() if overall.decided_on else ""])
    )
    said = str(overall.status) if overall.status else "ingen bedömning"
    end = f" ({signed})" if signed else ""
    return Text(f"{said}. {overall.motivation}{end}".strip(), lead="Samlad bedömning:")


def goals_grid(caption: str, goals: Sequence[GoalRow]) -> Grid:
    """Goals with their status, coverage and reason."""
    return Grid(
        caption,
        (
            Column("ID", 6),
            Column("Nämnd/bolag", 9),
            Column("Mål", 34),
            Column("Status", 15),
            Column("Bedömda", 9),
            Column("Skäl", 34),
        ),
        tuple(
            (goal.id, goal.unit, goal.wording, goal.status, of(goal.calculated), why(goal))
            for goal in goals
        ),
        empty="Inget mål svarar mot det.",
    )


def why(goal: GoalRow) -> str:
    """Why a goal stands as it does: both voices where they are there."""
    if goal.own is None:
        return goal.calculated.reason
    by = "Nämndens bedömning" if goal.is_committee else "Egen bedömning"
    if goal.own == goal.calculated.status:
        return goal.calculated.reason
    if goal.status == goal.own:
        return f"{by}. Siffrorna: {goal.calculated.reason}"
    return f"{goal.calculated.reason} {by}: {goal.own.words}."


def sound_finances(content: ReportContent) -> Section | None:
    """God ekonomisk hushållning, apart from the council's goals."""
    section = content.sound_finances
    if section is None:
        return None
    blocks: list[Block] = [
        Text(f"{section.rated.status}. {section.rated.reason}", lead="Markerade mål:")
    ]
    if section.overall:
        blocks.append(_overall(section.overall))
    blocks.append(goals_grid("Mål för god ekonomisk hushållning", section.goals))
    return Section("hushallning", "God ekonomisk hushållning", tuple(blocks))


def counted(counts: Counts, content: ReportContent) -> str:
    """Counts in words: "3 bedöms uppfyllas, 1 ej rapporterat"."""
    return ", ".join(
        f"{counts[state]} {Status.of(state, content.words).words}"
        for state in State
        if counts[state]
    )


def of(rated: Rated) -> str:
    """Coverage as it stands in a narrow column: "3 av 4"."""
    return f"{rated.coverage.assessed} av {rated.coverage.expected}"
