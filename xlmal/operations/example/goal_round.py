"""The example's goal-setting round of 2020: sent out, filled in by every unit, and merged."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xlmal.books.file_book import FileBook
from xlmal.domain.municipality import Municipality
from xlmal.domain.new_ids import new_goal_ids
from xlmal.domain.rounds import Round
from xlmal.ooxml.edits import SetCell, Value
from xlmal.ooxml.patch import patch
from xlmal.operations.example.tables import rows
from xlmal.operations.files import folder_for, write_file
from xlmal.operations.master import open_master
from xlmal.operations.merge import MergeOrder, merge
from xlmal.operations.split import SentFile, split
from xlmal.schema.cells import stored_form

ROUND = Round.parse("2020-mål")
#: The folder of the round in the example's own.
FOLDER = "mal-2020"
#: A week before the last day; an example needs no clock.
_MERGED = datetime(2019, 10, 4, 9, 0)

#: A cell by sheet, the row's id and the header.
Cells = dict[tuple[str, str, str], Value]


@dataclass(frozen=True, slots=True)
class GoalRound:
    """Where the round lies, and how many files there are."""

    master: Path
    sent_folder: Path
    returned_folder: Path
    sent: int


def make_goal_round(folder: Path, master: Path) -> GoalRound:
    """Send the round out from a copy of the master, fill every file in, and merge them."""
    folder = folder_for(folder / FOLDER)
    after = folder / "master.xlsx"
    shutil.copyfile(master, after)
    opened = open_master(after)
    sent = split(opened, ROUND, folder / "utskick")
    inbox = folder_for(folder / "inkomna")
    for one in sent:
        _fill(one, inbox, written_by(opened.municipality, one.request.provider))
    merge(MergeOrder(after, (inbox,), _MERGED))
    shutil.rmtree(folder / "historik", ignore_errors=True)
    return GoalRound(after, folder / "utskick", inbox, len(sent))


def written_by(municipality: Municipality, unit: str) -> Cells:
    """What a unit writes: its new goals, and new links and targets for those that go on."""
    cells: Cells = {}
    successors = {one.old: one.new for one in municipality.successions}
    for goal in municipality.goals_in(ROUND.year, unit):
        new = successors.get(goal.council_goal or "")
        if new:
            cells["Nämndmål", goal.id, "Övergripande mål"] = new[-1]
        for indicator in municipality.indicators_of.get(goal.id, ()):
            this_year = municipality.target_of.get((indicator.id, ROUND.year - 1))
            is_there = (indicator.id, ROUND.year) in municipality.target_of
            if this_year is not None and not is_there:
                cells["Målvärden", indicator.id, "Målvärde"] = stored_form(this_year.target)
                cells["Målvärden", indicator.id, "Övre målvärde"] = this_year.target_upper
    ids = new_goal_ids(municipality, unit, ROUND.year, 6)
    for row in rows("goals_2020"):
        if row["enhet"] == unit:
            id_ = ids[int(row["nr"]) - 1]
            cells |= {("Nämndmål", id_, header): row[name] for header, name in _GOAL.items()}
            cells |= _indicators(unit, row["nr"], id_)
    return cells


_GOAL = {
    "Mål": "lydelse",
    "Övergripande mål": "övergripande",
    "Måltyp": "typ",
    "God ekonomisk hushållning": "god hushållning",
    "Målgrupp": "målgrupp",
    "Fokusområde": "fokusområde",
    "Agenda 2030": "agenda",
}
_INDICATOR = {
    "Indikator": "namn",
    "Måttenhet": "enhet för måttet",
    "Riktning": "riktning",
    "Sorts mått": "slag",
    "Källa": "källa",
}


def _indicators(unit: str, number: str, goal: str) -> Cells:
    cells: Cells = {}
    for row in rows("indicators_2020"):
        if (row["enhet"], row["nr"]) != (unit, number):
            continue
        id_ = f"{goal}.{row['indikator']}"
        decimals = max(len(row[name].partition(".")[2]) for name in ("bas", "mål"))
        cells |= {("Indikatorer", id_, header): row[name] for header, name in _INDICATOR.items()}
        cells["Indikatorer", id_, "Basvärde"] = float(row["bas"])
        cells["Indikatorer", id_, "Basår"] = float(ROUND.year - 2)
        cells["Indikatorer", id_, "Decimaler"] = float(decimals)
        cells["Målvärden", id_, "Målvärde"] = float(row["mål"])
    return cells


def _fill(sent: SentFile, folder: Path, cells: Mapping[tuple[str, str, str], Value]) -> None:
    book = FileBook.open(sent.path, sent.path.name)
    edits = list(_edits(book, cells))
    data = patch(book.package, edits).data if edits else book.package.data
    write_file(folder / sent.path.name, data)


def _edits(book: FileBook, cells: Mapping[tuple[str, str, str], Value]) -> Sequence[SetCell]:
    places: dict[tuple[str, str], int] = {}
    columns: dict[tuple[str, str], int] = {}
    for table in book.tables():
        scan, first = book.scan(table.sheet), table.area.first_column
        for row in range(table.first_data_row, table.last_data_row + 1):
            cell = scan.cell(row, first)
            if cell is not None:
                places[table.sheet, cell.text] = row
        for at, header in enumerate(table.columns, start=first):
            columns[table.sheet, header] = at
    return [
        SetCell(sheet, places[sheet, id_], columns[sheet, header], value)
        for (sheet, id_, header), value in cells.items()
        if value is not None
    ]
