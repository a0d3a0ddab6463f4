"""Rensa markeringar, headless: a workbook that was validated and cleared is as it was before."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from support.small_master import changed, committee_bytes, master_bytes, plain_book, saved
from support.whole_book import everything
from xlmal.books.file_book import FileBook
from xlmal.finding import Refusal
from xlmal.operations.clear_validation import cleared
from xlmal.operations.validate import mark
from xlmal.operations.write_validation import validation_table

FILE = "VON_2019-D2.xlsx"


def validated(data: bytes, tmp_path: Path) -> FileBook:
    path = tmp_path / FILE
    path.write_bytes(data)
    assert len(mark(path).findings) > 1
    return FileBook.open(path)


def clear(book: FileBook) -> bytes:
    return cleared(book).data


@pytest.mark.parametrize("which", ["master", "committee"])
def test_validated_and_cleared_the_workbook_is_as_it_was(which: str, tmp_path: Path) -> None:
    """Also in bytes: every part but those that say what to reckon anew."""
    before = master_bytes() if which == "master" else committee_bytes()[FILE]

    after = clear(validated(before, tmp_path))

    assert everything(after) == everything(before)
    old, new = FileBook.open(before).package, FileBook.open(after).package
    differing = {part for part in new.parts if new.xml(part) != old.xml(part)}
    assert differing <= {
        "xl/workbook.xml",
        old.sheet("Validering").part,
        next(one.part for one in old.tables if one.sheet == "Validering"),
    }
    assert b'<row r="5"' not in new.xml(new.sheet("Validering").part)


def test_clearing_twice_changes_nothing_the_second_time(tmp_path: Path) -> None:
    once = clear(validated(committee_bytes()[FILE], tmp_path))
    assert cleared(FileBook.open(once)).changed_parts == ()


def test_a_cleared_workbook_can_be_validated_again(tmp_path: Path) -> None:
    book = validated(committee_bytes()[FILE], tmp_path)
    once = everything(book.package.data)
    assert everything(validated(clear(book), tmp_path).package.data) == once


def test_rows_that_somebody_has_commented_are_emptied_and_stay(tmp_path: Path) -> None:
    validated(committee_bytes()[FILE], tmp_path)
    book = load_workbook(tmp_path / FILE)
    book["Validering"]["D5"].comment = Comment("Frågat Eva", "jag")
    commented = FileBook.open(saved(book))

    after = FileBook.open(clear(commented))

    table = validation_table(after)
    assert table is not None
    assert table.area == validation_table(commented).area  # type: ignore[union-attr]
    assert all(
        cell.row < table.first_data_row or cell.formula is not None or not cell.text
        for cell in after.scan("Validering")
    )


def test_a_workbook_that_is_not_ours_has_no_marks() -> None:
    with pytest.raises(Refusal, match="kommer inte från xlmal") as refused:
        cleared(FileBook.open(plain_book("ID | Utfall\nM1.1 | 7"), "egen.xlsx"))
    assert refused.value.code == "L04"


def test_somebodys_own_columns_and_values_elsewhere_stay(tmp_path: Path) -> None:
    own = changed(committee_bytes()[FILE], {("Validering", "J9"): "min egen rad"})
    assert everything(clear(validated(own, tmp_path))) == everything(own)
