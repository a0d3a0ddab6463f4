"""The time plan as a whole (H20-): days that have slipped, and matters out of order.

Rules have no clock. What day it is somebody says, else the plan does: the latest day that
something in it has happened on has certainly come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from xlmal.domain.time_plan import (
    Milestone,
    Pair,
    PlanStatus,
    before_dependency,
    circles,
    council_before_board,
    days_late,
    latest_day,
    overdue,
    unknown_dependencies,
    unprepared,
)
from xlmal.finding import Severity
from xlmal.rules.facts import at
from xlmal.rules.rule import BookRule, Breach
from xlmal.rules.sample import YEAR, added
from xlmal.rules.view import BookView

PLANNED, UNTIL, ACTUAL, DEPENDS = "Planerat datum", "Planerat till", "Faktiskt datum", "Beror på"


def today_of(view: BookView) -> date | None:
    """The day that is taken for today: what somebody has said, else what the plan shows."""
    return view.today or latest_day(view.municipality.time_plan)


def _overdue(view: BookView) -> Iterator[Breach]:
    today = today_of(view)
    if today is None:
        return
    for one in overdue(view.municipality.time_plan, today):
        yield at(
            "time_plan",
            one,
            UNTIL if one.planned_to else PLANNED,
            planned=one.last_planned,
            today=today,
            days=_days(days_late(one, today)),
        )


def _unknown(view: BookView) -> Iterator[Breach]:
    for one, named in unknown_dependencies(view.municipality.time_plan):
        yield at("time_plan", one, DEPENDS, named=named)


def _circle(view: BookView) -> Iterator[Breach]:
    plan = view.municipality.time_plan
    for ring in circles(plan):
        first = next(one for one in plan if one.id.upper() == ring[0])
        yield at("time_plan", first, DEPENDS, ring=" → ".join((*ring, ring[0])))


def _pairs(
    find: Callable[[tuple[Milestone, ...]], Iterator[Pair]],
) -> Callable[[BookView], Iterator[Breach]]:
    """The breaches of pairs that a look through the plan finds, at the day to mend."""

    def check(view: BookView) -> Iterator[Breach]:
        for one, other in map(_parts, find(view.municipality.time_plan)):
            yield at(
                "time_plan",
                one,
                ACTUAL if one.actual_on else PLANNED,
                day=one.actual_on or one.planned_on,
                other=f"{other.id} ({other.organ or other.matter})",
                other_day=other.known_day,
            )

    return check


def _parts(pair: Pair) -> tuple[Milestone, Milestone]:
    return pair.milestone, pair.other


def _unprepared(view: BookView) -> Iterator[Breach]:
    for one in unprepared(view.municipality.time_plan):
        yield at("time_plan", one, "Organ", id=one.id)


def _days(count: int) -> str:
    return f"{count} {'dag' if count == 1 else 'dagar'}"


def _row(number: int, organ: str, day: date | None, **more: object) -> Milestone:
    row: dict[str, object] = {"id": f"T{number}", "organ": organ, "matter": "Nya mål"}
    return Milestone.model_validate({**row, "planned_on": day, **more})


_BOARD, _COUNCIL = date(YEAR, 2, 6), date(YEAR, 2, 25)
_HELD: dict[str, object] = {"status": PlanStatus.HELD}

BOOK_RULES: tuple[BookRule, ...] = (
    BookRule(
        code="H20",
        severity=Severity.WARNING,
        title="Inget planerat datum har passerat utan att något har hänt.",
        reason="Tidplanen är till för att en försening ska märkas medan den går att ta igen.",
        message="det planerade datumet {planned} har passerat utan faktiskt datum: {days} sen den "
        f"{{today}}. Fyll i {ACTUAL}, eller planera om det här och det som beror på det.",
        check_book=_overdue,
        example="Planerat 2019-02-06, inget faktiskt datum, och en annan rad hölls 2019-02-25",
        breaks=added(
            "time_plan",
            _row(1, "KS", _BOARD),
            _row(2, "KF", _COUNCIL, actual_on=_COUNCIL, **_HELD),
        ),
    ),
    BookRule(
        code="H21",
        severity=Severity.WARNING,
        title="Inget kommer före det som det beror på.",
        reason="Underlaget måste vara klart när ärendet tas upp.",
        message="{day} är före {other_day}, då {other} som det beror på är klart. Flytta en av "
        f"raderna, eller rätta {DEPENDS}.",
        check_book=_pairs(before_dependency),
        example="T2 är planerad 2019-02-06 men beror på T1, som är planerad 2019-02-25",
        breaks=added(
            "time_plan", _row(1, "KS", _COUNCIL), _row(2, "KSAU", _BOARD, depends_on="T1")
        ),
    ),
    BookRule(
        code="H22",
        severity=Severity.ERROR,
        title="Det som en rad beror på finns i tidplanen.",
        reason="En hänvisning till något som inte finns kan ingen vänta in.",
        message=f"{{named}} finns inte i kolumnen Tidplan-ID. Beroendet räknas inte. Rätta "
        f"{DEPENDS}, eller lägg till raden.",
        check_book=_unknown,
        example="T1 beror på T9, som inte finns",
        breaks=added("time_plan", _row(1, "KS", _BOARD, depends_on="T9")),
    ),
    BookRule(
        code="H23",
        severity=Severity.ERROR,
        title="Inga rader väntar på varandra.",
        reason="Rader som väntar på varandra kan aldrig bli av.",
        message=f"raderna väntar på varandra i en ring: {{ring}}. Ta bort ett av dem i {DEPENDS}.",
        check_book=_circle,
        example="T1 beror på T2, och T2 beror på T1",
        breaks=added(
            "time_plan",
            _row(1, "KSAU", _BOARD, depends_on="T2"),
            _row(2, "KS", _BOARD, depends_on="T1"),
        ),
    ),
    BookRule(
        code="H24",
        severity=Severity.WARNING,
        title="Ett ärende går till kommunstyrelsen före fullmäktige.",
        reason="Kommunstyrelsen ska ha fått yttra sig innan fullmäktige beslutar (KL 5 kap. 28 §).",
        message="ärendet når fullmäktige {day}, före kommunstyrelsen i {other} {other_day}. Byt "
        "ordning, eller skilj ärendena åt om det inte är samma.",
        check_book=_pairs(council_before_board),
        example="KF 2019-02-06 och KS 2019-02-25 i samma ärende",
        breaks=added("time_plan", _row(1, "KF", _BOARD), _row(2, "KS", _COUNCIL)),
    ),
    BookRule(
        code="H25",
        severity=Severity.NOTE,
        title="Ett ärende till fullmäktige har en rad för kommunstyrelsen.",
        reason="Kommunstyrelsen ska ha fått yttra sig innan fullmäktige beslutar (KL 5 kap. 28 §).",
        message="ärendet går till fullmäktige, men ingen rad för kommunstyrelsen har samma ärende "
        f"eller står i {DEPENDS}. Lägg till när kommunstyrelsen tar upp det.",
        check_book=_unprepared,
        example="KF 2019-02-25 utan någon rad för KS i ärendet",
        breaks=added("time_plan", _row(1, "KF", _COUNCIL)),
    ),
)
