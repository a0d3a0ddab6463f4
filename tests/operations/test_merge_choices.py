"""The sheet Konflikter: what is listed there, and what becomes of a choice."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from support.merging import Desk, codes, told
from xlmal.finding import Refusal, Severity
from xlmal.ooxml.edits import SetCell
from xlmal.ooxml.patch import patch
from xlmal.operations.merge import MergeOrder, MergeResult, merge
from xlmal.operations.merge_cells import Fate
from xlmal.operations.merge_conflicts import ANSWER_TABLES
from xlmal.schema.master import FOLLOW_UPS, OUTCOMES
from xlmal.schema.produced import CONFLICTS
from xlmal.schema.written import WRITTEN_TABLES

STAMP = "2019-09-23 08:30"


@pytest.fixture
def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.usual(tmp_path, tmp_path_factory.getbasetemp() / "utskick")


def disagreeing(desk: Desk) -> None:
    """M1.1 Utfall was issued as 81; the central office says 80.5 and KS 82."""
    desk.correct("M1.1 Utfall", 80.5)
    desk.take_in("KS", {"M1.1 Utfall": 82})


def run(desk: Desk) -> MergeResult:
    """Merge without any file."""
    return merge(MergeOrder(desk.master, (), datetime(2019, 9, 24, 9, 0)))


def message(result: MergeResult, code: str) -> str:
    (finding,) = [one for one in result.findings if one.code == code]
    return finding.as_line()


# What is listed

# id, header, issued, returned, master, Välj, Gäller, Avgjort, file


def test_a_conflict_is_listed_with_all_three_values_and_where_it_comes_from(desk: Desk) -> None:
    disagreeing(desk)
    assert desk.lines() == [
        ["M1.1", "Utfall", "81", "82", "80.5", "", "", "", "KS_2019-D2.xlsx"],
    ]


def test_each_of_two_versions_has_a_line_of_its_own(desk: Desk) -> None:
    desk.receive("KS", {"M1.2 Utfall": 40})
    desk.receive("KS", {"M1.2 Utfall": 42}, "KS (1).xlsx")
    desk.receive("KS", {"M1.2 Utfall": 42, "M1.1 Kommentar": "Ny."}, "KS (2).xlsx")
    desk.merge()
    assert [line[2:5] + line[8:] for line in desk.lines()] == [
        ["(tom)", "40", "(tom)", "KS_2019-D2.xlsx"],
        ["(tom)", "42", "(tom)", "KS (1).xlsx, KS (2).xlsx"],
    ]
    assert desk.says("M1.1 Kommentar") == ["Ny."]


def test_dates_texts_and_cleared_cells_stand_as_people_write_them(desk: Desk) -> None:
    long = "Ett långt skäl. " * 20
    desk.correct("M1.1 Kommentar", "Vår egen.")
    desk.correct("M1.1 Utfall", 80)
    cells = {"M1.1 Mätdatum": date(2019, 8, 31), "M1.1 Kommentar": long.strip()}
    desk.receive("KS", {**cells, "M1.1 Utfall": None})
    desk.receive("KS", {**cells, "M1.1 Utfall": None, "M1.1 Mätdatum": date(2019, 8, 30)}, "b.xlsx")
    desk.merge()
    assert [line[1:5] for line in desk.lines()] == [
        ["Kommentar", "Enkät i maj.", long.strip(), "Vår egen."],
        ["Mätdatum", "(tom)", "2019-08-30", "(tom)"],
        ["Mätdatum", "(tom)", "2019-08-31", "(tom)"],
        ["Utfall", "81", "(tom)", "80"],
    ]


def test_a_conflict_that_comes_again_is_not_listed_twice(desk: Desk) -> None:
    disagreeing(desk)
    again = desk.take_in("KS", {"M1.1 Utfall": 82, "M1.1 Prognos": 84})
    assert again.count(Fate.CONFLICT) == 1
    assert len(desk.lines()) == 1


def test_a_line_shows_what_the_master_says_when_the_conflict_comes_again(desk: Desk) -> None:
    disagreeing(desk)
    desk.correct("M1.1 Utfall", 79)
    desk.take_in("KS", {"M1.1 Utfall": 82, "M1.1 Prognos": 84})
    assert [line[3:5] for line in desk.lines()] == [["82", "79"]]


def test_a_master_without_the_sheet_keeps_the_conflicts_among_the_findings(desk: Desk) -> None:
    desk.master.write_bytes(desk.master.read_bytes())
    book = desk.opened().book
    (table,) = [one for one in book.tables() if one.display_name == CONFLICTS.name]
    data = book.package.xml(table.part).replace(b"tblKonflikter", b"tblNagotAnnat")
    desk.master.write_bytes(book.package.archive.rewrite({table.part: data}))
    desk.correct("M1.1 Utfall", 80.5)
    result = desk.take_in("KS", {"M1.1 Utfall": 82})
    assert {code for code, _ in told(result)} == {"K08", "K28"}


def test_no_header_is_open_in_two_tables() -> None:
    tables = (OUTCOMES, FOLLOW_UPS, *WRITTEN_TABLES)
    opened = [column for table in tables for column in table.stored if column.opens]
    assert len(ANSWER_TABLES) == len(opened)


# What becomes of a choice: issued 81, master 80,5, returned 82. "." is a blank cell.
CHOICES = """
chosen     | master then | Gäller | Avgjort
nämnd      | 82          | 82     | nämnd
 NÄMND     | 82          | 82     | NÄMND
