"""The master workbook's tables, in the order of its sheets."""

from __future__ import annotations

from collections.abc import Iterable

from xlmal.schema.answer_tables import FOLLOW_UPS, MERGED, OUTCOMES, OVERALL, SUBMISSIONS
from xlmal.schema.columns import Table
from xlmal.schema.goal_tables import COUNCIL_GOALS, INDICATORS, TARGETS, UNIT_GOALS
from xlmal.schema.organisation import CONTACTS, OCCASIONS, PROVIDERS, UNITS

__all__ = [
    "CONTACTS",
    "COUNCIL_GOALS",
    "FOLLOW_UPS",
    "INDICATORS",
    "MASTER_TABLES",
    "MERGED",
    "OCCASIONS",
    "OUTCOMES",
    "OVERALL",
    "PROVIDERS",
    "SCHEMA_VERSION",
    "SUBMISSIONS",
    "TARGETS",
    "UNITS",
    "UNIT_GOALS",
    "table_named",
    "tables_on",
]

#: Raised when headers or tables change meaning; older workbooks are then read by their own version.
SCHEMA_VERSION = 1

#: The tables in the order of the sheets; the keys of ``Municipality`` they fill stand beside.
MASTER_TABLES: dict[str, Table] = {
    "units": UNITS,
    "providers": PROVIDERS,
    "contacts": CONTACTS,
    "occasions": OCCASIONS,
    "council_goals": COUNCIL_GOALS,
    "unit_goals": UNIT_GOALS,
    "indicators": INDICATORS,
    "targets": TARGETS,
    "outcomes": OUTCOMES,
    "follow_ups": FOLLOW_UPS,
    "overall": OVERALL,
    "submissions": SUBMISSIONS,
    "merged": MERGED,
}


def table_named(name: str) -> Table | None:
    """The master table with an Excel table name."""
    return next((table for table in MASTER_TABLES.values() if table.name == name), None)


def tables_on(sheet: str) -> Iterable[Table]:
    """The master tables that stand on a sheet."""
    return (table for table in MASTER_TABLES.values() if table.sheet == sheet)
