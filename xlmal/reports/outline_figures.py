"""The sections that measure the steering itself: prognoses against outcomes, and the goals."""

from __future__ import annotations

from xlmal.domain.accuracy import Accuracy
from xlmal.domain.choices import RoundKind
from xlmal.domain.goal_statistics import DEFINITION, GoalStatistics
from xlmal.domain.numbers import percent
from xlmal.reports.blocks import Bars, Column, Grid, Paint, Section, Series, Text, Value
from xlmal.reports.content import ReportContent
from xlmal.reports.shown import Share


def prognosis_accuracy(content: ReportContent) -> Section | None:
    """How good the prognoses were, once the year was known."""
    found = content.accuracy
    if not found:
        return None
    year = found[0].round.year
    units = [one.code for one in (*content.committees, *content.companies)]
    shown = [one for one in found if one.unit in units]
    return Section(
        "traffsakerhet",
        f"Prognosernas träffsäkerhet {year}",
        (
            Text(
                "Nämndernas egna prognoser mot slutligt utfall. Träff: prognosen gav samma status "
                "som utfallet. Skevhet: medelfelet i procent av målvärdet, plus när prognosen var "
                "för ljus. Typiskt fel: medianen av felets storlek i procent av målvärdet. "
                "Beräknade prognoser ingår inte."
            ),
            Grid(
                f"Träffsäkerhet {year}",
                (
                    Column("Nämnd/bolag", 14),
                    Column("Omgång", 24),
                    Column("Prognoser", 9, right=True),
                    Column("Träffar", 9, right=True),
                    Column("Andel träffar", 10, right=True),
                    Column("För ljusa", 9, right=True),
                    Column("För mörka", 9, right=True),
                    Column("Skevhet", 10, right=True),
                    Column("Typiskt fel", 10, right=True),
                ),
                tuple(_accuracy(one) for one in found),
                strong=frozenset(at for at, one in enumerate(found) if not one.unit),
            ),
            _accuracy_bars(shown),
        ),
    )


def _accuracy(one: Accuracy) -> tuple[Value, ...]:
    return (
        one.unit or "Alla",
        one.round.title,
        one.compared,
        one.hits,
        Share(one.hit_rate),
        one.too_bright,
        one.too_dark,
        None if one.bias is None else Share(one.bias, sided=True),
        None if one.typical_error is None else Share(one.typical_error),
    )


def _accuracy_bars(found: list[Accuracy]) -> Bars:
    codes = list(dict.fromkeys(one.unit for one in found))
    rates = {(one.unit, one.round.kind): one.hit_rate for one in found}
    rounds = {one.round.kind: one.round for one in found}
    paint = {RoundKind.D1: Paint.SECOND, RoundKind.D2: Paint.PLAIN}
    told = "; ".join(
        f"{code}: "
        + ", ".join(
            f"{kind} {percent(rates[code, kind])}" for kind in rounds if (code, kind) in rates
        )
        for code in codes
    )
    return Bars(
        "Andel prognoser som förutsåg rätt status",
        f"Stapeldiagram per nämnd och bolag. {told}.",
        tuple(codes),
        tuple(
            Series(
                round_.title,
                paint[kind],
                tuple(Share(rates.get((code, kind), 0.0)).number for code in codes),
            )
            for kind, round_ in rounds.items()
        ),
        stacked=False,
        percent=True,
    )


def goal_figures(content: ReportContent) -> Section:
    """Statistics of the goals themselves."""
    year = content.round.year
    found = content.statistics
    return Section(
        "malen",
        f"Målen i siffror {year}",
        (
            Text(DEFINITION),
            _statistics_grid(f"Målen {year}", found, years=False),
            _statistics_grid("Målen år för år", content.statistics_by_year, years=True),
        ),
    )


def _statistics_grid(caption: str, found: tuple[GoalStatistics, ...], *, years: bool) -> Grid:
    columns = (
        Column("År", 6),
        Column("Vilka mål", 38),
        Column("Antal mål", 9, right=True),
        Column("Mätbara", 9, right=True),
        Column("Andel mätbara", 10, right=True),
        Column("Utan indikator", 10, right=True),
        Column("Utan övergripande mål", 13, right=True),
        Column("Låter som aktivitet", 10, right=True),
        Column("Andel aktiviteter", 10, right=True),
        Column("Oklar lydelse", 9, right=True),
    )
    ordered = sorted(found, key=lambda one: str(one.counted)) if years else found
    return Grid(
        caption,
        columns,
        tuple(
            (
                str(one.year),
                str(one.counted) if one.counted else one.unit,
                one.goals,
                one.measurable,
                Share(one.measurable_share) if one.goals else None,
                one.without_indicator,
                one.orphans,
                one.activities,
                Share(one.activity_share) if one.goals else None,
                one.unclear,
            )
            for one in ordered
        ),
        strong=frozenset(at for at, one in enumerate(ordered) if one.counted and not years),
    )
