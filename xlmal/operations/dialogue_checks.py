"""What can be said of a dialogue when it is taken in; never with a word of what residents wrote."""

from __future__ import annotations

from xlmal.finding import Check, Severity

_MEND = "på bladet Dialog, där Källa visar filens rad"

DATE_UNKNOWN = Check(
    "D10",
    Severity.WARNING,
    "Synpunktens datum går att förstå",
    "Rad {rows}: datumet går inte att förstå, så synpunkten är inläst {instead}. Skriv datumet som "
    f"2019-03-14 {_MEND}.",
    "Utan datum syns det inte när i dialogen synpunkten kom.",
    "Datum: i mars",
)
CHANNEL_UNKNOWN = Check(
    "D11",
    Severity.NOTE,
    "Synpunktens kanal är en av dialogens",
    "Rad {rows}: kanalen är ingen av dem i listan, så synpunkten är inläst som annat. Stämmer en "
    f"annan kanal: byt {_MEND}.",
    "Antalet per kanal säger vilka sätt som nådde vilka.",
    "Kanal: röksignal",
)
NO_TEXT = Check(
    "D12",
    Severity.WARNING,
    "Varje rad har en synpunkt",
    "Rad {rows}: texten saknas, så raden har inte lästs in. Titta i filen om den har hamnat i en "
    "annan kolumn.",
    "En rad utan text kan vara en synpunkt som har hamnat i fel kolumn.",
    "Kanal och datum är ifyllda, synpunkten är tom",
)
NOT_READ = Check(
    "D13",
    Severity.WARNING,
    "Varje cell i filen går att läsa",
    "Rad {rows}: kolumnen {header} går inte att läsa och har inte lästs in. Titta i filen, och "
    f"skriv det för hand, utan personuppgifter, {_MEND}.",
    "Felvärden, brutna formler och för långa texter säger inte vad som stod där.",
    "#REF! i kolumnen Målgrupp",
)
NEW_GROUP = Check(
    "D14",
    Severity.NOTE,
    "Synpunktens målgrupp är en av kommunens",
    "Rad {rows}: målgruppen är ingen av målens målgrupper. Den är inläst som den står. Byt "
    f"{_MEND}, eller lägg till den på bladet Listor.",
    "Samma målgrupp med två namn delar antalet i två.",
    "Målgrupp: pensionärer, när listan säger Äldre",
)
CHECKS = (DATE_UNKNOWN, CHANNEL_UNKNOWN, NO_TEXT, NOT_READ, NEW_GROUP)
