"""Help and complaints are in Swedish, whatever click says of itself."""

from __future__ import annotations

import re

import pytest

from support.english import ENGLISH

COMMANDS = (
    "exempel",
    "ny",
    "dela",
    "samla",
    "validera",
    "prognos",
    "rapport",
    "visa",
    "anta",
    "period",
    "dialog",
    "kör",
    "tidplan",
    "formulering",
    "tillägg",
)


@pytest.mark.parametrize("option", ["--help", "--hjälp", "-h"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_swedish(xlmal, command, option):
    answer = xlmal(*filter(None, [command, option]))
    assert answer.code == 0
    assert answer.err == ""
    assert answer.out.startswith(f"Så skriver du: xlmal {command}".rstrip())
    assert "Visa den här hjälpen." in answer.out
    assert ENGLISH.findall(answer.out) == []


def test_the_help_names_every_command(xlmal):
    listed = re.findall(r"^  (\w+) +\S", xlmal("--help").out.partition("Kommandon:")[2], re.M)
    assert sorted(listed[: len(COMMANDS)]) == sorted(COMMANDS)


def test_usage_shows_what_must_be_given_in_the_order_it_is_typed(xlmal):
    first = xlmal("dela", "-h").out.splitlines()[0]
    assert first == "Så skriver du: xlmal dela HUVUDARBETSBOK --omgång OMGÅNG --ut MAPP"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("hitta", "Kommandot hitta finns inte."),
        ("vis", "Kommandot vis finns inte. Menade du visa?"),
        ("--snabbt", "Valet --snabbt finns inte."),
        ("visa", "FIL saknas."),
        ("visa a.xlsx b.xlsx", "Det här blev över: b.xlsx."),
        ("visa a.xlsx b.xlsx c.xlsx", "Det här blev över: b.xlsx c.xlsx."),
        ("visa --fort a.xlsx", "Valet --fort finns inte."),
        ("visa --bla Utfall a.xlsx", "Valet --bla finns inte. Menade du --blad?"),
        ("visa a.xlsx --blad", "Valet --blad behöver ett värde."),
        ("visa a.xlsx --json=ja", "Valet --json tar inget värde."),
        ("validera", "FIL saknas."),
        ("validera --json", "FIL saknas."),
        ("samla", "HUVUDARBETSBOK saknas."),
        ("dela", "HUVUDARBETSBOK saknas."),
        ("dela m.xlsx --ut ut", "Valet --omgång saknas."),
        ("dela m.xlsx --omgång 2019-D2", "Valet --ut saknas."),
        ("prognos m.xlsx", "Valet --omgång saknas."),
        ("prognos m.xlsx --omgång 2019", "2019 är ingen omgång. Skriv till exempel 2019-D1"),
        ("prognos m.xlsx --omgang 2019-D3", "2019-D3 är ingen omgång."),
        ("prognos m.xlsx --omgång 19-D2", "19-D2 är ingen omgång."),
        ("rapport m.xlsx --omgång ²⁰¹⁹-D2 --ut ut", "²⁰¹⁹-D2 är ingen omgång."),
        ("ny m.xlsx", "Valet --år saknas."),
        ("ny m.xlsx --år abc", "abc är inget årtal."),
        ("ny m.xlsx --ar 20,19", "20,19 är inget årtal."),
        ("exempel", "MAPP saknas."),
    ],
)
def test_a_wrong_command_line_is_told_in_one_swedish_line(xlmal, line, said):
    answer = xlmal(*line.split())
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.startswith(f"Fel: {said}")
    assert answer.err.count("\n") == 1
    assert re.search(r"Skriv xlmal( \w+)? --hjälp, så ser du hur kommandot skrivs\.$", answer.err)
    assert ENGLISH.findall(answer.err) == []


def test_no_command_at_all_shows_the_help_and_is_not_a_success(xlmal):
    answer = xlmal()
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("Så skriver du: xlmal")
