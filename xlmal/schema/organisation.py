"""The tables of who answers and when: units, providers, contacts and rounds."""

from __future__ import annotations

from xlmal.domain.rounds import ReportingOccasion
from xlmal.domain.units import Contact, Provider, Unit
from xlmal.schema.columns import Table, columns_of

UNITS = Table(
    "tblNamnder",
    "Nämnder",
    Unit,
    ("Nämnd/bolag",),
    columns_of(
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
    columns_of(
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
    columns_of(
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
    columns_of(
        ReportingOccasion,
        ("Omgång", "round", {"help": "År och omgång: 2019-D1, 2019-D2 eller 2019-ÅR."}),
        ("Benämning", "title"),
        ("Mäts till och med", "measured_to"),
        ("Sista dag", "last_day", {"help": "Sista dag för nämnderna att lämna in."}),
        ("Till fullmäktige", "council_day"),
        ("Status", "status", {"list_name": "listaOmgangsstatus"}),
    ),
)
