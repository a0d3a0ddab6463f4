"""Where files go: safe names, the version before, and one run at a time."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

import pytest

from support.merging import decomposed
from xlmal.domain.rounds import Round
from xlmal.finding import Refusal
from xlmal.operations import files
from xlmal.operations.files import (
    KEPT_VERSIONS,
    folder_for,
    one_run_at_a_time,
    refuse_open,
    safe_file_names,
    write_file,
    write_new,
)

AUGUST = Round.parse("2019-D2")


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "master.xlsx"
    path.write_bytes(b"gammal")
    return path


# code, file name
NAMES = """
KS          | KS_2019-D2.xlsx
ÖFN         | ÖFN_2019-D2.xlsx
VoO/IFO     | VoO-IFO_2019-D2.xlsx
..\\..\\KS  | KS_2019-D2.xlsx
../KS       | KS_2019-D2.xlsx
CON         | enhet-CON_2019-D2.xlsx
nul         | enhet-nul_2019-D2.xlsx
Lpt1        | enhet-Lpt1_2019-D2.xlsx
B&U: "nya"  | B-U-nya_2019-D2.xlsx
...         | enhet_2019-D2.xlsx
"""


@pytest.mark.parametrize("row", NAMES.strip().splitlines(), ids=str.strip)
def test_a_unit_code_makes_a_name_that_windows_takes(row: str) -> None:
    code, name = (cell.strip() for cell in row.split("|"))
    assert safe_file_names([code], AUGUST) == {code: name}


def test_a_name_has_composed_letters() -> None:
    code = decomposed("ÖFN")
    assert code != "ÖFN"
    assert safe_file_names([code], AUGUST) == {code: "ÖFN_2019-D2.xlsx"}


@pytest.mark.parametrize("other", ["ks", "/KS", decomposed("KS ")])
def test_two_codes_for_one_name_are_refused(other: str) -> None:
    with pytest.raises(Refusal, match="samma filnamn") as refused:
        safe_file_names(["KS", other], AUGUST)
    assert refused.value.code == "A22"


def test_the_version_before_is_kept_each_time_to_the_byte(master: Path) -> None:
    for content in (b"ny", b"nyare", b"nyast"):
        write_file(master, content)
    kept = {path.read_bytes() for path in (master.parent / "historik").iterdir()}
    assert (master.read_bytes(), kept) == (b"nyast", {b"gammal", b"ny", b"nyare"})


def test_writing_what_is_there_already_touches_nothing(master: Path) -> None:
    os.utime(master, (1, 1))
    write_file(master, b"gammal")
    assert master.stat().st_mtime == 1
    assert list(master.parent.iterdir()) == [master]


def test_a_new_file_never_takes_the_place_of_another(master: Path, tmp_path: Path) -> None:
    for path, code in ((master, "A04"), (tmp_path / "ny.xls", "A07")):
        with pytest.raises(Refusal) as refused:
            write_new(path, b"ny")
        assert refused.value.code == code
    write_new(tmp_path / "mapp" / "ny.xlsx", b"ny")
    assert (master.read_bytes(), (tmp_path / "mapp" / "ny.xlsx").read_bytes()) == (b"gammal", b"ny")


def test_a_folder_that_is_a_file_is_refused(master: Path) -> None:
    for folder, code in ((master, "A20"), (master / "mapp", "A21")):
        with pytest.raises(Refusal) as refused:
            folder_for(folder)
        assert refused.value.code == code


def test_a_file_that_is_open_is_refused(master: Path) -> None:
    refuse_open(master)
    (master.parent / "~$master.xlsx").touch()
    with pytest.raises(Refusal, match="öppen i Excel"):
        refuse_open(master)


# What is kept


def kept_names(master: Path, count: int) -> list[str]:
    days = [f"master 2019-{1 + day // 28:02}-{1 + day % 28:02} 0800" for day in range(count)]
    return [f"{day}00.xlsx" for day in days]


def test_the_oldest_versions_beyond_the_bound_are_forgotten(master: Path) -> None:
    history = master.parent / "historik"
    history.mkdir()
    names = kept_names(master, KEPT_VERSIONS + 2)
    for name in names:
        (history / name).write_bytes(b"")
    write_file(master, b"ny")
    left = {path.name for path in history.iterdir()}
    assert len(left) == KEPT_VERSIONS
    assert set(names) - left == set(names[:3])


def test_of_two_versions_from_one_second_the_first_goes_first(master: Path) -> None:
    history = master.parent / "historik"
    history.mkdir()
    at_once = [f"master 2019-01-01 080000{number}.xlsx" for number in ("", " 2", " 10")]
    for name in [*at_once, *kept_names(master, KEPT_VERSIONS)[3:]]:
        (history / name).write_bytes(b"")
    write_file(master, b"ny")
    assert {path.name for path in history.iterdir()} >= set(at_once[1:])
    assert not (history / at_once[0]).exists()


@pytest.mark.parametrize(
    "name",
    [
        "Master 2019 utkast.xlsx",
        "master 2001-01-01 080000 kopia.xlsx",
        "master 2001-01-01 080000.xlsm",
        "annan 2001-01-01 080000.xlsx",
        "master budget 2001-01-01 080000.xlsx",
        "anteckningar.txt",
    ],
)
def test_what_is_not_a_version_of_ours_is_never_removed(master: Path, name: str) -> None:
    history = master.parent / "historik"
    history.mkdir()
    for one in [name, *kept_names(master, KEPT_VERSIONS)]:
        (history / one).write_bytes(b"egen")
    (history / "master 2001-01-01 090000.xlsx").mkdir()
    (history / "master 2001-01-01 080000.xlsx").symlink_to(master)
    write_file(master, b"ny")
    assert (history / name).read_bytes() == b"egen"
    assert (history / "master 2001-01-01 090000.xlsx").is_dir()
    assert (history / "master 2001-01-01 080000.xlsx").is_symlink()


def test_a_file_saved_by_another_during_the_run_is_left_alone(master: Path) -> None:
    with pytest.raises(Refusal, match="sparats av någon annan") as refused:
        write_file(master, b"ny", instead_of=b"som den var")
    assert (refused.value.code, master.read_bytes()) == ("A28", b"gammal")
    write_file(master, b"ny", instead_of=b"gammal")
    assert master.read_bytes() == b"ny"


# One run at a time


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PATIENCE_SECONDS", 0.1)


@pytest.mark.usefixtures("impatient")
def test_two_runs_at_once_are_refused_and_a_run_leaves_no_mark(master: Path) -> None:
    with one_run_at_a_time(master):
        with pytest.raises(Refusal, match="annan körning") as refused, one_run_at_a_time(master):
            pass
        assert refused.value.code == "A24"
        with pytest.raises(Refusal), one_run_at_a_time(master):
            pass
    assert list(master.parent.iterdir()) == [master]
    with one_run_at_a_time(master):
        pass


@pytest.mark.usefixtures("impatient")
def test_a_file_is_the_same_by_its_link(master: Path) -> None:
    link = master.parent / "genväg.xlsx"
    link.symlink_to(master)
    with one_run_at_a_time(link), pytest.raises(Refusal), one_run_at_a_time(master):
        pass


@pytest.mark.usefixtures("impatient")
def test_two_files_in_one_folder_have_a_run_each(master: Path) -> None:
    with one_run_at_a_time(master), one_run_at_a_time(master.with_name("annan.xlsx")):
        pass


def test_a_run_that_fails_leaves_no_mark(master: Path) -> None:
    with pytest.raises(ZeroDivisionError), one_run_at_a_time(master):
        1 / 0  # noqa: B018
    assert list(master.parent.iterdir()) == [master]


def test_a_run_waits_for_one_that_soon_ends(master: Path) -> None:
    order: list[str] = []
    held = threading.Event()

    def first() -> None:
        with one_run_at_a_time(master):
            held.set()
            time.sleep(0.2)
            order.append("första")

    other = threading.Thread(target=first)
    other.start()
    held.wait()
    with one_run_at_a_time(master):
        order.append("andra")
    other.join()
    assert order == ["första", "andra"]
    assert list(master.parent.iterdir()) == [master]


HOLDER = """
import sys, time
from pathlib import Path
from xlmal.operations.files import one_run_at_a_time
with one_run_at_a_time(Path(sys.argv[1])):
    print("håller", flush=True)
    time.sleep(60)
