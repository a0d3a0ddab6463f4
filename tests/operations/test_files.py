"""Where files go: safe names, the version before, and one run at a time."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.merging import decomposed
from xlmal.domain.rounds import Round
from xlmal.finding import Refusal
from xlmal.operations.files import (
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


# The mark of a run


def mark_of(master: Path) -> Path:
    return master.parent / ".master.xlsx.xlmal"


def pid_that_is_gone() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def test_a_run_names_its_process_and_leaves_no_mark(master: Path) -> None:
    with one_run_at_a_time(master):
        assert mark_of(master).read_text(encoding="utf-8") == f"{os.getpid()} {platform.node()}"
        with pytest.raises(Refusal, match="annan körning") as refused, one_run_at_a_time(master):
            pass
        assert refused.value.code == "A24"
        assert mark_of(master).exists()
    assert list(master.parent.iterdir()) == [master]


def test_a_run_that_fails_leaves_no_mark(master: Path) -> None:
    with pytest.raises(ZeroDivisionError), one_run_at_a_time(master):
        1 / 0  # noqa: B018
    assert list(master.parent.iterdir()) == [master]


@pytest.mark.skipif(os.name == "nt", reason="Windows tells nothing of a process that is gone")
def test_the_mark_of_a_run_that_was_cut_short_is_taken_over(master: Path) -> None:
    mark_of(master).write_text(f"{pid_that_is_gone()} {platform.node()}", encoding="utf-8")
    with one_run_at_a_time(master):
        assert mark_of(master).read_text(encoding="utf-8").startswith(f"{os.getpid()} ")
        with pytest.raises(Refusal), one_run_at_a_time(master):
            pass
    assert list(master.parent.iterdir()) == [master]


@pytest.mark.parametrize(
    "mark",
    [
        lambda: f"{os.getpid()} {platform.node()}",  # at work
        lambda: f"{os.getppid()} {platform.node()}",
        lambda: f"{pid_that_is_gone()} en annan dator",  # whose processes we cannot see
        lambda: str(pid_that_is_gone()),  # from a version that named no computer
        lambda: "",  # being written at this moment
        lambda: f"0 {platform.node()}",
        lambda: f"{10**30} {platform.node()}",
        lambda: f"-1 {platform.node()}",
    ],
)
def test_a_mark_that_may_be_of_a_run_at_work_is_respected(
    master: Path, mark: Callable[[], str]
) -> None:
    written = mark()
    mark_of(master).write_text(written, encoding="utf-8")
    says = "ta bort den dolda filen"
    with pytest.raises(Refusal, match=says) as refused, one_run_at_a_time(master):
        pass
    assert refused.value.code == "A24"
    assert mark_of(master).read_text(encoding="utf-8") == written
    assert sorted(master.parent.iterdir()) == [mark_of(master), master]


def test_a_file_in_no_folder_is_said_not_to_exist(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="finns inte"), one_run_at_a_time(tmp_path / "x" / "m.xlsx"):
        pass
