"""What holds of every merge, over generated municipalities and answers."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from support.merging import Desk, changed_entries, place_of, send_out
from support.strategies import AUGUST, municipalities
from xlmal.books.file_book import FileBook
from xlmal.domain.choices import Direction, MissingReason, State, ValueStatus
from xlmal.domain.municipality import Municipality
from xlmal.domain.submissions import CLEARED
from xlmal.ooxml.edits import SetCell
from xlmal.ooxml.patch import patch
from xlmal.operations.master_cells import master_texts
from xlmal.operations.merge_cells import Fate
from xlmal.operations.merge_conflicts import ConflictSheet
from xlmal.operations.reading import issued_of
from xlmal.schema.answer_tables import SUBMISSIONS
from xlmal.schema.cells import stored_form
from xlmal.schema.texts import as_text

Cell = str  # "M1.1 Utfall"

#: A try takes half a second, and shrinking tries hundreds of times: the municipalities are small.
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)


def parts_of_table(desk: Desk, name: str) -> set[str]:
    package = desk.opened().book.package
    (table,) = [table for table in package.tables if table.display_name == name]
    return {table.part, package.sheet(table.sheet).part}


@settings(max_examples=15, deadline=None, phases=WITHOUT_SHRINKING)
@given(municipality=municipalities())
def test_split_and_merge_of_untouched_files_changes_nothing_but_the_receipts(
    municipality: Municipality,
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = Desk(folder, send_out(municipality, folder / "utskick"))
        receipts = parts_of_table(desk, SUBMISSIONS.name)
        before = master_texts(desk.opened())
        for code in desk.sent.files:
            desk.receive(code)
        result = desk.merge()
        after = desk.master.read_bytes()
        assert set(changed_entries(desk.sent.master, after)) <= receipts
        assert (result.decisions, result.missing) == ((), ())
        assert master_texts(desk.opened()) == before
        assert len(desk.opened().municipality.submissions) == len(desk.sent.files)


# A plain model: what the file was sent out with, what its unit last said, what the master says.


class Model:
    """The three-way merge over plain dicts of texts, and what waits for somebody to choose."""

    def __init__(self, issued: Mapping[Cell, str]) -> None:
        self.issued = dict(issued)
        self.last_said: dict[Cell, str] = {}
        self.master = dict(issued)
        self.conflicts: set[Cell] = set()
        self.waiting: dict[Cell, dict[str, str]] = {}  # returned -> the master's, as it was listed
        self.settled: set[tuple[Cell, str, str]] = set()  # cell, returned, what holds

    def settle(self, chosen: Mapping[Cell, tuple[str, str | None]]) -> None:
        """Obey choices: cell -> what was returned on the line, what is to hold (None: master)."""
        for cell, lines in list(self.waiting.items()):
            now = self.master[cell]
            if cell in chosen:
                line, wanted = chosen[cell]
                wanted = now if wanted is None else wanted
                if lines[line] != now != wanted:
                    self.waiting[cell] = dict.fromkeys(lines, now)
                else:
                    self._hold(cell, wanted, line)
            elif now in lines and lines[now] != now:
                self._hold(cell, now, now)

    def _hold(self, cell: Cell, text: str, said: str) -> None:
        self.master[cell], self.last_said[cell] = text, said
        self.settled |= {(cell, line, text) for line in self.waiting.pop(cell, {})}

    def merge(self, files: list[dict[Cell, str]]) -> None:
        returned: dict[Cell, set[str]] = defaultdict(set)
        for file in files:
            for cell, text in file.items():
                if text != self.issued[cell]:
                    returned[cell].add(text)
        self.conflicts = set()
        for cell, found in returned.items():
            self._cell(cell, found)

    def _cell(self, cell: Cell, found: set[str]) -> None:
        base = self.last_said.get(cell, self.issued[cell])
        master = self.master[cell]
        put_back = self.issued[cell] == master
        news = {text for text in found if text != base or (put_back and text != master)}
        if not news:
            return
        if len(news) > 1 or (news != {master} and master != base):
            if not {(cell, text, master) for text in news} <= self.settled:
                self.conflicts.add(cell)
                self.waiting.setdefault(cell, {}).update(dict.fromkeys(news, master))
            return
        (text,) = news
        self._hold(cell, text, text)


def answers_to(cell: Cell, municipality: Municipality) -> st.SearchStrategy[object]:
    """Values that are understood in a cell, few of each kind so that files meet; None clears."""
    id_, _, header = cell.partition(" ")
    indicator = municipality.indicator_by_id.get(id_)
    kinds: dict[str, list[object]] = {
        "Värdets status": list(ValueStatus),
        "Varför saknas värde": list(MissingReason),
        "Bedömning": list(State),
        "Mätdatum": [date(2019, 8, 30), date(2019, 8, 31)],
        "Klart senast": [date(2019, 12, 31), date(2020, 6, 30)],
        "Utfall": [12.5, 40.0],
        "Prognos": [12.5, 40.0],
        "Kvinnor": [12.5, 40.0],
        "Män": [12.5, 40.0],
        "Antal svar": [12, 40],
    }
    values = kinds.get(header, ["En text.", "=En annan.\nMed rad."])
    if indicator and indicator.direction is Direction.YES_NO and header in ("Utfall", "Prognos"):
        values = [True, False]
    return st.sampled_from([None, *values])


def typed(data: bytes, cells: Mapping[Cell, object], stamp: int) -> bytes:
    """A unit's file with answers in it, each file with bytes of its own."""
    edits = []
    for cell, value in cells.items():
        at = place_of(data, cell)
        edits.append(SetCell(at.sheet, at.row, at.column, stored_form(value)))
    edits.append(SetCell("Så gör du", 200, 1, f"Fil {stamp}"))
    return patch(data, edits).data


