"""MAL_STATUS against its twin in plain formulas, recalculated by LibreOffice."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

import udfs.functions
from support.libreoffice import recalculate
from xlmal.building.addin_twin import StatusCells, status_formula
from xlmal.building.native import assert_excel_takes

OUTCOMES = (None, 0, -21, 40, 59.99999999, 60, 60.5, 79.9, 80, 0.1 + 0.2, 200, "text")
TARGETS = (80, 0.3, -5, None)
DIRECTIONS = ("högre", "lägre", "Högre ", "uppåt", None)
#: An interval's lower bound, its upper one, and where it began or how far outside is partly met.
INTERVALS = ((40, 80), (60.5, 80), (40, 40), (80, 40), (40, None), (None, 80), (-21, 0.3))
AROUND = ((None, None), (200, None), (60, None), (None, 20), (200, 20), (70, 20), (None, -1))
STARTS = ((None, None), (40, None), (100, None), (40, 75), (None, 79), (80, 70))


def rows() -> list[tuple[Any, ...]]:
    one_sided = [
        (outcome, target, direction, baseline, partly, None)
        for outcome, target, direction, (baseline, partly) in product(
            OUTCOMES, TARGETS, DIRECTIONS, STARTS
        )
    ]
    intervals = [
        (outcome, low, "intervall", baseline, partly, high)
        for outcome, (low, high), (baseline, partly) in product(OUTCOMES, INTERVALS, AROUND)
    ]
    return one_sided + intervals


@pytest.mark.libreoffice
def test_the_twin_gives_the_same_status_row_by_row(tmp_path: Path) -> None:
    """What MAL_STATUS tells of in a line of its own, the twin calls kan inte bedömas."""
    book = Workbook()
    page = book.active
    assert page is not None
    for at, row in enumerate(rows(), start=1):
        page.append(row)
        addresses = (f"{letter}{at}" for letter in "ABCDEF")
        page.cell(at, 7, status_formula(StatusCells(*addresses)))
    path = tmp_path / "tvilling.xlsx"
    book.save(path)
    shown = load_workbook(recalculate(path, tmp_path / "ut"), data_only=True).active
    assert shown is not None
    native = [row[0] for row in shown.iter_rows(min_col=7, max_col=7, values_only=True)]
    columns = [[[value] for value in column] for column in zip(*rows(), strict=True)]
    answers = [answer for (answer,) in udfs.functions.MAL_STATUS(*columns)]
    plain = ["kan inte bedömas" if one.startswith("#Fel") else one for one in answers]
    different = [
        (row, one, other)
        for row, one, other in zip(rows(), plain, native, strict=True)
        if one != other
    ]
    assert different == []
    assert len(set(plain)) == 5


def test_the_twin_fits_excel_2016() -> None:
    formula = status_formula(StatusCells("A1", "B1", "C1", "D1", "E1", "F1"))
    assert_excel_takes(formula)
