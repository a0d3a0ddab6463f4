"""The section about the programme: vision and values, each goal explained, and who contributes."""

from __future__ import annotations

from xlmal.reports.blocks import Block, Column, Grid, Section, Text
from xlmal.reports.content import ReportContent
from xlmal.reports.programme import ProgrammeGoal, ProgrammePage

#: What the programme says of a goal: the heading, and the field.
_SAID = (
    ("Innebörd:", "meaning"),
    ("Syfte:", "purpose"),
    ("Strategi:", "strategy"),
    ("Uppföljning:", "follow_up"),
    ("Målgrupper:", "target_groups"),
    ("Fokusområden:", "focus_areas"),
)


def programme(content: ReportContent) -> Section | None:
    """The programme; None where the municipality has none."""
    page = content.programme
    if page is None:
        return None
    blocks: list[Block] = []
    if page.year > content.round.year:
        blocks.append(
            Text(f"Här förklaras de övergripande mål som gäller från {page.year}.", "Kommande:")
        )
    said = page.programme
    for lead, text in (
        ("Vision:", said.vision),
        ("Värdegrund:", said.values),
        ("Beslut:", said.decision),
        ("Tidigare namn:", _earlier(page)),
        ("Anmärkning:", said.note),
    ):
        if text.strip():
            blocks.append(Text(text, lead))
    blocks.append(_overview(page))
    sections = tuple(_goal(goal) for goal in page.goals)
    return Section("program", said.name, tuple(blocks), sections)


def _earlier(page: ProgrammePage) -> str:
    return "; ".join(
        f"{one.name} ({one.valid_from or '...'}–{one.valid_to or '...'})" for one in page.earlier
    )


def _overview(page: ProgrammePage) -> Grid:
    """The goals side by side with what they took over from."""
    return Grid(
        f"Övergripande mål från {page.year} och de mål de tar vid efter",
        (
            Column("ID", 5),
            Column("Övergripande mål", 34),
            Column("Innebörd", 40),
            Column("Tar vid efter", 44),
        ),
        tuple(
            (
                goal.id,
                goal.wording,
                goal.text.meaning,
                "\n".join(f"{id_} {wording}" for id_, wording in goal.predecessors),
            )
            for goal in page.goals
        ),
    )


def _goal(goal: ProgrammeGoal) -> Section:
    texts = [
        Text(said, lead) for lead, name in _SAID if (said := str(getattr(goal.text, name)).strip())
    ]
    grid = Grid(
        f"Så bidrar nämnder och bolag till {goal.id}",
        (
            Column("Vem", 10),
            Column("Namn", 26),
            Column("Så bidrar vi", 60),
            Column("Tillsammans med", 27),
        ),
        tuple((one.unit, one.unit_name, one.text, one.together_with) for one in goal.contributions),
        empty="Ingen har sagt hur den bidrar.",
    )
    return Section(
        f"program-{goal.id}", f"{goal.id} {goal.wording}", (*texts, grid), new_page=False
    )
