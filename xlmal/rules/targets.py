"""Targets and what the rounds expect (I20, I30-I49): the aim can be reached, and is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from xlmal.domain.choices import Direction
from xlmal.finding import Severity
from xlmal.rules.condition import (
    at_most,
    below,
    both,
    either,
    is_blank,
    is_filled,
    is_number,
    negation,
    one_of,
    outside,
)
from xlmal.rules.facts import at_row, indicators_now, targets_now
from xlmal.rules.indicators import ANSWERS_YES_NO, DIRECTION, HIGHEST, LOWEST, UNIT
from xlmal.rules.rule import BookRule, Breach, Example, RowRule
from xlmal.rules.sample import without
from xlmal.rules.view import BookView
from xlmal.schema.master import TARGETS

TARGET, UPPER, LIMIT = "Målvärde", "Övre målvärde", "Gräns för delvis"

_UP, _DOWN = one_of(DIRECTION, Direction.HIGHER), one_of(DIRECTION, Direction.LOWER)
_INTERVAL = one_of(DIRECTION, Direction.INTERVAL)
_PERCENT = one_of(UNIT, "%", "procent")


def _expectation(code: str, header: str) -> RowRule:
    taken = {"Väntas i ÅR": "slutligt utfall"}.get(header, "prognos")
    return RowRule(
        code=code,
        severity=Severity.NOTE,
        title=f"{header} är ifyllt.",
        reason="Förväntan avgör vad nämnden ska svara på i omgången.",
        message=f"förväntan saknas och räknas som {taken}. Välj vad omgången väntar sig: prognos, "
        "slutligt utfall, preliminärt utfall eller mäts inte.",
        native_text=f"{header} saknas",
        table=TARGETS,
        marks=header,
        broken=is_blank(header),
        example=Example({}, {header: None}, {header: taken}),
    )


ROW_RULES: tuple[RowRule, ...] = (
    RowRule(
        code="I30",
        severity=Severity.WARNING,
        title="Målvärdet är ifyllt.",
        reason="Utan målvärde kan indikatorn inte bedömas.",
        message="målvärde saknas, så indikatorn kan inte bedömas. Skriv ett tal, eller ja/nej.",
        native_text="Målvärde saknas",
        table=TARGETS,
        marks=TARGET,
        broken=is_blank(TARGET),
        completes=True,
        example=Example({}, {TARGET: None}, {TARGET: 85.0}),
    ),
    RowRule(
        code="I31",
        severity=Severity.ERROR,
        title="Målvärdet är av samma slag som riktningen.",
        reason="Ett tal kan inte jämföras med ja eller nej.",
        message="målvärdet är {Målvärde} men riktningen är {Riktning}, så indikatorn kan inte "
        "bedömas. Skriv ett tal, eller ja/nej när riktningen är ja/nej.",
        native_text="Målvärde: stämmer inte med riktningen",
        table=TARGETS,
        marks=TARGET,
        broken=both(
            is_filled(TARGET),
            either(
                both(ANSWERS_YES_NO, is_number(TARGET)),
                both(negation(ANSWERS_YES_NO), negation(is_number(TARGET))),
            ),
        ),
        example=Example({DIRECTION: "ja/nej"}, {TARGET: 1.0}, {TARGET: "ja"}),
    ),
    RowRule(
        code="I32",
        severity=Severity.ERROR,
        title="Ett målintervall har en övre gräns.",
        reason="Utan övre gräns är intervallet öppet och kan inte bedömas.",
        message="riktningen är intervall men den övre gränsen saknas, så indikatorn kan inte "
        "bedömas. Fyll i Övre målvärde.",
        native_text="Övre målvärde saknas",
        table=TARGETS,
        marks=UPPER,
        broken=both(_INTERVAL, is_number(TARGET), is_blank(UPPER)),
        example=Example({DIRECTION: "intervall", TARGET: 20.0}, {UPPER: None}, {UPPER: 30.0}),
    ),
    RowRule(
        code="I33",
        severity=Severity.ERROR,
        title="Målintervallets övre gräns är högre än den nedre.",
        reason="Annars kan inget värde uppfylla målet.",
        message="den övre gränsen {Övre målvärde} är inte högre än den nedre {Målvärde}. "
        "Indikatorn kan inte bedömas rätt. Rätta gränserna.",
        native_text="Övre målvärde: ska vara över Målvärde",
        table=TARGETS,
        marks=UPPER,
        broken=both(_INTERVAL, at_most(UPPER, TARGET)),
        example=Example({DIRECTION: "intervall", TARGET: 20.0}, {UPPER: 10.0}, {UPPER: 30.0}),
    ),
    RowRule(
        code="I34",
        severity=Severity.NOTE,
        title="Bara ett målintervall har en övre gräns.",
        reason="För andra riktningar används den inte.",
        message="den övre gränsen {Övre målvärde} används inte, eftersom riktningen är "
        "{Riktning}. Ta bort den, eller välj riktningen intervall.",
        native_text="Övre målvärde: används inte",
        table=TARGETS,
        marks=UPPER,
        broken=both(is_filled(UPPER), negation(_INTERVAL)),
        example=Example({DIRECTION: "högre", TARGET: 20.0}, {UPPER: 30.0}, {UPPER: None}),
    ),
    RowRule(
        code="I35",
        severity=Severity.ERROR,
        title="Gränsen för delvis uppfyllt ligger på rätt sida om målvärdet.",
        reason="På fel sida skulle ett värde som klarar målet bara vara delvis uppfyllt.",
        message="gränsen {Gräns för delvis} ligger på fel sida om målvärdet {Målvärde} när "
        "riktningen är {Riktning}. Rätta gränsen, eller lämna den tom.",
        native_text="Gräns för delvis: på fel sida om målvärdet",
        table=TARGETS,
        marks=LIMIT,
        broken=either(both(_UP, below(TARGET, LIMIT)), both(_DOWN, below(LIMIT, TARGET))),
        example=Example({DIRECTION: "högre", TARGET: 85.0}, {LIMIT: 90.0}, {LIMIT: 80.0}),
    ),
    RowRule(
        code="I36",
        severity=Severity.ERROR,
        title="Gränsen för delvis uppfyllt är inte negativ för intervall och bibehålla.",
        reason="Där är gränsen ett avstånd från målet.",
        message="gränsen {Gräns för delvis} är negativ, men för {Riktning} är den ett avstånd. "
        "Indikatorn kan inte bedömas. Skriv 0 eller ett större tal.",
        native_text="Gräns för delvis: ska vara 0 eller mer",
        table=TARGETS,
        marks=LIMIT,
        broken=both(one_of(DIRECTION, Direction.INTERVAL, Direction.KEEP), below(LIMIT, 0)),
        example=Example({DIRECTION: "bibehålla", TARGET: 85.0}, {LIMIT: -5.0}, {LIMIT: 5.0}),
    ),
    RowRule(
        code="I37",
        severity=Severity.WARNING,
        title="Procent anges på skalan 0-100.",
        reason="0,85 och 85 procent blandas lätt ihop, och då blir bedömningen fel.",
        message="målvärdet {Målvärde} är mycket lågt för ett mått i procent. Menas {Målvärde} "
        "gånger 100? Skriv procent på skalan 0-100.",
        native_text="Målvärde: procent anges 0-100",
        table=TARGETS,
        marks=TARGET,
        broken=both(_PERCENT, below(0, TARGET), at_most(TARGET, 1), below(1, LOWEST)),
        example=Example({UNIT: "%", LOWEST: 60.0}, {TARGET: 0.85}, {TARGET: 85.0}),
    ),
    RowRule(
        code="I38",
        severity=Severity.WARNING,
        title="Målvärdet ligger inom det rimliga.",
        reason="Ett värde som når målet ska kunna tas emot.",
        message="målvärdet {Målvärde} ligger utanför det rimliga ({Rimligt lägst} till {Rimligt "
        "högst}). Rätta målvärdet eller indikatorns gränser.",
        native_text="Målvärde: utanför det rimliga",
        table=TARGETS,
        marks=TARGET,
        broken=outside(TARGET, LOWEST, HIGHEST),
        example=Example({LOWEST: 60.0, HIGHEST: 98.0}, {TARGET: 110.0}, {TARGET: 98.0}),
    ),
    RowRule(
        code="I39",
        severity=Severity.NOTE,
        title="Målvärdet är inte redan nått vid basvärdet.",
        reason="Ett mål som redan är nått när det sätts driver ingen förbättring.",
        message="basvärdet {Basvärde} klarar redan målvärdet {Målvärde}. Är målet att behålla "
        "nivån passar riktningen bibehålla bättre.",
        native_text="Målvärde: redan nått vid basvärdet",
        table=TARGETS,
        marks=TARGET,
        broken=either(
            both(_UP, at_most(TARGET, "Basvärde")),
            both(_DOWN, at_most("Basvärde", TARGET)),
        ),
        example=Example({DIRECTION: "högre", "Basvärde": 85.0}, {TARGET: 85.0}, {TARGET: 85.1}),
    ),
    _expectation("I40", "Väntas i D1"),
    _expectation("I41", "Väntas i D2"),
    _expectation("I42", "Väntas i ÅR"),
)


def _without_target(view: BookView) -> Iterator[Breach]:
    aimed_at = {indicator for (indicator,) in targets_now(view, "indicator")}
    for (indicator,) in indicators_now(view, "id"):
        if indicator not in aimed_at:
            yield at_row("indicators", [indicator], "Indikator-ID", year=view.year)


BOOK_RULES: tuple[BookRule, ...] = (
    BookRule(
        code="I20",
        severity=Severity.WARNING,
        title="Indikatorn har ett målvärde för året.",
        reason="Utan målvärde går det inte att säga om målet nås, och inget svar begärs in.",
        message="målvärde för {year} saknas, så indikatorn varken begärs in eller bedöms. Lägg "
        "till en rad på bladet Målvärden.",
        check_book=_without_target,
        example="Indikatorn har ingen rad för 2019 på bladet Målvärden",
        breaks=without("targets", "M13.1"),
    ),
)
