"""A disk that is full, or that may not be written: told in Swedish, and the master intact."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.merging import Desk

SMALL = 40_000


@pytest.fixture
def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk.usual(tmp_path, tmp_path_factory.getbasetemp() / "utskick")
    made.receive("KS", {"M1.1 Utfall": 82})
    assert len(made.sent.master) > SMALL
    return made


def samla(master: Path, inbox: Path, first: Callable[[], object] | None = None) -> tuple[int, str]:
    """Merge by the command; return its exit code and what it said."""
    done = subprocess.run(
        [sys.executable, "-B", "-m", "xlmal", "samla", str(master), str(inbox)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        preexec_fn=first,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def only_small_files() -> None:
    """Let this process write no file as large as a master, as a quota does."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))


def mounted(folder: Path, *options: str) -> bool:
    """Mount a disk in memory; False where that is not allowed."""
    command = ["mount", "-t", "tmpfs", *options, "xlmal", str(folder)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.fixture
def small_disk(tmp_path: Path, desk: Desk) -> Iterator[Path]:
    """A folder with room for the master and little more.

    Where disks cannot be mounted it is a usual folder, and the other test stands alone.
    """
    folder = tmp_path / "disk"
    folder.mkdir()
    pages = -(-len(desk.sent.master) // 4096) + 4
    is_mounted = mounted(folder, "-o", f"size={pages * 4}k")
    yield folder
    if is_mounted:
        subprocess.run(["umount", str(folder)], check=True)


def assert_intact(folder: Path, desk: Desk, said: str) -> None:
    assert "fick inte plats på disken" in said
    assert "Den gamla filen är orörd" in said
    assert "Traceback" not in said
    assert (folder / "master.xlsx").read_bytes() == desk.sent.master
    assert {one.name for one in folder.iterdir()} <= {"master.xlsx", "inkomna", "historik"}


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such limit")
def test_a_file_that_does_not_fit_leaves_the_old_master(desk: Desk) -> None:
    code, said = samla(desk.master, desk.inbox, only_small_files)
    assert_intact(desk.folder, desk, said)
    assert code == 2
    assert samla(desk.master, desk.inbox)[0] == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows mounts no such disk")
def test_a_disk_without_room_leaves_the_old_master(desk: Desk, small_disk: Path) -> None:
    master = small_disk / "master.xlsx"
    master.write_bytes(desk.sent.master)
    limit = None if small_disk.is_mount() else only_small_files
    code, said = samla(master, desk.inbox, limit)
    assert_intact(small_disk, desk, said)
    assert code == 2


def test_a_read_only_master_is_left_alone(desk: Desk) -> None:
    desk.master.chmod(0o444)
    code, said = samla(desk.master, desk.inbox)
    assert (code, desk.master.read_bytes()) == (2, desk.sent.master)
    assert "skrivskyddad" in said
    assert {one.name for one in desk.folder.iterdir()} == {"master.xlsx", "inkomna"}
