"""Running rules over what was read, and saying at which cell each is broken."""

from __future__ import annotations

from collections.abc import Iterable

from xlmal.domain.settings import Settings
from xlmal.finding import Finding, Place, Severity
from xlmal.intake.table import TableRead
from xlmal.rules.beside import Context
from xlmal.rules.columns import TableColumns
from xlmal.rules.condition import DEFAULTS
from xlmal.rules.excel_values import as_excel
from xlmal.rules.rule import BookRule, Breach, RowRule
from xlmal.rules.selection import Selection
from xlmal.rules.telling import Telling, label_of, written
from xlmal.rules.view import BookView, raw_of
from xlmal.schema.master import MASTER_TABLES

__all__ = ["Context", "as_excel", "check_book", "check_rows", "written"]


def check_rows(
    rules: Iterable[RowRule],
    read: TableRead,
    context: Context | None = None,
    settings: Settings = DEFAULTS,
) -> list[Finding]:
    """Hold every row against the rules of its table; findings in the order of the rows.

    A rule that reads a cell which was not understood leaves that row alone: there is a finding
    already. So does one that reads a column which is neither in the sheet nor in the context.
    Once a cell is wrong (fel), the rules after it have nothing more to say about that cell.
    """
    own = [rule for rule in rules if rule.table.name == read.table.name]
    if not own or not read.rows:
        return []
    table = TableColumns(read, context)
    selection = Selection(table, settings)
    every = range(len(table.places))
    found: list[int] = []  # a row and the order of a rule as one number: they sort by both
    wrong: dict[str, set[int]] = {}
    for order, rule in enumerate(own):
        rows = selection.where(rule.broken, every)
        if not rows:
            continue
        silent = {*wrong.get(rule.marks, ()), *table.obscure(rule.reads)}
        if silent:
            rows = [row for row in rows if row not in silent]
        if rule.severity is Severity.ERROR:
            wrong.setdefault(rule.marks, set()).update(rows)
        found += [row * len(own) + order for row in rows]
    found.sort()
    telling = Telling(read, table, settings)
    return [telling.finding(own[one % len(own)], one // len(own)) for one in found]


def check_book(rules: Iterable[BookRule], view: BookView) -> list[Finding]:
    """Hold a whole master workbook against the rules; findings in the order of the rules."""
    return [_book_finding(rule, view, breach) for rule in rules for breach in rule.check_book(view)]


def _book_finding(rule: BookRule, view: BookView, breach: Breach) -> Finding:
    table, read = MASTER_TABLES[breach.table], view.tables.get(breach.table)
    row = view.row(breach.table, breach.key) if breach.key else None
    label = label_of(table, row, _names(view, breach).get) if row else " ".join(breach.key)
    if read is None or row is None:
        place = Place(read.file if read else "", None, read.sheet if read else table.sheet, label)
        return rule.check.at(place, "", **breach.details)
    ref = read.ref(row, breach.header) if breach.header in read.columns else None
    place = Place(read.file, ref, read.sheet, label)
    raw = raw_of(row, breach.header)
    return rule.check.at(place, raw.text if raw else "", **breach.details)


def _names(view: BookView, breach: Breach) -> dict[str, str]:
    """What the row is about, where only its id stands in it."""
    about = breach.key[0]
    if breach.table in ("outcomes", "targets"):
        indicator = view.municipality.indicator_by_id.get(about)
        return {"Indikator": indicator.name} if indicator else {}
    if breach.table == "follow_ups":
        goal = view.municipality.goal_by_id.get(about)
        return {"Mål": goal.wording} if goal else {}
    return {}
