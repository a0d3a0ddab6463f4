"""The report in Word: its structure for screen readers, its language, and what it refuses to be."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from support.libreoffice import pdf_pages, pdf_text, to_pdf
from support.municipalities import AUGUST, small_municipality, with_texts
from support.reported import august_content
from xlmal.domain.municipality import Municipality
from xlmal.domain.round_result import round_result
from xlmal.reports.content import report_content
from xlmal.reports.outline import outline
from xlmal.reports.word import write_word


def report_of(municipality: Municipality, template: bytes | None = None) -> bytes:
    return write_word(report_content(round_result(municipality, AUGUST)), None, template)


@pytest.fixture(scope="module")
def report() -> bytes:
    return write_word(august_content())


@pytest.fixture(scope="module")
def document(report: bytes) -> WordDocument:
    return Document(io.BytesIO(report))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode()


def test_headings_are_the_built_in_ones_in_the_outline_s_order(document: WordDocument) -> None:
    found = [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    expected = []
    for section in outline(august_content()).sections:
        expected.append(("Heading 1", section.title))
        expected += [("Heading 2", one.title) for one in section.sections]
    assert found == expected


def test_the_table_of_contents_is_a_field_with_a_link_to_every_heading(report: bytes) -> None:
    body = part(report, "word/document.xml")
    assert body.count('TOC \\o "1-2" \\h') == 1
    links = re.findall(r'<w:hyperlink w:anchor="(\w+)"', body)
    marks = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(\w+)"', body)
    assert links == marks
    assert len(set(marks)) == len(marks) > 30


def test_every_picture_has_an_alternative_text_with_the_numbers(document: WordDocument) -> None:
    alts = [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]
    assert len(alts) == 8
    assert all(alts)
    assert "K8: 6 bedöms uppfyllas" in alts[0]


def test_every_table_repeats_its_header_and_breaks_no_row(document: WordDocument) -> None:
    assert len(document.tables) > 100
    for table in document.tables:
        first, *rest = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert rest
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rest)
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None


def test_all_text_is_swedish(report: bytes, document: WordDocument) -> None:
    languages = set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', part(report, "word/styles.xml")))
    assert languages == {"sv-SE"}
    assert document.core_properties.language == "sv-SE"


def test_the_same_content_gives_the_same_bytes(report: bytes) -> None:
    assert write_word(august_content()) == report


HOSTILE = "<w:b/>&amp; {{ x }}\x0bett \x00tecken"


def test_what_people_write_stays_text_and_loses_only_control_characters() -> None:
    data = report_of(with_texts(small_municipality(), HOSTILE))
    texts = [
        cell.text
        for table in Document(io.BytesIO(data)).tables
        for row in table.rows
        for cell in row.cells
    ]
    assert "<w:b/>&amp; {{ x }}ett tecken" in texts
    plain = part(report_of(small_municipality()), "word/document.xml")
    assert part(data, "word/document.xml").count("<w:fldChar") == plain.count("<w:fldChar")


def template(text: str = "Gammal text", header: str = "Lillköpings kommun") -> bytes:
    document = Document()
    document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = "Egen sidfot"
    document.styles["Heading 1"].font.name = "Garamond"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_template_lends_styles_header_and_footer_but_not_its_text() -> None:
    document = Document(io.BytesIO(report_of(small_municipality(), template())))
    assert document.sections[0].header.paragraphs[0].text == "Lillköpings kommun"
    assert document.sections[0].footer.paragraphs[0].text == "Egen sidfot"
    assert document.styles["Heading 1"].font.name == "Garamond"
    assert "Gammal text" not in [paragraph.text for paragraph in document.paragraphs]


def test_a_template_without_our_styles_gets_them() -> None:
    bare = Document()
    for name in ("Heading 1", "Heading 2", "Title", "Caption", "List Bullet", "Table Grid"):
        style = bare.styles[name].element
        style.getparent().remove(style)
    out = io.BytesIO()
    bare.save(out)
    document = Document(io.BytesIO(report_of(small_municipality(), out.getvalue())))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings[0] == "Sammanfattning"
    outline_level = document.styles["Heading 2"].element.find(f".//{qn('w:outlineLvl')}")
    assert outline_level.get(qn("w:val")) == "1"


def test_a_municipality_without_goals_still_gets_its_report() -> None:
    document = Document(io.BytesIO(report_of(Municipality())))
    assert "Inga mål för året." in [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.libreoffice
def test_on_paper_the_summary_is_one_page_and_so_are_the_changes(
    report: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "rapport.docx"
    path.write_bytes(report)
    pdf = to_pdf(path, tmp_path)
    pages = pdf_text(pdf).split("\f")[:-1]
    assert 50 < pdf_pages(pdf) == len(pages) < 90
    assert [number for number, page in enumerate(pages) if not page.strip()] == []
    titles = [section.title for section in outline(august_content()).sections]
    starts = [
        next(at for at, page in enumerate(pages) if page.strip().startswith(title[:40]))
        for title in titles[:7]
    ]
    assert starts == sorted(starts)
    assert starts[0] == 1
    assert starts[1] == 2  # the summary takes one page
    assert starts[5] == starts[4] + 1  # so does what has changed
    assert "Nämndmål per övergripande mål" in pages[1]
