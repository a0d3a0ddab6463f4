"""The central office's overall assessments (B20-, B31): of something that is, and signed."""

from __future__ import annotations

from collections.abc import Iterator

from xlmal.domain.choices import State
from xlmal.domain.followup import SOUND_FINANCES, OverallAssessment
from xlmal.finding import Severity
from xlmal.rules.condition import ExcelValue, both, is_blank, is_filled
from xlmal.rules.facts import at
from xlmal.rules.rule import BookRule, Breach, Example, RowRule
from xlmal.rules.sample import D2, added
from xlmal.rules.view import BookView
from xlmal.schema.master import OVERALL

ASSESSMENT = "Bedömning"


def _signed(code: str, header: str, sound: ExcelValue, why: str) -> RowRule:
    """The rule that an overall assessment says on what grounds, by whom and when it was made."""
    return RowRule(
        code=code,
        severity=Severity.WARNING,
        title=f"En samlad bedömning har {header.lower()}.",
        reason=why,
        message=f"den samlade bedömningen {{{ASSESSMENT}}} saknar {header.lower()}. Den används, "
        f"men fyll i {header}.",
        native_text=f"{header} saknas",
        table=OVERALL,
        marks=header,
        broken=both(is_filled(ASSESSMENT), is_blank(header)),
        example=Example({ASSESSMENT: str(State.MET)}, {header: None}, {header: sound}),
    )


ROW_RULES: tuple[RowRule, ...] = (
    _signed("B20", "Motivering", "Tre av fyra mål nås", "Den som läser ska kunna följa skälen."),
    _signed("B21", "Roll", "Ekonomichef", "Någon ska stå för bedömningen."),
    _signed("B22", "Datum", 43720.0, "En bedömning kan ändras; läsaren ska veta vilken det är."),
)


def _known_subjects(view: BookView) -> set[str]:
    return {SOUND_FINANCES, *view.municipality.council_goal_by_id}


def _unknown_subject(view: BookView) -> Iterator[Breach]:
    known = _known_subjects(view)
    for overall in view.municipality.overall:
        if overall.round.year == view.year and overall.subject not in known:
            yield at("overall", overall, "Avser", named=overall.subject)


BOOK_RULES: tuple[BookRule, ...] = (
    BookRule(
        code="B31",
        severity=Severity.ERROR,
        title="Den samlade bedömningen gäller något som finns.",
        reason="En bedömning av något som inte finns kommer inte med i rapporten.",
        message=f"{{named}} är varken ett övergripande mål eller {SOUND_FINANCES}. Bedömningen "
        "används inte. Välj i listan.",
        check_book=_unknown_subject,
        example="Avser: K99",
        breaks=added("overall", OverallAssessment(subject="K99", round=D2)),
    ),
)
