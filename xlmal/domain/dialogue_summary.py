"""A dialogue summed up: what was talked of, where it belongs, who was heard and how."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final

from xlmal.domain.dialogue import Classing, DialogueEntry
from xlmal.domain.dialogue_themes import Vocabulary

NOT_PLACED: Final = "Inte placerat"
_NOT_SAID: Final = "Inte angivet"
_WORDS_OF_A_TOPIC: Final = 6
#: Shorter than so, a word's end is more often chance than a compound: "hus" in "ljushus".
_SHORTEST_HEAD: Final = 4
_SHORTEST_FIRST_PART: Final = 3


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word in its dictionary form, the compounds that end with it, and the entries with either.

    ``is_telling`` when the word is of some theme, or somebody has written it in Nyckelord.
    """

    word: str
    count: int
    compounds: tuple[str, ...]
    is_telling: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """A goal area or a strategy: how many entries, its most used words, the goals they link to."""

    name: str
    count: int
    words: tuple[str, ...]
    goals: tuple[str, ...] = ()


@dataclass(frozen=True)
class DialogueSummary:
    """What a dialogue came to; counts are of entries, never of times a word was said.

    Attributes:
        words: what many talk of, most entries first.
        areas: by goal area, most entries first; those not placed last.
        strategies: by focus area of the programme, likewise.
        goals: council goal id -> entries linked to it.
        heard: target group -> channel -> entries.
        proposed: entries whose classification nobody has reviewed.
        masked: entries in which something was masked.
    """

    count: int
    first_day: date | None
    last_day: date | None
    words: tuple[WordCount, ...]
    areas: tuple[Topic, ...]
    strategies: tuple[Topic, ...]
    goals: Mapping[str, int]
    heard: Mapping[str, Mapping[str, int]]
    proposed: int
    masked: int

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that somebody was heard through, most used first."""
        counts: Counter[str] = Counter()
        for by_channel in self.heard.values():
            counts.update(by_channel)
        return tuple(name for name, _ in counts.most_common())


def summary_of(entries: Sequence[DialogueEntry], words: Vocabulary) -> DialogueSummary:
    """Sum up a dialogue."""
    keywords = {entry.id: words.keywords(entry.text) for entry in entries}
    telling = _telling(entries, keywords, words)
    days = sorted(entry.day for entry in entries if entry.day)
    heard: dict[str, Counter[str]] = {}
    for entry in entries:
        group = heard.setdefault(entry.target_group or _NOT_SAID, Counter())
        group[str(entry.channel or _NOT_SAID)] += 1
    return DialogueSummary(
        count=len(entries),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        words=_word_counts(keywords, {word for mine in telling.values() for word in mine}),
        areas=_topics(entries, telling, lambda entry: entry.goal_area),
        strategies=_topics(entries, telling, lambda entry: entry.strategy),
        goals=Counter(id_ for entry in entries for id_ in entry.council_goals),
        heard=dict(sorted(heard.items(), key=lambda one: (-sum(one[1].values()), one[0]))),
        proposed=sum(1 for entry in entries if entry.classing is Classing.PROPOSED),
        masked=sum(1 for entry in entries if entry.masked),
    )


def _telling(
    entries: Sequence[DialogueEntry], keywords: Mapping[str, Sequence[str]], words: Vocabulary
) -> dict[str, tuple[str, ...]]:
    """Each entry's words that are of some theme, or that somebody has written in Nyckelord."""
    written = {word.strip() for entry in entries for word in entry.keywords.split(",")}
    return {
        id_: tuple(word for word in mine if words.has_theme(word) or word in written)
        for id_, mine in keywords.items()
    }


def _word_counts(
    keywords: Mapping[str, Sequence[str]], telling: AbstractSet[str]
) -> tuple[WordCount, ...]:
    """Count entries by word; a compound is counted with the telling word it ends with."""
    every = {word for mine in keywords.values() for word in mine}
    heads = {word: _head(word, telling) for word in every}
    counts = Counter(head for mine in keywords.values() for head in {heads[word] for word in mine})
    compounds: dict[str, list[str]] = {}
    for word, head in heads.items():
        if word != head:
            compounds.setdefault(head, []).append(word)
    counted = [
        WordCount(head, count, tuple(sorted(compounds.get(head, ()))), head in telling)
        for head, count in counts.items()
    ]
    return tuple(sorted(counted, key=lambda one: (-one.count, one.word)))


def _head(word: str, telling: AbstractSet[str]) -> str:
    """The shortest telling word that a compound ends with: "grundskola" is of "skola"."""
    ends = [one for one in telling if len(one) >= _SHORTEST_HEAD and _is_compound(word, one)]
    return min(ends, key=len, default=word)


def _is_compound(word: str, head: str) -> bool:
    return word.endswith(head) and len(word) - len(head) >= _SHORTEST_FIRST_PART


def _counted(texts: Iterable[Sequence[str]]) -> list[str]:
    """Words, those of most texts first."""
    counts = Counter(word for keywords in texts for word in keywords)
    return sorted(counts, key=lambda word: (-counts[word], word))


def _topics(
    entries: Sequence[DialogueEntry],
    telling: Mapping[str, Sequence[str]],
    topic_of: Callable[[DialogueEntry], str],
) -> tuple[Topic, ...]:
    by_topic: dict[str, list[DialogueEntry]] = {}
    for entry in entries:
        by_topic.setdefault(topic_of(entry) or NOT_PLACED, []).append(entry)
    topics = [
        Topic(
            name,
            len(mine),
            tuple(_counted(telling[entry.id] for entry in mine)[:_WORDS_OF_A_TOPIC]),
            tuple(sorted({id_ for entry in mine for id_ in entry.council_goals}, key=_by_number)),
        )
        for name, mine in by_topic.items()
    ]
    return tuple(sorted(topics, key=lambda one: (one.name == NOT_PLACED, -one.count, one.name)))


def _by_number(id_: str) -> tuple[int, str]:
    digits = "".join(sign for sign in id_ if sign.isdecimal())
    return int(digits or 0), id_
