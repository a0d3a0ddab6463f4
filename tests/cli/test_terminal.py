"""What a person at a terminal sees, what a pipe gets, and what nobody foresaw."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from support.small_master import plain_book
from xlmal.address import CellRef
from xlmal.cli import run, show
from xlmal.finding import Finding, Place, Severity
from xlmal.operations import validate as xlmal_validate

LONG = Finding(
    "V15",
    Severity.ERROR,
    "cellen innehåller ett datum (2025-03-01). Excel har troligen gjort om '1-3'. Värdet används "
    "inte. Skriv ett enda tal; ett intervall skrivs i Kommentar.",
    Place("KS_2019-D2.xlsx", CellRef("Utfall", 9, 6), "Utfall", "Väntetid särskilt boende"),
    "45717",
)


def test_a_screen_gets_folded_lines(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    show.say_findings([LONG])
    lines = [re.sub("\x1b\\[[0-9;]*m", "", one) for one in capsys.readouterr().out.splitlines()]
    assert lines[0].startswith("  fel V15 Utfall!F9, Väntetid särskilt boende: cellen")
    assert len(lines) > 2
    assert all(len(line) <= 80 and line.startswith("      ") for line in lines[1:])


def test_a_pipe_gets_one_line_a_finding_and_no_colours(capsys):
    show.say_findings([LONG, LONG])
    out = capsys.readouterr().out
    assert out.count("\n") == 2
    assert "\x1b" not in out


def test_every_one_of_many_findings_is_said_in_its_turn(capsys):
    findings = [replace(LONG, message=f"nummer {number}") for number in range(450)]
    show.say_findings(findings)
    said = [line.rpartition(" ")[2] for line in capsys.readouterr().out.splitlines()]
    assert said == [str(number) for number in range(450)]


def test_nothing_is_said_of_progress_in_a_pipe(xlmal, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(plain_book("Indikator-ID | Omgång | Utfall | Prognos\nM1.1 | 2019-D2 | 1 | 2"))
    assert xlmal("validera", path).err == ""


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ("", "inga påpekanden"),
        ("f", "1 fel"),
        ("ffv", "2 fel, 1 varning"),
        ("vvu", "2 varningar, 1 upplysning"),
        ("uu", "2 upplysningar"),
    ],
)
def test_findings_are_counted_in_swedish(severities, said):
    of = {"f": Severity.ERROR, "v": Severity.WARNING, "u": Severity.NOTE}
    assert show.counted(Finding("X01", of[one], "något") for one in severities) == said


def test_what_nobody_foresaw_is_a_sentence_a_log_and_code_2(xlmal, tmp_path, monkeypatch):
    secret = "hemligt".upper()

    def breaks(path: Path) -> None:
        raise ZeroDivisionError(secret)

    monkeypatch.setattr(xlmal_validate, "validate", breaks)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    answer = xlmal("validera", "a.xlsx")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("Något gick fel som vi inte har förutsett")
    assert answer.err.count("\n") == 1
    [log] = tmp_path.iterdir()
    assert str(log) in answer.err
    told = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in told
    assert "in breaks" in told
    assert secret not in told


def test_an_interrupted_command_says_so(xlmal, monkeypatch):
    def interrupted(path: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(xlmal_validate, "validate", interrupted)
    answer = xlmal("validera", "a.xlsx")
    assert answer.code == 2
    assert answer.err.strip().splitlines()[-1].startswith("Avbrutet.")


def test_patterns_are_expanded_where_no_shell_does_it(tmp_path):
    for name in ("b.xlsx", "a.xlsx", "c.txt"):
        (tmp_path / name).touch()
    expanded = run.expanded(["validera", f"{tmp_path}/*.xlsx", f"{tmp_path}/*.ods", "--json"])
    assert expanded == [
        "validera",
        str(tmp_path / "a.xlsx"),
        str(tmp_path / "b.xlsx"),
        f"{tmp_path}/*.ods",
        "--json",
    ]
