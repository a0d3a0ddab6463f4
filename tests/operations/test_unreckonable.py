"""A master that nothing can be reckoned with is refused at the cell; validera tells all of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.small_master import address, changed, master_bytes
from xlmal.address import a1
from xlmal.domain.rounds import Round
from xlmal.domain.target import Target
from xlmal.finding import Refusal
from xlmal.operations.attainment import reckon
from xlmal.operations.master import open_master
from xlmal.operations.split import split
from xlmal.operations.validate import validate

AUGUST = Round.parse("2019-D2")

# The cell, what stands in it, what reckoning says, whether the master opens, what validera says.
CELLS = """
Indikatorer  Vikt       M1.1 |    0 | A85 | opens  | I07
Indikatorer  Vikt       M1.1 | -0.5 | A85 | opens  | I07
Nämndmål     Vikt       M1   |   -1 | A85 | opens  | M03
Indikatorer  Decimaler  M1.1 |   -1 | A85 | is not | I06
Indikatorer  Decimaler  M1.1 |  400 | A85 | is not | I06
Indikatorer  Decimaler  M1.1 |    7 | -   | opens  | I06
Indikatorer  Vikt       M1.1 | 0.01 | -   | opens  | -
"""


def codes(path: Path) -> set[str]:
    validation = validate(path)
    assert validation.error is None
    return {finding.code for finding in validation.findings}


def said_by(work: Callable[[], object]) -> str:
    try:
        work()
    except Refusal as refusal:
        return refusal.code
    return "-"


@pytest.mark.parametrize("row", CELLS.strip().splitlines(), ids=str.strip)
def test_a_cell_that_cannot_be_reckoned_with_stops_what_reckons(tmp_path: Path, row: str) -> None:
    place, number, reckoned, opens, told = (part.strip() for part in row.split("|"))
    sheet, header, key = place.split()
    data = master_bytes()
    path = tmp_path / "master.xlsx"
    before = tmp_path / "before.xlsx"
    before.write_bytes(data)
    path.write_bytes(changed(data, {(sheet, address(data, sheet, header, key)): float(number)}))
    assert said_by(lambda: reckon(open_master(path), AUGUST)) == reckoned
    can_open = reckoned if opens == "is not" else "-"
    assert said_by(lambda: split(open_master(path), AUGUST, tmp_path / "ut")) == can_open
    assert codes(path) - codes(before) == {told} - {"-"}


def test_the_refusal_names_the_cell_and_what_to_write(tmp_path: Path) -> None:
    data = master_bytes()
    path = tmp_path / "master.xlsx"
    at = address(data, "Indikatorer", "Vikt", "M1.2")
    path.write_bytes(changed(data, {("Indikatorer", at): 0.0}))
    with pytest.raises(Refusal) as refused:
        reckon(open_master(path), AUGUST)
    assert "master.xlsx går inte att räkna på förrän" in refused.value.message
    assert f"Indikatorer!{at}, M1.2: Vikt är 0. " in refused.value.message
    assert "Skriv 1, eller mer" in refused.value.message


LIMITS = """
Uppfyllt från | Delvis uppfyllt från | A86?
0             | 0                    | A86
0.3           | 0.5                  | A86
0.5           | 0.5                  | -
1             | 0                    | -
"""


@pytest.mark.parametrize("row", LIMITS.strip().splitlines()[1:], ids=str.strip)
def test_limits_that_cross_are_told_and_stop_everything_else(tmp_path: Path, row: str) -> None:
    met, partly, code = (part.strip() for part in row.split("|"))
    data = master_bytes()
    path = tmp_path / "master.xlsx"
    path.write_bytes(data)
    scan = open_master(path).book.scan("Inställningar")
    at = {cell.text: (cell.row, cell.column + 1) for cell in scan if cell.column == 1}
    cells = {
        ("Inställningar", a1(*at["Uppfyllt från"])): float(met),
        ("Inställningar", a1(*at["Delvis uppfyllt från"])): float(partly),
    }
    path.write_bytes(changed(data, cells))
    found = {finding.code: finding.cell for finding in validate(path).findings}
    expected = f"Inställningar!{a1(*at['Uppfyllt från'])}" if code == "A86" else None
    assert found.get("A86") == expected
    assert said_by(lambda: open_master(path)) == ("A09" if code == "A86" else "-")


@pytest.mark.parametrize("decimals", [-1, 16, 400])
def test_nothing_is_held_against_a_target_of_impossible_decimals(decimals: int) -> None:
    target = Target(None, 80.0, decimals=decimals)
    assert target.fault == f"{decimals} decimaler går inte att räkna med"
