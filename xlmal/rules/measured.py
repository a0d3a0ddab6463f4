"""What holds of any measured value (Utfall, Prognos): a number of the right kind and size."""

from __future__ import annotations

from xlmal.domain.choices import Direction, Expectation
from xlmal.finding import Severity
from xlmal.rules.condition import (
    Condition,
    both,
    either,
    is_blank,
    is_boolean,
    is_filled,
    is_number,
    negation,
    one_of,
    outside,
    same_number,
)
from xlmal.rules.rule import Example, NativeForm, RowRule
from xlmal.schema.columns import Table
from xlmal.schema.committee import ASKED_FROM, ASKED_TO
from xlmal.schema.master import OUTCOMES

DIRECTION, UNIT, TARGET = "Riktning", "Måttenhet", "Målvärde"
LOWEST, HIGHEST = "Rimligt lägst", "Rimligt högst"
OUTCOME, PROGNOSIS, COMMENT, WHY = "Utfall", "Prognos", "Kommentar", "Varför saknas värde"
EXPECTED = "Väntas"
#: The values that meet the target once they are rounded to the declared decimals; context.
MET_FROM, MET_TO = "Når målet från", "Når målet till"

YES_NO = one_of(DIRECTION, Direction.YES_NO)
NUMERIC = one_of(DIRECTION, Direction.HIGHER, Direction.LOWER, Direction.INTERVAL, Direction.KEEP)
IS_ASKED = one_of(EXPECTED, Expectation.PROGNOSIS, Expectation.FINAL, Expectation.PRELIMINARY)
ASKS_OUTCOME = one_of(EXPECTED, Expectation.FINAL, Expectation.PRELIMINARY)
AT_REST = one_of(EXPECTED, Expectation.NOT_MEASURED)
ASKS_PROGNOSIS = one_of(EXPECTED, Expectation.PROGNOSIS)

#: Units that can be averaged: there the total lies between women and men.
AVERAGING_UNITS = (
    "%", "procent", "poäng", "index", "betyg", "dagar", "timmar", "minuter", "år", "medelvärde",
)  # fmt: skip
AVERAGES = one_of(UNIT, *AVERAGING_UNITS)

_PERCENT = one_of(UNIT, "%", "procent")
_NOT_USED = "Värdet används inte."


def may_be_a_share(header: str) -> Condition:
    """0,85 where nothing tells whether 85 per cent is meant: intake asks what it means."""
    return both(negation(outside(header, ASKED_FROM, ASKED_TO)), negation(same_number(header, 0)))


def is_no_number(code: str, header: str) -> RowRule:
    """The rule that a cell holds a number, where the indicator is not answered by ja or nej."""
    return RowRule(
        code=code,
        severity=Severity.ERROR,
        title=f"{header} är ett tal.",
        reason="Bara ett tal kan jämföras med målvärdet.",
        message=f"{{{header}}} är inget tal. {_NOT_USED} Skriv ett enda tal utan enhet; förbehåll "
        "och intervall skrivs i Kommentar.",
        native_text=f"{header}: skriv ett enda tal",
        table=OUTCOMES,
        marks=header,
        broken=both(is_filled(header), NUMERIC, negation(is_number(header))),
        example=Example({DIRECTION: "högre"}, {header: "ca 80"}, {header: 80.0}),
        native=NativeForm.STRICTER,
        native_reason="ett tal skrivet som text, till exempel 82,5, läses in med en varning",
    )


def is_no_yes_or_no(code: str, header: str) -> RowRule:
    """The rule that a cell holds ja or nej, where that is how the indicator is answered."""
    return RowRule(
        code=code,
        severity=Severity.ERROR,
        title=f"{header} är ja eller nej när indikatorn besvaras så.",
        reason="Målvärdet är ja eller nej, och ett tal kan inte jämföras med det.",
        message=f"{{{header}}} är varken ja eller nej. {_NOT_USED} Skriv ja eller nej.",
        native_text=f"{header}: skriv ja eller nej",
        table=OUTCOMES,
        marks=header,
        broken=both(
            YES_NO,
            negation(is_boolean(header)),
            negation(one_of(header, "ja", "nej")),
        ),
        example=Example({DIRECTION: "ja/nej"}, {header: 1.0}, {header: "ja"}),
    )


