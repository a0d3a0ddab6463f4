"""The figures of the sheet Översikt as formulas over the sheet Beräkning."""

from __future__ import annotations

from xlmal.building.calculation_sheet import WORDS
from xlmal.building.overview_rows import NOT_THIS_YEAR
from xlmal.building.rollup_formulas import COUNCIL_CALCULATION, GOAL_CALCULATION
from xlmal.domain.followup import SOUND_FINANCES


def council_figures(key: str, number: int) -> list[str]:
    """How many goals, how many of them apart, and the status without and with those."""
    goals = f"{GOAL_CALCULATION}[Gäller],1,{GOAL_CALCULATION}[Övergripande mål],{key}"
    row = 2 * number - 1  # in Beräkning: the committees' goals, then all
    holds = f'IF({key}="",0,IFERROR(INDEX({COUNCIL_CALCULATION}[Gäller],{row}),0))=0'
    return [
        f"IF({holds},0,COUNTIFS({goals}))",
        f"IF({holds},0,COUNTIFS({goals},{GOAL_CALCULATION}[Nämndens eget],0))",
        f'IF({key}="","",IF({holds},"{NOT_THIS_YEAR}",{_standing(row)}))',
        f'IF({holds},"",INDEX({COUNCIL_CALCULATION}[Täckning],{row}))',
        f'IF({holds},"",{_standing(row + 1)})',
        f'IF({holds},"",{_overall(key)})',
    ]


def finance_figures() -> list[str]:
    """The same for god ekonomisk hushållning, which is never told without the companies."""
    goals = f"{GOAL_CALCULATION}[Gäller],1,{GOAL_CALCULATION}[Hushållning],1"
    row = f"ROWS({COUNCIL_CALCULATION}[Läge])"
    return [
        f"COUNTIFS({goals})",
        f"COUNTIFS({goals},{GOAL_CALCULATION}[Nämndens eget],0)",
        '""',
        f"INDEX({COUNCIL_CALCULATION}[Täckning],{row})",
        _standing(row),
        _overall(f'"{SOUND_FINANCES}"'),
    ]


def _standing(row: int | str) -> str:
    """Sign and words of a row in Beräkning."""
    found = f"MATCH(INDEX({COUNCIL_CALCULATION}[Läge],{row}),{WORDS}[Läge],0)"
    return f'INDEX({WORDS}[Symbol],{found})&" "&INDEX({WORDS}[Ord],{found})'


def _overall(subject: str) -> str:
    """The central office's own assessment; the last row counts where there are several."""
    table = "tblSamladBedomning"
    last = (
        f"SUMPRODUCT(MAX(({table}[Avser]={subject})*({table}[Omgång]=valdOmgang)"
        f"*(ROW({table}[Avser])-ROW({table}[[#Headers],[Avser]]))))"
    )
    word = f"INDEX({WORDS}[Ord],MATCH(INDEX({table}[Bedömning],{last}),{WORDS}[Läge],0))"
    return f'IF({last}=0,"",IFERROR({word},""))'
