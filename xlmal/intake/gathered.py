"""Findings gathered while a table is read: those of the sheet first, then cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlmal.address import CellRef
from xlmal.finding import Check, Finding, Place


@dataclass(slots=True)
class Gathered:
    """Findings gathered on the way."""

    place: Place
    sheet: list[Finding] = field(default_factory=list)
    cells: list[Finding] = field(default_factory=list)

    def at_cell(
        self, at: Check, ref: tuple[int, int], label: str = "", raw: str = "", /, **details: object
    ) -> None:
        """Gather what is wrong with one cell."""
        where = Place(self.place.file, CellRef(self.place.sheet, *ref), self.place.sheet, label)
        self.cells.append(at.at(where, raw, **details))

    def in_order(self) -> tuple[Finding, ...]:
        """All of it: the sheet's first, then row by row."""

        def place(finding: Finding) -> tuple[int, int]:
            ref = finding.place.ref
            return (ref.row, ref.column) if ref else (0, 0)

        return (*self.sheet, *sorted(self.cells, key=place))
