"""What residents' words are about: keywords, themes, and the goals they point to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from xlmal.domain.dialogue import Classing, DialogueEntry
from xlmal.domain.goals import CouncilGoal

#: A Swedish word to its form in a dictionary: "lägenheterna" to "lägenhet".
Lemma = Callable[[str], str]

_WORD: Final = re.compile(r"\[[^\]]*\]|[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORTEST: Final = 3
_KEYWORDS: Final = 4
#: Below this nothing is proposed: one shared theme among many says little.
_LEAST: Final = 0.12
_ALMOST_AS_GOOD: Final = 0.85


class Proposal(NamedTuple):
    """Where an entry's words put it; blank where they say nothing."""

    goal_area: str
    keywords: str
    council_goals: tuple[str, ...]
    strategy: str


@dataclass(frozen=True)
class Vocabulary:
    """How words are understood.

    Attributes:
        lemma: a word's dictionary form.
        stop_words: words that say nothing, in lower case.
        themes: each theme's words; ``buss*`` begins so, ``*skola`` ends so, as compounds do.
    """

    lemma: Lemma
    stop_words: frozenset[str]
    themes: Mapping[str, tuple[str, ...]]

    def keywords(self, text: str) -> tuple[str, ...]:
        """The dictionary forms of the words that say something, each once, in the text's order.

        Masks such as [namn] are no words.
        """
        found: dict[str, None] = {}
        for match in _WORD.finditer(text):
            word = match[0].casefold()
            if word.startswith("[") or len(word) < _SHORTEST or word in self.stop_words:
                continue
            form = self.lemma(word).casefold()
            if len(form) >= _SHORTEST and form not in self.stop_words:
                found[form] = None
        return tuple(found)

    def themes_of(self, keywords: Iterable[str]) -> Counter[str]:
        """How many of the keywords each theme holds."""
        return Counter(theme for word in keywords for theme in self._themes_of_word(word))

    def has_theme(self, word: str) -> bool:
        """True when some theme holds the word."""
        return bool(self._themes_of_word(word))

    def _themes_of_word(self, word: str) -> tuple[str, ...]:
        if word not in self._seen:
            self._seen[word] = tuple(
                theme for theme, cues in self.themes.items() if any(_fits(word, c) for c in cues)
            )
        return self._seen[word]

    @cached_property
    def _seen(self) -> dict[str, tuple[str, ...]]:
        return {}


def _fits(word: str, cue: str) -> bool:
    if cue.startswith("*"):
        return word.endswith(cue[1:])
    return word.startswith(cue[:-1]) if cue.endswith("*") else word == cue


class _Subject(NamedTuple):
    """Something that an entry can be about: a goal or a focus area, and its words."""

    name: str
    keywords: frozenset[str]
    themes: Counter[str]


@dataclass(frozen=True)
class Sorter:
    """Proposes where entries belong, from the words of the goals and the focus areas."""

    words: Vocabulary
    goals: tuple[CouncilGoal, ...]
    focus_areas: tuple[str, ...]

    def proposal(self, text: str) -> Proposal:
        """Where a text's words put it."""
        keywords = self.words.keywords(text)
        themes = self.words.themes_of(keywords)
        about = _nearest(self._goals, keywords, themes)
        areas = [self._area_of[id_] for id_ in about]
        focus = _nearest(self._focus, keywords, themes)
        telling = [word for word in keywords if self.words.has_theme(word)]
        return Proposal(
            areas[0] if areas else "",
            ", ".join(telling[:_KEYWORDS]),
            tuple(about[:2]),
            focus[0] if focus else "",
        )

    @cached_property
    def _area_of(self) -> dict[str, str]:
        return {goal.id: goal.goal_area for goal in self.goals}

    @cached_property
    def _goals(self) -> tuple[_Subject, ...]:
        return tuple(
            self._subject(goal.id, f"{goal.goal_area}. {goal.wording}") for goal in self.goals
        )

    @cached_property
    def _focus(self) -> tuple[_Subject, ...]:
        return tuple(self._subject(name, name) for name in self.focus_areas)

    def _subject(self, name: str, text: str) -> _Subject:
        keywords = self.words.keywords(text)
        return _Subject(name, frozenset(keywords), self.words.themes_of(keywords))


def _nearest(
    subjects: Sequence[_Subject], keywords: Sequence[str], themes: Counter[str]
) -> list[str]:
    """The subjects that the words are about, best first; those far behind the best are left out."""
    scores = {one.name: _likeness(one, keywords, themes) for one in subjects}
    best = max(scores.values(), default=0.0)
    if best < _LEAST:
        return []
    near = [name for name, score in scores.items() if score >= best * _ALMOST_AS_GOOD]
    return sorted(near, key=lambda name: -scores[name])


def _likeness(subject: _Subject, keywords: Sequence[str], themes: Counter[str]) -> float:
    """How alike: the themes they share, each by its part of both, and the words they share."""
    all_mine, all_theirs = themes.total(), subject.themes.total()
    shared = sum(
        (count / all_mine) * (subject.themes[theme] / all_theirs)
        for theme, count in themes.items()
        if subject.themes[theme]
    )
    return shared + 0.25 * len(subject.keywords.intersection(keywords))


def proposed(entry: DialogueEntry, sorter: Sorter) -> DialogueEntry:
    """The entry with its blank classifications proposed; what somebody has written stays."""
    if entry.classing is Classing.REVIEWED:
        return entry
    proposal = sorter.proposal(entry.text)
    filled: dict[str, object] = {
        field: value
        for field, value in proposal._asdict().items()
        if value and not getattr(entry, field)
    }
    if filled:
        filled["classing"] = Classing.PROPOSED
    return entry.model_copy(update=filled)


def goals_to_come(goals: Sequence[CouncilGoal], year: int) -> tuple[CouncilGoal, ...]:
    """The goals that a dialogue in a year is about: those that hold after it, else those of it."""
    later = tuple(goal for goal in goals if goal.is_valid(year + 1))
    return later or tuple(goal for goal in goals if goal.is_valid(year))
