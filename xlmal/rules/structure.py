"""References between the tables (S): everything that is named exists, and years run forwards."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from typing import Protocol

from xlmal.domain.choices import RoundKind
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.domain.units import Contact
from xlmal.finding import Severity
from xlmal.rules.facts import (
    at,
    goals_now,
    indicators,
    indicators_now,
    outcomes_now,
    targets_now,
    unknown,
    unknown_named,
)
from xlmal.rules.rule import BookRule, Breach
from xlmal.rules.sample import YEAR, added, changed
from xlmal.rules.view import BookView


class _Lasting(Protocol):
    """A fact that holds from one year to another."""

    @property
    def valid_from(self) -> int | None: ...
    @property
    def valid_to(self) -> int | None: ...


def _answerers(municipality: Municipality) -> Container[object]:
    return {
        *municipality.unit_by_code,
        *(provider.code for provider in municipality.providers),
    }


def _ended_unit(view: BookView) -> Iterator[Breach]:
    for goal in goals_now(view):
        unit = view.municipality.unit_by_code.get(goal.unit)
        if unit and not unit.is_valid(view.year):
            heir = f"Efterträdare är {unit.successor}. " if unit.successor else ""
            yield at("unit_goals", goal, "Nämnd/bolag", unit=unit.code, year=view.year, heir=heir)


def _backwards(view: BookView) -> Iterator[Breach]:
    municipality = view.municipality
    for table, facts in (
        ("units", municipality.units),
        ("council_goals", municipality.council_goals),
        ("unit_goals", municipality.unit_goals),
    ):
        for fact in facts:
            if _runs_backwards(fact):
                yield at(table, fact, "Gäller till", first=fact.valid_from, last=fact.valid_to)


def _runs_backwards(fact: _Lasting) -> bool:
    return None not in (fact.valid_from, fact.valid_to) and (fact.valid_from or 0) > (
        fact.valid_to or 0
    )


def _two_meanings(view: BookView) -> Iterator[Breach]:
    for provider in view.municipality.providers:
        if provider.code in view.municipality.unit_by_code:
            yield at("providers", provider, "Kod", code=provider.code)


def _days_out_of_order(view: BookView) -> Iterator[Breach]:
    for occasion in view.municipality.occasions:
        if occasion.round.year != view.year:
            continue
        days = (occasion.measured_to, occasion.last_day, occasion.council_day)
        given = [day for day in days if day]
        if given != sorted(given):
            yield at("occasions", occasion, "Sista dag", round=occasion.round)


_NOT_COUNTED = (
    "{named} finns inte på {sheet}. Raden räknas inte med. Rätta {column}, eller lägg till det som "
    "saknas."
)


def _reference(
    code: str, title: str, sheet: str, column: str, example: str, **more: object
) -> BookRule:
    return BookRule(
        code=code,
        severity=Severity.ERROR,
        title=title,
        reason="Det som pekar på något som inte finns kommer inte med i någon summa.",
        message=_NOT_COUNTED.replace("{sheet}", f"bladet {sheet}").replace("{column}", column),
        example=example,
        **more,  # type: ignore[arg-type]
    )


_FLOWING = Round(YEAR, RoundKind.D2)

BOOK_RULES: tuple[BookRule, ...] = (
    _reference(
        "S01",
        "Nämndmålets nämnd eller bolag finns.",
        "Nämnder",
        "Nämnd/bolag",
        "Målet hör till TN, som inte står på bladet Nämnder",
        check_book=unknown("unit_goals", "unit", goals_now, lambda all_: all_.unit_by_code),
        breaks=changed("unit_goals", "M13", unit="TN"),
    ),
    BookRule(
        code="S02",
        severity=Severity.WARNING,
        title="Målets nämnd eller bolag finns kvar under året.",
        reason="En nämnd som har upphört kan inte rapportera.",
        message="{unit} gäller inte {year}. Målet skickas inte till någon. {heir}Byt Nämnd/bolag "
        "på målet, eller ange vilket år målet upphör.",
        check_book=_ended_unit,
        example="Målet hör till en nämnd som upphörde året före",
        breaks=changed("units", "BAB", valid_to=YEAR - 1, successor="KS"),
    ),
    _reference(
        "S03",
        "Efterträdaren finns.",
        "Nämnder",
        "Efterträdare",
        "Efterträdaren SBN står inte på bladet Nämnder",
        check_book=unknown(
            "units",
            "successor",
            lambda view: view.municipality.units,
            lambda all_: all_.unit_by_code,
        ),
        breaks=changed("units", "BAB", successor="SBN"),
    ),
    BookRule(
        code="S04",
        severity=Severity.ERROR,
        title="Gäller till är inte före Gäller från.",
        reason="En giltighet som slutar innan den börjar gör att raden aldrig gäller.",
        message="raden gäller från {first} men bara till {last}, så den räknas aldrig med. Rätta "
        "ett av åren.",
        check_book=_backwards,
        example="Gäller från 2019, Gäller till 2018",
        breaks=changed("unit_goals", "M13", valid_from=YEAR + 1, valid_to=YEAR),
    ),
    _reference(
        "S05",
        "Indikatorns mål finns.",
        "Nämndmål",
        "Mål-ID",
        "Indikatorn hör till M99, som inte står på bladet Nämndmål",
        check_book=unknown_named("indicators", "goal", indicators, lambda all_: all_.goal_by_id),
        breaks=added("indicators", Indicator(id="M99.1", goal="M99", name="Väntetid")),
    ),
    _reference(
        "S06",
        "Målvärdets indikator finns.",
        "Indikatorer",
        "Indikator-ID",
        "Målvärdet hör till M99.1, som inte står på bladet Indikatorer",
        check_book=unknown_named(
            "targets", "indicator", targets_now, lambda all_: all_.indicator_by_id
        ),
        breaks=added("targets", YearTarget(indicator="M99.1", year=YEAR, target=1.0)),
    ),
    _reference(
        "S07",
        "Utfallets indikator finns.",
        "Indikatorer",
        "Indikator-ID",
        "Utfallet hör till M99.1, som inte står på bladet Indikatorer",
        check_book=unknown_named(
            "outcomes", "indicator", outcomes_now, lambda all_: all_.indicator_by_id
        ),
        breaks=added("outcomes", Outcome(indicator="M99.1", round=_FLOWING)),
    ),
    _reference(
        "S08",
        "Utfallets omgång finns.",
        "Rapporttillfällen",
        "Omgång",
        "Utfallet hör till 2019-ÅR, som inte står på bladet Rapporttillfällen",
        check_book=unknown_named("outcomes", "round", outcomes_now, lambda all_: all_.occasion_of),
        breaks=added("outcomes", Outcome(indicator="M1.1", round=Round(YEAR, RoundKind.YEAR))),
    ),
    _reference(
        "S09",
        "Den som lämnar uppgiften finns.",
        "Nämnder eller Uppgiftslämnare",
        "Lämnas av",
        "Uppgiften lämnas av EKO, som varken är nämnd eller uppgiftslämnare",
        check_book=unknown_named("indicators", "provider", indicators_now, _answerers),
        breaks=changed("indicators", "M1.1", provider="EKO"),
    ),
    BookRule(
        code="S10",
        severity=Severity.ERROR,
        title="En uppgiftslämnares kod är inte också en nämnds.",
        reason="Koden avgör vem som får vilken fil.",
        message="{code} är både en nämnd eller ett bolag och en uppgiftslämnare, så filerna går "
        "inte att hålla isär. Ge uppgiftslämnaren en annan kod.",
        check_book=_two_meanings,
        example="Uppgiftslämnaren har koden KS, som är kommunstyrelsens",
        breaks=changed("providers", "HR", code="KS"),
    ),
    _reference(
        "S11",
        "Kontaktens nämnd eller bolag finns.",
        "Nämnder",
        "Nämnd/bolag",
        "Kontakten hör till TN, som inte står på bladet Nämnder",
        check_book=unknown("contacts", "unit", lambda view: view.municipality.contacts, _answerers),
        breaks=added("contacts", Contact(unit="TN", role="Controller")),
    ),
    BookRule(
        code="S12",
        severity=Severity.WARNING,
        title="Omgångens dagar kommer i ordning.",
        reason="Dagarna styr vad som mäts och när svaren ska vara inne.",
        message="dagarna för {round} kommer inte i ordning (Mäts till och med, Sista dag, Till "
        "fullmäktige). Rätta den som är fel.",
        check_book=_days_out_of_order,
        example="Sista dag är före Mäts till och med",
        breaks=changed("occasions", _FLOWING, last_day=date(YEAR, 8, 1)),
    ),
)
