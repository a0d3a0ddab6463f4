"""What units have written, taken into the master: cells of its rows, and new rows under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from xlmal.building.heights import row_height
from xlmal.domain.choices import Expectation
from xlmal.ooxml.edits import AppendRow, Computed, Edit, SetCell
from xlmal.operations.master import Master
from xlmal.operations.merge_cells import CellKey, Decision, Fate
from xlmal.operations.written_cells import MASTERS, keys_of, named_rows, refuse_without
from xlmal.schema.cells import Stored, stored_form
from xlmal.schema.master import CONTRIBUTIONS, INDICATORS, TARGETS, UNIT_GOALS
from xlmal.schema.written import INDICATOR_COUNT

_ORDER = (UNIT_GOALS.name, INDICATORS.name, TARGETS.name, CONTRIBUTIONS.name)
#: What a new target's rounds expect until the central office says otherwise.
_EXPECTED: dict[str, Stored] = {
    "Väntas i D1": str(Expectation.PROGNOSIS),
    "Väntas i D2": str(Expectation.PROGNOSIS),
    "Väntas i ÅR": str(Expectation.FINAL),
}


_GOALS = (UNIT_GOALS.name, INDICATORS.name)


def held_back(master: Master, decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions, where a change of a goal that still holds this year waits for a choice.

    A goal keeps its id from year to year. Its new link or wording is for the coming year, and
    would change what this year's reports are about.
    """
    municipality, year = master.municipality, master.municipality.settings.year
    found = []
    for one in decisions:
        goal = None
        if one.fate is Fate.TAKEN and one.key.table in _GOALS and _year_of(one.key) > str(year):
            id_ = one.key.row[0]
            if one.key.table == INDICATORS.name:
                indicator = municipality.indicator_by_id.get(id_)
                id_ = indicator.goal if indicator else ""
            goal = municipality.goal_by_id.get(id_)
        if goal is not None and goal.is_valid(year):
            one = one._replace(fate=Fate.CONFLICT, waits_for=year)
        found.append(one)
    return found


def _year_of(key: CellKey) -> str:
    return key.row[1].partition("-")[0]


@dataclass
class WrittenEdits:
    """Turns decisions about written cells into edits of the master."""

    master: Master
    _rows: dict[tuple[str, tuple[str, str]], int] = field(default_factory=dict)

    def knows(self, key: CellKey) -> bool:
        """Tell whether a cell has a place in the master, or can be given one."""
        is_year = key.row[1].isdecimal()
        return key.table in MASTERS and (key.table != TARGETS.name or is_year)

    def cells(self, taken: Iterable[Decision]) -> Iterator[Edit]:
        """Edits that put each value in its cell, in a new row where there is none.

        New rows come goal by goal, then indicators, then targets: in the order of their ids.
        """
        decisions = list(taken)
        for table in {one.key.table for one in decisions}:
            refuse_without(self.master, table)
        self._find_rows(decisions)
        new: dict[tuple[str, tuple[str, str]], dict[str, Stored]] = {}
        providers: dict[tuple[str, tuple[str, str]], str] = {}
        for one in decisions:
            at = one.key.table, one.key.row
            value = stored_form(one.first.value)
            read = self.master.reads[MASTERS[one.key.table][0]]
            if at in self._rows:
                column = read.columns[one.key.header]
                yield SetCell(read.sheet, self._rows[at], column, value)
            else:
                new.setdefault(at, {})[one.key.header] = value
                providers[at] = one.first.provider
        names = _Names(self.master, new, providers)
        for at in sorted(new, key=_place):
            yield self._new_row(at, new[at], names)

    def _find_rows(self, decisions: Iterable[Decision]) -> None:
        rounds: dict[str, set[str]] = {}
        for one in decisions:
            rounds.setdefault(one.key.table, set()).add(one.key.row[1])
        for table, codes in rounds.items():
            for name, row in named_rows(self.master, table, sorted(codes)):
                self._rows[table, name] = row.number

    def _new_row(
        self, at: tuple[str, tuple[str, str]], values: Mapping[str, Stored], names: _Names
    ) -> AppendRow:
        table, name = at
        schema = MASTERS[table][1]
        row: dict[str, Stored | Computed] = dict(names.around(at))
        row |= {header: stored_form(value) for header, value in keys_of(table, name).items()}
        row |= values
        shown = {
            header: one.value if isinstance(one, Computed) else one for header, one in row.items()
        }
        return AppendRow(table, row, row_height("master", schema, shown))


@dataclass(frozen=True)
class _Names:
    """What stands beside what was written: whose it is, what it is called, what is usual."""

    master: Master
    new: Mapping[tuple[str, tuple[str, str]], Mapping[str, Stored]]
    providers: Mapping[tuple[str, tuple[str, str]], str]

    def around(self, at: tuple[str, tuple[str, str]]) -> dict[str, Stored | Computed]:
        table, (id_, when) = at
        if table == UNIT_GOALS.name:
            return {
                "Nämnd/bolag": self.providers[at],
                "Vikt": 1.0,
                "Gäller från": int(when.partition("-")[0]),
                INDICATOR_COUNT: Computed(None, self._indicator_counts[id_]),
            }
        if table == INDICATORS.name:
            unit = Computed(None, self.providers[at])
            return {"Mål-ID": self._goal_of(id_), "Nämnd/bolag": unit, "Vikt": 1.0}
        if table == TARGETS.name:
            return {
                "Indikator": Computed(None, self._indicator(id_, "Indikator", "name")),
                "Måttenhet": Computed(None, self._indicator(id_, "Måttenhet", "measure_unit")),
                **_EXPECTED,
            }
        goal = self.master.municipality.council_goal_by_id.get(id_.partition(" ")[2])
        return {"Lydelse": Computed(None, goal.wording if goal else "")}

    @cached_property
    def _indicator_counts(self) -> Counter[str]:
        """How many new indicators each goal has."""
        return Counter(self._goal_of(row[0]) for table, row in self.new if table == INDICATORS.name)

    @cached_property
    def _new_indicators(self) -> Mapping[str, Mapping[str, Stored]]:
        found: dict[str, Mapping[str, Stored]] = {}
        for (table, row), values in self.new.items():
            if table == INDICATORS.name:
                found.setdefault(row[0], values)
        return found

    def _goal_of(self, indicator: str) -> str:
        known = self.master.municipality.indicator_by_id.get(indicator)
        return known.goal if known else indicator.partition(".")[0]

    def _indicator(self, id_: str, header: str, name: str) -> Stored:
        if id_ in self._new_indicators:
            return self._new_indicators[id_].get(header) or ""
        known = self.master.municipality.indicator_by_id.get(id_)
        return str(getattr(known, name)) if known else ""


def _place(at: tuple[str, tuple[str, str]]) -> tuple[object, ...]:
    """New rows in the order of tables, then of the numbers in their ids."""
    table, (id_, when) = at
    numbers = [int(part) for part in id_.lstrip("M").split(".") if part.isdecimal()]
    return _ORDER.index(table), when, numbers, id_
