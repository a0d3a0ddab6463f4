"""What the summary of a dialogue says, in blocks: one page to read, or all of it to look in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from xlmal.domain.dialogue_summary import DialogueSummary, Topic, WordCount
from xlmal.reports.blocks import Bars, Column, Grid, Paint, Series, Value

_WORDS_SHOWN: Final = 12
_TOPICS_SHOWN: Final = 8
_MONTHS: Final = (
    *("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september"),
    *("oktober", "november", "december"),
)


@dataclass(frozen=True, slots=True)
class DialoguePage:
    """The page: its headings, sentences, picture and tables."""

    municipality: str
    title: str
    lead: str
    picture: Bars
    words: Grid
    areas: Grid
    strategies: Grid
    heard: Grid
    notes: tuple[str, ...]


def dialogue_page(
    summary: DialogueSummary, municipality: str, *, everything: bool = False
) -> DialoguePage:
    """Set the summary out; ``everything`` leaves no topic out."""
    return DialoguePage(
        municipality=municipality,
        title="Dialogen om målen",
        lead=_lead(summary),
        picture=_picture([one for one in summary.words if one.is_telling][:_WORDS_SHOWN]),
        words=_words(summary),
        areas=_topics(
            "1. Nyckelord och innebörd för målen", "Målområde", summary.areas, everything=everything
        ),
        strategies=_topics(
            "2. Strategi och program",
            "Strategi/program",
            summary.strategies,
            everything=everything,
        ),
        heard=_heard(summary),
        notes=tuple(_notes(summary)),
    )


def _lead(summary: DialogueSummary) -> str:
    groups, channels = len(summary.heard), len(summary.channels)
    return (
        f"{summary.count} {'synpunkt' if summary.count == 1 else 'synpunkter'}"
        f"{_period(summary.first_day, summary.last_day)}, från {groups} "
        f"{'målgrupp' if groups == 1 else 'målgrupper'} genom {channels} "
        f"{'kanal' if channels == 1 else 'kanaler'}."
    )


def _period(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    if first == last:
        return f" den {_day(first)}"
    if (first.year, first.month) == (last.year, last.month):
        return f" den {first.day}–{_day(last)}"
    return f" från {_day(first)} till {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _picture(words: Sequence[WordCount]) -> Bars:
    told = ", ".join(f"{one.word} {one.count}" for one in words)
    return Bars(
        title="Det flest har talat om (antal synpunkter)",
        alt=f"Liggande staplar. Antal synpunkter där ordet finns: {told or 'inga ord'}.",
        categories=tuple(one.word for one in words),
        series=(Series("Synpunkter", Paint.PLAIN, tuple(float(one.count) for one in words)),),
    )


def _words(summary: DialogueSummary) -> Grid:
    return Grid(
        "Ord i minst två synpunkter",
        (
            Column("Ord", 24),
            Column("Antal", 9, right=True),
            Column("Sammansättningar som räknas med", 60),
        ),
        tuple(
            (one.word, one.count, ", ".join(one.compounds))
            for one in summary.words
            if one.count > 1
        ),
    )


def _topics(caption: str, heading: str, topics: Sequence[Topic], *, everything: bool) -> Grid:
    shown = list(topics if everything else topics[:_TOPICS_SHOWN])
    rows: list[tuple[Value, ...]] = [
        (one.name, one.count, ", ".join(one.words), ", ".join(one.goals)) for one in shown
    ]
    rest = sum(one.count for one in topics[len(shown) :])
    if rest:
        rows.append(("Övriga", rest, "", ""))
    return Grid(
        caption,
        (
            Column(heading, 24),
            Column("Antal", 9, right=True),
            Column("Ord som återkommer", 50),
            Column("Kopplade mål", 17),
        ),
        tuple(rows),
    )


def _heard(summary: DialogueSummary) -> Grid:
    channels = summary.channels
    rows: list[tuple[Value, ...]] = [
        (group, *(_count(by_channel, channels)), sum(by_channel.values()))
        for group, by_channel in summary.heard.items()
    ]
    totals = [sum(one.get(channel, 0) for one in summary.heard.values()) for channel in channels]
    rows.append(("Alla", *totals, summary.count))
    return Grid(
        "Vem som har hörts, och hur",
        (
            Column("Målgrupp", 28),
            *(Column(name.capitalize(), 14, right=True) for name in channels),
            Column("Alla", 10, right=True),
        ),
        tuple(rows),
        strong=frozenset({len(rows) - 1}),
    )


def _count(by_channel: Mapping[str, int], channels: Iterable[str]) -> list[Value]:
    return [by_channel.get(channel, 0) for channel in channels]


def _notes(summary: DialogueSummary) -> Iterable[str]:
    yield (
        "Ett ord räknas en gång per synpunkt, i sin grundform; förskola räknas med skola. Dialogen "
        "är ingen undersökning: antalen säger vad som kom in, inte vad alla invånare tycker."
    )
    if summary.proposed:
        every = summary.proposed == summary.count
        some = "En synpunkts" if summary.proposed == 1 else f"{summary.proposed} synpunkters"
        who = "Alla synpunkters" if every and summary.count > 1 else some
        yield f"{who} klassning är ett förslag efter orden i texten, som ingen har granskat än."
    if summary.masked:
        yield f"I {summary.masked} av synpunkterna har personuppgifter maskats."
