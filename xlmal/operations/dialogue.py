"""Take in a dialogue: read, mask, sort into proposals, and put new rows on the sheet Dialog."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from xlmal.building.heights import row_height
from xlmal.domain.dialogue import DialogueChannel, DialogueEntry, new_entries
from xlmal.domain.dialogue_themes import Sorter, goals_to_come, proposed
from xlmal.domain.municipality import Municipality
from xlmal.finding import Refusal
from xlmal.ooxml.edits import AppendRow, Edit, SetCell
from xlmal.ooxml.patch import patch
from xlmal.operations.dialogue_file import read_dialogue_sheet
from xlmal.operations.dialogue_rows import read_entries
from xlmal.operations.dialogue_told import TakenIn, taken_in
from xlmal.operations.files import one_run_at_a_time, refuse_open, write_file
from xlmal.operations.language import name_words, vocabulary
from xlmal.operations.master import Master, open_master
from xlmal.operations.reading import naming
from xlmal.schema.cells import stored_form
from xlmal.schema.dialogue_tables import DIALOGUE


@dataclass(frozen=True, slots=True)
class DialogueOrder:
    """What to take in.

    Attributes:
        file: a workbook or a text file with columns.
        master: where the entries go.
        sheet: the sheet, where the file has several that could be meant.
        channel: for rows that say no channel.
        day: for rows that say no day.
        columns: their header -> our header, where the names do not tell.
    """

    file: Path
    master: Path
    sheet: str = ""
    channel: DialogueChannel | None = None
    day: date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


def import_dialogue(order: DialogueOrder) -> TakenIn:
    """Put a file's entries below those of the sheet Dialog, masked; none of them twice.

    Raises:
        Refusal: the file (F.., A80-A82) or the master (F.., A01-A09, A28, A83) cannot be used, or
            simplemma is not installed (A64); the master is then as it was.
    """
    if not order.master.is_file():
        open_master(order.master)  # says what is wrong with the path
    refuse_open(order.master)
    sheet = read_dialogue_sheet(order.file, order.sheet, order.columns)
    with one_run_at_a_time(order.master):
        master = _with_dialogue(order.master)
        municipality = master.municipality
        rows, noted = read_entries(
            sheet, _groups(municipality), order.channel, order.day, name_words()
        )
        added = new_entries(municipality.dialogue, [row.entry for row in rows])
        sorter = sorter_of(municipality)
        sorted_ = [proposed(entry, sorter) for entry in added]
        _write(master, order.master, [_append(entry) for entry in sorted_])
    return taken_in(sheet, rows, sorted_, noted)


def propose_classes(path: Path) -> tuple[str, ...]:
    """Fill the blank classifications of entries that nobody has reviewed; return their ids.

    Raises:
        Refusal: the master cannot be used (F.., A01-A09, A28, A83), or simplemma is not installed
            (A64); the master is then as it was.
    """
    if not path.is_file():
        open_master(path)  # says what is wrong with the path
    refuse_open(path)
    with one_run_at_a_time(path):
        master = _with_dialogue(path)
        read = master.reads["dialogue"]
        row_of = {str(row.value(DIALOGUE.key[0])): row.number for row in read.rows}
        sorter = sorter_of(master.municipality)
        edits: list[Edit] = []
        changed = []
        for entry in master.municipality.dialogue:
            new = proposed(entry, sorter)
            if new != entry:
                changed.append(entry.id)
                edits += [
                    SetCell(
                        read.sheet,
                        row_of[entry.id],
                        read.columns[column.header],
                        stored_form(getattr(new, column.field or "")),
                    )
                    for column in DIALOGUE.stored
                    if getattr(new, column.field or "") != getattr(entry, column.field or "")
                ]
        _write(master, path, edits)
    return tuple(changed)


def sorter_of(municipality: Municipality) -> Sorter:
    """What proposes classifications, from the goals and the focus areas of a municipality.

    Raises:
        Refusal: simplemma is not installed (A64).
    """
    goals = goals_to_come(municipality.council_goals, municipality.settings.year)
    areas = {goal.focus_area for goal in municipality.unit_goals} - {""}
    return Sorter(vocabulary(), goals, tuple(sorted(areas)))


def _with_dialogue(path: Path) -> Master:
    master = open_master(path)
    if "dialogue" not in master.reads:
        raise Refusal(
            "A83",
            f"Bladet Dialog saknas i {master.name}, som är gjord med en äldre version av xlmal. "
            "Inget har ändrats. Skapa en ny huvudarbetsbok med xlmal ny och flytta över bladen.",
        )
    return master


def _groups(municipality: Municipality) -> tuple[str, ...]:
    goals = (goal.target_group for goal in municipality.unit_goals)
    entries = (entry.target_group for entry in municipality.dialogue)
    return tuple(dict.fromkeys(name for name in (*goals, *entries) if name))


def _append(entry: DialogueEntry) -> AppendRow:
    values = {
        column.header: stored_form(getattr(entry, column.field or "")) for column in DIALOGUE.stored
    }
    return AppendRow(DIALOGUE.name, values, row_height("master", DIALOGUE, values))


def _write(master: Master, path: Path, edits: Sequence[Edit]) -> None:
    if edits:
        with naming(master.name):
            patched = patch(master.book.package, edits)
        write_file(path, patched.data, instead_of=master.book.package.data)
