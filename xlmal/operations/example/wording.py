"""What people write about their figures: comments, analyses and actions in plain Swedish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from xlmal.domain.choices import Direction, RoundKind, State
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.rounds import Round
from xlmal.domain.types import Measured
from xlmal.operations.example.tables import rows

_SUFFIX = {
    "antal": "",
    "antal/år": "",
    "index": "",
    "kr/elev": " kr per elev",
    "kg/inv": " kg per invånare",
}
_SWEDISH = str.maketrans(",.-", " ,−")
_WORDS = ("ingen", "en", "två", "tre")
_DUE = {
    RoundKind.D1: ((0, 6, 30), (0, 9, 30), (0, 10, 31), (0, 12, 31)),
    RoundKind.D2: ((0, 10, 31), (0, 11, 30), (0, 12, 31), (1, 3, 31)),
    RoundKind.YEAR: ((1, 3, 31), (1, 6, 30), (1, 8, 31), (1, 12, 31)),
}


class Standing(NamedTuple):
    """One indicator in one round: its target, what was reported, last year's value, the verdict."""

    indicator: Indicator
    target: YearTarget
    outcome: Outcome
    last_year: Measured | None
    verdict: State | None

    @property
    def value(self) -> Measured | None:
        """What is judged: the prognosis where one is given, else the outcome."""
        if self.outcome.prognosis is not None:
            return self.outcome.prognosis
        return self.outcome.outcome


def figure(value: Measured, indicator: Indicator) -> str:
    """A value as people write it: "118 500 kr per elev", "−1,6 %", "plats 29"."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    text = f"{value:,.{indicator.decimals}f}".translate(_SWEDISH)
    if indicator.is_rank:
        return f"plats {text}"
    return text + _SUFFIX.get(indicator.measure_unit, f" {indicator.measure_unit}")


def aim(indicator: Indicator, target: YearTarget) -> str:
    """A target as people say it: "minst 80 %", "mellan −1,0 och 1,0 %", "plats 20 eller bättre"."""
    if target.target is None:
        return "inte satt"
    text = figure(target.target, indicator)
    if indicator.is_rank:
        return f"{text} eller bättre"
    match indicator.direction:
        case Direction.HIGHER:
            return f"minst {text}"
        case Direction.LOWER:
            return f"högst {text}"
        case Direction.INTERVAL if target.target_upper is not None:
            return f"mellan {text.removesuffix(' %')} och {figure(target.target_upper, indicator)}"
        case Direction.KEEP:
            return f"oförändrat {text}"
        case _:
            return text


@cache
def _phrases(situation: str) -> tuple[str, ...]:
    return tuple(row["text"] for row in rows("phrases") if row["läge"] == situation)


@cache
def _topic_texts(kind: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("topics"):
        if row["slag"] == kind:
            found[row["ämne"]] = (*found.get(row["ämne"], ()), row["text"])
    return found


def about(goal: str, kind: str, seed: int) -> str:
    """A sentence (plus, minus, åtgärd, roll) on a goal's own account, else on its topic's."""
    topic = next(row["ämne"] for row in rows("goals") if row["id"] == goal)
    texts = _topic_texts(kind)
    choices = texts.get(goal) or texts[topic]
    return choices[seed % len(choices)]


def _situation(standing: Standing) -> str:
    value, before = standing.value, standing.last_year
    if isinstance(value, bool):
        return "ja" if value else "nej"
    given = "utfall" if standing.outcome.prognosis is None else "prognos"
    if standing.verdict is State.MET:
        return f"{given} nås"
    better = value is not None and before is not None and _better(standing, value, before)
    return f"{given} bättre" if better else f"{given} sämre"


def _better(standing: Standing, value: float, before: float) -> bool:
    match standing.indicator.direction:
        case Direction.LOWER:
            return value < before
        case Direction.INTERVAL:
            return abs(value) < abs(before)
        case _:
            return value > before


def comment(standing: Standing, seed: int) -> str:
    """A comment on one figure, with the figures in it; empty when there is nothing to compare."""
    value, before = standing.value, standing.last_year
    if value is None or (before is None and not isinstance(value, bool)):
        return ""
    choices = _phrases(_situation(standing))
    text = choices[seed % len(choices)].format(
        utfall=figure(value, standing.indicator),
        prognos=figure(value, standing.indicator),
        mål=aim(standing.indicator, standing.target),
        fjol=figure(before, standing.indicator) if before is not None else "okänt",
        månad="april" if standing.outcome.round.kind is RoundKind.D1 else "augusti",
    )
    return text[0].upper() + text[1:]


def count(verdicts: Sequence[State | None], early: bool) -> str:
    """How many indicators reach their targets: "En av två indikatorer når sitt målvärde."."""
    verb = "väntas nå" if early else "når"
    known = [state for state in verdicts if state is not None]
    met = known.count(State.MET)
    if len(known) == 1 and not met:
        return f"Indikatorn {'väntas inte nå' if early else 'når inte'} sitt målvärde."
    if len(known) == 1:
        return f"Indikatorn {verb} sitt målvärde."
    if not met:
        return f"Ingen av de {_WORDS[len(known)]} indikatorerna {verb} sitt målvärde."
    if met == len(known):
        subject = "Båda indikatorerna" if met == 2 else "Alla tre indikatorerna"
        return f"{subject} {verb} sina målvärden."
    own = "sitt målvärde" if met == 1 else "sina målvärden"
    return f"{_WORDS[met].capitalize()} av {_WORDS[len(known)]} indikatorer {verb} {own}."


def analysis(goal: str, state: State, standings: Sequence[Standing], seed: int) -> str:
    """A short analysis of a goal: how it stands, the telling figure, and why."""
    choices = _phrases(f"analys {state}")
    told = [standing for standing in standings if standing.verdict is not None]
    if state is State.CANNOT_ASSESS or not told:
        return _phrases(f"analys {State.CANNOT_ASSESS}")[seed % 2]
    telling = min(told, key=lambda one: (State.NOT_MET, State.PARTLY, State.MET).index(_sure(one)))
    early = telling.outcome.prognosis is not None
    text = choices[seed % len(choices)].format(
        antal=count([standing.verdict for standing in told], early),
        siffra=_figure_sentence(telling, early),
        orsak=about(goal, "plus" if state is State.MET else "minus", seed // 2),
    )
    return " ".join(text.split())


def _sure(standing: Standing) -> State:
    return standing.verdict or State.NOT_MET


def _figure_sentence(standing: Standing, early: bool) -> str:
    assert standing.value is not None
    value = figure(standing.value, standing.indicator)
    target = aim(standing.indicator, standing.target)
    return f"{standing.indicator.name}: {'prognos ' if early else ''}{value}, målet är {target}."


def due(round_: Round, seed: int) -> date:
    """The day an action is to be done, some months after the round."""
    later, month, day = _DUE[round_.kind][seed % 4]
    return date(round_.year + later, month, day)
