"""``xlmal tidplan``: the plan on the terminal, its warnings, and the calendar file."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from icalendar import Calendar

from support.plans import plan_of
from support.small_master import opened_municipality
from xlmal.building.master import build_master
from xlmal.schema.manifest import MASTER, Manifest

PLAN = """
id | organ | ärende  | planerat   | faktiskt   | status    | beror på
T1 | KSAU  | Nya mål | 2019-01-16 | 2019-01-16 | genomförd |
T2 | KS    | Nya mål | 2019-02-06 | 2019-02-08 | genomförd | T1
T3 | KF    | Nya mål | 2019-02-25 |            | planerad  | T2
"""


@pytest.fixture
def planned(master):
    """The small master with a plan of three rows."""
    whole = replace(opened_municipality(), time_plan=plan_of(PLAN))
    master.write_bytes(build_master(whole, Manifest("lillköping", MASTER, 2019)))
    return master


def test_it_shows_the_plan_and_what_has_slipped(xlmal, planned):
    answer = xlmal("tidplan", "--master", planned, "--idag", "2019-03-01")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[:6] == [
        "Tidplanen i master.xlsx, läget den 2019-03-01",
        "  T1  KSAU  2019-01-16  klar i tid         Nya mål",
        "  T2  KS    2019-02-06  klar, 2 dagar sen  Nya mål",
        "  T3  KF    2019-02-25  4 dagar sen        Nya mål",
        "1 varning, 1 upplysning.",
        "  varning H20 Tidplan!D6, Nya mål: det planerade datumet 2019-02-25 har passerat utan "
        "faktiskt datum: 4 dagar sen den 2019-03-01. Fyll i Faktiskt datum, eller planera om det "
        "här och det som beror på det.",
    ]


def test_it_writes_a_calendar_and_says_so(xlmal, planned):
    path = planned.with_name("plan.ics")
    answer = xlmal("tidplan", "--master", planned, "--ics", path, "--idag", "2019-02-01")
    assert answer.out.endswith(f"3 händelser skrivna i {path}.\n")
    assert len(Calendar.from_ical(path.read_bytes()).walk("VEVENT")) == 3


def test_as_json_it_has_every_row_and_finding(xlmal, planned):
    answer = xlmal("tidplan", "--master", planned, "--idag", "2019-03-01", "--json")
    assert [
        (one["id"], one["days_late"], one["standing"]) for one in answer.json["milestones"]
    ] == [("T1", 0, "klar i tid"), ("T2", 2, "klar, 2 dagar sen"), ("T3", 4, "4 dagar sen")]
    assert [one["code"] for one in answer.json["findings"]] == ["H20", "H04"]


def test_a_fel_in_the_plan_gives_exit_code_1(xlmal, planned):
    whole = replace(opened_municipality(), time_plan=plan_of(PLAN.replace("| T1", "| T9")))
    planned.write_bytes(build_master(whole, Manifest("lillköping", MASTER, 2019)))
    answer = xlmal("tidplan", "--master", planned, "--idag", "2019-02-01")
    assert answer.code == 1
    assert "fel H22 Tidplan!J5, Nya mål: T9 finns inte i kolumnen Tidplan-ID." in answer.out


def test_an_empty_plan_says_where_it_is_filled_in(xlmal, master):
    answer = xlmal("tidplan", "--master", master)
    assert (answer.code, answer.out) == (
        0,
        "Tidplanen i master.xlsx är tom. Fyll i bladet Tidplan.\n",
    )


def test_a_day_that_is_none_and_a_file_that_is_no_calendar_are_told(xlmal, planned):
    wrong_day = xlmal("tidplan", "--master", planned, "--idag", "i morgon")
    assert wrong_day.code == 2
    assert "i morgon är inget datum. Skriv till exempel 2019-09-20." in wrong_day.err
    wrong_name = xlmal("tidplan", "--master", planned, "--ics", planned.with_suffix(".txt"))
    assert (wrong_name.code, wrong_name.out) == (2, "")
    assert "Fel (A70): master.txt ska sluta på .ics" in wrong_name.err


def test_without_the_calendar_library_it_says_what_to_install(xlmal, planned, monkeypatch):
    monkeypatch.setitem(sys.modules, "icalendar", None)
    answer = xlmal("tidplan", "--master", planned, "--ics", planned.with_suffix(".ics"))
    assert answer.code == 2
    assert "tillägget icalendar" in answer.err
    assert not planned.with_suffix(".ics").exists()
