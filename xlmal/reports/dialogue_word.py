"""The summary of a dialogue as one page in Word."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xlmal.building.look import clean
from xlmal.reports import word_xml as xml
from xlmal.reports.blocks import Grid
from xlmal.reports.charts import WIDTH_INCHES, bars_png
from xlmal.reports.dialogue_page import DialoguePage
from xlmal.reports.house_style import HouseStyle, plain_style
from xlmal.reports.word import document_bytes
from xlmal.reports.word_styles import new_document, style_ids

if TYPE_CHECKING:
    from docx.document import Document as WordDocument


def write_page(page: DialoguePage, style: HouseStyle | None = None) -> bytes:
    """Return the page as a .docx file; the same page always gives the same bytes."""
    style = style or plain_style()
    document = new_document(style, None)
    _narrow(document)
    writer = _Writer(document, style)
    document.add_paragraph(clean(page.title), style="Title")
    document.add_paragraph(clean(f"{page.municipality}. {page.lead}"))
    writer.picture(page)
    for grid in (page.areas, page.strategies, page.heard):
        writer.grid(grid)
    for note in page.notes:
        writer.add(xml.paragraph(style_ids(document).cell, xml.run(note)))
    return document_bytes(document, f"{page.municipality}: {page.title}")


def _narrow(document: WordDocument) -> None:
    """Less air than a long report has, so that all of it is one page."""
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.top_margin, section.bottom_margin = Cm(1.3), Cm(1.1)
    styles: Any = document.styles
    styles["Title"].font.size = Pt(18)
    styles["Title"].paragraph_format.space_after = Pt(2)
    styles["Caption"].paragraph_format.space_before = Pt(5)


@dataclass
class _Writer:
    document: WordDocument
    style: HouseStyle

    def picture(self, page: DialoguePage) -> None:
        """The bars, with what they show in words."""
        from docx.oxml.ns import qn
        from docx.shared import Inches, Pt

        self._caption(page.picture.title)
        picture, _ = bars_png(page.picture, self.style.colour)
        self.document.add_picture(io.BytesIO(picture), width=Inches(WIDTH_INCHES))
        self.document.paragraphs[-1].paragraph_format.space_after = Pt(0)
        drawn: Any = [*self.document.element.body.iter(qn("wp:docPr"))][-1]
        drawn.set("descr", clean(page.picture.alt))
        drawn.set("name", "Bild 1")

    def grid(self, grid: Grid) -> None:
        """A table under its caption."""
        self._caption(grid.caption)
        section = self.document.sections[-1]
        room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        self.add(xml.table(grid, int(room / 635), self.style.colour, style_ids(self.document)))

    def _caption(self, text: str) -> None:
        self.add(xml.paragraph(self.document.styles["Caption"].style_id, xml.run(text), keep=True))

    def add(self, written: str) -> None:
        """Put a paragraph or a table last."""
        from docx.oxml.parser import parse_xml

        if not written.startswith("<w:tbl"):
            written = written.replace("<w:p>", f"<w:p {xml.NAMESPACE}>", 1)
        body = self.document.element.body
        body.insert(len(body) - 1, parse_xml(written))  # the last is the section's own setting
