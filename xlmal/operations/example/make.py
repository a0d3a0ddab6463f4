"""The example municipality on disk: master, what was sent, what came back, and what is right."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from xlmal.address import CellRef
from xlmal.books.file_book import FileBook
from xlmal.building.master import build_master
from xlmal.building.typed_answers import TypedCell, type_answers
from xlmal.domain.choices import RoundStatus
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import ReportingOccasion, Round
from xlmal.finding import Refusal
from xlmal.operations.example.answers import LATE_UNITS, OMISSIONS, Typed, answers
from xlmal.operations.example.content import example_municipality
from xlmal.operations.example.dialogue import LATE_FILE, late_answers
from xlmal.operations.example.goal_round import FOLDER, GoalRound, make_goal_round
from xlmal.operations.files import folder_for, write_file
from xlmal.operations.inspect import plain
from xlmal.operations.master import open_master
from xlmal.operations.merge import MergeOrder, merge
from xlmal.operations.split import split
from xlmal.schema.committee import COMMITTEE_TABLES, FOLLOW_UP_FORM
from xlmal.schema.manifest import MASTER, Manifest

_D1, _D2 = Round.parse("2019-D1"), Round.parse("2019-D2")

#: Days after the last day that the receipts of D1 carry; an example needs no clock.
_D1_MERGED = datetime(2019, 5, 20, 9, 0)

_GENERATED = ("master.xlsx", "utskick", "inkomna", "facit.json", LATE_FILE, FOLDER)


@dataclass(frozen=True, slots=True)
class MadeExample:
    """Where everything is, and how many files there are."""

    master: Path
    sent_folder: Path
    returned_folder: Path
    key: Path
    sent: int
    returned: int
    goals: GoalRound


def make_example(folder: Path) -> MadeExample:
    """Write the example into a folder; the same files, byte for byte, every time.

    D1 goes through the whole chain to make the master's history: split, filled in, merged.

    Raises:
        Refusal: the folder holds something else (A30), or cannot be written to.
    """
    _refuse_other_content(folder)
    folder_for(folder)
    master = folder / "master.xlsx"
    municipality = example_municipality()
    workshop = folder / ".arbete"
    try:
        _through_d1(master, municipality, workshop)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    sent = split(open_master(master), _D2, folder / "utskick")
    late = set(LATE_UNITS[_D2.code])
    typed = answers(municipality, _D2)
    returned_folder = folder_for(folder / "inkomna")
    filled = [
        _fill(one.path, returned_folder, typed) for one in sent if _code(one.path) not in late
    ]
    write_file(folder / LATE_FILE, late_answers())
    goals = make_goal_round(folder, master)
    key = folder / "facit.json"
    write_file(key, _answer_key(filled, late).encode())
    sent_folder = folder / "utskick"
    return MadeExample(master, sent_folder, returned_folder, key, len(sent), len(filled), goals)


def _refuse_other_content(folder: Path) -> None:
    if not folder.is_dir():
        return
    others = [one.name for one in folder.iterdir() if one.name not in (*_GENERATED, "historik")]
    made_by_us = (folder / "facit.json").exists()
    if others and not made_by_us:
        raise Refusal(
            "A30",
            f"Mappen {folder} innehåller annat ({others[0]} ...). Ange en tom mapp för exemplet.",
        )
    for name in _GENERATED:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _through_d1(master: Path, municipality: Municipality, workshop: Path) -> None:
    """Build the master as in spring, send D1 out, take the answers in, and close the round."""
    manifest = Manifest("exempelkommunen-2019", MASTER, municipality.settings.year)
    spring = _with_status(municipality, {_D1: RoundStatus.OPEN, _D2: RoundStatus.PLANNED})
    folder_for(workshop)
    draft = workshop / "master.xlsx"
    write_file(draft, build_master(spring, manifest))
    typed = answers(municipality, _D1)
    sent = split(open_master(draft), _D1, workshop / "utskick")
    inbox = folder_for(workshop / "inkomna")
    for one in sent:
        _fill(one.path, inbox, typed)
    merge(MergeOrder(draft, (inbox,), _D1_MERGED))
    merged = open_master(draft).municipality
    autumn = _with_status(merged, {_D1: RoundStatus.CLOSED, _D2: RoundStatus.OPEN})
    write_file(master, build_master(autumn, manifest))


def _with_status(municipality: Municipality, status: dict[Round, RoundStatus]) -> Municipality:
    from dataclasses import replace

    def changed(occasion: ReportingOccasion) -> ReportingOccasion:
        new = status.get(occasion.round, occasion.status)
        return occasion.model_copy(update={"status": new})

    return replace(municipality, occasions=tuple(map(changed, municipality.occasions)))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A typed answer and the cell it stands in."""

    typed: Typed
    file: str
    ref: CellRef


def _fill(path: Path, folder: Path, typed: Iterable[Typed]) -> list[_Placed]:
    """Type one provider's answers into a copy of its file."""
    book = FileBook.open(path, path.name)
    places = _places(book)
    mine = [one for one in typed if one.provider == _code(path)]
    placed = [_Placed(one, path.name, places[one.table, one.key, one.header]) for one in mine]
    cells = [
        TypedCell(
            one.ref.sheet, one.ref.row, one.ref.column, one.typed.typed, one.typed.number_format
        )
        for one in placed
    ]
    write_file(folder / path.name, type_answers(book.package.data, cells))
    return placed


def _places(book: FileBook) -> dict[tuple[str, str, str], CellRef]:
    """The cell of every (table, row's first key, header) in a committee file."""
    places: dict[tuple[str, str, str], CellRef] = {}
    names = [table.name for table in COMMITTEE_TABLES]
    for table in book.tables():
        if table.display_name not in names:
            continue
        scan = book.scan(table.sheet)
        header = (
            FOLLOW_UP_FORM.key[0] if table.display_name == FOLLOW_UP_FORM.name else "Indikator-ID"
        )
        key_column = table.area.first_column + table.columns.index(header)
        for row in range(table.first_data_row, table.last_data_row + 1):
            key = scan.cell(row, key_column)
            assert key is not None
            for at, name in enumerate(table.columns, start=table.area.first_column):
                places[table.display_name, key.text, name] = CellRef(table.sheet, row, at)
    return places


def _code(path: Path) -> str:
    return path.name.partition("_")[0]


def _answer_key(filled: Sequence[Sequence[_Placed]], late: Iterable[str]) -> str:
    """facit.json: every planted mistake with file and cell, and every sound value."""
    placed = [one for file in filled for one in file]
    return json.dumps(
        {
            "round": _D2.code,
            "missing": sorted(late),
            "mistakes": [
                {**_where(one), "mistake": one.typed.mistake, "typed": _written(one.typed.typed)}
                for one in placed
                if one.typed.mistake
            ],
            "omissions": [
                {
                    "provider": one.provider,
                    "file": f"{one.provider}_{_D2.code}.xlsx",
                    "key": one.key,
                    "header": one.header,
                    "mistake": one.mistake,
                }
                for one in OMISSIONS
                if one.provider not in late
            ],
            "values": [
                {**_where(one), "value": plain(one.typed.value)}
                for one in placed
                if not one.typed.mistake
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def _where(one: _Placed) -> dict[str, str]:
    return {
        "file": one.file,
        "cell": str(one.ref),
        "table": one.typed.table,
        "key": one.typed.key,
        "header": one.typed.header,
    }


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
