"""Goals as they were adopted (M18-): their wording stands as the council or the unit decided it."""

from __future__ import annotations

from collections.abc import Iterator

from xlmal.domain.adopted import has_changed, wording_mark
from xlmal.finding import Severity
from xlmal.rules.facts import at, goals_at_both_levels
from xlmal.rules.rule import BookRule, Breach
from xlmal.rules.sample import changed
from xlmal.rules.view import BookView


def _changed_since_adopted(view: BookView) -> Iterator[Breach]:
    for table, goal in goals_at_both_levels(view):
        if has_changed(goal):
            yield at(table, goal, "Mål", goal=goal.id, decision=goal.decision or "beslutet")


BOOK_RULES: tuple[BookRule, ...] = (
    BookRule(
        code="M18",
        severity=Severity.WARNING,
        title="Målets lydelse är den som antogs.",
        reason="Ett mål som organet har beslutat om får inte få en annan mening i tysthet.",
        message="lydelsen av {goal} är inte längre den som antogs ({decision}). Skriv tillbaka den "
        "antagna lydelsen. Har organet beslutat om den nya: ange beslutet i Beslut och skriv xlmal "
        "anta med --mål {goal}.",
        check_book=_changed_since_adopted,
        example="Målet antogs som Alla barn lär sig simma, och lyder nu Fler barn lär sig simma",
        breaks=changed("unit_goals", "M13", adopted_mark=wording_mark("Alla barn lär sig simma")),
        native_reason="kontrolltalet räknas fram ur lydelsen på ett sätt som Excel inte kan",
    ),
)
