"""Submissions (inlämningar): the receipt for each returned file, and what it last said."""

from __future__ import annotations

from datetime import datetime

from xlmal.domain.rounds import Round
from xlmal.domain.types import Fact, UnitCode


class Submission(Fact):
    """A receipt: which file came, from whom, how decided it was, and what it changed."""

    file: str
    sha256: str
    received: datetime
    provider: UnitCode
    round: Round
    version: str = ""
    decision: str = ""
    rows: int = 0
    changed_cells: int = 0
    conflicts: int = 0
    findings: int = 0
    remark: str = ""
    comments: str = ""


#: How the ledger keeps that a cell was cleared: a row without a value would be no fact.
CLEARED = "(tom)"


def cleared_or(value: str) -> str:
    """The stored text of a value in the ledger; "" for a cell that was cleared."""
    return "" if value == CLEARED else value


class MergedValue(Fact):
    """The last value a provider's file said for one cell; the base of the next merge."""

    provider: UnitCode
    table: str
    key: str
    column: str
    value: str

    @property
    def text(self) -> str:
        """The stored text of the value; "" for a cell that was cleared."""
        return cleared_or(self.value)
