"""The first page in words: a handful of sentences that say how the municipality stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlmal.domain.accuracy import Accuracy
from xlmal.domain.choices import RoundKind, State
from xlmal.domain.numbers import percent
from xlmal.domain.rounds import Round
from xlmal.reports.indicator_row import IndicatorRow
from xlmal.reports.parts import (
    CouncilGoalSection,
    Counts,
    GoalRow,
    MissingProvider,
    SoundFinancesSection,
)
from xlmal.reports.sentences import listed, of_all

#: How well a state does, for telling better from worse; the others cannot be compared.
_RANK = {State.NOT_MET: 0, State.PARTLY: 1, State.MET: 2}
#: How many names a sentence bears; the rest are counted.
_NAMES = 4


@dataclass(frozen=True, slots=True)
class Summary:
    """Key figures; council goals are counted by the committees' goals, companies stand apart."""

    council_goals: Counts
    committee_goals: Counts
    company_goals: Counts
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the sentences are drawn from."""

    round: Round
    compared_with: Round | None
    council_goals: tuple[CouncilGoalSection, ...]
    sound_finances: SoundFinancesSection | None
    goals: tuple[GoalRow, ...]
    not_met: tuple[GoalRow, ...]
    missing: tuple[MissingProvider, ...]
    missing_figures: tuple[IndicatorRow, ...]
    homeless: int
    """Goals whose unit is not in the table of units: counted in no total."""
    accuracy: tuple[Accuracy, ...] = ()
    """How good all units' prognoses were in the last year that is known, by round."""


def summarise(found: Findings, committee: Counts, company: Counts) -> Summary:
    """Write the summary.

    Args:
        found: the report's rows and sections.
        committee: the committees' goals by state.
        company: the companies' and federations' goals by state.
    """
    council = Counts.of(section.committees.status.state for section in found.council_goals)
    sentences = [
        _about_council_goals(found, council),
        f"{of_all('nämndmål', committee, found.round.kind)} "
        f"{_capital(str(committee.coverage))}.{_differing(found.goals)}",
        _about_companies(found, company),
        _about_finances(found.sound_finances),
        _about_actions(found),
        _how_sure(found.accuracy),
        _compared(found),
        _about_missing(found),
        _homeless(found.homeless),
    ]
    return Summary(council, committee, company, tuple(filter(None, sentences)))


def _about_council_goals(found: Findings, council: Counts) -> str:
    kind = found.round.kind
    said = of_all("övergripande mål", council, kind)
    if council.total:
        said += " Det är räknat på nämndernas mål."
    overall = [
        section.overall.status.state
        for section in found.council_goals
        if section.overall and section.overall.status
    ]
    if overall:
        said += f" Samlad bedömning: {_lower(of_all('mål', Counts.of(overall), kind))}"
    return said


def _about_companies(found: Findings, company: Counts) -> str:
    if not company.total:
        return ""
    changed = [
        section.id
        for section in found.council_goals
        if section.with_companies.status != section.committees.status
    ]
    effect = (
        f"Räknas de in ändras statusen för {listed(changed)}."
        if changed
        else "Räknas de in ändras inget övergripande måls status."
    )
    return f"{of_all('mål hos bolag och kommunalförbund', company, found.round.kind)} {effect}"


def _about_finances(section: SoundFinancesSection | None) -> str:
    if section is None:
        return ""
    said = f"God ekonomisk hushållning: {section.rated.status.words}, {section.rated.coverage} mål."
    if section.overall and section.overall.status:
        said += f" Samlad bedömning: {section.overall.status.words}."
    return said


def _about_actions(found: Findings) -> str:
    lacking = sum(not goal.action.strip() for goal in found.not_met)
    if not found.not_met:
        return ""
    what = (
        "uppfylldes inte helt"
        if found.round.kind is RoundKind.YEAR
        else ("väntas inte uppfyllas helt")
    )
    said = f"{len(found.not_met)} mål {what}, bolag och förbund inräknade."
    return f"{said} Åtgärd saknas för {lacking} av dem." if lacking else f"{said} Alla har åtgärd."


def _how_sure(judged: Sequence[Accuracy]) -> str:
    """How far prognoses can be trusted: what the last ones turned out to be worth."""
    if not judged:
        return ""
    best = judged[-1]
    title = best.round.title
    return (
        f"Hur säkra är prognoserna? I {title[:1].lower()}{title[1:]} förutsåg {best.hits} av "
        f"{best.compared} prognoser rätt status ({percent(best.hit_rate)})."
    )


def _compared(found: Findings) -> str:
    if found.compared_with is None:
        return ""
    pairs = [
        (_RANK[goal.previous.state], _RANK[goal.status.state])
        for goal in found.goals
        if goal.previous and goal.previous.state in _RANK and goal.status.state in _RANK
    ]
    better = sum(now > before for before, now in pairs)
    worse = sum(now < before for before, now in pairs)
    return (
        f"Jämfört med {found.compared_with.title[:1].lower()}{found.compared_with.title[1:]}: "
        f"{better} mål har bättre status och {worse} sämre, av {len(pairs)} som kan jämföras."
    )


def _about_missing(found: Findings) -> str:
    names = [provider.name for provider in found.missing if provider.is_lacking]
    if not names and not found.missing_figures:
        return "Ingen uppgift saknas."
    rest = len(names) - _NAMES + 1
    shown = names if rest < 2 else [*names[: _NAMES - 1], f"{rest} till"]
    who = f"{_capital(listed(shown))} har inte lämnat sin uppföljning." if names else ""
    number = len(found.missing_figures)
    what = f"{_figures(number)} saknas eller kan inte bedömas." if number else ""
    return " ".join(filter(None, [who, what]))


def _figures(number: int) -> str:
    return "1 enskild uppgift" if number == 1 else f"{number} enskilda uppgifter"


def _differing(goals: Sequence[GoalRow]) -> str:
    number = sum(goal.differs for goal in goals if goal.is_committee)
    if not number:
        return ""
    count = "ett" if number == 1 else number
    return f" I {count} mål säger nämnden och siffrorna olika (Avviker)."


def _homeless(number: int) -> str:
    if not number:
        return ""
    return f"{number} mål hör till en nämnd som inte finns i tabellen Nämnder och räknas inte."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
