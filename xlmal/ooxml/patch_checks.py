"""What must hold before a workbook that people own is changed (codes F30-F46)."""

from __future__ import annotations

from xlmal.finding import Check, Severity

_ERROR = Severity.ERROR

NO_SUCH_TABLE = Check(
    "F30",
    _ERROR,
    "Tabellen finns i arbetsboken.",
    "Tabellen {table} finns inte i arbetsboken. Inget har ändrats. Kontrollera att tabellen inte "
    "har tagits bort eller bytt namn.",
    "Tabeller känns igen på sitt namn.",
    "tblUtfall har gjorts om till vanligt område",
)
NO_SUCH_COLUMN = Check(
    "F31",
    _ERROR,
    "Kolumnen finns i tabellen.",
    "Tabellen {table} har ingen kolumn som heter {column}. Inget har ändrats. Kontrollera "
    "rubrikerna.",
    "Kolumner känns igen på sin rubrik.",
    "Rubriken Utfall är ändrad till Utfall D1",
)
TOTALS_ROW = Check(
    "F32",
    _ERROR,
    "Tabellen har ingen summarad när rader läggs till.",
    "Tabellen {table} har en summarad, så nya rader kan inte läggas till. Inget har ändrats. Ta "
    "bort summaraden (Tabelldesign > Summarad) och försök igen.",
    "Nya rader skulle hamna under summan.",
    "Summarad under tblUtfall",
)
IN_THE_WAY = Check(
    "F33",
    _ERROR,
    "Raderna närmast under tabellen är tomma när rader läggs till.",
    "Under tabellen {table} står något i vägen vid {cell}. Inget har ändrats. Flytta det, eller "
    "infoga tomma rader under tabellen, och försök igen.",
    "Det som står under tabellen får inte skrivas över.",
    "En summa skriven för hand på raden under tabellen",
)
MERGED = Check(
    "F34",
    _ERROR,
    "Cellen som ska ändras är inte en dold del av en sammanfogad cell.",
    "Cellen {cell} hör till det sammanfogade området {area}. Inget har ändrats. Dela upp området "
    "och försök igen.",
    "I ett sammanfogat område syns bara den första cellen.",
    "C3:D3 är sammanfogade och D3 ska ändras",
)
SHARED_FORMULA = Check(
    "F35",
    _ERROR,
    "Cellen som ska ändras bär inte formeln för andra celler.",
    "Cellen {cell} hör ihop med formeln i {area} och kan inte ändras ensam. Inget har ändrats. "
    "Skriv om formeln i Excel eller ta bort den, spara och försök igen.",
    "Andra celler räknar med samma formel.",
    "Matrisformel i D2:D9",
)
TEXT_TOO_LONG = Check(
    "F36",
    _ERROR,
    "Texten ryms i en cell.",
    "Texten till {cell} är {length} tecken, men en cell rymmer 32 767. Inget har ändrats. Korta "
    "texten.",
    "Excel kapar eller vägrar längre text.",
    "En kommentar på 40 000 tecken",
)
NOT_A_NUMBER = Check(
    "F37",
    _ERROR,
    "Värdet är ett tal som Excel kan lagra.",
    "Värdet till {cell} är inget tal som Excel kan lagra ({value}). Inget har ändrats.",
    "Oändligheter och saknade tal finns inte i Excel.",
    "Division med noll",
)
FORMULA_NOT_COPIED = Check(
    "F38",
    _ERROR,
    "Kolumnens formel går att föra vidare till en ny rad.",
    "Formeln i kolumnen {column} i tabellen {table} går inte att föra vidare till en ny rad. Inget "
    "har ändrats. Lägg till raden i Excel, eller skriv om formeln med [@Kolumn].",
    "En formel som pekar på andra rader kan bli fel när den kopieras.",
    "En matrisformel i en beräknad kolumn",
)
HEADER_CELL = Check(
    "F39",
    _ERROR,
    "Tabellens rubriker ändras inte.",
    "Cellen {cell} är en rubrik i tabellen {table} och ändras inte.",
    "Rubrikcellen måste stämma med tabellens kolumnnamn, annars lagar Excel filen.",
    "Utfall!C1",
)
OUTSIDE_SHEET = Check(
    "F40",
    _ERROR,
    "Cellen ligger på bladet.",
    "Rad {row}, kolumn {column} ligger utanför bladet {sheet}. Inget har ändrats.",
    "Ett blad har 1 048 576 rader och 16 384 kolumner.",
    "Rad 0",
)
WRITE_DENIED = Check(
    "F41",
    _ERROR,
    "Filen går att skriva över.",
    "Filen {file} går inte att skriva ({reason}). Den är orörd. Kontrollera att den inte är öppen "
    "eller skrivskyddad och att du har behörighet till mappen.",
    "Andra program och behörigheter kan hindra skrivning.",
    "Mappen är skrivskyddad",
)
DISK_FULL = Check(
    "F42",
    _ERROR,
    "Det finns plats på disken.",
    "Filen {file} fick inte plats på disken. Den gamla filen är orörd. Frigör utrymme och försök "
    "igen.",
    "En halvskriven fil är förlorad, därför byts filen först när den nya är hel.",
    "Nätverksdisken är full",
)
OPEN_IN_EXCEL = Check(
    "F43",
    _ERROR,
    "Filen är stängd när den ändras.",
    "Filen {file} är öppen i Excel eller LibreOffice. Den är orörd. Stäng den och försök igen.",
    "Den som har filen öppen skulle annars spara över ändringarna.",
    "~$Mål.xlsx ligger bredvid Mål.xlsx",
)
SIGNED = Check(
    "F44",
    _ERROR,
    "Arbetsboken är inte digitalt signerad när den ändras.",
    "Arbetsboken är digitalt signerad, och varje ändring gör signaturen ogiltig. Inget har "
    "ändrats. Ta bort signaturen i Excel (Arkiv > Info > Visa signaturer), spara och försök igen.",
    "En signatur intygar att ingen har ändrat filen sedan den skrevs under.",
    "Huvudarbetsboken är underskriven med e-legitimation",
)
TIED_ROW = Check(
    "F45",
    _ERROR,
    "Det som hör till en tabellrad följer med när rader tas bort.",
    "Rad {row} i tabellen {table} går inte att ta bort utan att något annat kan bli fel: {why}. "
    "Inget har ändrats. Ta bort raden i Excel (högerklicka > Ta bort > Tabellrader).",
    "Raderna under flyttas upp, och det som pekar på dem skulle då peka på fel rad.",
    "=Utfall!E7 på ett annat blad",
)
TABLES_OVERLAP = Check(
    "F46",
    _ERROR,
    "Under en tabell finns plats för nya rader.",
    "Nya rader i tabellen {table} skulle hamna i samma cell som något annat nytt, {cell}. Inget "
    "har ändrats. Kontrollera att tabellerna på bladet inte ligger i varandra.",
    "Två värden i en cell skulle bli ett, och ingen skulle se vilket.",
    "Två tabeller med samma område i en skadad fil",
)

PATCH_CHECKS: tuple[Check, ...] = (
    NO_SUCH_TABLE,
    NO_SUCH_COLUMN,
    TOTALS_ROW,
    IN_THE_WAY,
    MERGED,
    SHARED_FORMULA,
    TEXT_TOO_LONG,
    NOT_A_NUMBER,
    FORMULA_NOT_COPIED,
    HEADER_CELL,
    OUTSIDE_SHEET,
    WRITE_DENIED,
    DISK_FULL,
    OPEN_IN_EXCEL,
    SIGNED,
    TIED_ROW,
    TABLES_OVERLAP,
)
