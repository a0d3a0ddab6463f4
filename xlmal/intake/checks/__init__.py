"""Every check that reading makes, by code."""

from __future__ import annotations

from xlmal.finding import Check
from xlmal.intake.checks import ids, numbers, tables, words

CHECKS: dict[str, Check] = {
    check.code: check
    for module in (tables, ids, numbers, words)
    for check in vars(module).values()
    if isinstance(check, Check)
}
