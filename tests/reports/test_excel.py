"""The report as a workbook: what is in its cells, and how it comes out on paper."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from support.libreoffice import pdf_pages, pdf_text, to_pdf
from support.municipalities import AUGUST, small_municipality, with_texts
from xlmal.domain.followup import OverallAssessment
from xlmal.domain.municipality import Municipality
from xlmal.domain.round_result import round_result
from xlmal.reports.content import report_content
from xlmal.reports.excel import write_report
from xlmal.reports.paging import MOST_LINES

SHEETS = [
    "Sammanfattning",
    "Övergripande mål",
    "Nämnder",
    "Bolag och förbund",
    "Omprioriteringslistan",
    "Inte rapporterat",
    "Teman",
    "Finans, personal, miljö",
    "Styrbild",
    "Koncentration",
    "Utan koppling",
    "Agenda 2030",
    "Revisorernas blad",
    "Målen i siffror",
    "Indikatorer",
    "Historik",
    "Läsanvisning",
]
#: The 17 global goals fill a page, and their chart another.
ON_PAPER = [name for sheet in SHEETS for name in [sheet] * (2 if sheet == "Agenda 2030" else 1)]
HEADER_ROWS = {
    "Övergripande mål": "$3:$3",
    "Nämnder": "$3:$4",
    "Bolag och förbund": "$3:$4",
    "Omprioriteringslistan": "$3:$3",
    "Inte rapporterat": "$3:$3",
    "Teman": "$3:$3",
    "Finans, personal, miljö": "$3:$3",
    "Styrbild": "$3:$3",
    "Koncentration": "$3:$3",
    "Utan koppling": "$3:$3",
    "Agenda 2030": "$3:$3",
    "Revisorernas blad": "$3:$3",
    "Målen i siffror": "$3:$3",
    "Indikatorer": "$3:$3",
    "Historik": "$3:$3",
    "Läsanvisning": "$3:$3",
}


def report_of(municipality: Municipality) -> bytes:
    return write_report(report_content(round_result(municipality, AUGUST)))


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def texts(sheet: Worksheet) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.fixture(scope="module")
def report() -> bytes:
    return report_of(small_municipality())


@pytest.fixture(scope="module")
def book(report: bytes) -> Workbook:
    return opened(report)


def test_the_sheets_come_in_reading_order(book: Workbook) -> None:
    assert book.sheetnames == SHEETS


def test_every_sheet_fits_the_width_of_a4_or_a3_with_its_name_and_page_at_the_foot(
    book: Workbook,
) -> None:
    for sheet in book.worksheets:
        paper = sheet.PAPERSIZE_A3 if sheet.title == "Indikatorer" else sheet.PAPERSIZE_A4
        assert sheet.page_setup.paperSize == int(paper)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.page_setup.fitToHeight == (sheet.title == "Sammanfattning")
        assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("&A", "Sida &P av &N")
        assert sheet.oddFooter.center.text == "Lillköping, Delårsrapport augusti 2019"


def test_header_rows_are_frozen_and_repeated_on_paper(book: Workbook) -> None:
    assert {name: book[name].print_title_rows for name in HEADER_ROWS} == HEADER_ROWS
    below = {name: f"A{int(rows[-1]) + 1}" for name, rows in HEADER_ROWS.items()}
    assert {name: book[name].freeze_panes for name in HEADER_ROWS} == below


INDICATORS = """
M1.1 | KS   | 85            | 81   | 82   | 90   | prognos         | ● bedöms uppfyllas
M1.2 | KS   | 50            |      | 40   |      | slutligt utfall | ◐ bedöms delvis uppfyllas
M2.1 | KS   | ja            |      |      | nej  | prognos         | ○ bedöms inte uppfyllas
M3.1 | BUN  | −1,0 till 1,5 |      | -2.4 | 0.3  | prognos         | ● bedöms uppfyllas
M3.2 | BUN  | 90            |      |      |      | inget värde     | … mäts inte denna gång
M4.1 | VON  | 92            |      |      |      | inget värde     | – ej rapporterat
M5.1 | BOAB | 1250          |      | 1310 | 1240 | prognos         | ● bedöms uppfyllas
M5.2 | BOAB | 80            |      |      |      | inget värde     | ? kan inte bedömas
"""


def test_the_appendix_holds_every_indicator_with_its_figures(book: Workbook) -> None:
    rows = [
        ["" if cell is None else str(cell) for cell in (row[0], row[1], *row[4:10])]
        for row in texts(book["Indikatorer"])[3:]
    ]
    expected = [
        [cell.strip() for cell in row.split("|")] for row in INDICATORS.strip().splitlines()
    ]
    assert rows == expected


def test_numbers_are_numbers_with_the_indicator_s_decimals(book: Workbook) -> None:
    sheet = book["Indikatorer"]
    formats = {
        sheet.cell(row, 1).value: (sheet.cell(row, 8).value, sheet.cell(row, 8).number_format)
        for row in range(4, sheet.max_row + 1)
    }
    assert formats["M5.1"] == (1240, "#,##0")
    assert formats["M3.1"] == (0.3, "#,##0.0")


def test_a_unit_s_sheet_has_the_goal_then_its_indicators(book: Workbook) -> None:
    rows = texts(book["Nämnder"])
    names = [row[0] for row in rows[4:] if row[0]]
    assert names == [
        "Kommunstyrelsen (KS)",
        "Av 2 mål bedöms 1 uppfyllas och 1 inte uppfyllas.",
        *("M1", "M1.1", "M1.2", "M2", "M2.1"),
        "Barn- och utbildningsnämnden (BUN)",
        "Av 1 mål bedöms 1 uppfyllas.",
        *("M3", "M3.1", "M3.2"),
        "Vård- och omsorgsnämnden (VON)",
        "Av 1 mål är inget bedömt. 1 är inte rapporterat. Uppföljningen har inte lämnats in.",
        *("M4", "M4.1"),
    ]
    goal = next(row for row in rows if row[0] == "M1")
    assert goal[2:7] == [
        "K1",
        "2 av 2",
        "Avviker",
        "◐ bedöms delvis uppfyllas",
        "● bedöms uppfyllas",
    ]
    assert str(goal[7]).endswith("\nAnalys: Allt går bra.")


def test_a_goal_out_of_reach_is_listed_with_action_role_and_date(book: Workbook) -> None:
    assert texts(book["Omprioriteringslistan"])[3] == [
        "KS",
        "M2",
        "Kommunen har en antagen översiktsplan.",
        "○ bedöms inte uppfyllas",
        "Samrådet drog ut på tiden.",
        "Extra sammanträde i november.",
        "Planchef",
        datetime(2019, 12, 31),
    ]


def test_who_has_not_answered_and_which_figure_is_missing_are_listed(book: Workbook) -> None:
    rows = texts(book["Inte rapporterat"])[3:]
    assert [row[:3] for row in rows] == [
        ["VON", None, "Vård- och omsorgsnämnden: hela uppföljningen"],
        ["BOAB", "M5.2", "Nöjda hyresgäster (%)"],
    ]
    assert rows[0][5] == "1 mål. Den enda uppgiften saknas."


def test_the_summary_s_table_sums_up_to_the_committees_goals(book: Workbook) -> None:
    rows = {row[1]: row for row in texts(book["Sammanfattning"]) if row[1]}
    header = next(row for row in texts(book["Sammanfattning"]) if row[0] == "ID")
    assert header[4:] == [
        "● bedöms uppfyllas",
        "◐ bedöms delvis uppfyllas",
        "○ bedöms inte uppfyllas",
        "? kan inte bedömas",
        "– ej rapporterat",
        "… mäts inte denna gång",
    ]
    assert rows["Näringslivet växer."][2:] == [
        *("◐ bedöms delvis uppfyllas", "2 av 2", 1, None, 1, None, None, None)
    ]
    assert rows["Alla nämndmål"][2:] == [None, "3 av 4", 2, None, 1, None, 1, None]
    assert rows["Bolagens och förbundens mål, för sig"][3:5] == ["1 av 1", 1]


def test_the_central_office_s_assessment_gets_a_column_when_there_is_one() -> None:
    said = OverallAssessment(subject="K2", round=AUGUST, motivation="Går inte att säga än.")
    book = opened(report_of(replace(small_municipality(), overall=(said,))))
    header = next(row for row in texts(book["Sammanfattning"]) if row[0] == "ID")
    assert header[4] == "Samlad bedömning"
    row = next(row for row in texts(book["Övergripande mål"]) if "Samlad bedömning" in row)
    assert (row[3], row[5]) == ("ingen bedömning", "Går inte att säga än.")


def test_the_chart_shows_the_committees_goals_by_council_goal(report: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(report)) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
    assert chart.count("<ser>") == 6
    assert "● bedöms uppfyllas" in chart
    assert "'Sammanfattning'!$A$" in chart


HOSTILE = ["=1+1", "+46", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "ett\x0btecken"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_people_write_stays_text(text: str) -> None:
    book = opened(report_of(with_texts(small_municipality(), text)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert text.replace("\x0b", "") in [cell.value for cell in cells]


def test_no_cell_says_none_or_an_empty_list(book: Workbook) -> None:
    for sheet in book.worksheets:
        for row in texts(sheet):
            assert not [
                text for text in row if str(text) in ("None", "()", "[]") and text is not None
            ]


def test_no_cells_are_merged_and_no_row_is_higher_than_excel_allows(book: Workbook) -> None:
    long = "Ett ganska vanligt ord. " * 400
    for sheet in opened(report_of(with_texts(small_municipality(), long))).worksheets:
        assert not sheet.merged_cells.ranges
        heights = [dimension.height or 0 for dimension in sheet.row_dimensions.values()]
        assert max(heights) <= 409


def test_a_text_that_no_row_can_hold_goes_on_below_with_no_word_lost() -> None:
    words = [f"ord{number}" for number in range(700)]
    book = opened(report_of(with_texts(small_municipality(), " ".join(words))))
    column = [row[5] for row in texts(book["Omprioriteringslistan"])[3:]]
    said = " ".join(str(text) for text in column[: column.index("Beräknad status")] if text)
    assert said.split() == words
    assert len(words) > MOST_LINES


def test_the_same_content_gives_the_same_bytes(report: bytes) -> None:
    assert report_of(small_municipality()) == report


def test_a_municipality_without_goals_still_gets_its_report() -> None:
    book = opened(report_of(Municipality()))
    assert book.sheetnames == SHEETS
    assert texts(book["Nämnder"])[4][0] == "Inga mål för året."


def test_each_history_of_two_years_has_a_line_through_its_own_numbers() -> None:
    from support.reported import august_content

    content = august_content()
    data = write_report(content)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = {
            name: package.read(name).decode()
            for name in package.namelist()
            if name.startswith("xl/worksheets/sheet")
        }
    book = opened(data)
    place = book.sheetnames.index("Indikatorer") + 1
    lines = re.findall(
        r"<xm:f>'Historik'!(\w+):(\w+)</xm:f><xm:sqref>(\w+)</xm:sqref>",
        sheets[f"xl/worksheets/sheet{place}.xml"],
    )
    assert len(lines) == sum(len(one.trend.numbers) > 1 for one in content.indicators) > 100
    trends = {one.id: [number for _, number in one.trend.numbers] for one in content.indicators}
    for first, last, cell in lines:
        id_ = book["Indikatorer"].cell(book["Indikatorer"][cell].row, 1).value
        numbers = [one.value for one in book["Historik"][f"{first}:{last}"][0]]
        assert book["Historik"].cell(book["Historik"][first].row, 1).value == id_
        assert [number for number in numbers if number is not None] == trends[id_]


@pytest.mark.libreoffice
def test_on_paper_the_summary_is_one_page_and_nothing_is_cut(report: bytes, tmp_path: Path) -> None:
    path = tmp_path / "rapport.xlsx"
    path.write_bytes(report)
    pdf = to_pdf(path, tmp_path)
    pages = pdf_text(pdf).split("\f")[:-1]
    assert pdf_pages(pdf) == len(pages) == len(ON_PAPER)
    assert "###" not in "".join(pages)
    for number, (name, page) in enumerate(zip(ON_PAPER, pages, strict=True), start=1):
        assert f"Sida {number} av {len(ON_PAPER)}" in page
        assert name in page
    assert "Bolagens och förbundens mål, för sig" in pages[0]
