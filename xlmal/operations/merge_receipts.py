"""Receipts: what each file came to, on the sheet Inlämning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xlmal.building.heights import HIGHEST, row_heights
from xlmal.domain.submissions import Submission
from xlmal.ooxml.edits import AppendRows, MadeRows
from xlmal.operations.returned import ReturnedFile
from xlmal.schema.cells import Stored, stored_form
from xlmal.schema.master import SUBMISSIONS


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one file came to, for its row on the sheet Inlämning."""

    file: ReturnedFile
    received: datetime
    changed: int
    conflicts: int
    findings: int

    def submission(self) -> Submission:
        """The receipt as the fact that the sheet stores."""
        assert self.file.round is not None
        version, decision = self.file.told
        return Submission(
            file=self.file.name,
            sha256=self.file.sha256,
            received=self.received,
            provider=self.file.provider,
            round=self.file.round,
            version=version,
            decision=decision,
            rows=self.file.rows,
            changed_cells=self.changed,
            conflicts=self.conflicts,
            findings=self.findings,
            remark=self._remark(),
            comments=self.file.comments,
        )

    def _remark(self) -> str:
        remarks = ["komplettering"] if self.file.is_late else []
        if self.conflicts:
            remarks.append("en konflikt" if self.conflicts == 1 else f"{self.conflicts} konflikter")
        return ", ".join(remarks)


def receipt_rows(receipts: Sequence[Receipt]) -> AppendRows:
    """Receipts as new rows; one with comments from the file is as high as they need."""
    columns = [column for column in SUBMISSIONS.stored if column.field]
    headers = tuple(column.header for column in columns)
    comments = headers.index(SUBMISSIONS.header_of("comments"))
    fitting = row_heights("master", SUBMISSIONS, headers)

    def made(receipt: Receipt) -> list[Stored]:
        fact = receipt.submission()
        return [stored_form(getattr(fact, column.field or "")) for column in columns]

    def height(row: Sequence[object]) -> float | None:
        return min(fitting(row), HIGHEST) if row[comments] else None

    return AppendRows(SUBMISSIONS.name, headers, MadeRows(receipts, made), height=height)
