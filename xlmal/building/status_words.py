"""Why an indicator stands as it does, as the sentence that ``domain.status`` writes."""

from __future__ import annotations

from xlmal.building import status_cells as its
from xlmal.building.formula_words import (
    choose,
    number_or_zero,
    one_sided,
    swedish_number,
    swedish_percent,
    text,
)
from xlmal.domain.choices import Direction, Expectation, MissingReason, State, ValueStatus
from xlmal.domain.status import Basis


def unjudged(part: int) -> list[tuple[str, str]]:
    """Why nothing is judged: conditions with the state (part 0) or the sentence (part 1)."""
    reason = "[@Varför saknas värde]"
    cases = (
        (
            f"{reason}={text(MissingReason.NOT_DUE)}",
            text(State.NOT_MEASURED),
            text("Indikatorn mäts inte denna gång, enligt svaret."),
        ),
        (
            f'{reason}<>""',
            text(State.CANNOT_ASSESS),
            f'"Värde saknas, enligt svaret: "&{reason}&"."',
        ),
        (
            f"AND({its.EXPECTED}={text(Expectation.PRELIMINARY)},"
            f"{its.SAID}={text(ValueStatus.PRELIMINARY)})",
            text(State.CANNOT_ASSESS),
            text("Det preliminära utfallet bedöms inte i delårsrapporten, och prognos saknas."),
        ),
        (
            f'AND({its.EXPECTED}={text(Expectation.PROGNOSIS)},[@Prognos]<>"")',
            text(State.CANNOT_ASSESS),
            text("Prognosen bedöms inte i årsredovisningen, och slutligt utfall saknas."),
        ),
    )
    return [(case[0], case[1 + part]) for case in cases]


def in_words() -> dict[str, str]:
    """The reason, and the numbers and texts that it is put together from."""
    aim = "[@Målvärdet i ord]"
    target = choose(
        [
            (
                f"{its.DIRECTION}={text(Direction.INTERVAL)}",
                f'"målintervallet "&{aim}&" till "&[@Övre i ord]',
            ),
            (
                f"{its.DIRECTION}={text(Direction.KEEP)}",
                f'"målvärdet "&{aim}&" (bibehålla ± "&[@Toleransen i ord]&")"',
            ),
            (one_sided(its.DIRECTION), f'"målvärdet "&{aim}&" ("&{its.DIRECTION}&" är bättre)"'),
        ],
        f'"målvärdet "&{aim}',
    )
    subject = choose(
        [
            (f"{its.BASIS}={text(Basis.FINAL)}", text("Utfallet ")),
            (f"{its.BASIS}={text(Basis.PRELIMINARY)}", text("Det preliminära utfallet ")),
        ],
        text("Prognosen "),
    )
    unused = f"{its.SAID}={text(ValueStatus.PRELIMINARY)}"
    missing = (
        f'UPPER(LEFT({its.EXPECTED},1))&MID({its.EXPECTED},2,40)&" saknas."'
        f'&IF({unused}," Det preliminära utfallet bedöms inte.","")'
    )
    judged = choose(
        [
            (f'{its.FAULT}<>""', f'"kan inte bedömas: "&{its.FAULT}'),
            (f"{its.MISSED}=0", '"klarar "&[@Målet i ord]'),
        ],
        '"klarar inte "&[@Målet i ord]&[@Delvis i ord]',
    )
    return {
        **_numbers_in_words(),
        "Målet i ord": f'IF({its.MISSED}="","",{target})',
        "Delvis i ord": _why_partly(),
        "Skäl": choose(
            [
                ("[@Gäller]=0", text("")),
                (
                    f"{its.EXPECTED}={text(Expectation.NOT_MEASURED)}",
                    text("Indikatorn mäts inte denna gång."),
                ),
                (f"{its.BASIS}={text(Basis.NONE)}", choose(unjudged(1), missing)),
            ],
            f'{subject}&[@Värdet i ord]&" "&{judged}&"."',
        ),
    }


def _numbers_in_words() -> dict[str, str]:
    def written(cell: str, where: str) -> str:
        return f'IF({where}="","",{swedish_number(cell, its.DECIMALS)})'

    return {
        "Värdet i ord": written(its.VALUE, its.VALUE),
        "Målvärdet i ord": written(its.AIM, its.MISSED),
        "Övre i ord": written(its.UPPER, its.UPPER),
        "Toleransen i ord": written(number_or_zero(its.TOLERANCE), its.MISSED),
        "Gränsen i ord": written(its.LIMIT, its.LIMIT),
        "Basvärdet i ord": written("[@Basvärde]", its.START),
    }


def _why_partly() -> str:
    """What follows on "klarar inte målvärdet 85"."""
    limit, baseline = "[@Gränsen i ord]", "[@Basvärdet i ord]"
    held = choose(
        [
            (one_sided(its.DIRECTION), f'"gränsen "&{limit}&" för delvis uppfyllt"'),
            (
                f"{its.DIRECTION}={text(Direction.INTERVAL)}",
                f'"gränsen för delvis uppfyllt (högst "&{limit}&" från intervallet)"',
            ),
        ],
        f'"gränsen för delvis uppfyllt (högst "&{limit}&" från målvärdet)"',
    )
    way = (
        f'"har kommit "&{swedish_percent(its.SHARE)}&" av vägen från basvärdet "&{baseline}'
        f'&" (delvis uppfyllt från "&{swedish_percent("andelAvVagen")}&")"'
    )
    ratio = (
        f'"når "&{swedish_percent(its.SHARE)}&" av målet (delvis uppfyllt från "'
        f'&{swedish_percent("andelAvMalet")}&")"'
    )
    return choose(
        [
            (f'{its.RULE}=""', text("")),
            (f"{its.RULE}={text(its.WORSE)}", f'" och är sämre än basvärdet "&{baseline}'),
            (f"{its.RULE}={text(its.LIMIT_HELD)}", f'" men klarar "&{held}'),
            (f"{its.RULE}={text(its.LIMIT_BROKEN)}", f'" och inte heller "&{held}'),
            (
                f"{its.RULE}={text(its.NO_BASELINE)}",
                text(" och saknar basvärde att räkna vägen från"),
            ),
            (
                f"{its.RULE}={text(its.BASELINE_MEETS)}",
                f'" och vägen kan inte räknas, för basvärdet "&{baseline}&" klarar redan målet"',
            ),
            (f"{its.RULE}={text(its.WAY_COME)}", f'" men "&{way}'),
            (f"{its.RULE}={text(its.WAY_LEFT)}", f'" och "&{way}'),
            (
                f"{its.RULE}={text(its.NO_RATIO)}",
                text(" och kan inte räknas som andel av målvärdet"),
            ),
            (f"{its.RULE}={text(its.RATIO_HELD)}", f'" men "&{ratio}'),
        ],
        f'" och "&{ratio}',
    )
