"""The table of the time plan: organ, matter, days, decision and what each row waits for."""

from __future__ import annotations

from xlmal.domain.time_plan import Milestone
from xlmal.schema.columns import Table, calculated, columns_of

TIME_PLAN = Table(
    "tblTidplan",
    "Tidplan",
    Milestone,
    ("Tidplan-ID",),
    columns_of(
        Milestone,
        ("Tidplan-ID", "id", {"help": "Ett id per rad: T1, T2 ... Andra rader pekar på det."}),
        (
            "Organ",
            "organ",
            {"help": "KSAU, KS, KF, en nämnd, strategidag, medborgardialog eller annat."},
        ),
        (
            "Ärende",
            "matter",
            {"help": "Samma ord på varje rad i samma ärende, så att ordningen KS och KF prövas."},
        ),
        ("Planerat datum", "planned_on", {"help": "Dagen, eller den första av flera dagar."}),
        ("Planerat till", "planned_to", {"help": "Sista dagen, om det pågår flera dagar."}),
        (
            "Faktiskt datum",
            "actual_on",
            {"help": "Dagen det hölls eller blev klart. Tomt: har inte hänt än."},
        ),
        ("Status", "status"),
        ("Beslut", "decision", {"help": "Organ, datum och paragraf: KF 2019-02-25 § 14."}),
        ("Ansvarig roll", "responsible_role", {"help": "En roll, till exempel kanslichef."}),
        (
            "Beror på",
            "depends_on",
            {"help": "Id för det som måste komma först, med semikolon emellan: T5; T6"},
        ),
        calculated("Kontroll"),
    ),
)
