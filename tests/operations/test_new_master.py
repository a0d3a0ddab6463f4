"""A new master: the year's rounds, and nothing that has to be put right."""

from __future__ import annotations

import pytest

from xlmal.finding import Refusal
from xlmal.operations.master import open_master
from xlmal.operations.new_master import new_master

ROUNDS = """
    2019-D1 | 2019-04-30 | 2019-05-15
    2019-D2 | 2019-08-31 | 2019-09-20
    2019-ÅR | 2019-12-31 | 2020-01-31
"""


def test_the_year_has_its_three_rounds_and_no_findings(tmp_path):
    path = tmp_path / "m.xlsx"
    new_master(path, 2019)
    master = open_master(path)
    occasions = master.municipality.occasions
    assert occasions[1].title == "Delårsrapport augusti 2019"
    assert (
        "\n".join(f"    {one.round.code} | {one.measured_to} | {one.last_day}" for one in occasions)
        == ROUNDS.strip("\n").rstrip()
    )
    assert master.findings == ()
    assert master.municipality.units == ()


def test_two_new_masters_are_not_the_same_workbook(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        new_master(tmp_path / name, 2019)
    first, second = (open_master(tmp_path / name).manifest for name in ("a.xlsx", "b.xlsx"))
    assert first.workbook_id != second.workbook_id
    assert (first.kind, first.year) == (second.kind, second.year) == ("master", 2019)


@pytest.mark.parametrize(
    ("name", "year", "code"), [("m.xlsx", 1989, "A05"), ("m.xls", 2019, "A07")]
)
def test_what_cannot_be_made_leaves_nothing_behind(tmp_path, name, year, code):
    with pytest.raises(Refusal) as caught:
        new_master(tmp_path / "mapp" / name, year)
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []
