"""How many answers a result rests on (U27-): a count, and a note on results that rest on few."""

from __future__ import annotations

from xlmal.finding import Severity
from xlmal.rules.condition import Setting, below, both, either, is_filled, is_number, negation
from xlmal.rules.rule import Example, NativeForm, RowRule
from xlmal.schema.master import OUTCOMES

RESPONDENTS = "Antal svar"

ROW_RULES: tuple[RowRule, ...] = (
    RowRule(
        code="U27",
        severity=Severity.ERROR,
        title="Antal svar är ett antal.",
        reason="Bara ett antal säger hur säkert resultatet är.",
        message="antal svar är {Antal svar}. Uppgiften används inte. Skriv hur många som har "
        "svarat, 0 eller fler, eller lämna cellen tom.",
        native_text="Antal svar: skriv ett antal",
        table=OUTCOMES,
        marks=RESPONDENTS,
        broken=both(
            is_filled(RESPONDENTS),
            either(negation(is_number(RESPONDENTS)), below(RESPONDENTS, 0)),
        ),
        example=Example({}, {RESPONDENTS: -1.0}, {RESPONDENTS: 0.0}),
        native=NativeForm.STRICTER,
        native_reason="ett antal skrivet som text, till exempel 24 st, läses in med en varning",
    ),
    RowRule(
        code="U28",
        severity=Severity.NOTE,
        title="Resultatet bygger på tillräckligt många svar.",
        reason="Med få svar kan några enstaka svar flytta resultatet mycket.",
        message="resultatet bygger på {Antal svar} svar, färre än {least_respondents}. Det märks "
        "ut i rapporten. Skriv gärna i Kommentar hur säkert det är.",
        native_text="Antal svar: få svar, tolka med försiktighet",
        table=OUTCOMES,
        marks=RESPONDENTS,
        broken=below(RESPONDENTS, Setting("least_respondents")),
        example=Example({}, {RESPONDENTS: 29.0}, {RESPONDENTS: 30.0}),
    ),
)
