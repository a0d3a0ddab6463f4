"""The time plan as Excel draws it: what LibreOffice works out is what Python says."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from support.libreoffice import recalculate
from support.plans import plan_of
from support.small_master import changed, opened_municipality
from xlmal.building.master import build_master
from xlmal.building.plan_checks import with_plan_checks
from xlmal.building.plan_picture import BOXES
from xlmal.building.rows import rows_of
from xlmal.domain.time_plan import how_it_stands
from xlmal.schema.cells import serial
from xlmal.schema.manifest import MASTER, Manifest
from xlmal.schema.master import TIME_PLAN

PLAN = plan_of(
    """
    id | organ           | ärende  | planerat   | till       | faktiskt   | status         | beslut
    T1 | KSAU            | Mål     | 2019-01-16 |            | 2019-01-16 | genomförd      |
    T2 | KS              | Mål     | 2019-02-06 |            | 2019-02-07 | beslutad       |
    T3 | Medborgardialog | Samtal  | 2019-03-01 | 2019-03-31 | 2019-04-15 | genomförd      |
    T4 | KF              | Mål     | 2019-04-01 |            |            | planerad       |
    T5 | KF              | Budget  | 2019-11-25 |            |            | planerad       |
    T6 | KS              | Gammalt | 2019-02-06 |            |            | utgår          |
    T7 | KS              | Nytt    |            |            |            | planerad       |
    T8 | KS              | Nytt    |            |            | 2019-05-02 | beslutad       | § 7
    T9 | KS              | Bakåt   | 2019-06-02 | 2019-05-02 |            | planerad       |
    """
)
TODAY = date(2019, 5, 2)


def master() -> bytes:
    municipality = replace(opened_municipality(), time_plan=PLAN)
    return build_master(municipality, Manifest("lillköping", MASTER, 2019))


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    folder = tmp_path_factory.mktemp("tidplan")
    path = folder / "master.xlsx"
    path.write_bytes(changed(master(), {("Tidplan i bild", "C3"): serial(TODAY)}))
    return load_workbook(recalculate(path, folder / "ut"), data_only=True)


def boxes(book: Workbook) -> list[str]:
    sheet = book["Tidplan i bild"]
    return [
        "".join(sheet.cell(row, 9 + box).value or "." for box in range(BOXES))
        for row in range(6, 6 + len(PLAN))
    ]


@pytest.mark.libreoffice
def test_how_each_row_stands_is_what_python_says(recalculated: Workbook) -> None:
    sheet = recalculated["Tidplan i bild"]
    said = [sheet.cell(row, 8).value for row in range(6, 6 + len(PLAN))]
    assert said == [how_it_stands(one, TODAY) for one in PLAN]
    assert said[1:4] == ["klar, 1 dag sen", "klar, 15 dagar sen", "31 dagar sen"]
    assert not sheet.cell(6 + len(PLAN), 8).value


@pytest.mark.libreoffice
def test_the_boxes_show_what_was_planned_done_and_late_week_by_week(recalculated: Workbook) -> None:
    assert recalculated["Tidplan i bild"]["I5"].value.date() == date(2019, 1, 14)
    assert [row[:20] for row in boxes(recalculated)] == [
        "●...................",
        "...▲................",
        "......■■■■■▲▲▲......",
        "...........■▲▲▲▲....",
        "....................",
        "...■................",
        "....................",
        "...............●....",
        "....................",
    ]
    assert boxes(recalculated)[4].index("■") == 45


@pytest.mark.libreoffice
def test_kontroll_says_what_the_rules_say(recalculated: Workbook) -> None:
    sheet = recalculated["Tidplan"]
    said = [sheet.cell(row, 11).value or "" for row in range(4, 4 + len(PLAN))]
    assert said == [row["Kontroll"] for row in with_plan_checks(rows_of(TIME_PLAN, PLAN))]
    assert said[1:3] == ["Beslut saknas", "Faktiskt datum: senare än planerat"]
    assert (said[6], said[8]) == ("Planerat datum saknas", "Planerat till: före Planerat datum")


@pytest.mark.libreoffice
def test_an_empty_plan_is_an_empty_picture(tmp_path: Path) -> None:
    path = tmp_path / "tom.xlsx"
    path.write_bytes(build_master(opened_municipality(), Manifest("x", MASTER, 2019)))
    sheet = load_workbook(recalculate(path, tmp_path / "ut"), data_only=True)["Tidplan i bild"]
    shown = [cell.value for row in sheet.iter_rows(min_row=6) for cell in row]
    assert {value for value in shown if value} == set()
    assert {cell.value for cell in sheet[5][8:] if cell.value} == set()


def test_what_changes_with_the_day_is_left_to_excel() -> None:
    book = load_workbook(io.BytesIO(master()), data_only=True)
    sheet = book["Tidplan i bild"]
    assert [sheet.cell(row, 8).value for row in (6, 7, 9, 10)] == [
        "klar i tid",
        "klar, 1 dag sen",
        None,
        None,
    ]
    assert sheet["C3"].value is None


def test_a_cell_of_the_plan_is_patched_and_the_picture_is_left_alone() -> None:
    before = master()
    after = changed(before, {("Tidplan", "F7"): serial(date(2019, 5, 3))})
    assert load_workbook(io.BytesIO(after))["Tidplan"]["F7"].value.date() == date(2019, 5, 3)
    parts = [
        {name: archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name}
        for archive in map(zipfile.ZipFile, (io.BytesIO(before), io.BytesIO(after)))
    ]
    assert sum(parts[0][name] != parts[1][name] for name in parts[0]) == 1
