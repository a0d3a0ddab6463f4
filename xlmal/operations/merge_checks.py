"""What must hold of a returned file before and while it is merged."""

from __future__ import annotations

from datetime import date, timedelta

from xlmal.finding import Check, Kind, RawCell, Severity
from xlmal.operations import conflict_checks, outside_checks, written_checks

NOT_OURS = Check(
    "K01",
    Severity.ERROR,
    "Filen är utskickad från xlmal",
    "Filen saknar märkning från xlmal, eller märkningen är skadad, och den har inte lästs in. Be "
    "avsändaren fylla i den fil som skickades ut, eller ge filen ett namn som börjar med nämndens "
    "kod eller namn.",
    "Utan märkning går det inte att veta vem filen är från eller vad som skickades ut.",
    "En egen arbetsbok i stället för KS_2019-D2.xlsx",
)
OTHER_MASTER = Check(
    "K02",
    Severity.ERROR,
    "Filen hör till den här huvudarbetsboken",
    "Filen skickades ut från en annan huvudarbetsbok än {master} och har inte lästs in. "
    "Kontrollera att du har rätt huvudarbetsbok.",
    "Två kommuners eller två års filer får inte blandas.",
    "En fil från en annan kommun",
)
OTHER_YEAR = Check(
    "K03",
    Severity.ERROR,
    "Filen är årets",
    "Filen gäller {year}, men huvudarbetsboken {now}. Den har inte lästs in. Be avsändaren fylla i "
    "årets fil.",
    "Förra årets mall är det vanligaste felet när filer skickas med e-post.",
    "KS_2018-D2.xlsx inskickad hösten 2019",
)
ROUND_CLOSED = Check(
    "K04",
    Severity.ERROR,
    "Omgången är öppen",
    "{round} är stängd och filen har inte lästs in. Läs in den med --komplettering om den ändå ska "
    "räknas.",
    "Efter att rapporten skrivits får siffrorna inte ändras i tysthet.",
    "En fil för D1 som kommer i augusti",
)
SHEET_GONE = Check(
    "K05",
    Severity.ERROR,
    "Bladen finns kvar",
    "Bladet {sheet} saknas i filen, så inget därifrån har lästs in. Har det bytt namn? Ge det sitt "
    "namn tillbaka.",
    "Ett blad som saknas är inte samma sak som ett blad där inget har ändrats.",
    "Utfall har döpts om till Blad1",
)
OTHER_ROUND = Check(
    "K06",
    Severity.ERROR,
    "Raden gäller filens omgång",
    "Raden gäller en annan omgång än filens, {round}. Raden används inte. Skriv tillbaka {round}.",
    "Omgången är låst i filen; en annan omgång betyder att raden är inklistrad.",
    "Omgång: 2018-D2",
)
CLOSED_CELL = Check(
    "K07",
    Severity.WARNING,
    "Bara öppna celler är ifyllda",
    "{header} är stängd på den här raden i den här omgången. Värdet används inte. Behöver det "
    "ändras, kontakta kommunledningskontoret.",
    "Ett värde som ingen frågat efter går inte att bedöma.",
    "Prognos ifylld för en indikator som redan har slutligt utfall",
)
CONFLICT = Check(
    "K08",
    Severity.ERROR,
    "Nämnden och huvudarbetsboken säger samma sak",
    "{header}: filen säger {returned} och huvudarbetsboken {master}. Ingetdera är det som gällde "
    "förut ({base}). Inget har ändrats. Välj vad som gäller på bladet Konflikter, eller be om en "
    "ny fil.",
    "Ingen ska skriva över någon annans ändring utan att någon har valt.",
    "Utfall 82,5 i filen och 84 i huvudarbetsboken",
)
TWO_VERSIONS = Check(
    "K09",
    Severity.ERROR,
    "En version per uppgiftslämnare",
    "{header}: filerna {files} säger olika ({values}). Inget av värdena används. Välj vad som "
    "gäller på bladet Konflikter, eller be avsändaren om en ny fil.",
    "Två versioner av samma fil är vanligt; vilken som gäller kan bara avsändaren säga.",
    "KFN_2019-D2.xlsx och KFN_2019-D2 (1).xlsx",
)
SAME_FILE = Check(
    "K10",
    Severity.NOTE,
    "Varje fil läses in en gång",
    "Filen är likadan som {file}, som redan är läst, och ändrar inget.",
    "Samma fil kommer ofta två gånger.",
    "KS_2019-D2 (1).xlsx, en kopia av KS_2019-D2.xlsx",
)
CLEARED = Check(
    "K11",
    Severity.NOTE,
    "Inget ifyllt har tömts",
    "{header} hade värdet {old} och är tömd i filen. Tömningen är införd i huvudarbetsboken.",
    "En tömd cell är en ändring och ska synas.",
    "Kommentar som stod i utskicket är borttagen",
)
MISSING_FILE = Check(
    "K12",
    Severity.WARNING,
    "Alla som har något att lämna har lämnat",
    "{name} ({code}) har inte lämnat in {round}. Sista dag {last_day}.",
    "Den som saknas ska stå i rapporten, inte gissas.",
    "GVN_2019-D2.xlsx har inte kommit",
)
FORGOTTEN = Check(
    "K13",
    Severity.NOTE,
    "Det som lämnats tidigare står kvar",
    "{header} är som i utskicket ({issued}), men tidigare har {old} lämnats. Det senare står kvar.",
    "En gammal kopia av filen ska inte ta tillbaka det som redan är inlämnat.",
    "En andra fil där bara kommentarerna är ifyllda",
)
SKIPPED_FILE = Check(
    "K14",
    Severity.NOTE,
    "Mappen innehåller bara arbetsböcker",
    "Filen är ingen arbetsbok och har inte lästs. Ligger det svar i den: packa upp den, eller "
    "be om dem som .xlsx.",
    "Inget i mappen ska försvinna utan att nämnas.",
    "Följebrev.pdf",
)
REASON_MOVED = Check(
    "K15",
    Severity.NOTE,
    "Skälet står i sin egen kolumn",
    "Skälet {reason} stod i {typed_under} och har förts in i {header}, som var tom.",
    "Tomt är tomt; varför ett värde saknas ska ändå komma fram.",
    "mäts ej i kolumnen Utfall",
)
LINK = Check(
    "K16",
    Severity.WARNING,
    "Mappen innehåller själva filerna",
    "Det här är en länk till något utanför mappen. Den har inte följts. Lägg själva filen i "
    "mappen.",
    "En länk kan leda vart som helst, också till någon annans fil.",
    "KS_2019-D2.xlsx som en länk till en annan disk",
)
BARE_FILE = Check(
    "K17",
    Severity.WARNING,
    "Filen är den som skickades ut",
    "Filen saknar märkning från xlmal. Den har lästs som svar från {name} för {round}, efter "
    "filnamnet och raderna. Bara celler som är tomma i huvudarbetsboken har fyllts i. Kontrollera "
    "att det är rätt avsändare.",
    "Utan märkning vet vi inte vad som skickades ut, och därför inte vad som har ändrats.",
    "Kulturnämnden.xlsx, en egen arbetsbok",
)
SEVERAL_ROUNDS = Check(
    "K18",
    Severity.ERROR,
    "En egen fil gäller en omgång",
    "Filen har rader för flera öppna omgångar ({rounds}) och har inte lästs in. Dela den i en fil "
    "för varje omgång.",
    "Varje inlämning kvitteras för sin omgång.",
    "En egen arbetsbok med rader för 2019-D2 och 2019-ÅR",
)
NO_ROUND = Check(
    "K19",
    Severity.ERROR,
    "En egen fil säger vilken omgång den gäller",
    "Filen saknar märkning från xlmal, och inget blad har rader med id och omgång. Den har inte "
    "lästs in. Be avsändaren fylla i den fil som skickades ut.",
    "Utan omgång vet vi inte vilken rapport värdena hör till.",
    "Kulturnämnden.xlsx med ett blad Sammanställning",
)

CHECKS = (
    NOT_OURS,
    OTHER_MASTER,
    OTHER_YEAR,
    ROUND_CLOSED,
    SHEET_GONE,
    OTHER_ROUND,
    CLOSED_CELL,
    CONFLICT,
    TWO_VERSIONS,
    SAME_FILE,
    CLEARED,
    MISSING_FILE,
    FORGOTTEN,
    SKIPPED_FILE,
    REASON_MOVED,
    LINK,
    BARE_FILE,
    SEVERAL_ROUNDS,
    NO_ROUND,
    *conflict_checks.CHECKS,
    *outside_checks.CHECKS,
    *written_checks.CHECKS,
)


def answer_text(cell: RawCell | None, *, date1904: bool) -> str:
    """What stands in one of the cells under Svaret gäller, as text; dates as ISO."""
    if cell is None or cell.kind is Kind.BLANK:
        return ""
    if cell.kind is Kind.NUMBER and "y" in cell.number_format.lower():
        day = date(1904, 1, 1) if date1904 else date(1899, 12, 30)
        try:
            return (day + timedelta(days=int(float(cell.text)))).isoformat()
        except OverflowError:  # a number that is no day: Excel shows it as #####
            return cell.text
    return cell.text.strip()
