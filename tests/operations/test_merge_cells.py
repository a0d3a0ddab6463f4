"""What becomes of one cell, when issued, returned and stored values meet."""

from __future__ import annotations

import pickle
from datetime import date
from itertools import permutations

import pytest

from xlmal.address import CellRef
from xlmal.operations.merge_cells import CellKey, Fate, Said, decide

KEY = CellKey("tblUtfall", ("M1.1", "2019-D2"), "Utfall")
PLACE = CellRef("Utfall", 5, 11)


def said(text: str, base: str | None, issued: str | None = "", file: str = "KS.xlsx") -> Said:
    return Said(KEY, "KS", file, PLACE, text or None, text, base, issued)


def fate(master: str, *statements: Said) -> Fate:
    (decision,) = decide(statements, {KEY: master} if master else {})
    return decision.fate


# issued: what the file was sent out with; base: what the provider last said, "=" the issued value;
# returned: what the file says now; "." is a blank cell, "?" is not known.
ONE_FILE = """
issued | base | returned | master | becomes
.      | =    | 82       | .      | taken       a value comes in
81     | =    | 82       | 81     | taken       an issued value is changed
81     | =    | .        | 81     | taken       a cleared cell is a change
.      | 82   | 84       | 82     | taken       a later submission replaces
81     | 82   | .        | 82     | taken       a merged value is cleared
.      | =    | 82       | 82     | same        both say the same
81     | =    | 82       | 82     | same        the central office had made the change
81     | =    | .        | .      | same        both have cleared it
.      | =    | 82       | 80     | conflict    both have filled it in, differently
81     | =    | 82       | 80     | conflict    both have changed it
81     | =    | .        | 80     | conflict    cleared here, changed there
81     | =    | 82       | .      | conflict    changed here, cleared there
.      | 82   | 84       | 80     | conflict    the merged value was corrected in the master
.      | 82   | 82       | 80     | same        nothing new; the master has moved on
.      | 82   | 82       | .      | conflict    as sent out and as merged: which is not known
80     | 82   | 82       | 80     | conflict    corrected, sent out anew, and put back
80     | 82   | 84       | 80     | conflict    corrected, sent out anew, and changed again
?      | ?    | 82       | .      | taken       no base: a blank cell takes the value
?      | ?    | 82       | 82     | same        no base: equal
?      | ?    | 82       | 80     | conflict    no base: different
?      | ?    | .        | 80     | same        no base: a blank says nothing
"""


def rows(table: str) -> list[list[str]]:
    lines = table.strip().splitlines()[1:]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


@pytest.mark.parametrize("row", rows(ONE_FILE), ids=lambda row: " ".join(row))
def test_one_file(row: list[str]) -> None:
    issued, base, returned, master = (
        None if cell == "?" else "" if cell == "." else cell for cell in row[:4]
    )
    statement = said(returned or "", issued if row[1] == "=" else base, issued)
    assert fate(master or "", statement).value == row[4].split()[0]


# Two files from one unit; the issued cell was blank.
TWO_FILES = """
base | one | two | master | becomes
.    | 82  | 82  | .      | taken       they agree
.    | 82  | 84  | .      | conflict    two versions of one file
.    | 82  | 84  | 82     | conflict    two versions, though the master agrees with one
.    | 82  | 82  | 80     | conflict    they agree, and the master was changed
82   | 82  | 84  | 82     | taken       one only repeats what is merged: the other is news
82   | 82  | 82  | 82     | same        both repeat it
82   | 82  | 84  | 80     | conflict    one repeats; the other meets a corrected master
82   | 84  | 86  | 82     | conflict    two new versions
"""


@pytest.mark.parametrize("row", rows(TWO_FILES), ids=lambda row: " ".join(row))
def test_two_files(row: list[str]) -> None:
    base, one, two, master = ("" if cell == "." else cell for cell in row[:4])
    statements = (said(one, base, file="1.xlsx"), said(two, base, file="2.xlsx"))
    expected = row[4].split()[0]
    assert fate(master, *statements).value == expected
    assert fate(master, *reversed(statements)).value == expected


def test_the_order_of_files_never_matters() -> None:
    other = KEY._replace(header="Prognos")
    statements = [
        said("82", "", file="a.xlsx"),
        said("84", "", file="b.xlsx"),
        said("82", "", file="c.xlsx"),
        Said(other, "KS", "b.xlsx", PLACE, 90.0, "90", ""),
    ]
    decided = [decide(order, {}) for order in permutations(statements)]
    assert decided == decided[:1] * len(decided)
    assert [(one.key.header, one.fate) for one in decided[0]] == [
        ("Prognos", Fate.TAKEN),
        ("Utfall", Fate.CONFLICT),
    ]


def test_a_conflict_names_every_file_that_has_news_and_only_those() -> None:
    (decision,) = decide(
        [
            said("82", "82", file="gammal.xlsx"),
            said("84", "82", file="a.xlsx"),
            said("86", "82", file="b.xlsx"),
        ],
        {KEY: "82"},
    )
    assert decision.fate is Fate.CONFLICT
    assert [one.file for one in decision.said] == ["a.xlsx", "b.xlsx"]


def test_a_statement_comes_home_from_a_worker_as_it_was() -> None:
    text = "".join(["långt ", "svar"])
    sent = [
        Said(KEY, "KS", "KS.xlsx", PLACE, 82.0, "82.0", None),
        Said(KEY, "KS", "KS.xlsx", PLACE, date(2019, 8, 31), "43708.0", "", "", "Andel nöjda"),
        Said(KEY, "BUN", "a/BUN.xlsx", PLACE._replace(row=6), text, text, "x", "y", "", "Utfall"),
    ]
    home = pickle.loads(pickle.dumps(sent))
    assert home == sent
    assert [type(one.key) for one in home] == [CellKey] * 3
    assert [type(one.ref) for one in home] == [CellRef] * 3
    assert home[0].ref is home[1].ref  # shared, however many files it stands in
