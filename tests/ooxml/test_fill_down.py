"""Filling a formula down moves what Excel would move."""

from __future__ import annotations

import pytest

from xlmal.ooxml.fill_down import fill_down, is_about_its_row


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A1+$A$1*B$2+$C3", "A4+$A$1*B$2+$C6"),
        ("SUM(A1:B2,Blad1!C3,'Blad A1'!D4)&\"A1\"", "SUM(A4:B5,Blad1!C6,'Blad A1'!D7)&\"A1\""),
        ("tbl[[#This Row],[Utfall A1]]*2", "tbl[[#This Row],[Utfall A1]]*2"),
        ("tbl[[#This Row],[Kol']A1]]+A1", "tbl[[#This Row],[Kol']A1]]+A4"),
        ("LOG10(B2)+Ar1!A1+[1]Blad!A1", "LOG10(B5)+Ar1!A4+[1]Blad!A4"),
        ("SUM(5:5)+SUM($5:6)", "SUM(8:8)+SUM($5:9)"),
        ("ÅR1+A1.x+AB12C", "ÅR1+A1.x+AB12C"),
    ],
)
def test_relative_rows_move_and_nothing_else(formula: str, expected: str) -> None:
    assert fill_down(formula, 3) == expected


def test_a_reference_cannot_leave_the_sheet() -> None:
    with pytest.raises(ValueError, match="row 0"):
        fill_down("A1", -1)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("tbl[[#This Row],[Utfall]]>$A$1", True),
        ("[@Utfall]*2", True),
        ("[@Utfall]*B2", False),
        ("SUM(tbl[Utfall])", False),
    ],
)
def test_a_formula_about_its_row_names_the_row_and_nothing_that_moves(
    formula: str, expected: bool
) -> None:
    assert is_about_its_row(formula) is expected
