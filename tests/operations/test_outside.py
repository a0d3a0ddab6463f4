"""What a returned file holds beside its open cells: told, never merged and never dropped."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from support.lillkoping import APRIL, desk_municipality
from support.merging import NOW, Desk, filled_in, place_of, send_out, told
from xlmal.books.file_book import FileBook
from xlmal.building.finish import finish
from xlmal.ooxml.edits import SetCell
from xlmal.ooxml.patch import patch
from xlmal.operations.merge import MergeOrder, MergeResult, merge
from xlmal.operations.returned import read_returned

ANSWERS = {"M1.1 Utfall": 82}


@pytest.fixture
def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.usual(tmp_path, tmp_path_factory.getbasetemp() / "utskick")


def take_in(desk: Desk, change: Callable[[Workbook], object]) -> MergeResult:
    """Merge KS's answers after somebody has been at the file with the protection off."""
    book = load_workbook(io.BytesIO(filled_in(desk.sent.files["KS"], ANSWERS)))
    change(book)
    desk.put("KS_2019-D2.xlsx", finish(book))
    return desk.merge()


def typing(cells: Mapping[str, object]) -> Callable[[Workbook], None]:
    """Type into cells by sheet and address: "Utfall!B2"."""

    def change(book: Workbook) -> None:
        for place, value in cells.items():
            sheet, _, address = place.partition("!")
            book[sheet][address] = value

    return change


def lines(result: MergeResult, code: str) -> list[str]:
    return [
        one.as_line().replace("\N{NO-BREAK SPACE}", " ")
        for one in result.findings
        if one.code == code
    ]


# Sheets


def test_a_sheet_of_their_own_is_told_with_how_much_it_holds(desk: Desk) -> None:
    def add(book: Workbook) -> None:
        sheet = book.create_sheet("Underlag")
        sheet["A1"], sheet["B7"] = "Enkäten", 82.4

    result = take_in(desk, add)
    assert lines(result, "K29") == [
        "Underlag: Bladet Underlag fanns inte i utskicket. Där är 2 ifyllda celler, och inget "
        "därifrån har lästs in. Titta om något ska med, och skriv det i så fall i de gula cellerna."
    ]
    assert desk.says("M1.1 Utfall") == [82]


def test_a_chart_sheet_of_their_own_is_told(desk: Desk) -> None:
    result = take_in(desk, lambda book: book.create_chartsheet("Diagram1"))
    assert "ett diagram eller annat än celler" in lines(result, "K29")[0]


def test_a_blank_sheet_holds_nothing_to_tell(desk: Desk) -> None:
    assert told(take_in(desk, lambda book: book.create_sheet("Blad2"))) == set()


# Notes outside the tables. The table of Utfall has its headers on row 4 and rows 5 to 7.

NOTES = """
Utfall!E1           | Ring mig!   | K30 Utfall!E1           above the table
Utfall!B3           | Preliminärt | K30 Utfall!B3           beside the round
Utfall!A9           | Se bilaga   | K30 Utfall!A9           below, under a shown column
Utfall!B9           | Summa       | T11 Utfall!B9           below, under the ids
Måluppföljning!D30  | Se bilaga   | K30 Måluppföljning!D30  far below
Så gör du!D5        | Kommentar   | K30 Så gör du!D5        beside the guide
Så gör du!A60       | Hälsningar  | K30 Så gör du!A60       below the guide
Så gör du!B60       | Hälsningar  | K30 Så gör du!B60       below the guide
Så gör du!A1        | Vårt svar   | K30 Så gör du!A1        over the title
Så gör du!B4        | Oktober     | K30 Så gör du!B4        over a text of ours
Så gör du!B5        | Nästan klar | K30 Så gör du!B5        over a formula of ours
Utfall!AD6          | Osäker      | T08 Utfall!AD6          beside a row, without a header
Utfall!AD4          | Egen kolumn | T06 -                   a column of their own
"""


@pytest.mark.parametrize("row", NOTES.strip().splitlines(), ids=str.strip)
def test_a_note_outside_the_tables_is_told_at_its_cell(desk: Desk, row: str) -> None:
    place, text, rest = (part.strip() for part in row.split("|"))
    code, cell = re.match(r"(\w\d\d) (-|.*?!\w+)", rest).groups()  # type: ignore[union-attr]
    result = take_in(desk, typing({place: text}))
    assert told(result) - {("T09", None)} == {(code, None if cell == "-" else cell)}
    if code == "K30":
        assert f"utanför tabellen: '{text}'. Det har inte lästs in" in lines(result, "K30")[0]
    assert desk.says("M1.1 Utfall") == [82]


def test_on_the_guide_of_an_older_file_only_what_stands_alone_is_told(desk: Desk) -> None:
    # Files that were sent out before 2026-11-25 do not say what we wrote on it.
    def as_before(book: Workbook) -> None:
        manifest = book["_xlmal"]
        assert manifest.cell(manifest.max_row, 1).value == "texter"
        manifest.delete_rows(manifest.max_row)
        book["Så gör du"]["B4"] = "Oktober"
        book["Så gör du"]["D5"] = "Kommentar"

    assert told(take_in(desk, as_before)) == {("K30", "Så gör du!D5")}


def test_many_notes_are_told_together(desk: Desk) -> None:
    result = take_in(desk, typing({f"Utfall!A{row}": "x" for row in range(20, 60)}))
    assert len(lines(result, "K30")) == 5
    assert "och 35 celler till, den sista A59" in lines(result, "K30")[-1]


