"""The steering as a whole (G): how many goals, how they are spread, and what nobody answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xlmal.domain.choices import GoalType
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.municipality import Municipality
from xlmal.domain.numbers import swedish
from xlmal.finding import Severity
from xlmal.rules.facts import at, goals_now
from xlmal.rules.rule import BookRule, Breach
from xlmal.rules.sample import YEAR, changed
from xlmal.rules.view import BookView

_TO_EVERY_COUNCIL_GOAL = (GoalType.FINANCE, GoalType.PERSONNEL, GoalType.ENVIRONMENT)


def _council_goals_now(view: BookView) -> list[CouncilGoal]:
    return [goal for goal in view.municipality.council_goals if goal.is_valid(view.year)]


def _is_committees(view: BookView, goal: UnitGoal) -> bool:
    unit = view.municipality.unit_by_code.get(goal.unit)
    return unit is not None and unit.kind.is_committee


def _number_of_council_goals(view: BookView) -> Iterator[Breach]:
    settings = view.municipality.settings
    least, most = settings.least_council_goals, settings.most_council_goals
    for year in (view.year, view.year + 1):  # new goals are decided the year before
        goals = [goal for goal in view.municipality.council_goals if goal.is_valid(year)]
        is_new = bool(goals) and all(goal.valid_from == year for goal in goals)
        if is_new and not least <= len(goals) <= most:
            details = {"year": year, "count": len(goals), "least": least, "most": most}
            yield Breach("council_goals", (), "", details)


def _concentration(view: BookView) -> Iterator[Breach]:
    answers = [goal for goal in goals_now(view) if _is_committees(view, goal)]
    per_goal = Counter(goal.council_goal for goal in answers)
    share = view.municipality.settings.concentration_share
    council_goals = _council_goals_now(view)
    # With so few council goals that an even spread reaches the line, the line says nothing.
    if not answers or len(council_goals) * share <= 1:
        return
    for council_goal in council_goals:
        count = per_goal[council_goal.id]
        # A third of 72 is 24, to the goal: the float 1/3 is a hair below the fraction.
        if count and count >= share * len(answers) - 1e-9:
            percent = swedish(100 * count / len(answers), 0)
            yield at(
                "council_goals",
                council_goal,
                "Mål-ID",
                count=count,
                all=len(answers),
                percent=percent,
                line=swedish(100 * share, 0),
            )


def _unanswered(view: BookView) -> Iterator[Breach]:
    answered = {goal.council_goal for goal in goals_now(view)}
    for council_goal in _council_goals_now(view):
        if council_goal.id not in answered:
            yield at("council_goals", council_goal, "Mål-ID")


def _only_companies(view: BookView) -> Iterator[Breach]:
    answers = goals_now(view)
    answered = {goal.council_goal for goal in answers}
    by_committees = {goal.council_goal for goal in answers if _is_committees(view, goal)}
    for council_goal in _council_goals_now(view):
        if council_goal.id in answered - by_committees:
            yield at("council_goals", council_goal, "Mål-ID")


def _topics_missing(view: BookView) -> Iterator[Breach]:
    linked = {(goal.council_goal, goal.goal_type) for goal in goals_now(view)}
    used = {goal_type for _, goal_type in linked}
    # A municipality that does not use the types at all is not told so once a goal.
    if used.isdisjoint(_TO_EVERY_COUNCIL_GOAL):
        return
    for council_goal in _council_goals_now(view):
        lacking = [
            str(topic) for topic in _TO_EVERY_COUNCIL_GOAL if (council_goal.id, topic) not in linked
        ]
        if lacking:
            yield at("council_goals", council_goal, "Mål-ID", lacking=", ".join(lacking))


def _sound_finances(view: BookView) -> Iterator[Breach]:
    marked = {goal.goal_type for goal in goals_now(view) if goal.sound_finances}
    lacking = []
    if GoalType.FINANCE not in marked:
        lacking.append("finansiellt mål")
    if not marked - {GoalType.FINANCE}:
        lacking.append("verksamhetsmål")
    if lacking and goals_now(view):
        yield Breach(
            "unit_goals",
            (),
            "",
            {"lacking": " eller ".join(lacking), "year": view.year},
        )


def _all_new(municipality: Municipality) -> Municipality:
    """One council goal, decided for this very year."""
    for key in ("K2", "K3", "K4"):
        municipality = changed("council_goals", key, valid_to=YEAR - 1)(municipality)
    return changed("council_goals", "K1", valid_from=YEAR)(municipality)


def _all_on_one(municipality: Municipality) -> Municipality:
    """Four of twelve committee goals on K1."""
    return changed("unit_goals", "M4", council_goal="K1")(municipality)


def _none_on_last(municipality: Municipality) -> Municipality:
    for number, other in ((10, "K1"), (11, "K2"), (12, "K3")):
        municipality = changed("unit_goals", f"M{number}", council_goal=other)(municipality)
    return municipality


def _company_on_last(municipality: Municipality) -> Municipality:
    return changed("unit_goals", "M13", council_goal="K4")(_none_on_last(municipality))


def _no_finance_marked(municipality: Municipality) -> Municipality:
    return changed("unit_goals", "M3", sound_finances=False)(municipality)


BOOK_RULES: tuple[BookRule, ...] = (
    BookRule(
        code="G01",
        severity=Severity.WARNING,
        title="De övergripande målen är lagom många när en ny period börjar.",
        reason="Få mål går att styra efter. Ambitionen gäller mål som beslutas nu.",
        message="{count} övergripande mål gäller från {year}, men ambitionen är {least} till "
        "{most}. Pröva om något kan slås ihop eller strykas. Ambitionen ställs in på bladet "
        "Inställningar.",
        check_book=_number_of_council_goals,
        example="Tio övergripande mål, alla beslutade för 2019",
        breaks=_all_new,
    ),
    BookRule(
        code="G02",
        severity=Severity.WARNING,
        title="Nämndmålen är spridda över de övergripande målen.",
        reason="Svarar många på ett och samma övergripande mål får de andra lite styrning.",
        message="{count} av nämndernas {all} mål ({percent} %) svarar på det här övergripande "
        "målet. Gränsen för koncentration är {line} %. Pröva om några bör svara på ett annat mål.",
        check_book=_concentration,
        example="24 av 72 nämndmål svarar på samma övergripande mål",
        breaks=_all_on_one,
    ),
    BookRule(
        code="G03",
        severity=Severity.WARNING,
        title="Någon svarar på varje övergripande mål.",
        reason="Ett övergripande mål som ingen arbetar med kan inte bedömas.",
        message="ingen nämnd och inget bolag svarar på det här övergripande målet, så det kan inte "
        "bedömas. Ge uppdraget till någon, eller låt målet upphöra.",
        check_book=_unanswered,
        example="Inget nämndmål pekar på K4",
        breaks=_none_on_last,
    ),
    BookRule(
        code="G04",
        severity=Severity.NOTE,
        title="Minst en nämnd svarar på varje övergripande mål.",
        reason="Bolagens mål redovisas för sig, så utan dem är målet obesvarat.",
        message="bara bolag eller kommunalförbund svarar på det här övergripande målet. Utan dem "
        "kan det inte bedömas. Pröva om någon nämnd också bör svara.",
        check_book=_only_companies,
        example="Bara Bostads AB svarar på K4",
        breaks=_company_on_last,
    ),
    BookRule(
        code="G05",
        severity=Severity.NOTE,
        title="Ekonomi, personal och miljö är kopplade till varje övergripande mål.",
        reason="Ekonomi, personal och miljö ska bära upp vart och ett av de övergripande målen.",
        message="inget mål av typen {lacking} svarar på det här övergripande målet. Lägg till ett, "
        "eller ändra Måltyp på ett mål som redan finns.",
        check_book=_topics_missing,
        example="K4 saknar mål av typen personal",
        breaks=changed("unit_goals", "M12", goal_type=GoalType.ACTIVITY),
    ),
    BookRule(
        code="G06",
        severity=Severity.WARNING,
        title="God ekonomisk hushållning har både finansiella mål och verksamhetsmål.",
        reason="Kommunallagen (11 kap. 6 §) kräver båda slagen, och de ska följas upp.",
        message="inget {lacking} är markerat för god ekonomisk hushållning {year}. Markera de mål "
        "som hör dit i kolumnen God ekonomisk hushållning.",
        check_book=_sound_finances,
        example="Bara verksamhetsmål är markerade",
        breaks=_no_finance_marked,
    ),
)
