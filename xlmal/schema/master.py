"""The master workbook's tables, in the order of its sheets."""

from __future__ import annotations

from xlmal.schema.answer_tables import FOLLOW_UPS, MERGED, OUTCOMES, OVERALL, SUBMISSIONS
from xlmal.schema.columns import Table
from xlmal.schema.dialogue_tables import DIALOGUE
from xlmal.schema.goal_tables import COUNCIL_GOALS, INDICATORS, TARGETS, UNIT_GOALS
from xlmal.schema.organisation import CONTACTS, OCCASIONS, PROVIDERS, UNITS
from xlmal.schema.period_tables import CONTRIBUTIONS, PERIOD_TABLES
from xlmal.schema.plan_tables import TIME_PLAN

__all__ = [
    "CONTACTS",
    "CONTRIBUTIONS",
    "COUNCIL_GOALS",
    "DIALOGUE",
    "FOLLOW_UPS",
    "INDICATORS",
    "LATER_TABLES",
    "MASTER_TABLES",
    "MERGED",
    "OCCASIONS",
    "OUTCOMES",
    "OVERALL",
    "PROVIDERS",
    "SCHEMA_VERSION",
    "SUBMISSIONS",
    "TARGETS",
    "TIME_PLAN",
    "UNITS",
    "UNIT_GOALS",
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
    "time_plan": TIME_PLAN,
    **PERIOD_TABLES,
    "dialogue": DIALOGUE,
}

#: Tables that came later: a master built before lacks them, and they then hold nothing.
LATER_TABLES: frozenset[str] = frozenset({*PERIOD_TABLES, "time_plan", "dialogue"})
