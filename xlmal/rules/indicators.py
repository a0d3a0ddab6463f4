"""Indicators (I01-I29): what makes a measure possible to read, judge and trust."""

from __future__ import annotations

from collections.abc import Iterator

from xlmal.domain.choices import Direction
from xlmal.domain.indicators import Indicator
from xlmal.finding import Severity
from xlmal.rules.condition import (
    Setting,
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
from xlmal.rules.facts import at_row, indicators_now
from xlmal.rules.rule import BookRule, Breach, Example, RowRule
from xlmal.rules.sample import added
from xlmal.rules.view import BookView
from xlmal.schema.master import INDICATORS

DIRECTION = "Riktning"
UNIT = "Måttenhet"
LOWEST, HIGHEST = "Rimligt lägst", "Rimligt högst"

ANSWERS_YES_NO = one_of(DIRECTION, Direction.YES_NO)

ROW_RULES: tuple[RowRule, ...] = (
    RowRule(
        code="I01",
        severity=Severity.WARNING,
        title="Indikatorn har en riktning.",
        reason="Utan riktning går det inte att säga om ett värde är bra eller dåligt.",
        message="riktning saknas, så indikatorn kan inte bedömas. Välj högre, lägre, intervall, "
        "bibehålla eller ja/nej.",
        native_text="Riktning saknas",
        table=INDICATORS,
        marks=DIRECTION,
        broken=is_blank(DIRECTION),
        completes=True,
        example=Example({}, {DIRECTION: None}, {DIRECTION: "högre"}),
    ),
    RowRule(
        code="I02",
        severity=Severity.WARNING,
        title="Indikatorn har en måttenhet.",
        reason="Ett tal utan enhet kan missförstås: 0,85 eller 85 procent, kronor eller tusental.",
        message="måttenhet saknas. Skriv till exempel %, antal, dagar eller kr.",
        native_text="Måttenhet saknas",
        table=INDICATORS,
        marks=UNIT,
        broken=both(is_blank(UNIT), either(is_blank(DIRECTION), negation(ANSWERS_YES_NO))),
        completes=True,
        example=Example({DIRECTION: "högre"}, {UNIT: None}, {UNIT: "%"}),
    ),
    RowRule(
        code="I03",
        severity=Severity.WARNING,
        title="Indikatorn har en källa.",
        reason="Den som läser ska kunna kontrollera siffran.",
        message="källa saknas. Skriv varifrån värdet hämtas, till exempel Kolada med nyckelns id.",
        native_text="Källa saknas",
        table=INDICATORS,
        marks="Källa",
        broken=is_blank("Källa"),
        completes=True,
        example=Example({}, {"Källa": None}, {"Källa": "Kolada N15428"}),
    ),
    RowRule(
        code="I04",
        severity=Severity.ERROR,
        title="Det rimligt lägsta är lägre än det rimligt högsta.",
        reason="Annars ligger varje värde utanför det rimliga.",
        message="det rimligt lägsta ({Rimligt lägst}) är inte lägre än det rimligt högsta "
        "({Rimligt högst}). Inget värde kan tas emot. Rätta gränserna.",
        native_text="Rimligt lägst: ska vara under Rimligt högst",
        table=INDICATORS,
        marks=LOWEST,
        broken=at_most(HIGHEST, LOWEST),
        example=Example({HIGHEST: 100.0}, {LOWEST: 100.0}, {LOWEST: 0.0}),
    ),
    RowRule(
        code="I05",
        severity=Severity.WARNING,
        title="Basvärdet ligger inom det rimliga.",
        reason="Basvärdet är det som vägen till målet räknas från.",
        message="basvärdet {Basvärde} ligger utanför det rimliga ({Rimligt lägst} till {Rimligt "
        "högst}). Rätta basvärdet eller gränserna.",
        native_text="Basvärde: utanför det rimliga",
        table=INDICATORS,
        marks="Basvärde",
        broken=outside("Basvärde", LOWEST, HIGHEST),
        example=Example({LOWEST: 60.0, HIGHEST: 98.0}, {"Basvärde": 0.74}, {"Basvärde": 74.0}),
    ),
    RowRule(
        code="I06",
        severity=Severity.ERROR,
        title="Decimaler är 0 till 6.",
        reason="Värden jämförs med målet med så många decimaler.",
        message="antalet decimaler är {Decimaler}. Värdena går inte att jämföra. Skriv ett tal "
        "från 0 till 6.",
        native_text="Decimaler: 0 till 6",
        table=INDICATORS,
        marks="Decimaler",
        broken=either(below("Decimaler", 0), below(6, "Decimaler")),
        example=Example({}, {"Decimaler": 7.0}, {"Decimaler": 6.0}),
    ),
    RowRule(
        code="I07",
        severity=Severity.ERROR,
        title="Indikatorns vikt är större än 0.",
        reason="Vikten avgör hur mycket indikatorn betyder för målet.",
        message="vikten är {Vikt}, så sammanvägningen blir fel. Skriv 1, eller mer om indikatorn "
        "ska väga tyngre.",
        native_text="Vikt: ska vara större än 0",
        table=INDICATORS,
        marks="Vikt",
        broken=at_most("Vikt", 0),
        example=Example({}, {"Vikt": -1.0}, {"Vikt": 1.0}),
    ),
    RowRule(
        code="I08",
        severity=Severity.ERROR,
        title="Toleransen är inte negativ.",
        reason="Toleransen är ett avstånd från målvärdet.",
        message="toleransen är {Tolerans}, så indikatorn kan inte bedömas. Skriv 0 eller ett "
        "större tal.",
        native_text="Tolerans: ska vara 0 eller mer",
        table=INDICATORS,
        marks="Tolerans",
        broken=below("Tolerans", 0),
        example=Example({}, {"Tolerans": -2.0}, {"Tolerans": 2.0}),
    ),
    RowRule(
        code="I09",
        severity=Severity.NOTE,
        title="En indikator som ska bibehållas har en tolerans.",
        reason="Utan tolerans måste värdet vara exakt detsamma som målvärdet.",
        message="riktningen är bibehålla men tolerans saknas, så bara exakt samma värde räknas "
        "som uppfyllt. Ange hur stor avvikelse som godtas.",
        native_text="Tolerans saknas",
        table=INDICATORS,
        marks="Tolerans",
        broken=both(one_of(DIRECTION, Direction.KEEP), is_blank("Tolerans")),
        example=Example({DIRECTION: "bibehålla"}, {"Tolerans": None}, {"Tolerans": 0.0}),
    ),
    RowRule(
        code="I10",
        severity=Severity.NOTE,
        title="Ett basvärde har ett basår.",
        reason="Läsaren behöver veta vilket år utvecklingen räknas från.",
        message="basvärdet {Basvärde} saknar basår. Skriv vilket år det gäller.",
        native_text="Basår saknas",
        table=INDICATORS,
        marks="Basår",
        broken=both(is_filled("Basvärde"), is_blank("Basår")),
        example=Example({"Basvärde": 74.0}, {"Basår": None}, {"Basår": 2018.0}),
    ),
    RowRule(
        code="I11",
        severity=Severity.WARNING,
        title="Basåret är inte senare än året som styrs.",
        reason="Ett basvärde är där man började.",
        message="basåret {Basår} ligger efter {year}. Rätta basåret.",
        native_text="Basår: ligger i framtiden",
        table=INDICATORS,
        marks="Basår",
        broken=below(Setting("year"), "Basår"),
        example=Example({}, {"Basår": 2091.0}, {"Basår": 2019.0}),
    ),
    RowRule(
        code="I12",
        severity=Severity.NOTE,
        title="Indikatorn har rimliga gränser.",
        reason="Med gränser upptäcks ett fel tecken, eller 0,85 i stället för 85, direkt.",
        message="rimligt lägst och rimligt högst saknas, så orimliga värden upptäcks inte. Ange "
        "gränser som ett riktigt värde aldrig passerar.",
        native_text="Rimliga gränser saknas",
        table=INDICATORS,
        marks=LOWEST,
        broken=both(
            is_blank(LOWEST),
            is_blank(HIGHEST),
            negation(ANSWERS_YES_NO),
        ),
        example=Example({DIRECTION: "lägre", HIGHEST: None}, {LOWEST: None}, {LOWEST: 0.0}),
    ),
    RowRule(
        code="I13",
        severity=Severity.WARNING,
        title="En indikator som besvaras med ja eller nej är inte könsuppdelad.",
        reason="Kvinnor och män anges som tal.",
        message="indikatorn besvaras med ja eller nej men är markerad som könsuppdelad. Kvinnor "
        "och män används inte. Ändra Könsuppdelad till nej.",
        native_text="Könsuppdelad: gäller inte ja/nej",
        table=INDICATORS,
        marks="Könsuppdelad",
        broken=both(ANSWERS_YES_NO, one_of("Könsuppdelad", "ja")),
        example=Example({DIRECTION: "ja/nej"}, {"Könsuppdelad": "ja"}, {"Könsuppdelad": "nej"}),
    ),
    RowRule(
        code="I14",
        severity=Severity.ERROR,
        title="Basvärdet är av samma slag som riktningen.",
        reason="Vägen från basvärdet räknas med tal.",
        message="basvärdet är {Basvärde} men riktningen är {Riktning}, så det används inte. Skriv "
        "ett tal, eller ja/nej när riktningen är ja/nej.",
        native_text="Basvärde: stämmer inte med riktningen",
        table=INDICATORS,
        marks="Basvärde",
        broken=both(
            is_filled("Basvärde"),
            either(
                both(ANSWERS_YES_NO, is_number("Basvärde")),
                both(negation(ANSWERS_YES_NO), negation(is_number("Basvärde"))),
            ),
        ),
        example=Example({DIRECTION: "högre"}, {"Basvärde": "nej"}, {"Basvärde": 74.0}),
    ),
)


def _same_name(view: BookView) -> Iterator[Breach]:
    seen: dict[tuple[str, str], str] = {}
    for id_, goal, name in indicators_now(view, "id", "goal", "name"):
        said = (goal, " ".join(name.casefold().split()))
        first = seen.setdefault(said, id_)
        if first != id_:
            yield at_row("indicators", [id_], "Indikator", first=first)


BOOK_RULES: tuple[BookRule, ...] = (
    BookRule(
        code="I21",
        severity=Severity.WARNING,
        title="Ett mål mäts inte två gånger med samma indikator.",
        reason="En indikator som står två gånger räknas dubbelt.",
        message="indikatorn heter likadant som {first}. Ta bort en, eller skriv vad som skiljer.",
        check_book=_same_name,
        example="M13.2 heter som M13.1",
        breaks=added("indicators", Indicator(id="M13.2", goal="M13", name="Antal  besök")),
    ),
)
