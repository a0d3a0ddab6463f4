"""Word, web page and workbook say the same: read back from the files, row by row."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from html.parser import HTMLParser

import openpyxl
import pytest
from docx import Document
from openpyxl import Workbook

from support.reported import august_content, year_content
from xlmal.domain.numbers import swedish
from xlmal.reports.blocks import Bars
from xlmal.reports.content import ReportContent
from xlmal.reports.excel import write_report
from xlmal.reports.html import write_html
from xlmal.reports.outline import outline
from xlmal.reports.word import write_word

Rows = dict[str, dict[str, str]]


class Tables(HTMLParser):
    """A page's tables by caption, as rows of texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self._rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._caption: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._rows = []
        elif tag == "caption":
            self._caption = []
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "caption" and self._caption is not None:
            self.tables["".join(self._caption)] = self._rows
            self._caption = None
        elif tag in ("td", "th") and self._cell is not None:
            self._rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        for held in (self._caption, self._cell):
            if held is not None:
                held.append(data)


def by_id(rows: list[list[str]], key: int = 0) -> Rows:
    head, *rest = rows
    return {row[key]: dict(zip(head, row, strict=True)) for row in rest}


def html_tables(content: ReportContent) -> dict[str, list[list[str]]]:
    return Tables(write_html(content).decode()).tables


def word_tables(content: ReportContent) -> dict[str, list[list[str]]]:
    from docx.oxml.ns import qn

    found = {}
    for table in Document(io.BytesIO(write_word(content))).tables:
        caption = table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        found[caption] = [
            [
                " ".join("".join(part.text or "" for part in cell.iter(qn("w:t"))).split())
                for cell in row.tc_lst
            ]
            for row in table._tbl.tr_lst
        ]
    return found


def excel_rows(content: ReportContent, sheet: str) -> Rows:
    book = openpyxl.load_workbook(io.BytesIO(write_report(content)))
    rows = [[excel_text(cell) for cell in row] for row in book[sheet].iter_rows(min_row=3)]
    return by_id([row for row in rows if row[0]])


def excel_text(cell: openpyxl.cell.cell.Cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, int | float):
        _, _, decimals = cell.number_format.partition(".")
        if cell.number_format.endswith("%"):
            return f"{swedish(round(value * 100, 1))}\u00a0%"
        return swedish(value, len(decimals))
    return " ".join(str(value).split())


def spaced(text: str) -> str:
    """Undo the break that Word is given after a slash, and what splits and joins spaces."""
    return " ".join(text.replace("\N{ZERO WIDTH SPACE}", "").split())


CONTENTS = {"augusti": august_content, "årsredovisning": year_content}

#: Word's and the page's column -> the workbook's.
INDICATOR_COLUMNS = {
    "Nämnd/bolag": "Nämnd/bolag",
    "Basvärde": "Basvärde",
    "Målvärde": "Målvärde",
    "Utfall": "Utfall",
    "Prognos": "Prognos",
    "Status": "Status",
    "Kvinnor": "Kvinnor",
    "Män": "Män",
    "Skillnad": "Skillnad",
    "Källa": "Källa",
}


@pytest.mark.parametrize("name", CONTENTS)
def test_every_indicator_has_the_same_figures_in_all_three(name: str) -> None:
    content = CONTENTS[name]()
    word = by_id(word_tables(content)["Alla indikatorer"])
    page = by_id(html_tables(content)["Alla indikatorer"])
    book = excel_rows(content, "Indikatorer")
    assert set(word) == set(page) == {one.id for one in content.indicators}
    assert set(word) <= set(book)
    for id_, row in word.items():
        for column, same in INDICATOR_COLUMNS.items():
            values = (spaced(row[column]), spaced(page[id_][column]), spaced(book[id_][same]))
            assert values[0] == values[1] == values[2], (id_, column)
        history = re.sub(r"^[▁-█]+ ?", "", spaced(row["Tidigare år"]))
        in_book = re.sub(r"^[▁-█]+ ?", "", spaced(book[id_]["Tidigare år"]))
        assert history == spaced(page[id_]["Tidigare år"]) == in_book


@pytest.mark.parametrize("name", CONTENTS)
def test_every_council_goal_has_the_same_status_coverage_and_reason(name: str) -> None:
    content = CONTENTS[name]()
    caption = "Fullmäktiges mål: status, skäl och hur mycket som är bedömt"
    word, page = by_id(word_tables(content)[caption]), by_id(html_tables(content)[caption])
    book = excel_rows(content, "Övergripande mål")
    for section in content.council_goals:
        rows = (word[section.id], page[section.id], book[section.id])
        for column in ("Status", "Bedömda", "Skäl"):
            assert len({spaced(row[column]) for row in rows}) == 1, (section.id, column)
        assert spaced(rows[0]["Status"]) == str(section.committees.status)


