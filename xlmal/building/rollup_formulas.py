"""Goals and council goals rolled up by columns of formulas: the twin of ``domain.rollup``."""

from __future__ import annotations

from typing import Final, NamedTuple

from xlmal.building.formula_words import (
    QUOTIENT_DIGITS,
    choose,
    is_assessed,
    reaches,
    swedish_percent,
    text,
)
from xlmal.building.status_formulas import INDICATOR_CALCULATION
from xlmal.domain.choices import RollupMethod, State, UnitKind
from xlmal.domain.followup import SOUND_FINANCES

GOAL_CALCULATION: Final = "tblRaknaMal"
COUNCIL_CALCULATION: Final = "tblRaknaOvergripande"

#: Which goals a row of the council goals' calculation rolls up.
COMMITTEES, ALL, FINANCES = "nämnder", "alla", "hushållning"

#: Weights whose spread is smaller than this part of their square count as equal.
_SAME_WEIGHT = "1E-9"


class _Parts(NamedTuple):
    """What is rolled up: the table, what selects a row's parts in it, and what they are called."""

    table: str
    criteria: str
    noun: str


def goal_columns() -> dict[str, str]:
    """Header -> formula with [@Kolumn]; the column Rad says which row of Nämndmål it is."""
    parts = _Parts(
        INDICATOR_CALCULATION, f"{INDICATOR_CALCULATION}[Målets rad],[@Rad]", '"indikatorer"'
    )
    unit = "INDEX(tblNamnder[Typ],MATCH([@Nämnd/bolag],tblNamnder[Nämnd/bolag],0))"
    apart = ",".join(f"{unit}={text(kind)}" for kind in UnitKind if not kind.is_committee)
    first = f"INDEX({GOAL_CALCULATION}[Rader],1)"
    follow_up = "MATCH([@Mål-ID],tblRaknaRader[Uppföljningsrad gäller],0)"
    decided = "INDEX(tblMaluppfoljning[Bedömning],[@Uppföljningsrad])"
    weight = "INDEX(tblNamndmal[Vikt],[@Rad])"
    return {
        "Mål-ID": 'IFERROR(INDEX(tblNamndmal[Mål-ID],[@Rad])&"","")',
        "Nämnd/bolag": _shown("tblNamndmal", "Nämnd/bolag"),
        "Övergripande mål": _shown("tblNamndmal", "Övergripande mål"),
        "Gäller": _holds("tblNamndmal"),
        "Nämndens eget": f'IF([@Gäller]=0,0,IFERROR(IF(OR({unit}="",{apart}),0,1),0))',
        "Hushållning": (
            'IF([@Gäller]=0,0,IF(INDEX(tblNamndmal[God ekonomisk hushållning],[@Rad])="ja",1,0))'
        ),
        "Vikt": f"IF([@Gäller]=0,0,IF(ISNUMBER({weight}),{weight},1))",
        "Rader": f"IF([@Gäller]=0,0,1+COUNTIF({INDICATOR_CALCULATION}[Målets rad],[@Rad]))",
        "Plats": f'IF([@Gäller]=0,"",antalKfMal+SUM({first}:[@Rader])-[@Rader]+1)',
        **_rolled(parts),
        "Uppföljningsrad": (
            f"IF([@Gäller]=0,0,IFERROR(INDEX(tblRaknaRader[Uppföljningsrad],{follow_up}),0))"
        ),
        "Nämndens bedömning": f'IF([@Uppföljningsrad]=0,"",{decided}&"")',
        "Läge": choose(
            [
                ("[@Gäller]=0", text("")),
                ('AND(beslutForst=1,[@Nämndens bedömning]<>"")', "[@Nämndens bedömning]"),
            ],
            "[@Beräknat läge]",
        ),
        "Viktkvadrat": f"IF({is_assessed('[@Läge]')},[@Vikt]*[@Vikt],0)",
    }


def council_columns() -> dict[str, str]:
    """Header -> formula; Rad says which row of Övergripande mål it is, Räknar which goals count."""
    source = GOAL_CALCULATION
    parts = _Parts(
        source,
        f"{source}[Övergripande mål],[@Villkor mål],{source}[Nämndens eget],[@Villkor nämnd],"
        f"{source}[Hushållning],[@Villkor hushållning]",
        f'IF([@Räknar]={text(COMMITTEES)},"nämndmål","mål")',
    )
    is_finances = f"[@Räknar]={text(FINANCES)}"
    table = COUNCIL_CALCULATION
    above = (
        f"COUNTIFS(INDEX({table}[Gäller],1):[@Gäller],1,"
        f"INDEX({table}[Räknar],1):[@Räknar],{text(COMMITTEES)})"
    )
    return {
        "Mål-ID": (
            f"IF({is_finances},{text(SOUND_FINANCES)},"
            'IFERROR(INDEX(tblOvergripandeMal[Mål-ID],[@Rad])&"",""))'
        ),
        "Gäller": f"IF({is_finances},1,{_holds('tblOvergripandeMal')})",
        "Plats": f'IF(AND([@Gäller]=1,[@Räknar]={text(COMMITTEES)}),{above},"")',
        # "<>-" takes every cell, also those whose formula gives "".
        "Villkor mål": f'IF({is_finances},"<>-",[@Mål-ID])',
        "Villkor nämnd": f'IF([@Räknar]={text(COMMITTEES)},"=1",">=0")',
        "Villkor hushållning": f'IF({is_finances},"=1",">=0")',
        **_rolled(parts),
        "Läge": '[@Beräknat läge]&""',
    }


def _shown(table: str, header: str) -> str:
    return f'IF([@Mål-ID]="","",INDEX({table}[{header}],[@Rad])&"")'


