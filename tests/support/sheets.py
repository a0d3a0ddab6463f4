"""Sheets written as small visible tables, for tests of reading.

How a cell is written: ``82.5`` a number, ``0.825 [0%]`` a number with a format, ``SANT`` or
``FALSKT`` a boolean, ``#REF!`` an error value, ``=A1+1`` a formula without result,
``=A1+1 -> 5`` one with a result, ``@2025-04-30`` an ISO date of a strict book, ``'82,5'`` and
anything else a text. Quotes keep white space, and Python escapes work in them.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from typing import Any

from xlmal.finding import Finding, Kind, RawCell
from xlmal.intake.reading import ReadOptions
from xlmal.intake.sheet import SheetContent
from xlmal.intake.table import TableRead, read_table
from xlmal.schema.columns import Table
from xlmal.schema.master import OUTCOMES

_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?(E[-+]?\d+)?(?: \[(.+)\])?")
_ESCAPE = re.compile(r"\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|[ntr])")


def cell(row: int, column: int, written: str) -> RawCell | None:
    """One cell as it is written above; None when nothing is written."""
    formula: str | None = None
    if written.startswith("="):
        formula, _, written = written.partition(" -> ")
        if not written:
            return RawCell(row, column, Kind.BLANK, "", formula=formula)
    if not written:
        return None
    match = _NUMBER.fullmatch(written)
    if match:
        number = written.split(" [")[0]
        return RawCell(row, column, Kind.NUMBER, number, match[3] or "General", formula)
    if written in ("SANT", "FALSKT"):
        return RawCell(row, column, Kind.BOOLEAN, str(int(written == "SANT")), "General", formula)
    if re.fullmatch(r"#[A-Z/0]+[!?]?", written):
        return RawCell(row, column, Kind.ERROR, written, "General", formula)
    if written.startswith("@20"):
        return RawCell(row, column, Kind.DATE, written[1:], "General", formula)
    if written[0] == written[-1] == "'" and len(written) > 1:
        written = _ESCAPE.sub(
            lambda found: codecs.decode(found[0], "unicode_escape"), written[1:-1]
        )
    return RawCell(row, column, Kind.TEXT, written, "General", formula)


def cells(table: str, first_row: int = 1, first_column: int = 1) -> Iterator[RawCell]:
    """The cells of a table written with ``|`` between columns, a line for each row."""
    for row, line in enumerate(table.strip().splitlines(), first_row):
        for column, written in enumerate(line.strip().strip("|").split("|"), first_column):
            found = cell(row, column, written.strip())
            if found:
                yield found


def sheet(table: str, name: str = "Utfall", first_row: int = 1, **around: Any) -> SheetContent:
    """A sheet that holds the table; ``around`` are the other attributes of `SheetContent`."""
    return SheetContent.of(name, cells(table, first_row), **around)


def read(
    table: str,
    schema: Table = OUTCOMES,
    options: ReadOptions | None = None,
    **around: Any,
) -> TableRead:
    """Read the table as a table of the schema, by default the outcomes."""
    around.setdefault("name", schema.sheet)
    return read_table(sheet(table, **around), schema, "fil.xlsx", options)


def told(found: TableRead | tuple[Finding, ...]) -> list[tuple[str, str]]:
    """What was found, as (code, address) pairs; sheet findings have an empty address."""
    findings = found.findings if isinstance(found, TableRead) else found
    return [
        (finding.code, finding.place.ref.a1 if finding.place.ref else "") for finding in findings
    ]


def values(found: TableRead, header: str) -> Mapping[int, object]:
    """The values under a header by sheet row."""
    return {row.number: row.value(header) for row in found.rows}
