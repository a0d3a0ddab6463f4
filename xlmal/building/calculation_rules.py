"""What the native calculation goes by: the settings' values, checked, and the states' words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from xlmal.building.formula_words import any_of, choose, text
from xlmal.building.rollup_formulas import COMMITTEES, COUNCIL_CALCULATION
from xlmal.domain.choices import PartialRule, RollupMethod, RoundKind, State
from xlmal.domain.settings import Settings
from xlmal.domain.status import symbol, wording
from xlmal.schema.produced import STATE_WORDS
from xlmal.schema.settings_rows import SETTING_ROWS

_ROUNDS: Final = (RoundKind.D1, RoundKind.D2, RoundKind.YEAR)
_ROW_OF: Final = {row.field: row for row in SETTING_ROWS}


class Rule(NamedTuple):
    """A value that formulas go by: its defined name, its formula, and what it is."""

    name: str
    formula: str
    about: str


def _setting(field: str) -> str:
    label = text(_ROW_OF[field].label)
    return f"INDEX(tblInstallningar[Värde],MATCH({label},tblInstallningar[Inställning],0))"


def _share(name: str, field: str) -> Rule:
    """A share between 0 and 1; the usual one where the cell holds none."""
    cell, usual = _setting(field), getattr(Settings(), field)
    is_share = f"IF(AND({cell}>=0,{cell}<=1),{cell},{usual})"
    return Rule(
        name, f"IFERROR(IF(ISNUMBER({cell}),{is_share},{usual}),{usual})", _ROW_OF[field].label
    )


def _choice(name: str, field: str, choices: type[StrEnum]) -> Rule:
    cell, usual = _setting(field), text(getattr(Settings(), field))
    is_one = any_of(cell, [str(choice) for choice in choices])
    return Rule(name, f"IFERROR(IF({is_one},{cell},{usual}),{usual})", _ROW_OF[field].label)


def _yes_no(name: str, field: str) -> Rule:
    cell, usual = _setting(field), int(getattr(Settings(), field))
    answer = choose([(f'{cell}="ja"', "1"), (f'{cell}="nej"', "0")], str(usual))
    return Rule(name, f"IFERROR({answer},{usual})", _ROW_OF[field].label)


_KIND: Final = choose(
    [(f"MID(valdOmgang,6,9)={text(kind)}", str(at)) for at, kind in enumerate(_ROUNDS, 1)], "4"
)

RULES: Final = (
    Rule("valtAr", "IFERROR(LEFT(valdOmgang,4)*1,0)", "År"),
    Rule("omgangNr", f"IFERROR({_KIND},4)", "1: D1, 2: D2, 3: ÅR, 4: annan"),
    Rule(
        "antalKfMal",
        f"COUNTIFS({COUNCIL_CALCULATION}[Gäller],1,"
        f"{COUNCIL_CALCULATION}[Räknar],{text(COMMITTEES)})",
        "Antal övergripande mål",
    ),
    _choice("regelDelvis", "partial_rule", PartialRule),
    _share("andelAvVagen", "progress_share"),
    _share("andelAvMalet", "ratio_share"),
    _choice("metodSammanvagning", "rollup_method", RollupMethod),
    _share("uppfylltFran", "met_from"),
    _share("delvisFran", "partly_from"),
    _share("delvisRaknas", "partly_counts"),
    _share("minstTackning", "least_coverage"),
    _yes_no("beslutForst", "decided_rolls_up"),
)


def word_rows() -> Sequence[dict[str, object]]:
    """One row a state."""
    return [{"Läge": str(state)} for state in State]


def word_formulas() -> Mapping[str, str]:
    """How the two kinds of report say a state, and its sign: the municipality's word, else ours."""

    def own(header: str, usual: Callable[[State], str]) -> str:
        cell = f"INDEX({STATE_WORDS.name}[{header}],MATCH([@Läge],{STATE_WORDS.name}[Läge],0))"
        words = choose(
            [(f"[@Läge]={text(state)}", text(usual(state))) for state in State], text("")
        )
        return f'IFERROR(IF(TRIM({cell})="",{words},TRIM({cell})),{words})'

    return {
        "Symbol": own("Symbol", symbol),
        "I delårsrapport": own("I delårsrapporten", lambda state: wording(state, RoundKind.D2)),
        "I årsredovisning": own("I årsredovisningen", lambda state: wording(state, RoundKind.YEAR)),
        "Ord": "IF(omgangNr<=2,[@I delårsrapport],[@I årsredovisning])",
    }
