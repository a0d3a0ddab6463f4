"""What must hold of a workbook file as a whole, before any of its tables is read (A12-A17)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlmal.books.file_book import FileBook
from xlmal.finding import Check, Finding, Place, Refusal, Severity

FOLDER_GIVEN = Check(
    "A12",
    Severity.ERROR,
    "Det som anges är en fil",
    "{name} är en mapp och ingen arbetsbok. Ange en fil i mappen.",
    "Ett kommando som läser en arbetsbok gissar inte vilken i mappen som menas.",
    "xlmal visa inkomna",
)
MACROS = Check(
    "A13",
    Severity.WARNING,
    "Arbetsboken har inga makron",
    "arbetsboken innehåller makron. De har inte körts och förs inte vidare. Be avsändaren spara "
    "den som en vanlig arbetsbok (.xlsx).",
    "Makron kan ändra siffror utan att det syns, och många kommuner släpper inte igenom dem.",
    "Kulturnämnden.xlsm",
)
TOO_MANY_FORMATS = Check(
    "A14",
    Severity.WARNING,
    "Bladet har rimligt många regler för villkorsstyrd formatering",
    "bladet {sheet} har {count} regler för villkorsstyrd formatering. De förs inte vidare. Rensa "
    "dem i Excel (Start > Villkorsstyrd formatering > Rensa regler), så blir arbetsboken snabb "
    "igen.",
    "Excel kopierar reglerna varje gång rader klistras in, tills arbetsboken knappt går att öppna.",
    "3 000 regler på bladet Utfall",
)
LOCK_FILE = Check(
    "A15",
    Severity.WARNING,
    "Arbetsboken är stängd",
    "{book} är öppen hos någon. Den här filen är Excels låsfil, utan värden, och hoppas över.",
    "Det som inte är sparat finns inte i filen.",
    "~$Kulturnämnden.xlsx",
)
OWN_FINDINGS = Check(
    "A16",
    Severity.NOTE,
    "Filen är någon annans än vår egen lista",
    "filen är en lista med påpekanden som xlmal har skrivit. Den kontrolleras inte.",
    "En lista med påpekanden har inga egna värden att kontrollera.",
    "Kulturnämnden_validering.xlsx",
)
SHEET_UNREADABLE = Check(
    "A17",
    Severity.ERROR,
    "Alla blad går att läsa",
    "bladet går inte att läsa. {reason}",
    "Ett skadat blad ska inte hindra att de andra läses, men inte heller tigas ihjäl.",
    "Bladet Underlag pekar på en text som inte finns",
)
CHECKS = (FOLDER_GIVEN, MACROS, TOO_MANY_FORMATS, LOCK_FILE, OWN_FINDINGS, SHEET_UNREADABLE)

#: A workbook laid out by hand has some dozens; copying and pasting makes thousands.
_MANY_FORMATS = 500

_FORMAT_RULE = re.compile(rb"<(?:\w+:)?cfRule\s")

_LOCK_REFUSED = "F04"
_LOCKS = (("~$", ""), (".~lock.", "#"))


def about_book(book: FileBook) -> Iterator[Finding]:
    """Warn of what people should know about a workbook that is not a master."""
    if book.package.has_macros:
        yield MACROS.at(Place(book.name))
    for sheet in book.sheets():
        if sheet.kind != "worksheet" or sheet.state != "visible":
            continue
        try:
            data = book.scan(sheet.name).data
        except Refusal:  # whoever reads the sheet says so
            continue
        # Excel keeps copies of a rule side by side on one range as well as on ranges of their own.
        count = len(_FORMAT_RULE.findall(data))
        if count >= _MANY_FORMATS:
            place = Place(book.name, sheet=sheet.name)
            yield TOO_MANY_FORMATS.at(place, sheet=sheet.name, count=count)


def skipped_lock(name: str, refusal: Refusal) -> Finding | None:
    """The warning that stands for a lock file, which a pattern such as ``*.xlsx`` brings along."""
    if refusal.code != _LOCK_REFUSED:
        return None
    for start, end in _LOCKS:
        if name.startswith(start) and name.endswith(end):
            book = name[len(start) : len(name) - len(end)]
            return LOCK_FILE.at(Place(name), book=book)
    return None
