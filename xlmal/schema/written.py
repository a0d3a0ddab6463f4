"""The tables of the files in which units write: goals, indicators, targets and contributions."""

from __future__ import annotations

from dataclasses import replace

from xlmal.domain.choices import Expectation, RoundKind
from xlmal.schema.columns import Column, Table, calculated
from xlmal.schema.committee import CHECK
from xlmal.schema.goal_tables import INDICATORS, TARGETS, UNIT_GOALS
from xlmal.schema.period_tables import CONTRIBUTIONS

#: Beside a goal: 1 when the council goal it answers holds, 0 when not; blank when there is none.
GOAL_HOLDS = "Målet gäller"
INDICATOR_COUNT = "Antal indikatorer"
#: What the linked council goal says, and what one may do with a free row.
COUNCIL_WORDING = "Det övergripande målet"

#: Sheet of good and bad examples in a file where goals are written.
EXAMPLES_SHEET = "Bra och dåligt"


def _shown(*headers: str) -> tuple[Column, ...]:
    return tuple(calculated(header) for header in headers)


def _locked(table: Table, *headers: str) -> tuple[Column, ...]:
    return tuple(replace(table.column(header), opens=frozenset()) for header in headers)


def _open(table: Table, *headers: str) -> tuple[Column, ...]:
    everything = frozenset(Expectation)
    return tuple(replace(table.column(header), opens=everything) for header in headers)


_GOAL_HEADERS = (
    "Mål",
    "Övergripande mål",
    "Måltyp",
    "God ekonomisk hushållning",
    "Agenda 2030",
    "Målgrupp",
    "Fokusområde",
)
_INDICATOR_HEADERS = (
    "Indikator",
    "Måttenhet",
    "Decimaler",
    "Riktning",
    "Sorts mått",
    "Basvärde",
    "Basår",
    "Rimligt lägst",
    "Rimligt högst",
    "Könsuppdelad",
    "Källa",
)

GOAL_FORM = replace(
    UNIT_GOALS,
    columns=(
        *_locked(UNIT_GOALS, "Mål-ID"),
        *_open(UNIT_GOALS, *_GOAL_HEADERS[:2]),
        *_shown(COUNCIL_WORDING),
        *_open(UNIT_GOALS, *_GOAL_HEADERS[2:]),
        *_shown(INDICATOR_COUNT, CHECK, GOAL_HOLDS),
    ),
    free_when=_GOAL_HEADERS,
)

INDICATOR_FORM = replace(
    INDICATORS,
    columns=(
        *_locked(INDICATORS, "Indikator-ID", "Mål-ID"),
        *_shown("Mål"),
        *_open(INDICATORS, *_INDICATOR_HEADERS),
        *_shown(CHECK),
    ),
    free_when=_INDICATOR_HEADERS,
)

TARGET_FORM = replace(
    TARGETS,
    columns=(
        *_locked(TARGETS, "Indikator-ID", "År"),
        *_shown("Indikator", "Måttenhet", "Riktning", "Basvärde"),
        *_open(TARGETS, "Målvärde", "Övre målvärde"),
        *_shown(CHECK),
    ),
    free_when=("Indikator", "Målvärde", "Övre målvärde"),
)

CONTRIBUTION_FORM = replace(
    CONTRIBUTIONS,
    columns=(
        *_locked(CONTRIBUTIONS, "Nämnd/bolag", "Övergripande mål"),
        *_shown("Lydelse", "Innebörd", "Strategi"),
        *_locked(CONTRIBUTIONS, "Omgång"),
        *_open(CONTRIBUTIONS, "Så bidrar vi", "Tillsammans med"),
        *_shown(CHECK),
    ),
)

#: By kind of round, in the order of the sheets.
WRITTEN_FORMS: dict[RoundKind, tuple[Table, ...]] = {
    RoundKind.GOALS: (GOAL_FORM, INDICATOR_FORM, TARGET_FORM),
    RoundKind.CONTRIBUTIONS: (CONTRIBUTION_FORM,),
}
WRITTEN_TABLES = tuple(table for tables in WRITTEN_FORMS.values() for table in tables)

#: Context that the native checks read and that people need not see.
HIDDEN_HEADERS = (GOAL_HOLDS,)

#: Under this name the manifest's issued values keep what the file's own checks go by.
CHECKS_BY = "kontroller"
VALID_GOALS = "giltiga mål"
