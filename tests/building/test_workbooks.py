"""New workbooks: the same content gives the same bytes, and an empty one is fit to be seen."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest

from support.municipalities import AUGUST, with_texts
from support.sent_books import (
    FORM_HEADER_ROW,
    all_text,
    columns_of,
    files_of,
    master_of,
    opened,
    rows_by,
    with_provider,
)
from xlmal.building.attainment_sheet import HEADER_ROW as ATTAINMENT_HEADER_ROW
from xlmal.building.layout import sheet_layouts
from xlmal.building.look import put_text
from xlmal.building.tables import HEADER_ROW
from xlmal.domain.municipality import Municipality
from xlmal.domain.settings import Settings
from xlmal.operations.new_master import usual_occasions
from xlmal.schema.master import MASTER_TABLES
from xlmal.schema.produced import ATTAINMENT, CALCULATION_SHEET, CONFLICTS, VALIDATION


def empty() -> bytes:
    """What xlmal ny makes."""
    return master_of(Municipality(settings=Settings(year=2019), occasions=usual_occasions(2019)))


def test_equal_input_gives_equal_bytes() -> None:
    assert master_of(with_provider()) == master_of(with_provider())


def test_documents_say_nothing_of_when_or_by_whom() -> None:
    for data in (master_of(with_provider()), files_of(with_provider(), AUGUST)["KS"]):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = archive.read("docProps/core.xml").decode()
        assert re.findall(r"<dc:creator[^>]*>(.*?)</dc:creator>", core) == ["xlmal"]
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2000-01-01T00:00:00Z"}


def test_every_sheet_is_there_and_only_the_ledgers_are_hidden() -> None:
    states = {sheet.title: sheet.sheet_state for sheet in opened(empty()).worksheets}

    assert list(states)[:2] == ["Start", "Inställningar"]
    visible = [title for title, state in states.items() if state == "visible"]
    assert visible == ["Start", *sheet_layouts("master")]
    assert {title for title, state in states.items() if state == "veryHidden"} == {
        "_sammanslaget",
        "_xlmal",
    }


def test_tables_of_an_empty_master_have_one_blank_row() -> None:
    book = opened(empty())
    for table in (*MASTER_TABLES.values(), CONFLICTS, VALIDATION):
        sheet = book[table.sheet]
        first, last = re.findall(r"\d+", sheet.tables[table.name].ref)
        rows = 3 if table.name == "tblRapporttillfallen" else 1

        assert int(last) - int(first) == rows, table.name
        if rows == 1:
            typed = [cell.value for cell in sheet[int(last)] if cell.data_type != "f"]
            assert set(typed) <= {None}, table.name


def test_an_empty_master_shows_no_program_words() -> None:
    words = all_text(empty())
    for word in ("None", "nan", "(ingen)", "Municipality", "undefined"):
        assert f">{word}<" not in words


@pytest.mark.parametrize("text", ["=1+1", "+46", "-5", "@SUM(A1)"])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    sheet = opened(master_of(with_texts(with_provider(), text)))["Nämndmål"]

    cell = sheet.cell(HEADER_ROW + 1, columns_of(sheet, HEADER_ROW)["Mål"])
    assert (cell.data_type, cell.value) == ("s", text)


def test_control_characters_are_left_out() -> None:
    sheet = opened(master_of(with_texts(with_provider(), "Tre\x00 \x0brader\x1f")))["Nämndmål"]

    assert sheet.cell(HEADER_ROW + 1, columns_of(sheet, HEADER_ROW)["Mål"]).value == "Tre rader"


def test_put_text_writes_other_values_as_they_are() -> None:
    sheet = opened(empty())["Start"]
    put_text(sheet["A1"], 82.5)

    assert (sheet["A1"].data_type, sheet["A1"].value) == ("n", 82.5)


def test_lookups_and_checks_hold_their_results_for_programs_that_do_not_calculate() -> None:
    master = _results(master_of(with_provider()))
    file = _results(files_of(with_provider(), AUGUST)["KS"])
    utfall, columns = master["Utfall"]
    form, form_columns = file["Utfall"]

    row = rows_by(utfall, "Indikator-ID", HEADER_ROW)["M1.2"]
    assert utfall.cell(row, columns["Indikator"]).value == "Nystartade företag"
    first = FORM_HEADER_ROW + 1
    assert form.cell(first, form_columns["Kontroll"]).value.startswith("Klart")
    assert file["Så gör du"][0]["B6"].value == "3 av 3 ifyllda"


def _results(data: bytes) -> dict:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), data_only=True)
    rows = {"Utfall": FORM_HEADER_ROW if "Så gör du" in book.sheetnames else HEADER_ROW}
    return {
        sheet.title: (sheet, columns_of(sheet, rows.get(sheet.title, HEADER_ROW)))
        for sheet in book.worksheets
    }


def test_headers_stay_in_sight_and_on_every_printed_page() -> None:
    for data, header_row in (
        (master_of(with_provider()), HEADER_ROW),
        (files_of(with_provider(), AUGUST)["KS"], FORM_HEADER_ROW),
    ):
        for sheet in opened(data).worksheets:
            if not sheet.tables or sheet.sheet_state != "visible":
                continue
            if sheet.title == CALCULATION_SHEET:  # six tables under one another
                continue
            top = ATTAINMENT_HEADER_ROW if sheet.title == ATTAINMENT.sheet else header_row
            assert sheet.freeze_panes is not None, sheet.title
            assert sheet.freeze_panes[1:] == str(top + 1), sheet.title
            assert sheet.print_title_rows == f"${top}:${top}", sheet.title
            assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_a_unit_with_many_goals_gets_one_row_for_each() -> None:
    base = with_provider()
    goals = tuple(
        base.unit_goals[0].model_copy(update={"id": f"M{number}"}) for number in range(10, 22)
    )

    sheet = opened(files_of(replace(base, unit_goals=base.unit_goals + goals), AUGUST)["KS"])[
        "Måluppföljning"
    ]

    assert len(rows_by(sheet, "Mål-ID")) == 14
