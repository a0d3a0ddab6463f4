"""The report as a Word document, from the same sections as the other forms."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from xlmal.building.look import clean
from xlmal.reports import word_xml as xml
from xlmal.reports.blocks import Bars, Block, Grid, Points, Section, Text, Timeline
from xlmal.reports.charts import WIDTH_INCHES, bars_png
from xlmal.reports.content import ReportContent
from xlmal.reports.house_style import HouseStyle, plain_style
from xlmal.reports.outline import Outline, outline
from xlmal.reports.timeline_chart import timeline_png
from xlmal.reports.word_styles import new_document, style_ids

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import Section as WordSection

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_BORN: Final = datetime(2000, 1, 1)
_TWIPS_AN_EMU: Final = 1 / 635


def write_word(
    content: ReportContent, style: HouseStyle | None = None, template: bytes | None = None
) -> bytes:
    """Return the report as a .docx file; the same content always gives the same bytes.

    Args:
        content: what the report says.
        style: colour and logo; our own when not given.
        template: the municipality's own .docx, checked for macros and external links by whoever
            read it.
    """
    style = style or plain_style()
    document = new_document(style, template)
    writer = _Writer(document, style)
    writer.write(outline(content), has_own_footer=template is not None)
    return document_bytes(document, f"{content.municipality}: {content.title}")


def document_bytes(document: WordDocument, title: str) -> bytes:
    """Name a document, its author being the program, and return it; no clock is in its bytes."""
    properties = document.core_properties
    properties.title = clean(title)
    properties.author = properties.last_modified_by = "xlmal"
    properties.comments = properties.keywords = properties.subject = ""
    properties.created = properties.modified = _BORN
    properties.revision = 1
    out = io.BytesIO()
    document.save(out)
    return without_clock(out.getvalue())


@dataclass
class _Writer:
    document: WordDocument
    style: HouseStyle
    _bookmark: int = 0
    _is_wide: bool = False
    _entries: list[tuple[int, str, str]] = field(default_factory=list)

    def write(self, report: Outline, *, has_own_footer: bool) -> None:
        self._ids = style_ids(self.document)
        self._entries = [*_entries(report.sections)]
        self._front(report)
        for section in report.sections:
            self._section(section, 1)
        if not has_own_footer:
            _footer(self.document.sections[0], report)

    def _front(self, report: Outline) -> None:
        from docx.shared import Cm

        if self.style.logo:
            self.document.add_picture(io.BytesIO(self.style.logo), height=Cm(1.8))
            self._describe(f"{report.municipality}, logotyp")
        self.document.add_paragraph(clean(report.title), style="Title")
        self.document.add_paragraph(clean(report.subtitle))
        self._contents()

    def _contents(self) -> None:
        """The table of contents: a field that Word fills anew, with what it will say meanwhile."""
        styles = self.document.styles
        levels = [styles[f"toc {level}"].style_id for level in (1, 2)]
        for at, (level, name, title) in enumerate(self._entries):
            begin = end = ""
            if at == 0:
                begin = (
                    '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r>'
                    '<w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText>'
                    '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                )
            if at == len(self._entries) - 1:
                end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            # Word fills in the pages when it opens the file: nobody else can say where they fall.
            link = f'<w:hyperlink w:anchor="{name}" w:history="1">{xml.run(title)}</w:hyperlink>'
            self._add(xml.paragraph(levels[level - 1], f"{begin}{link}{end}"))

    def _section(self, section: Section, level: int) -> None:
        turned = level == 1 and self._turn(section)
        self._heading(section, level, page=level == 1 and section.new_page and not turned)
        for block in section.blocks:
            self._block(block)
        for part in section.sections:
            self._section(part, level + 1)

    def _turn(self, section: Section) -> bool:
        """Turn the paper where a section lies otherwise than the one before; tell if it did."""
        from docx.enum.section import WD_ORIENT, WD_SECTION

        if section.wide is self._is_wide:
            return False
        added = self.document.add_section(WD_SECTION.NEW_PAGE)
        added.orientation = WD_ORIENT.LANDSCAPE if section.wide else WD_ORIENT.PORTRAIT
        added.page_width, added.page_height = added.page_height, added.page_width
        self._is_wide = section.wide
        return True

    def _heading(self, section: Section, level: int, *, page: bool) -> None:
        style = self.document.styles[f"Heading {level}"].style_id
        name, number = _anchor(section), self._bookmark
        self._bookmark += 1
        marked = (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{xml.run(section.title)}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )
        self._add(xml.paragraph(style, marked, keep=True, page=page))

    def _block(self, block: Block) -> None:
        if isinstance(block, Text):
            lead = xml.run(f"{block.lead} ", bold=True) if block.lead else ""
            normal = self.document.styles["Normal"].style_id
            said = lead + xml.run(xml.breakable(block.text))
            self._add(xml.paragraph(normal, said, keep=block.lead.isalnum()))
        elif isinstance(block, Points):
            bullet = self.document.styles["List Bullet"].style_id
            for item in block.items:
                self._add(xml.paragraph(bullet, xml.run(item)))
        elif isinstance(block, Grid):
            self._grid(block)
        else:
            self._picture(block)

    def _grid(self, grid: Grid) -> None:
        caption = self.document.styles["Caption"].style_id
        normal = self.document.styles["Normal"].style_id
        self._add(xml.paragraph(caption, xml.run(grid.caption), keep=True))
        if not grid.rows:
            self._add(xml.paragraph(normal, xml.run(grid.empty)))
            return
        self._add(xml.table(grid, self._width(), self.style.colour, self._ids))
        self._add(xml.paragraph(self._ids.cell, ""))

    def _picture(self, block: Bars | Timeline) -> None:
        from docx.shared import Inches

        caption = self.document.styles["Caption"].style_id
        self._add(xml.paragraph(caption, xml.run(block.title), keep=True))
        if isinstance(block, Bars):
            picture, height = bars_png(block, self.style.colour)
        else:
            picture, height = timeline_png(block, self.style.colour)
        room = self._width() / 1440
        share = min(1.0, room / WIDTH_INCHES, 7.5 / height)
        self.document.add_picture(io.BytesIO(picture), width=Inches(WIDTH_INCHES * share))
        self._describe(block.alt)

    def _describe(self, alt: str) -> None:
        """Give the last picture its alternative text."""
        from docx.oxml.ns import qn

        drawn: Any = [*self.document.element.body.iter(qn("wp:docPr"))][-1]
        drawn.set("descr", clean(alt))
        drawn.set("name", f"Bild {drawn.get('id')}")

    def _width(self) -> int:
        """The room between the margins, in twentieths of a point."""
        section = self.document.sections[-1]
        page = section.page_width or 0
        room = page - (section.left_margin or 0) - (section.right_margin or 0)
        return int(room * _TWIPS_AN_EMU)

    def _add(self, written: str) -> None:
        from docx.oxml.parser import parse_xml

        if not written.startswith("<w:tbl"):
            written = written.replace("<w:p>", f"<w:p {xml.NAMESPACE}>", 1)
        body = self.document.element.body
        body.insert(len(body) - 1, parse_xml(written))  # the last is the section's own setting


def _entries(sections: tuple[Section, ...]) -> Iterator[tuple[int, str, str]]:
    for section in sections:
        yield 1, _anchor(section), section.title
        for part in section.sections:
            yield 2, _anchor(part), part.title


def _anchor(section: Section) -> str:
    """A bookmark's name: letters, digits and underscore, 40 characters at most (17.13.6.2)."""
    plain = "".join(letter if letter.isalnum() else "_" for letter in clean(section.key))
    return escape(f"x_{plain}"[:40])


def _footer(section: WordSection, report: Outline) -> None:
    from docx.oxml.parser import parse_xml

    paragraph = section.footer.paragraphs[0]
    paragraph.text = ""
    said = xml.run(f"{report.municipality}. {report.title}. Sida ")
    content = said + xml.field("PAGE", "1") + xml.run(" av ") + xml.field("NUMPAGES", "1")
    for run in parse_xml(f"<w:p {xml.NAMESPACE}>{content}</w:p>"):
        paragraph._p.append(run)


def without_clock(data: bytes) -> bytes:
    """The same package with one fixed time on its parts, so that equal content is equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return out.getvalue()
