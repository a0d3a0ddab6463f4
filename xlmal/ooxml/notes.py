"""What people have said beside the cells: comments, classic and threaded, as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlmal.address import CellRef, parse_a1
from xlmal.ooxml.contents import SheetInfo, relationships
from xlmal.ooxml.markup import Element, elements
from xlmal.ooxml.package import Package
from xlmal.ooxml.strings import unescape

_CLASSIC, _THREADED = "comments", "threadedComment"
_WORKSHEET = "worksheet"
#: The type of both kinds of parts ends so, wherever they lie and whatever they are called.
_CONTENT_TYPES, _COMMENTS_TYPE = "[Content_Types].xml", b"comments+xml"
#: Excel puts a thread in a classic comment too, for older programs, behind a notice of its own in
#: the user's language; the link in the notice is the same in all of them.
_NOTICE_LINK = "linkid=870924"


class CellNote(NamedTuple):
    """One comment, or one answer in a thread; who wrote it is left out."""

    at: CellRef
    text: str
    is_reply: bool = False


def read_notes(package: Package) -> list[CellNote]:
    """Read every comment of a workbook, sheet by sheet and cell by cell; threads in their order.

    ECMA-376 18.7 (comments) and MS-XLSX 2.1.16 (threaded comments).

    Raises:
        Refusal: F14, F16, F18 when a comments part is no sound XML.
    """
    part = package.archive.find(_CONTENT_TYPES)
    if part and _COMMENTS_TYPE not in package.xml(part).lower():
        return []  # most files: none of their sheets' relationships need to be looked up
    return [
        note
        for sheet in package.sheets
        if sheet.kind == _WORKSHEET
        for note in _notes_on(package, sheet)
    ]


def _notes_on(package: Package, sheet: SheetInfo) -> list[CellNote]:
    classic: list[CellNote] = []
    threaded: list[CellNote] = []
    for link in relationships(package.archive, sheet.part):
        part = None if link.external else package.archive.find(link.target)
        if part is None or link.kind not in (_CLASSIC, _THREADED):
            continue
        found = elements(package.xml(part), part)
        if link.kind == _CLASSIC:
            classic.extend(_classic(sheet.name, found))
        else:
            threaded.extend(_threaded(sheet.name, found))
    told = {note.at for note in threaded}
    notes = [note for note in classic if note.at not in told] + threaded
    return sorted((note for note in notes if note.text), key=lambda note: note.at[1:])


def _classic(sheet: str, found: Sequence[Element]) -> Iterator[CellNote]:
    authors = [one.text for one in found if one.is_main and one.name == "author"]
    at: CellRef | None = None
    author = ""
    runs: list[str] = []
    for one in found:
        if not one.is_main:
            continue
        if one.name == "comment":
            if at is not None:
                yield CellNote(at, _plain("".join(runs), author))
            at, runs = _place(sheet, one), []
            number = one.attributes.get("authorId", "")
            known = number.isdecimal() and int(number) < len(authors)
            author = authors[int(number)] if known else ""
        elif one.name == "t" and one.parent != "rPh":
            runs.append(unescape(one.text))
    if at is not None:
        yield CellNote(at, _plain("".join(runs), author))


def _threaded(sheet: str, found: Sequence[Element]) -> Iterator[CellNote]:
    at: CellRef | None = None
    is_reply = False
    for one in found:
        if one.name == _THREADED:
            at, is_reply = _place(sheet, one), bool(one.attributes.get("parentId"))
        elif one.name == "text" and one.parent == _THREADED and at is not None:
            yield CellNote(at, one.text.strip(), is_reply)


def _place(sheet: str, element: Element) -> CellRef | None:
    try:
        return CellRef(sheet, *parse_a1(element.attributes.get("ref", "")))
    except ValueError:
        return None


def _plain(text: str, author: str) -> str:
    """A classic comment's own text: Excel begins it with its author's name and a colon."""
    text = text.strip()
    if _NOTICE_LINK in text:
        _, _, said = text.partition(_NOTICE_LINK)
        return said.strip().partition("\n")[2].strip()
    name = f"{author.strip()}:"
    if author.strip() and text.startswith(name):
        return text[len(name) :].strip()
    return text
