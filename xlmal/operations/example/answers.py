"""What people type in their files in the rounds of 2019: mostly sound, now and then a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from xlmal.domain.followup import GoalFollowUp
from xlmal.domain.indicators import Outcome
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.operations.example.reporting import follow_ups, outcomes
from xlmal.operations.example.tables import Row, number, rows

OUTCOMES_TABLE = "tblUtfall"
FOLLOW_UPS_TABLE = "tblMaluppfoljning"

#: Units whose file has not come when the round is put together.
LATE_UNITS: dict[str, tuple[str, ...]] = {"2019-D2": ("GVN",)}

_DATE_FORMAT = "yyyy-mm-dd"

#: What a cell holds, and what we expect to arrive.
Content = str | float | bool | date


@dataclass(frozen=True, slots=True)
class Typed:
    """One cell as a person fills it in.

    Attributes:
        provider: the unit or provider whose file it is.
        table: "tblUtfall" or "tblMaluppfoljning".
        key: indicator id or goal id.
        header: the Swedish header of the column.
        typed: what ends up in the cell; a date in a number cell is Excel's own doing.
        value: the sound value that should arrive, None where the mistake brings none.
        mistake: empty for a sound answer, else a short Swedish name.
        number_format: the cell's format where typing changed it, such as "d-mmm" or "0%".
    """

    provider: str
    table: str
    key: str
    header: str
    typed: Content
    value: Content | None
    mistake: str = ""
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class Omission:
    """An expected cell that was left empty in 2019-D2 without a reason."""

    provider: str
    key: str
    header: str
    mistake: str


def answers(municipality: Municipality, round_: Round) -> tuple[Typed, ...]:
    """Return every cell that is filled in in a round, file by file in no particular order.

    Args:
        municipality: the example municipality, whose goals and expectations are answered.
        round_: 2019-D1 or 2019-D2.
    """
    reported = outcomes(municipality, round_)
    known = replace(municipality, outcomes=(*municipality.outcomes, *reported))
    late = LATE_UNITS.get(round_.code, ())
    sound = [
        *(cell for outcome in reported for cell in _of_outcome(municipality, outcome)),
        *(
            cell
            for follow_up in follow_ups(known, round_)
            for cell in _of_follow_up(municipality, follow_up)
        ),
    ]
    planted = _planted(round_)
    return tuple(
        typed
        for cell in sound
        if cell.provider not in late
        and (typed := _as_typed(cell, planted.get((cell.key, cell.header)))) is not None
    )


def _of_outcome(municipality: Municipality, outcome: Outcome) -> Iterator[Typed]:
    indicator = municipality.indicator_by_id[outcome.indicator]
    provider = municipality.provider_of(indicator) or ""
    cells: dict[str, Content | None] = {
        "Utfall": _as_cell(outcome.outcome),
        "Kvinnor": outcome.women,
        "Män": outcome.men,
        "Prognos": _as_cell(outcome.prognosis),
        "Värdets status": _as_text(outcome.value_status),
        "Varför saknas värde": _as_text(outcome.missing_reason),
        "Mätdatum": outcome.measured_on,
        "Antal svar": outcome.respondents,
        "Kommentar": outcome.comment or None,
    }
    yield from _filled(provider, OUTCOMES_TABLE, outcome.indicator, cells)


def _of_follow_up(municipality: Municipality, follow_up: GoalFollowUp) -> Iterator[Typed]:
    cells: dict[str, Content | None] = {
        "Bedömning": _as_text(follow_up.assessment),
        "Analys": follow_up.analysis or None,
        "Åtgärd": follow_up.action or None,
        "Ansvarig roll": follow_up.responsible_role or None,
        "Klart senast": follow_up.due,
    }
    unit = municipality.goal_by_id[follow_up.goal].unit
    yield from _filled(unit, FOLLOW_UPS_TABLE, follow_up.goal, cells)


def _as_text(word: str | None) -> str | None:
    return None if word is None else str(word)


def _as_cell(value: float | bool | None) -> Content | None:
    """A yes/no indicator's drop-down holds the words ja and nej."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return value


def _filled(
    provider: str, table: str, key: str, cells: dict[str, Content | None]
) -> Iterator[Typed]:
    for header, content in cells.items():
        if content is not None:
            number_format = _DATE_FORMAT if isinstance(content, date) else ""
            value: Content = content
            if header in ("Utfall", "Prognos") and content in ("ja", "nej"):
                value = content == "ja"
            yield Typed(provider, table, key, header, content, value, number_format=number_format)


def _planted(round_: Round) -> dict[tuple[str, str], Row]:
    return {
        (row["id"], row["rubrik"]): row for row in rows("planted") if row["omgång"] == round_.code
    }


def _as_typed(sound: Typed, planted: Row | None) -> Typed | None:
    """The cell as it was typed after all; None where it was left empty."""
    if planted is None:
        return sound
    if planted["skrivet som"] == "inget":
        return None
    arrives = planted["kommer fram"]
    return replace(
        sound,
        typed=_content(planted),
        value=(arrives if sound.header == "Bedömning" else number(arrives)) if arrives else None,
        mistake=planted["misstag"],
        number_format=planted["format"],
    )


def _content(planted: Row) -> Content:
    text = planted["skrivet"]
    match planted["skrivet som"]:
        case "tal":
            return float(text)
        case "datum":
            return date.fromisoformat(text)
        case "sant":
            return True
        case _:
            return text


def _omissions() -> tuple[Omission, ...]:
    units = {row["id"]: row["enhet"] for row in rows("goals")}
    return tuple(
        Omission(units[row["id"].partition(".")[0]], row["id"], row["rubrik"], row["misstag"])
        for row in rows("planted")
        if row["skrivet som"] == "inget"
    )


#: What was left out in 2019-D2: nothing typed, no reason given.
OMISSIONS: tuple[Omission, ...] = _omissions()
