"""The report as one page for the intranet: a goal tree with filters, and nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from xlmal.building.look import clean
from xlmal.domain.agenda2030 import goal_number
from xlmal.domain.choices import State
from xlmal.package_data import data_path
from xlmal.reports.blocks import Block, Column, Grid, Section
from xlmal.reports.content import ReportContent
from xlmal.reports.house_style import HouseStyle, picture_kind, plain_style
from xlmal.reports.html_drawing import draw, spark
from xlmal.reports.html_timeline import draw_timeline
from xlmal.reports.outline import Outline, outline
from xlmal.reports.outline_goals import of
from xlmal.reports.outline_units import goal_blocks
from xlmal.reports.parts import GoalRow
from xlmal.reports.sentences import of_all
from xlmal.reports.shown import Status
from xlmal.reports.themes import global_goal_name

#: Sections that the tree stands for; the first of the others stands before it.
_IN_THE_TREE: Final = ("overgripande", "namnder", "bolag")


@dataclass(frozen=True, slots=True)
class GoalLeaf:
    """One goal in the tree."""

    row: GoalRow
    coverage: str
    agenda: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """One council goal in the tree with the goals that answer it; ``id`` is "" for the unlinked."""

    key: str
    id: str
    title: str
    status: Status | None
    coverage: str
    blocks: tuple[Block, ...]
    goals: tuple[GoalLeaf, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing to filter by: its name in the page, its label, and its values with their labels."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]


def write_html(content: ReportContent, style: HouseStyle | None = None) -> bytes:
    """Return the report as one HTML page, UTF-8; the same content always gives the same bytes.

    All text is escaped. The page may run our own script and style and nothing else, by their
    hashes, and may fetch nothing.
    """
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    style = style or plain_style()
    report = outline(content)
    css = _text("report.css").replace("--brand:#1F4E5F", f"--brand:#{style.colour}")
    js = _text("report.js")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, finalize=_printable
    )
    environment.globals.update(draw=draw, spark=spark, draw_timeline=draw_timeline)
    page = environment.from_string(
        _text("report.html.j2")
    ).render(
        report=report,
        policy=_policy(css, js),
        css=Markup(css),  # our own files, not the municipality's
        js=Markup(js),
        logo=_logo(style.logo),
        before=report.sections[:1],
        after=[*_units(content), *_after(report)],
        tree=tuple(_tree(content, report)),
        filters=_filters(content),
    )
    return page.encode("utf-8")


def _text(name: str) -> str:
    return data_path(f"report/{name}").read_text(encoding="utf-8")


def _printable(value: object) -> object:
    """Leave out control characters, which no page may hold (HTML 13.2.3.5)."""
    return clean(value) if type(value) is str else value


def _policy(css: str, js: str) -> str:
    return (
        f"default-src 'none'; style-src {_hash(css)}; script-src {_hash(js)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(source: str) -> str:
    digest = base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode()
    return f"'sha256-{digest}'"


def _logo(data: bytes | None) -> str:
    if data is None:
        return ""
    return f"data:image/{picture_kind(data)};base64,{base64.b64encode(data).decode()}"


def _after(report: Outline) -> Iterator[Section]:
    for section in report.sections[1:]:
        if section.key not in _IN_THE_TREE:
            yield section


def _tree(content: ReportContent, report: Outline) -> Iterator[Branch]:
    texts = {part.key: part.blocks for part in report.section("overgripande").sections}
    for section in content.council_goals:
        key = f"mal-{section.id}"
        yield Branch(
            key=section.id,
            id=section.id,
            title=section.wording,
            status=section.committees.status,
            coverage=of(section.committees),
            blocks=tuple(block for block in texts[key] if not isinstance(block, Grid)),
            goals=_leaves(section.goals),
        )
    if content.unlinked:
        title = "Mål utan övergripande mål för året"
        yield Branch("utan-mal", "", title, None, "", (), _leaves(content.unlinked))


def _leaves(goals: Iterable[GoalRow]) -> tuple[GoalLeaf, ...]:
    return tuple(
        GoalLeaf(
            row=goal,
            coverage=of(goal.calculated),
            agenda=" ".join(str(number) for number in _global_goals(goal)),
            blocks=tuple(goal_blocks(goal)),
        )
        for goal in goals
    )


def _global_goals(goal: GoalRow) -> list[int]:
    return sorted({number for one in goal.agenda2030 if (number := goal_number(one))})


def _units(content: ReportContent) -> Iterator[Section]:
    """Each unit's goals in one sentence; the goals themselves are in the tree."""
    for key, title, units in (
        ("namnder", "Nämnderna", content.committees),
        ("bolag", "Bolag och kommunalförbund, för sig", content.companies),
    ):
        rows = tuple(
            (
                unit.code,
                unit.name,
                of_all("mål", unit.counts, content.round.kind),
                "ja" if unit.has_reported else "nej",
            )
            for unit in units
        )
        columns = (
            Column("Kod", 6),
            Column("Namn", 20),
            Column("Målen", 60),
            Column("Har lämnat", 10),
        )
        yield Section(key, title, (Grid(title, columns, rows),))


def _filters(content: ReportContent) -> tuple[Filter, ...]:
    goals = [goal for section in content.council_goals for goal in section.goals]
    goals += content.unlinked
    units = {goal.unit: f"{goal.unit} {goal.unit_name}" for goal in goals}
    states = {goal.status.state for goal in goals}
    numbers = sorted({number for goal in goals for number in _global_goals(goal)})
    return (
        Filter("unit", "Nämnd/bolag", tuple(units.items())),
        Filter(
            "council",
            "Övergripande mål",
            tuple((one.id, f"{one.id} {one.wording}") for one in content.council_goals),
        ),
        Filter(
            "status",
            "Status",
            tuple(
                (state.name.lower(), str(Status.of(state, content.words)))
                for state in State
                if state in states
            ),
        ),
        Filter("group", "Målgrupp", _plain(goal.target_group for goal in goals)),
        Filter("focus", "Fokusområde", _plain(goal.focus_area for goal in goals)),
        Filter(
            "agenda", "Agenda 2030", tuple((str(one), global_goal_name(one)) for one in numbers)
        ),
    )


def _plain(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, name) for name in sorted({name for name in names if name}))
