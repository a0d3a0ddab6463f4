"""Rules held against small visible tables, and a municipality laid out on sheets that are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from support.sheets import read
from xlmal.domain.municipality import Municipality
from xlmal.domain.settings import Settings
from xlmal.finding import Finding, Kind, RawCell
from xlmal.intake.reading import ReadOptions
from xlmal.intake.sheet import SheetContent
from xlmal.intake.table import TableRead, read_table
from xlmal.rules.catalogue import BOOK_RULES, ROW_RULES
from xlmal.rules.condition import ExcelValue
from xlmal.rules.engine import Context, as_excel, check_book, check_rows
from xlmal.rules.rule import BookRule, RowRule
from xlmal.rules.verdict import compile_python
from xlmal.rules.view import BookView
from xlmal.schema.columns import Table
from xlmal.schema.committee import OUTCOME_FORM
from xlmal.schema.master import MASTER_TABLES


def row_rule(code: str) -> RowRule:
    """The row rule with a code."""
    return next(rule for rule in ROW_RULES if rule.code == code)


def book_rule(code: str) -> BookRule:
    """The book rule with a code."""
    return next(rule for rule in BOOK_RULES if rule.code == code)


def verdict(code: str, row: Mapping[str, ExcelValue]) -> bool | None:
    """Whether a row, written as Excel values, breaks a rule."""
    return compile_python(row_rule(code).broken)(row)


def broken(
    table: str,
    schema: Table = OUTCOME_FORM,
    context: Context | None = None,
    settings: Settings | None = None,
) -> list[tuple[str, str]]:
    """The (code, cell) pairs of the rules that a table breaks; what reading says is left out."""
    rows = read(table, schema)
    return codes(check_rows(ROW_RULES, rows, context, settings or Settings()))


def codes(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Findings as (code, address) pairs; an empty address where they concern no cell."""
    return [(finding.code, finding.cell or "") for finding in findings]


def broken_in_book(municipality: Municipality) -> list[tuple[str, str]]:
    """The (code, cell) pairs of the rules over the whole book that a municipality breaks."""
    return codes(check_book(BOOK_RULES, view_of(municipality)))


def view_of(municipality: Municipality) -> BookView:
    """A municipality as it would be read from its master workbook, headers on row 1."""
    return BookView(municipality, {field: _read(municipality, field) for field in MASTER_TABLES})


def _read(municipality: Municipality, field: str) -> TableRead:
    table = MASTER_TABLES[field]
    found = [RawCell(1, n, Kind.TEXT, header) for n, header in enumerate(table.headers, 1)]
    for number, fact in enumerate(getattr(municipality, field), 2):
        for column, declared in enumerate(table.columns, 1):
            if declared.field:
                value = getattr(fact, declared.field)
                if value is not None and value != "" and value != ():
                    found.append(_cell(number, column, value))
    return read_table(SheetContent.of(table.sheet, found), table, "master.xlsx", ReadOptions())


def _cell(row: int, column: int, value: object) -> RawCell:
    known = as_excel(value)
    if isinstance(known, float):
        number_format = "yyyy-mm-dd" if isinstance(value, date) else "General"
        return RawCell(row, column, Kind.NUMBER, repr(known), number_format)
    return RawCell(row, column, Kind.TEXT, str(known))
