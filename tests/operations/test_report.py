"""The report of a round as a file."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from support.municipalities import AUGUST
from support.small_master import master_bytes
from xlmal.domain.rounds import Round
from xlmal.finding import Refusal
from xlmal.operations.master import open_master
from xlmal.operations.report import report


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
