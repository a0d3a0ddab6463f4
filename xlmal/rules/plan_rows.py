"""Single rows of the time plan (H01-H06): days, status and decision reference go together."""

from __future__ import annotations

from xlmal.domain.time_plan import PlanStatus
from xlmal.finding import Severity
from xlmal.rules.condition import ExcelValue, below, both, either, is_blank, is_filled, one_of
from xlmal.rules.rule import Example, RowRule
from xlmal.schema.master import TIME_PLAN

MATTER, PLANNED, UNTIL, ACTUAL = "Ärende", "Planerat datum", "Planerat till", "Faktiskt datum"
STATUS, DECISION = "Status", "Beslut"

_FEBRUARY_6: ExcelValue = 43502.0  # 2019-02-06
_FEBRUARY_7: ExcelValue = 43503.0
_OVER = one_of(STATUS, *(status for status in PlanStatus if status.is_over))
_GOES_ON = one_of(STATUS, *(status for status in PlanStatus if status is not PlanStatus.CANCELLED))


ROW_RULES: tuple[RowRule, ...] = (
    RowRule(
        code="H01",
        severity=Severity.WARNING,
        title="Det som står i tidplanen har ett datum.",
        reason="Utan dag går det inte att se om tidplanen håller.",
        message="planerat datum saknas, så raden kommer inte med i bilden av tidplanen. Fyll i "
        f"{PLANNED}, eller sätt {STATUS} till {PlanStatus.CANCELLED}.",
        native_text=f"{PLANNED} saknas",
        table=TIME_PLAN,
        marks=PLANNED,
        broken=both(is_filled(MATTER), is_blank(PLANNED, ACTUAL), _GOES_ON),
        example=Example(
            {MATTER: "Mål 2020-2027", STATUS: str(PlanStatus.PLANNED), ACTUAL: None},
            {PLANNED: None},
            {PLANNED: _FEBRUARY_6},
        ),
    ),
    RowRule(
        code="H02",
        severity=Severity.WARNING,
        title="Ett beslut har en hänvisning till protokollet.",
        reason="Den som läser ska kunna hitta beslutet.",
        message="raden är beslutad men hänvisning saknas. Skriv organ, datum och paragraf i "
        f"{DECISION}, till exempel KF 2019-02-25 § 14.",
        native_text=f"{DECISION} saknas",
        table=TIME_PLAN,
        marks=DECISION,
        broken=both(one_of(STATUS, PlanStatus.DECIDED), is_blank(DECISION)),
        example=Example(
            {STATUS: str(PlanStatus.DECIDED)}, {DECISION: None}, {DECISION: "KF 2019-02-25 § 14"}
        ),
    ),
    RowRule(
        code="H03",
        severity=Severity.WARNING,
        title="Det som är gjort har ett faktiskt datum.",
        reason="Utan dag går det inte att se om det blev försenat.",
        message=f"raden är {{{STATUS}}} men faktiskt datum saknas. Fyll i dagen det hölls eller "
        "blev klart.",
        native_text=f"{ACTUAL} saknas",
        table=TIME_PLAN,
        marks=ACTUAL,
        broken=both(_OVER, is_blank(ACTUAL)),
        example=Example({STATUS: str(PlanStatus.HELD)}, {ACTUAL: None}, {ACTUAL: _FEBRUARY_6}),
    ),
    RowRule(
        code="H04",
        severity=Severity.NOTE,
        title="Det som är gjort blev gjort i tid.",
        reason="En försening tidigt i tidplanen skjuter det som kommer efter.",
        message=f"det blev klart {{{ACTUAL}}}, senare än planerat. Se efter om det som beror på "
        "den här raden behöver flyttas.",
        native_text=f"{ACTUAL}: senare än planerat",
        table=TIME_PLAN,
        marks=ACTUAL,
        broken=either(below(UNTIL, ACTUAL), both(is_blank(UNTIL), below(PLANNED, ACTUAL))),
        example=Example(
            {PLANNED: _FEBRUARY_6, UNTIL: None}, {ACTUAL: _FEBRUARY_7}, {ACTUAL: _FEBRUARY_6}
        ),
    ),
    RowRule(
        code="H05",
        severity=Severity.WARNING,
        title="Det som har ett faktiskt datum är inte bara planerat.",
        reason="Status och datum som säger olika gör tidplanen osäker.",
        message=f"faktiskt datum är {{{ACTUAL}}} men status är {PlanStatus.PLANNED}. Ändra "
        f"{STATUS}, eller ta bort datumet om det inte har hänt än.",
        native_text=f"{STATUS}: har ett faktiskt datum",
        table=TIME_PLAN,
        marks=STATUS,
        broken=both(one_of(STATUS, PlanStatus.PLANNED), is_filled(ACTUAL)),
        example=Example(
            {ACTUAL: _FEBRUARY_6},
            {STATUS: str(PlanStatus.PLANNED)},
            {STATUS: str(PlanStatus.HELD)},
        ),
    ),
    RowRule(
        code="H06",
        severity=Severity.WARNING,
        title="Planerat till är inte före planerat datum.",
        reason="En aktivitet som slutar innan den börjar går inte att följa.",
        message=f"planerat till är {{{UNTIL}}}, före {{{PLANNED}}}. Rätta ett av datumen.",
        native_text=f"{UNTIL}: före {PLANNED}",
        table=TIME_PLAN,
        marks=UNTIL,
        broken=below(UNTIL, PLANNED),
        example=Example({PLANNED: _FEBRUARY_7}, {UNTIL: _FEBRUARY_6}, {UNTIL: _FEBRUARY_7}),
    ),
)
