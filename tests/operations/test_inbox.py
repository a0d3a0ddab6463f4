"""What is found in the files and folders that somebody names."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.merging import decomposed
from xlmal.finding import Refusal
from xlmal.operations.inbox import Inbox, read_inbox


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "inkomna"


def fill(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def names(inbox: Inbox) -> tuple[list[str], list[str], list[str]]:
    return (
        [path.name for path in inbox.books],
        [path.name for path in inbox.links],
        [path.name for path in inbox.others],
    )


def test_a_folder_is_sorted_into_workbooks_and_others(folder: Path) -> None:
    fill(folder, "KS.xlsx", "BUN.XLSM", "gammal.xls", "export.csv", "Calc.ods", "brev.pdf")
    fill(folder, "svar.zip", "~$KS.xlsx", ".~lock.KS.xlsx#", ".DS_Store", "Thumbs.db")
    assert names(read_inbox([folder])) == (
        ["BUN.XLSM", "Calc.ods", "KS.xlsx", "export.csv", "gammal.xls"],
        [],
        ["Thumbs.db", "brev.pdf", "svar.zip", "~$KS.xlsx"],
    )


def test_folders_are_searched_all_the_way_down_but_history_is_not(folder: Path) -> None:
    fill(folder, "a/b/c/KS.xlsx", "historik/gammal.xlsx", "a/historik/gammal.xlsx", ".tmp/x.xlsx")
    assert names(read_inbox([folder]))[0] == ["KS.xlsx"]


def test_links_in_a_folder_are_not_followed_but_told(folder: Path, tmp_path: Path) -> None:
    fill(folder, "KS.xlsx")
    fill(tmp_path, "annans/BUN.xlsx", "hemlig.xlsx")
    (folder / "HR.xlsx").symlink_to(tmp_path / "hemlig.xlsx")
    (folder / "mapp").symlink_to(tmp_path / "annans")
    (folder / "trasig.xlsx").symlink_to(tmp_path / "finns inte")
    (folder / "rundgång.xlsx").symlink_to(folder / "åter.xlsx")
    (folder / "åter.xlsx").symlink_to(folder / "rundgång.xlsx")
    links = ["HR.xlsx", "mapp", "rundgång.xlsx", "trasig.xlsx", "åter.xlsx"]
    assert names(read_inbox([folder])) == (["KS.xlsx"], links, [])


def test_a_file_named_twice_counts_once(folder: Path) -> None:
    fill(folder, "KS.xlsx")
    again = folder / ".." / folder.name / "KS.xlsx"
    assert len(read_inbox([folder, folder / "KS.xlsx", again]).books) == 1


def test_a_file_that_is_named_is_read_whatever_it_is(folder: Path) -> None:
    fill(folder, "brev.pdf", "~$KS.xlsx")
    assert names(read_inbox(sorted(folder.iterdir())))[0] == ["brev.pdf", "~$KS.xlsx"]


def test_the_master_in_the_same_folder_is_passed_over(folder: Path) -> None:
    fill(folder, "KS.xlsx", "master.xlsx")
    inbox = read_inbox([folder], leave=[folder / "master.xlsx"])
    assert names(inbox) == (["KS.xlsx"], [], [])


def test_names_are_as_long_as_it_takes_to_tell_files_apart(folder: Path) -> None:
    fill(folder, "KS.xlsx", "1/BUN.xlsx", "2/BUN.xlsx", "a/1/HR.xlsx", "b/1/HR.xlsx")
    assert sorted(read_inbox([folder]).names().values()) == [
        "1/BUN.xlsx", "2/BUN.xlsx", "KS.xlsx", "a/1/HR.xlsx", "b/1/HR.xlsx",
    ]  # fmt: skip


def test_names_that_differ_only_in_how_letters_are_stored_are_told_apart(folder: Path) -> None:
    fill(folder, "1/Å.xlsx", decomposed("2/Å.xlsx"))
    assert sorted(read_inbox([folder]).names().values()) == ["1/Å.xlsx", "2/Å.xlsx"]


@pytest.mark.parametrize(
    ("made", "asked", "code"),
    [
        ((), "finns inte", "A25"),
        (("brev.pdf",), ".", "A26"),
        (("historik/KS.xlsx",), ".", "A26"),
    ],
)
def test_a_path_with_nothing_to_read_is_refused(
    folder: Path, made: tuple[str, ...], asked: str, code: str
) -> None:
    folder.mkdir()
    fill(folder, *made)
    with pytest.raises(Refusal) as refused:
        read_inbox([folder / asked])
    assert refused.value.code == code
