"""What a returned file holds beside its open cells: other sheets, loose notes, comments, dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from xlmal.address import CellRef, a1, parse_a1
from xlmal.books.file_book import FileBook
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.finding import Finding, Kind, Place, RawCell
from xlmal.intake.quoting import quoted
from xlmal.intake.sheet import SheetContent
from xlmal.intake.table import TableRead
from xlmal.ooxml.notes import read_notes
from xlmal.ooxml.saved import saved_on
from xlmal.operations import outside_checks as checks
from xlmal.operations.merge_checks import answer_text
from xlmal.operations.reading import content_of, sheet_names
from xlmal.schema.committee import COMMITTEE_TABLES, GUIDE_SHEET
from xlmal.schema.manifest import checksum
from xlmal.schema.produced import (
    ISSUED_SHEET,
    LISTS_SHEET,
    MANIFEST_SHEET,
    VALIDATION,
)
from xlmal.schema.written import EXAMPLES_SHEET, WRITTEN_TABLES

#: The cells on Så gör du where the sender says how decided the answer is, by their names.
_VERSION, _DECIDED_ON, _PARAGRAPH = "svarVersion", "svarBeslutsdatum", "svarParagraf"
Cells = Mapping[tuple[int, int], RawCell]

_DATA_SHEETS = frozenset(table.sheet for table in (*COMMITTEE_TABLES, *WRITTEN_TABLES))
_OURS = _DATA_SHEETS | {
    EXAMPLES_SHEET,
    GUIDE_SHEET,
    ISSUED_SHEET,
    LISTS_SHEET,
    MANIFEST_SHEET,
    VALIDATION.sheet,
}
#: What we write above a table: its title, what to do, and the round.
_TITLES = frozenset({(1, 1), (2, 1), (3, 1)})
_MOST_TOLD = 5
#: A cell holds 32,767 characters (Excel specifications and limits).
_LONGEST = 32_000


def lateness(book: FileBook, municipality: Municipality, round_: Round) -> tuple[date, date] | None:
    """The day a file was saved and the round's last day, when the first comes after the other.

    What the file itself tells is all there is: when it was sent is not in it, and when the run is
    made says nothing.
    """
    occasion = municipality.occasion_of.get(round_)
    saved = saved_on(book.package) if occasion and occasion.last_day else None
    if occasion is None or occasion.last_day is None or saved is None:
        return None
    return (saved, occasion.last_day) if saved > occasion.last_day else None


def comments_in(book: FileBook) -> str:
    """Every comment in a file, a line each: "Utfall!F9: Gäller bara kvartal 2."."""
    lines = []
    for note in read_notes(book.package):
        text = " ".join(note.text.split())
        lines.append(f"{note.at}: {'svar: ' if note.is_reply else ''}{text}")
    text = "\n".join(lines)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}... (fler står i filen)"


def outside(
    book: FileBook, reads: Iterable[TableRead], own_texts: Mapping[str, str]
) -> Iterator[Finding]:
    """What stands in one of our own files where nothing is read.

    ``own_texts`` are the manifest's marks of what we wrote on Så gör du ourselves.
    """
    for sheet in book.sheets():
        if sheet.name not in _OURS:
            yield from _extra_sheet(book, sheet.name, is_cells=sheet.kind == "worksheet")
        elif sheet.name == GUIDE_SHEET:
            stored = {(cell.row, cell.column): cell for cell in book.scan(sheet.name)}
            cells = _filled(stored)
            yield from _told(book.name, sheet.name, _beside_guide(book, cells, own_texts))
    for read in reads:
        if read.header_row:
            yield from _told(book.name, read.sheet, _beside(content_of(book, read.sheet), read))


def _extra_sheet(book: FileBook, name: str, *, is_cells: bool) -> Iterator[Finding]:
    count = len(_filled(content_of(book, name).cells)) if is_cells else 0
    if count or not is_cells:
        text = "en ifylld cell" if count == 1 else f"{count} ifyllda celler"
        told = text if is_cells else "ett diagram eller annat än celler"
        yield checks.EXTRA_SHEET.at(Place(book.name, sheet=name), sheet=name, count=told)


def _filled(cells: Cells) -> dict[tuple[int, int], RawCell]:
    return {at: cell for at, cell in cells.items() if cell.kind is not Kind.BLANK or cell.formula}


def _beside(content: SheetContent, read: TableRead) -> list[RawCell]:
    """Cells above and below a table, on rows that nothing has been said of."""
    refs = [finding.place.ref for finding in read.findings]
    spoken_of = {row.number for row in read.rows} | {ref.row for ref in refs if ref}
    beside = {
        (row, column): cell
        for (row, column), cell in content.cells.items()
        if (row < read.header_row and (row, column) not in _TITLES)
        or (row > read.header_row and row not in spoken_of)
    }
    return [cell for _, cell in sorted(_filled(beside).items())]


def _beside_guide(book: FileBook, cells: Cells, own_texts: Mapping[str, str]) -> list[RawCell]:
    """Cells on Så gör du that are not ours and not asked for."""
    asked = _asked_on_guide(book)
    if own_texts:
        return [
            cell
            for at, cell in sorted(cells.items())
            if at not in asked
            and cell.formula is None
            and own_texts.get(a1(*at)) != checksum(cell.text)
        ]
    # A file from before 2026-11-25: ours stand in pairs, a label and its text.
    return [
        cell
        for (row, column), cell in sorted(cells.items())
        if column > 2
        or (column == 2 and (row, 1) not in cells)
        or (column == 1 and row > 2 and (row, 2) not in cells and (row, 2) not in asked)
    ]


def _asked_on_guide(book: FileBook) -> set[tuple[int, int]]:
    asked = set()
    for name in book.package.defined_names:
        sheet, _, address = name.refers_to.rpartition("!")
        if sheet.strip("'") == GUIDE_SHEET:
            try:
                asked.add(parse_a1(address.replace("$", "")))
            except ValueError:
                continue
    return asked


def _told(file: str, sheet: str, loose: list[RawCell]) -> Iterator[Finding]:
    loose = [cell for cell in loose if cell.text.strip()]
    for number, cell in enumerate(loose[:_MOST_TOLD], start=1):
        text = quoted(cell.text)
        left = len(loose) - number
        if number == _MOST_TOLD and left:
            text = (
                f"{text}, och {left} celler till, den sista {a1(loose[-1].row, loose[-1].column)}"
            )
        place = Place(file, CellRef(sheet, cell.row, cell.column))
        yield checks.LOOSE_NOTE.at(place, cell.text, text=text)


def told_in(book: FileBook) -> tuple[str, str]:
    """How decided the answer is, and by which decision, from the cells on Så gör du."""
    found: dict[str, str] = {}
    for name in book.package.defined_names:
        sheet, _, address = name.refers_to.rpartition("!")
        sheet = sheet.strip("'").replace("''", "'")
        if name.name in (_VERSION, _DECIDED_ON, _PARAGRAPH) and sheet in sheet_names(book):
            try:
                at = parse_a1(address.replace("$", ""))
            except ValueError:
                continue
            cell = book.scan(sheet).cell(*at)
            found[name.name] = answer_text(cell, date1904=book.date1904)
    decision = " ".join(filter(None, (found.get(_DECIDED_ON), found.get(_PARAGRAPH))))
    return found.get(_VERSION, ""), decision
