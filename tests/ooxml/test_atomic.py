"""A file is replaced whole or left alone, and the version before is kept."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from xlmal.finding import Refusal
from xlmal.ooxml.atomic import is_open_in_excel, replace_file


@pytest.fixture
def master(tmp_path: Path) -> Path:
    path = tmp_path / "Mål å.xlsx"
    path.write_bytes(b"gammal")
    return path


def test_the_new_content_takes_the_name_and_the_old_is_kept(master: Path) -> None:
    kept = master.parent / "historik" / "Mål å_2019-08-31T1230.xlsx"
    master.chmod(0o640)
    replace_file(master, b"ny", kept)
    assert (master.read_bytes(), kept.read_bytes()) == (b"ny", b"gammal")
    assert sorted(path.name for path in master.parent.iterdir()) == [master.name, "historik"]
    if os.name != "nt":
        assert master.stat().st_mode & 0o777 == 0o640


def test_where_links_do_not_work_the_old_version_is_copied(
    master: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    kept = master.parent / "kvar.xlsx"
    replace_file(master, b"ny", kept)
    assert (master.read_bytes(), kept.read_bytes()) == (b"ny", b"gammal")


def test_a_new_file_needs_no_previous_version(tmp_path: Path) -> None:
    replace_file(tmp_path / "ny.xlsx", b"ny", tmp_path / "kvar.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["ny.xlsx"]


def test_a_kept_version_is_never_overwritten(master: Path) -> None:
    kept = master.parent / "kvar.xlsx"
    kept.write_bytes(b"aldre")
    with pytest.raises(Refusal, match="redan sparad"):
        replace_file(master, b"ny", kept)
    assert (master.read_bytes(), kept.read_bytes()) == (b"gammal", b"aldre")


@pytest.mark.parametrize("owner", ["~${}", ".~lock.{}#"])
def test_a_file_that_is_open_is_left_alone(master: Path, owner: str) -> None:
    assert not is_open_in_excel(master)
    (master.parent / owner.format(master.name)).touch()
    assert is_open_in_excel(master)
    with pytest.raises(Refusal, match="Stäng den") as refused:
        replace_file(master, b"ny")
    assert (refused.value.code, master.read_bytes()) == ("F43", b"gammal")


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "F42"), (errno.EACCES, "F41"), (errno.EROFS, "F41"), (errno.EIO, "F41")],
)
def test_a_failed_write_leaves_the_old_file_and_no_litter(
    master: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Refusal, match="Mål å") as refused:
        replace_file(master, b"ny")
    assert (refused.value.code, master.read_bytes()) == (code, b"gammal")
    assert list(master.parent.iterdir()) == [master]


def test_a_link_is_followed(master: Path) -> None:
    link = master.parent / "genväg.xlsx"
    link.symlink_to(master)
    replace_file(link, b"ny")
    assert link.is_symlink()
    assert master.read_bytes() == b"ny"