def _as_typed(value: object) -> str | float:
    """A value as somebody types it on the sheet Konflikter."""
    if value is None:
        return CLEARED
    if isinstance(value, date):
        return value.isoformat()
    stored = stored_form(value)
    assert stored is not None
    return stored


class Case:
    """A desk and the model of it, side by side.

    Files answer in a few cells each, always the same: only so do their answers meet.
    """

    def __init__(self, data: st.DataObject, municipality: Municipality, folder: Path) -> None:
        self.data, self.municipality = data, municipality
        self.desk = Desk(folder, send_out(municipality, folder / "utskick"))
        issued = {
            code: {
                f"{key.partition('|')[0]} {column}": text
                for (_, key, column), text in issued_of(FileBook.open(sent, code)).opened.items()
            }
            for code, sent in self.desk.sent.files.items()
        }
        everywhere = {cell: text for cells in issued.values() for cell, text in cells.items()}
        texts = self.texts()
        understood = {
            cell: text
            for cell, text in everywhere.items()
            if not texts.get(cell, "").endswith("(går inte att förstå)")
        }
        self.model = Model(understood)
        self.asked = {
            code: data.draw(st.lists(st.sampled_from(cells), max_size=2, unique=True), label=code)
            for code, own in sorted(issued.items())
            if (cells := sorted(own.keys() & understood.keys()))
        }
        self.stamp = 0

    def texts(self) -> dict[Cell, str]:
        """What the master holds for the round."""
        return {
            f"{key.row[0]} {key.header}": text
            for key, text in master_texts(self.desk.opened()).items()
            if key.row[1] == AUGUST.code
        }

    def value(self, cell: Cell) -> object:
        return self.data.draw(answers_to(cell, self.municipality), label=cell)

    def files_come(self) -> list[dict[Cell, str]]:
        """Put one to three files in the inbox; return what they say."""
        said = []
        for _ in range(self.data.draw(st.integers(1, 3), label="files")):
            code = self.data.draw(st.sampled_from(sorted(self.asked)), label="unit")
            answers = {
                cell: self.value(cell)
                for cell in self.asked[code]
                if self.data.draw(st.booleans(), label=f"{cell}?")
            }
            self.stamp += 1
            sent = self.desk.sent.files[code]
            self.desk.put(f"{code} {self.stamp}.xlsx", typed(sent, answers, self.stamp))
            said.append({cell: as_text(value) for cell, value in answers.items()})
        return said

    def somebody_chooses(self) -> dict[Cell, tuple[str, str | None]]:
        """Choose on some of the lines that wait, one of a cell's; return what was chosen."""
        chosen: dict[Cell, tuple[str, str | None]] = {}
        for cell, lines in sorted(self.model.waiting.items()):
            choice = self.data.draw(st.sampled_from(["", "master", "nämnd", "typed"]), label=cell)
            line = self.data.draw(st.sampled_from(sorted(lines)))
            wanted = {"master": None, "nämnd": line}.get(choice, "")
            if choice == "typed":
                value = self.value(cell)
                choice, wanted = _as_typed(value), as_text(value)
            if choice:
                self.desk.choose(cell, choice, line)
                chosen[cell] = (line, wanted)
        return chosen

    def centre_corrects(self) -> None:
        """Type a value in one of the cells that files answer in, where the master has its row."""
        asked = {cell for cells in self.asked.values() for cell in cells}
        for cell in sorted(asked & self.texts().keys()):
            if self.data.draw(st.booleans(), label=f"{cell} by hand?"):
                value = self.value(cell)
                self.desk.correct(cell, stored_form(value))
                self.model.master[cell] = as_text(value)

    def holds(self) -> None:
        """The workbook says what the model says."""
        texts, waiting = self.texts(), defaultdict(dict)
        sheet = ConflictSheet.of(self.desk.opened())
        assert sheet is not None
        for line in sheet.waiting:
            assert line.key is not None
            waiting[f"{line.key.row[0]} {line.key.header}"][line.returned] = line.master
        assert waiting == self.model.waiting
        assert {cell: texts.get(cell, "") for cell in self.model.master} == self.model.master


