"""A desk in the autumn of 2019: the council has new goals for 2020, and the units write theirs.

KS  has M1 for K1, which ends in 2019, but M1 goes on; BUN and KN have nothing yet.
K1  2015-2019 | K11 and K12 2020-2026
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from support.lillkoping import desk_municipality
from xlmal.address import CellRef
from xlmal.books.file_book import FileBook
from xlmal.building.master import build_master
from xlmal.building.typed_answers import TypedCell, type_answers
from xlmal.domain.choices import RoundStatus
from xlmal.domain.goals import CouncilGoal
from xlmal.domain.municipality import Municipality
from xlmal.domain.period import GoalSuccession
from xlmal.domain.programme import GoalProgramme
from xlmal.domain.rounds import ReportingOccasion, Round
from xlmal.finding import Severity
from xlmal.operations.master import Master, open_master, read_master
from xlmal.operations.merge import MergeOrder, MergeResult, merge
from xlmal.operations.split import split
from xlmal.schema.cells import stored_form
from xlmal.schema.manifest import MASTER, Manifest

GOALS, CONTRIBUTIONS = Round.parse("2020-mål"), Round.parse("2020-bidrag")
NOW = datetime(2019, 10, 21, 9, 0)

#: A cell by sheet, row key and header: ("Nämndmål", "M101", "Mål").
Written = Mapping[tuple[str, str, str], object]


def goal_setting_municipality() -> Municipality:
    """Return the municipality of this module's first lines."""
    small = desk_municipality()
    old = CouncilGoal(id="K1", wording="Kommunen växer.", valid_from=2015, valid_to=2019)
    new = (
        CouncilGoal(id="K11", wording="Unga tror på framtiden.", valid_from=2020, valid_to=2026),
        CouncilGoal(id="K12", wording="Alla är trygga hemma.", valid_from=2020, valid_to=2026),
    )
    return replace(
        small,
        council_goals=(old, *new),
        unit_goals=tuple(
            one if one.id == "M1" else one.model_copy(update={"valid_to": 2019})
            for one in small.unit_goals
        ),
        successions=(GoalSuccession(old="K1", new=("K11", "K12")),),
        goal_programmes=(GoalProgramme(goal="K11", meaning="Ingen ska ge upp skolan."),),
        occasions=(
            *small.occasions,
            *(
                ReportingOccasion(round=one, last_day=date(2100, 1, 1), status=RoundStatus.OPEN)
                for one in (GOALS, CONTRIBUTIONS)
            ),
        ),
    )


@cache
def _sent(round_: Round, folder: Path) -> tuple[bytes, Mapping[str, bytes]]:
    data = build_master(goal_setting_municipality(), Manifest("lillkoping", MASTER, 2019))
    sent = split(read_master(FileBook.open(data, "master.xlsx")), round_, folder / round_.code)
    return data, {one.request.provider: one.path.read_bytes() for one in sent}


class GoalDesk:
    """A folder with the master and an inbox, and the files of one round as they were sent out."""

    def __init__(self, folder: Path, shared: Path, round_: Round = GOALS) -> None:
        data, self.files = _sent(round_, shared)
        self.round = round_
        self.master = folder / "master.xlsx"
        self.master.write_bytes(data)
        self.inbox = folder / "inkomna"
        self.inbox.mkdir()

    def receive(self, code: str, cells: Written, name: str = "") -> Path:
        """Put a unit's file in the inbox with some cells written."""
        path = self.inbox / (name or f"{code}_{self.round.code}.xlsx")
        path.write_bytes(written(self.files[code], cells))
        return path

    def merge(self) -> MergeResult:
        """Merge the inbox, and empty it."""
        result = merge(MergeOrder(self.master, (self.inbox,), NOW))
        for path in self.inbox.iterdir():
            path.unlink()
        return result

    def take_in(self, code: str, cells: Written, name: str = "") -> MergeResult:
        """Receive one file and merge it."""
        self.receive(code, cells, name)
        return self.merge()

    def opened(self) -> Master:
        """The master as it is now."""
        return open_master(self.master)

    def rows(self, field: str, *headers: str) -> list[list[object]]:
        """What stands in some columns of one of the master's tables, row by row."""
        return [
            [row.value(header) for header in headers] for row in self.opened().reads[field].rows
        ]


