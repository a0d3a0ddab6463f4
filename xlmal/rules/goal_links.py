"""What a goal stands on (M10-M14, M21, I15): a wording, a council goal that holds, indicators.

What the row itself does not hold, whether the council goal holds and how many indicators there
are, stands beside it: joined in Python, counted by Excel in the files where goals are written.
"""

from __future__ import annotations

from xlmal.finding import Severity
from xlmal.rules.condition import Setting, below, both, is_blank, is_filled, same_number
from xlmal.rules.rule import Example, RowRule
from xlmal.schema.master import INDICATORS, UNIT_GOALS
from xlmal.schema.written import GOAL_HOLDS, INDICATOR_COUNT

WORDING, COUNCIL_GOAL, NAME = "Mål", "Övergripande mål", "Indikator"

ROW_RULES: tuple[RowRule, ...] = (
    RowRule(
        code="M21",
        severity=Severity.ERROR,
        title="Målet har en lydelse.",
        reason="Ett mål utan lydelse säger ingenting, och raden räknas inte med.",
        message="lydelsen saknas, så raden räknas inte med. Skriv vilken effekt målet ska ha, och "
        "för vem, eller töm raden.",
        native_text="Mål: lydelsen saknas",
        table=UNIT_GOALS,
        marks=WORDING,
        broken=is_blank(WORDING),
        example=Example({}, {WORDING: None}, {WORDING: "Fler barn lär sig simma"}),
    ),
    RowRule(
        code="M10",
        severity=Severity.WARNING,
        title="Nämndmålet svarar på ett övergripande mål.",
        reason="Ett nämndmål utan övergripande mål räknas inte in i fullmäktiges mål.",
        message="övergripande mål saknas, så målet räknas inte in i något av fullmäktiges mål. "
        "Ange vilket övergripande mål det bidrar till.",
        native_text="Övergripande mål saknas",
        table=UNIT_GOALS,
        marks=COUNCIL_GOAL,
        broken=both(is_filled(WORDING), is_blank(COUNCIL_GOAL)),
        completes=True,
        example=Example(
            {WORDING: "Fler barn lär sig simma"}, {COUNCIL_GOAL: None}, {COUNCIL_GOAL: "K1"}
        ),
    ),
    RowRule(
        code="M12",
        severity=Severity.WARNING,
        title="Det övergripande målet gäller under året.",
        reason="Nämnderna ska svara på de mål som fullmäktige har beslutat för året.",
        message="{Övergripande mål} gäller inte under året. Välj ett övergripande mål som gäller, "
        "eller ändra dess giltighet.",
        native_text="Övergripande mål: gäller inte under året",
        table=UNIT_GOALS,
        marks=COUNCIL_GOAL,
        broken=both(is_filled(COUNCIL_GOAL), same_number(GOAL_HOLDS, 0)),
        example=Example({COUNCIL_GOAL: "K1"}, {GOAL_HOLDS: 0.0}, {GOAL_HOLDS: 1.0}),
    ),
    RowRule(
        code="M13",
        severity=Severity.WARNING,
        title="Målet mäts av tillräckligt många indikatorer.",
        reason="Ett mål utan indikator går inte att följa upp.",
        message="målet har {Antal indikatorer} indikatorer, minst {least_indicators} ska finnas. "
        "Lägg till en indikator på bladet Indikatorer.",
        native_text="Indikator saknas på bladet Indikatorer",
        table=UNIT_GOALS,
        marks="Mål-ID",
        broken=below(INDICATOR_COUNT, Setting("least_indicators")),
        completes=True,
        example=Example({}, {INDICATOR_COUNT: 0.0}, {INDICATOR_COUNT: 1.0}),
    ),
    RowRule(
        code="M14",
        severity=Severity.WARNING,
        title="Målet mäts inte av för många indikatorer.",
        reason="Många indikatorer gör målet svårt att följa och uppföljningen dyr.",
        message="målet har {Antal indikatorer} indikatorer, högst {most_indicators} bör finnas. "
        "Behåll de som bäst visar om målet nås.",
        native_text="För många indikatorer på bladet Indikatorer",
        table=UNIT_GOALS,
        marks="Mål-ID",
        broken=below(Setting("most_indicators"), INDICATOR_COUNT),
        example=Example({}, {INDICATOR_COUNT: 4.0}, {INDICATOR_COUNT: 3.0}),
    ),
    RowRule(
        code="I15",
        severity=Severity.ERROR,
        title="Indikatorn har en benämning.",
        reason="Ett tal som ingen vet vad det mäter kan inte redovisas.",
        message="benämningen saknas, så raden räknas inte med. Skriv vad som mäts.",
        native_text="Indikator: benämningen saknas",
        table=INDICATORS,
        marks=NAME,
        broken=is_blank(NAME),
        example=Example({}, {NAME: None}, {NAME: "Elever som kan simma"}),
    ),
)
