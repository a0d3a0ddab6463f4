"""The sheet Måluppfyllelse: what it says of a round, and what it stops saying."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from support.municipalities import AUGUST, YEAR, small_municipality
from support.small_master import master_bytes, renamed
from xlmal.building.attainment_rows import attainment_rows
from xlmal.building.attainment_sheet import HEADER_ROW
from xlmal.building.overview import TOP
from xlmal.domain.round_result import round_result
from xlmal.domain.rounds import Round
from xlmal.finding import Refusal
from xlmal.ooxml.edits import SetCell
from xlmal.ooxml.patch import patch
from xlmal.operations.attainment import as_json, reckon, write_attainment
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
    """The ids that the sheet shows, from the top."""
    sheet = load_workbook(path, data_only=True)["Måluppfyllelse"]
    return [row[2].value for row in sheet.iter_rows(min_row=HEADER_ROW + 1) if row[0].value]


def with_values_only(data):
    """A master as they were before: the sheet's table has no formulas and no choice of round."""
    book = load_workbook(io.BytesIO(data))
    sheet = book["Måluppfyllelse"]
    for row in sheet.iter_rows(min_row=HEADER_ROW + 1):
        for cell in row:
            cell.value = None
    table = sheet.tables[ATTAINMENT.name]
    table.ref = re.sub(r":([A-Z]+)\d+$", rf":\g<1>{HEADER_ROW + 1}", table.ref)
    for column in table.tableColumns:
        column.calculatedColumnFormula = None
    del book.defined_names["valdOmgang"]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


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
    write_attainment(master, YEAR)
    [kept] = (master.parent / "historik").iterdir()
    assert kept.read_bytes() == master_bytes()


def formulas(path):
    """The formulas of the two sheets that reckon by themselves, by sheet and cell."""
    book = load_workbook(path)
    return {
        (name, cell.coordinate): cell.value
        for name in ("Måluppfyllelse", "Översikt", "Beräkning")
        for row in book[name].iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def test_another_round_is_chosen_and_its_results_stand_beside_the_formulas(master):
    before = formulas(master)
    result, patched = write_attainment(master, YEAR)
    book = load_workbook(master, data_only=True)
    shown = [
        [cell or "" for cell in row]
        for row in book["Måluppfyllelse"].iter_rows(HEADER_ROW + 1, values_only=True)
    ]
    wanted = [list(row.values()) for row in attainment_rows(result)]
    width = len(ATTAINMENT.headers)
    assert [row[:width] for row in shown if row[0]] == wanted
    assert {row[0] for row in wanted} == {"2019-ÅR"}
    assert book["Måluppfyllelse"]["B3"].value == book["Översikt"]["B3"].value == "2019-ÅR"
    assert book["Översikt"].cell(TOP + 1, 5).value == "– ej rapporterat"
    assert formulas(master) == before
    assert patched.dropped_parts == ()
    assert len([name for name in patched.changed_parts if "worksheets" in name]) == 2


def test_a_round_that_the_sheet_shows_already_changes_nothing(master):
    _, patched = write_attainment(master, AUGUST)
    assert patched.changed_parts == ()
    assert master.read_bytes() == master_bytes()


def test_what_somebody_wrote_over_a_formula_stays(master):
    data = patch(master_bytes(), [SetCell("Måluppfyllelse", HEADER_ROW + 1, 9, "Egen text")]).data
    master.write_bytes(data)
    write_attainment(master, YEAR)
    sheet = load_workbook(master, data_only=True)["Måluppfyllelse"]
    assert sheet.cell(HEADER_ROW + 1, 9).value == "Egen text"
    assert sheet.cell(HEADER_ROW + 2, 9).value.startswith("inga nämndmål rapporterade")


def test_a_master_from_before_keeps_a_row_of_values_for_each_round(master):
    master.write_bytes(with_values_only(master_bytes()))
    write_attainment(master, AUGUST)
    august = ids(master)
    write_attainment(master, YEAR)
    assert len(august) > 4
    assert ids(master) == august * 2
    once = master.read_bytes()
    write_attainment(master, YEAR)
    assert master.read_bytes() == once


def test_a_group_under_five_is_masked_for_other_programs_too():
    small = small_municipality()
    persons = small.indicators[0].model_copy(update={"measure_unit": "personer"})
    said = small.outcomes[0].model_copy(update={"prognosis": 3.0})
    municipality = replace(
        small,
        indicators=(persons, *small.indicators[1:]),
        outcomes=(said, *small.outcomes[1:]),
    )
    told = as_json(round_result(municipality, AUGUST))
    one = next(
        one for goal in told["goals"] for one in goal["indicators"] if one["id"] == persons.id
    )
    assert (one["judged"], one["masked"], one["computed"]) == (None, True, None)
    assert "3" not in one["reason"]
    assert one["state"] == "ej uppfyllt"
