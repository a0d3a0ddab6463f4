"""What a cell holds as it is stored, and what we have to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from xlmal.address import CellRef


class Severity(StrEnum):
    """How much a finding matters; the values are the words users see."""

    ERROR = "fel"
    WARNING = "varning"
    NOTE = "upplysning"


class Kind(StrEnum):
    """What a stored cell is, before anybody reads meaning into it."""

    BLANK = "blank"
    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    ERROR = "error"
    DATE = "date"  # only the ISO dates of strict books (t="d"); other dates are numbers


class RawCell(NamedTuple):
    """One stored cell: exactly what the file says, nothing understood yet.

    ``text`` is the number's lexeme, the decoded text, "1"/"0"/"true"/"false", the error code
    or the ISO date. ``formula`` is None for a plain value; a formula cell whose ``kind`` is
    BLANK has no cached value. ``start`` and ``end`` are byte offsets of the whole ``<c>``
    element in the (uncompressed, UTF-8) sheet part.
    """

    row: int
    column: int
    kind: Kind
    text: str
    number_format: str = "General"
    formula: str | None = None
    start: int = -1
    end: int = -1


class Refusal(Exception):
    """We could not do what was asked; says in Swedish why, and what to do about it.

    The command line prints the message and ends with exit code 2.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding belongs: a file, perhaps a cell, perhaps the row's own name."""

    file: str = ""
    ref: CellRef | None = None
    sheet: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding (påpekande) at one place; ``raw`` is what the cell held, never logged."""

    code: str
    severity: Severity
    message: str
    place: Place = Place()
    raw: str = ""

    @property
    def cell(self) -> str | None:
        """The address as people read it, "Utfall!F9", or None when it concerns no one cell."""
        return str(self.place.ref) if self.place.ref else None

    @property
    def sheet(self) -> str | None:
        """The sheet it concerns, if any."""
        return self.place.ref.sheet if self.place.ref else (self.place.sheet or None)

    def as_line(self) -> str:
        """One Swedish line: "Utfall!F9, Väntetid särskilt boende: cellen innehåller ..."."""
        label = self.place.label.rstrip(" .")
        where = ", ".join(part for part in (self.cell or self.place.sheet, label) if part)
        return f"{where}: {self.message}" if where else self.message

    def as_json(self) -> dict[str, str | None]:
        """The shape that ``validera --json`` prints."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "file": self.place.file,
            "sheet": self.sheet,
            "cell": self.cell,
            "raw": self.raw,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold, written once: what is true when all is well, what is said if not.

    ``message`` says what is wrong, what was done with the value, and what to do; ``{names}`` in
    it are filled by ``at``. ``example`` shows a cell that breaks it.
    """

    code: str
    severity: Severity
    title: str
    message: str
    reason: str = ""
    example: str = ""

    def at(self, place: Place, raw: str = "", **details: object) -> Finding:
        """Return the finding at a place, the message's names filled in."""
        return Finding(self.code, self.severity, self.message.format(**details), place, raw)
