"""What the report says in words: the summary's sentences and how to read the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from xlmal.domain.choices import PartialRule, RollupMethod, RoundKind, State
from xlmal.domain.numbers import percent, swedish
from xlmal.domain.settings import Settings
from xlmal.domain.state_words import Words
from xlmal.reports.parts import Counts, Note

_TO_COME: Final = {
    State.MET: "{n} uppfyllas",
    State.PARTLY: "{n} delvis uppfyllas",
    State.NOT_MET: "{n} inte uppfyllas",
}
_DONE: Final = {
    State.MET: ("{n} uppfyllt", "{n} uppfyllda"),
    State.PARTLY: ("{n} delvis uppfyllt", "{n} delvis uppfyllda"),
    State.NOT_MET: ("{n} inte uppfyllt", "{n} inte uppfyllda"),
}
_UNASSESSED: Final = {
    State.NOT_REPORTED: ("{n} är inte rapporterat", "{n} är inte rapporterade"),
    State.CANNOT_ASSESS: ("{n} kan inte bedömas", "{n} kan inte bedömas"),
    State.NOT_MEASURED: ("{n} mäts inte denna gång", "{n} mäts inte denna gång"),
}


def listed(words: Sequence[str]) -> str:
    """Set words in a row: "a, b och c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} och {words[-1]}"


def of_all(what: str, counts: Counts, kind: RoundKind) -> str:
    """How goals stand: "Av 72 nämndmål bedöms 31 uppfyllas ..."; every goal is in one number."""
    if not counts.total:
        return f"Inga {what} finns för året."
    return f"Av {counts.total} {what} {_assessed(counts, kind)}.{_unassessed(counts)}"


def _assessed(counts: Counts, kind: RoundKind) -> str:
    states = [state for state in _TO_COME if counts[state]]
    if not states:
        return "är inget bedömt"
    if kind is RoundKind.YEAR:
        done = [_DONE[state][counts[state] > 1].format(n=counts[state]) for state in states]
        return f"är {listed(done)}"
    return f"bedöms {listed([_TO_COME[state].format(n=counts[state]) for state in states])}"


def _unassessed(counts: Counts) -> str:
    left = [
        forms[counts[state] > 1].format(n=counts[state])
        for state, forms in _UNASSESSED.items()
        if counts[state]
    ]
    return f" {listed(left)[:1].upper()}{listed(left)[1:]}." if left else ""


def _method(settings: Settings) -> str:
    if settings.rollup_method is RollupMethod.WORST:
        return "Den sämsta bedömda delen avgör."
    if settings.rollup_method is RollupMethod.MAJORITY:
        return (
            "Den status som mer än hälften av de bedömda delarna har avgör, annars blir det delvis."
        )
    return (
        f"Uppfyllda delar räknas som 1, delvis uppfyllda som {swedish(settings.partly_counts)} och "
        f"övriga som 0, efter vikt. Uppfyllt från {percent(settings.met_from)}, "
        f"delvis uppfyllt från {percent(settings.partly_from)}."
    )


def _partly(settings: Settings) -> str:
    own = "Har indikatorn en egen gräns för delvis uppfyllt gäller den. Annars: "
    if settings.partial_rule is PartialRule.PROGRESS:
        return (
            f"{own}minst {percent(settings.progress_share)} av vägen från basvärdet till målvärdet."
        )
    if settings.partial_rule is PartialRule.RATIO:
        return f"{own}minst {percent(settings.ratio_share)} av målvärdet."
    return f"{own}ett missat målvärde är inte uppfyllt."


def how_to_read(settings: Settings, kind: RoundKind) -> tuple[Note, ...]:
    """The report's own key: symbols, voices, and the municipality's rules."""
    words = Words(kind, settings.state_words)
    signs = "; ".join(f"{words.symbol(state)} {words.of(state)}" for state in State)
    voice = (
        "Nämndens beslutade bedömning räknas vidare där den finns, annars den beräknade."
        if settings.decided_rolls_up
        else "Den beräknade statusen räknas vidare; nämndens bedömning visas bredvid."
    )
    return (
        Note("Symboler", f"{signs}. Symbol och ord säger alltid samma sak."),
        Note(
            "Vad som bedöms",
            "Slutligt utfall bedöms om det finns."
            if kind is RoundKind.YEAR
            else "Prognosen för helåret bedöms. Är årets utfall redan slutligt bedöms utfallet.",
        ),
        Note("Beräknad status", f"Målvärdet prövas först. {_partly(settings)}"),
        Note(
            "Från indikator till mål",
            f"{_method(settings)} Det gäller också från nämndmål till övergripande mål.",
        ),
        Note("Vilken bedömning som räknas", voice),
        Note(
            "Bedömda",
            "Bedömda 3 av 4 betyder att 3 av 4 väntade uppgifter gick att bedöma. Under "
            f"{percent(settings.least_coverage)} sägs inget om målet: det kan inte bedömas.",
        ),
        Note(
            "Avviker",
            "Nämndens egen bedömning är en annan än den som siffrorna ger. Båda visas.",
        ),
        Note(
            "Bolag och förbund",
            "Bolagens och kommunalförbundens mål räknas för sig. De övergripande målen visas både "
            "utan och med dem.",
        ),
        Note(
            "Samlad bedömning",
            "Kommunledningskontorets bedömning, med motivering. Den ändrar inga beräknade tal.",
        ),
        Note(
            "Spåra en uppgift",
            "Varje rad har målets eller indikatorns id. Sök på id:t i huvudarbetsboken för att se "
            "källa, målvärde och vad som lämnats.",
        ),
    )
