"""Reading many files: nothing of a file that has been read stays in memory."""

from __future__ import annotations

import gc
import os
from dataclasses import replace
from pathlib import Path

import pytest

from support.small_master import committee_bytes, master_bytes
from xlmal.finding import Refusal
from xlmal.operations import batch
from xlmal.operations.batch import Errand, Reading, read_all, read_some, state_of
from xlmal.operations.master import open_master
from xlmal.operations.returned import read_returned

KS = "KS_2019-D2.xlsx"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, data in {**committee_bytes(), "master.xlsx": master_bytes()}.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_a_file_that_is_read_leaves_no_rings_for_the_garbage_collector(files: Path) -> None:
    master = open_master(files / "master.xlsx")
    read_returned(files / KS, master)
    gc.collect()
    gc.disable()
    try:
        kept = replace(read_returned(files / KS, master), reads=())
        assert gc.collect() == 0
    finally:
        gc.enable()
    assert kept.is_merged


def test_an_errand_carries_all_that_a_worker_elsewhere_needs(files: Path) -> None:
    master = files / "master.xlsx"
    errand = Errand(str(master), state_of(master), ((str(files / KS), "KS"),), late=False)
    read = read_some(errand)
    assert [(one.name, one.provider, one.is_merged, one.reads) for one in read] == [
        ("KS", "KS", True, ())
    ]


def test_a_worker_does_not_read_against_another_master_than_the_run(files: Path) -> None:
    master = files / "master.xlsx"
    errand = Errand(str(master), (1, 1), ((str(files / KS), "KS"),), late=False)
    with pytest.raises(Refusal) as refused:
        read_some(errand)
    assert refused.value.code == "A28"


@pytest.mark.parametrize("count", [2, 7, 23])
def test_files_come_in_order_whoever_reads_them(
    files: Path, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    master = open_master(files / "master.xlsx")
    names = {}
    for number in range(count):
        path = files / f"{number}.xlsx"
        path.write_bytes((files / KS).read_bytes())
        names[path] = f"nr {number}"
    monkeypatch.setattr(batch, "_WORTH_WORKERS", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    told: list[int] = []
    read = read_all(Reading(files / "master.xlsx", master, told=told.append), names)
    assert [one.name for one in read] == list(names.values())
    assert {one.provider for one in read} == {"KS"}
    assert told == sorted(told)
    assert told[-1] == count
