"""The master workbook's tables: which sheet, which headers, which field each column stores."""

from __future__ import annotations

from collections.abc import Iterable

from xlmal.domain.choices import Expectation
from xlmal.domain.followup import GoalFollowUp, OverallAssessment
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.rounds import ReportingOccasion
from xlmal.domain.submissions import MergedValue, Submission
from xlmal.domain.types import Fact
from xlmal.domain.units import Contact, Provider, Unit
from xlmal.schema.columns import Column, Lookup, Table, calculated, looked_up, stored

#: Raised when headers or tables change meaning; older workbooks are then read by their own version.
SCHEMA_VERSION = 1

_ASKED = frozenset({Expectation.PROGNOSIS, Expectation.FINAL, Expectation.PRELIMINARY})
_FORESEEN = frozenset({Expectation.PROGNOSIS, Expectation.PRELIMINARY})


def _columns(
    model: type[Fact], *rows: tuple[str, str] | tuple[str, str, dict[str, object]] | Column
) -> tuple[Column, ...]:
    return tuple(
        row
        if isinstance(row, Column)
        else stored(model, row[0], row[1], **(row[2] if len(row) == 3 else {}))
        for row in rows
    )


UNITS = Table(
    "tblNamnder",
    "Nämnder",
    Unit,
    ("Nämnd/bolag",),
    _columns(
        Unit,
        (
            "Nämnd/bolag",
            "code",
            {"help": "Kort kod som används i id och filnamn, till exempel KS."},
        ),
        ("Namn", "name", {"help": "Nämndens eller bolagets namn som det står i reglementet."}),
        (
            "Typ",
            "kind",
            {
                "list_name": "listaTyp",
                "help": "Avgör om målen räknas bland nämndernas eller redovisas för sig.",
            },
        ),
        ("Förvaltning", "administration"),
        (
            "Gäller från",
            "valid_from",
            {"help": "Första året, till exempel 2019. Tomt: har alltid funnits."},
        ),
        ("Gäller till", "valid_to", {"help": "Sista året. Tomt: finns kvar."}),
        (
            "Efterträdare",
            "successor",
            {
                "target": "tblNamnder",
                "list_name": "listaNamnd",
                "help": "Vem som tar över när nämnden upphör.",
            },
        ),
    ),
)

PROVIDERS = Table(
    "tblUppgiftslamnare",
    "Uppgiftslämnare",
    Provider,
    ("Kod",),
    _columns(
        Provider,
        ("Kod", "code", {"help": "Kort kod, till exempel HR. Får inte vara samma som en nämnds."}),
        ("Namn", "name"),
        ("Funktionsbrevlåda", "mailbox"),
    ),
)

CONTACTS = Table(
    "tblKontakter",
    "Kontakter",
    Contact,
    ("Nämnd/bolag", "Roll"),
    _columns(
        Contact,
        ("Nämnd/bolag", "unit", {"target": "tblNamnder", "list_name": "listaNamnd"}),
        ("Roll", "role", {"help": "Roll eller funktion, inte en persons namn."}),
        ("Funktionsbrevlåda", "mailbox"),
    ),
)

OCCASIONS = Table(
    "tblRapporttillfallen",
    "Rapporttillfällen",
    ReportingOccasion,
    ("Omgång",),
    _columns(
        ReportingOccasion,
        ("Omgång", "round", {"help": "År och omgång: 2019-D1, 2019-D2 eller 2019-ÅR."}),
        ("Benämning", "title"),
        ("Mäts till och med", "measured_to"),
        ("Sista dag", "last_day", {"help": "Sista dag för nämnderna att lämna in."}),
        ("Till fullmäktige", "council_day"),
        ("Status", "status", {"list_name": "listaOmgangsstatus"}),
    ),
)

COUNCIL_GOALS = Table(
    "tblOvergripandeMal",
    "Övergripande mål",
    CouncilGoal,
    ("Mål-ID",),
    _columns(
        CouncilGoal,
        ("Mål-ID", "id", {"help": "Neutralt id som aldrig återanvänds: K1, K2 ..."}),
        ("Mål", "wording", {"help": "Målets lydelse, ordagrant som i beslutet."}),
        ("Målområde", "goal_area"),
        (
            "Agenda 2030",
            "agenda2030",
            {"help": "Mål eller delmål med semikolon emellan: 8.5; 4; 1.a"},
        ),
        ("Gäller från", "valid_from"),
        ("Gäller till", "valid_to"),
        ("Beslut", "decision", {"help": "Organ, datum och paragraf."}),
    ),
)

UNIT_GOALS = Table(
    "tblNamndmal",
    "Nämndmål",
    UnitGoal,
    ("Mål-ID",),
    _columns(
        UnitGoal,
        (
            "Mål-ID",
            "id",
            {"help": "Neutralt id som följer målet även om det byter nämnd: M1, M2 ..."},
        ),
        ("Nämnd/bolag", "unit", {"target": "tblNamnder", "list_name": "listaNamnd"}),
        ("Mål", "wording", {"help": "Vilken effekt ska målet ha, och för vem?"}),
        (
            "Övergripande mål",
            "council_goal",
            {
                "target": "tblOvergripandeMal",
                "list_name": "listaOvergripandeMal",
                "help": "Id för det övergripande mål som målet bidrar till.",
            },
        ),
        ("Måltyp", "goal_type", {"list_name": "listaMaltyp"}),
        ("God ekonomisk hushållning", "sound_finances", {"list_name": "listaJaNej"}),
        (
            "Agenda 2030",
            "agenda2030",
            {"help": "Mål eller delmål med semikolon emellan: 8.5; 4; 1.a"},
        ),
        ("Målgrupp", "target_group", {"list_name": "listaMalgrupp"}),
        ("Fokusområde", "focus_area", {"list_name": "listaFokusomrade"}),
        (
            "Vikt",
            "weight",
            {"help": "Normalt 1. Högre om målet väger tyngre när målen vägs samman."},
        ),
        ("Gäller från", "valid_from"),
        ("Gäller till", "valid_to"),
        ("Beslut", "decision"),
        calculated(
            "Antal indikatorer", "COUNTIF(tblIndikatorer[Mål-ID],tblNamndmal[[#This Row],[Mål-ID]])"
        ),
    ),
)