"""


def test_a_run_that_is_killed_holds_nothing(master: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PATIENCE_SECONDS", 2.0)
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(master)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    monkeypatch.setattr(files, "PATIENCE_SECONDS", 0.1)
    with pytest.raises(Refusal, match="annan körning"), one_run_at_a_time(master):
        pass
    holder.kill()
    holder.communicate()
    with one_run_at_a_time(master):
        pass
    assert list(master.parent.iterdir()) == [master]


def test_the_mark_of_an_earlier_version_stops_nothing(master: Path) -> None:
    (master.parent / ".master.xlsx.xlmal").write_text("1 en annan dator", encoding="utf-8")
    with one_run_at_a_time(master):
        pass
    assert list(master.parent.iterdir()) == [master]


OURS = f".xlmal-{zlib.crc32(b'master.xlsx'):08x}-{'a' * 32}.tmp"
ANOTHERS = f".xlmal-{zlib.crc32(b'annan.xlsx'):08x}-{'b' * 32}.tmp"
OF_OLD = f".xlmal-{'c' * 32}.tmp"
DAY = 24 * 3600


@pytest.mark.parametrize(
    ("name", "age", "goes"),
    [
        (OURS, 0, True),
        (ANOTHERS, 60, False),  # it may be at work
        (ANOTHERS, DAY + 60, True),
        (OF_OLD, 60, False),
        (OF_OLD, DAY + 60, True),
        (".xlmal-anteckningar.tmp", 9 * DAY, False),
        (f"{OURS}.xlsx", 9 * DAY, False),
        ("utkast.tmp", 9 * DAY, False),
    ],
)
@pytest.mark.parametrize("folder", [".", "historik"])
def test_what_a_killed_run_left_is_cleared_and_nothing_else(
    master: Path, folder: str, name: str, age: float, goes: bool
) -> None:
    left = master.parent / folder / name
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"halv")
    os.utime(left, (time.time() - age,) * 2)
    with one_run_at_a_time(master):
        assert left.exists() != goes


def test_a_full_disk_is_named_when_not_even_the_lock_finds_room(
    master: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(Refusal, match="plats på disken") as refused, one_run_at_a_time(master):
        pass
    assert refused.value.code == "F42"


def test_a_file_in_no_folder_is_said_not_to_exist(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="finns inte"), one_run_at_a_time(tmp_path / "x" / "m.xlsx"):
        pass