@settings(max_examples=15, deadline=None, phases=WITHOUT_SHRINKING)
@given(data=st.data(), municipality=municipalities())
def test_merging_any_answers_is_the_three_way_merge_of_each_cell(
    data: st.DataObject, municipality: Municipality
) -> None:
    with tempfile.TemporaryDirectory() as name:
        case = Case(data, municipality, Path(name))
        for _ in range(data.draw(st.integers(1, 4), label="runs") if case.asked else 0):
            said = case.files_come()
            case.model.settle(case.somebody_chooses())
            result = case.desk.merge()
            case.model.merge(said)
            assert {
                f"{one.key.row[0]} {one.key.header}"
                for one in result.decisions
                if one.fate is Fate.CONFLICT
            } == case.model.conflicts
            case.holds()
            case.centre_corrects()


@settings(max_examples=8, deadline=None, phases=WITHOUT_SHRINKING)
@given(data=st.data(), municipality=municipalities())
def test_merging_in_any_order_and_twice_gives_the_same_workbook_to_the_byte(
    data: st.DataObject, municipality: Municipality
) -> None:
    with tempfile.TemporaryDirectory() as name:
        case = Case(data, municipality, Path(name))
        desk = case.desk
        for _ in range(2 if case.asked else 0):
            said = case.files_come()
            case.model.settle(case.somebody_chooses())
            kept = {path.name: path.read_bytes() for path in sorted(desk.inbox.iterdir())}
            before = desk.master.read_bytes()
            desk.merge()
            case.model.merge(said)
            after = desk.master.read_bytes()
            shuffled = data.draw(st.permutations(sorted(kept)), label="order")
            for order, master in ((shuffled, before), (sorted(kept), after)):
                desk.master.write_bytes(master)
                desk.merge(*(desk.put(file, kept[file]) for file in order))
                assert desk.master.read_bytes() == after
