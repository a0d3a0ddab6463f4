"""The time plan: which days have slipped, and what stands in the wrong order."""

from __future__ import annotations

from datetime import date

import pytest

from support.plans import plan_of
from xlmal.domain.time_plan import (
    before_dependency,
    by_id,
    circles,
    council_before_board,
    days_late,
    how_it_stands,
    latest_day,
    level_of,
    overdue,
    plan_of_year,
    unknown_dependencies,
    unprepared,
)

STANDINGS = """
planerat   | till       | faktiskt   | status    | dagar | läget
2019-02-06 |            | 2019-02-06 | beslutad  | 0     | klar i tid
2019-02-06 |            | 2019-02-05 | beslutad  | 0     | klar i tid
2019-02-06 |            | 2019-02-07 | beslutad  | 1     | klar, 1 dag sen
2019-03-01 | 2019-03-31 | 2019-04-05 | genomförd | 5     | klar, 5 dagar sen
2019-03-01 | 2019-03-31 |            | pågår     | 20    | 20 dagar sen
2019-04-20 |            |            | planerad  | 0     | i tid
2019-04-19 |            |            | planerad  | 1     | 1 dag sen
2019-04-01 |            |            | utgår     | 0     | utgår
           |            |            | planerad  | 0     | utan datum
           |            | 2019-04-01 | genomförd | 0     | klar
"""


@pytest.mark.parametrize("row", STANDINGS.strip().splitlines()[1:])
def test_a_row_is_late_by_the_days_between_plan_and_fact_or_today(row: str) -> None:
    planned, to, actual, status, days, said = (cell.strip() for cell in row.split("|"))
    (one,) = plan_of(f"id|organ|ärende|planerat|till|faktiskt|status\nT1|KS|Mål|{planned}|{to}|"
                     f"{actual}|{status}")  # fmt: skip
    today = date(2019, 4, 20)
    assert (days_late(one, today), how_it_stands(one, today)) == (int(days), said)


def test_overdue_is_what_has_passed_without_having_happened() -> None:
    plan = plan_of(
        """
        id | organ | planerat   | faktiskt   | status
        T1 | KSAU  | 2019-01-16 | 2019-01-16 | genomförd
        T2 | KS    | 2019-02-06 |            | planerad
        T3 | KF    | 2019-02-25 |            | utgår
        T4 | KF    | 2019-03-25 |            | planerad
        """
    )
    assert [one.id for one in overdue(plan, date(2019, 3, 1))] == ["T2"]
    assert list(overdue(plan, date(2019, 2, 6))) == []
    assert latest_day(plan) == date(2019, 1, 16)


@pytest.mark.parametrize(
    ("organ", "level"),
    [
        ("KSAU", "arbetsutskott"),
        ("Kommunstyrelsens arbetsutskott", "arbetsutskott"),
        ("KS", "kommunstyrelse"),
        ("Extra KS", "kommunstyrelse"),
        ("ks", "kommunstyrelse"),
        ("KF", "fullmäktige"),
        ("Kommunfullmäktige", "fullmäktige"),
        ("Strategidag", None),
        ("Medborgardialog", None),
        ("KFN", None),
        ("", None),
    ],
)
def test_an_organ_has_its_place_on_the_way_to_the_council(organ: str, level: str | None) -> None:
    assert level_of(organ) == level


def test_a_row_must_not_come_before_what_it_waits_for() -> None:
    plan = plan_of(
        """
        id | organ           | planerat   | till       | faktiskt   | beror på
        T1 | Medborgardialog | 2019-03-01 | 2019-03-31 |            |
        T2 | KSAU            | 2019-03-20 |            |            | T1
        T3 | KS              | 2019-03-31 |            |            | T1
        T4 | KSAU            | 2019-05-01 |            | 2019-05-01 |
        T5 | KS              | 2019-04-01 |            | 2019-05-02 | T4
        """
    )
    assert [(pair.milestone.id, pair.other.id) for pair in before_dependency(plan)] == [
        ("T2", "T1")
    ]


def test_ids_that_do_not_exist_are_told_however_they_are_typed() -> None:
    plan = plan_of(
        """
        id | organ | planerat   | beror på
        T1 | KSAU  | 2019-01-16 |
        T2 | KS    | 2019-02-06 | t1 ; T9, T8
        """
    )
    assert [(one.id, name) for one, name in unknown_dependencies(plan)] == [
        ("T2", "T9"),
        ("T2", "T8"),
    ]


def test_a_ring_is_told_once_and_by_its_shortest_way() -> None:
    plan = plan_of(
        """
        id | planerat   | beror på
        T1 | 2019-01-16 | T3
        T2 | 2019-01-17 | T1
        T3 | 2019-01-18 | T2; T1
        T4 | 2019-01-19 | T3
        T5 | 2019-01-20 | T5
        """
    )
    assert circles(plan) == (("T1", "T3"), ("T5",))


def test_a_matter_goes_to_the_board_before_the_council() -> None:
    plan = plan_of(
        """
        id | organ    | ärende            | planerat   | status
        T1 | KF       | Nya mål           | 2019-02-25 |
        T2 | KS       | nya  mål.         | 2019-03-06 |
        T3 | KS       | Budget            | 2019-06-04 |
        T4 | KF       | Budget            | 2019-06-04 |
        T5 | KF       | Program           | 2019-09-30 | utgår
        T6 | KS       | Program           | 2019-10-30 |
        T7 | KFN      | Fritidspolitik    | 2019-01-30 |
        T8 | KS       | Fritidspolitik    | 2019-02-30 |
        """.replace("2019-02-30", "2019-02-28")
    )
    assert [(pair.milestone.id, pair.other.id) for pair in council_before_board(plan)] == [
        ("T1", "T2")
    ]


def test_a_matter_that_no_board_prepares_is_told_unless_it_rests_on_one() -> None:
    plan = plan_of(
        """
        id | organ | ärende          | planerat   | beror på
        T1 | KS    | Förslag till mål | 2019-05-08 |
        T2 | KF    | Mål              | 2019-06-24 | T1
        T3 | KF    | Budget           | 2019-11-25 | T2
        """
    )
    assert [one.id for one in unprepared(plan)] == ["T3"]


def test_of_two_rows_with_one_id_the_first_is_meant() -> None:
    plan = plan_of(
        """
        id | organ
        T1 | KS
        T1 | KF
        """
    )
    assert by_id(plan)["T1"].organ == "KS"


def test_a_year_has_the_rows_with_a_day_in_it_in_order_of_time() -> None:
    plan = plan_of(
        """
        id | planerat   | till       | faktiskt
        T1 | 2019-06-01 |            |
        T2 | 2018-12-01 | 2019-01-31 |
        T3 | 2020-01-15 |            |
        T4 | 2018-11-01 |            | 2019-02-01
        T5 |            |            |
        """
    )
    assert [one.id for one in plan_of_year(plan, 2019)] == ["T4", "T2", "T1"]
