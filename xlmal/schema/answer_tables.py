"""The tables of what came back: outcomes, follow-ups, assessments and receipts."""

from __future__ import annotations

from xlmal.domain.choices import Expectation
from xlmal.domain.followup import GoalFollowUp, OverallAssessment
from xlmal.domain.indicators import Outcome
from xlmal.domain.submissions import MergedValue, Submission
from xlmal.schema.columns import Lookup, Table, columns_of, looked_up

_ASKED = frozenset({Expectation.PROGNOSIS, Expectation.FINAL, Expectation.PRELIMINARY})
_FORESEEN = frozenset({Expectation.PROGNOSIS, Expectation.PRELIMINARY})

OUTCOMES = Table(
    "tblUtfall",
    "Utfall",
    Outcome,
    ("Indikator-ID", "Omgång"),
    columns_of(
        Outcome,
        ("Indikator-ID", "indicator", {"target": "tblIndikatorer"}),
        ("Omgång", "round", {"help": "År och omgång: 2019-D2"}),
        looked_up("Indikator", Lookup("Indikator-ID", "tblIndikatorer", "Indikator")),
        looked_up("Måttenhet", Lookup("Indikator-ID", "tblIndikatorer", "Måttenhet")),
        (
            "Utfall",
            "outcome",
            {
                "opens": _ASKED,
                "help": "Ett enda tal utan enhet, till exempel 82,5. Saknas det: välj varför.",
            },
        ),
        ("Kvinnor", "women", {"opens": _ASKED}),
        ("Män", "men", {"opens": _ASKED}),
        (
            "Prognos",
            "prognosis",
            {"opens": _FORESEEN, "help": "Vad värdet väntas bli vid årets slut: ett enda tal."},
        ),
        ("Värdets status", "value_status", {"list_name": "listaVardestatus", "opens": _ASKED}),
        (
            "Varför saknas värde",
            "missing_reason",
            {"list_name": "listaVarforSaknas", "opens": _ASKED},
        ),
        (
            "Mätdatum",
            "measured_on",
            {"opens": _ASKED, "help": "Dagen värdet avser, till exempel 2019-08-31."},
        ),
        (
            "Antal svar",
            "respondents",
            {
                "opens": _ASKED,
                "help": "För enkäter: hur många svar värdet bygger på. Annars tomt.",
            },
        ),
        (
            "Kommentar",
            "comment",
            {"opens": _ASKED, "help": "Kort: vad ligger bakom siffran? Högst 1 000 tecken."},
        ),
    ),
)

FOLLOW_UPS = Table(
    "tblMaluppfoljning",
    "Måluppföljning",
    GoalFollowUp,
    ("Mål-ID", "Omgång"),
    columns_of(
        GoalFollowUp,
        ("Mål-ID", "goal", {"target": "tblNamndmal"}),
        ("Omgång", "round"),
        looked_up("Nämnd/bolag", Lookup("Mål-ID", "tblNamndmal", "Nämnd/bolag")),
        looked_up("Mål", Lookup("Mål-ID", "tblNamndmal", "Mål")),
        (
            "Bedömning",
            "assessment",
            {
                "list_name": "listaBedomning",
                "opens": _ASKED,
                "help": "Nämndens egen bedömning av målet för helåret.",
            },
        ),
        ("Analys", "analysis", {"opens": _ASKED, "help": "Varför ser det ut så här?"}),
        ("Åtgärd", "action", {"opens": _ASKED, "help": "Vad görs för att nå målet?"}),
        (
            "Ansvarig roll",
            "responsible_role",
            {"opens": _ASKED, "help": "En roll, till exempel rektor. Inget namn."},
        ),
        ("Klart senast", "due", {"opens": _ASKED, "help": "Ett datum, till exempel 2019-12-31."}),
    ),
)

OVERALL = Table(
    "tblSamladBedomning",
    "Samlad bedömning",
    OverallAssessment,
    ("Avser", "Omgång"),
    columns_of(
        OverallAssessment,
        (
            "Avser",
            "subject",
            {
                "list_name": "listaAvser",
                "help": "Ett övergripande måls id, eller God ekonomisk hushållning.",
            },
        ),
        ("Omgång", "round"),
        ("Bedömning", "assessment", {"list_name": "listaBedomning"}),
        ("Motivering", "motivation"),
        ("Roll", "role", {"help": "Vem som gjort bedömningen: en roll, inget namn."}),
        ("Datum", "decided_on"),
    ),
)

SUBMISSIONS = Table(
    "tblInlamning",
    "Inlämning",
    Submission,
    ("SHA-256",),
    columns_of(
        Submission,
        ("Fil", "file"),
        ("Uppgiftslämnare", "provider"),
        ("Omgång", "round"),
        ("Inläst", "received"),
        ("Version", "version"),
        ("Beslut", "decision"),
        ("Rader", "rows"),
        ("Ändrade celler", "changed_cells"),
        ("Konflikter", "conflicts"),
        ("Påpekanden", "findings"),
        ("Anmärkning", "remark"),
        ("Kommentarer i filen", "comments"),
        ("SHA-256", "sha256"),
    ),
)

MERGED = Table(
    "tblSammanslaget",
    "_sammanslaget",
    MergedValue,
    ("Uppgiftslämnare", "Tabell", "Nyckel", "Kolumn"),
    columns_of(
        MergedValue,
        ("Uppgiftslämnare", "provider"),
        ("Tabell", "table"),
        ("Nyckel", "key"),
        ("Kolumn", "column"),
        ("Värde", "value"),
    ),
)
