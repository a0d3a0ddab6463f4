"""The rows of a dialogue's file as entries, masked before anything else sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from xlmal.domain.dialogue import Classing, DialogueChannel, DialogueEntry
from xlmal.domain.personal.data import Masked, mask
from xlmal.domain.personal.words import NameWords
from xlmal.finding import Check, RawCell
from xlmal.intake.cells import CellReader
from xlmal.intake.dialogue_columns import channel_of, field_rows, known_group
from xlmal.intake.reading import NO_CONTEXT, Parsed, Reading
from xlmal.operations import dialogue_checks as check
from xlmal.operations.dialogue_file import DialogueSheet
from xlmal.schema.dialogue_tables import DIALOGUE

_WORDS = ("target_group", "goal_area", "keywords", "strategy")
_SORTED = ("goal_area", "keywords", "council_goals", "strategy")
_COLUMNS = {column.field: column for column in DIALOGUE.stored}


class ReadEntry(NamedTuple):
    """A row of the file: its number, the entry without an id yet, and what was masked in it."""

    number: int
    entry: DialogueEntry
    masked: Masked


class Noted(NamedTuple):
    """Something to say of a row; rows of which the same is said are told together.

    ``said`` parts what is told by what stood there, which is not told itself.
    """

    number: int
    check: Check
    said: str
    details: tuple[tuple[str, str], ...]


@dataclass
class _Reader:
    sheet: DialogueSheet
    groups: Sequence[str]
    channel: DialogueChannel | None
    day: date | None
    names: NameWords
    noted: list[Noted] = field(default_factory=list)

    def entry(self, number: int, cells: Mapping[str, RawCell]) -> ReadEntry | None:
        """Read one row; None for a row without a text, which is told."""
        values = {one: self._value(number, one, raw) for one, raw in cells.items()}
        text = str(values.get("text") or "").strip()
        if not text:
            self._tell(check.NO_TEXT, number)
            return None
        masked = mask(text, self.names)
        given: dict[str, object] = {
            one: mask(str(values[one]), self.names).text for one in _WORDS if values.get(one)
        }
        if goals := values.get("council_goals"):
            given["council_goals"] = goals
        if any(one in given for one in _SORTED):
            given["classing"] = Classing.REVIEWED
        entry = DialogueEntry(
            id="S0",
            text=masked.text,
            channel=self._channel(number, str(values.get("channel") or "")),
            day=self._day(number, values),
            masked=masked.summary,
            source=self._source(number),
            **given,  # type: ignore[arg-type]
        )
        return ReadEntry(number, self._grouped(number, entry), masked)

    def _value(self, number: int, name: str, raw: RawCell) -> object:
        if name == "channel":
            name = "target_group"  # free words: the list of channels is ours, not theirs
        parsed: Parsed = CellReader(self.sheet.date1904).read(raw, _COLUMNS[name], NO_CONTEXT)
        if parsed.reading is Reading.NOT_UNDERSTOOD:
            if name == "day":
                instead = "utan datum" if self.day is None else f"med datumet {self.day}"
                self._tell(check.DATE_UNKNOWN, number, instead=instead)
            else:
                self._tell(check.NOT_READ, number, header=_COLUMNS[name].header)
            return None
        return parsed.value

    def _day(self, number: int, values: Mapping[str, object]) -> date | None:
        day = values.get("day")
        return day if isinstance(day, date) else self.day

    def _channel(self, number: int, said: str) -> DialogueChannel | None:
        if not said:
            return self.channel
        channel = channel_of(said)
        if channel is None:
            self._tell(check.CHANNEL_UNKNOWN, number, said)
            return DialogueChannel.OTHER
        return channel

    def _grouped(self, number: int, entry: DialogueEntry) -> DialogueEntry:
        group = known_group(entry.target_group, self.groups)
        if group and group not in self.groups:
            self._tell(check.NEW_GROUP, number, group)
        return entry.model_copy(update={"target_group": group})

    def _source(self, number: int) -> str:
        sheet = f", {self.sheet.name}" if self.sheet.name else ""
        return f"{self.sheet.file}{sheet}, rad {number}"

    def _tell(self, what: Check, number: int, said: str = "", **details: str) -> None:
        self.noted.append(Noted(number, what, said, tuple(sorted(details.items()))))


def read_entries(
    sheet: DialogueSheet,
    groups: Sequence[str],
    channel: DialogueChannel | None,
    day: date | None,
    names: NameWords,
) -> tuple[list[ReadEntry], list[Noted]]:
    """Read every row that says something, masked; and what there is to say, by row.

    Args:
        sheet: the file's cells and columns.
        groups: the target groups in use, in their spelling.
        channel: for rows that say none.
        day: for rows that say none.
        names: what the masker knows.
    """
    reader = _Reader(sheet, groups, channel, day, names)
    rows = [
        row
        for number, cells in field_rows(sheet.rows, sheet.columns)
        if (row := reader.entry(number, cells)) is not None
    ]
    return rows, reader.noted
