"""A merge that is killed leaves the old master or the new one, whole, and nothing locked."""

from __future__ import annotations

import os
import random
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from support.merging import NOW, Desk
from support.processes import KILLED, die_at_call, ended, kill_after, start, without_links
from xlmal.operations.merge import MergeOrder, merge

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows knows no fork")

KS = {"M1.1 Utfall": 82, "M1.1 Prognos": 84.5, "M1.2 Utfall": 40}


@dataclass(frozen=True)
class Answered:
    """A desk's master before and after a merge of one file that nothing disturbs."""

    folder: Path
    inbox: Path
    old: bytes
    new: bytes

    def fresh(self, name: str) -> Path:
        """The master as it was, in a folder of its own."""
        folder = self.folder / name
        folder.mkdir()
        (folder / "master.xlsx").write_bytes(self.old)
        return folder / "master.xlsx"

    def merge(self, master: Path) -> None:
        """Merge the file."""
        merge(MergeOrder(master, [self.inbox], NOW))

    def found_well(self, master: Path) -> bytes:
        """Return which of the two the master is; nothing is left locked, halved or lost."""
        found = master.read_bytes()
        assert found in (self.old, self.new)
        self.merge(master)
        assert master.read_bytes() == self.new
        assert {one.name for one in master.parent.iterdir()} == {"historik", "master.xlsx"}
        kept = {one.read_bytes() for one in (master.parent / "historik").iterdir()}
        assert kept == {self.old}
        return found


@pytest.fixture
def answered(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Answered:
    desk = Desk.usual(tmp_path, tmp_path_factory.getbasetemp() / "utskick")
    desk.receive("KS", KS)
    merge(MergeOrder(desk.master, [desk.inbox], NOW))
    assert desk.says(*KS) == list(KS.values())  # what the master is to be, opens and holds them
    return Answered(tmp_path, desk.inbox, desk.sent.master, desk.master.read_bytes())


@pytest.mark.parametrize("disk", ["with links", "without links"])
def test_a_merge_killed_at_any_call_to_the_disk_leaves_the_old_or_the_new(
    answered: Answered, disk: str
) -> None:
    left: list[bytes] = []
    how = KILLED
    while how == KILLED:
        master = answered.fresh(f"{len(left) + 1}")

        def work(master: Path = master) -> None:
            if disk == "without links":
                without_links()
            die_at_call(master.parent, len(left) + 1)
            answered.merge(master)

        how = ended(start(work))
        if how == KILLED:
            left.append(answered.found_well(master))
    assert how == 0
    assert master.read_bytes() == answered.new
    assert left == sorted(left, key=answered.new.__eq__)  # the new one comes once, and stays
    assert {*left} == {answered.old, answered.new}
    assert len(left) > 20


def test_a_merge_killed_at_any_moment_leaves_the_old_or_the_new(answered: Answered) -> None:
    moments = random.Random(2019)
    before = time.perf_counter()
    assert ended(start(partial(answered.merge, answered.fresh("ostörd")))) == 0
    took = time.perf_counter() - before
    ends = []
    for number in range(20):
        master = answered.fresh(f"{number}")
        process = start(partial(answered.merge, master))
        ends.append(kill_after(process, took * (number + moments.random()) / 20))
        answered.found_well(master)
    assert KILLED in ends