def test_an_untouched_file_has_nothing_outside(desk: Desk) -> None:
    for code in desk.sent.files:
        file = read_returned(desk.put("x.xlsx", desk.sent.files[code]), desk.opened())
        assert [one.as_line() for one in file.findings] == []


# Locked cells

LOCKED = """
M1.1 Målvärde    | 80            | visar 80 och huvudarbetsboken 85
M1.1 Indikator   | Nöjda kunder  | visar Nöjda kunder och huvudarbetsboken Nöjda företag
M1.1 Måttenhet   | antal         | visar antal och huvudarbetsboken %
M1.2 Väntas      | prognos       | visar prognos och huvudarbetsboken slutligt utfall
M1 Mål           |               | visar inget och huvudarbetsboken Fler väljer kommunen.
"""


@pytest.mark.parametrize("row", LOCKED.strip().splitlines(), ids=str.strip)
def test_a_locked_cell_that_shows_something_else_is_told(desk: Desk, row: str) -> None:
    cell, text, says = (part.strip() for part in row.split("|"))
    at = str(place_of(desk.sent.files["KS"], cell))
    value = float(text) if text.isdecimal() else text or None
    result = take_in(desk, typing({at: value}))
    assert told(result) == {("K31", at)}
    assert says in lines(result, "K31")[0]
    assert desk.says("M1.1 Utfall") == [82]


def test_a_target_that_the_master_changed_after_sending_is_told_too(desk: Desk) -> None:
    master = desk.opened()
    read = master.reads["targets"]
    (row,) = [one for one in read.rows if one.value("Indikator-ID") == "M1.1"]
    edit = SetCell(read.sheet, row.number, read.columns["Målvärde"], 90)
    desk.master.write_bytes(patch(master.book.package, [edit]).data)
    result = desk.take_in("KS", ANSWERS)
    assert (
        "Målvärde är låst, men filen visar 85 och huvudarbetsboken 90." in lines(result, "K31")[0]
    )


# Comments


def test_comments_are_carried_to_the_receipt_and_names_are_not(desk: Desk) -> None:
    at = place_of(desk.sent.files["KS"], "M1.1 Utfall").a1

    def comment(book: Workbook) -> None:
        book["Utfall"][at].comment = Comment("Anna Berg:\nGäller bara\nkvartal 2.", "Anna Berg")
        book["Så gör du"]["A1"].comment = Comment("=Hej", "Anna Berg")

    result = take_in(desk, comment)
    (receipt,) = desk.opened().municipality.submissions
    assert receipt.comments == f"Så gör du!A1: =Hej\nUtfall!{at}: Gäller bara kvartal 2."
    assert "Berg" not in receipt.comments
    assert told(result) == set()


def test_a_file_without_comments_leaves_the_receipts_cell_blank(desk: Desk) -> None:
    desk.take_in("KS", ANSWERS)
    book = desk.opened().book
    (table,) = [one for one in book.tables() if one.display_name == "tblInlamning"]
    column = table.area.first_column + table.columns.index("Kommentarer i filen")
    cell = book.scan("Inlämning").cell(table.first_data_row, column)
    assert cell is None or cell.text == ""


# When it came: the last day is 20 September 2019.


def saved(data: bytes, moment: str) -> bytes:
    """A file as a program leaves it that notes when it was saved."""
    package = FileBook.open(data, "").package
    part = "docProps/core.xml"
    stamped = re.sub(
        rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment.encode(), package.read(part)
    )
    return package.archive.rewrite({part: stamped})


# when the file was saved, with --komplettering, what becomes of it
DAYS = """
2019-09-18T09:00:00Z | nej | tas in
2019-09-20T21:59:00Z | nej | tas in
2019-09-21T06:00:00Z | nej | K20
2019-09-21T06:00:00Z | ja  | komplettering
något                | nej | tas in
"""


@pytest.mark.parametrize("row", DAYS.strip().splitlines(), ids=str.strip)
def test_a_file_saved_after_the_last_day_comes_in_only_as_komplettering(
    desk: Desk, row: str
) -> None:
    moment, late, becomes = (part.strip() for part in row.split("|"))
    path = desk.put("KS.xlsx", saved(filled_in(desk.sent.files["KS"], ANSWERS), moment))
    result = desk.merge(late=late == "ja")
    assert path.name == "KS.xlsx"
    receipts = desk.opened().municipality.submissions
    if becomes == "K20":
        assert lines(result, "K20") == [
            "Filen sparades 2019-09-21, efter sista dagen för Delårsrapport augusti 2019 (20 "
            "september 2019), och har inte lästs in. Läs in den med --komplettering om den ändå "
            "ska räknas."
        ]
        assert (receipts, desk.says("M1.1 Utfall")) == ((), [81])
    else:
        remark = "komplettering" if becomes == "komplettering" else ""
        assert [one.remark for one in receipts] == [remark]
        assert desk.says("M1.1 Utfall") == [82]


def test_a_late_file_is_left_where_it_lies(tmp_path: Path) -> None:
    desk = Desk(tmp_path, send_out(desk_municipality(), tmp_path / "ut", APRIL))
    path = desk.receive("KS", {"M1.2 Utfall": 40})
    before = path.read_bytes()
    result = merge(MergeOrder(desk.master, (desk.inbox,), NOW))
    assert (result.findings[0].code, path.read_bytes()) == ("K04", before)
