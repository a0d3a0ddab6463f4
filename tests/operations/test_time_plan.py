"""The time plan of a master: shown on a day, read from older masters, and put in a calendar."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from support.plans import plan_of
from support.small_master import master_bytes, opened_municipality, renamed, saved
from xlmal.building.master import build_master
from xlmal.domain.time_plan import Milestone
from xlmal.finding import Refusal
from xlmal.operations.example.time_plan import time_plan as example_plan
from xlmal.operations.master import Master, open_master
from xlmal.operations.time_plan import export_calendar, time_plan
from xlmal.schema.manifest import MASTER, Manifest


def master_with(tmp_path: Path, plan: tuple[Milestone, ...]) -> Master:
    municipality = replace(opened_municipality(), time_plan=plan)
    path = tmp_path / "master.xlsx"
    path.write_bytes(build_master(municipality, Manifest("lillköping", MASTER, 2019)))
    return open_master(path)


def without_plan(data: bytes) -> bytes:
    """A master as it was built before there was a time plan."""
    book = load_workbook(io.BytesIO(data))
    for name in ("Tidplan", "Tidplan i bild"):
        del book[name]
    return saved(book)


def opened(tmp_path: Path, data: bytes) -> Master:
    path = tmp_path / "gammal.xlsx"
    path.write_bytes(data)
    return open_master(path)


def test_the_plan_is_read_as_it_was_built(tmp_path: Path) -> None:
    assert master_with(tmp_path, example_plan()).municipality.time_plan == example_plan()


def test_a_master_from_before_the_plan_is_read_and_has_none(tmp_path: Path) -> None:
    master = opened(tmp_path, without_plan(master_bytes()))
    assert master.municipality.time_plan == ()
    assert len(master.municipality.indicators) == 8
    assert time_plan(master, date(2019, 9, 20)).milestones == ()


def test_a_sheet_of_ones_own_by_the_same_name_is_not_our_plan(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(without_plan(master_bytes())))
    own = book.create_sheet("Tidplan")
    for row in (["Datum", "Organ", "Ärende"], ["6/2", "KS", "Mål"]):
        own.append(row)
    master = opened(tmp_path, saved(book))
    assert (master.municipality.time_plan, master.findings) == ((), ())


def test_a_plan_whose_sheet_has_another_name_is_told_and_not_lost(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Bladet Tidplan saknas"):
        opened(tmp_path, renamed(master_bytes(), "Tidplan", "Tidplan 2019"))


def test_it_is_shown_in_order_of_time_with_what_has_slipped(tmp_path: Path) -> None:
    master = master_with(tmp_path, example_plan())
    shown = time_plan(master, date(2019, 10, 20))
    assert [one.id for one in shown.milestones[:4]] == ["T1", "T2", "T4", "T3"]
    assert [(one.code, one.cell) for one in shown.findings] == [
        ("H20", "Tidplan!D17"),
        ("H04", "Tidplan!F8"),
        ("H25", "Tidplan!B18"),
    ]


def events(path: Path) -> dict[str, dict[str, object]]:
    """The events of a calendar file by summary, as a library reads them back."""
    found = {}
    for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT"):
        found[str(event["summary"])] = {
            "days": (event.decoded("dtstart"), event.decoded("dtend")),
            "uid": str(event["uid"]),
            "stamp": event.decoded("dtstamp"),
            "status": str(event["status"]),
            "description": str(event["description"]),
        }
    return found


TODAY = date(2019, 3, 1)

PLAN = """
id | organ           | ärende                       | planerat   | till       | faktiskt   | status   | beslut
T1 | KS              | Mål, program; \\ och "citat" | 2019-02-06 |            | 2019-02-07 | beslutad | KS § 18
T2 | Medborgardialog | Samtal                       | 2019-03-01 | 2019-03-31 |            | pågår    |
T3 | KF              | Nya mål                      | 2019-06-24 |            |            | planerad |
T4 | KF              | Gammalt mål                  | 2019-06-24 |            |            | utgår    |
T5 | KF              | Utan dag                     |            |            |            | planerad |
"""  # noqa: E501


def test_a_calendar_is_read_back_as_all_day_events(tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    master = master_with(tmp_path, plan_of(PLAN))
    assert export_calendar(master, TODAY, path) == 4
    found = events(path)
    assert {name: one["days"] for name, one in found.items()} == {
        'KS: Mål, program; \\ och "citat"': (date(2019, 2, 7), date(2019, 2, 8)),
        "Medborgardialog: Samtal": (date(2019, 3, 1), date(2019, 4, 1)),
        "KF: Nya mål": (date(2019, 6, 24), date(2019, 6, 25)),
        "KF: Gammalt mål": (date(2019, 6, 24), date(2019, 6, 25)),
    }
    assert {one["stamp"] for one in found.values()} == {datetime(2019, 3, 1, tzinfo=UTC)}
    assert [one["status"] for one in found.values()] == [
        "CONFIRMED",
        "CONFIRMED",
        "TENTATIVE",
        "CANCELLED",
    ]
    first = next(iter(found.values()))["description"]
    assert (
        first == "Status: beslutad\nBeslut: KS § 18\nPlanerat: 2019-02-06\nRad T1 på bladet Tidplan"
    )


def test_outlook_finds_what_it_asks_for_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    export_calendar(master_with(tmp_path, plan_of(PLAN)), TODAY, path)
    data = path.read_bytes()
    lines = data.split(b"\r\n")
    assert lines[:2] == [b"BEGIN:VCALENDAR", b"VERSION:2.0"]
    assert {b"PRODID:-//xlmal//Tidplan//SV", b"METHOD:PUBLISH", b"CALSCALE:GREGORIAN"} <= set(lines)
    assert b"DTSTART;VALUE=DATE:20190207" in lines
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75


def test_what_people_write_cannot_add_an_event(tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    hostile = "Mål\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Falskt\x00"
    (one,) = plan_of("id|organ|planerat\nT1|KS|2019-02-06")
    master = master_with(tmp_path, (one.model_copy(update={"matter": hostile}),))
    assert export_calendar(master, TODAY, path) == 1
    assert len(events(path)) == 1
    assert b"\r\nSUMMARY:Falskt" not in path.read_bytes()


def test_a_moved_row_keeps_its_event_and_the_file_before_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    export_calendar(master_with(tmp_path, plan_of(PLAN)), TODAY, path)
    before, first = events(path), path.read_bytes()
    export_calendar(
        master_with(tmp_path, plan_of(PLAN.replace("2019-06-24", "2019-06-25"))), TODAY, path
    )
    after = events(path)
    assert {name: one["uid"] for name, one in before.items()} == {
        name: one["uid"] for name, one in after.items()
    }
    assert len({one["uid"] for one in after.values()}) == 4
    assert after["KF: Nya mål"]["days"] == (date(2019, 6, 25), date(2019, 6, 26))
    assert [one.read_bytes() for one in (tmp_path / "historik").glob("plan *.ics")] == [first]


def test_the_same_plan_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    master = master_with(tmp_path, plan_of(PLAN))
    for name in ("a.ics", "b.ics"):
        export_calendar(master, TODAY, tmp_path / name)
    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()


def test_a_name_that_is_no_calendars_and_a_plan_without_days_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"plan\.xlsx ska sluta på \.ics") as wrong:
        export_calendar(master_with(tmp_path, plan_of(PLAN)), TODAY, tmp_path / "plan.xlsx")
    with pytest.raises(Refusal, match="ingen rad med datum") as empty:
        export_calendar(master_with(tmp_path, ()), TODAY, tmp_path / "plan.ics")
    assert (wrong.value.code, empty.value.code) == ("A70", "A71")
    assert not (tmp_path / "plan.ics").exists()
