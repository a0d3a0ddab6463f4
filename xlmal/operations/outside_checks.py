"""What must hold of a returned file beside its open cells: when it came, and what else is in it."""

from __future__ import annotations

from xlmal.finding import Check, Severity

AFTER_LAST_DAY = Check(
    "K20",
    Severity.ERROR,
    "Filen är klar senast sista dagen",
    "Filen sparades {saved}, efter sista dagen för {round} ({last_day}), och har inte lästs in. "
    "Läs in den med --komplettering om den ändå ska räknas.",
    "Det som kommer efter sista dagen kan redan vara uppsummerat utan det.",
    "KS_2019-D2.xlsx sparad 2019-09-25, sista dag 20 september 2019",
)
EXTRA_SHEET = Check(
    "K29",
    Severity.WARNING,
    "Filen har bara de blad som skickades ut",
    "Bladet {sheet} fanns inte i utskicket. Där är {count}, och inget därifrån har lästs in. "
    "Titta om något ska med, och skriv det i så fall i de gula cellerna.",
    "Det som skrivs på ett eget blad ska inte försvinna utan att någon vet det.",
    "Ett eget blad Underlag",
)
LOOSE_NOTE = Check(
    "K30",
    Severity.WARNING,
    "Det som skrivs står i tabellen",
    "Här står något utanför tabellen: {text}. Det har inte lästs in. Hör det till ett värde: skriv "
    "det i Kommentar eller Analys.",
    "En anteckning vid sidan av ska inte försvinna utan att någon vet det.",
    "Ring mig om siffran! i en cell ovanför tabellen",
)
LOCKED_CHANGED = Check(
    "K31",
    Severity.WARNING,
    "Låsta celler visar det som skickades ut",
    "{header} är låst, men filen visar {shown} och huvudarbetsboken {expected}. Antingen har "
    "cellen ändrats i filen, eller huvudarbetsboken sedan utskicket. Värdet används inte. "
    "Behöver det ändras, gör det i huvudarbetsboken.",
    "Den som svarar på fel mål eller fel enhet svarar fel, hur rätt siffran än är.",
    "Målvärde 80 i filen och 85 i huvudarbetsboken",
)

CHECKS = (AFTER_LAST_DAY, EXTRA_SHEET, LOOSE_NOTE, LOCKED_CHANGED)
