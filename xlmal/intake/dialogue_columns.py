"""Columns of a dialogue from any tool, found by what people call them; and their rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from xlmal.domain.dialogue import DialogueChannel
from xlmal.finding import Kind, RawCell
from xlmal.intake.headers import Row, loose
from xlmal.schema.dialogue_tables import DIALOGUE

Rows = Mapping[int, Row]


class _Names(NamedTuple):
    """What a column may be called: the whole header, best first, or a part of it."""

    whole: tuple[str, ...]
    part: tuple[str, ...] = ()


#: Our field -> headers of common tools; Microsoft Forms says Slutförandetid.
_NAMES: Final[Mapping[str, _Names]] = {
    "text": _Names(
        (
            *("synpunkt", "synpunkter", "text", "fritext", "förslag", "ditt förslag", "inspel"),
            *("din synpunkt", "kommentar", "åsikt", "idé", "meddelande", "beskrivning", "svar"),
        ),
        ("synpunkt", "förslag", "fritext", "tycker", "vill du", "idé", "önskar", "viktigast"),
    ),
    "channel": _Names(("kanal", "inkom via", "inlämnat via", "forum", "sätt", "källa")),
    "day": _Names(
        (
            *("datum", "dag", "inkom", "inlämnad", "inlämnat", "slutförandetid", "skapad"),
            *("tidsstämpel", "starttid", "tid"),
        ),
        ("datum",),
    ),
    "target_group": _Names(
        ("målgrupp", "grupp", "jag är", "vem är du", "kategori", "roll"), ("målgrupp", "vem är du")
    ),
    "goal_area": _Names(("målområde", "område", "ämne", "tema")),
    "keywords": _Names(("nyckelord", "ord")),
    "council_goals": _Names(("övergripande mål", "mål", "mål-id")),
    "strategy": _Names(("strategi/program", "strategi", "program", "fokusområde")),
}

_CHANNELS: Final[Mapping[DialogueChannel, tuple[str, ...]]] = {
    DialogueChannel.DIGITAL: ("digital", "webb", "enkät", "app", "e-tjänst", "mejl", "e-post"),
    DialogueChannel.PLACE: (
        "fysisk",
        "papper",
        "blankett",
        "bibliotek",
        "brevlåda",
        "torg",
        "lapp",
    ),
    DialogueChannel.OPEN_SPACE: ("open space", "openspace"),
    DialogueChannel.WORKSHOP: ("workshop", "verkstad", "arbetsmöte"),
    DialogueChannel.OTHER: ("annat", "annan", "övrigt"),
}
_ROWS_TRIED: Final = 20


@dataclass(frozen=True, slots=True)
class DialogueColumns:
    """Where each field stands.

    Attributes:
        header_row: the row of the headers.
        places: our field -> column.
        understood: their header -> ours.
        unread: headers of the columns that are not read.
    """

    header_row: int
    places: Mapping[str, int]
    understood: Mapping[str, str]
    unread: tuple[str, ...]


def find_columns(rows: Rows, chosen: Mapping[str, str]) -> DialogueColumns | None:
    """Find the row of headers and what each column holds; None without a column of texts.

    Args:
        rows: the sheet's cells by row and column.
        chosen: their header -> our header, as somebody has said; goes before all else.
    """
    best: DialogueColumns | None = None
    for number in list(rows)[:_ROWS_TRIED]:
        found = _columns(number, rows[number], chosen)
        if "text" in found.places and (best is None or len(found.places) > len(best.places)):
            best = found
    return best


def _columns(number: int, row: Row, chosen: Mapping[str, str]) -> DialogueColumns:
    headers = {
        column: " ".join(cell.text.split())
        for column, cell in sorted(row.items())
        if cell.kind is Kind.TEXT and cell.text.strip()
    }
    said = {loose(theirs): loose(ours) for theirs, ours in chosen.items()}
    fields = {loose(column.header): column.field or "" for column in DIALOGUE.stored}
    places = {
        fields[said[loose(header)]]: column
        for column, header in headers.items()
        if said.get(loose(header)) in fields
    }
    for field in _NAMES:
        if field not in places:
            free = {c: h for c, h in headers.items() if c not in places.values()}
            column = _named(free, _NAMES[field])
            if column:
                places[field] = column
    read = set(places.values())
    return DialogueColumns(
        number,
        places,
        {headers[column]: DIALOGUE.header_of(field) for field, column in places.items()},
        tuple(header for column, header in headers.items() if column not in read),
    )


def _named(headers: Mapping[int, str], names: _Names) -> int:
    """The first column by one of the names, 0 when none is."""
    looks = {column: loose(header) for column, header in headers.items()}
    for name in names.whole:
        for column, header in looks.items():
            if header == loose(name):
                return column
    for name in names.part:
        for column, header in looks.items():
            if loose(name) in header:
                return column
    return 0


def longest_texts(rows: Rows) -> str:
    """The header of the column with the longest texts, for a proposal; "" when there is none."""
    lengths: dict[int, int] = {}
    for row in rows.values():
        for column, cell in row.items():
            if cell.kind is Kind.TEXT:
                lengths[column] = lengths.get(column, 0) + len(cell.text)
    if not lengths:
        return ""
    column = max(lengths, key=lambda one: lengths[one])
    first = next(row[column] for row in rows.values() if column in row)
    return " ".join(first.text.split())[:60]


def field_rows(rows: Rows, columns: DialogueColumns) -> Iterator[tuple[int, Mapping[str, RawCell]]]:
    """The filled cells of each row below the headers, by our fields."""
    for number, row in rows.items():
        cells = {
            field: row[column]
            for field, column in columns.places.items()
            if number > columns.header_row and column in row
        }
        if any(cell.text.strip() for cell in cells.values()):
            yield number, cells


def channel_of(text: str) -> DialogueChannel | None:
    """The channel that a word means, by how a word in it begins; None when we know none."""
    folded = f" {' '.join(text.casefold().split())}"
    for channel, words in _CHANNELS.items():
        if folded == f" {channel}" or any(f" {word}" in folded for word in words):
            return channel
    return None


def known_group(text: str, groups: Sequence[str]) -> str:
    """A target group in the spelling that is already used, else as it is written."""
    plain = " ".join(text.split())
    return next((one for one in groups if loose(one) == loose(plain)), plain)
