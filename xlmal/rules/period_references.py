"""References of the tables around the council's goals (S13-S18): what they name is there."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from datetime import date

from xlmal.domain.municipality import Municipality
from xlmal.domain.period import DecisionKind, GoalDecision, GoalSuccession
from xlmal.domain.programme import Contribution, GoalProgramme
from xlmal.domain.rounds import Round
from xlmal.domain.types import Fact
from xlmal.finding import Severity
from xlmal.intake.quoting import listed
from xlmal.rules.facts import at
from xlmal.rules.rule import BookRule, Breach
from xlmal.rules.sample import YEAR, added
from xlmal.rules.view import BookView
from xlmal.schema.master import MASTER_TABLES

Change = Callable[[Municipality], Municipality]
_CONTRIBUTIONS = Round.parse(f"{YEAR}-bidrag")
_DECIDED = date(YEAR - 4, 11, 24)


def _reference(code: str, table: str, header: str, what: str, breaks: Change) -> BookRule:
    """The rule that what a row points at is there; ``header`` may hold several references."""
    schema = MASTER_TABLES[table]
    field = schema.column(header).field or ""

    def check(view: BookView) -> Iterator[Breach]:
        known = _known(view.municipality, header)
        for fact in _facts(view, table):
            named = getattr(fact, field)
            several = named if isinstance(named, tuple) else (named,)
            lacking = [one for one in several if one not in known]
            if lacking:
                yield at(table, fact, header, named=listed(lacking))

    sheet = "Nämnder" if header == "Nämnd/bolag" else "Övergripande mål"
    return BookRule(
        code=code,
        severity=Severity.ERROR,
        title=f"{what} finns.",
        reason="Det som pekar på något som inte finns kommer inte med i någon bild av målen.",
        message=f"{{named}} finns inte på bladet {sheet}. Raden används inte. Rätta {header}, "
        "eller lägg till det som saknas.",
        check_book=check,
        example=f"{header} på bladet {schema.sheet} är K99, som inte finns",
        breaks=breaks,
    )


def _known(municipality: Municipality, header: str) -> Container[object]:
    return municipality.unit_by_code if header == "Nämnd/bolag" else municipality.council_goal_by_id


def _facts(view: BookView, table: str) -> Iterable[Fact]:
    facts: tuple[Fact, ...] = getattr(view.municipality, table)
    return facts


BOOK_RULES: tuple[BookRule, ...] = (
    _reference(
        "S13",
        "successions",
        "Gammalt mål",
        "Det gamla målet i målkartan",
        added("successions", GoalSuccession(old="K99", new=("K1",))),
    ),
    _reference(
        "S14",
        "successions",
        "Nya mål",
        "De nya målen i målkartan",
        added("successions", GoalSuccession(old="K1", new=("K99",))),
    ),
    _reference(
        "S15",
        "goal_decisions",
        "Mål-ID",
        "Målet som beslutet gäller",
        added(
            "goal_decisions",
            GoalDecision(goal="K99", decided_on=_DECIDED, kind=DecisionKind.ADOPTED),
        ),
    ),
    _reference(
        "S16",
        "goal_programmes",
        "Mål-ID",
        "Målet som programtexten gäller",
        added("goal_programmes", GoalProgramme(goal="K99")),
    ),
    _reference(
        "S17",
        "contributions",
        "Övergripande mål",
        "Målet som bidraget gäller",
        added("contributions", Contribution(unit="KS", council_goal="K99", round=_CONTRIBUTIONS)),
    ),
    _reference(
        "S18",
        "contributions",
        "Nämnd/bolag",
        "Den som bidrar",
        added("contributions", Contribution(unit="TN", council_goal="K1", round=_CONTRIBUTIONS)),
    ),
)
