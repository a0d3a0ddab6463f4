"""The dialogue with residents: what each one said, how it came in, and what it points to."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from xlmal.domain.types import Fact, Id

#: Enough of SHA-256 that two texts of one dialogue never meet; the dashes between the groups keep
#: Excel from taking the mark for a number.
_MARK_LENGTH, _GROUP = 16, 4


class DialogueChannel(StrEnum):
    """How a contribution to the dialogue came in (Kanal)."""

    DIGITAL = "digitalt verktyg"
    PLACE = "fysisk plats"
    OPEN_SPACE = "open space"
    WORKSHOP = "workshop"
    OTHER = "annat"


class Classing(StrEnum):
    """Whether somebody has looked at where an entry was put (Klassning)."""

    PROPOSED = "förslag"
    REVIEWED = "granskad"


class DialogueEntry(Fact):
    """What one resident or one group said in the dialogue (synpunkt).

    It is sorted twice: by what it means for the goals (``goal_area``, ``keywords``,
    ``council_goals``) and by the strategy or programme it belongs to (``strategy``, a focus area).
    ``mark`` tells the same entry from another when a file is read again.
    """

    id: Id
    text: str
    channel: DialogueChannel | None = None
    day: date | None = None
    target_group: str = ""
    goal_area: str = ""
    keywords: str = ""
    council_goals: tuple[str, ...] = ()
    strategy: str = ""
    classing: Classing | None = None
    masked: str = ""
    source: str = ""
    mark: str = ""


def entry_marks(entries: Iterable[DialogueEntry]) -> tuple[str, ...]:
    """The mark of each entry: of its text, channel, day and target group, and how many came before.

    Two residents who say the same thing the same day are two entries; one file read twice is not.
    """
    before: Counter[str] = Counter()
    marks = []
    for entry in entries:
        said = "\x1f".join(
            (_plain(entry.text), str(entry.channel or ""), str(entry.day or ""), entry.target_group)
        )
        before[said] += 1
        whole = f"{said}\x1f{before[said]}"
        digits = hashlib.sha256(whole.encode()).hexdigest()[:_MARK_LENGTH]
        marks.append("-".join(digits[at : at + _GROUP] for at in range(0, _MARK_LENGTH, _GROUP)))
    return tuple(marks)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def new_entries(
    present: Sequence[DialogueEntry], arriving: Sequence[DialogueEntry]
) -> tuple[DialogueEntry, ...]:
    """The arriving entries that are not there yet, with ids and marks; order is kept.

    An entry is known by the mark it came with, and by what stands in it now.
    """
    known = {entry.mark for entry in present if entry.mark} | {*entry_marks(present)}
    number = max((_number(entry.id) for entry in present), default=0)
    found = []
    for entry, mark in zip(arriving, entry_marks(arriving), strict=True):
        if mark not in known:
            number += 1
            found.append(entry.model_copy(update={"id": f"S{number}", "mark": mark}))
    return tuple(found)


def _number(id_: str) -> int:
    digits = id_.strip().upper().removeprefix("S")
    return int(digits) if digits.isascii() and digits.isdecimal() else 0
