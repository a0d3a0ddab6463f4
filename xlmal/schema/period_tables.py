"""The tables around the council's goals: decisions, successors, programme and contributions."""

from __future__ import annotations

from xlmal.domain.choices import Expectation
from xlmal.domain.period import GoalDecision, GoalSuccession
from xlmal.domain.programme import Contribution, GoalProgramme, Programme
from xlmal.schema.columns import Lookup, Table, columns_of, looked_up

_COUNCIL_GOALS = "tblOvergripandeMal"
_ALWAYS = frozenset(Expectation)

GOAL_DECISIONS = Table(
    "tblMalbeslut",
    "Målbeslut",
    GoalDecision,
    ("Mål-ID", "Datum", "Slag"),
    columns_of(
        GoalDecision,
        ("Mål-ID", "goal", {"target": _COUNCIL_GOALS, "list_name": "listaOvergripandeMal"}),
        looked_up("Mål", Lookup("Mål-ID", _COUNCIL_GOALS, "Mål")),
        (
            "Slag",
            "kind",
            {"list_name": "listaMalbeslut", "help": "Vad beslutet innebar för målet."},
        ),
        ("Organ", "organ", {"help": "Den som beslutade, till exempel KF."}),
        ("Datum", "decided_on", {"help": "Dagen för beslutet, till exempel 2018-11-26."}),
        ("Paragraf", "paragraph", {"help": "Beslutets paragraf, till exempel § 98."}),
        ("Gäller från", "valid_from", {"help": "Första året efter beslutet."}),
        ("Gäller till", "valid_to", {"help": "Sista året efter beslutet."}),
        (
            "Omprövas senast",
            "redecide_by",
            {"help": "Året då fullmäktige senast ska pröva målet på nytt, halvvägs i perioden."},
        ),
        ("Anmärkning", "note"),
    ),
)

SUCCESSIONS = Table(
    "tblMalkarta",
    "Målkarta",
    GoalSuccession,
    ("Gammalt mål",),
    columns_of(
        GoalSuccession,
        ("Gammalt mål", "old", {"target": _COUNCIL_GOALS, "list_name": "listaOvergripandeMal"}),
        looked_up("Gammal lydelse", Lookup("Gammalt mål", _COUNCIL_GOALS, "Mål")),
        (
            "Nya mål",
            "new",
            {"help": "De mål som tar vid, med semikolon emellan: K11; K12. Tomt: inget tar vid."},
        ),
        (
            "Anmärkning",
            "note",
            {"help": "Vad som förs vidare. Tar inget mål vid: skriv varför målet upphör."},
        ),
    ),
)

PROGRAMMES = Table(
    "tblProgram",
    "Program",
    Programme,
    ("Namn",),
    columns_of(
        Programme,
        ("Namn", "name", {"help": "Vad programmet heter. Ett nytt namn får en ny rad."}),
        ("Gäller från", "valid_from"),
        ("Gäller till", "valid_to"),
        ("Beslut", "decision", {"help": "Organ, datum och paragraf."}),
        ("Vision", "vision"),
        ("Värdegrund", "values"),
        ("Anmärkning", "note"),
    ),
)

GOAL_PROGRAMMES = Table(
    "tblProgramtexter",
    "Programtexter",
    GoalProgramme,
    ("Mål-ID",),
    columns_of(
        GoalProgramme,
        ("Mål-ID", "goal", {"target": _COUNCIL_GOALS, "list_name": "listaOvergripandeMal"}),
        looked_up("Mål", Lookup("Mål-ID", _COUNCIL_GOALS, "Mål")),
        ("Innebörd", "meaning", {"help": "Vad målet betyder för den som bor här."}),
        ("Syfte", "purpose", {"help": "Varför målet finns."}),
        ("Strategi", "strategy", {"help": "Hur kommunen ska nå dit."}),
        ("Uppföljning", "follow_up", {"help": "Hur och när målet följs upp."}),
        ("Målgrupper", "target_groups", {"help": "Med semikolon emellan."}),
        (
            "Fokusområden",
            "focus_areas",
            {"help": "Områden där flera nämnder arbetar tillsammans, med semikolon emellan."},
        ),
    ),
)

CONTRIBUTIONS = Table(
    "tblBidrag",
    "Bidrag",
    Contribution,
    ("Nämnd/bolag", "Övergripande mål", "Omgång"),
    columns_of(
        Contribution,
        ("Nämnd/bolag", "unit", {"target": "tblNamnder", "list_name": "listaNamnd"}),
        (
            "Övergripande mål",
            "council_goal",
            {"target": _COUNCIL_GOALS, "list_name": "listaOvergripandeMal"},
        ),
        looked_up("Lydelse", Lookup("Övergripande mål", _COUNCIL_GOALS, "Mål")),
        ("Omgång", "round", {"help": "Omgången då bidraget lämnades: 2020-bidrag."}),
        (
            "Så bidrar vi",
            "text",
            {
                "opens": _ALWAYS,
                "help": "Vad ni gör som märks för invånarna. Bidrar ni inte: skriv det och varför.",
            },
        ),
        (
            "Tillsammans med",
            "together_with",
            {"opens": _ALWAYS, "help": "Andra nämnder, bolag eller parter som behövs."},
        ),
    ),
)

#: By the municipality's fields; a master built before lacks them.
PERIOD_TABLES: dict[str, Table] = {
    "goal_decisions": GOAL_DECISIONS,
    "successions": SUCCESSIONS,
    "programmes": PROGRAMMES,
    "goal_programmes": GOAL_PROGRAMMES,
    "contributions": CONTRIBUTIONS,
}
