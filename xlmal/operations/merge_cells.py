"""The three-way merge of single cells: what was issued, what came back, what the master says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import lru_cache
from sys import intern
from types import MappingProxyType
from typing import NamedTuple

from xlmal.address import CellRef


class CellKey(NamedTuple):
    """A cell by meaning, not by place: table name, row key and header."""

    table: str
    row: tuple[str, str]
    header: str


class Said(NamedTuple):
    """What one returned file says in one cell.

    Attributes:
        key: the cell.
        provider: whose file it is.
        file: the file's name.
        ref: the cell in the file where it stands.
        value: the typed value; None when the cell was cleared.
        text: its stored text, by which values are compared.
        base: the text of this provider's last merged value, else of the issued one; None when
            neither is known.
        issued: the text that the file was sent out with, None when not known.
        label: what the row goes by in findings.
        typed_under: the header it was typed under, when that is not the cell's own.
    """

    key: CellKey
    provider: str
    file: str
    ref: CellRef
    value: object
    text: str
    base: str | None
    issued: str | None = None
    label: str = ""
    typed_under: str = ""

    @property
    def known(self) -> str:
        """The base as a text to compare with: without one, the cell was blank."""
        return self.base or ""

    def __reduce__(self) -> tuple[Callable[..., Said], tuple[object, ...]]:
        # Workers send these home by the ten thousand: flat, they take a third of the time.
        return _arrived, (*self.key, self.provider, self.file, *self.ref, *self[4:])


_place = lru_cache(maxsize=4096)(CellRef)  # the files of a round have the same cells


def _arrived(
    table: str,
    row: tuple[str, str],
    header: str,
    provider: str,
    file: str,
    sheet: str,
    row_number: int,
    column: int,
    value: object,
    text: str,
    *others: str,
) -> Said:
    """What a worker sent; texts and places that many files share are kept once."""
    place = _place(sheet, row_number, column)
    return Said(CellKey(table, row, header), provider, file, place, value, intern(text), *others)


class Fate(Enum):
    """What becomes of what a file says."""

    TAKEN = "taken"
    SAME = "same"
    CONFLICT = "conflict"
    DECIDED = "decided"


class Decision(NamedTuple):
    """What becomes of one cell: one value, or several that cannot all be right.

    ``formula`` is the master's cell when it is a formula there, and only that stands in the way.
    ``waits_for`` is the year that has to be over before the value may come in, None for none.
    """

    key: CellKey
    fate: Fate
    said: tuple[Said, ...]
    master: str
    formula: CellRef | None = None
    waits_for: int | None = None

    @property
    def first(self) -> Said:
        """The statement that stands for the cell."""
        return self.said[0]


def decide(
    statements: Iterable[Said],
    master: Mapping[CellKey, str],
    formulas: Mapping[CellKey, CellRef] = MappingProxyType({}),
) -> list[Decision]:
    """Decide every cell that some file says something about.

    The order of the statements never matters: those on one cell are taken together, sorted by
    value, and the cells come out in the order of their keys.

    Args:
        statements: from all files of one run; a file that says nothing about a cell gives none.
        master: the stored text of the master's cells; a cell left out is blank.
        formulas: the master's cells that hold formulas; what would replace one is a conflict.
    """
    by_cell: dict[CellKey, tuple[Said, ...]] = {}
    for said in statements:
        others = by_cell.get(said.key)
        by_cell[said.key] = (said,) if others is None else (*others, said)
    decisions = []
    for key in sorted(by_cell):
        together = by_cell[key]
        if len(together) > 1:
            together = tuple(sorted(together, key=lambda one: (one.text, one.file)))
        decision = _decide_cell(key, together, master.get(key, ""))
        if formulas and decision.fate is Fate.TAKEN and key in formulas:
            decision = decision._replace(fate=Fate.CONFLICT, formula=formulas[key])
        decisions.append(decision)
    return decisions


def _decide_cell(key: CellKey, said: tuple[Said, ...], master: str) -> Decision:
    news = said
    if len(said) > 1 or _only_repeats(said[0], master):
        news = tuple(one for one in said if not _only_repeats(one, master))
    if not news:  # the master may have moved on since it was merged
        return Decision(key, Fate.SAME, said, master)
    text, others = news[0].text, news[1:]
    if others and any(one.text != text for one in others):
        return Decision(key, Fate.CONFLICT, news, master)
    if text == master:
        return Decision(key, Fate.SAME, news, master)
    for one in news:
        if one.known != master:
            return Decision(key, Fate.CONFLICT, news, master)
    return Decision(key, Fate.TAKEN, news, master)


def _only_repeats(one: Said, master: str) -> bool:
    """Tell whether a file only says what its provider is known to have said before.

    A file that was sent out with what the master says now says more than that: somebody has put
    back the value that the central office had changed.
    """
    return one.text == one.known and (one.issued != master or one.text == master)
