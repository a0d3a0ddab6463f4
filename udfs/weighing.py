"""What the worksheet functions on rounds, roll-up and Agenda 2030 ask of the domain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from udfs.arguments import Cells, plain_number
from udfs.boundary import ArgumentError
from xlmal.domain.agenda2030 import GLOBAL_GOALS, goal_number
from xlmal.domain.choices import Direction, MeasureKind, RollupMethod, RoundKind, State
from xlmal.domain.computed import computed_prognosis
from xlmal.domain.indicators import Indicator, Outcome
from xlmal.domain.municipality import Municipality
from xlmal.domain.rollup import Part, RollupPolicy, roll_up
from xlmal.domain.rounds import Round
from xlmal.domain.status import wording

_STATES = {wording(state, kind): state for state in State for kind in RoundKind}
_DECIMALS = 6
_ID, _GOAL = "M1.1", "M1"


def weighed(states: Cells, weights: Cells | None, method: Any) -> str:
    """Roll up statuses by their words.

    Raises:
        ArgumentError: an unknown status, weight or method.
    """
    if weights is not None and _size(weights) != _size(states):
        raise ArgumentError("vikterna är inte lika många som statusarna.")
    parts = []
    for row, line in enumerate(states):
        for column, word in enumerate(line):
            if word is None or not str(word).strip():
                continue
            parts.append(Part(_state(word), _weight(weights, row, column)))
    return str(roll_up(parts, RollupPolicy(method=_method(method))).state)


def _size(cells: Cells) -> tuple[int, int]:
    return len(cells), len(cells[0])


def _state(word: Any) -> State:
    state = _STATES.get(str(word).strip().casefold())
    if state is None:
        raise ArgumentError(f"{word} är ingen status. Skriv till exempel uppfyllt.")
    return state


def _weight(weights: Cells | None, row: int, column: int) -> float:
    if weights is None:
        return 1.0
    weight = plain_number(weights[row][column], "vikten")
    if weight is None or not weight > 0:
        raise ArgumentError("varje vikt ska vara ett tal över 0.")
    return weight


def _method(word: Any) -> RollupMethod:
    if word is None or not str(word).strip():
        return RollupMethod.SHARE
    try:
        return RollupMethod(str(word).strip().casefold())
    except ValueError as error:
        words = ", ".join(RollupMethod)
        raise ArgumentError(f"metoden {word} finns inte. Skriv en av: {words}.") from error


def forecaster(round_word: Any, earlier: Cells | None) -> Callable[[Any], float | str]:
    """The computed prognosis of a flow, for any outcome so far in a round.

    Args:
        round_word: "2019-D2".
        earlier: outcome at that round and the whole year's, one row a year, the latest last.

    Raises:
        ArgumentError: there is no such interim round.
    """
    round_ = _interim(round_word)
    indicator = Indicator(
        id=_ID,
        goal=_GOAL,
        name="Flöde",
        decimals=_DECIMALS,
        direction=Direction.HIGHER,
        measure_kind=MeasureKind.FLOW,
    )
    history = tuple(_history(round_, earlier or []))

    def forecast(value: Any) -> float | str:
        so_far = plain_number(value, "utfallet")
        if so_far is None:
            return ""
        said = Outcome(indicator=_ID, round=round_, outcome=so_far)
        known = Municipality(indicators=(indicator,), outcomes=(*history, said))
        computed = computed_prognosis(known, indicator, round_)
        return "" if computed is None else computed.value

    return forecast


def _interim(word: Any) -> Round:
    try:
        round_ = Round.parse(str(word).strip())
    except ValueError as error:
        raise ArgumentError(f"{word} är ingen omgång. Skriv till exempel 2019-D2.") from error
    if round_.kind not in (RoundKind.D1, RoundKind.D2):
        raise ArgumentError(f"{round_} har ingen prognos. Skriv en delårsomgång, som 2019-D2.")
    return round_


def _history(round_: Round, earlier: Cells) -> list[Outcome]:
    said = []
    for back, line in enumerate(reversed(earlier), start=1):
        if len(line) != 2:
            raise ArgumentError("tidigare år ska vara två kolumner: utfallet då och hela årets.")
        year = round_.year - back
        kinds = (Round(year, round_.kind), Round(year, RoundKind.YEAR))
        for when, value in zip(kinds, line, strict=True):
            number = plain_number(value, "tidigare år")
            if number is not None:
                said.append(Outcome(indicator=_ID, round=when, outcome=number))
    return said


def global_goal(value: Any) -> str:
    """The name of a goal, by its number or one of its targets'.

    Raises:
        ArgumentError: there is none.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        raise ArgumentError("ja/nej är inget mål i Agenda 2030. Skriv 1 till 17.")
    if isinstance(value, datetime):
        raise ArgumentError(f"Excel har gjort ett datum ({value:%Y-%m-%d}). Skriv talet som text.")
    text = f"{value:g}" if isinstance(value, int | float) else str(value).replace(",", ".")
    number = goal_number(text)
    if number is None:
        raise ArgumentError(f"{value} finns inte i Agenda 2030. Skriv 1 till 17.")
    return GLOBAL_GOALS[number - 1].name