INDICATORS = Table(
    "tblIndikatorer",
    "Indikatorer",
    Indicator,
    ("Indikator-ID",),
    _columns(
        Indicator,
        ("Indikator-ID", "id", {"help": "Målets id, punkt och nummer: M17.2"}),
        ("Mål-ID", "goal", {"target": "tblNamndmal"}),
        looked_up("Nämnd/bolag", Lookup("Mål-ID", "tblNamndmal", "Nämnd/bolag")),
        ("Indikator", "name"),
        (
            "Måttenhet",
            "measure_unit",
            {"help": "%, antal, dagar, kr ... Procent anges på skalan 0-100."},
        ),
        ("Decimaler", "decimals", {"help": "Antal decimaler som värdet mäts och jämförs med."}),
        ("Riktning", "direction", {"list_name": "listaRiktning"}),
        ("Sorts mått", "measure_kind", {"list_name": "listaSortsMatt"}),
        ("Basvärde", "baseline"),
        ("Basår", "baseline_year"),
        (
            "Tolerans",
            "tolerance",
            {"help": "Bara för riktningen bibehålla: så långt från målvärdet räknas som uppfyllt."},
        ),
        (
            "Rimligt lägst",
            "plausible_min",
            {"help": "Värden utanför det rimliga tas inte emot utan fråga."},
        ),
        ("Rimligt högst", "plausible_max"),
        ("Vikt", "weight"),
        ("Könsuppdelad", "by_sex", {"list_name": "listaJaNej"}),
        ("Källa", "source"),
        (
            "Lämnas av",
            "provider",
            {
                "list_name": "listaLamnasAv",
                "help": "Fylls i när någon annan än nämnden lämnar uppgiften.",
            },
        ),
    ),
)

TARGETS = Table(
    "tblMalvarden",
    "Målvärden",
    YearTarget,
    ("Indikator-ID", "År"),
    _columns(
        YearTarget,
        ("Indikator-ID", "indicator", {"target": "tblIndikatorer"}),
        ("År", "year"),
        looked_up("Indikator", Lookup("Indikator-ID", "tblIndikatorer", "Indikator")),
        looked_up("Måttenhet", Lookup("Indikator-ID", "tblIndikatorer", "Måttenhet")),
        (
            "Målvärde",
            "target",
            {"help": "Ett tal, eller ja/nej. För intervall: den nedre gränsen."},
        ),
        (
            "Övre målvärde",
            "target_upper",
            {"help": "Bara för riktningen intervall: den övre gränsen."},
        ),
        (
            "Gräns för delvis",
            "partial_limit",
            {
                "help": "Värdet från vilket målet räknas som delvis uppfyllt. Tomt: enligt inställningarna."
            },
        ),
        ("Väntas i D1", "expect_d1", {"list_name": "listaForvantan"}),
        ("Väntas i D2", "expect_d2", {"list_name": "listaForvantan"}),
        ("Väntas i ÅR", "expect_year", {"list_name": "listaForvantan"}),
    ),
)

OUTCOMES = Table(
    "tblUtfall",
    "Utfall",
    Outcome,
    ("Indikator-ID", "Omgång"),
    _columns(
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
                "help": "Ett enda tal utan enhet, till exempel 82,5. Saknas värdet: lämna tomt och välj varför i Varför saknas värde.",
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
    _columns(
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
    _columns(
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
    _columns(
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
        ("SHA-256", "sha256"),
    ),
)

MERGED = Table(
    "tblSammanslaget",
    "_sammanslaget",
    MergedValue,
    ("Uppgiftslämnare", "Tabell", "Nyckel", "Kolumn"),
    _columns(
        MergedValue,
        ("Uppgiftslämnare", "provider"),
        ("Tabell", "table"),
        ("Nyckel", "key"),
        ("Kolumn", "column"),
        ("Värde", "value"),
    ),
)

#: The tables in the order of the sheets; the keys of ``Municipality`` they fill stand beside.
MASTER_TABLES: dict[str, Table] = {
    "units": UNITS,
    "providers": PROVIDERS,
    "contacts": CONTACTS,
    "occasions": OCCASIONS,
    "council_goals": COUNCIL_GOALS,
    "unit_goals": UNIT_GOALS,
    "indicators": INDICATORS,
    "targets": TARGETS,
    "outcomes": OUTCOMES,
    "follow_ups": FOLLOW_UPS,
    "overall": OVERALL,
    "submissions": SUBMISSIONS,
    "merged": MERGED,
}


def table_named(name: str) -> Table | None:
    """The master table with an Excel table name."""
    return next((table for table in MASTER_TABLES.values() if table.name == name), None)


def tables_on(sheet: str) -> Iterable[Table]:
    """The master tables that stand on a sheet."""
    return (table for table in MASTER_TABLES.values() if table.sheet == sheet)
