"""The Word document that a report is written in: ours, or the municipality's template emptied."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from xlmal.building.layout import palette
from xlmal.reports.house_style import HouseStyle
from xlmal.reports.word_xml import CELL_STYLE, HEAD_STYLE, StyleIds

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle

_HEADINGS: Final = ((1, 18), (2, 13), (3, 11))
LANGUAGE: Final = "sv-SE"


def new_document(style: HouseStyle, template: bytes | None) -> WordDocument:
    """Open the document to write in.

    Args:
        style: colours; a template's own styles go before them.
        template: a .docx file that has been checked: its styles, header, footer and margins are
            kept, its text is not.
    """
    from docx import Document
    from docx.shared import Cm

    document = Document(io.BytesIO(template) if template else None)
    _empty(document)
    if template is None:
        section = document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
        _dress(document, style)
        _without_thumbnail(document)
    _complete(document)
    _speak_swedish(document)
    return document


def style_ids(document: WordDocument) -> StyleIds:
    """The ids of the styles that our tables are set in."""
    styles = document.styles
    return StyleIds(
        cell=styles[CELL_STYLE].style_id,
        head=styles[HEAD_STYLE].style_id,
        table=styles["Table Grid"].style_id,
    )


def _empty(document: WordDocument) -> None:
    from docx.oxml.ns import qn

    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


def _without_thumbnail(document: WordDocument) -> None:
    """Leave out the picture of python-docx's own template, which file managers would show."""
    relationships = document.part.package.rels
    for key in [key for key, one in relationships.items() if one.reltype.endswith("/thumbnail")]:
        del relationships[key]


def _dress(document: WordDocument, style: HouseStyle) -> None:
    from docx.shared import Pt, RGBColor

    normal = _paragraph_style(document, "Normal")
    normal.font.name, normal.font.size = palette().font, Pt(10.5)
    _all_letters(normal, palette().font)
    normal.paragraph_format.space_after = Pt(4)
    normal.paragraph_format.line_spacing = 1.05
    for level, size in _HEADINGS:
        heading = _paragraph_style(document, f"Heading {level}")
        heading.font.name, heading.font.size = palette().font, Pt(size)
        _all_letters(heading, palette().font)
        heading.font.bold = True
        heading.font.color.rgb = RGBColor.from_string(style.colour)
        heading.paragraph_format.space_before = Pt(14 if level < 3 else 8)
        heading.paragraph_format.space_after = Pt(4)
        heading.paragraph_format.keep_with_next = True
    title = _paragraph_style(document, "Title")
    title.font.name, title.font.size = palette().font, Pt(22)
    _all_letters(title, palette().font)
    title.font.color.rgb = RGBColor.from_string(style.colour)
    bullet = _paragraph_style(document, "List Bullet")
    bullet.paragraph_format.space_after = Pt(2)
    caption = _paragraph_style(document, "Caption")
    caption.font.size, caption.font.bold = Pt(9), True
    caption.font.color.rgb = RGBColor.from_string("404040")
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(6), Pt(2)
    caption.paragraph_format.keep_with_next = True


def _all_letters(style: ParagraphStyle, font: str) -> None:
    """Name the font for every script; the default template's theme fonts go before the name."""
    from docx.oxml.ns import qn

    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(name), font)


def _complete(document: WordDocument) -> None:
    """Add the styles that are not there: our own two, and those a template may lack."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    names = {style.name for style in document.styles}
    for level, size in _HEADINGS:
        name = f"Heading {level}"
        if name not in names:
            added = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
            added.base_style = document.styles["Normal"]
            added.font.bold, added.font.size = True, Pt(size)
            added.paragraph_format.keep_with_next = True
            _outline(added, level)
    for name, base in (("Title", "Normal"), ("Caption", "Normal"), ("List Bullet", "Normal")):
        if name not in names:
            added = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
            added.base_style = document.styles[base]
    for level in (1, 2):
        if f"toc {level}" not in names:
            added = document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
            added.base_style = document.styles["Normal"]
            added.paragraph_format.left_indent = Pt(12 * (level - 1))
            added.paragraph_format.space_after = Pt(0)
            added.font.size = Pt(10)
    if "Table Grid" not in names:
        document.styles.add_style("Table Grid", WD_STYLE_TYPE.TABLE, builtin=True)
    for name, bold in ((CELL_STYLE, False), (HEAD_STYLE, True)):
        if name not in names:
            added = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            added.base_style = document.styles["Normal"]
            added.font.size, added.font.bold = Pt(8.5), bold
            added.paragraph_format.space_before = added.paragraph_format.space_after = Pt(0)
            added.paragraph_format.line_spacing = 1.0
            if bold:
                added.font.color.rgb = RGBColor.from_string("FFFFFF")


def _outline(style: Any, level: int) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level - 1))
    style.element.get_or_add_pPr().append(outline)


def _speak_swedish(document: WordDocument) -> None:
    """Set the language of all text, so that Word spells it as Swedish."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    document.core_properties.language = LANGUAGE
    styles = document.styles.element
    languages = styles.findall(f".//{qn('w:lang')}")
    if not languages:
        defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        if defaults is None:
            defaults = document.styles["Normal"].element.get_or_add_rPr()
        languages = [OxmlElement("w:lang")]
        defaults.append(languages[0])
    for language in languages:
        language.set(qn("w:val"), LANGUAGE)


def _paragraph_style(document: WordDocument, name: str) -> ParagraphStyle:
    found: ParagraphStyle = document.styles[name]
    return found
