"""Locked cells of a returned file, held against what they would show if it were sent out now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlmal.domain.municipality import Municipality
from xlmal.domain.numbers import swedish
from xlmal.domain.rounds import Round
from xlmal.finding import Finding, Kind, Place, RawCell
from xlmal.intake.reading import Reading
from xlmal.intake.rows import RowRead
from xlmal.intake.table import TableRead
from xlmal.operations.form_rows import shown_beside
from xlmal.operations.outside_checks import LOCKED_CHANGED
from xlmal.operations.stored_texts import shown
from xlmal.schema.cells import stored_form
from xlmal.schema.columns import Column
from xlmal.schema.committee import EXPECTED
from xlmal.schema.manifest import key_text
from xlmal.schema.master import OUTCOMES

_OUTCOME_HEADERS = (
    "Mål",
    "Indikator",
    "Måttenhet",
    "Riktning",
    "Målvärde",
    "Samma omgång i fjol",
    "Senaste värden",
    EXPECTED,
)
_GOAL_HEADERS = ("Mål", "Övergripande mål")
_LONGEST = 60


@dataclass(frozen=True)
class LockedCells:
    """What a file's locked cells show in a round.

    What is shown for context goes by the master of today; ``closed`` is what was issued in cells
    that are not to be filled in, by table, row key and header.
    """

    municipality: Municipality
    round: Round
    closed: Mapping[tuple[str, str, str], str]

    def remarks(self, read: TableRead) -> Iterator[Finding]:
        """Locked cells of a table that show something else."""
        name = read.table.name
        shown_for_context = _OUTCOME_HEADERS if name == OUTCOMES.name else _GOAL_HEADERS
        headers = [header for header in shown_for_context if header in read.columns]
        closed = self._closed_in(read)
        for row in read.rows:
            id_, round_ = (row.value(header) for header in read.table.key)
            expected = self._row(read, str(id_)) if round_ == self.round else None
            if expected is None:
                continue
            cells = row.cells
            for header in headers:
                raw = cells[header].raw
                if raw is not None and raw.text == expected[header] and raw.kind is Kind.TEXT:
                    continue  # to the letter, as most are
                if _text(raw) != _plain(expected[header]):
                    yield self._told(read, row, header, _seen(raw), _words(expected[header]))
            for column, was in closed.get(key_text((id_, self.round.code)), ()):
                if cells[column.header].reading is Reading.BLANK:
                    yield self._told(read, row, column.header, "inget", shown(column, was))

    def _closed_in(self, read: TableRead) -> dict[str, list[tuple[Column, str]]]:
        """The closed columns of a table and what was issued in them, by row key."""
        stored = [column for column in read.table.stored if column.header in read.columns]
        found: dict[str, list[tuple[Column, str]]] = {}
        for key in {key for table, key, _ in self.closed if table == read.table.name}:
            held = [
                (column, self.closed.get((read.table.name, key, column.header), ""))
                for column in stored
            ]
            found[key] = [(column, was) for column, was in held if was]
        return found

    def _told(
        self, read: TableRead, row: RowRead, header: str, seen: str, expected: str
    ) -> Finding:
        raw = row.cell(header).raw
        label = self._label(str(row.value(read.table.key[0])))
        place = Place(read.file, read.ref(row, header), label=label)
        details = {"header": header, "shown": seen, "expected": expected}
        return LOCKED_CHANGED.at(place, raw.text if raw else "", **details)

    def _label(self, id_: str) -> str:
        indicator = self.municipality.indicator_by_id.get(id_)
        goal = self.municipality.goal_by_id.get(id_)
        return indicator.name if indicator else goal.wording if goal else id_

    def _row(self, read: TableRead, id_: str) -> Mapping[str, object] | None:
        municipality = self.municipality
        if read.table.name == OUTCOMES.name:
            indicator = municipality.indicator_by_id.get(id_)
            if indicator is None or indicator.goal not in municipality.goal_by_id:
                return None
            return shown_beside(municipality, indicator, self.round)
        goal = municipality.goal_by_id.get(id_)
        if goal is None:
            return None
        council = municipality.council_goal_by_id.get(goal.council_goal or "")
        aim = f"{council.id} {council.wording}" if council else ""
        return {"Mål": goal.wording, "Övergripande mål": aim}


def _text(raw: RawCell | None) -> str:
    if raw is None or raw.kind is Kind.BLANK:
        return ""
    if raw.kind is Kind.NUMBER:
        return f"{float(raw.text):.15g}"
    return " ".join(raw.text.split())


def _plain(value: object) -> str:
    stored = stored_form(value)
    if isinstance(stored, (int, float)):
        return f"{float(stored):.15g}"
    return " ".join((stored or "").split())


def _seen(raw: RawCell | None) -> str:
    if raw is not None and raw.kind is Kind.NUMBER:
        return swedish(float(raw.text))
    return _cut(_text(raw))


def _words(value: object) -> str:
    stored = stored_form(value)
    return swedish(stored) if isinstance(stored, float) else _cut(_plain(value))


def _cut(text: str) -> str:
    return (text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}...") or "inget"
