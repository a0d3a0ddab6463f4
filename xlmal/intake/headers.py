"""Columns found by their headers: the header row, loose spellings, doubles, renamed and missing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from xlmal.address import CellRef, a1
from xlmal.finding import Check, Finding, Kind, Place, RawCell
from xlmal.intake.checks import tables as check
from xlmal.intake.quoting import listed, quoted
from xlmal.schema.columns import Table, ValueType

# How many rows with content are tried for headers; title, instructions and a logo stand above.
_ROWS_TRIED = 50

_SIMILAR = 0.6

_NOT_LETTERS = re.compile(r"[\W_]+")

Row = Mapping[int, RawCell]


@dataclass(frozen=True, slots=True)
class Headers:
    """Where each header stands.

    ``doubled`` are headers no column of which is read, ``asked`` the unknown ones that look like
    a renamed one.
    """

    row: int
    columns: Mapping[str, int]
    unknown: Mapping[str, int]
    doubled: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


#: Header rows there was nothing to say of: where they stand, of which table, and their cells.
_faultless: dict[tuple[object, ...], Headers] = {}
_MOST_KNOWN = 64


@lru_cache(maxsize=1024)  # the same headers stand in every file
def loose(header: str) -> str:
    """What remains of a header when case, spaces, dashes and invisible marks do not count."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFC", header).casefold())


def required_headers(table: Table) -> frozenset[str]:
    """The columns a table cannot be read without: keys, required fields and reported values."""
    return frozenset(
        column.header
        for column in table.columns
        if column.header in table.key
        or column.required
        or (column.type is ValueType.MEASURE and column.opens)
    )


def header_row(rows: Mapping[int, Row], table: Table) -> tuple[int, int]:
    """The row that holds most of a table's headers, and how many; (0, 0) when none holds two.

    A row above it that holds the same keys comes first: headers pasted once more further down,
    better spelt, must not hide the rows in between.
    """
    wanted = {loose(header) for header in table.headers}
    keys = {loose(header) for header in table.key}
    held: dict[int, set[str]] = {}
    for number in list(rows)[:_ROWS_TRIED]:
        texts = {loose(cell.text) for cell in rows[number].values() if cell.kind is Kind.TEXT}
        held[number] = texts & wanted
    best = max(held, key=lambda number: len(held[number]), default=0)
    least = min(2, len(wanted))
    if not best or len(held[best]) < least:
        return 0, 0
    needed = keys & held[best]
    for number, found in held.items():
        if needed and needed <= found and len(found) >= least:
            best = number
            break
    return best, len(held[best])


def find_headers(row: Row, number: int, table: Table, place: Place) -> Headers:
    """Match a row's cells with the table's headers.

    Exact but for composed letters is silent, loose is told, renamed is asked about; a header
    that stands twice is read from neither column.
    """
    seen = number, table.headers, tuple((at, cell.kind, cell.text) for at, cell in row.items())
    known = _faultless.get(seen)
    if known is None:
        known = _find_headers(row, number, table, place)
        if not known.findings:  # they name the file
            if len(_faultless) == _MOST_KNOWN:
                _faultless.clear()
            _faultless[seen] = known
    return known


def _find_headers(row: Row, number: int, table: Table, place: Place) -> Headers:
    wanted = {loose(header): header for header in table.headers}
    matched: dict[str, list[int]] = {}
    unknown: dict[str, int] = {}
    for column, cell in sorted(row.items()):
        text = cell.text if cell.kind in (Kind.TEXT, Kind.NUMBER) else ""
        header = wanted.get(loose(text)) if text else None
        if header:
            matched.setdefault(header, []).append(column)
        elif text.strip():
            unknown.setdefault(" ".join(text.split()), column)
    findings: list[Finding] = []

    def tell(at: Check, column: int, **details: object) -> None:
        ref = CellRef(place.sheet, number, column)
        where = Place(file=place.file, ref=ref, sheet=place.sheet)
        findings.append(at.at(where, raw=row[column].text, **details))

    for header, places in matched.items():
        if len(places) > 1:
            cells = listed([a1(number, column) for column in places])
            for column in places:
                tell(check.HEADER_TWICE, column, header=header, cells=cells)
        elif unicodedata.normalize("NFC", row[places[0]].text) != header:
            shown = quoted(row[places[0]].text)
            looks_right = shown == quoted(header)
            why = "mellanslag eller osynliga tecken" if looks_right else "skriven på annat sätt"
            tell(check.HEADER_LOOSE, places[0], shown=shown, header=header, why=why)
    lacking = [column.header for column in table.stored if column.header not in matched]
    asked: set[str] = set()
    for text, column in unknown.items():
        meant = _renamed(text, lacking)
        if meant:
            tell(check.HEADER_RENAMED, column, shown=quoted(text), header=meant)
            asked.add(text)
    return Headers(
        number,
        {header: places[0] for header, places in matched.items() if len(places) == 1},
        unknown,
        frozenset(header for header, places in matched.items() if len(places) > 1),
        frozenset(asked),
        tuple(findings),
    )


def about_columns(
    headers: Headers, table: Table, required: Iterable[str], place: Place
) -> Iterable[Finding]:
    """Say which columns are missing, unknown or in another order."""
    required = frozenset(required)
    for header in table.headers:
        if header in required and header not in headers.columns and header not in headers.doubled:
            yield check.COLUMN_MISSING.at(place, header=header)
    unknown = [quoted(header) for header in headers.unknown if header not in headers.asked]
    if unknown:
        yield check.COLUMNS_UNKNOWN.at(place, headers=listed(unknown))
    order = [headers.columns[header] for header in table.headers if header in headers.columns]
    if order != sorted(order):
        yield check.COLUMNS_REORDERED.at(place)


def _renamed(text: str, lacking: list[str]) -> str | None:
    """The missing header that an unknown one most looks like, if any."""
    folded = loose(text)
    best, most = None, _SIMILAR
    for header in lacking:
        target = loose(header)
        likeness = SequenceMatcher(None, folded, target).ratio()
        if folded.startswith(target):
            likeness = max(likeness, 0.9)
        if likeness >= most and (best is None or likeness > most):
            best, most = header, likeness
    return best
