"""What must hold of a table: its headers and rows (codes T01-T29)."""

from __future__ import annotations

from xlmal.finding import Check, Severity

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

NO_HEADER_ROW = Check(
    "T01",
    _ERROR,
    "Bladet har en rad med rubriker.",
    "hittar ingen rad med rubrikerna {headers}. Inget har lästs från bladet. Lägg tillbaka "
    "rubrikraden.",
    "Kolumner hittas på sin rubrik och aldrig på sin bokstav.",
    "bladet börjar med värden på rad 1",
)
HEADER_LOOSE = Check(
    "T02",
    _WARNING,
    "Rubriker är skrivna som i mallen.",
    "rubriken {shown} har lästs som {header} ({why}). Skriv {header}.",
    "Extra mellanslag och radbrytningar syns inte men gör rubriken till en annan.",
    "Indikator ID",
)
HEADER_RENAMED = Check(
    "T03",
    _ERROR,
    "Rubriker har inte bytt namn.",
    "rubriken {shown} känns inte igen. Inget har lästs från kolumnen. Menade du {header}? Skriv "
    "då {header} i rubriken.",
    "En kolumn med annat namn kan innehålla något annat.",
    "Utfall D1 2025",
)
HEADER_TWICE = Check(
    "T04",
    _ERROR,
    "Varje rubrik finns en gång.",
    "rubriken {header} finns i flera kolumner ({cells}). Inget har lästs från någon av dem. Ta "
    "bort eller döp om den som inte gäller.",
    "Vi kan inte veta vilken av kolumnerna som gäller.",
    "två kolumner Utfall",
)
COLUMN_MISSING = Check(
    "T05",
    _ERROR,
    "Alla kolumner som behövs finns.",
    "kolumnen {header} saknas. Inga värden har lästs för den. Lägg tillbaka kolumnen med rubriken "
    "{header}.",
    "En kolumn som saknas är inte samma sak som en tom kolumn.",
    "kolumnen Prognos är borttagen",
)
COLUMNS_UNKNOWN = Check(
    "T06",
    _NOTE,
    "Tabellen har bara mallens kolumner.",
    "kolumner som inte hör till mallen har inte lästs: {headers}.",
    "Egna kolumner får finnas, men deras innehåll följer inte med.",
    "en egen kolumn Vår kontroll",
)
COLUMNS_REORDERED = Check(
    "T07",
    _NOTE,
    "Kolumnerna står i mallens ordning.",
    "kolumnerna står i en annan ordning än i mallen. De har lästs efter sina rubriker.",
    "Ordningen spelar ingen roll för läsningen.",
    "Kommentar står först",
)
NO_HEADER_ABOVE = Check(
    "T08",
    _WARNING,
    "Innehåll har en rubrik.",
    "kolumn {columns} har innehåll men ingen rubrik. Innehållet har inte lästs. Skriv en rubrik, "
    "eller flytta innehållet.",
    "Utan rubrik vet vi inte vad innehållet är.",
    '"prel." i kolumn H utan rubrik',
)
ROWS_BLANK = Check(
    "T09",
    _WARNING,
    "Tabellen har inga tomma rader.",
    "tabellen har tomma rader ({rows}). Raderna under dem har också lästs. Ta bort tomma rader.",
    "Excel slutar ofta sortera och filtrera vid en tom rad.",
    "rad 3 och 4 är tomma",
)
ROW_OUTSIDE = Check(
    "T10",
    _WARNING,
    "Alla rader ligger i tabellen.",
    "rad {row} ligger utanför tabellen {table} ({area}). Den har lästs ändå. Dra ned tabellens "
    "hörn så att raden kommer med.",
    "Formler, listor och filter i tabellen når inte raden.",
    "rad 5 när tabellen slutar på rad 4",
)
ROW_IS_SUM = Check(
    "T11",
    _WARNING,
    "Tabellen har inga summarader.",
    "rad {row} ser ut som en summarad ({shown}). Den har inte lästs.",
    "En summa är inget utfall.",
    "Summa",
)
PARTS_HIDDEN = Check(
    "T12",
    _WARNING,
    "Inget som läses är dolt.",
    "{parts}. Innehållet har lästs ändå. Kontrollera att det dolda ska med.",
    "Det som är dolt eller bortfiltrerat ser du inte när du kontrollerar.",
    "rad 3 är bortfiltrerad",
)
MERGED_VALUE = Check(
    "T13",
    _ERROR,
    "Celler med id och värden är inte sammanfogade.",
    "cellen ingår i de sammanfogade cellerna {area}. Bara den första cellen har ett innehåll, så "
    "den här har inget värde. Dela cellerna och fyll i var och en.",
    "Det går inte att veta om innehållet gäller alla cellerna.",
    "A2:A4 är sammanfogade",
)
MERGED_TEXT = Check(
    "T14",
    _WARNING,
    "Textceller är inte sammanfogade.",
    "cellen ingår i de sammanfogade cellerna {area}. Texten har lästs för den första cellen. "
    "Dela cellerna om texten ska stå på varje rad.",
    "Bara den första cellen har ett innehåll.",
    "en gemensam kommentar i E2:E4",
)
ROW_TWICE_SAME = Check(
    "T15",
    _WARNING,
    "Varje id står på en rad per omgång.",
    "{key} finns på flera rader ({rows}) som inte säger emot varandra. De har lästs som en rad. "
    "Ta bort den rad som inte behövs.",
    "Två rader om samma sak kan skilja sig åt nästa gång.",
    "M17.2 och 2019-D2 på rad 3 och 6, med samma utfall",
)
ROW_TWICE_DIFFERENT = Check(
    "T16",
    _ERROR,
    "Varje id finns en gång per omgång.",
    "{key} finns på flera rader ({rows}) med olika {headers}. Inget av radernas värden används. Ta "
    "bort den rad som inte gäller.",
    "Vi kan inte veta vilken rad som gäller.",
    "M17.2 och 2019-D2 på rad 2 och 5, med utfall 82,5 och 90",
)
KEY_MISSING = Check(
    "T17",
    _ERROR,
    "Varje rad har sitt id.",
    "raden har innehåll men {header} är tom. Radens värden används inte. Fyll i {header}.",
    "Utan id vet vi inte vad raden gäller.",
    "ett utfall på en rad utan Indikator-ID",
)
FORMATTED_FAR = Check(
    "T18",
    _WARNING,
    "Bladet slutar där innehållet slutar.",
    "bladet har tomma celler med formatering ända till {corner}. De har inte lästs. Ta "
    "bort de tomma raderna och kolumnerna, så blir filen mindre.",
    "Sådana celler gör filen stor och långsam.",
    "200 000 tomma rader med ramar",
)
SYSTEM_1904 = Check(
    "T19",
    _NOTE,
    "Filen räknar datum från 1900.",
    "filen räknar datum från 1904 (äldre Excel för Mac). Datumen har lästs enligt det.",
    "Samma datum lagras som ett tal som är 1 462 mindre.",
    "en fil från äldre Excel för Mac",
)
SHEET_COPIED = Check(
    "T20",
    _WARNING,
    "Bladet är det som delades ut.",
    "bladet {sheet} är en kopia av {original}. {what}",
    "Kopian och originalet kan innehålla olika svar.",
    "Utfall (2)",
)
SHEET_UNKNOWN = Check(
    "T21",
    _ERROR,
    "Arbetsboken har ett blad att läsa.",
    "Hittar inget blad att läsa i {file}{wanted}. Inget har lästs. Arbetsboken har bladen: "
    "{sheets}. Ange vilket som gäller, eller använd filen som delades ut.",
    "Ett blad känns igen på sitt namn eller sina rubriker.",
    "bladet heter Blad1 och saknar rubriker",
)
HEADERS_REPEATED = Check(
    "T22",
    _WARNING,
    "Rubrikraden finns en gång.",
    "rad {row} upprepar rubrikerna. Den har inte lästs. Ta bort raden.",
    "Rubriker mitt i tabellen kommer av att rader klistrats in.",
    "rubrikerna inklistrade på rad 20",
)
HEADERS_MOVED = Check(
    "T23",
    _ERROR,
    "Alla rader har samma kolumner.",
    "rad {row} upprepar rubrikerna i en annan ordning. Under den har inget lästs (rad {below}). "
    "Flytta värdena där till kolumnerna med rätt rubrik och ta bort rad {row}.",
    "Värden under en annan rubrik än de hör till blir fel utan att det syns.",
    "rubrikerna inklistrade på rad 20, med Prognos före Utfall",
)
