"""Outcomes (U): what the round expects is there, is a sound value, and is explained."""

from __future__ import annotations

from xlmal.domain.choices import (
    Expectation,
    MissingReason,
    ValueStatus,
)
from xlmal.finding import Severity
from xlmal.rules import measured_day, respondents
from xlmal.rules.condition import (
    Setting,
    both,
    either,
    is_blank,
    is_filled,
    longer_than,
    not_between,
    one_of,
)
from xlmal.rules.measured import (
    ASKS_OUTCOME,
    AVERAGES,
    COMMENT,
    EXPECTED,
    IS_ASKED,
    OUTCOME,
    UNIT,
    WHY,
    is_a_share,
    is_implausible,
    is_no_number,
    is_no_yes_or_no,
    is_not_asked_for,
    misses_without_comment,
)
from xlmal.rules.rule import Example, RowRule
from xlmal.schema.master import OUTCOMES

WOMEN, MEN, STATUS = "Kvinnor", "Män", "Värdets status"
BY_SEX = "Könsuppdelad"

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
    is_a_share("U24", WOMEN),
    is_a_share("U25", MEN),
    *respondents.ROW_RULES,
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
        broken=both(ASKS_OUTCOME, is_blank(OUTCOME, WHY)),
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
        example=Example({**_FINAL, OUTCOME: 82.5}, {WHY: str(MissingReason.TOO_FEW)}, {WHY: None}),
    ),
    is_not_asked_for("U13", OUTCOME),
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
        broken=either(both(is_filled(WOMEN), is_blank(MEN)), both(is_blank(WOMEN), is_filled(MEN))),
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
            is_blank(WOMEN, MEN, COMMENT),
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
            not_between(OUTCOME, WOMEN, MEN),
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
    *measured_day.ROW_RULES,
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
