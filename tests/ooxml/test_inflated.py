"""A long sheet read in pieces is the sheet that lies in the file, or is refused as it always is."""

from __future__ import annotations

import zlib

import pytest

from support.ooxml_books import packed, parts_of, row, sheet_xml
from xlmal.books.file_book import FileBook
from xlmal.finding import Refusal
from xlmal.ooxml.inflated import inflated, is_long
from xlmal.ooxml.plain_text import NotPlainError

LAST = 8_000


def long_book(last_rows: str = "") -> bytes:
    """A sheet of rows that are told apart by their texts, so that they deflate to many pieces."""
    rows = [
        row(number, zlib.crc32(b"%d" % number) % 1000, f"text {zlib.adler32(b'%d' % number)}", None)
        for number in range(1, LAST + 1)
    ]
    return packed(
        parts_of({"Utfall": sheet_xml("".join(rows) + last_rows), "Liten": sheet_xml("")})
    )


def part_of(book: FileBook) -> str:
    return book.package.sheet("Utfall").part


def test_the_pieces_are_the_part():
    book = FileBook.open(long_book(), "a.xlsx")
    pieces = list(inflated(book.package.archive, part_of(book)))
    assert b"".join(pieces) == book.package.read(part_of(book))
    assert len(pieces) > 1
    assert is_long(book.package.archive, part_of(book))
    assert not is_long(book.package.archive, book.package.sheet("Liten").part)


def test_a_long_sheet_is_read_by_column_and_holds_what_the_scanner_finds():
    book = FileBook.open(long_book(), "a.xlsx")
    even = book.even("Utfall")
    assert even is not None
    assert even.rows.last_row == LAST
    cells = [cell[:6] for cell in (*even.head, *even.rows.cells())]
    assert cells == [cell[:6] for cell in FileBook.open(long_book(), "a.xlsx").scan("Utfall")]


@pytest.mark.parametrize("at", [0.1, 0.5, 0.98])
def test_a_long_part_that_is_damaged_is_refused(at):
    data = long_book()
    book = FileBook.open(data, "a.xlsx")
    start = data.find(book.package.archive.compressed(part_of(book)))
    length = len(book.package.archive.compressed(part_of(book)))
    place = start + int(length * at)
    broken = FileBook.open(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :], "a.xlsx")
    assert broken.even("Utfall") is None
    with pytest.raises(NotPlainError):
        list(inflated(broken.package.archive, part_of(broken)))
    with pytest.raises(Refusal) as refused:
        broken.scan("Utfall")
    assert refused.value.code == "F11"


def test_rows_of_another_shape_below_many_even_ones_leave_the_sheet_to_the_scanner():
    book = FileBook.open(long_book(row(LAST + 1, 1)), "a.xlsx")
    assert book.even("Utfall") is None
    assert book.scan("Utfall").last_row == LAST + 1


def test_even_rows_that_begin_anew_far_down_hold_every_cell_once():
    more = [row(number, number % 7, f"text {number}", None) for number in range(LAST + 2, 18_000)]
    book = FileBook.open(long_book(row(LAST + 1, 1) + "".join(more)), "a.xlsx")
    even = book.even("Utfall")
    assert even is not None
    assert LAST + 2 < even.rows.first_row < 17_000
    cells = sorted(cell[:6] for cell in (*even.head, *even.rows.cells()))
    assert cells == sorted(cell[:6] for cell in book.scan("Utfall"))
