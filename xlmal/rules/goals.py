"""The goals themselves (M): where they belong, how they are measured, how they are worded."""

from __future__ import annotations

from collections.abc import Iterator

from xlmal.domain import agenda2030
from xlmal.finding import Severity
from xlmal.rules.condition import at_most, below, longer_than, shorter_than
from xlmal.rules.facts import at, goals_at_both_levels, goals_now
from xlmal.rules.rule import BookRule, Breach, Example, RowRule
from xlmal.rules.sample import changed
from xlmal.rules.view import BookView
from xlmal.schema.master import UNIT_GOALS

LONGEST_WORDING = 300
SHORTEST_WORDING = 15

_GOAL = {"Mål": "Barn och unga ska få det stöd de behöver i tid"}

ROW_RULES: tuple[RowRule, ...] = (
    RowRule(
        code="M01",
        severity=Severity.WARNING,
        title=f"Målets lydelse har högst {LONGEST_WORDING} tecken.",
        reason="Ett mål som ingen orkar läsa styr ingenting, och det ryms inte i rapporten.",
        message=f"lydelsen är längre än {LONGEST_WORDING} tecken. Korta den, och flytta "
        "bakgrunden till beslutsunderlaget.",
        native_text=f"Mål: högst {LONGEST_WORDING} tecken",
        table=UNIT_GOALS,
        marks="Mål",
        broken=longer_than("Mål", LONGEST_WORDING),
        example=Example({}, {"Mål": "Invånarna " * 31}, _GOAL),
    ),
    RowRule(
        code="M02",
        severity=Severity.WARNING,
        title=f"Målets lydelse har minst {SHORTEST_WORDING} tecken.",
        reason="Ett eller två ord säger inte vilken effekt målet ska ha, eller för vem.",
        message="lydelsen {Mål} är så kort att målet är svårt att förstå. Skriv vilken effekt "
        "målet ska ha, och för vem.",
        native_text="Mål: lydelsen är mycket kort",
        table=UNIT_GOALS,
        marks="Mål",
        broken=shorter_than("Mål", SHORTEST_WORDING),
        example=Example({}, {"Mål": "Trygghet"}, _GOAL),
    ),
    RowRule(
        code="M03",
        severity=Severity.ERROR,
        title="Målets vikt är större än 0.",
        reason="Vikten avgör hur mycket målet betyder när målen vägs samman.",
        message="vikten är {Vikt}, så sammanvägningen blir fel. Skriv 1, eller mer om målet ska "
        "väga tyngre.",
        native_text="Vikt: ska vara större än 0",
        table=UNIT_GOALS,
        marks="Vikt",
        broken=at_most("Vikt", 0),
        example=Example({}, {"Vikt": 0.0}, {"Vikt": 1.0}),
    ),
    RowRule(
        code="M04",
        severity=Severity.NOTE,
        title="Målets vikt är högst 10.",
        reason="En mycket stor vikt låter ett enda mål avgöra helheten.",
        message="vikten är {Vikt}, så målet väger tyngre än tio andra. Är det meningen behöver du "
        "inte göra något.",
        native_text="Vikt: är det meningen?",
        table=UNIT_GOALS,
        marks="Vikt",
        broken=below(10, "Vikt"),
        example=Example({}, {"Vikt": 100.0}, {"Vikt": 10.0}),
    ),
)


def _unknown_council_goal(view: BookView) -> Iterator[Breach]:
    for goal in goals_now(view):
        named = goal.council_goal
        if named is not None and named not in view.municipality.council_goal_by_id:
            yield at("unit_goals", goal, "Övergripande mål", named=named)


def _unknown_link(view: BookView) -> Iterator[Breach]:
    for table, goal in goals_at_both_levels(view):
        wrong = [link for link in goal.agenda2030 if not agenda2030.exists(link)]
        if wrong:
            yield at(table, goal, "Agenda 2030", wrong=", ".join(wrong))


def _without_link(view: BookView) -> Iterator[Breach]:
    # A unit goal inherits the link of the council goal it answers, and may carry one in its place.
    answers = goals_now(view)
    for council_goal in view.municipality.council_goals:
        if council_goal.agenda2030 or not council_goal.is_valid(view.year):
            continue
        under = [goal for goal in answers if goal.council_goal == council_goal.id]
        if not under or not all(goal.agenda2030 for goal in under):
            yield at("council_goals", council_goal, "Agenda 2030")


def _same_wording(view: BookView) -> Iterator[Breach]:
    seen: dict[tuple[str, str], str] = {}
    for goal in goals_now(view):
        said = (goal.unit, " ".join(goal.wording.casefold().split()).rstrip("."))
        first = seen.setdefault(said, goal.id)
        if first != goal.id:
            yield at("unit_goals", goal, "Mål", first=first)


BOOK_RULES: tuple[BookRule, ...] = (
    BookRule(
        code="M11",
        severity=Severity.ERROR,
        title="Det övergripande målet finns.",
        reason="Ett nämndmål som svarar på något som inte finns kommer inte med i någon summa.",
        message="{named} finns inte på bladet Övergripande mål. Målet räknas inte in i något av "
        "fullmäktiges mål. Rätta id:t, eller lägg till det övergripande målet.",
        check_book=_unknown_council_goal,
        example="Nämndmålet svarar på K99, som inte finns",
        breaks=changed("unit_goals", "M13", council_goal="K99"),
    ),
    BookRule(
        code="M15",
        severity=Severity.WARNING,
        title="Målen och delmålen i Agenda 2030 finns.",
        reason="En hänvisning som inte finns kommer inte med i hållbarhetsredovisningen.",
        message="{wrong} finns inte i Agenda 2030, som har 17 mål och delmål som 8.5 och 1.a. "
        "Hänvisningen räknas inte med. Rätta den.",
        check_book=_unknown_link,
        example="Agenda 2030: 18",
        breaks=changed("unit_goals", "M13", agenda2030=("18",)),
    ),
    BookRule(
        code="M16",
        severity=Severity.WARNING,
        title="Det övergripande målet är kopplat till Agenda 2030.",
        reason="Kopplingen visar hur kommunens mål bidrar till de globala.",
        message="koppling till Agenda 2030 saknas, både här och på alla eller några av de mål som "
        "svarar på målet. Ange ett eller flera mål eller delmål, till exempel 4 eller 8.5.",
        check_book=_without_link,
        example="Agenda 2030 är tomt på det övergripande målet",
        breaks=changed("council_goals", "K4", agenda2030=()),
    ),
    BookRule(
        code="M17",
        severity=Severity.WARNING,
        title="En nämnd har inte samma mål två gånger.",
        reason="Ett mål som står två gånger räknas dubbelt.",
        message="lydelsen är densamma som för {first}. Ta bort det ena, eller skriv om det så att "
        "skillnaden syns.",
        check_book=_same_wording,
        example="M12 har samma lydelse som M11",
        breaks=changed("unit_goals", "M12", wording="Invånarna ska märka skillnad nummer 11."),
    ),
)
