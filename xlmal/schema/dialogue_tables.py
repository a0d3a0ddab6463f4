"""The table of the dialogue with residents."""

from __future__ import annotations

from xlmal.domain.dialogue import DialogueEntry
from xlmal.schema.columns import Table, columns_of

DIALOGUE = Table(
    "tblDialog",
    "Dialog",
    DialogueEntry,
    ("Synpunkt-ID",),
    columns_of(
        DialogueEntry,
        ("Synpunkt-ID", "id", {"help": "Ett id per synpunkt: S1, S2 ... Återanvänds aldrig."}),
        ("Kanal", "channel", {"list_name": "listaKanal", "help": "Hur synpunkten kom in."}),
        ("Datum", "day", {"help": "Dagen då synpunkten lämnades."}),
        ("Målgrupp", "target_group", {"list_name": "listaMalgrupp"}),
        (
            "Synpunkt",
            "text",
            {"help": "Vad som sades. Inga namn, telefonnummer, e-postadresser, personnummer."},
        ),
        (
            "Målområde",
            "goal_area",
            {"help": "Vilket område synpunkten gäller, med samma ord som på Övergripande mål."},
        ),
        (
            "Nyckelord",
            "keywords",
            {"help": "Ord som säger vad målet bör betyda, med komma emellan."},
        ),
        (
            "Övergripande mål",
            "council_goals",
            {"help": "Id för de mål som synpunkten talar om, med semikolon emellan: K11; K12"},
        ),
        (
            "Strategi/program",
            "strategy",
            {
                "list_name": "listaFokusomrade",
                "help": "Det fokusområde i programmet som synpunkten hör till.",
            },
        ),
        (
            "Klassning",
            "classing",
            {
                "list_name": "listaKlassning",
                "help": "förslag: gissat efter ord i texten. Skriv granskad när du har läst.",
            },
        ),
        (
            "Maskat",
            "masked",
            {"by_us": True, "help": "Skrivs av xlmal dialog: vad som maskades i texten."},
        ),
        ("Källa", "source", {"by_us": True, "help": "Skrivs av xlmal dialog: fil och rad."}),
        (
            "Kontrolltal",
            "mark",
            {"by_us": True, "help": "Skrivs av xlmal dialog. Hindrar att samma rad tas in igen."},
        ),
    ),
)
