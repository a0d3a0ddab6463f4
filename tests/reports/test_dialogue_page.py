"""The summary of a dialogue: one page for people, all of it in a workbook, the same numbers."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from openpyxl import load_workbook

from support.libreoffice import pdf_pages, to_pdf
from xlmal.domain.dialogue import Classing, DialogueEntry
from xlmal.domain.dialogue_summary import DialogueSummary, summary_of
from xlmal.operations.example.dialogue import dialogue
from xlmal.operations.language import vocabulary
from xlmal.reports.dialogue_book import write_book
from xlmal.reports.dialogue_page import dialogue_page
from xlmal.reports.dialogue_word import write_page


@pytest.fixture(scope="module")
def summary() -> DialogueSummary:
    return summary_of(dialogue(), vocabulary())


def word_text(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_lead_says_how_many_when_from_whom_and_how(summary):
    page = dialogue_page(summary, "Exempelkommunen")
    assert page.lead == "100 synpunkter den 1–28 mars 2019, från 9 målgrupper genom 4 kanaler."


def test_every_entry_is_counted_once_in_each_table(summary):
    page = dialogue_page(summary, "Exempelkommunen")
    for grid in (page.areas, page.strategies):
        assert sum(int(str(row[1])) for row in grid.rows) == 100
    *groups, everybody = page.heard.rows
    assert [sum(int(str(row[at])) for row in groups) for at in range(1, 6)] == [*everybody[1:]]
    assert everybody[-1] == 100


def test_the_picture_shows_telling_words_and_says_them_in_words(summary):
    picture = dialogue_page(summary, "Exempelkommunen").picture
    assert 5 <= len(picture.categories) <= 12
    assert picture.categories[0] == "skola"
    assert f"skola {picture.series[0].numbers[0]:.0f}" in picture.alt


def test_word_and_workbook_say_the_same_numbers(summary):
    page = dialogue_page(summary, "Exempelkommunen")
    word = word_text(write_page(page))
    book = load_workbook(io.BytesIO(write_book(page)))
    sheet = book["Målområden"]
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert [row[:2] for row in rows] == [row[:2] for row in page.areas.rows]
    for name, count, *_ in rows:
        assert f"{name}\n{count}\n" in word


def test_equal_content_is_equal_bytes_and_the_picture_has_its_words(summary):
    page = dialogue_page(summary, "Exempelkommunen")
    data = write_page(page)
    assert data == write_page(page)
    assert write_book(page) == write_book(page)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert (
            "Liggande staplar. Antal synpunkter där ordet finns:"
            in package.read("word/document.xml").decode()
        )


def test_a_classification_that_is_only_a_proposal_is_told():
    entries = [
        DialogueEntry(id="S1", text="Fler bussar", classing=Classing.PROPOSED, masked="1 namn"),
        DialogueEntry(id="S2", text="=Fler <b>tåg</b>", day=date(2019, 3, 4)),
    ]
    page = dialogue_page(summary_of(entries, vocabulary()), "K")
    assert any("En synpunkts klassning är ett förslag" in note for note in page.notes)
    assert any("personuppgifter maskats" in note for note in page.notes)
    assert page.lead.startswith("2 synpunkter den 4 mars 2019")
    assert write_page(page).startswith(b"PK")
    assert write_book(page).startswith(b"PK")


@pytest.mark.libreoffice
def test_the_summary_is_one_page(summary, tmp_path):
    path = tmp_path / "dialog.docx"
    path.write_bytes(write_page(dialogue_page(summary, "Exempelkommunen")))
    assert pdf_pages(to_pdf(path, tmp_path)) == 1
