"""The sheet Måluppfyllelse: what it says of a round, and what it stops saying."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from support.municipalities import AUGUST
from support.small_master import master_bytes, renamed
from xlmal.domain.rounds import Round
from xlmal.finding import Refusal
from xlmal.ooxml.edits import SetCell
from xlmal.ooxml.patch import patch
from xlmal.operations.attainment import attainment_rows, reckon, write_attainment
from xlmal.operations.master import open_master
from xlmal.schema.produced import ATTAINMENT

EXPECTED = """
K1   | ◐ | bedöms delvis uppfyllas
K2   | ● | bedöms uppfyllas
M1.1 | ● | bedöms uppfyllas
M1.2 | ◐ | bedöms delvis uppfyllas
M2.1 | ○ | bedöms inte uppfyllas
M3.1 | ● | bedöms uppfyllas
M3.2 | … | mäts inte denna gång
M4.1 | – | ej rapporterat
M5.1 | ● | bedöms uppfyllas
"""


@pytest.fixture
def master(tmp_path):
    path = tmp_path / "master.xlsx"
    path.write_bytes(master_bytes())
    return path


def ids(path):
    """The ids on the sheet, from the top."""
    sheet = load_workbook(path)["Måluppfyllelse"]
    return [row[2].value for row in sheet.iter_rows(min_row=4) if row[0].value]


def test_every_level_has_its_row_with_symbol_and_word(master):
    rows = attainment_rows(reckon(open_master(master), AUGUST))
    said = {row["ID"]: (row["Symbol"], row["Status"]) for row in rows}
    for line in EXPECTED.strip().splitlines():
        id_, symbol, status = (part.strip() for part in line.split("|"))
        assert said[id_] == (symbol, status), id_
    assert [row["ID"] for row in rows][:4] == ["K1", "K2", "M1", "M1.1"]
    assert all(set(row) == set(ATTAINMENT.headers) for row in rows)


def test_a_round_that_is_not_planned_is_refused_with_those_that_are(master):
    with pytest.raises(Refusal, match="2019-D1, 2019-D2, 2019-ÅR") as caught:
        reckon(open_master(master), Round.parse("2018-D2"))
    assert caught.value.code == "A08"


def test_a_goal_that_is_gone_leaves_the_sheet_and_the_other_rows_stay(master):
    write_attainment(master, AUGUST)
    before = ids(master)
    opened = open_master(master)
    read = opened.reads["unit_goals"]
    row = next(one for one in read.rows if one.value("Mål-ID") == "M5")
    blank = [SetCell(read.sheet, row.number, at, None) for at in read.columns.values()]
    master.write_bytes(patch(opened.book.package, blank).data)
    write_attainment(master, AUGUST)
    assert ids(master) == [one for one in before if not one.startswith("M5")]
    once = master.read_bytes()
    write_attainment(master, AUGUST)
    assert master.read_bytes() == once


def test_a_master_without_the_sheet_is_left_as_it_is(master):
    data = renamed(master_bytes(), "Måluppfyllelse", "Resultat")
    opened = load_workbook(io.BytesIO(data))
    del opened["Resultat"].tables[ATTAINMENT.name]
    opened.save(master)
    before = master.read_bytes()
    with pytest.raises(Refusal, match=r"Måluppfyllelse i master\.xlsx saknas"):
        write_attainment(master, AUGUST)
    assert master.read_bytes() == before


def test_the_version_before_is_kept(master):
    write_attainment(master, AUGUST)
    [kept] = (master.parent / "historik").iterdir()
    assert kept.read_bytes() == master_bytes()
