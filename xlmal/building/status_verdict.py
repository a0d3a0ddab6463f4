"""How far a value is from its target, and the state that follows: columns of formulas."""

from __future__ import annotations

from xlmal.building import status_cells as its
from xlmal.building.formula_words import (
    any_of,
    choose,
    is_assessed,
    number_or_zero,
    one_sided,
    reaches,
    text,
)
from xlmal.building.status_words import unjudged
from xlmal.domain.choices import Direction, Expectation, PartialRule, State
from xlmal.domain.status import Basis

_WEIGHT = "INDEX(tblIndikatorer[Vikt],[@Rad])"


def _distance(value: str) -> str:
    """How far a value is from meeting the target, 0 when it does."""
    kept = f"ABS({value}-{its.AIM})-{number_or_zero(its.TOLERANCE)}"
    distance = choose(
        [
            (f"{its.DIRECTION}={text(Direction.HIGHER)}", f"MAX(0,{its.AIM}-{value})"),
            (f"{its.DIRECTION}={text(Direction.LOWER)}", f"MAX(0,{value}-{its.AIM})"),
            (
                f"{its.DIRECTION}={text(Direction.INTERVAL)}",
                f"MAX(0,{its.AIM}-{value},{value}-{its.UPPER})",
            ),
            (f"{its.DIRECTION}={text(Direction.KEEP)}", f"MAX(0,{kept})"),
        ],
        f"IF({value}={its.AIM},0,1)",
    )
    return f"ROUND({distance},{its.DECIMALS})"


def how_far_it_is() -> dict[str, str]:
    """Why nothing can be held against the target, else the distances and shares."""
    two_sided_fault = choose(
        [
            (one_sided(its.DIRECTION), text("")),
            (
                f'AND({its.DIRECTION}={text(Direction.INTERVAL)},{its.UPPER}="")',
                text("målintervallets övre gräns saknas"),
            ),
            (
                f"AND({its.DIRECTION}={text(Direction.INTERVAL)},{its.UPPER}<{its.AIM})",
                text("målintervallets övre gräns ligger under den nedre"),
            ),
            (
                f"OR({number_or_zero(its.TOLERANCE)}<0,{number_or_zero(its.LIMIT)}<0)",
                text("toleransen och gränsen för delvis uppfyllt kan inte vara negativa"),
            ),
        ],
        text(""),
    )
    words = ",".join(
        any_of(cell, ("ja", "nej"))
        for cell in (its.AIM, its.UPPER, its.TOLERANCE, its.LIMIT, "[@Basvärde]")
    )
    numbers = choose(
        [
            (f"OR({words})", text("målvärde, basvärde och gränser ska vara tal")),
            (f'{two_sided_fault}<>""', two_sided_fault),
            (f"ISNUMBER({its.VALUE})", text("")),
        ],
        text("svaret ska vara ett tal"),
    )
    answers = choose(
        [
            (f"ISNUMBER({its.AIM})", text("målvärdet ska vara ja eller nej")),
            (f"ISNUMBER({its.VALUE})", text("svaret ska vara ja eller nej")),
        ],
        text(""),
    )
    allowed = choose(
        [
            (one_sided(its.DIRECTION), _distance(its.LIMIT)),
            (f"{its.DIRECTION}={text(Direction.INTERVAL)}", its.LIMIT),
        ],
        f"ROUND({its.LIMIT}-{number_or_zero(its.TOLERANCE)},{its.DECIMALS})",
    )
    return {
        "Hinder": choose(
            [
                (f'{its.VALUE}=""', text("")),
                (f'{its.AIM}=""', text("målvärde saknas")),
                (f'{its.DIRECTION}=""', text("riktning saknas")),
                (its.YES_NO, answers),
            ],
            numbers,
        ),
        "Avstånd": f'IF(OR({its.VALUE}="",{its.FAULT}<>""),"",{_distance(its.VALUE)})',
        "Startens avstånd": f'IF(OR({its.MISSED}="",[@Basvärde]=""),"",{_distance("[@Basvärde]")})',
        "Tillåtet avstånd": f'IF(OR({its.MISSED}="",{its.LIMIT}="",{its.YES_NO}),"",{allowed})',
        "Andel": _share(),
    }


def _share() -> str:
    """The part of the way that is gone, or of the target that is reached; "" where none is told."""
    ratio = choose(
        [
            ("[@Andel får räknas]=0", text("")),
            (
                f"AND({its.DIRECTION}<>{text(Direction.LOWER)},{its.VALUE}<{its.AIM})",
                f'IF({its.VALUE}>0,{its.VALUE}/({its.VALUE}+{its.MISSED}),"")',
            ),
        ],
        f'IF({its.VALUE}-{its.MISSED}>0,({its.VALUE}-{its.MISSED})/{its.VALUE},"")',
    )
    return choose(
        [
            (f'OR({its.MISSED}="",{its.LIMIT}<>"",{its.YES_NO})', text("")),
            (
                f"regelDelvis={text(PartialRule.PROGRESS)}",
                f'IF({number_or_zero(its.START)}=0,"",1-{its.MISSED}/{its.START})',
            ),
            (f"regelDelvis={text(PartialRule.RATIO)}", ratio),
        ],
        text(""),
    )


def verdict() -> dict[str, str]:
    """The state, and the weight that it is rolled up with."""
    is_worse = (
        f'AND({its.START}<>"",{its.MISSED}>{number_or_zero(its.START)},'
        f"OR({number_or_zero(its.START)}>0,{one_sided(its.DIRECTION)}))"
    )
    progress = choose(
        [
            (f'{its.START}=""', text(its.NO_BASELINE)),
            (f"{its.START}=0", text(its.BASELINE_MEETS)),
            (reaches(its.SHARE, "andelAvVagen"), text(its.WAY_COME)),
        ],
        text(its.WAY_LEFT),
    )
    ratio = choose(
        [
            (f'{its.SHARE}=""', text(its.NO_RATIO)),
            (reaches(its.SHARE, "andelAvMalet"), text(its.RATIO_HELD)),
        ],
        text(its.RATIO_BROKEN),
    )
    by_limit = (
        f"IF({its.MISSED}<=[@Tillåtet avstånd],{text(its.LIMIT_HELD)},{text(its.LIMIT_BROKEN)})"
    )
    judged = choose(
        [
            (f'{its.FAULT}<>""', text(State.CANNOT_ASSESS)),
            (f"{its.MISSED}=0", text(State.MET)),
            (any_of(its.RULE, its.PARTLY), text(State.PARTLY)),
        ],
        text(State.NOT_MET),
    )
    return {
        "Delvis": choose(
            [
                (f'OR({its.MISSED}="",{its.MISSED}=0,{its.YES_NO})', text("")),
                (is_worse, text(its.WORSE)),
                (f'{its.LIMIT}<>""', by_limit),
                (f"regelDelvis={text(PartialRule.PROGRESS)}", progress),
                (f"regelDelvis={text(PartialRule.RATIO)}", ratio),
            ],
            text(""),
        ),
        "Läge": choose(
            [
                ("[@Gäller]=0", text("")),
                (f"{its.EXPECTED}={text(Expectation.NOT_MEASURED)}", text(State.NOT_MEASURED)),
                (f"{its.BASIS}={text(Basis.NONE)}", choose(unjudged(0), text(State.NOT_REPORTED))),
            ],
            judged,
        ),
        "Vikt": f"IF([@Gäller]=0,0,IF(ISNUMBER({_WEIGHT}),{_WEIGHT},1))",
        "Viktkvadrat": f"IF({is_assessed('[@Läge]')},[@Vikt]*[@Vikt],0)",
    }
