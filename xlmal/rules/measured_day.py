"""The day a value is of (U21-, U26): a date within the round's year, not after its last day."""

from __future__ import annotations

from collections.abc import Mapping

from xlmal.finding import Severity
from xlmal.rules.condition import Cell, ExcelValue, YearStart, below, both, is_blank
from xlmal.rules.measured import COMMENT, is_a_date
from xlmal.rules.rule import Example, RowRule
from xlmal.schema.committee import MEASURED_TO
from xlmal.schema.master import OUTCOMES

DAY = "Mätdatum"

_AUGUST: Mapping[str, ExcelValue] = {MEASURED_TO: 43708.0}  # 2019-08-31

ROW_RULES: tuple[RowRule, ...] = (
    is_a_date("U26", OUTCOMES, DAY),
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
)
