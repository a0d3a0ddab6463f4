"""The manifest that every generated workbook carries, and the values that were issued in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from zlib import crc32

from xlmal.domain.rounds import Round
from xlmal.schema.master import SCHEMA_VERSION

MASTER = "master"
COMMITTEE = "uppdrag"


#: Under Stängd, for a cell that was not to be filled in.
CLOSED = "ja"


class IssuedValue(NamedTuple):
    """What stood in one cell when the file was sent out, as stored text.

    Every open cell is issued, and every closed one that held something (``closed`` is ``CLOSED``).
    """

    table: str
    key: str
    column: str
    value: str
    closed: str = ""


ISSUED_HEADERS = ("Tabell", "Nyckel", "Kolumn", "Värde", "Stängd")
#: Between the columns of one row of a table that were issued alike; most are issued blank.
_BETWEEN = "|"


def issued_rows(values: Iterable[IssuedValue]) -> list[IssuedValue]:
    """Issued values as the sheet stores them: ``column`` names all columns of a row that are alike.

    A row that is sent out to be filled in has ten blank cells and takes one row here, not ten.
    """
    columns: dict[tuple[str, str, str, str], list[str]] = {}
    for table, key, column, value, closed in values:
        columns.setdefault((table, key, value, closed), []).append(column)
    return [
        IssuedValue(table, key, _BETWEEN.join(alike), value, closed)
        for (table, key, value, closed), alike in columns.items()
    ]


def columns_issued(column: str) -> list[str]:
    """The columns that one row of the sheet is about."""
    return column.split(_BETWEEN)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Who a workbook is for; ``provider`` is a unit's or a provider's code, empty in a master.

    ``own_texts`` are checksums of what we wrote on the sheet Så gör du, by cell address: what
    stands there when the file comes back and is not ours, somebody has typed.
    """

    workbook_id: str
    kind: str
    year: int
    provider: str = ""
    round: Round | None = None
    master_id: str = ""
    schema_version: int = SCHEMA_VERSION
    own_texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def rows(self) -> tuple[tuple[str, str], ...]:
        """The manifest as the two columns of its sheet."""
        texts = " ".join(f"{address}:{sum_}" for address, sum_ in self.own_texts.items())
        return (
            ("schema", str(self.schema_version)),
            ("id", self.workbook_id),
            ("slag", self.kind),
            ("år", str(self.year)),
            ("lämnare", self.provider),
            ("omgång", self.round.code if self.round else ""),
            ("master", self.master_id),
            *([("texter", texts)] if texts else []),
        )

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[str, str]]) -> Manifest:
        """Read the two columns of the sheet.

        Raises:
            ValueError: when something that must be there is missing or not understood.
        """
        found: Mapping[str, str] = dict(rows)
        texts = (text.partition(":") for text in found.get("texter", "").split())
        try:
            return cls(
                workbook_id=found["id"],
                kind=found["slag"],
                year=int(found["år"]),
                provider=found.get("lämnare", ""),
                round=Round.parse(found["omgång"]) if found.get("omgång") else None,
                master_id=found.get("master", ""),
                schema_version=int(found["schema"]),
                own_texts={address: sum_ for address, _, sum_ in texts},
            )
        except KeyError as missing:
            raise ValueError(f"manifest lacks {missing}") from missing


@lru_cache(maxsize=512)  # the same texts stand in all files of a round
def checksum(text: str) -> str:
    """A text's mark in ``own_texts``; other programs may change its white space, no more."""
    return f"{crc32(' '.join(text.split()).encode()):08x}"


def key_text(key: tuple[object, ...]) -> str:
    """A row's key as one text: ("M17.2", "2019-D2") -> "M17.2|2019-D2"."""
    return "|".join(str(part) for part in key)
