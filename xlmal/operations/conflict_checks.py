"""What must hold of the choices on the sheet Konflikter before they are obeyed (K21-K28)."""

from __future__ import annotations

from xlmal.finding import Check, Severity

FORMULA_KEPT = Check(
    "K21",
    Severity.ERROR,
    "En formel skrivs inte över utan val",
    "{header}: filen säger {returned}, men cellen i huvudarbetsboken ({cell}) innehåller en formel "
    "som ger {master}. Inget har ändrats. Välj vad som gäller på bladet Konflikter.",
    "Någon har räknat fram värdet; formeln går inte att få tillbaka.",
    "Utfall är =SUMMA(...) i huvudarbetsboken och 82 i filen",
)
CHOSEN = Check(
    "K22",
    Severity.NOTE,
    "Konflikter avgörs av människor",
    "{header}: {value} gäller enligt valet {choice}. I huvudarbetsboken stod {before}.",
    "Ett val som har genomförts ska gå att följa.",
    "nämnd i kolumnen Välj",
)
CHOICE_UNREADABLE = Check(
    "K23",
    Severity.ERROR,
    "Valet går att förstå",
    "{header}: valet går inte att förstå ({why}) Inget har ändrats. Välj master eller nämnd, skriv "
    "ett värde som passar i cellen, eller (tom).",
    "Ett värde som inte förstås får inte gissas fram.",
    "ca 82 i kolumnen Välj",
)
CHOICES_DIFFER = Check(
    "K24",
    Severity.ERROR,
    "En cell har ett val",
    "{header}: raderna {rows} gäller samma cell men säger olika ({values}). Inget har ändrats. "
    "Välj på en av raderna.",
    "Två val för samma cell kan inte båda gälla.",
    "nämnd valt på två rader med olika värden",
)
MASTER_MOVED = Check(
    "K25",
    Severity.ERROR,
    "Huvudarbetsboken är som när konflikten listades",
    "{header}: i huvudarbetsboken stod {before} när konflikten listades, nu {now}. Valet {choice} "
    "har inte genomförts och är borttaget. Raden visar nu {now}; välj igen.",
    "Den som valde såg ett annat värde än det som nu skulle skrivas över.",
    "84 i huvudarbetsboken har rättats till 85",
)
LINE_UNKNOWN = Check(
    "K26",
    Severity.ERROR,
    "Raden på Konflikter går att hitta i huvudarbetsboken",
    "Raden säger {id} och {header} i omgången {round}, och en sådan cell finns inte i "
    "huvudarbetsboken. Valet har inte genomförts. Rätta raden, eller skriv värdet där det hör "
    "hemma och ta bort raden.",
    "Celler hittas på sitt id, sin omgång och sin rubrik.",
    "ID är ändrat till M9.9",
)
ALREADY_DECIDED = Check(
    "K27",
    Severity.NOTE,
    "En konflikt avgörs en gång",
    "{header}: filen säger {returned}, men det är redan avgjort på bladet Konflikter att {master} "
    "gäller. Inget har ändrats.",
    "Samma oenighet ska inte behöva avgöras två gånger.",
    "Samma värde i en ny kopia av filen",
)
NO_CONFLICT_SHEET = Check(
    "K28",
    Severity.WARNING,
    "Huvudarbetsboken har bladet Konflikter",
    "Bladet Konflikter med tabellen tblKonflikter saknas i {master}, så konflikterna står bara "
    "här. Skriv de värden som gäller i huvudarbetsboken, eller hämta tillbaka bladet ur en "
    "tidigare version.",
    "Utan bladet finns det ingenstans att välja.",
    "Bladet är borttaget",
)

CHECKS = (
    FORMULA_KEPT,
    CHOSEN,
    CHOICE_UNREADABLE,
    CHOICES_DIFFER,
    MASTER_MOVED,
    LINE_UNKNOWN,
    ALREADY_DECIDED,
    NO_CONFLICT_SHEET,
)
