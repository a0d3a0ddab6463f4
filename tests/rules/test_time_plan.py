"""What is said of the time plan, row by row and over the whole of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.plans import plan_of
from support.rule_tables import broken, broken_in_book, codes, view_of
from xlmal.domain.municipality import Municipality
from xlmal.operations.example.time_plan import time_plan
from xlmal.rules.engine import check_book
from xlmal.rules.sample import sound_municipality
from xlmal.rules.time_plan import BOOK_RULES
from xlmal.schema.master import TIME_PLAN


def with_plan(table: str) -> Municipality:
    return replace(sound_municipality(), time_plan=plan_of(table))


def test_rows_whose_days_status_and_decision_do_not_go_together() -> None:
    assert broken(
        """
        Tidplan-ID | Organ | Ärende   | Planerat datum | Planerat till | Faktiskt datum | Status    | Beslut
        T1         | KSAU  | Nya mål  |                |               |                | planerad  |
        T2         | KS    | Nya mål  | 2019-02-06     |               | 2019-02-06     | beslutad  |
        T3         | KF    | Nya mål  | 2019-02-25     |               |                | genomförd |
        T4         | KF    | Budget   | 2019-02-25     |               | 2019-02-26     | genomförd |
        T5         | KS    | Budget   | 2019-02-25     |               | 2019-02-25     | planerad  |
        T6         | Dialog | Samtal  | 2019-03-31     | 2019-03-01    |                | pågår     |
        """,  # noqa: E501
        TIME_PLAN,
    ) == [
        ("H01", "Tidplan!D2"),
        ("H02", "Tidplan!H3"),
        ("H03", "Tidplan!F4"),
        ("H04", "Tidplan!F5"),
        ("H05", "Tidplan!G6"),
        ("H06", "Tidplan!E7"),
    ]


def test_rows_that_are_as_they_should_be() -> None:
    assert (
        broken(
            """
        Tidplan-ID | Organ  | Ärende  | Planerat datum | Planerat till | Faktiskt datum | Status    | Beslut
        T1         | KS     | Nya mål | 2019-02-06     |               | 2019-02-06     | beslutad  | KS 2019-02-06 § 18
        T2         | KF     | Nya mål | 2019-11-25     |               |                | planerad  |
        T3         | Dialog | Samtal  | 2019-03-01     | 2019-03-31    | 2019-03-31     | genomförd |
        T4         | KF     | Gammalt |                |               |                | utgår     |
        """,  # noqa: E501
            TIME_PLAN,
        )
        == []
    )


SLIPPED = """
id | organ           | ärende   | planerat   | till       | faktiskt   | status    | beror på
T1 | KS              | Nya mål  | 2019-02-06 |            |            | planerad  |
T2 | KF              | Nya mål  | 2019-02-25 |            | 2019-02-25 | genomförd |
T3 | Medborgardialog | Samtal   | 2019-02-01 | 2019-02-20 |            | pågår     |
T4 | KSAU            | Program  | 2019-08-28 |            |            | planerad  |
"""


def test_what_the_plan_itself_shows_has_passed_is_late_without_any_clock() -> None:
    assert broken_in_book(with_plan(SLIPPED)) == [("H20", "Tidplan!D2"), ("H20", "Tidplan!E4")]


def test_the_day_that_somebody_says_it_is_decides() -> None:
    view = replace(view_of(with_plan(SLIPPED)), today=date(2019, 9, 1))
    found = check_book(BOOK_RULES, view)
    assert codes(found) == [
        ("H20", "Tidplan!D2"),
        ("H20", "Tidplan!E4"),
        ("H20", "Tidplan!D5"),
    ]
    assert found[-1].message == (
        "det planerade datumet 2019-08-28 har passerat utan faktiskt datum: 4 dagar sen den "
        "2019-09-01. Fyll i Faktiskt datum, eller planera om det här och det som beror på det."
    )


def test_matters_out_of_order_and_dependencies_that_lead_nowhere() -> None:
    municipality = with_plan(
        """
        id | organ | ärende  | planerat   | beror på
        T1 | KF    | Nya mål | 2019-02-06 |
        T2 | KS    | Nya mål | 2019-02-25 | T9
        T3 | KSAU  | Program | 2019-01-16 | T2
        T4 | KSAU  | Ring    | 2019-03-01 | T5
        T5 | KSAU  | Ring    | 2019-03-01 | T4
        T6 | KF    | Budget  | 2019-11-25 |
        """
    )
    assert broken_in_book(municipality) == [
        ("H21", "Tidplan!D4"),
        ("H22", "Tidplan!J3"),
        ("H23", "Tidplan!J5"),
        ("H24", "Tidplan!D2"),
        ("H25", "Tidplan!B7"),
    ]
    said = {one.code: one.message for one in check_book(BOOK_RULES, view_of(municipality))}
    assert said["H21"].startswith("2019-01-16 är före 2019-02-25, då T2 (KS) som det beror på")
    assert said["H23"].startswith("raderna väntar på varandra i en ring: T4 → T5 → T4.")
    assert said["H24"].startswith(
        "ärendet når fullmäktige 2019-02-06, före kommunstyrelsen i T2 (KS) 2019-02-25."
    )


def test_of_the_memos_path_only_the_budget_lacks_its_way_through_the_board() -> None:
    municipality = replace(sound_municipality(), time_plan=time_plan())
    assert broken_in_book(municipality) == [("H25", "Tidplan!B16")]
