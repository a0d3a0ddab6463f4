"""All rules there are, by topic, and every check by its code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from xlmal.finding import Check
from xlmal.intake.checks import CHECKS
from xlmal.rules import (
    adopted,
    dialogue,
    followup,
    goal_links,
    goal_wording,
    goals,
    indicators,
    outcomes,
    overall,
    period,
    period_references,
    plan_rows,
    prognoses,
    series,
    steering,
    structure,
    targets,
    time_plan,
)
from xlmal.rules.rule import BookRule, RowRule

#: In the order they are asked: what is wrong in a cell before what is odd about it.
ROW_RULES: Final[tuple[RowRule, ...]] = (
    *goal_links.ROW_RULES,
    *goals.ROW_RULES,
    *goal_wording.ROW_RULES,
    *indicators.ROW_RULES,
    *targets.ROW_RULES,
    *outcomes.ROW_RULES,
    *prognoses.ROW_RULES,
    *followup.ROW_RULES,
    *overall.ROW_RULES,
    *plan_rows.ROW_RULES,
)

BOOK_RULES: Final[tuple[BookRule, ...]] = (
    *structure.BOOK_RULES,
    *period_references.BOOK_RULES,
    *goals.BOOK_RULES,
    *adopted.BOOK_RULES,
    *indicators.BOOK_RULES,
    *targets.BOOK_RULES,
    *series.BOOK_RULES,
    *followup.BOOK_RULES,
    *overall.BOOK_RULES,
    *steering.BOOK_RULES,
    *period.BOOK_RULES,
    *time_plan.BOOK_RULES,
    *dialogue.BOOK_RULES,
)

#: The letter of a code -> what it is about, for documentation and for sorting findings.
TOPICS: Final = {
    "F": "filen",
    "T": "tabellen",
    "V": "värdet i cellen",
    "S": "struktur och hänvisningar",
    "M": "mål",
    "I": "indikatorer och målvärden",
    "U": "utfall",
    "P": "prognos",
    "B": "bedömning och uppföljning",
    "G": "styrningen som helhet",
    "H": "tidplanen och dess hållpunkter",
    "D": "dialogen med invånarna",
    "K": "sammanslagningen",
    "A": "inställningar och arbetsböcker",
}


def all_checks(others: Iterable[Check] = ()) -> dict[str, Check]:
    """Every check by code, sorted: the rules', reading's, and ``others`` (files', merging's).

    Raises:
        ValueError: two checks share a code.
    """
    found: dict[str, Check] = {}
    row_checks = (rule.check for rule in ROW_RULES)
    book_checks = (rule.check for rule in BOOK_RULES)
    for check in (*CHECKS.values(), *row_checks, *book_checks, *others):
        if check.code in found:
            raise ValueError(f"two checks have the code {check.code}")
        found[check.code] = check
    return dict(sorted(found.items()))
