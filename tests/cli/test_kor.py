"""``xlmal kör``: the whole chain by hand or on a server, and next to nothing when all is alike."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.small_master import address, changed, committee_bytes

KS = "KS_2019-D2.xlsx"


@pytest.fixture
def aged(returned: Path) -> Path:
    """The returned files, come in long ago: their times speak for their content."""
    for path in returned.iterdir():
        os.utime(path, (1_500_000_000, 1_500_000_000))
    return returned


@pytest.mark.parametrize("command", ["kör", "kor"])
def test_it_says_what_it_has_done_and_writes_the_same_for_mail(
    xlmal, master, returned, tmp_path, command
):
    answer = xlmal(command, returned, "--master", master, "--ut", tmp_path / "ut")
    assert (answer.code, answer.err) == (0, "")
    assert "4 filer: 4 togs in." in answer.out
    assert answer.out == (tmp_path / "ut" / "sammanfattning.txt").read_text(encoding="utf-8")
    log = (tmp_path / "ut" / "logg.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["file"] for line in log} == {*committee_bytes(), "master.xlsx"}


def test_the_report_comes_as_word_and_web_page_too_when_asked_for(
    xlmal, master, returned, tmp_path
):
    line = ("kör", returned, "--master", master, "--ut", tmp_path / "ut", "--html", "--word")
    assert xlmal(*line).code == 0
    names = {path.suffix for path in (tmp_path / "ut").iterdir()}
    assert {".xlsx", ".docx", ".html"} <= names


def test_a_file_with_an_error_is_code_1_and_so_is_the_next_run(xlmal, master, aged, tmp_path):
    sent = committee_bytes()[KS]
    cells = {("Utfall", address(sent, "Utfall", "Prognos", "M1.1")): "ca 88"}
    (aged / KS).write_bytes(changed(sent, cells))
    os.utime(aged / KS, (1_500_000_000, 1_500_000_000))
    line = ("kör", aged, "--master", master, "--ut", tmp_path / "ut")
    assert xlmal(*line).code == 1
    again = xlmal(*line)
    assert again.code == 1
    assert again.out.startswith(f"Inget har ändrats i {aged} sedan ")


def test_a_run_that_cannot_be_is_code_2(xlmal, master, returned, tmp_path):
    answer = xlmal("kör", returned / "finns inte", "--master", master, "--ut", tmp_path / "ut")
    assert (answer.code, answer.out) == (2, "")
    assert "finns inte. Kontrollera sökvägen." in answer.err


def change_nothing(*_: Path) -> None:
    """All is alike."""


def touch_the_master(master: Path, *_: Path) -> None:
    os.utime(master)


def lose_the_log(_: Path, __: Path, out: Path) -> None:
    (out / "logg.jsonl").unlink()


def bring_a_letter(_: Path, inbox: Path, __: Path) -> None:
    (inbox / "brev.pdf").write_bytes(b"%PDF")


def take_a_file_back(_: Path, inbox: Path, __: Path) -> None:
    (inbox / KS).unlink()


@pytest.mark.parametrize(
    ("event", "is_alike"),
    [
        (change_nothing, True),
        (touch_the_master, False),
        (lose_the_log, False),
        (bring_a_letter, False),
        (take_a_file_back, False),
    ],
)
def test_only_a_run_where_all_is_alike_is_passed_over(
    xlmal, master, aged, tmp_path, event, is_alike
):
    out = tmp_path / "ut"
    line = ("kör", aged, "--master", master, f"--ut={out}")
    xlmal(*line)
    event(master, aged, out)
    assert xlmal(*line).out.startswith("Inget har ändrats") == is_alike


def test_another_command_line_is_another_run(xlmal, master, aged, tmp_path):
    line = ("kör", aged, "--master", master, "--ut", tmp_path / "ut")
    xlmal(*line)
    assert not xlmal(*line, "--komplettering").out.startswith("Inget har ändrats")


def test_a_run_where_all_is_alike_loads_nothing(xlmal, master, aged, tmp_path):
    line = ["kör", str(aged), "--master", str(master), "--ut", str(tmp_path / "ut")]
    xlmal(*line)
    program = (
        "import sys\n"
        "from xlmal.cli import main\n"
        f"code = main({line!r})\n"
        "heavy = ('click', 'pydantic', 'openpyxl', 'rich', 'pathlib', 'typing', 'zipfile')\n"
        "print([name for name in heavy if name in sys.modules], code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{program}"],
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().splitlines()[-1] == "[] 0"
