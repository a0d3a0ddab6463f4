"""The buttons of the ribbon tab Mål: each a few lines over the operation that a headless run uses.

Excel loads this module on every press, so what an operation needs is imported when it is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from udfs.boundary import Visit, button

if TYPE_CHECKING:
    from pathlib import Path

    from xlmal.address import CellRef
    from xlmal.books.file_book import FileBook
    from xlmal.domain.rounds import Round
    from xlmal.finding import Finding
    from xlmal.operations.master import Master

_SHOWN_CONFLICTS = 5


@button
def validate(here: Visit) -> str:
    """Validera: hold the workbook against every rule, fill Validering, show the first finding."""
    from xlmal.operations.told import counted
    from xlmal.operations.validate import mark

    result = mark(here.copy)
    if result.error is not None:
        raise result.error
    said = f"{here.live.name}: {counted(result.findings)}."
    if result.written == here.copy:
        kept = here.take_over()
        _select_first(here, result.findings)
        return f"{said} Bladet Validering är ifyllt. {kept}"
    if result.written is None:
        return said
    return (
        f"{said} Arbetsboken kommer inte från xlmal och har inte ändrats. Påpekandena står i "
        f"{_beside(here, result.findings, here.folder / here.live.name)}."
    )


@button
def clear_marks(here: Visit) -> str:
    """Rensa markeringar: the sheet Validering as it was born, and with that no marks."""
    from xlmal.operations.clear_validation import cleared
    from xlmal.operations.reading import open_book

    patched = cleared(open_book(here.copy))
    if not patched.changed_parts:
        return "Det fanns inga markeringar att rensa."
    return f"Markeringarna är borta. {here.take_over(patched)}"


@button
def next_finding(here: Visit) -> str:
    """Nästa påpekande: show the cell of the finding after the one that is selected."""
    from xlmal.address import CellRef

    places = _listed(here.live.file)
    if not places:
        return "Det finns inga påpekanden på bladet Validering. Tryck på Validera först."
    selection = here.desk.app.selection
    now = CellRef(selection.sheet.name, selection.row, selection.column) if selection else None
    refs = list(dict.fromkeys(ref for ref, _ in places))
    at = (refs.index(now) + 1) % len(refs) if now in refs else 0
    here.live.select(refs[at])
    said = " ".join(text for ref, text in places if ref == refs[at])
    return f"{at + 1} av {len(refs)}. {refs[at]}: {said}"


@button
def split(here: Visit) -> str:
    """Dela ut: one file per unit and provider, into a folder that the user picks."""
    from xlmal.operations.split import split as split_master
    from xlmal.operations.told import number

    master, round_ = _open_round(here)
    folder = here.desk.folder(f"Välj mappen som filerna för {round_.title} ska läggas i")
    sent = split_master(master, round_, folder)
    return f"{number(len(sent), 'fil', 'filer')} för {round_.title} ligger i {folder}."


@button
def merge(here: Visit) -> str:
    """Samla in: the returned files of a folder into the master, conflicts listed."""
    from xlmal.operations.merge import MergeOrder
    from xlmal.operations.merge import merge as merge_into
    from xlmal.operations.merge_cells import Fate
    from xlmal.operations.told import counted, number

    folder = here.desk.folder("Välj mappen med de returnerade filerna")
    result = merge_into(MergeOrder(here.copy, (folder,), now()))
    lines = [
        f"{number(len(result.files), 'fil läst', 'filer lästa')}, {len(result.merged)} togs in. "
        f"{number(result.count(Fate.TAKEN), 'cell ändrad', 'celler ändrade')}, "
        f"{number(result.count(Fate.CONFLICT), 'konflikt', 'konflikter')}, "
        f"{counted(result.findings)}."
    ]
    conflicts = [one for one in result.decisions if one.fate is Fate.CONFLICT]
    lines += [
        f"Konflikt: {said.file}, {said.ref}"
        for said in [one.first for one in conflicts[:_SHOWN_CONFLICTS]]
    ]
    lines += [f"Saknas: {one.name} ({one.provider})" for one in result.missing]
    if result.patched is not None:
        lines.append(here.take_over(result.patched))
    if result.findings:
        beside = _beside(here, result.findings, here.folder / f"Samla in {here.live.name}")
        lines.append(f"Alla påpekanden står i {beside}.")
    return "\n".join(lines)


@button
def attainment(here: Visit) -> str:
    """Räkna prognos: judge the round under way and fill the sheet Måluppfyllelse."""
    from xlmal.domain.round_result import count_states
    from xlmal.operations.attainment import write_attainment

    _, round_ = _open_round(here)
    result, patched = write_attainment(here.copy, round_)
    counts = count_states(result.committee_goals).items()
    goals = ", ".join(f"{count} {result.words.of(state)}" for state, count in counts)
    kept = here.take_over(patched)
    return f"{round_.title}. Nämndmål: {goals or 'inga'}. Bladet Måluppfyllelse är ifyllt. {kept}"


@button
def report(here: Visit) -> str:
    """Skriv rapport: the report of the round under way, into a folder that the user picks."""
    from xlmal.operations.report import report as write_report

    master, round_ = _open_round(here)
    folder = here.desk.folder(f"Välj mappen som rapporten för {round_.title} ska läggas i")
    return f"Rapporten ligger i {write_report(master, round_, folder)}."


@button
def about(here: Visit) -> str:
    """Om/Hjälp: which versions these are, and where help is."""
    import sys

    import xlwings as xw

    from xlmal import __version__

    return (
        f"xlmal {__version__}, xlwings {xw.__version__}, Python {sys.version.split()[0]}.\n"
        f"Programmet körs från {sys.executable}.\n"
        "Validera skriver påpekandena på bladet Validering och markerar cellerna. Samla in och "
        "Räkna prognos ändrar huvudarbetsboken; en kopia sparas alltid först i mappen historik.\n"
        "Fungerar något inte: skriv xlmal tillägg kontrollera i ett kommandofönster."
    )


def now() -> datetime:
    """The time that receipts are given."""
    return datetime.now()


def _open_round(here: Visit) -> tuple[Master, Round]:
    """The master, and its round under way.

    Raises:
        Refusal: the workbook is no master (A01), or no round is open (L05).
    """
    from xlmal.finding import Refusal
    from xlmal.operations.master import open_master
    from xlmal.operations.validate import round_under_way

    master = open_master(here.copy)
    round_ = round_under_way(master.municipality)
    if round_ is None:
        raise Refusal(
            "L05",
            f"Ingen omgång är öppen i {here.live.name}. Skriv öppen vid omgången på bladet "
            "Rapporttillfällen.",
        )
    return master, round_


def _listed(book: FileBook) -> list[tuple[CellRef, str]]:
    """The cells that the sheet Validering lists, in its order, and what is said of each."""
    from xlmal.address import CellRef
    from xlmal.operations.write_validation import validation_table

    table = validation_table(book)
    if table is None or not {"Cell", "Påpekande"} <= set(table.columns):
        return []
    scan = book.scan(table.sheet)
    first = table.area.first_column
    cell_at, text_at = (first + table.columns.index(name) for name in ("Cell", "Påpekande"))
    found = []
    for row in range(table.first_data_row, table.last_data_row + 1):
        where, text = scan.cell(row, cell_at), scan.cell(row, text_at)
        if where is not None and "!" in where.text:
            found.append((CellRef.parse(where.text), text.text if text else ""))
    return found


def _select_first(here: Visit, findings: Sequence[Finding]) -> None:
    """Show the first finding that has a cell; without any, stay where the user is."""
    ref = next((one.place.ref for one in findings if one.place.ref is not None), None)
    if ref is not None:
        here.live.select(ref)


def _beside(here: Visit, findings: Sequence[Finding], workbook: Path) -> Path:
    from xlmal.operations.files import folder_for
    from xlmal.operations.write_validation import write_beside

    folder_for(workbook.parent)
    return write_beside(workbook, findings)
