"""What must hold of a file before we read it and of a change before we make it (codes F01-F49)."""

from __future__ import annotations

from xlmal.finding import Check, Refusal, Severity

_ERROR = Severity.ERROR
_SAVE_AS = (
    "Öppna den i Excel, välj Arkiv > Spara som > Excel-arbetsbok (.xlsx) och skicka den filen."
)


def refusal(check: Check, **details: object) -> Refusal:
    """Return the refusal a broken check leads to, the message's names filled in."""
    return Refusal(check.code, check.message.format(**details))


NOT_FOUND = Check(
    "F01",
    _ERROR,
    "Filen finns.",
    "Filen {file} finns inte. Kontrollera namn och mapp.",
    "En fil som saknas får inte räknas som att inget har rapporterats.",
    "Kulturnämnden.xlsx är flyttad till en annan mapp",
)
UNREADABLE = Check(
    "F02",
    _ERROR,
    "Filen går att läsa.",
    "Filen går inte att läsa ({reason}). Kontrollera att du har behörighet till mappen och att "
    "filen är hämtad till datorn.",
    "Behörigheter och molnmappar kan hindra läsning.",
    "Filen ligger i en mapp du saknar behörighet till",
)
EMPTY = Check(
    "F03",
    _ERROR,
    "Filen har innehåll.",
    "Filen är tom (0 byte). Den är kanske inte hämtad från molnet än. Öppna den i Excel, spara "
    "och försök igen, eller be avsändaren skicka den på nytt.",
    "OneDrive och avbrutna kopieringar lämnar tomma filer efter sig.",
    "Kulturnämnden.xlsx, 0 byte",
)
LOCK_FILE = Check(
    "F04",
    _ERROR,
    "Filen är en arbetsbok och inte Excels låsfil.",
    "Det här är Excels låsfil, inte arbetsboken. Någon har arbetsboken öppen. Stäng den i Excel "
    "och välj filen utan ~$ i namnet.",
    "Excel lägger en liten fil bredvid en öppen arbetsbok.",
    "~$Kulturnämnden.xlsx",
)
OLD_XLS = Check(
    "F05",
    _ERROR,
    "Filen är i formatet .xlsx eller .xlsm.",
    "Filen är i det gamla formatet .xls, även om namnet säger något annat. " + _SAVE_AS,
    "Det gamla formatet läses inte, för att inget tal ska bli fel.",
    "Kulturnämnden.xls",
)
XLSB = Check(
    "F06",
    _ERROR,
    "Filen är inte en binär arbetsbok (.xlsb).",
    "Filen är en binär arbetsbok (.xlsb). " + _SAVE_AS,
    "Binära arbetsböcker läses inte.",
    "Kulturnämnden.xlsb",
)
ODS = Check(
    "F07",
    _ERROR,
    "Filen är inte ett OpenDocument-kalkylblad.",
    "Filen är ett OpenDocument-kalkylblad (.ods). Öppna den i det program som skapade den, spara "
    "som .xlsx och skicka den filen.",
    "LibreOffice sparar som .ods om man inte väljer annat.",
    "Kulturnämnden.ods",
)
TEXT_FILE = Check(
    "F08",
    _ERROR,
    "Filen är en arbetsbok och inte en textfil.",
    "Filen är en textfil (csv), även om namnet säger något annat. " + _SAVE_AS,
    "I en textfil går det inte att säga säkert vad som är tal, text och å, ä, ö.",
    "Indikator-ID;Utfall;Kommentar",
)
HTML = Check(
    "F09",
    _ERROR,
    "Filen är en arbetsbok och inte en webbsida.",
    "Filen är en webbsida (html), även om namnet säger något annat. " + _SAVE_AS,
    "Många system exporterar en webbsida och kallar den Excel.",
    "<html><table>…",
)
PASSWORD = Check(
    "F10",
    _ERROR,
    "Filen går att öppna utan lösenord.",
    "Filen är lösenordsskyddad. Ta bort lösenordet i Excel (Arkiv > Info > Skydda arbetsbok > "
    "Kryptera med lösenord) och skicka filen igen.",
    "En krypterad fil går inte att läsa.",
    "Arbetsboken frågar efter lösenord när den öppnas",
)
DAMAGED = Check(
    "F11",
    _ERROR,
    "Filen är hel.",
    "Filen är skadad ({reason}). Öppna den i Excel, låt Excel reparera den och spara, eller be "
    "avsändaren skicka den igen.",
    "Avbrutna överföringar och e-postfilter kapar filer.",
    "Halva filen saknas",
)
NOT_WORKBOOK = Check(
    "F12",
    _ERROR,
    "Filen är en Excel-arbetsbok.",
    "Filen är inte en Excel-arbetsbok ({what}). Kontrollera att du har valt rätt fil.",
    "Andra filer kan ha fått fel namn.",
    "Ett Word-dokument med namnet Utfall.xlsx",
)
TOO_LARGE = Check(
    "F13",
    _ERROR,
    "Filen har rimlig storlek när den packas upp.",
    "Filen blir orimligt stor när den packas upp ({part}) och läses inte. Kopiera bladen till en "
    "ny arbetsbok, spara och skicka den.",
    "En liten fil kan vara gjord för att fylla datorns minne.",
    "150 MB blanktecken i ett blad",
)
DOCTYPE = Check(
    "F14",
    _ERROR,
    "Filen innehåller inga dokumenttypsdeklarationer.",
    "Filen innehåller en DOCTYPE i {part} och läses inte. Excel skriver aldrig sådana. Kontrollera "
    "varifrån filen kommer, eller spara om den i Excel.",
    "Sådana deklarationer kan läsa andra filer eller fylla minnet.",
    "<!DOCTYPE x [<!ENTITY …",
)
UNSAFE_NAMES = Check(
    "F15",
    _ERROR,
    "Filens delar har säkra och olika namn.",
    "Filen innehåller delar med otillåtna namn eller samma namn två gånger ({part}) och läses "
    "inte. Öppna den i Excel, spara om den och skicka den igen.",
    "Två delar med samma namn kan visa olika tal i olika program.",
    "xl/worksheets/sheet1.xml två gånger",
)
ENCODING = Check(
    "F16",
    _ERROR,
    "Filens delar har en känd teckenkodning.",
    "Delen {part} har en teckenkodning som inte går att läsa ({encoding}). Öppna filen i Excel, "
    "spara om den och skicka den igen.",
    "Med fel teckenkodning blir å, ä och ö fel.",
    'encoding="x-okänd"',
)
NO_SHEETS = Check(
    "F17",
    _ERROR,
    "Arbetsboken har blad.",
    "Arbetsboken har inga blad som går att läsa. Öppna den i Excel, spara om den och skicka den "
    "igen.",
    "Inga blad betyder inte att inget har rapporterats.",
    "En arbetsbok där bladlistan är tom",
)
BROKEN_XML = Check(
    "F18",
    _ERROR,
    "Filens delar är felfri XML.",
    "Delen {part} går inte att tolka ({reason}). Öppna filen i Excel, låt Excel reparera den och "
    "spara, eller be avsändaren skicka den igen.",
    "Ett program har skrivit filen fel.",
    "En tagg som aldrig stängs",
)
BROKEN_CELL = Check(
    "F19",
    _ERROR,
    "Varje cell är lagrad en gång och pekar på en text som finns.",
    "Cellen {cell} är felaktigt lagrad ({reason}). Öppna filen i Excel, låt Excel reparera den och "
    "spara, eller be avsändaren skicka den igen.",
    "En cell som inte går att läsa säkert får inte gissas.",
    "Cellen pekar på text nummer 900 av 12",
)
NO_SUCH_SHEET = Check(
    "F20",
    _ERROR,
    "Bladet finns i arbetsboken.",
    "Bladet {sheet} finns inte i arbetsboken. Kontrollera att bladet inte har bytt namn.",
    "Blad känns igen på sitt namn.",
    "Bladet Utfall heter nu Utfall (2)",
)
NOT_FETCHED = Check(
    "F21",
    _ERROR,
    "Filen är hämtad till datorn.",
    "Filen är inte hämtad från molnet: datorn visar {size} byte men har inget av innehållet. "
    "Högerklicka på filen, välj Behåll alltid på den här enheten, vänta tills den är hämtad och "
    "försök igen.",
    "OneDrive och SharePoint visar filer som ännu bara finns på servern. De är inte tomma.",
    "Kulturnämnden.xlsx med ett moln bredvid namnet",
)

FILE_CHECKS: tuple[Check, ...] = (
    NOT_FOUND,
    UNREADABLE,
    EMPTY,
    LOCK_FILE,
    OLD_XLS,
    XLSB,
    ODS,
    TEXT_FILE,
    HTML,
    PASSWORD,
    DAMAGED,
    NOT_WORKBOOK,
    TOO_LARGE,
    DOCTYPE,
    UNSAFE_NAMES,
    ENCODING,
    NO_SHEETS,
    BROKEN_XML,
    BROKEN_CELL,
    NO_SUCH_SHEET,
    NOT_FETCHED,
)
