"""The sheets that go through the goals: by council goal, by committee, and by company."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from xlmal.building.layout import SheetLayout, palette
from xlmal.reports.blocks import Value
from xlmal.reports.content import ReportContent
from xlmal.reports.indicator_row import IndicatorRow
from xlmal.reports.outline_goals import why
from xlmal.reports.parts import (
    CouncilGoalSection,
    GoalRow,
    Overall,
    SoundFinancesSection,
    UnitSection,
)
from xlmal.reports.pen import Pen, RowLook
from xlmal.reports.sentences import of_all

if TYPE_CHECKING:
    from openpyxl import Workbook

#: What the columns of a unit's sheet mean on an indicator's row.
INDICATOR_HEADER: Final = {
    "Mål": "Indikator (måttenhet)",
    "Övergr. mål": "Målvärde",
    "Bedömda": "Utfall",
    "Avviker": "Prognos",
    "Beräknad status": "Status",
    "Egen bedömning": "Bedömt på",
    "Skäl och analys": "Skäl och kommentar",
}


def write_council_goals(book: Workbook, content: ReportContent, layout: SheetLayout) -> None:
    """Write each council goal with its statuses and the goals that answer it."""
    pen = Pen(book, layout, "Övergripande mål")
    pen.header()
    for section in content.council_goals:
        _with_goals(pen, _council_head(content, section), section.goals)
    if content.sound_finances:
        _with_goals(pen, _finances_head(content.sound_finances), content.sound_finances.goals)
    if content.unlinked:
        name: dict[str, Value] = {"Mål": "Mål utan övergripande mål för året"}
        _with_goals(pen, [name], content.unlinked)
    pen.close(f"{content.municipality}, {content.round.title}")


def _with_goals(pen: Pen, head: Sequence[dict[str, Value]], goals: Sequence[GoalRow]) -> None:
    first = pen.row_number
    for number, row in enumerate(head):
        pen.row(row, RowLook(not number, palette().light, plain=("Skäl",)))
    for goal in goals:
        first = first or pen.row_number
        pen.row(
            {
                "ID": goal.id,
                "Mål": goal.wording,
                "Vem": goal.unit,
                "Status": goal.status,
                "Bedömda": _coverage(goal),
                "Skäl": why(goal),
            }
        )
        pen.keep(first)
        first = 0
    if first:
        pen.keep(first)
    first = pen.row_number
    pen.gap()
    pen.keep(first)


def _council_head(content: ReportContent, section: CouncilGoalSection) -> list[dict[str, Value]]:
    counted = of_all("nämndmål", section.counts, content.round.kind)
    agenda = f"Agenda 2030: {', '.join(section.agenda2030)}." if section.agenda2030 else ""
    head: list[dict[str, Value]] = [
        {
            "ID": section.id,
            "Mål": section.wording,
            "Vem": "Nämnderna",
            "Status": section.committees.status,
            "Bedömda": _of(
                section.committees.coverage.assessed, section.committees.coverage.expected
            ),
            "Skäl": section.committees.reason,
        }
    ]
    about = " ".join(filter(None, [counted, agenda]))
    if section.has_companies:
        rated = section.with_companies
        head.append(
            {
                "Vem": "Med bolag och förbund",
                "Status": rated.status,
                "Bedömda": _of(rated.coverage.assessed, rated.coverage.expected),
                "Skäl": rated.reason,
            }
        )
    if section.overall:
        head.append(_overall(section.overall))
    if section.previous and content.compared_with:
        head.append({"Vem": content.compared_with.title, "Status": section.previous})
    if len(head) == 1:
        head.append({})
    head[1]["Mål"] = about
    return head


def _finances_head(section: SoundFinancesSection) -> list[dict[str, Value]]:
    coverage = section.rated.coverage
    head: list[dict[str, Value]] = [
        {
            "Mål": "God ekonomisk hushållning: mål med den markeringen",
            "Vem": "Alla",
            "Status": section.rated.status,
            "Bedömda": _of(coverage.assessed, coverage.expected),
            "Skäl": section.rated.reason,
        }
    ]
    if section.overall:
        head.append(_overall(section.overall))
    return head


def _overall(overall: Overall) -> dict[str, Value]:
    signed = ", ".join(
        filter(None, [overall.role, overall.decided_on.isoformat() if overall.decided_on else ""])
    )
    return {
        "Vem": "Samlad bedömning",
        "Status": overall.status or "ingen bedömning",
        "Skäl": " ".join(filter(None, [overall.motivation, f"({signed})" if signed else ""])),
    }


def write_units(
    book: Workbook,
    content: ReportContent,
    layout: SheetLayout,
    units: Sequence[UnitSection],
) -> None:
    """Write each unit with its goals and their indicators."""
    pen = Pen(book, layout, layout.name)
    pen.header(INDICATOR_HEADER)
    if not units:
        pen.line("Inga mål för året.")
    for unit in units:
        _write_unit(pen, content, unit)
    pen.close(f"{content.municipality}, {content.round.title}")


def _write_unit(pen: Pen, content: ReportContent, unit: UnitSection) -> None:
    start = first = pen.band(f"{unit.name} ({unit.code})")
    said = of_all("mål", unit.counts, content.round.kind)
    if not unit.has_reported:
        said += " Uppföljningen har inte lämnats in."
    pen.line(said)
    blocks = []
    for goal in unit.goals:
        pen.row(_goal(goal), RowLook(True, palette().light, plain=("Skäl och analys",)))
        for indicator in goal.indicators:
            pen.row(_indicator(indicator))
        if not goal.indicators:
            pen.row({"Mål": "Målet har ingen indikator."})
        blocks.append((first, pen.row_number - 1))
        first = pen.row_number
    pen.keep_all(blocks, start)


def _goal(goal: GoalRow) -> dict[str, Value]:
    analysis = f"Analys: {goal.analysis}" if goal.analysis else ""
    return {
        "ID": goal.id,
        "Mål": goal.wording,
        "Övergr. mål": goal.council_goal or "saknas",
        "Bedömda": _coverage(goal),
        "Avviker": "Avviker" if goal.differs else None,
        "Beräknad status": goal.calculated.status,
        "Egen bedömning": goal.own or "ingen lämnad",
        "Skäl och analys": "\n".join(filter(None, [goal.calculated.reason, analysis])),
    }


def _indicator(indicator: IndicatorRow) -> dict[str, Value]:
    comment = f"Kommentar: {indicator.comment}" if indicator.comment else ""
    return {
        "ID": indicator.id,
        "Mål": indicator.full_name,
        "Övergr. mål": indicator.target,
        "Bedömda": indicator.outcome,
        "Avviker": indicator.prognosis,
        "Beräknad status": indicator.status,
        "Egen bedömning": indicator.basis,
        "Skäl och analys": "\n".join(filter(None, [indicator.reason, comment])),
    }


def _coverage(goal: GoalRow) -> str:
    return _of(goal.calculated.coverage.assessed, goal.calculated.coverage.expected)


def _of(assessed: int, expected: int) -> str:
    return f"{assessed} av {expected}"
