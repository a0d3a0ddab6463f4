"""Two runs into one master at the same time: none of them loses the other's values."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.merging import NOW, Desk
from support.processes import all_at_once, ended, start
from xlmal.finding import Refusal
from xlmal.operations import files
from xlmal.operations.merge import MergeOrder, merge

BOTH = ("M1.1 Utfall", "M2.1 Utfall")
HELD = 24


@pytest.fixture
def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Desk]:
    """Desks in folders of their own, each with the files of KS and BUN in its inbox."""

    def at(name: str) -> Desk:
        folder = tmp_path / name
        folder.mkdir()
        made = Desk.usual(folder, tmp_path_factory.getbasetemp() / "utskick")
        made.receive("KS", {"M1.1 Utfall": 82})
        made.receive("BUN", {"M2.1 Utfall": 91})
        return made

    return at


def merging(path: Path, desk: Desk, wait: Callable[[], None]) -> Callable[[], int]:
    """The work of a process that merges one file; it ends with 24 when another run is at work."""

    def work() -> int:
        wait()
        try:
            merge(MergeOrder(desk.master, [path], NOW))
        except Refusal as refusal:
            return HELD if refusal.code == "A24" else 1
        return 0

    return work


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows knows no fork")
@pytest.mark.parametrize("patience", [10.0, 0.0])
def test_one_waits_or_says_so_and_no_value_is_lost(
    desk: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch, patience: float
) -> None:
    monkeypatch.setattr(files, "PATIENCE_SECONDS", patience)
    said: set[int] = set()
    for number in range(8):
        here = desk(f"{patience:g} {number}")
        paths = sorted(here.inbox.iterdir())
        with all_at_once(2) as (wait, let_go):
            processes = [start(merging(path, here, wait)) for path in paths]
            let_go()
            ends = [ended(process) for process in processes]
        assert set(ends) <= {0, HELD}
        said.update(ends)
        again = [path for path, end in zip(paths, ends, strict=True) if end == HELD]
        if again:
            here.merge(*again)
        assert here.says(*BOTH) == [82, 91]
        assert not (here.folder / ".master.xlsx.xlmal").exists()
    assert (HELD in said) == (patience == 0)


def test_two_commands_at_once_take_in_a_file_each(desk: Callable[[str], Desk]) -> None:
    here = desk("kommandon")
    commands = [
        subprocess.Popen(
            [sys.executable, "-m", "xlmal", "samla", str(here.master), str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for path in sorted(here.inbox.iterdir())
    ]
    outputs = [command.communicate(timeout=60)[0].decode() for command in commands]
    assert [command.returncode for command in commands] == [0, 0], outputs
    assert here.says(*BOTH) == [82, 91]
    assert len(list((here.folder / "historik").iterdir())) == 2