master     | 80.5        | 80.5   | master
83         | 83          | 83     | 83
83,5       | 83.5        | 83.5   | 83,5
(tom)      | .           | (tom)  | (tom)
81         | 81          | 81     | 81
"""


@pytest.mark.parametrize("row", CHOICES.strip().splitlines()[1:], ids=str.strip)
def test_a_choice_is_obeyed_and_kept_to_be_seen(desk: Desk, row: str) -> None:
    chosen, then, holds, how = (part.strip() for part in row.split("|"))
    disagreeing(desk)
    desk.choose("M1.1 Utfall", row.split("|")[0].rstrip())
    result = run(desk)
    assert desk.says("M1.1 Utfall") == [None if then == "." else float(then)]
    assert [line[2:8] for line in desk.lines()] == [
        ["81", "82", "80.5", row.split("|")[0].rstrip(), holds, f"2019-09-24 09:00: {how}"]
    ]
    assert (result.settled, codes(result)[-1], chosen) == (1, "K22", chosen)
    done = desk.master.read_bytes()
    with pytest.raises(Refusal, match="inget nytt val"):
        run(desk)
    assert desk.master.read_bytes() == done


@pytest.mark.parametrize("chosen", ["nämnd", "master", "83", "(tom)"])
def test_what_is_settled_stays_settled_when_the_same_values_come_again(
    desk: Desk, chosen: str
) -> None:
    disagreeing(desk)
    desk.choose("M1.1 Utfall", chosen)
    run(desk)
    now = desk.says("M1.1 Utfall")
    again = desk.take_in("KS", {"M1.1 Utfall": 82, "M1.1 Prognos": 84})
    assert (desk.says("M1.1 Utfall"), again.count(Fate.CONFLICT)) == (now, 0)
    assert len(desk.lines()) == 1


def test_a_later_submission_replaces_what_was_chosen_from_the_committee(desk: Desk) -> None:
    disagreeing(desk)
    desk.choose("M1.1 Utfall", "nämnd")
    result = desk.take_in("KS", {"M1.1 Utfall": 83})  # the choice first, then the file
    assert (desk.says("M1.1 Utfall"), told(result)) == ([83], {("K22", "Konflikter!I4")})


def test_a_later_submission_does_not_replace_what_the_central_office_chose(desk: Desk) -> None:
    disagreeing(desk)
    desk.choose("M1.1 Utfall", "master")
    result = desk.take_in("KS", {"M1.1 Utfall": 83})
    assert (desk.says("M1.1 Utfall"), result.count(Fate.CONFLICT)) == ([80.5], 1)
    assert [line[3:5] for line in desk.lines()] == [["82", "80.5"], ["83", "80.5"]]


def test_a_choice_on_one_line_settles_every_line_of_its_cell(desk: Desk) -> None:
    desk.receive("KS", {"M1.2 Utfall": 40})
    desk.receive("KS", {"M1.2 Utfall": 42}, "KS (1).xlsx")
    desk.merge()
    desk.choose("M1.2 Utfall", "nämnd", "42.0")
    run(desk)
    assert desk.says("M1.2 Utfall") == [42]
    assert [(line[3], line[6], line[7]) for line in desk.lines()] == [
        ("40", "42", "2019-09-24 09:00: nämnd (rad 5)"),
        ("42", "42", "2019-09-24 09:00: nämnd"),
    ]


def test_a_choice_writes_rows_that_the_master_does_not_have(desk: Desk) -> None:
    desk.receive("KS", {"M1 Analys": "Ett."})
    desk.receive("KS", {"M1 Analys": "Två."}, "KS (1).xlsx")
    desk.merge()
    desk.choose("M1 Analys", "Tre.")
    run(desk)
    assert desk.says("M1 Analys") == ["Tre."]


# typed in Välj for a number, a date and a word; the code of the finding
UNREADABLE = """
M1.1 Utfall          | ca 82         | K23
M1.1 Utfall          | > 80          | K23
M1.1 Mätdatum        | i augusti     | K23
M1.1 Värdets status  | nästan klart  | K23
M1.1 Utfall          | mäts ej       | K23
"""


@pytest.mark.parametrize("row", UNREADABLE.strip().splitlines(), ids=str.strip)
def test_a_typed_value_that_is_not_understood_is_told_and_changes_nothing(
    desk: Desk, row: str
) -> None:
    cell, typed, code = (part.strip() for part in row.split("|"))
    two = {
        "M1.1 Utfall": (82, 83),
        "M1.1 Mätdatum": (date(2019, 8, 30), date(2019, 8, 31)),
        "M1.1 Värdets status": ("slutligt", "preliminärt"),
    }[cell]
    desk.receive("KS", {cell: two[0]})
    desk.receive("KS", {cell: two[1]}, "KS (1).xlsx")
    desk.merge()
    desk.choose(cell, typed)
    before = desk.master.read_bytes()
    result = run(desk)
    (finding,) = result.findings
    assert (finding.code, finding.severity, finding.raw) == (code, Severity.ERROR, typed)
    assert (finding.place.file, finding.cell) == ("master.xlsx", "Konflikter!I4")
    assert desk.master.read_bytes() == before


def test_two_choices_for_one_cell_must_say_the_same(desk: Desk) -> None:
    desk.receive("KS", {"M1.2 Utfall": 40})
    desk.receive("KS", {"M1.2 Utfall": 42}, "KS (1).xlsx")
    desk.merge()
    desk.choose("M1.2 Utfall", "nämnd", "40.0")
    desk.choose("M1.2 Utfall", "nämnd", "42.0")
    before = desk.master.read_bytes()
    result = run(desk)
    assert codes(result) == ["K24", "K24"]
    assert "raderna 4, 5 gäller samma cell men säger olika (40 / 42)" in result.findings[0].message
    assert desk.master.read_bytes() == before
    desk.choose("M1.2 Utfall", 42, "40.0")
    assert (run(desk).settled, desk.says("M1.2 Utfall")) == (1, [42])


def test_a_choice_made_before_the_master_changed_is_asked_for_again(desk: Desk) -> None:
    disagreeing(desk)
    desk.choose("M1.1 Utfall", "nämnd")
    desk.correct("M1.1 Utfall", 79)
    result = run(desk)
    assert "stod 80,5 när konflikten listades, nu 79" in message(result, "K25")
    assert desk.says("M1.1 Utfall") == [79]
    assert [line[3:8] for line in desk.lines()] == [["82", "79", "", "", ""]]
    desk.choose("M1.1 Utfall", "nämnd")
    assert (run(desk).settled, desk.says("M1.1 Utfall")) == (1, [82])


def test_a_value_typed_into_the_master_by_hand_settles_the_line(desk: Desk) -> None:
    disagreeing(desk)
    desk.correct("M1.1 Utfall", 82)
    run(desk)
    assert [line[6:8] for line in desk.lines()] == [
        ["82", "2019-09-24 09:00: huvudarbetsboken säger nu som KS"]
    ]
    later = desk.take_in("KS", {"M1.1 Utfall": 83})
    assert (desk.says("M1.1 Utfall"), told(later)) == ([83], set())


def test_two_versions_wait_for_a_choice_also_when_the_master_says_as_one_of_them(
    desk: Desk,
) -> None:
    desk.correct("M1.1 Utfall", 82)
    desk.receive("KS", {"M1.1 Utfall": 82})
    desk.receive("KS", {"M1.1 Utfall": 84}, "KS (1).xlsx")
    desk.merge()
    desk.take_in("BUN", {"M2 Analys": "Det går bra."})
    assert [line[3:8] for line in desk.lines()] == [
        ["82", "82", "", "", ""],
        ["84", "82", "", "", ""],
    ]


def test_a_corrected_file_settles_the_line_it_replaces(desk: Desk) -> None:
    desk.receive("KS", {"M1.2 Utfall": 40})
    desk.receive("KS", {"M1.2 Utfall": 42}, "KS (1).xlsx")
    desk.merge()
    desk.take_in("KS", {"M1.2 Utfall": 42, "M1.1 Kommentar": "Ny."}, "KS rätt.xlsx")
    assert [line[6:8] for line in desk.lines()] == [
        ["42", f"{STAMP}: ersatt, KS rätt.xlsx säger något annat"],
        ["42", f"{STAMP}: KS rätt.xlsx och huvudarbetsboken säger nu lika"],
    ]


def test_a_line_that_no_longer_names_a_cell_is_told(desk: Desk) -> None:
    disagreeing(desk)
    desk.choose("M1.1 Utfall", "nämnd")
    column = 1 + CONFLICTS.headers.index("ID")
    edit = SetCell("Konflikter", 4, column, "M9.9")
    desk.master.write_bytes(patch(desk.master.read_bytes(), [edit]).data)
    result = run(desk)
    assert "Raden säger M9.9 och Utfall i omgången 2019-D2" in message(result, "K26")
    assert desk.says("M1.1 Utfall") == [80.5]


def test_an_empty_inbox_and_known_files_are_reason_enough_to_obey(desk: Desk) -> None:
    disagreeing(desk)
    desk.choose("M1.1 Utfall", "nämnd")
    assert desk.merge().settled == 1  # the inbox is empty
    disagreeing_again = desk.take_in("KS", {"M1.1 Utfall": 82})  # has a receipt
    assert (codes(disagreeing_again)[0], disagreeing_again.patched) == ("K10", None)
    with pytest.raises(Refusal, match="innehåller inga arbetsböcker"):
        desk.merge()


def test_both_what_was_chosen_and_what_came_are_named_among_the_changed_parts(desk: Desk) -> None:
    disagreeing(desk)
    desk.choose("M1.1 Utfall", "nämnd")
    desk.receive("BUN", {"M2 Analys": "Det går bra."})
    result = desk.merge()
    assert result.patched is not None
    package = desk.opened().book.package
    sheets = {package.sheet(name).part for name in ("Konflikter", "Utfall", "Måluppföljning")}
    assert sheets <= set(result.patched.changed_parts)


# Formulas in the master


def with_formula(desk: Desk) -> None:
    """M1.1 Utfall is worked out in the master, to the 81 that was issued."""
    read = desk.opened().reads["outcomes"]
    (row,) = [row for row in read.rows if str(row.value("Omgång")) == "2019-D2"]
    ref = read.ref(row, "Utfall").a1.encode()
    package = desk.opened().book.package
    part = package.sheet("Utfall").part
    data = package.xml(part)
    start = data.index(b'<c r="' + ref + b'"')
    at = data.index(b"<v>", start)
    data = data[:at] + b"<f>80+1</f>" + data[at:]
    desk.master.write_bytes(package.archive.rewrite({part: data}))


def test_a_formula_in_the_master_is_not_replaced_unless_somebody_chooses_so(desk: Desk) -> None:
    with_formula(desk)
    result = desk.take_in("KS", {"M1.1 Utfall": 82, "M1.1 Prognos": 84})
    assert "innehåller en formel som ger 81" in message(result, "K21")
    assert desk.says("M1.1 Utfall", "M1.1 Prognos") == [81, 84]
    assert [line[3:5] for line in desk.lines()] == [["82", "81"]]
    desk.choose("M1.1 Utfall", "nämnd")
    run(desk)
    assert desk.says("M1.1 Utfall") == [82]


def test_a_formula_that_was_chosen_stays(desk: Desk) -> None:
    with_formula(desk)
    desk.take_in("KS", {"M1.1 Utfall": 82})
    desk.choose("M1.1 Utfall", "master")
    run(desk)
    again = desk.take_in("KS", {"M1.1 Utfall": 82, "M1.1 Prognos": 84})
    assert (codes(again)[0], desk.says("M1.1 Utfall")) == ("K27", [81])
    assert "redan avgjort på bladet Konflikter att 81 gäller" in message(again, "K27")
