"""The sections about the units: what is not met, what has changed, and each unit's own goals."""

from __future__ import annotations

from collections.abc import Sequence

from xlmal.domain.choices import State
from xlmal.reports.blocks import Block, Column, Grid, Section, Text
from xlmal.reports.changes import Change
from xlmal.reports.content import ReportContent
from xlmal.reports.parts import GoalRow, UnitSection
from xlmal.reports.sentences import of_all
from xlmal.reports.shown import Status, Step


def not_met(content: ReportContent) -> Section:
    """Omprioriteringslistan: what is done about the goals that will not be met."""
    grid = Grid(
        content.not_met_title,
        (
            Column("ID", 6),
            Column("Nämnd/bolag", 8),
            Column("Mål", 26),
            Column("Status", 13),
            Column("Analys", 28),
            Column("Åtgärd", 26),
            Column("Ansvarig roll", 17),
            Column("Klart senast", 10),
        ),
        tuple(
            (
                goal.id,
                goal.unit,
                goal.wording,
                goal.status,
                goal.analysis or "analys saknas",
                goal.action_or_lack,
                goal.responsible_role or "saknas",
                goal.due or "saknas",
            )
            for goal in content.not_met
        ),
        empty="Inga mål.",
    )
    intro = Text(
        "Sämst först. Underlag för omprioritering: vad som görs, vem som ansvarar och när det ska "
        "vara klart, enligt nämndens uppföljning."
    )
    return Section(
        "omprioritering",
        f"Omprioriteringslistan: {_lower(content.not_met_title)}",
        (intro, grid),
        wide=True,
    )


def changed(content: ReportContent) -> Section | None:
    """What has changed since the last round."""
    found = content.changes
    if found.since is None:
        return None
    title = found.since.title
    signs = ", ".join(str(Status.of(state, content.words)) for state in State)
    intro = Text(
        f"Av {found.compared} mål som fanns också i {_lower(title)} har {len(found.goals)} fått en "
        f"annan status. Övriga står kvar. Varför står i nämndens avsnitt. {signs}."
    )
    return Section(
        "andrat",
        f"Ändrat sedan {_lower(title)}",
        (
            intro,
            _change_grid("Övergripande mål med ny status", found.council_goals),
            _change_grid("Mål med ny status", found.goals),
        ),
    )


def _change_grid(caption: str, changes: Sequence[Change]) -> Grid:
    return Grid(
        caption,
        (
            Column("ID", 6),
            Column("Vem", 7),
            Column("Mål", 68),
            Column("Status", 8),
            Column("Hur", 11),
        ),
        tuple(
            (one.id, one.unit or "KF", one.wording, Step(one.before, one.now), str(one.turn))
            for one in changes
        ),
        empty="Ingen har ändrats.",
    )


def units(content: ReportContent, key: str, title: str, sections: Sequence[UnitSection]) -> Section:
    """Each unit with its goals, its analyses and its indicators."""
    intro: tuple[Block, ...] = () if sections else (Text("Inga mål för året."),)
    if sections and not sections[0].kind.is_committee:
        intro = (Text("Räknas för sig och ingår inte i nämndernas tal."),)
    return Section(key, title, intro, tuple(_unit(content, unit) for unit in sections))


def _unit(content: ReportContent, unit: UnitSection) -> Section:
    said = of_all("mål", unit.counts, content.round.kind)
    if not unit.has_reported:
        said += " Uppföljningen har inte lämnats in."
    blocks: list[Block] = [Text(said)]
    for goal in unit.goals:
        blocks.append(Text(f"{goal.wording}{_answers(goal)}", lead=goal.id))
        blocks += goal_blocks(goal)
    return Section(
        f"enhet-{unit.code}", f"{unit.name} ({unit.code})", tuple(blocks), new_page=False
    )


def _answers(goal: GoalRow) -> str:
    return f" Svarar mot {goal.council_goal}." if goal.council_goal else ""


def goal_blocks(goal: GoalRow) -> list[Block]:
    """What is said of one goal: both voices, analysis, action and indicators."""
    by = "nämndens bedömning" if goal.is_committee else "egen bedömning"
    own = f"{by}: {goal.own or 'ingen lämnad'}"
    differs = " Avviker: de två säger olika." if goal.differs else ""
    blocks: list[Block] = [
        Text(f"{goal.calculated.status} enligt siffrorna; {own}.{differs} {goal.calculated.reason}")
    ]
    if goal.analysis:
        blocks.append(Text(goal.analysis, lead="Analys:"))
    if goal.action:
        due = f" Klart senast {goal.due.isoformat()}." if goal.due else ""
        role = f" Ansvarig: {goal.responsible_role}." if goal.responsible_role else ""
        blocks.append(Text(f"{goal.action}{role}{due}", lead="Åtgärd:"))
    blocks.append(
        Grid(
            f"Indikatorer för {goal.id}",
            (
                Column("ID", 7),
                Column("Indikator", 32),
                Column("Mål", 9, right=True),
                Column("Utfall", 9, right=True),
                Column("Prognos", 9, right=True),
                Column("Status", 15),
                Column("Skäl och kommentar", 36),
            ),
            tuple(
                (
                    one.id,
                    one.full_name,
                    one.target,
                    one.outcome,
                    one.prognosis,
                    one.status,
                    " ".join(filter(None, [one.reason, one.computed, one.comment])),
                )
                for one in goal.indicators
            ),
            empty="Målet har ingen indikator.",
        )
    )
    return blocks


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
