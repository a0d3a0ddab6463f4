"""The three-way merge of single cells: what was issued, what came back, what the master says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from xlmal.address import CellRef


class CellKey(NamedTuple):
    """A cell by meaning, not by place: table name, row key and header."""

    table: str
    row: tuple[str, str]
    header: str


@dataclass(frozen=True, slots=True)
class Said:
    """What one returned file says in one cell.

    ``value`` is the typed value (None: the cell was cleared), ``text`` its stored text, by which
    values are compared; ``base`` is the text of this provider's last merged value, else of the
    issued one, None when neither is known.
    """

    key: CellKey
    provider: str
    file: str
    ref: CellRef
    value: object
    text: str
    base: str | None


class Fate(Enum):
    """What becomes of what a file says."""

    TAKEN = "taken"
    SAME = "same"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one cell: one value, or several that cannot all be right."""

    key: CellKey
    fate: Fate
    said: tuple[Said, ...]
    master: str

    @property
    def first(self) -> Said:
        """The statement that stands for the cell."""
        return self.said[0]


def decide(statements: Iterable[Said], master: Mapping[CellKey, str]) -> list[Decision]:
    """Decide every cell that some file says something about.

    The order of the statements never matters: those on one cell are taken together, sorted by
    value, and the cells come out in the order of their keys.

    Args:
        statements: from all files of one run; a file that says nothing about a cell gives none.
        master: the stored text of the master's cells; a cell left out is blank.
    """
    by_cell: dict[CellKey, list[Said]] = {}
    for said in statements:
        by_cell.setdefault(said.key, []).append(said)
    decisions = []
    for key in sorted(by_cell):
        statement = tuple(sorted(by_cell[key], key=lambda one: (one.text, one.file)))
        decisions.append(_decide_cell(key, statement, master.get(key, "")))
    return decisions


def _decide_cell(key: CellKey, said: tuple[Said, ...], master: str) -> Decision:
    texts = {one.text for one in said}
    if len(texts) > 1:
        return Decision(key, Fate.CONFLICT, said, master)
    text = said[0].text
    if text == master:
        return Decision(key, Fate.SAME, said, master)
    bases = {"" if one.base is None else one.base for one in said}
    if bases == {text}:  # nothing new since it was last merged; the master has moved on
        return Decision(key, Fate.SAME, said, master)
    untouched = bases == {master}
    return Decision(key, Fate.TAKEN if untouched else Fate.CONFLICT, said, master)
