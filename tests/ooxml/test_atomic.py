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


def test_a_copy_that_is_cut_short_is_no_kept_version(
    master: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where links do not work the copy takes its name when it is whole."""
    kept = master.parent / "historik" / "kvar.xlsx"
    seen: list[list[str]] = []
    really = os.fsync

    def look(descriptor: int) -> None:
        seen.append([path.name for path in kept.parent.glob("*")])
        really(descriptor)

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(os, "fsync", look)
    replace_file(master, b"ny", kept)
    during = [name for names in seen[:2] for name in names]
    assert during
    assert kept.name not in during
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_a_read_only_file_is_left_alone(master: Path) -> None:
    """Its folder's permissions would let it be replaced."""
    master.chmod(0o444)
    with pytest.raises(Refusal, match="skrivskyddad") as refused:
        replace_file(master, b"ny")
    assert (refused.value.code, master.read_bytes()) == ("F41", b"gammal")
    assert list(master.parent.iterdir()) == [master]


def test_a_folder_whose_rename_cannot_be_forced_to_disk_is_no_failure(
    master: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new file has taken the name: to say that the old one is untouched would be wrong."""
    really = os.fsync

    def fail(descriptor: int) -> None:
        if master.read_bytes() == b"ny":
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        really(descriptor)

    monkeypatch.setattr(os, "fsync", fail)
    replace_file(master, b"ny")
    assert master.read_bytes() == b"ny"


def test_a_short_write_is_gone_on_with(master: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: really(descriptor, data[:2]))
    replace_file(master, b"nytt och langre")
    assert master.read_bytes() == b"nytt och langre"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
def test_the_file_stays_with_its_owner(master: Path) -> None:
    os.chown(master, 1234, 1235)
    master.chmod(0o640)
    replace_file(master, b"ny")
    status = master.stat()
    assert (status.st_uid, status.st_gid, status.st_mode & 0o777) == (1234, 1235, 0o640)


def test_a_link_is_followed(master: Path) -> None:
    link = master.parent / "genväg.xlsx"
    link.symlink_to(master)
    replace_file(link, b"ny")
    assert link.is_symlink()
    assert master.read_bytes() == b"ny"
