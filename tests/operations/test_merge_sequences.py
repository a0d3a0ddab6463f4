"""Several runs after one another: what each file says, and what the master then holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.merging import Desk, codes
from xlmal.operations.merge_cells import Fate

# One step a line: who does what to which cell, what the master then holds, and what is told.
#   KS, BUN, HR     a file of theirs comes, alone, with the value typed in ("." clears the cell)
#   KS a, KS b      files that come in one run: the run is made at the last of them
#   centret         the central office types in the master
#   väljer          somebody chooses on the sheet Konflikter; the next run obeys
# M1.1 Utfall was issued as 81, the others blank. A file holds what it was sent out with besides.
CORRECTED = """
KS       | M1.2 Utfall    | 40    | 40    |
KS       | M1.2 Utfall    | 42    | 42    |
KS       | M1.2 Utfall    | 44    | 44    |
KS       | M1.2 Utfall    | 44    | 44    |
KS       | M1.2 Utfall    | 40    | 40    |
"""
CLEARED = """
KS       | M1.1 Utfall    | .     | .     | K11
KS       | M1.1 Utfall    | 82    | 82    |
KS       | M1.1 Utfall    | .     | .     | K11
KS       | M1.1 Kommentar | Ny.   | Ny.   | K13
KS       | M1.1 Utfall    | 83    | 83    | K13
"""
PARTS = """
KS a     | M1.1 Utfall    | 82    |       |
KS b     | M1.2 Utfall    | 40    | 40    |
KS a     | M1.1 Prognos   | 84    |       |
KS b     | M1.3 Utfall    | ja    | ja    | K13
KS a     | M1.1 Utfall    | 82    |       |
KS b     | M1.1 Utfall    | 85    | 85    | K13
"""
CENTRE_BETWEEN = """
KS       | M1.2 Utfall    | 40    | 40    |
centret  | M1.2 Utfall    | 41    | 41    |
KS       | M1.2 Utfall    | 40    | 41    |
KS       | M1.1 Kommentar | Ny.   | Ny.   |
KS       | M1.2 Utfall    | 43    | 41    | K08 K13
väljer   | M1.2 Utfall    | nämnd |       |
KS       | M1.2 Utfall    | 44    | 44    | K22 K13
centret  | M1.2 Utfall    | 45    | 45    |
KS       | M1.2 Utfall    | 45    | 45    | K13
KS       | M1.2 Utfall    | 46    | 46    | K13
"""
CENTRE_FIRST = """
centret  | M1.1 Utfall    | 80    | 80    |
KS       | M1.1 Utfall    | 81    | 80    |
KS       | M1.1 Utfall    | 80    | 80    |
KS       | M1.1 Utfall    | 82    | 82    |
"""
PROVIDER = """
HR       | M2.2 Utfall    | 5.1   | 5.1   |
BUN      | M2.1 Utfall    | 91    | 91    |
HR       | M2.2 Utfall    | 5.3   | 5.3   |
centret  | M2.2 Utfall    | 5.2   | 5.2   |
HR       | M2.2 Utfall    | 5.4   | 5.2   | K08
väljer   | M2.2 Utfall    | master |       |
HR       | M2.2 Prognos   | 5     | 5     | K22
HR       | M2.2 Utfall    | 5.4   | 5.2   | K13
"""
TWO_VERSIONS = """
KS a     | M1.2 Utfall    | 40    |       |
KS b     | M1.2 Utfall    | 42    | .     | K09
väljer   | M1.2 Utfall    | 41    |       |
KS       | M1.1 Kommentar | Ny.   | Ny.   | K22
KS a     | M1.2 Utfall    | 40    |       |
KS b     | M1.2 Utfall    | 42    | 41    | K27 K13
"""


@pytest.fixture
def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.usual(tmp_path, tmp_path_factory.getbasetemp() / "utskick")


def typed(text: str) -> float | str | None:
    if text == ".":
        return None
    try:
        return float(text)
    except ValueError:
        return text


def held(text: str) -> object:
    return {"ja": True}.get(text, typed(text))


@pytest.mark.parametrize(
    "table",
    [CORRECTED, CLEARED, PARTS, CENTRE_BETWEEN, CENTRE_FIRST, PROVIDER, TWO_VERSIONS],
    ids=[
        "a corrected file comes again",
        "a cell is cleared",
        "two managers send a part each",
        "the central office edits between",
        "the central office edits first",
        "somebody answers for others",
        "two versions in one run",
    ],
)
def test_a_sequence_of_runs(desk: Desk, table: str) -> None:
    for number, line in enumerate(table.strip().splitlines()):
        who, cell, value, holds, tells = (part.strip() for part in line.split("|"))
        unit, _, part = who.partition(" ")
        told: set[str] = set()
        if unit == "centret":
            desk.correct(cell, typed(value))
        elif unit == "väljer":
            desk.choose(cell, value)
        else:
            # each file has bytes of its own, as files that people save have
            desk.receive(unit, {cell: typed(value)}, f"{who}.xlsx", {"svarParagraf": f"§ {number}"})
            if part == "a":
                continue
            told = set(codes(desk.merge())) - {"K12"}
        if unit != "väljer":
            assert (line, desk.says(cell)) == (line, [held(holds)])
            assert (line, told) == (line, set(tells.split()))


def test_the_files_of_a_run_may_as_well_come_one_by_one_when_they_agree(desk: Desk) -> None:
    parts = [{"M1.1 Utfall": 82}, {"M1.2 Utfall": 40}, {"M1.3 Utfall": "ja", "M1 Analys": "Bra."}]
    one_by_one = [desk.take_in("KS", cells, f"{at}.xlsx") for at, cells in enumerate(parts)]
    assert sum(result.count(Fate.TAKEN) for result in one_by_one) == 4
    assert desk.says("M1.1 Utfall", "M1.2 Utfall", "M1.3 Utfall", "M1 Analys") == [
        82, 40, True, "Bra.",
    ]  # fmt: skip
