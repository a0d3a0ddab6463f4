"""Måluppfyllelse and Översikt as Excel reckons them: the same, row for row, as Python says.

One start of LibreOffice recalculates every workbook.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from openpyxl import Workbook, load_workbook

from support.libreoffice import recalculate_many
from support.odd_municipality import YEAR, odd_municipality, without_answers_of
from support.sent_books import master_of, opened
from xlmal.building.attainment_rows import attainment_rows
from xlmal.building.attainment_sheet import HEADER_ROW
from xlmal.building.native import assert_excel_takes
from xlmal.building.overview import TOP
from xlmal.building.overview_rows import council_cells, unit_cells
from xlmal.domain.choices import PartialRule, RollupMethod, RoundKind, State
from xlmal.domain.municipality import Municipality
from xlmal.domain.round_result import RoundResult, round_result
from xlmal.domain.rounds import Round
from xlmal.domain.settings import Settings, StateWords
from xlmal.ooxml.edits import SetCell
from xlmal.ooxml.patch import patch
from xlmal.operations.example.content import example_municipality
from xlmal.schema.produced import ATTAINMENT

pytestmark = pytest.mark.libreoffice

D1, D2, ANNUAL = (Round(YEAR, kind) for kind in (RoundKind.D1, RoundKind.D2, RoundKind.YEAR))

#: Workbook: its settings and the round that somebody chooses in it.
CASES: dict[str, tuple[Settings, Round]] = {
    "usual": (Settings(), D2),
    "ratio and worst": (
        Settings(
            partial_rule=PartialRule.RATIO,
            rollup_method=RollupMethod.WORST,
            ratio_share=0.9,
            decided_rolls_up=False,
            least_coverage=0.0,
        ),
        D1,
    ),
    "never and majority": (
        Settings(
            partial_rule=PartialRule.NEVER,
            rollup_method=RollupMethod.MAJORITY,
            least_coverage=0.75,
        ),
        ANNUAL,
    ),
    "other shares": (
        Settings(
            state_words=(
                StateWords(state=State.MET, symbol="✔", interim="väntas nås", annual="nått"),
                StateWords(state=State.NOT_REPORTED, interim="svar saknas"),
            ),
            progress_share=1 / 3,
            met_from=0.8,
            partly_from=0.4,
            partly_counts=0.3,
            least_coverage=1,
        ),
        D2,
    ),
}


class Twin:
    """A municipality, the round that is chosen, and its workbook recalculated."""

    def __init__(self, municipality: Municipality, round_: Round) -> None:
        self.municipality, self.round = municipality, round_
        chosen = SetCell(ATTAINMENT.sheet, 3, 2, round_.code)
        self.written = patch(master_of(municipality), [chosen]).data
        self.recalculated = Workbook()

    @property
    def result(self) -> RoundResult:
        return round_result(self.municipality, self.round)

    def rows(self) -> list[dict[str, str]]:
        """The rows of Måluppfyllelse that say something."""
        sheet = self.recalculated[ATTAINMENT.sheet]
        table = [
            [cell or "" for cell in row] for row in sheet.iter_rows(HEADER_ROW, values_only=True)
        ]
        found = [dict(zip(table[0], row, strict=True)) for row in table[1:] if row[0]]
        return [{header: row[header] for header in ATTAINMENT.headers} for row in found]


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Twin]:
    made = {
        name: Twin(without_answers_of(odd_municipality(seed, settings), "K2"), round_)
        for seed, (name, (settings, round_)) in enumerate(CASES.items(), start=1)
    }
    made["example"] = Twin(example_municipality(), Round.parse("2018-ÅR"))
    folder = tmp_path_factory.mktemp("tvilling")
    paths = []
    for name, twin in made.items():
        paths.append(folder / f"{name}.xlsx")
        paths[-1].write_bytes(twin.written)
    copies = recalculate_many(paths, folder / "ut")
    for twin, copy in zip(made.values(), copies, strict=True):
        twin.recalculated = load_workbook(copy, data_only=True)
    return made


NAMES = [*CASES, "example"]


@pytest.mark.parametrize("name", NAMES)
def test_every_row_says_what_python_says(name: str, twins: Mapping[str, Twin]) -> None:
    wanted, found = attainment_rows(twins[name].result), twins[name].rows()

    assert [row["ID"] for row in found] == [row["ID"] for row in wanted]
    differing = [(one, two) for one, two in zip(wanted, found, strict=True) if one != two]
    assert differing == []


def test_the_generated_rows_come_in_every_state_on_every_level(twins: Mapping[str, Twin]) -> None:
    results = [twins[name].result for name in CASES]
    indicators = [one for result in results for goal in result.goals for one in goal.indicators]
    assert len(indicators) > 350
    assert {one.verdict.state for one in indicators} == set(State)
    assert {goal.calculated.state for result in results for goal in result.goals} == set(State)
    words = " ".join(one.verdict.reason for one in indicators)
    for phrase in PHRASES.strip().splitlines():
        assert phrase.strip() in words


#: What the sentences are about; each must come up among the generated rows.
PHRASES = """
är sämre än basvärdet
men klarar gränsen
och inte heller gränsen
från intervallet
saknar basvärde att räkna vägen från
av vägen från basvärdet
vägen kan inte räknas, för basvärdet
av målet (delvis uppfyllt från
kan inte räknas som andel av målvärdet
målvärde saknas
riktning saknas
svaret ska vara ett tal
svaret ska vara ja eller nej
övre gräns ligger under den nedre
kan inte vara negativa
målvärde, basvärde och gränser ska vara tal
Det preliminära utfallet bedöms inte i delårsrapporten
Prognosen bedöms inte i årsredovisningen
enligt svaret: källan har inte publicerat
"""


@pytest.mark.parametrize("name", NAMES)
def test_the_overview_says_what_python_says(name: str, twins: Mapping[str, Twin]) -> None:
    twin = twins[name]
    sheet = twin.recalculated["Översikt"]

    def cells(top: int, count: int) -> list[tuple[object, ...]]:
        rows = sheet.iter_rows(top + 1, top + count, 1, 8, values_only=True)
        return [tuple("" if cell is None else cell for cell in row) for row in rows]

    council, units = council_cells(twin.result), unit_cells(twin.result, twin.municipality.units)
    assert sheet["B3"].value == twin.round.code
    assert cells(TOP, len(council)) == council
    assert cells(TOP + len(council) + 3, len(units)) == units


def test_no_cell_of_the_reckoning_holds_an_error(twins: Mapping[str, Twin]) -> None:
    for name, twin in twins.items():
        for title in ("Beräkning", ATTAINMENT.sheet, "Översikt"):
            for row in twin.recalculated[title].iter_rows():
                for cell in row:
                    assert not str(cell.value).startswith(("#", "Err:")), (name, title, cell)


def test_every_formula_of_the_reckoning_fits_excel_2016(twins: Mapping[str, Twin]) -> None:
    book = opened(twins["usual"].written)
    seen = set()
    for title in ("Beräkning", ATTAINMENT.sheet, "Översikt"):
        for row in book[title].iter_rows():
            for cell in row:
                if cell.data_type == "f" and cell.value not in seen:
                    seen.add(cell.value)
                    assert_excel_takes(str(cell.value))
    assert len(seen) > 100
