"""What must hold of the ids that rows are found by (codes T30-T36)."""

from __future__ import annotations

from xlmal.finding import Check, Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

ID_CLEANED = Check(
    "T30",
    _WARNING,
    "Id är skrivna som de delades ut.",
    "{shown} har lästs som {value} ({why}). Skriv {value}.",
    "Mellanslag, osynliga tecken och olika streck syns inte men gör id:t till ett annat.",
    "ks-005 med ett mellanslag efter",
)
ID_RECOMPOSED = Check(
    "T31",
    _NOTE,
    "Å, ä och ö i id är ett tecken var.",
    "id:t har å, ä eller ö som två tecken (från macOS). Det har lästs som {value}. Du behöver inte "
    "göra något.",
    "Två skrivsätt som ser likadana ut jämförs annars som olika.",
    "VÅRD-001 där Å är två tecken",
)
ID_LOOKALIKE = Check(
    "T32",
    _ERROR,
    "Id består av latinska bokstäver och vanliga siffror.",
    "id:t innehåller tecken som bara liknar våra: {letters}. Raden är inte kopplad till något id. "
    "Skriv om id:t för hand eller kopiera det från filen som delades ut.",
    "Tecken från andra alfabet ser likadana ut men är andra tecken.",
    "КС-008 med kyrilliska bokstäver",
)
ID_IS_NUMBER = Check(
    "T33",
    _ERROR,
    "Id är text, inte tal.",
    "id-cellen innehåller talet {shown}. Excel kan ha tagit bort nollor, till exempel gjort 1.10 "
    "till 1,1. Id:t används inte. Välj formatet Text och skriv id:t på nytt.",
    "Excel gör om det som liknar tal.",
    "1.10 blev 1,1",
)
ID_IS_DATE = Check(
    "T34",
    _ERROR,
    "Id är inte datum.",
    "id-cellen innehåller ett datum ({date}). Excel har troligen gjort om id:t, och det är okänt. "
    "Id:t används inte. Välj formatet Text och skriv id:t på nytt.",
    "Excel gör om det som liknar datum, till exempel MAR-1.",
    "MAR-1 blev 2025-03-01",
)
ID_UNKNOWN = Check(
    "T35",
    _ERROR,
    "Id finns.",
    "{shown} finns inte bland de id som gäller. Id:t används inte. {proposal}",
    "Ett okänt id kan vara felskrivet eller höra till en annan fil.",
    "M71.2 när bara M17.2 finns",
)
ID_NOT_TEXT = Check(
    "T36",
    _ERROR,
    "Id är text.",
    "id-cellen innehåller {shown}, som inte är något id. Id:t används inte. Skriv id:t som text.",
    "Ett id är bokstäver och siffror.",
    "SANT",
)
