"""The report of a round as a file."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from openpyxl import load_workbook

from support.municipalities import AUGUST
from support.small_master import master_bytes
from xlmal.domain.rounds import Round
from xlmal.finding import Refusal
from xlmal.operations.master import open_master
from xlmal.operations.report import content_of, report, write_reports


@pytest.fixture
def master(tmp_path):
    path = tmp_path / "master.xlsx"
    path.write_bytes(master_bytes())
    return open_master(path)


def test_the_file_is_called_what_people_call_the_report(master, tmp_path):
    path = report(master, AUGUST, tmp_path / "ut" / "augusti")
    assert path == tmp_path / "ut" / "augusti" / "Delårsrapport augusti 2019.xlsx"
    texts = [
        str(cell.value)
        for sheet in load_workbook(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert any("Lillköping" in text for text in texts)
    assert any("Vård- och omsorgsnämnden" in text for text in texts)


def test_the_same_master_gives_the_same_report_and_no_copy_of_it(master, tmp_path):
    once = report(master, AUGUST, tmp_path / "ut").read_bytes()
    assert report(master, AUGUST, tmp_path / "ut").read_bytes() == once
    assert [one.name for one in (tmp_path / "ut").iterdir()] == ["Delårsrapport augusti 2019.xlsx"]


def test_a_round_that_is_not_planned_makes_no_folder(master, tmp_path):
    with pytest.raises(Refusal, match="2020-D2"):
        report(master, Round.parse("2020-D2"), tmp_path / "ut")
    assert not (tmp_path / "ut").exists()


def test_every_figure_is_traced_to_its_cell_in_the_master(master):
    content = content_of(master, AUGUST)
    book = load_workbook(io.BytesIO(master_bytes()))
    assert content.file == "master.xlsx"
    traced = [row for row in content.indicators if row.cell]
    for row in traced:
        sheet, _, address = row.cell.partition("!")
        cell = book[sheet][address]
        head = {one.value: one.column for one in book[sheet][3]}
        assert book[sheet].cell(cell.row, head["Indikator-ID"]).value == row.id
        assert book[sheet].cell(cell.row, head["Omgång"]).value == "2019-D2"
        wanted = "Prognos" if row.basis == "prognos" else "Utfall"
        assert cell.column == head[wanted]
    assert len({row.cell for row in traced}) == len(traced)
    reported = {one.indicator for one in master.municipality.outcomes if one.round == AUGUST}
    assert {row.id for row in traced} == reported
    assert len(reported) > 4


def test_all_three_forms_are_written_and_are_the_same_each_time(master, tmp_path):
    paths = write_reports(master, AUGUST, tmp_path / "ut")
    once = [path.read_bytes() for path in paths]
    assert [path.suffix for path in paths] == [".xlsx", ".docx", ".html"]
    assert [path.read_bytes() for path in write_reports(master, AUGUST, tmp_path / "ut")] == once


def test_without_what_word_needs_the_workbook_can_still_be_written(master, tmp_path, monkeypatch):
    for name in [one for one in sys.modules if one.split(".")[0] == "docx"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(Refusal, match=r"xlmal\[rapport\]"):
        write_reports(master, AUGUST, tmp_path / "ut")
    assert not (tmp_path / "ut").exists()
    assert report(master, AUGUST, tmp_path / "ut").exists()


def test_opening_a_master_loads_nothing_that_only_reports_need():
    code = (
        "import sys, xlmal.operations.report, xlmal.operations.report_looks; "
        "print([one for one in ('docx', 'matplotlib', 'jinja2') if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "[]"
