"""Findings written down: in a workbook's own sheet Validering, or in a list beside the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlmal.books.file_book import FileBook
from xlmal.building.heights import row_height
from xlmal.finding import Finding, Kind, Refusal, Severity
from xlmal.ooxml.contents import TableInfo
from xlmal.ooxml.edits import AppendRow, Computed, Edit, FitRow, SetCell, ShowSheet
from xlmal.operations.files import write_file
from xlmal.operations.reading import open_book
from xlmal.schema.produced import VALIDATION

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_RAW_LENGTH = 200

#: What we write; Var is the sheet's own formula, a link to the cell.
_WRITTEN = tuple(header for header in VALIDATION.headers if header != "Var")


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """Findings as people work through them: errors first, then by file, sheet and cell."""

    def place(finding: Finding) -> tuple[int, str, str, int, int, str]:
        ref = finding.place.ref
        where = (ref.row, ref.column) if ref else (0, 0)
        return (
            _ORDER[finding.severity],
            finding.place.file,
            finding.sheet or "",
            *where,
            finding.code,
        )

    return sorted(findings, key=place)


def validation_table(book: FileBook) -> TableInfo | None:
    """The workbook's table of findings, if it has one."""
    return next((one for one in book.tables() if one.display_name == VALIDATION.name), None)


def validation_edits(book: FileBook, table: TableInfo, findings: Sequence[Finding]) -> list[Edit]:
    """Edits that make the table say exactly these findings; rows left over are emptied.

    Raises:
        Refusal: the table lacks a column (A03).
    """
    lacking = [header for header in VALIDATION.headers if header not in table.columns]
    if lacking:
        raise Refusal(
            "A03",
            f"Tabellen på bladet {table.sheet} i {book.name} saknar kolumnen {lacking[0]}. Hämta "
            "filens förra version.",
        )
    rows = [_cells(finding) for finding in in_order(findings)]
    numbers = _used_rows(book, table)
    column = {name: table.area.first_column + at for at, name in enumerate(table.columns)}
    scan = book.scan(table.sheet)
    edits: list[Edit] = [ShowSheet(table.sheet)] if rows else []
    for at, number in enumerate(numbers):
        cells = rows[at] if at < len(rows) else dict.fromkeys(_WRITTEN)
        link = scan.cell(number, column["Var"])
        if link is None or link.formula is None:  # somebody has cleared the row, links and all
            cells = {**cells, "Var": cells["Cell"]}
        for header, text in cells.items():
            stored = scan.cell(number, column[header])
            now = stored.text if stored and stored.kind is not Kind.BLANK else None
            if now != text:
                edits.append(SetCell(table.sheet, number, column[header], text))
        edits.append(FitRow(table.sheet, number, row_height("master", VALIDATION, cells)))
    for row in rows[len(numbers) :]:
        height = row_height("master", VALIDATION, row)
        cells = {**row, "Var": Computed(None, row["Cell"])}
        edits.append(AppendRow(table.display_name, cells, height))
    return edits


def _used_rows(book: FileBook, table: TableInfo) -> list[int]:
    """The table's rows; none when it is as it was born, with one blank row to be taken over."""
    numbers = list(range(table.first_data_row, table.last_data_row + 1))
    scan = book.scan(table.sheet)
    if len(numbers) == 1 and all(
        cell is None or cell.kind is Kind.BLANK or cell.formula is not None
        for at in range(table.area.first_column, table.area.last_column + 1)
        for cell in [scan.cell(numbers[0], at)]
    ):
        return []
    return numbers


def write_beside(path: Path, findings: Sequence[Finding]) -> Path:
    """Write a list of findings beside a workbook that is not ours, and return its path.

    Raises:
        Refusal: another file has the list's name (A04), or it cannot be written (F41-F43).
    """
    from xlmal.building.findings_book import build_findings_book  # openpyxl is slow to load

    beside = path.with_name(f"{path.stem}_validering.xlsx")
    if beside.exists() and validation_table(open_book(beside)) is None:
        raise Refusal(
            "A04",
            f"{beside.name} finns redan och är ingen lista från xlmal. Flytta eller döp om den och "
            "försök igen.",
        )
    rows = [
        {**_cells(finding), "Var": finding.cell or finding.sheet} for finding in in_order(findings)
    ]
    write_file(beside, build_findings_book(path.name, rows))
    return beside


def _cells(finding: Finding) -> dict[str, str | None]:
    raw = finding.raw if len(finding.raw) <= _RAW_LENGTH else f"{finding.raw[:_RAW_LENGTH]}..."
    return {
        "Allvar": str(finding.severity),
        "Vad raden gäller": finding.place.label or finding.sheet or None,
        "Påpekande": finding.message[:1].upper() + finding.message[1:],
        "Kod": finding.code,
        "I cellen står": raw or None,
        "Cell": finding.cell,
    }
