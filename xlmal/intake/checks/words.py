"""What must hold of a cell with a word, a date or a round in it (codes V30-V89)."""

from __future__ import annotations

from xlmal.finding import Check, Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

YES_NO_LOOSE = Check(
    "V30",
    _WARNING,
    "Ja och nej skrivs ut.",
    "{shown} har lästs som {value}. Skriv ja eller nej.",
    "Förkortningar och SANT/FALSKT kan betyda olika saker.",
    "J",
)
YES_NO_UNKNOWN = Check(
    "V31",
    _ERROR,
    "Cellen innehåller ja eller nej.",
    "{shown} är varken ja eller nej. Värdet används inte. Skriv ja eller nej.",
    "Frågan har bara två svar; annat skrivs i Kommentar.",
    "delvis",
)
DATE_LOOSE = Check(
    "V40",
    _WARNING,
    "Datum skrivs som 2019-08-31.",
    "{shown} har lästs som {value}. Skriv datumet som {value}.",
    "Andra sätt att skriva datum läses olika av olika program.",
    "30 april 2025",
)
DATE_UNKNOWN = Check(
    "V41",
    _ERROR,
    "Datumceller innehåller ett datum.",
    "{shown} går inte att läsa som ett datum. Värdet används inte. {proposal}",
    "Ett datum har år, månad och dag, och dagen ska finnas.",
    "april 2025",
)
DATE_AMBIGUOUS = Check(
    "V42",
    _ERROR,
    "Datum kan bara läsas på ett sätt.",
    "{shown} kan betyda {first} eller {second}. Värdet används inte. Skriv {first} eller {second}.",
    "Dag och månad står i olika ordning i olika länder.",
    "04/05/2025",
)
SERIAL_NUMBER = Check(
    "V43",
    _ERROR,
    "Datumceller har datumformat.",
    "cellen innehåller talet {shown} utan datumformat. Värdet används inte. {proposal}",
    "Excel lagrar datum som tal, och talet beror på filens datumsystem.",
    "45777",
)
DATE_UNLIKELY = Check(
    "V44",
    _ERROR,
    "Datum ligger i rimlig tid.",
    "datumet {value} ligger långt från vår tid. Värdet används inte. Kontrollera cellen och skriv "
    "datumet som 2019-08-31.",
    "Ett vanligt tal i en cell med datumformat blir ett datum i början av 1900-talet.",
    "83,5 som visas som 1900-03-23",
)
TIME_DROPPED = Check(
    "V45",
    _WARNING,
    "Datum har inget klockslag.",
    "cellen innehåller också ett klockslag ({shown}). Bara datumet {value} används.",
    "Ett mätdatum är en dag.",
    "2025-04-30 13:45",
)
ROUND_LOOSE = Check(
    "V50",
    _WARNING,
    "Omgångar skrivs som 2019-D2.",
    "{shown} har lästs som {value}. Skriv {value}.",
    "Omgången avgör vilken rapport värdet hör till.",
    "D1 2025",
)
ROUND_UNKNOWN = Check(
    "V51",
    _ERROR,
    "Omgångsceller innehåller en omgång.",
    "{shown} är ingen omgång. Värdet används inte. Skriv år och omgång: {year}-D1, {year}-D2, "
    "{year}-ÅR eller {year}-mål.",
    "Utan omgång vet vi inte vilken rapport värdet hör till.",
    "våren",
)
ROUND_IS_DATE = Check(
    "V52",
    _ERROR,
    "Omgångsceller innehåller inga datum.",
    "cellen innehåller ett datum ({date}) och ingen omgång. Värdet används inte. Skriv år och "
    "omgång, till exempel {year}-D1.",
    "Flera omgångar kan ligga nära samma dag.",
    "2025-01-01",
)
CHOICE_LOOSE = Check(
    "V60",
    _WARNING,
    "Val skrivs som i listan.",
    "{shown} har lästs som {value}. Välj i listan.",
    "Excel skiljer inte på stora och små bokstäver, men andra program gör det.",
    "Uppfyllt",
)
CHOICE_UNKNOWN = Check(
    "V61",
    _ERROR,
    "Val finns i listan.",
    "{shown} finns inte i listan. Värdet används inte. {proposal}Välj bland: {choices}.",
    "Ett eget ord går inte att räkna med.",
    "Uppfylld",
)
REFERENCE_IS_DATE = Check(
    "V70",
    _ERROR,
    "Hänvisningar har inte blivit datum.",
    "cellen innehåller ett datum ({date}). {guess} Värdet används inte. Välj formatet Text och "
    "skriv hänvisningarna med semikolon emellan: 8.5; 4.",
    "Excel gör om 8.5 till den 8 maj.",
    "8.5 blev 2025-05-08",
)
REFERENCE_UNKNOWN = Check(
    "V71",
    _ERROR,
    "Hänvisningar skrivs med semikolon emellan.",
    "{shown} går inte att läsa som hänvisningar. Värdet används inte. Välj formatet Text och "
    "skriv dem med semikolon emellan: 8.5; 4.",
    "Talet 8,50 kan ha varit 8.5 eller 8.50.",
    "8,50 i en cell med talformat",
)
REFERENCE_NUMBER = Check(
    "V72",
    _WARNING,
    "Hänvisningar står som text, inte som tal.",
    "talet i cellen har lästs som hänvisningen {value}. Välj formatet Text och skriv hänvisningen "
    "på nytt; Excel tar annars bort nollor.",
    "Excel gör 8.10 till 8.1.",
    "8.5 som tal",
)
TEXT_TOO_LONG = Check(
    "V80",
    _ERROR,
    "Texter ryms i en cell.",
    "texten är {length} tecken, men en cell rymmer 32 767. Texten används inte. Korta den, eller "
    "lägg den i en bilaga.",
    "En för lång text skulle kapas när den skrivs i en cell.",
    "40 000 tecken",
)
LOOKS_LIKE_FORMULA = Check(
    "V81",
    _WARNING,
    "Texter ser inte ut som formler.",
    "texten ser ut som en formel ({shown}). Den har lästs som text och blir aldrig en formel. "
    "Kontrollera att den är avsedd.",
    "En text som börjar med likhetstecken kan bli en formel när den kopieras.",
    '=HYPERLINK("http://exempel.invalid")',
)
TEXT_RECOMPOSED = Check(
    "V82",
    _NOTE,
    "Å, ä och ö är ett tecken var.",
    "{count} celler har å, ä eller ö som två tecken (från macOS). De har lästs som vanliga "
    "bokstäver. Du behöver inte göra något.",
    "Två skrivsätt som ser likadana ut jämförs annars som olika.",
    "a följt av en lös ring",
)
TEXT_FROM_NUMBER = Check(
    "V83",
    _NOTE,
    "Textceller innehåller text.",
    "cellen innehåller ett tal eller datum och har lästs som texten {value}. Kontrollera att inga "
    "nollor har fallit bort.",
    "Excel tar bort inledande nollor när det gör om text till tal.",
    "007 blev 7",
)