def _holds(table: str) -> str:
    """1 where the goal holds in the chosen year; a blank year sets no bound."""
    start, end = (f"INDEX({table}[{header}],[@Rad])" for header in ("Gäller från", "Gäller till"))
    bounds = f'OR({start}="",{start}<=valtAr),OR({end}="",{end}>=valtAr)'
    return f'IF([@Mål-ID]="",0,IF(AND(valtAr>0,{bounds}),1,0))'


def _rolled(parts: _Parts) -> dict[str, str]:
    """The columns of ``domain.rollup.roll_up``: what is counted, the state, and the reason."""

    def count(state: State) -> str:
        return f"COUNTIFS({parts.table}[Läge],{text(state)},{parts.criteria})"

    def weight(state: State) -> str:
        return f"SUMIFS({parts.table}[Vikt],{parts.table}[Läge],{text(state)},{parts.criteria})"

    if_any = "IF([@Gäller]=0,0,{})".format
    squares = f"SUMIFS({parts.table}[Viktkvadrat],{parts.criteria})"
    spread = f"[@Bedömda]*{squares}-[@Bedömd vikt]*[@Bedömd vikt]"
    least = f"{_SAME_WEIGHT}*[@Bedömd vikt]*[@Bedömd vikt]"
    return {
        "Delar": if_any(f"COUNTIFS({parts.table}[Gäller],1,{parts.criteria})"),
        "Väntade": if_any(f"[@Delar]-{count(State.NOT_MEASURED)}"),
        "Uppfyllda": if_any(count(State.MET)),
        "Delvis": if_any(count(State.PARTLY)),
        "Ej uppfyllda": if_any(count(State.NOT_MET)),
        "Bedömda": "[@Uppfyllda]+[@Delvis]+[@Ej uppfyllda]",
        "Ej rapporterade": if_any(count(State.NOT_REPORTED)),
        "Vikt uppfyllda": if_any(weight(State.MET)),
        "Vikt delvis": if_any(weight(State.PARTLY)),
        "Vikt ej uppfyllda": if_any(weight(State.NOT_MET)),
        "Bedömd vikt": "[@Vikt uppfyllda]+[@Vikt delvis]+[@Vikt ej uppfyllda]",
        "Olika vikt": f"IF([@Bedömda]=0,0,IF({spread}>{least},1,0))",
        "Andel": (
            'IF([@Bedömda]=0,"",([@Vikt uppfyllda]+delvisRaknas*[@Vikt delvis])/[@Bedömd vikt])'
        ),
        "Beräknat läge": _state(),
        "Täckning": 'IF([@Gäller]=0,"","bedömda "&[@Bedömda]&" av "&[@Väntade])',
        "Skäl": _reason(parts.noun),
    }


def _state() -> str:
    def holds_most(state_weight: str) -> str:
        return f"ROUND({state_weight}/[@Bedömd vikt],{QUOTIENT_DIGITS})>0.5"

    met, partly, not_met = (text(state) for state in (State.MET, State.PARTLY, State.NOT_MET))
    worst = choose([("[@Ej uppfyllda]>0", not_met), ("[@Delvis]>0", partly)], met)
    majority = choose(
        [
            (holds_most("[@Vikt ej uppfyllda]"), not_met),
            (holds_most("[@Vikt uppfyllda]"), met),
        ],
        partly,
    )
    share = choose(
        [(reaches("[@Andel]", "uppfylltFran"), met), (reaches("[@Andel]", "delvisFran"), partly)],
        not_met,
    )
    return choose(
        [
            ("[@Gäller]=0", text("")),
            ("[@Delar]=0", text(State.CANNOT_ASSESS)),
            ("[@Väntade]=0", text(State.NOT_MEASURED)),
            ("[@Ej rapporterade]=[@Väntade]", text(State.NOT_REPORTED)),
            (_too_few(), text(State.CANNOT_ASSESS)),
            (f"metodSammanvagning={text(RollupMethod.WORST)}", worst),
            (f"metodSammanvagning={text(RollupMethod.MAJORITY)}", majority),
        ],
        share,
    )


def _too_few() -> str:
    enough = reaches("[@Bedömda]/[@Väntade]", "minstTackning")
    return f"OR([@Bedömda]=0,NOT({enough}))"


def _reason(noun: str) -> str:
    in_short = choose(
        [
            (f"[@Beräknat läge]={text(State.MET)}", text("uppfyllt")),
            (f"[@Beräknat läge]={text(State.PARTLY)}", text("delvis")),
        ],
        text("ej uppfyllt"),
    )
    tells_share = (
        f"AND(metodSammanvagning={text(RollupMethod.SHARE)},OR([@Delvis]>0,[@Olika vikt]=1))"
    )
    because = (
        f'{in_short}&": "&[@Uppfyllda]&" av "&[@Bedömda]&" "&{noun}&" uppfyllda"'
        '&IF([@Delvis]>0,", "&[@Delvis]&" delvis","")'
        f'&IF({tells_share},", "&IF([@Olika vikt]=1,"viktad ","")'
        f'&"andel "&{swedish_percent("[@Andel]")},"")&", "&[@Täckning]'
    )
    return choose(
        [
            ("[@Gäller]=0", text("")),
            ("[@Delar]=0", f'"kan inte bedömas: inga "&{noun}'),
            ("[@Väntade]=0", f'"inga "&{noun}&" mäts denna gång"'),
            (
                "[@Ej rapporterade]=[@Väntade]",
                f'"inga "&{noun}&" rapporterade, "&[@Täckning]',
            ),
            (
                _too_few(),
                '"kan inte bedömas: "&[@Täckning]&", minst "'
                f'&{swedish_percent("minstTackning")}&" krävs"',
            ),
        ],
        because,
    )
