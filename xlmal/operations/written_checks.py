"""What must hold of rows in a file where a unit has written goals or contributions (K32-K36)."""

from __future__ import annotations

from xlmal.finding import Check, Severity

NOT_ISSUED = Check(
    "K32",
    Severity.ERROR,
    "Raden är en av dem som skickades ut",
    "Raden {row} fanns inte i utskicket och har inte tagits in. Skriv på en av de lediga raderna: "
    "de har id som är reserverade för er.",
    "Ett id som någon hittar på kan vara en annan nämnds.",
    "Målvärde för ett år som inte fanns i filen",
)
NOT_NAMED = Check(
    "K33",
    Severity.ERROR,
    "Det som skrivs hör till ett mål eller en indikator med lydelse",
    "{what} saknas för {id}, så resten av raden har inte tagits in. Skriv lydelsen och lämna in "
    "filen igen, eller töm raden.",
    "Ett mål utan lydelse, eller en indikator utan benämning, går inte att följa upp.",
    "Målvärde ifyllt för en indikator utan benämning",
)
ID_TAKEN = Check(
    "K34",
    Severity.ERROR,
    "Id:t hör till den som lämnar filen",
    "{id} hör till {unit} i huvudarbetsboken, så raden har inte tagits in. Dela ut en ny fil till "
    "{provider}; den får andra id.",
    "Två nämnders mål får inte blandas ihop.",
    "M101 har lagts in för BUN sedan KS fick det reserverat",
)
GOAL_MOVED = Check(
    "K35",
    Severity.WARNING,
    "Indikatorn står kvar vid sitt mål",
    "Indikatorn {id} skickades ut för {goal}, men filen säger {shown}. Den har tagits in för "
    "{goal}. Ska den mäta ett annat mål: skriv den på en av det målets rader.",
    "Id:t säger vilket mål en indikator mäter.",
    "Mål-ID ändrat från M101 till M102",
)

GOAL_STILL_HOLDS = Check(
    "K36",
    Severity.WARNING,
    "Det som gäller under året ändras inte förrän året är slut",
    "{header}: filen säger {returned}, men målet gäller också {year} och följs upp med {master}. "
    "Ändringen väntar på bladet Konflikter. Välj nämnd där när {year} är färdigt.",
    "En ny länk eller lydelse för nästa år skulle ändra årets uppföljning.",
    "M1 svarar på K2 till och med i år och på K11 från nästa år",
)

CHECKS = (NOT_ISSUED, NOT_NAMED, ID_TAKEN, GOAL_MOVED, GOAL_STILL_HOLDS)
