"""Which masters the commands work with, and which would give wrong figures in silence."""

from __future__ import annotations

import pytest

from support.small_master import changed, master_bytes, renamed, with_header
from xlmal.books.file_book import FileBook
from xlmal.finding import Refusal
from xlmal.operations.master import open_master, read_master
from xlmal.schema.master import MASTER_TABLES


def opened(tmp_path, data):
    path = tmp_path / "m.xlsx"
    path.write_bytes(data)
    return open_master(path)


def refused(tmp_path, data) -> Refusal:
    with pytest.raises(Refusal) as caught:
        opened(tmp_path, data)
    return caught.value


def test_a_master_is_read_as_it_was_built(tmp_path):
    municipality = opened(tmp_path, master_bytes()).municipality
    assert [unit.code for unit in municipality.units] == ["KS", "BUN", "VON", "BOAB"]
    assert municipality.settings.municipality == "Lillköping"
    assert len(municipality.indicators) == 8


STEERING = [
    ("Nämndmål", "Övergripande mål"),
    ("Indikatorer", "Riktning"),
    ("Indikatorer", "Basvärde"),
    ("Målvärden", "Målvärde"),
    ("Utfall", "Prognos"),
    ("Utfall", "Kommentar"),
    ("Måluppföljning", "Bedömning"),
    ("Rapporttillfällen", "Status"),
]


@pytest.mark.parametrize(("sheet", "header"), STEERING)
@pytest.mark.parametrize("new", [None, "Annat"])
def test_a_column_that_is_gone_stops_the_work_but_not_the_reading(tmp_path, sheet, header, new):
    data = with_header(master_bytes(), sheet, header, new)
    refusal = refused(tmp_path, data)
    assert refusal.code == "A09"
    assert f"{sheet}: kolumnen {header} saknas" in refusal.message
    assert refusal.message.startswith("m.xlsx ")
    master = read_master(FileBook.open(data, "m.xlsx"))
    assert "T05" in {finding.code for finding in master.findings}


def test_every_stored_column_of_a_master_is_needed():
    for table in MASTER_TABLES.values():
        assert set(table.key) <= {column.header for column in table.stored}


def test_a_header_that_stands_twice_stops_the_work(tmp_path):
    data = with_header(master_bytes(), "Utfall", "Kvinnor", "Prognos")
    assert refused(tmp_path, data).code == "A09"


@pytest.mark.parametrize("sheet", ["Nämnder", "Utfall", "Målvärden", "Inlämning", "_sammanslaget"])
def test_a_sheet_by_another_name_is_told_by_its_own(tmp_path, sheet):
    refusal = refused(tmp_path, renamed(master_bytes(), sheet, "Blad1"))
    assert refusal.code == "A03"
    assert f"Bladet {sheet} saknas i m.xlsx" in refusal.message


def test_a_master_of_a_later_version_is_not_guessed_at(tmp_path):
    refusal = refused(tmp_path, changed(master_bytes(), {("_xlmal", "B1"): "99"}))
    assert refusal.code == "A02"


def test_a_master_without_its_mark_is_no_master(tmp_path):
    assert refused(tmp_path, renamed(master_bytes(), "_xlmal", "Blad1")).code == "A01"


def test_a_cell_that_is_not_understood_is_left_out_and_told(tmp_path):
    clean = opened(tmp_path, master_bytes())
    read = clean.reads["outcomes"]
    row = next(one for one in read.rows if one.value("Indikator-ID") == "M1.1")
    place = read.ref(row, "Prognos")
    master = opened(tmp_path, changed(master_bytes(), {("Utfall", place.a1): "ca 90"}))
    assert [(one.cell, one.raw) for one in master.findings] == [(str(place), "ca 90")]
    assert master.municipality.outcome_of["M1.1", row.value("Omgång")].prognosis is None
