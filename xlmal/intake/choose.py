"""Which sheet of any workbook to read, and as which table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xlmal.finding import Finding, Place, Refusal
from xlmal.intake.checks import tables as check
from xlmal.intake.grid import rows_of
from xlmal.intake.headers import header_row
from xlmal.intake.quoting import listed
from xlmal.intake.sheet import SheetContent
from xlmal.schema.columns import Table

_COPY = re.compile(r"(.+?) \(\d+\)")


class TableChoice(NamedTuple):
    """A sheet, the table on it, and what there is to say about the choice."""

    sheet: SheetContent
    table: Table
    findings: tuple[Finding, ...] = ()


def choose_table(
    sheets: Sequence[SheetContent],
    tables: Iterable[Table],
    wanted_sheet: str | None = None,
    source: str = "",
) -> TableChoice:
    """Choose what to read.

    The wanted sheet; else a sheet named as the schema names it, in the order of ``tables``; else
    a copy that a user made of one ("Utfall (2)"); else the sheet whose headers match best.

    Raises:
        Refusal: T21, when there is no such sheet or none has a table's headers.
    """
    tables = tuple(tables)
    candidates = list(sheets)
    if wanted_sheet is not None:
        candidates = [sheet for sheet in sheets if _same(sheet.name, wanted_sheet)]
    scored = [
        (_rank(sheet, table), count, sheet, table)
        for sheet, rows in [(sheet, rows_of(sheet.cells)) for sheet in candidates]
        for table in tables
        if (count := header_row(rows, table)[1])
    ]
    if not scored:
        wanted = f" (sökte {wanted_sheet})" if wanted_sheet is not None else ""
        names = listed([sheet.name for sheet in sheets]) or "inga"
        message = check.SHEET_UNKNOWN.message.format(
            file=source or "arbetsboken", wanted=wanted, sheets=names
        )
        raise Refusal(check.SHEET_UNKNOWN.code, message)
    order = {table.name: number for number, table in enumerate(tables)}

    def weight(found: tuple[int, int, SheetContent, Table]) -> tuple[int, int, int, int]:
        rank, count, sheet, table = found
        by_headers = count if not rank else 0
        return rank, int(sheet.state == "visible"), by_headers, -order[table.name]

    _, _, sheet, table = max(scored, key=weight)
    return TableChoice(sheet, table, tuple(_about_copies(sheets, sheet, table, source)))


def _rank(sheet: SheetContent, table: Table) -> int:
    """How sure a sheet's name makes us: 2 the schema's name, 1 a copy of it, 0 another."""
    if _same(sheet.name, table.sheet):
        return 2
    return 1 if _original(sheet.name, table) else 0


def _original(name: str, table: Table) -> bool:
    match = _COPY.fullmatch(name.strip())
    return bool(match and _same(match[1], table.sheet))


def _about_copies(
    sheets: Sequence[SheetContent], chosen: SheetContent, table: Table, source: str
) -> Iterable[Finding]:
    for sheet in sheets:
        if _original(sheet.name, table):
            read = sheet is chosen
            what = (
                "Bladet har lästs. Kontrollera att det är det som gäller."
                if read
                else f"Bara {chosen.name} har lästs. Ta bort kopian, eller ange vilket som gäller."
            )
            place = Place(file=source, sheet=sheet.name)
            yield check.SHEET_COPIED.at(place, sheet=sheet.name, original=table.sheet, what=what)


def _same(first: str, second: str) -> bool:
    """Sheet names differ neither by case nor by how å is composed."""
    return _folded(first) == _folded(second)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip()).casefold()