@pytest.mark.parametrize("name", CONTENTS)
def test_what_will_not_be_met_is_the_same_list(name: str) -> None:
    content = CONTENTS[name]()
    word = by_id(word_tables(content)[content.not_met_title])
    page = by_id(html_tables(content)[content.not_met_title])
    book = openpyxl.load_workbook(io.BytesIO(write_report(content)))["Omprioriteringslistan"]
    rows = by_id([[excel_text(cell) for cell in row] for row in book.iter_rows(min_row=3)], 1)
    assert list(word) == list(page) == [goal.id for goal in content.not_met]
    for id_, row in word.items():
        for column in ("Status", "Analys", "Åtgärd", "Ansvarig roll", "Klart senast"):
            assert len({spaced(one[column]) for one in (row, page[id_], rows[id_])}) == 1


def test_accuracy_is_the_same_in_all_three() -> None:
    content = year_content()
    word = word_tables(content)["Träffsäkerhet 2018"]
    page = html_tables(content)["Träffsäkerhet 2018"]
    assert [[spaced(cell) for cell in row] for row in word] == [
        [spaced(cell) for cell in row] for row in page
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(write_report(content)))["Träffsäkerhet"]
    for number, row in enumerate(word[1:], start=4):
        in_book = [excel_text(cell) for cell in sheet[number][: len(row)]]
        assert [spaced(cell).lstrip("+") for cell in row] == [spaced(cell) for cell in in_book]


#: Caption -> the sheet that the table stands on.
STEERING = {
    "Antal mål per övergripande mål och nämnd": "Styrbild",
    "Målens status per övergripande mål och nämnd": "Styrbild",
    "Nämndmålens spridning": "Koncentration",
    "Agenda 2030 mot övergripande mål": "Agenda 2030",
    "Tidplan 2019": "Tidplan",
    "Finans, personal och miljö per övergripande mål": "Finans, personal, miljö",
}


@pytest.fixture(scope="module")
def in_all_three() -> tuple[dict[str, list[list[str]]], dict[str, list[list[str]]], Workbook]:
    content = august_content()
    book = openpyxl.load_workbook(io.BytesIO(write_report(content)))
    return word_tables(content), html_tables(content), book


@pytest.mark.parametrize("caption", STEERING)
def test_the_steering_picture_and_the_plan_are_the_same_in_all_three(
    caption: str,
    in_all_three: tuple[dict[str, list[list[str]]], dict[str, list[list[str]]], Workbook],
) -> None:
    word, page, book = in_all_three
    said = [[spaced(cell) for cell in row] for row in word[caption]]
    assert said == [[spaced(cell) for cell in row] for row in page[caption]]
    sheet = book[STEERING[caption]]
    firsts = [cell.value for cell in sheet["A"]]
    top = firsts.index(caption, 3) + 2 if caption in firsts[3:] else 4  # row 1 is the title
    for number, row in enumerate(said[1:], start=top):
        in_book = [spaced(excel_text(cell)) for cell in sheet[number][: len(row)]]
        assert row == in_book, (caption, number)
    assert len(said) > 10


def test_native_charts_stand_on_the_numbers_that_the_other_two_draw() -> None:
    content = august_content()
    book = openpyxl.load_workbook(io.BytesIO(write_report(content)))
    drawn = {
        block.title: block
        for section in outline(content).parts
        for block in section.blocks
        if isinstance(block, Bars)
    }
    for sheet, title in (
        ("Styrbild", "Mål per nämnd och bolag, efter status"),
        ("Koncentration", "Nämndmål per övergripande mål"),
        ("Utan koppling", "Mål med och utan koppling"),
        ("Agenda 2030", "Mål per globalt mål"),
        ("Finans, personal, miljö", "Mål av de tre slagen per övergripande mål"),
    ):
        (chart,) = book[sheet]._charts
        found = [numbers(book, one.val.numRef.f) for one in chart.series]
        assert found == [[*series.numbers] for series in drawn[title].series], sheet


def numbers(book: Workbook, reference: str) -> list[float]:
    """The numbers that a chart's series points at."""
    sheet, _, area = reference.rpartition("!")
    cells = book[sheet.strip("'")][area.replace("$", "")]
    return [float(row[0].value) for row in cells]
