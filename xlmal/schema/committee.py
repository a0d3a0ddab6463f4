"""The committee file's two tables: the round's open cells, with what is needed beside them."""

from __future__ import annotations

from xlmal.schema.columns import Column, Table, ValueType, calculated
from xlmal.schema.master import FOLLOW_UPS, OUTCOMES

#: Shown, locked, joined in Python when the file is made; never read back.
MEASURED_TO = "Mäts till och med"
EXPECTED = "Väntas"
CHECK = "Kontroll"
#: Beside a row's own columns: how many decimals its indicator is declared with.
DECIMALS = "Decimaler"
#: Between these, at most -1 and 1, a value in per cent may as well be a share, and is asked about.
ASKED_FROM, ASKED_TO = "Kan vara andel från", "Kan vara andel till"

#: Context that the native checks read and that people need not see.
HIDDEN_CONTEXT = (
    "Rimligt lägst",
    "Rimligt högst",
    ASKED_FROM,
    ASKED_TO,
    "Könsuppdelad",
    MEASURED_TO,
    "Når målet från",
    "Når målet till",
)


def _shown(*headers: str) -> tuple[Column, ...]:
    dates = (MEASURED_TO,)
    return tuple(
        calculated(header, kind=ValueType.DATE if header in dates else ValueType.TEXT)
        for header in headers
    )


def _from(table: Table, *headers: str) -> tuple[Column, ...]:
    return tuple(table.column(header) for header in headers)


OUTCOME_FORM = Table(
    OUTCOMES.name,
    OUTCOMES.sheet,
    OUTCOMES.model,
    OUTCOMES.key,
    (
        *_shown("Mål"),
        *_from(OUTCOMES, "Indikator-ID"),
        *_shown(
            "Indikator",
            "Måttenhet",
            "Riktning",
            "Målvärde",
            "Samma omgång i fjol",
            "Senaste värden",
        ),
        *_from(OUTCOMES, "Omgång"),
        *_shown(EXPECTED),
        *_from(
            OUTCOMES,
            "Utfall",
            "Kvinnor",
            "Män",
            "Prognos",
            "Värdets status",
            "Varför saknas värde",
            "Mätdatum",
            "Antal svar",
            "Kommentar",
        ),
        *_shown(CHECK, *HIDDEN_CONTEXT),
    ),
)

FOLLOW_UP_FORM = Table(
    FOLLOW_UPS.name,
    FOLLOW_UPS.sheet,
    FOLLOW_UPS.model,
    FOLLOW_UPS.key,
    (
        *_from(FOLLOW_UPS, "Mål-ID"),
        *_shown("Mål", "Övergripande mål", "Förra bedömningen"),
        *_from(
            FOLLOW_UPS, "Omgång", "Bedömning", "Analys", "Åtgärd", "Ansvarig roll", "Klart senast"
        ),
        *_shown(CHECK, MEASURED_TO),
    ),
)

#: The committee file's tables, in the order of its sheets.
COMMITTEE_TABLES = (OUTCOME_FORM, FOLLOW_UP_FORM)

GUIDE_SHEET = "Så gör du"