def is_a_share(code: str, header: str) -> RowRule:
    """The rule that per cent is written 0-100; the bounds are known where a form is filled in."""
    return RowRule(
        code=code,
        severity=Severity.ERROR,
        title=f"{header} i procent anges på skalan 0-100.",
        reason="0,85 och 85 procent blandas lätt ihop, och då blir bedömningen fel.",
        message=f"{{{header}}} är mycket lågt för ett mått i procent. {_NOT_USED} Menas "
        f"{{{header}}} gånger 100, till exempel 85 i stället för 0,85? Skriv om värdet.",
        native_text=f"{header}: menas 85 i stället för 0,85?",
        table=OUTCOMES,
        marks=header,
        broken=may_be_a_share(header),
        example=Example({ASKED_FROM: -1.0, ASKED_TO: 1.0}, {header: 0.85}, {header: 85.0}),
        native=NativeForm.STRICTER,
        native_reason="en cell i procentformat som visar 85 % läses in som 85",
    )


def is_a_date(code: str, table: Table, header: str) -> RowRule:
    """The rule that a cell holds a date as Excel stores it, not a text."""
    return RowRule(
        code=code,
        severity=Severity.ERROR,
        title=f"{header} är ett datum.",
        reason="Bara ett datum kan jämföras med omgångens dagar.",
        message=f"{{{header}}} är inget datum. {_NOT_USED} Skriv dagen, till exempel 2019-08-31.",
        native_text=f"{header}: skriv ett datum, till exempel 2019-08-31",
        table=table,
        marks=header,
        broken=both(is_filled(header), negation(is_number(header))),
        example=Example({}, {header: "i augusti"}, {header: 43708.0}),
        native=NativeForm.STRICTER,
        native_reason="ett datum skrivet som text, till exempel 31 augusti 2019, läses in med en "
        "varning",
    )


def is_implausible(code: str, header: str, only_averages: bool = False) -> RowRule:
    """The rule that a value is plausible; women and men only where the measure averages."""
    is_out = outside(header, LOWEST, HIGHEST)
    return RowRule(
        code=code,
        severity=Severity.ERROR,
        title=f"{header} ligger inom det rimliga.",
        reason="Ett fel tecken eller en nolla för mycket ska stanna innan det räknas med.",
        message=f"{{{header}}} ligger utanför det rimliga ({{{LOWEST}}} till {{{HIGHEST}}}). "
        f"{_NOT_USED} Rätta det. Stämmer det ändå: skriv det i Kommentar och be den som håller i "
        "målen att vidga gränserna.",
        native_text=f"{header}: utanför det rimliga, kontrollera",
        table=OUTCOMES,
        marks=header,
        broken=both(AVERAGES, is_out) if only_averages else is_out,
        example=Example({UNIT: "%", LOWEST: 60.0, HIGHEST: 98.0}, {header: -82.0}, {header: 82.0}),
    )


def is_not_asked_for(code: str, header: str) -> RowRule:
    """The rule that nothing stands in a row that is not measured this time."""
    return RowRule(
        code=code,
        severity=Severity.WARNING,
        title=f"{header} är tomt när indikatorn inte mäts denna gång.",
        reason="Värdet bedöms inte, och den som skrev det tror kanske att det gör det.",
        message=f"indikatorn mäts inte denna gång, så {{{header}}} bedöms inte. Ta bort det, eller "
        "be den som håller i målen att ändra vad omgången väntar sig.",
        native_text=f"{header}: mäts inte denna gång",
        table=OUTCOMES,
        marks=header,
        broken=both(AT_REST, is_filled(header)),
        at_rest=True,
        example=Example({EXPECTED: str(Expectation.NOT_MEASURED)}, {header: 82.5}, {header: None}),
    )


def misses_without_comment(code: str, header: str, asks: Condition) -> RowRule:
    """The rule that a deviation from the target is explained."""
    the_value = {OUTCOME: "utfallet", PROGNOSIS: "prognosen"}[header]
    return RowRule(
        code=code,
        severity=Severity.WARNING,
        title=f"En kommentar finns när {the_value} inte når målvärdet.",
        reason="Den som läser rapporten frågar först varför målet inte nås.",
        message=f"{{{header}}} når inte målvärdet {{{TARGET}}}, men kommentar saknas. Skriv kort "
        "vad avvikelsen beror på.",
        native_text=f"Kommentar: {the_value} når inte målvärdet",
        table=OUTCOMES,
        marks=COMMENT,
        broken=both(
            asks,
            either(
                outside(header, MET_FROM, MET_TO),
                both(one_of(TARGET, "ja"), one_of(header, "nej")),
                both(one_of(TARGET, "nej"), one_of(header, "ja")),
            ),
            is_blank(COMMENT),
        ),
        example=Example(
            {
                EXPECTED: "prognos" if header == PROGNOSIS else "slutligt utfall",
                TARGET: 85.0,
                MET_FROM: 84.95,
                MET_TO: None,
                COMMENT: None,
            },
            {header: 84.94},
            {header: 84.95},
        ),
    )
