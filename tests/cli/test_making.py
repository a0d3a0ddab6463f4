"""``ny``, ``dela`` and ``rapport``: workbooks that are made."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook


@pytest.mark.parametrize("option", ["--år", "--ar"])
def test_a_new_master_is_one_that_every_command_takes(xlmal, tmp_path, option):
    path = tmp_path / "Mål 2020" / "Mål.xlsx"
    answer = xlmal("ny", path, option, "2020")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"Skapade {path} för 2020. Börja på bladet Start.\n"
    assert xlmal("validera", path).code == 0
    assert xlmal("prognos", path, "--omgång", "2020-D1").code == 0


def test_an_empty_master_has_nobody_to_ask(xlmal, tmp_path):
    xlmal("ny", tmp_path / "m.xlsx", "--år", "2020")
    answer = xlmal("dela", tmp_path / "m.xlsx", "--omgång", "2020-D1", "--ut", tmp_path / "ut")
    assert (answer.code, answer.out) == (2, "")
    assert "Ingen har något att lämna" in answer.err


def test_splitting_tells_what_each_file_asks(xlmal, master, tmp_path):
    answer = xlmal("dela", master, "--omgång", "2019-d2", "--ut", tmp_path / "ut")
    assert (answer.code, answer.err) == (0, "")
    lines = answer.out.splitlines()
    assert lines[0] == f"4 filer för Delårsrapport augusti 2019 ligger i {tmp_path / 'ut'}:"
    assert "  KS_2019-D2.xlsx: Kommunstyrelsen, 3 indikatorer" in lines
    assert "  VON_2019-D2.xlsx: Vård- och omsorgsnämnden, 1 indikator" in lines
    assert len(list((tmp_path / "ut").glob("*.xlsx"))) == 4


def test_the_report_is_a_workbook_of_its_own(xlmal, master, tmp_path):
    answer = xlmal("rapport", master, "--omgang", "2019-D2", "--ut", tmp_path / "ut")
    path = tmp_path / "ut" / "Delårsrapport augusti 2019.xlsx"
    assert (answer.code, answer.out, answer.err) == (0, f"Rapporten ligger i {path}.\n", "")
    assert len(load_workbook(path).sheetnames) > 3
