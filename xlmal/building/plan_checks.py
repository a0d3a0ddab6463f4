"""What the column Kontroll on the sheet Tidplan says of a row: the plan's rules, as a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlmal.building.native import assert_excel_takes, this_row_of
from xlmal.rules.condition import DEFAULTS
from xlmal.rules.engine import as_excel
from xlmal.rules.formula import quoted, to_excel
from xlmal.rules.plan_rows import ROW_RULES
from xlmal.rules.verdict import compile_python
from xlmal.schema.master import TIME_PLAN

PLAN_CHECK = "Kontroll"


def plan_check_formula() -> str:
    """Return the formula, without "=": the first rule that the row breaks, in a few words.

    "Klart" would be taken to mean that the matter is done, so a sound row says nothing.
    """
    reference = this_row_of(TIME_PLAN)
    formula = '""'
    for rule in reversed(ROW_RULES):
        broken = to_excel(rule.broken, reference, DEFAULTS, frozenset())
        formula = f"IF({broken},{quoted(rule.native_text)},{formula})"
    assert_excel_takes(formula)
    return formula


def with_plan_checks(rows: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """Rows with what the formula gives, for programs that show a workbook without calculating."""
    compiled = [(compile_python(rule.broken), rule.native_text) for rule in ROW_RULES]
    found = []
    for row in rows:
        values = {header: as_excel(value) for header, value in row.items()}
        said = next((text for is_broken, text in compiled if is_broken(values)), "")
        found.append({**row, PLAN_CHECK: said})
    return found
