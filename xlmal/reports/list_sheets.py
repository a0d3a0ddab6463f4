"""The sheets that list: goals out of reach, what is not reported, every indicator, how to read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter

from xlmal.building.layout import SheetLayout, palette
from xlmal.reports.blocks import Value
from xlmal.reports.content import ReportContent
from xlmal.reports.indicator_rows import YEARS_SHOWN
from xlmal.reports.outline_lists import known, what_is_missing
from xlmal.reports.pen import Pen, RowLook
from xlmal.reports.sparklines import Sparkline

if TYPE_CHECKING:
    from openpyxl import Workbook


def write_not_met(book: Workbook, content: ReportContent, layout: SheetLayout) -> None:
    """Write the goals that will not be met, with what is done about them."""
    pen = Pen(book, layout, content.not_met_title)
    pen.header()
    for goal in content.not_met:
        pen.row(
            {
                "Nämnd/bolag": goal.unit,
                "ID": goal.id,
                "Mål": goal.wording,
                "Status": goal.status,
                "Analys": goal.analysis or "analys saknas",
                "Åtgärd": goal.action_or_lack,
                "Ansvarig roll": goal.responsible_role or "saknas",
                "Klart senast": goal.due or "saknas",
            }
        )
    if not content.not_met:
        pen.line("Inga mål.")
    if content.differing:
        _write_differing(pen, content)
    pen.close(f"{content.municipality}, {content.round.title}")


def _write_differing(pen: Pen, content: ReportContent) -> None:
    pen.band("Avviker: den egna bedömningen och siffrorna säger olika")
    pen.row(
        {
            "Nämnd/bolag": "Nämnd/bolag",
            "ID": "ID",
            "Mål": "Mål",
            "Status": "Egen bedömning",
            "Analys": "Skäl för beräknad status",
            "Åtgärd": "Beräknad status",
        },
        RowLook(bold=True, fill=palette().light),
    )
    for goal in content.differing:
        pen.row(
            {
                "Nämnd/bolag": goal.unit,
                "ID": goal.id,
                "Mål": goal.wording,
                "Status": goal.own,
                "Analys": goal.calculated.reason,
                "Åtgärd": goal.calculated.status,
            }
        )


def write_not_reported(book: Workbook, content: ReportContent, layout: SheetLayout) -> None:
    """Write who has not answered, and each single figure that is missing."""
    pen = Pen(book, layout, "Inte rapporterat")
    pen.header()
    for provider in content.missing:
        pen.row(
            {
                "Nämnd/bolag": provider.code,
                "Vad som saknas": f"{provider.name}: {what_is_missing(provider)}",
                "Status": "ej inlämnat",
                "Lämnas av": provider.code,
                "Förklaring": known(provider),
            },
            RowLook(bold=True, fill=palette().light),
        )
    for row in content.missing_figures:
        comment = f"Kommentar: {row.comment}" if row.comment else ""
        pen.row(
            {
                "Nämnd/bolag": row.unit,
                "ID": row.id,
                "Vad som saknas": row.full_name,
                "Status": row.status,
                "Lämnas av": row.provider,
                "Förklaring": "\n".join(filter(None, [row.reason, comment])),
            }
        )
    if not content.missing and not content.missing_figures:
        pen.line("Alla har lämnat, och ingen uppgift saknas.")
    pen.close(f"{content.municipality}, {content.round.title}")


def write_indicators(
    book: Workbook, content: ReportContent, layout: SheetLayout
) -> tuple[Sparkline, ...]:
    """Write the appendix: every indicator with its figures; returns the lines of its history."""
    pen = Pen(book, layout, "Alla indikatorer")
    top = pen.row_number
    pen.header()
    lines = []
    trend = get_column_letter([*layout.widths].index("Utveckling") + 1)
    for place, row in enumerate(content.indicators):
        values: dict[str, Value] = {
            "ID": row.id,
            "Nämnd/bolag": row.unit,
            "Indikator": row.name,
            "Måttenhet": row.measure_unit,
            "Målvärde": row.target,
            "Slutligt i fjol": row.last_year,
            "Utfall": row.outcome,
            "Prognos": row.prognosis,
            "Bedömt på": row.basis,
            "Status": row.status,
            "Preliminärt": "ja" if row.is_preliminary else None,
            "Basvärde": row.baseline,
            "Tidigare år": str(row.trend),
            "Kvinnor": row.women,
            "Män": row.men,
            "Skillnad": row.difference,
            "Källa": row.source,
            "Cell": row.cell,
            "Beräknad prognos": row.computed,
        }
        number = pen.row(values)
        if len(row.trend.numbers) > 1:
            lines.append(Sparkline(f"{trend}{number}", history_of(place)))
    last = get_column_letter(len(layout.widths))
    pen.sheet.auto_filter.ref = f"A{top}:{last}{max(top + 1, pen.row_number - 1)}"
    pen.close(f"{content.municipality}, {content.round.title}")
    return tuple(lines)


#: Where the history's first row of figures and first year stand.
_FIRST_ROW: Final = 4
_FIRST_YEAR: Final = 3


def history_of(place: int) -> str:
    """Where the history of the indicator with a place, from 0, stands."""
    row = _FIRST_ROW + place
    first, last = (get_column_letter(_FIRST_YEAR + at) for at in (0, YEARS_SHOWN - 1))
    return f"'Historik'!{first}{row}:{last}{row}"


def write_history(book: Workbook, content: ReportContent, layout: SheetLayout) -> None:
    """Write the final outcomes of earlier years, one indicator a row."""
    years = range(content.round.year - YEARS_SHOWN, content.round.year)
    widths = {"ID": 10.0, "Indikator": 70.0} | {str(year): 12.0 for year in years}
    pen = Pen(book, replace(layout, widths=widths), "Historik")
    pen.header()
    for row in content.indicators:
        values: dict[str, Value] = {str(year): figure for year, figure in row.trend.values}
        pen.row({"ID": row.id, "Indikator": row.full_name} | values)
    pen.close(f"{content.municipality}, {content.round.title}")


def write_how_to_read(book: Workbook, content: ReportContent, layout: SheetLayout) -> None:
    """Write the report's key."""
    pen = Pen(book, layout, "Läsanvisning", landscape=False)
    pen.header()
    for note in content.how_to_read:
        pen.row({"Ord": note.term, "Förklaring": note.text})
    pen.close(f"{content.municipality}, {content.round.title}")
