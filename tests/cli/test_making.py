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


def test_the_report_comes_in_three_forms_when_none_is_chosen(xlmal, master, tmp_path):
    answer = xlmal("rapport", master, "--omgang", "2019-D2", "--ut", tmp_path / "ut")
    paths = [
        tmp_path / "ut" / f"Delårsrapport augusti 2019.{form}" for form in ("xlsx", "docx", "html")
    ]
    said = "".join(f"Rapporten ligger i {path}.\n" for path in paths)
    assert (answer.code, answer.out, answer.err) == (0, said, "")
    assert len(load_workbook(paths[0]).sheetnames) > 3
    assert paths[1].read_bytes().startswith(b"PK")
    assert paths[2].read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


FORMS = """
--excel          | Delårsrapport augusti 2019.xlsx
--html --excel   | Delårsrapport augusti 2019.html, Delårsrapport augusti 2019.xlsx
                 | Augusti.html
--html           | Augusti.html
"""


@pytest.mark.parametrize("row", FORMS.strip("\n").splitlines())
def test_options_or_the_file_s_ending_choose_the_form(xlmal, master, tmp_path, row):
    options, expected = (cell.strip() for cell in row.split("|"))
    out = tmp_path / "ut" / ("Augusti.html" if "Augusti" in expected else "")
    answer = xlmal("rapport", master, "--omgång", "2019-D2", "--ut", out, *options.split())
    assert (answer.code, answer.err) == (0, "")
    assert sorted(one.name for one in (tmp_path / "ut").iterdir()) == expected.split(", ")


def test_a_file_that_ends_otherwise_than_what_is_chosen_is_refused(xlmal, master, tmp_path):
    out = tmp_path / "Augusti.html"
    answer = xlmal("rapport", master, "--omgång", "2019-D2", "--ut", out, "--word")
    assert (answer.code, answer.out) == (2, "")
    assert "Augusti.html slutar på .html" in answer.err
    assert not out.exists()


def test_a_colour_too_light_to_read_on_is_refused(xlmal, master, tmp_path):
    answer = xlmal(
        "rapport", master, "--omgång", "2019-D2", "--ut", tmp_path / "ut", "--färg", "FFEE00"
    )
    assert answer.code == 2
    assert "för ljus" in answer.err
    assert not (tmp_path / "ut").exists()
