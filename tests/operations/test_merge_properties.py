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
from xlmal.ooxml.edits import SetCell
from xlmal.ooxml.patch import patch
from xlmal.operations.merge_cells import Fate
from xlmal.operations.merge_statements import master_texts
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
    """The three-way merge over plain dicts of texts."""

    def __init__(self, issued: Mapping[Cell, str]) -> None:
        self.issued = dict(issued)
        self.last_said: dict[Cell, str] = {}
        self.master = dict(issued)
        self.conflicts: set[Cell] = set()

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
            self.conflicts.add(cell)
            return
        (self.master[cell],) = (self.last_said[cell],) = (news.pop(),)


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


@settings(max_examples=15, deadline=None, phases=WITHOUT_SHRINKING)
@given(data=st.data(), municipality=municipalities())
def test_merging_any_answers_is_the_three_way_merge_of_each_cell(
    data: st.DataObject, municipality: Municipality
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = Desk(folder, send_out(municipality, folder / "utskick"))
        issued = {
            code: {
                f"{key.partition('|')[0]} {column}": text
                for (_, key, column), text in issued_of(FileBook.open(sent, code)).items()
            }
            for code, sent in desk.sent.files.items()
        }
        everywhere = {cell: text for cells in issued.values() for cell, text in cells.items()}
        unreadable = {
            f"{key.row[0]} {key.header}"
            for key, text in master_texts(desk.opened()).items()
            if key.row[1] == AUGUST.code and text.endswith("(går inte att förstå)")
        }
        model = Model({cell: text for cell, text in everywhere.items() if cell not in unreadable})
        stamp = 0
        for _ in range(data.draw(st.integers(1, 3), label="runs")):
            said = []
            for _ in range(data.draw(st.integers(1, 3), label="files")):
                code = data.draw(st.sampled_from(sorted(issued)), label="unit")
                cells = sorted(issued[code].keys() & model.issued.keys())
                chosen = (
                    data.draw(st.lists(st.sampled_from(cells), max_size=4, unique=True))
                    if cells
                    else []
                )
                answers = {
                    cell: data.draw(answers_to(cell, municipality), label=cell) for cell in chosen
                }
                stamp += 1
                desk.put(f"{code} {stamp}.xlsx", typed(desk.sent.files[code], answers, stamp))
                said.append({cell: as_text(value) for cell, value in answers.items()})
            result = desk.merge()
            model.merge(said)
            assert {
                f"{one.key.row[0]} {one.key.header}"
                for one in result.decisions
                if one.fate is Fate.CONFLICT
            } == model.conflicts
            texts = {
                f"{key.row[0]} {key.header}": text
                for key, text in master_texts(desk.opened()).items()
                if key.row[1] == AUGUST.code
            }
            assert {cell: texts.get(cell, "") for cell in model.master} == model.master
            in_master = sorted(model.master.keys() & texts.keys())
            if in_master and data.draw(st.booleans(), label="corrected by hand"):
                cell = data.draw(st.sampled_from(in_master))
                value = data.draw(answers_to(cell, municipality))
                desk.correct(cell, stored_form(value))
                model.master[cell] = as_text(value)
