"""Comments in workbooks: what is said is kept, who said it and Excel's own notice are not."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from xlmal.finding import Refusal
from xlmal.ooxml.notes import read_notes
from xlmal.ooxml.package import open_package

THREAD = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
THREADED = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
TYPE = "application/vnd.ms-excel.threadedcomments+xml"
NOTICE = (
    "[Trådad kommentar]\n\nMed din version av Excel kan du läsa den här trådade kommentaren. "
    "Läs mer: https://go.microsoft.com/fwlink/?linkid=870924\n\nKommentar:\n    Stämmer det?"
)


def book_with(comments: dict[str, tuple[str, str]]) -> bytes:
    """A workbook with (author, text) by cell of its sheet Utfall."""
    book = Workbook()
    assert book.active is not None
    book.active.title = "Utfall"
    for cell, (author, text) in comments.items():
        book["Utfall"][cell].comment = Comment(text, author)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_thread(data: bytes, thread: str) -> bytes:
    """The workbook with a part of threaded comments on its sheet."""
    out = io.BytesIO()
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "[Content_Types].xml":
                told = f'<Override PartName="/xl/threadedComments/t1.xml" ContentType="{TYPE}"/>'
                part = part.replace(b"</Types>", told.encode() + b"</Types>")
            if name == rels:
                link = (
                    f'<Relationship Id="rT" Type="{THREADED}" Target="../threadedComments/t1.xml"/>'
                )
                part = part.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            after.writestr(name, part)
        after.writestr(
            "xl/threadedComments/t1.xml",
            f'<ThreadedComments xmlns="{THREAD}">{thread}</ThreadedComments>',
        )
    return out.getvalue()


def notes(data: bytes) -> list[tuple[str, str, bool]]:
    return [(str(one.at), one.text, one.is_reply) for one in read_notes(open_package(data))]


# author, what the comment's text is, what is kept
CLASSIC = """
Anna Berg | Gäller bara vår.            | Gäller bara vår.
Anna Berg | Anna Berg:/Gäller bara vår. | Gäller bara vår.
Anna Berg | Fråga Anna Berg: hon vet.   | Fråga Anna Berg: hon vet.
          | : märkligt                  | : märkligt
"""


@pytest.mark.parametrize("row", CLASSIC.strip("\n").splitlines(), ids=str.strip)
def test_a_classic_comment_is_kept_without_its_authors_name(row: str) -> None:
    author, text, kept = (part.strip() for part in row.split("|"))
    assert notes(book_with({"B7": (author, text.replace("/", "\n"))})) == [
        ("Utfall!B7", kept, False)
    ]


def test_comments_come_in_the_order_of_the_cells_and_blank_ones_do_not() -> None:
    data = book_with(
        {"B9": ("a", "sist"), "C2": ("a", "näst"), "B2": ("a", "först"), "A5": ("a", " ")}
    )
    assert [text for _, text, _ in notes(data)] == ["först", "näst", "sist"]


def test_a_thread_takes_the_place_of_the_notice_that_excel_leaves_for_older_programs() -> None:
    data = with_thread(
        book_with({"B7": ("tc={1}", NOTICE), "C7": ("Anna", "Klassisk.")}),
        '<threadedComment ref="B7" id="{1}" personId="{9}"><text>Stämmer det?</text>'
        "</threadedComment>"
        '<threadedComment ref="B7" id="{2}" personId="{8}" parentId="{1}"><text>Ja, '
        "@Anna Berg.</text></threadedComment>",
    )
    assert notes(data) == [
        ("Utfall!B7", "Stämmer det?", False),
        ("Utfall!B7", "Ja, @Anna Berg.", True),
        ("Utfall!C7", "Klassisk.", False),
    ]


def test_a_thread_that_another_program_has_dropped_is_read_from_the_notice() -> None:
    assert notes(book_with({"B7": ("tc={1}", NOTICE)})) == [("Utfall!B7", "Stämmer det?", False)]


def test_a_workbook_without_comments_has_none() -> None:
    assert notes(book_with({})) == []


def test_a_broken_comments_part_is_refused_and_not_passed_over() -> None:
    data = with_thread(book_with({"B7": ("a", "text")}), "<threadedComment ref='B7'>")
    with pytest.raises(Refusal) as refused:
        notes(data)
    assert refused.value.code == "F18"
