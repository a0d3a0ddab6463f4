"""How a goal is worded (M19-M20): an effect or an activity. A suggestion, never a gate."""

from __future__ import annotations

from typing import Final

from xlmal.domain.wording import OPENINGS, Verdict, verdict_of
from xlmal.finding import Severity
from xlmal.rules.condition import begins_with, both, is_filled, negation
from xlmal.rules.nodes import ExcelValue
from xlmal.rules.rule import Example, NativeForm, RowRule
from xlmal.schema.master import UNIT_GOALS

WORDING: Final = "Mål"

#: Beside a goal, in Python only: why it sounds like an activity; blank when it does not.
ACTIVITY_SIGN: Final = "Tecken på aktivitet"

_ADVICE = "Säg hellre vad som ska bli annorlunda, och för vem. Det är ett förslag."
_OPENS = begins_with(WORDING, *OPENINGS)

ROW_RULES: tuple[RowRule, ...] = (
    RowRule(
        code="M19",
        severity=Severity.NOTE,
        title="Målet börjar inte med ett ord för vad ni själva gör.",
        reason="Ett mål ska säga vilken effekt det har för dem det är till för. Det ni gör för att "
        "nå dit hör hemma i verksamhetsplanen.",
        message="lydelsen börjar med ett ord för vad ni gör, så målet låter som en aktivitet. "
        + _ADVICE,
        native_text="Mål: låter som en aktivitet",
        table=UNIT_GOALS,
        marks=WORDING,
        broken=_OPENS,
        hints=True,
        example=Example(
            {},
            {WORDING: "Ta fram en plan mot ensamhet bland äldre"},
            {WORDING: "Färre äldre känner sig ensamma"},
        ),
    ),
    RowRule(
        code="M20",
        severity=Severity.NOTE,
        title="Målet är formulerat som en effekt, enligt xlmals språkregler.",
        reason="Ett mål som säger vad ni gör kan nås utan att något blir bättre för någon.",
        message=f"lydelsen låter som en aktivitet: {{{ACTIVITY_SIGN}}}. {_ADVICE}",
        native_text="Mål: låter som en aktivitet",
        table=UNIT_GOALS,
        marks=WORDING,
        broken=both(is_filled(ACTIVITY_SIGN), negation(_OPENS)),
        native=NativeForm.NONE,
        native_reason="vad orden säger tillsammans prövas bara i Validera; Excel känner igen de "
        "vanligaste inledningarna (M19)",
        example=Example(
            {WORDING: "Rutiner för uppföljning ska upprättas"},
            {ACTIVITY_SIGN: "”upprättas” är något som organisationen gör, sagt i passiv form"},
            {ACTIVITY_SIGN: None},
        ),
    ),
)


def activity_sign(text: object) -> ExcelValue:
    """Why a goal sounds like an activity, in words; None when it does not, or is no text."""
    verdict, reasons = verdict_of(text if isinstance(text, str) else "")
    return reasons[0].text if verdict is Verdict.ACTIVITY else None