def goal(
    id_: str, wording: str, link: str = "K11", target: float | None = 50.0, indicators: int = 1
) -> dict[tuple[str, str, str], object]:
    """The cells of a goal with its indicators and their targets."""
    cells: dict[tuple[str, str, str], object] = {
        ("Nämndmål", id_, "Mål"): wording,
        ("Nämndmål", id_, "Övergripande mål"): link,
    }
    for number in range(1, indicators + 1):
        key = f"{id_}.{number}"
        cells |= {
            ("Indikatorer", key, "Indikator"): f"Mått {number} på {id_}",
            ("Indikatorer", key, "Måttenhet"): "antal",
            ("Indikatorer", key, "Riktning"): "högre",
            ("Indikatorer", key, "Källa"): "Egen statistik",
            ("Indikatorer", key, "Rimligt lägst"): 0,
            ("Indikatorer", key, "Rimligt högst"): 1000,
        }
        if target is not None:
            cells["Målvärden", key, "Målvärde"] = target
    return cells


def planted() -> dict[tuple[str, str, str], object]:
    """KS's file with four faults: four indicators, an expired link, no target, and an activity."""
    sound: dict[tuple[str, str, str], object] = {
        ("Nämndmål", "M1", "Övergripande mål"): "K12",
        ("Målvärden", "M1.1", "Målvärde"): 86.0,
        ("Målvärden", "M1.2", "Målvärde"): 55.0,
        ("Målvärden", "M1.3", "Målvärde"): True,
    }
    for number in (1, 2, 3):
        sound["Indikatorer", f"M1.{number}", "Källa"] = "Eget"
    for number in (1, 2):
        sound["Indikatorer", f"M1.{number}", "Rimligt lägst"] = 0
        sound["Indikatorer", f"M1.{number}", "Rimligt högst"] = 100
    return {
        **sound,
        **goal("M101", "Fler unga mår bra och vågar söka hjälp i tid.", indicators=4),
        **goal("M102", "Äldre känner sig trygga i sitt eget hem.", link="K1"),
        **goal("M103", "Företagen får besked om sina lov i rätt tid.", target=None),
        **goal("M104", "Genomföra en översyn av elevhälsan under året."),
    }


def place(data: bytes, sheet: str, key: str, header: str) -> CellRef:
    """Where a cell stands in a file; a contribution's row goes by its council goal."""
    book = FileBook.open(data, "")
    (table,) = [one for one in book.tables() if one.sheet == sheet]
    scan, first = book.scan(sheet), table.area.first_column
    by = "Övergripande mål" if sheet == "Bidrag" else table.columns[0]
    for row in range(table.first_data_row, table.last_data_row + 1):
        found = scan.cell(row, first + table.columns.index(by))
        if found is not None and found.text == key:
            return CellRef(sheet, row, first + table.columns.index(header))
    raise KeyError(key)


def written(data: bytes, cells: Written) -> bytes:
    """Type into a file as people do."""
    typed = []
    for (sheet, key, header), value in cells.items():
        ref = place(data, sheet, key, header)
        typed.append(TypedCell(ref.sheet, ref.row, ref.column, stored_form(value)))  # type: ignore[arg-type]
    return type_answers(data, typed) if typed else data


def told(result: MergeResult) -> list[tuple[str, str]]:
    """The findings of a merge that are no notes, as (code, cell); missing files apart."""
    return [
        (one.code, one.cell or "")
        for one in result.findings
        if one.severity is not Severity.NOTE and one.code != "K12"
    ]
