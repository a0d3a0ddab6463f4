"""The matrix of the steering picture: the council's goals against those who answer them."""

from __future__ import annotations

from collections.abc import Iterable

from xlmal.domain.choices import State
from xlmal.domain.state_words import Words
from xlmal.reports.blocks import Bars, Block, Column, Grid, Section, Series, Text, Value
from xlmal.reports.content import ReportContent
from xlmal.reports.parts import Counts, UnitSection
from xlmal.reports.shown import Status
from xlmal.reports.steering import MatrixRow, matrix


def goal_matrix(content: ReportContent) -> Section:
    """How many goals each unit has under each council goal, and how they stand."""
    committees, companies = content.committees, content.companies
    codes = [unit.code for unit in (*committees, *companies)]
    rows = matrix(content.council_goals, content.unlinked, codes)
    split = len(committees)
    columns = (
        Column("ID", 5),
        Column("Övergripande mål", 38),
        *(Column(unit.code, 7, right=True) for unit in committees),
        Column("Alla nämnder", 9, right=True),
        *(Column(unit.code, 7, right=True) for unit in companies),
        Column("Bolag och förbund", 9, right=True),
    )
    signs = "; ".join(
        f"{status.symbol} {status.words}"
        for status in (Status.of(state, content.words) for state in State)
    )
    return Section(
        "matris",
        "Övergripande mål mot nämnder och bolag",
        (
            Text(
                f"{signs}. Tom ruta: nämnden eller bolaget svarar inte mot målet.", lead="Tecken:"
            ),
            Grid(
                "Antal mål per övergripande mål och nämnd",
                columns,
                (
                    *((one.id, one.wording, *_counted(one, split)) for one in rows),
                    *_sum_row(rows, split),
                ),
                strong=frozenset({len(rows)} if rows else ()),
            ),
            Grid(
                "Målens status per övergripande mål och nämnd",
                columns,
                tuple((one.id, one.wording, *_states(one, split, content.words)) for one in rows),
            ),
            *_units_bars(content),
        ),
        new_page=False,
    )


def _counted(row: MatrixRow, split: int) -> list[Value]:
    own = [counts.total or None for counts in row.by_unit]
    return [*own[:split], row.committees.total, *own[split:], row.companies.total or None]


def _states(row: MatrixRow, split: int, words: Words) -> list[Value]:
    own = [_signs(counts, words) for counts in row.by_unit]
    return [*own[:split], _signs(row.committees, words), *own[split:], _signs(row.companies, words)]


def _signs(counts: Counts, words: Words) -> str:
    """How many stand in each state: "2● 1○". No line breaks before a sign."""
    found = ((words.symbol(state), counts[state]) for state in State)
    return " ".join(f"{number}{sign}" for sign, number in found if number)


def _sum_row(rows: tuple[MatrixRow, ...], split: int) -> list[tuple[Value, ...]]:
    if not rows:
        return []
    own = [
        sum(counts.total for counts in column)
        for column in zip(*(one.by_unit for one in rows), strict=True)
    ]
    committees = sum(one.committees.total for one in rows)
    companies = sum(one.companies.total for one in rows)
    return [("", "Alla mål", *own[:split], committees, *own[split:], companies or None)]


def _units_bars(content: ReportContent) -> list[Block]:
    units = [unit for unit in (*content.committees, *content.companies) if unit.goals]
    states = [state for state in State if any(unit.counts[state] for unit in units)]
    if not units:
        return []
    told = "; ".join(f"{unit.code}: {_in_words(unit, states, content)}" for unit in units)
    return [
        Bars(
            "Mål per nämnd och bolag, efter status",
            f"Stapeldiagram. {told}.",
            tuple(unit.code for unit in units),
            tuple(
                Series(
                    str(Status.of(state, content.words)),
                    state,
                    tuple(float(unit.counts[state]) for unit in units),
                )
                for state in states
            ),
        )
    ]


def _in_words(unit: UnitSection, states: Iterable[State], content: ReportContent) -> str:
    return ", ".join(
        f"{unit.counts[state]} {Status.of(state, content.words).words}"
        for state in states
        if unit.counts[state]
    )
