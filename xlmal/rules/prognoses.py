"""Prognoses for the full year (P): there when the round asks for one, sound, and explained."""

from __future__ import annotations

from xlmal.domain.choices import Expectation, MissingReason
from xlmal.finding import Severity
from xlmal.rules.condition import both, is_blank, is_filled, one_of
from xlmal.rules.measured import (
    ASKS_PROGNOSIS,
    EXPECTED,
    OUTCOME,
    PROGNOSIS,
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

_ASKED = {EXPECTED: str(Expectation.PROGNOSIS)}

ROW_RULES: tuple[RowRule, ...] = (
    is_no_number("P01", PROGNOSIS),
    is_no_yes_or_no("P02", PROGNOSIS),
    is_a_share("P03", PROGNOSIS),
    is_implausible("P04", PROGNOSIS),
    RowRule(
        code="P10",
        severity=Severity.WARNING,
        title="Prognosen är ifylld när omgången väntar sig en, eller så står det varför.",
        reason="Delårsrapporten bedömer helåret, och det går inte utan prognos.",
        message="omgången väntar sig en prognos men den saknas, så indikatorn räknas som ej "
        "rapporterad. Fyll i prognosen, eller välj varför den saknas i Varför saknas värde.",
        native_text="prognos, eller varför den saknas",
        table=OUTCOMES,
        marks=PROGNOSIS,
        broken=both(ASKS_PROGNOSIS, is_blank(PROGNOSIS, WHY)),
        example=Example({**_ASKED, WHY: None}, {PROGNOSIS: None}, {PROGNOSIS: 0.0}),
        completes=True,
    ),
    RowRule(
        code="P11",
        severity=Severity.WARNING,
        title="Det står inte både värden och varför de saknas.",
        reason="Två svar som säger emot varandra går inte att lita på.",
        message="utfall ({Utfall}) och prognos ({Prognos}) är ifyllda, men det står också varför "
        "värde saknas ({Varför saknas värde}). Värdena används. Ta bort det som inte stämmer.",
        native_text="både värden och skäl att de saknas",
        table=OUTCOMES,
        marks=WHY,
        broken=both(ASKS_PROGNOSIS, is_filled(PROGNOSIS), is_filled(OUTCOME), is_filled(WHY)),
        example=Example(
            {**_ASKED, OUTCOME: 40.0, PROGNOSIS: 82.5},
            {WHY: str(MissingReason.CANNOT_ASSESS)},
            {WHY: None},
        ),
    ),
    misses_without_comment("P12", PROGNOSIS, ASKS_PROGNOSIS),
    is_not_asked_for("P14", PROGNOSIS),
    RowRule(
        code="P13",
        severity=Severity.NOTE,
        title="Ingen prognos står där ett slutligt utfall väntas.",
        reason="När värdet är slutligt bedöms det, inte prognosen.",
        message="omgången väntar sig ett slutligt utfall. Prognosen {Prognos} bedöms bara om "
        "utfallet saknas. Ta bort den om den inte behövs.",
        native_text="Prognos: väntas inte här",
        table=OUTCOMES,
        marks=PROGNOSIS,
        broken=both(one_of(EXPECTED, Expectation.FINAL), is_filled(OUTCOME), is_filled(PROGNOSIS)),
        example=Example(
            {EXPECTED: str(Expectation.FINAL), OUTCOME: 82.5}, {PROGNOSIS: 85.0}, {PROGNOSIS: None}
        ),
    ),
)
