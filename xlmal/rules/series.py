"""Answers over time (U30-, P20-): flows only grow, and closed rounds have been answered."""

from __future__ import annotations

from collections.abc import Iterator

from xlmal.domain.choices import Expectation, MeasureKind, RoundKind, RoundStatus
from xlmal.domain.fact_columns import column
from xlmal.domain.indicators import Outcome
from xlmal.domain.municipality import Municipality
from xlmal.domain.numbers import swedish
from xlmal.domain.round_values import aims, answers
from xlmal.domain.rounds import Round
from xlmal.finding import Severity
from xlmal.rules.facts import at_row, indicators, indicators_now, outcomes_now
from xlmal.rules.measured import OUTCOME, PROGNOSIS
from xlmal.rules.rule import BookRule, Breach
from xlmal.rules.sample import D2, added, without
from xlmal.rules.view import BookView

#: How many times its own span a measure may leave its history before we ask.
FAR_OUTSIDE = 3
_LEAST_HISTORY = 3
# A measure that hardly moves has a narrow span: a tenth off is then no slip of the pen.
_FAR_OFF = 0.2


def _as_number(value: float | bool | None) -> float | None:
    return None if value is None or isinstance(value, bool) else value


def _falls_over_the_year(view: BookView) -> Iterator[Breach]:
    earlier = answers(view.municipality, Round(view.year, RoundKind.D1))
    flows = _flows(view)
    for about, round_, later in outcomes_now(view, "indicator", "round", "outcome"):
        if round_.kind is not RoundKind.D2 or about not in earlier or about not in flows:
            continue
        before, now = _as_number(earlier[about].outcome), _as_number(later)
        if before is not None and now is not None and 0 <= now < before:
            key = (about, round_)
            yield at_row("outcomes", key, OUTCOME, now=swedish(now), before=swedish(before))


def _flows(view: BookView) -> set[str]:
    kinds = dict(indicators(view, "id", "measure_kind"))
    return {about for about, kind in kinds.items() if kind is MeasureKind.FLOW}


def _numbers_by_round(municipality: Municipality) -> dict[tuple[str, RoundKind], dict[int, float]]:
    """Each indicator's outcomes that are numbers, by kind of round and year."""
    found: dict[tuple[str, RoundKind], dict[int, float]] = {}
    columns = [column(municipality.outcomes, field) for field in ("indicator", "round", "outcome")]
    for indicator, round_, value in zip(*columns, strict=True):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and isinstance(round_, Round):
            found.setdefault((str(indicator), round_.kind), {})[round_.year] = value
    return found


def _far_outside_history(view: BookView) -> Iterator[Breach]:
    numbers = _numbers_by_round(view.municipality)
    for about, round_, outcome in outcomes_now(view, "indicator", "round", "outcome"):
        now = _as_number(outcome)
        series = numbers.get((about, round_.kind), {})
        history = [value for year, value in series.items() if year < view.year]
        if now is None or len(history) < _LEAST_HISTORY:
            continue
        low, high = min(history), max(history)
        room = FAR_OUTSIDE * (high - low)
        nearest = low if now < low else high
        is_far_off = abs(now - nearest) > _FAR_OFF * abs(nearest)
        if room and is_far_off and not low - room <= now <= high + room:
            yield at_row(
                "outcomes",
                (about, round_),
                OUTCOME,
                now=swedish(now),
                low=swedish(low),
                high=swedish(high),
            )


def _closed_without_answer(view: BookView) -> Iterator[Breach]:
    municipality = view.municipality
    closed = [
        occasion.round
        for occasion in municipality.occasions
        if occasion.round.year == view.year and occasion.status is RoundStatus.CLOSED
    ]
    rounds = [(one, aims(municipality, one), answers(municipality, one)) for one in closed]
    for (indicator,) in indicators_now(view, "id") if rounds else ():
        for round_, aim_of, answered in rounds:
            asked = aim_of[indicator].expectation if indicator in aim_of else None
            if asked in (None, Expectation.NOT_MEASURED) or indicator in answered:
                continue
            header = f"Väntas i {round_.kind}"
            yield at_row("targets", (indicator, view.year), header, asked=asked, round=round_)


def _below_outcome_so_far(view: BookView) -> Iterator[Breach]:
    fields = ("indicator", "round", "outcome", "prognosis")
    flows = _flows(view)
    for about, round_, so_far, foreseen in outcomes_now(view, *fields):
        if so_far is None or foreseen is None or isinstance(so_far, bool):
            continue
        if 0 <= foreseen < so_far and about in flows:
            told = {"foreseen": swedish(foreseen), "so_far": swedish(so_far)}
            yield at_row("outcomes", (about, round_), PROGNOSIS, **told)


BOOK_RULES: tuple[BookRule, ...] = (
    BookRule(
        code="U30",
        severity=Severity.WARNING,
        title="Ett flöde är inte lägre i augusti än i april.",
        reason="Ett flöde räknas från årets början och kan bara växa.",
        message="utfallet {now} är lägre än {before} i D1, fast måttet räknas från årets början. "
        "Kontrollera att värdet gäller hela perioden, eller ändra Sorts mått.",
        check_book=_falls_over_the_year,
        example="Antal besök: 100 i D1, 60 i D2",
        breaks=added("outcomes", Outcome(indicator="M2.1", round=D2, outcome=60.0)),
    ),
    BookRule(
        code="U31",
        severity=Severity.WARNING,
        title="Utfallet liknar tidigare år.",
        reason="Ett värde långt från alla tidigare är oftare ett skrivfel än en händelse.",
        message="utfallet {now} ligger långt utanför tidigare års värden ({low} till {high}) för "
        "samma omgång. Kontrollera det. Stämmer det: skriv i Kommentar vad som har hänt.",
        check_book=_far_outside_history,
        example="190, 200 och 210 tidigare år, 2 050 i år",
        breaks=added("outcomes", Outcome(indicator="M1.1", round=D2, outcome=2050.0)),
    ),
    BookRule(
        code="U32",
        severity=Severity.WARNING,
        title="Alla indikatorer som väntades har ett svar när omgången är stängd.",
        reason="Det som saknas ska synas, inte försvinna.",
        message="{asked} väntades i {round}, men inget svar har kommit in. Indikatorn räknas som "
        "ej rapporterad. Begär in svaret, eller ändra vad omgången väntar sig.",
        check_book=_closed_without_answer,
        example="Omgång 2019-D1 är stängd och indikatorn har ingen rad i Utfall",
        breaks=without("outcomes", "M2.1"),
    ),
    BookRule(
        code="P20",
        severity=Severity.WARNING,
        title="Prognosen för ett flöde är inte lägre än utfallet hittills.",
        reason="Ett flöde räknas från årets början och kan bara växa till årets slut.",
        message="prognosen {foreseen} är lägre än utfallet hittills, {so_far}, fast måttet räknas "
        "från årets början. Kontrollera båda värdena, eller ändra Sorts mått.",
        check_book=_below_outcome_so_far,
        example="205 besök till och med augusti, prognos 150 för helåret",
        breaks=added(
            "outcomes", Outcome(indicator="M2.1", round=D2, outcome=205.0, prognosis=150.0)
        ),
    ),
)
