"""The programme as a sheet: vision and values, then what each goal means and who does what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlmal.building.layout import SheetLayout, palette
from xlmal.reports.blocks import Grid, Section, Text
from xlmal.reports.content import ReportContent
from xlmal.reports.pen import Pen, RowLook

if TYPE_CHECKING:
    from openpyxl import Workbook

_WHAT, _WHO, _TEXT, _WITH = "Vad", "Vem", "Text", "Tillsammans med"


def write_programme(
    book: Workbook, content: ReportContent, section: Section, layout: SheetLayout
) -> None:
    """Write the section on a sheet of its own."""
    pen = Pen(book, layout, section.title)
    pen.header()
    _texts(pen, section)
    for part in section.sections:
        begins = pen.row_number
        pen.gap()
        pen.band(part.title)
        _texts(pen, part)
        first = pen.row_number
        for block in part.blocks:
            if isinstance(block, Grid):
                pen.row(
                    {_WHAT: "Bidrag", _TEXT: block.caption if block.rows else block.empty},
                    RowLook(bold=True, fill=palette().light),
                )
                for code, name, text, others in block.rows:
                    pen.row({_WHAT: code, _WHO: name, _TEXT: text, _WITH: others})
        pen.keep_all([(begins, first), (first + 1, pen.row_number - 1)], begins)
    pen.close(f"{content.municipality}, {content.round.title}")


def _texts(pen: Pen, section: Section) -> None:
    """What is said, a row each, and the old goals that a new one takes over from."""
    for block in section.blocks:
        if isinstance(block, Text):
            pen.row({_WHAT: block.lead.rstrip(":"), _TEXT: block.text})
        elif isinstance(block, Grid) and block.columns[-1].name == "Tar vid efter":
            for id_, _, _, before in block.rows:
                pen.row({_WHAT: f"{id_} tar vid efter", _TEXT: before})
