"""Sum up the sheet Dialog: one page in Word, and every word and count as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xlmal.domain.dialogue_summary import DialogueSummary, summary_of
from xlmal.finding import Refusal
from xlmal.operations.files import folder_for, write_file
from xlmal.operations.language import vocabulary
from xlmal.operations.master import open_master


@dataclass(frozen=True, slots=True)
class WrittenSummary:
    """Where it was written, and how many entries have a classification nobody has reviewed."""

    paths: tuple[Path, ...]
    proposed: int


def dialogue_summary(path: Path) -> tuple[str, DialogueSummary]:
    """The municipality's name and what its dialogue comes to.

    Raises:
        Refusal: the master cannot be read (F.., A01-A09), has no dialogue (A84), or simplemma is
            not installed (A64).
    """
    master = open_master(path)
    entries = master.municipality.dialogue
    if not entries:
        raise Refusal(
            "A84",
            f"Bladet Dialog i {master.name} har inga synpunkter att sammanfatta. Läs in dem med "
            "xlmal dialog importera, eller skriv dem på bladet.",
        )
    return master.municipality.settings.municipality, summary_of(entries, vocabulary())


def write_summary(path: Path, folder: Path) -> WrittenSummary:
    """Write dialog.docx and dialog.xlsx in a folder; what stood there is kept under historik/.

    Raises:
        Refusal: as ``dialogue_summary``; or the folder or a file cannot be written (A20, A21,
            F41-F43), or Word's library is not installed (A64).
    """
    municipality, summary = dialogue_summary(path)
    from xlmal.reports.dialogue_book import write_book
    from xlmal.reports.dialogue_page import dialogue_page
    from xlmal.reports.dialogue_word import write_page

    try:
        word = write_page(dialogue_page(summary, municipality))
    except ModuleNotFoundError as error:
        raise Refusal(
            "A64",
            f"Sammanfattningen behöver tillägget {error.name}, som inte är installerat. Skriv: "
            'pip install "xlmal[rapport]".',
        ) from error
    book = write_book(dialogue_page(summary, municipality, everything=True))
    folder_for(folder)
    paths = (folder / "dialog.docx", folder / "dialog.xlsx")
    for where, data in zip(paths, (word, book), strict=True):
        write_file(where, data)
    return WrittenSummary(paths, summary.proposed)
