"""The report as a workbook of its own, laid out for A4."""

from __future__ import annotations

from openpyxl import Workbook

from xlmal.building.finish import finish
from xlmal.building.layout import palette, sheet_layouts
from xlmal.reports.content import ReportContent
from xlmal.reports.goal_sheets import write_council_goals, write_units
from xlmal.reports.grid_sheets import SHEET_OF, write_section
from xlmal.reports.list_sheets import (
    write_history,
    write_how_to_read,
    write_indicators,
    write_not_met,
    write_not_reported,
)
from xlmal.reports.outline import outline
from xlmal.reports.programme_sheet import write_programme
from xlmal.reports.sparklines import with_sparklines
from xlmal.reports.summary_sheet import write_summary
from xlmal.reports.wardrobe import clean


def write_report(content: ReportContent) -> bytes:
    """Return the report as an .xlsx file; the same content always gives the same bytes.

    Every cell is a value, never a formula, so the report says the same wherever it is opened.
    """
    layouts = sheet_layouts("report")
    book = Workbook()
    book.remove(book.worksheets[0])
    write_summary(book, content, layouts["Sammanfattning"])
    write_council_goals(book, content, layouts["Övergripande mål"])
    write_units(book, content, layouts["Nämnder"], content.committees)
    write_units(book, content, layouts["Bolag och förbund"], content.companies)
    write_not_met(book, content, layouts["Omprioriteringslistan"])
    write_not_reported(book, content, layouts["Inte rapporterat"])
    report = outline(content)
    for section in report.parts:
        if section.key == "program":
            write_programme(book, content, section, layouts["Program"])
        elif section.key in SHEET_OF:
            write_section(book, content, section, layouts[SHEET_OF[section.key]])
    lines = write_indicators(book, content, layouts["Indikatorer"])
    place = len(book.worksheets)
    write_history(book, content, layouts["Historik"])
    write_how_to_read(book, content, layouts["Läsanvisning"])
    book.properties.title = clean(f"{content.municipality}: {content.title}")
    book.properties.language = "sv-SE"
    return with_sparklines(finish(book), place, lines, palette().dark)
