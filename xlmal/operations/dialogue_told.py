"""What is told of a dialogue that was taken in: the masks, their places, and words to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xlmal.domain.dialogue import DialogueEntry
from xlmal.domain.personal.data import PersonalKind
from xlmal.domain.personal.names import unsure_names
from xlmal.finding import Check, Finding, Place
from xlmal.intake.grid import ranges
from xlmal.operations.dialogue_file import DialogueSheet
from xlmal.operations.dialogue_rows import Noted, ReadEntry
from xlmal.operations.language import name_words

#: Characters shown on either side of a mask, so that somebody can judge it.
_AROUND = 24


@dataclass(frozen=True, slots=True)
class MaskedPlace:
    """One mask: the file's row, the entry, the place in the text as it was, and what told.

    ``around`` is the masked text beside it; it is shown to the one who checks, and never logged.
    """

    row: int
    id: str
    kind: PersonalKind
    start: int
    end: int
    why: str
    around: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class UnsureWords:
    """Words of an entry that may be names and were not masked; shown, never logged."""

    row: int
    id: str
    words: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of it.

    Attributes:
        ids: the new entries.
        repeated: rows that were there already.
        understood: their header -> ours.
        unread: headers of columns that were not read.
        proposed: how many of the new entries have a proposed classification.
    """

    ids: tuple[str, ...]
    repeated: int
    understood: Mapping[str, str]
    unread: tuple[str, ...]
    masked: tuple[MaskedPlace, ...]
    unsure: tuple[UnsureWords, ...]
    proposed: int
    findings: tuple[Finding, ...]


def taken_in(
    sheet: DialogueSheet,
    rows: Sequence[ReadEntry],
    added: Sequence[DialogueEntry],
    noted: Sequence[Noted],
) -> TakenIn:
    """Tell what came of rows of which some were new.

    Args:
        sheet: the file.
        rows: all its rows, in order.
        added: those that were new, with ids.
        noted: what there is to say of them.
    """
    by_source = {entry.source: entry for entry in added}
    new = [(row, by_source[row.entry.source]) for row in rows if row.entry.source in by_source]
    taken = {row.number for row, _ in new}
    old = {row.number for row in rows} - taken
    return TakenIn(
        ids=tuple(entry.id for entry in added),
        repeated=len(rows) - len(added),
        understood=sheet.columns.understood,
        unread=sheet.columns.unread,
        masked=tuple(place for row, entry in new for place in _places(row, entry.id)),
        unsure=tuple(
            UnsureWords(row.number, entry.id, words)
            for row, entry in new
            if (words := unsure_names(row.entry.text, name_words()))
        ),
        proposed=sum(1 for entry in added if entry.classing is not None),
        findings=tuple(_findings(sheet, [one for one in noted if one.number not in old])),
    )


def _findings(sheet: DialogueSheet, noted: Sequence[Noted]) -> Iterator[Finding]:
    """One finding for all rows of which the same is to be said, in the order of the checks."""
    together: dict[tuple[Check, str, tuple[tuple[str, str], ...]], list[int]] = {}
    for one in noted:
        together.setdefault((one.check, one.said, one.details), []).append(one.number)
    place = Place(file=sheet.file, sheet=sheet.name)
    for (check, _, details), numbers in sorted(
        together.items(), key=lambda told: (told[0][0].code, told[1])
    ):
        yield check.at(place, "", rows=ranges(numbers), **dict(details))


def _places(row: ReadEntry, id_: str) -> list[MaskedPlace]:
    """The masks of one entry, each with the masked text beside it."""
    places, shift = [], 0
    text = row.entry.text
    for one in row.masked.found:
        start = one.start + shift
        end = start + len(one.kind) + 2
        shift = end - one.end
        shown = _beside(text, start, end)
        places.append(MaskedPlace(row.number, id_, one.kind, one.start, one.end, one.why, shown))
    return places


def _beside(text: str, start: int, end: int) -> str:
    """A mask and the whole words beside it."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if start > _AROUND:
        before = before.partition(" ")[2]
    if end + _AROUND < len(text):
        after = after.rpartition(" ")[0]
    return " ".join(f"{before}{text[start:end]}{after}".split())
