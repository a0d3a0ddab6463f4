"""Outcomes (U): what the round expects is there, is a sound value, and is explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlmal.domain.choices import (
    Expectation,
    MeasureKind,
    MissingReason,
    RoundKind,
    RoundStatus,
    ValueStatus,
)
from xlmal.domain.indicators import Outcome
from xlmal.domain.municipality import Municipality
from xlmal.domain.numbers import swedish
from xlmal.domain.rounds import Round
from xlmal.finding import Severity
from xlmal.rules.condition import (
    Cell,
    ExcelValue,
    Setting,
    YearStart,
    below,
    both,
    either,
    is_blank,
    is_filled,
    longer_than,
    one_of,
)
from xlmal.rules.measured import (
    ASKS_OUTCOME,
    AVERAGES,
    COMMENT,
    EXPECTED,
    IS_ASKED,
    OUTCOME,
    PROGNOSIS,
    UNIT,
    WHY,
    is_a_share,
    is_implausible,
    is_no_number,
    is_no_yes_or_no,
    misses_without_comment,
)
from xlmal.rules.rule import BookRule, Breach, Example, RowRule
from xlmal.rules.sample import D2, added, without
from xlmal.rules.structure import at, indicators_now, outcomes_now
from xlmal.rules.view import BookView
from xlmal.schema.committee import MEASURED_TO
from xlmal.schema.master import OUTCOMES

WOMEN, MEN, STATUS, DAY = "Kvinnor", "Män", "Värdets status", "Mätdatum"
BY_SEX = "Könsuppdelad"

#: How many times its own span a measure may leave its history before we ask.
FAR_OUTSIDE = 3
_LEAST_HISTORY = 3

_AUGUST: Mapping[str, ExcelValue] = {MEASURED_TO: 43708.0}  # 2019-08-31
_FINAL = {EXPECTED: str(Expectation.FINAL)}
_PERCENT = {UNIT: "%"}

ROW_RULES: tuple[RowRule, ...] = (
    is_no_number("U01", OUTCOME),
    is_no_yes_or_no("U02", OUTCOME),
    is_a_share("U03", OUTCOME),
    is_implausible("U04", OUTCOME),
    is_no_number("U05", WOMEN),
    is_no_number("U06", MEN),
    is_implausible("U07", WOMEN, only_averages=True),
    is_implausible("U08", MEN, only_averages=True),
    RowRule(
        code="U10",
        severity=Severity.WARNING,
        title="Utfallet är ifyllt när omgången väntar sig ett, eller så står det varför.",
        reason="Ett utfall som saknas får aldrig misstas för noll eller för glömska.",
        message="omgången väntar sig {Väntas} men utfall saknas, så indikatorn räknas som ej "
        "rapporterad. Fyll i utfallet, eller välj varför det saknas i Varför saknas värde.",
        native_text="utfall, eller varför det saknas",
        table=OUTCOMES,
        marks=OUTCOME,
        broken=both(ASKS_OUTCOME, is_blank(OUTCOME), is_blank(WHY)),
        example=Example({**_FINAL, WHY: None}, {OUTCOME: None}, {OUTCOME: 0.0}),
        completes=True,
    ),
    RowRule(
        code="U11",
        severity=Severity.WARNING,
        title="Den som väljer annat, se kommentar har skrivit en kommentar.",
        reason="Annars vet ingen varför värdet saknas.",
        message="skälet är {Varför saknas värde} men kommentar saknas. Skriv varför värdet saknas.",
        native_text="kommentar om varför värdet saknas",
        table=OUTCOMES,
        marks=COMMENT,
        broken=both(one_of(WHY, MissingReason.OTHER), is_blank(COMMENT)),
        example=Example(
            {WHY: str(MissingReason.OTHER)}, {COMMENT: None}, {COMMENT: "Mätaren var trasig"}
        ),
        completes=True,
    ),
    RowRule(
        code="U12",
        severity=Severity.WARNING,
        title="Det står inte både ett utfall och varför det saknas.",
        reason="Två svar som säger emot varandra går inte att lita på.",
        message="det står både ett utfall ({Utfall}) och varför det saknas ({Varför saknas "
        "värde}). Utfallet används. Ta bort det som inte stämmer.",
        native_text="både utfall och skäl att det saknas",
        table=OUTCOMES,
        marks=WHY,
        broken=both(ASKS_OUTCOME, is_filled(OUTCOME), is_filled(WHY)),
        example=Example(
            {**_FINAL, OUTCOME: 82.5}, {WHY: str(MissingReason.TOO_FEW)}, {WHY: None}
        ),
    ),
    RowRule(
        code="U13",
        severity=Severity.WARNING,
        title="Inget värde står i en rad som inte ska mätas denna gång.",
        reason="Värdet bedöms inte, och den som skrev det tror kanske att det gör det.",
        message="indikatorn mäts inte denna gång, så utfallet {Utfall} bedöms inte. Ta bort det, "
        "eller be den som håller i målen att ändra vad omgången väntar sig.",
        native_text="mäts inte denna gång, men ett värde står här",
        table=OUTCOMES,
        marks=OUTCOME,
        broken=both(
            one_of(EXPECTED, Expectation.NOT_MEASURED),
            either(is_filled(OUTCOME), is_filled(PROGNOSIS)),
        ),
        example=Example(
            {EXPECTED: str(Expectation.NOT_MEASURED), PROGNOSIS: None},
            {OUTCOME: 82.5},
            {OUTCOME: None},
        ),
    ),
    RowRule(
        code="U14",
        severity=Severity.NOTE,
        title="Värdets status är ifylld när det finns ett utfall.",
        reason="Läsaren behöver veta om värdet kan ändras.",
        message="värdets status saknas, så utfallet räknas som det omgången väntar sig ({Väntas}). "
        "Välj slutligt eller preliminärt.",
        native_text="Värdets status saknas",
        table=OUTCOMES,
        marks=STATUS,
        broken=both(ASKS_OUTCOME, is_filled(OUTCOME), is_blank(STATUS)),
        example=Example(
            {**_FINAL, OUTCOME: 82.5}, {STATUS: None}, {STATUS: str(ValueStatus.FINAL)}
        ),
    ),
    RowRule(
        code="U15",
        severity=Severity.WARNING,
        title="Ett preliminärt värde där ett slutligt väntas har en kommentar.",
        reason="Den som läser ska veta när det slutliga värdet kommer.",
        message="omgången väntar sig ett slutligt utfall men värdet är preliminärt. Det bedöms "
        "inte som slutligt. Skriv i Kommentar varför, och när det slutliga värdet kommer.",
        native_text="Kommentar: varför är värdet preliminärt?",
        table=OUTCOMES,
        marks=COMMENT,
        broken=both(
            one_of(EXPECTED, Expectation.FINAL),
            one_of(STATUS, ValueStatus.PRELIMINARY),
            is_blank(COMMENT),
        ),
        example=Example(
            {**_FINAL, STATUS: str(ValueStatus.PRELIMINARY)},
            {COMMENT: None},
            {COMMENT: "Slutligt värde kommer i oktober"},
        ),
    ),
    RowRule(
        code="U16",
        severity=Severity.WARNING,
        title="Kvinnor och män är båda ifyllda, eller ingen av dem.",
        reason="Ett ensamt värde går inte att jämföra.",
        message="bara det ena av kvinnor ({Kvinnor}) och män ({Män}) är ifyllt. Fyll i båda, eller "
        "lämna båda tomma.",
        native_text="Kvinnor och Män: fyll i båda",
        table=OUTCOMES,
        marks=WOMEN,
        broken=either(
            both(is_filled(WOMEN), is_blank(MEN)), both(is_blank(WOMEN), is_filled(MEN))
        ),
        example=Example({MEN: 80.0}, {WOMEN: None}, {WOMEN: 85.0}),
    ),
    RowRule(
        code="U17",
        severity=Severity.WARNING,
        title="En könsuppdelad indikator har värden för kvinnor och män.",
        reason="Statistik om människor ska vara uppdelad på kön.",
        message="indikatorn ska delas upp på kvinnor och män, men värdena saknas. Fyll i dem, "
        "eller skriv i Kommentar varför de saknas.",
        native_text="Kvinnor och Män saknas",
        table=OUTCOMES,
        marks=WOMEN,
        broken=both(
            one_of(BY_SEX, "ja"),
            IS_ASKED,
            is_filled(OUTCOME),
            is_blank(WOMEN),
            is_blank(MEN),
            is_blank(COMMENT),
        ),
        example=Example(
            {**_FINAL, BY_SEX: "ja", OUTCOME: 82.0, COMMENT: None},
            {WOMEN: None, MEN: None},
            {WOMEN: 85.0, MEN: 79.0},
        ),
    ),
    RowRule(
        code="U18",
        severity=Severity.WARNING,
        title="Totalen ligger mellan kvinnor och män.",
        reason="Ett genomsnitt kan inte ligga utanför sina delar.",
        message="utfallet {Utfall} ligger inte mellan kvinnor ({Kvinnor}) och män ({Män}). "
        "Kontrollera de tre värdena.",
        native_text="Utfall: ligger inte mellan kvinnor och män",
        table=OUTCOMES,
        marks=OUTCOME,
        broken=both(
            AVERAGES,
            either(
                both(below(OUTCOME, WOMEN), below(OUTCOME, MEN)),
                both(below(WOMEN, OUTCOME), below(MEN, OUTCOME)),
            ),
        ),
        example=Example({**_PERCENT, WOMEN: 85.0, MEN: 79.0}, {OUTCOME: 86.0}, {OUTCOME: 82.0}),
    ),
    misses_without_comment("U19", OUTCOME, ASKS_OUTCOME),
    RowRule(
        code="U20",
        severity=Severity.WARNING,
        title="Kommentaren är inte för lång.",
        reason="Kommentarer förs in i rapporten, som ska gå att läsa.",
        message="kommentaren är längre än {comment_length} tecken. Den läses in men ryms inte i "
        "rapporten. Korta den.",
        native_text="Kommentar: för lång",
        table=OUTCOMES,
        marks=COMMENT,
        broken=longer_than(COMMENT, Setting("comment_length")),
        example=Example({}, {COMMENT: "x" * 1001}, {COMMENT: "x" * 1000}),
    ),
    RowRule(
        code="U21",
        severity=Severity.WARNING,
        title="Mätdatum är inte senare än den dag omgången mäts till.",
        reason="Ett värde från en senare dag hör till nästa omgång.",
        message="mätdatum {Mätdatum} är senare än {Mäts till och med}, som omgången mäts till och "
        "med. Rätta datumet, eller ange det värde som gällde då.",
        native_text="Mätdatum: senare än omgången mäts till",
        table=OUTCOMES,
        marks=DAY,
        broken=below(MEASURED_TO, DAY),
        example=Example(_AUGUST, {DAY: 43709.0}, {DAY: 43708.0}),
    ),
    RowRule(
        code="U22",
        severity=Severity.WARNING,
        title="Mätdatum ligger under omgångens år.",
        reason="Ett äldre värde säger inget om årets mål.",
        message="mätdatum {Mätdatum} ligger före året som omgången gäller. Rätta datumet, eller "
        "skriv i Kommentar varför ett äldre värde används.",
        native_text="Mätdatum: före omgångens år",
        table=OUTCOMES,
        marks=DAY,
        broken=both(below(DAY, YearStart(Cell(MEASURED_TO))), is_blank(COMMENT)),
        example=Example({**_AUGUST, COMMENT: None}, {DAY: 43465.0}, {DAY: 43466.0}),
    ),
    RowRule(
        code="U23",
        severity=Severity.NOTE,
        title="Ett mått som omgången väntar sig sägs inte vara omätt.",
        reason="Antingen har förväntan eller svaret blivit fel.",
        message="omgången väntar sig {Väntas}, men skälet är {Varför saknas värde}. Indikatorn "
        "räknas som inte mätt. Är det riktigt: be den som håller i målen att ändra förväntan.",
        native_text="Varför saknas värde: ett värde väntas",
        table=OUTCOMES,
        marks=WHY,
        broken=both(IS_ASKED, one_of(WHY, MissingReason.NOT_DUE)),
        example=Example(
            _FINAL, {WHY: str(MissingReason.NOT_DUE)}, {WHY: str(MissingReason.NOT_PUBLISHED)}
        ),
    ),
)


def _as_number(value: float | bool | None) -> float | None:
    return None if value is None or isinstance(value, bool) else value


def _falls_over_the_year(view: BookView) -> Iterator[Breach]:
    municipality = view.municipality
    for later in outcomes_now(view):
        indicator = municipality.indicator_by_id.get(later.indicator)
        earlier = municipality.outcome_of.get((later.indicator, Round(view.year, RoundKind.D1)))
        if later.round.kind is not RoundKind.D2 or earlier is None or indicator is None:
            continue
        before, now = _as_number(earlier.outcome), _as_number(later.outcome)
        is_flow = indicator.measure_kind is MeasureKind.FLOW
        if is_flow and before is not None and now is not None and 0 <= now < before:
            yield at("outcomes", later, OUTCOME, now=swedish(now), before=swedish(before))


def _history(municipality: Municipality, outcome: Outcome) -> list[float]:
    """The same round of earlier years, where it was answered with a number."""
    values = (
        _as_number(earlier.outcome)
        for earlier in _by_indicator(municipality).get(outcome.indicator, ())
        if earlier.round.kind is outcome.round.kind and earlier.round.year < outcome.round.year
    )
    return [value for value in values if value is not None]


def _by_indicator(municipality: Municipality) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    for outcome in municipality.outcomes:
        found.setdefault(outcome.indicator, []).append(outcome)
    return found


def _far_outside_history(view: BookView) -> Iterator[Breach]:
    for outcome in outcomes_now(view):
        now = _as_number(outcome.outcome)
        history = _history(view.municipality, outcome) if now is not None else []
        if now is None or len(history) < _LEAST_HISTORY:
            continue
        low, high = min(history), max(history)
        room = FAR_OUTSIDE * (high - low)
        if room and not low - room <= now <= high + room:
            yield at(
                "outcomes",
                outcome,
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
    for indicator in indicators_now(view):
        for round_ in closed:
            asked = municipality.expectation(indicator.id, round_)
            if asked in (None, Expectation.NOT_MEASURED):
                continue
            if (indicator.id, round_) not in municipality.outcome_of:
                header = f"Väntas i {round_.kind}"
                key = (indicator.id, str(view.year))
                yield Breach("targets", key, header, {"asked": asked, "round": round_})


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
        breaks=changed("outcomes", "M1.1", outcome=60.0),
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
)
