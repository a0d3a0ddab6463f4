"""Files, folders and workbooks that a command cannot work with: one Swedish line and code 2."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.english import ENGLISH
from support.small_master import (
    changed,
    committee_bytes,
    master_bytes,
    plain_book,
    renamed,
    with_header,
)

READERS = (
    "visa {file}",
    "validera {file}",
    "validera {file} --skriv",
    "dela {file} --omgång 2019-D2 --ut {ut}",
    "prognos {file} --omgång 2019-D2",
    "prognos {file} --omgång 2019-D2 --skriv",
    "rapport {file} --omgång 2019-D2 --ut {ut}",
    "samla {file} {inkomna}",
)
FOR_MASTERS = READERS[3:]
WRITERS = (READERS[2], READERS[5], READERS[7])


def refused(answer, *named: str) -> str:
    """Check that a command was refused in a line that names what it concerns, and return it."""
    assert answer.code == 2, answer
    assert answer.out == ""
    assert answer.err.count("\n") == 1
    assert answer.err.startswith("Fel (")
    assert ENGLISH.findall(answer.err) == []
    for name in named:
        assert answer.err.count(name) == 1, answer.err
    return answer.err


def typed(line: str, file: object, tmp_path: Path, returned: Path | None = None) -> list[str]:
    """The words of a command line; paths may hold spaces."""
    places = {"file": file, "ut": tmp_path / "ut", "inkomna": returned or tmp_path}
    return [word.format(**places) for word in line.split()]


@pytest.mark.parametrize("line", READERS)
def test_a_file_that_is_not_there(xlmal, tmp_path, returned, line):
    told = refused(xlmal(*typed(line, tmp_path / "saknas.xlsx", tmp_path, returned)), "saknas.xlsx")
    assert "finns inte" in told
    assert not (tmp_path / "ut").exists()


@pytest.mark.parametrize("line", READERS)
def test_a_file_in_a_folder_that_is_not_there(xlmal, tmp_path, returned, line):
    path = tmp_path / "ingen" / "saknas.xlsx"
    assert "finns inte" in refused(xlmal(*typed(line, path, tmp_path, returned)), "saknas.xlsx")
    assert not path.parent.exists()


@pytest.mark.parametrize("line", [READERS[0], *FOR_MASTERS])
def test_a_folder_given_as_a_workbook(xlmal, tmp_path, returned, line):
    folder = tmp_path / "Budget 2019"
    folder.mkdir()
    assert "är en mapp" in refused(xlmal(*typed(line, folder, tmp_path, returned)), "Budget 2019")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("line", READERS)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Indikator-ID;Utfall\r\nM1.1;82,5\r\n", "textfil"),
        (b"", "tom (0 byte)"),
        (b"PK\x03\x04" + bytes(100), "skadad"),
    ],
    ids=["text", "empty", "cut off"],
)
def test_a_file_that_is_no_workbook_whatever_its_name(
    xlmal, tmp_path, returned, line, content, said
):
    path = tmp_path / "Nämnden.xlsx"
    path.write_bytes(content)
    told = refused(xlmal(*typed(line, path, tmp_path, returned)), "Nämnden.xlsx")
    assert said in told
    assert path.read_bytes() == content


@pytest.mark.parametrize("line", WRITERS)
def test_a_file_that_somebody_has_open_is_left_alone(xlmal, master, returned, tmp_path, line):
    (master.parent / "~$master.xlsx").write_bytes(b"x")
    told = refused(xlmal(*typed(line, master, tmp_path, returned)), "master.xlsx")
    assert "öppen i Excel" in told
    assert master.read_bytes() == master_bytes()
    assert {one.name for one in master.parent.iterdir()} == {"master.xlsx", "~$master.xlsx"}


def test_reading_does_not_mind_that_somebody_has_the_file_open(xlmal, master):
    (master.parent / "~$master.xlsx").write_bytes(b"x")
    assert xlmal("prognos", master, "--omgång", "2019-D2").code == 0


@pytest.mark.parametrize("line", FOR_MASTERS)
@pytest.mark.parametrize("kind", ["committee file", "foreign"])
def test_a_workbook_that_is_no_master(xlmal, tmp_path, returned, line, kind):
    path = tmp_path / "Svar.xlsx"
    foreign = plain_book("Indikator-ID | Omgång | Utfall\nM1.1 | 2019-D2 | 82")
    path.write_bytes(foreign if kind == "foreign" else committee_bytes()["KS_2019-D2.xlsx"])
    told = refused(xlmal(*typed(line, path, tmp_path, returned)), "Svar.xlsx")
    assert "ingen huvudarbetsbok" in told
    assert not (tmp_path / "ut").exists()


@pytest.mark.parametrize("line", FOR_MASTERS[:-1])
def test_a_round_that_the_master_does_not_know(xlmal, master, tmp_path, line):
    answer = xlmal(*typed(line.replace("2019-D2", "2017-D1"), master, tmp_path))
    assert "2017-D1 finns inte" in refused(answer, "master.xlsx", "Rapporttillfällen")
    assert master.read_bytes() == master_bytes()


@pytest.mark.parametrize("line", FOR_MASTERS)
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (lambda: renamed(master_bytes(), "Utfall", "Utfall gammalt"), "Bladet Utfall saknas"),
        (
            lambda: with_header(master_bytes(), "Målvärden", "Målvärde", "Mål 2019"),
            "kolumnen Målvärde saknas",
        ),
        (
            lambda: changed(master_bytes(), {("Inställningar", "B9"): "hälften"}),
            "går inte att förstå",
        ),
    ],
    ids=["renamed sheet", "column gone", "unreadable setting"],
)
def test_a_master_that_would_give_wrong_figures_in_silence(
    xlmal, tmp_path, returned, line, data, said
):
    path = tmp_path / "trasig.xlsx"
    path.write_bytes(before := data())
    answer = xlmal(*typed(line, path, tmp_path, returned))
    assert answer.code == 2, answer
    assert said in answer.err
    assert "trasig.xlsx" in answer.err
    assert path.read_bytes() == before
    assert not (tmp_path / "ut").exists()


@pytest.mark.parametrize("command", ["dela", "rapport"])
def test_an_out_folder_that_is_a_file(xlmal, master, tmp_path, command):
    (tmp_path / "ut").write_text("en fil")
    answer = xlmal(command, master, "--omgång", "2019-D2", "--ut", tmp_path / "ut")
    assert "är en fil, inte en mapp" in refused(answer, str(tmp_path / "ut"))
    below = xlmal(command, master, "--omgång", "2019-D2", "--ut", tmp_path / "ut" / "augusti")
    assert below.code == 2
    assert (tmp_path / "ut").read_text() == "en fil"


def test_the_example_is_not_put_on_top_of_a_file_or_of_other_files(xlmal, tmp_path):
    (tmp_path / "anteckning.txt").write_text("mitt")
    refused(xlmal("exempel", tmp_path / "anteckning.txt"), "anteckning.txt")
    refused(xlmal("exempel", tmp_path), "anteckning.txt")
    assert [one.name for one in tmp_path.iterdir()] == ["anteckning.txt"]


def test_a_new_master_never_takes_the_place_of_a_file(xlmal, master):
    assert "finns redan" in refused(xlmal("ny", master, "--år", "2020"), "master.xlsx")
    assert master.read_bytes() == master_bytes()


@pytest.mark.parametrize(
    ("name", "year"), [("ny.xls", "2019"), ("ny.xlsx", "1019"), ("ny", "2019")]
)
def test_a_new_master_needs_an_ending_and_a_year_of_our_time(xlmal, tmp_path, name, year):
    refused(xlmal("ny", tmp_path / name, "--år", year))
    assert list(tmp_path.iterdir()) == []


def test_an_inbox_that_is_not_there_or_holds_no_workbook(xlmal, master, tmp_path):
    (tmp_path / "tom").mkdir()
    (tmp_path / "tom" / "följebrev.txt").write_text("Hej")
    assert "inga arbetsböcker" in refused(xlmal("samla", master, tmp_path / "tom"), "tom")
    assert "inga arbetsböcker" in refused(xlmal("validera", tmp_path / "tom"), "tom")
    assert "finns inte" in refused(xlmal("samla", master, tmp_path / "borta"), "borta")
    assert master.read_bytes() == master_bytes()


def test_a_folder_that_may_not_be_written_to(xlmal, master, tmp_path):
    closed = tmp_path / "låst"
    closed.mkdir()
    closed.chmod(0o500)
    if os.access(closed, os.W_OK):  # root writes everywhere: let a file stand in the way instead
        closed.chmod(0o700)
        (closed / "augusti").write_text("en fil")
    answer = xlmal("dela", master, "--omgång", "2019-D2", "--ut", closed / "augusti")
    closed.chmod(0o700)
    refused(answer, str(closed / "augusti"))
