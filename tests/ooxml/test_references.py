"""Which cells a formula points at."""

from __future__ import annotations

import pytest

from xlmal.ooxml.references import references

# formula -> sheet, area, whether its rows are fixed
FOUND = """
E4                             | - E4 moves
$E$4:$E$9                      | - E4:E9 fixed
Utfall!$E$4:E9                 | Utfall E4:E9 moves
SUM('Mål och utfall'!$A$1,B2)  | Mål och utfall A1 fixed; - B2 moves
'It''s'!A1                     | It's A1 moves
Måluppföljning!$C$5            | Måluppföljning C5 fixed
5:9+Utfall!$5:$9               | - A5:XFD9 moves; Utfall A5:XFD9 fixed
Blad1:Blad3!A1                 | Blad1:Blad3 A1 moves
"E4"&"x!$A$1"                  |
[1]Blad1!$A$1                  |
'[budget.xlsx]Blad 1'!$A$1:$B$2|
tblUtfall[[#This Row],[E4]]    |
LOG10(2)+NAMN1.A2              |
A1048577                       |
"""


@pytest.mark.parametrize("row", FOUND.strip().splitlines(), ids=str.strip)
def test_references_are_found_and_nothing_else(row: str) -> None:
    formula, _, expected = (part.strip() for part in row.partition("|"))
    found = [
        f"{one.sheet or '-'} {one.area} {'fixed' if one.fixed else 'moves'}"
        for one in references(formula)
    ]
    assert "; ".join(found) == expected
