"""Where in the master each thing a report says stands: "Utfall!E17"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

#: The sheets that a report's figures come from.
OUTCOME: Final = "Utfall"
TARGET: Final = "Målvärden"
FOLLOW_UP: Final = "Måluppföljning"


@dataclass(frozen=True, slots=True)
class Sources:
    """Cells of the round's rows, by (sheet, id) and then by header; empty when not known."""

    file: str = ""
    cells: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)

    def cell(self, sheet: str, id_: str, header: str) -> str:
        """The address of a cell, "" when it is not known."""
        return self.cells.get((sheet, id_), {}).get(header, "")


NO_SOURCES: Final = Sources()
