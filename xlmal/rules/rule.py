"""A rule as one value: what must hold, why it matters, what is said, and an example."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from xlmal.domain.municipality import Municipality
from xlmal.finding import Check, Severity
from xlmal.rules.condition import Condition, ExcelValue, headers_in
from xlmal.rules.view import BookView
from xlmal.schema.columns import Table

#: Room in the Kontroll column.
NATIVE_TEXT_LENGTH = 60


class NativeForm(Enum):
    """How Excel's own check of a rule compares with ours."""

    EXACT = "samma svar i Excel"
    STRICTER = "strängare i Excel"
    NONE = "ingen kontroll i Excel"


@dataclass(frozen=True, slots=True)
class Example:
    """A row that breaks a rule and one that keeps it; they share ``row`` and differ in the rest."""

    row: Mapping[str, ExcelValue]
    broken: Mapping[str, ExcelValue]
    sound: Mapping[str, ExcelValue]

    @property
    def failing(self) -> dict[str, ExcelValue]:
        """The whole row that breaks the rule."""
        return {**self.row, **self.broken}

    @property
    def passing(self) -> dict[str, ExcelValue]:
        """The whole row that keeps it."""
        return {**self.row, **self.sound}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRule:
    """A rule about one row, decided by its own cells and the context beside them.

    Attributes:
        code: letter of the topic and a number; never reused for something else.
        title: what is true when all is well.
        reason: why it matters.
        message: what is wrong, what happens with the value, what to do; ``{Header}`` is filled
            with the row's value as people write it, ``{setting}`` with a setting's.
        native_text: the same for the Kontroll column, in a few words.
        table: the table whose rows it is about, by name; a form of the table serves as well.
        marks: the header of the cell that the finding stands at.
        broken: true when the row breaks the rule. Unknown (a comparison with something that is
            no number, a column that is not there) is "ej prövad", never broken.
        completes: until it holds the row is still to be filled in; else a warning lets it be done.
        hints: a note that Kontroll tells all the same, of a row that is done.
        at_rest: it is about a row that the round expects nothing of.
        native: how Excel's check compares with ours; ``native_reason`` when it is not the same.
    """

    code: str
    severity: Severity
    title: str
    reason: str
    message: str
    native_text: str
    table: Table
    marks: str
    broken: Condition
    example: Example
    completes: bool = False
    at_rest: bool = False
    hints: bool = False
    native: NativeForm = NativeForm.EXACT
    native_reason: str = ""

    @property
    def reads(self) -> frozenset[str]:
        """The headers the condition reads."""
        return headers_in(self.broken)

    @property
    def columns(self) -> tuple[str, ...]:
        """The marked header first, then the others that are read."""
        return (self.marks, *sorted(self.reads - {self.marks}))

    @property
    def check(self) -> Check:
        """What documentation and findings need of it."""
        shown = (
            f"{header}: {'(tomt)' if value is None else value}"
            for header, value in self.example.failing.items()
        )
        return Check(
            self.code, self.severity, self.title, self.message, self.reason, "; ".join(shown)
        )


class Breach(NamedTuple):
    """One place where a book rule is broken.

    Attributes:
        table: the municipality's field, "unit_goals".
        key: the row's key columns as text; empty when it concerns the whole table.
        header: the column whose cell is marked.
        details: what the message's names are filled with.
    """

    table: str
    key: tuple[str, ...]
    header: str
    details: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRule:
    """A rule over several rows or tables; Excel has no form of its own for it.

    Attributes:
        check_book: the places where it is broken, in the order of the rows.
        example: a case that breaks it, in words.
        breaks: makes the sound sample municipality break it.
    """

    code: str
    severity: Severity
    title: str
    reason: str
    message: str
    check_book: Callable[[BookView], Iterable[Breach]]
    example: str
    breaks: Callable[[Municipality], Municipality]
    native: NativeForm = NativeForm.NONE
    native_reason: str = "gäller flera rader eller flera tabeller"

    @property
    def check(self) -> Check:
        """What documentation and findings need of it."""
        return Check(self.code, self.severity, self.title, self.message, self.reason, self.example)
