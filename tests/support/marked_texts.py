"""Texts with their personal data marked by hand: tests/domain/masking says how."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from xlmal.domain.personal.data import find_personal_data
from xlmal.domain.personal.words import NameWords

_FOLDER = Path(__file__).resolve().parents[1] / "domain" / "masking"
_MARK = re.compile(r"\[\[([a-zåäö-]+):(.*?)\]\]")


class Span(NamedTuple):
    """A piece of personal data: its kind and its place in the text."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class MarkedText:
    """A text without its marks, and what they marked."""

    number: str
    text: str
    spans: frozenset[Span]

    @classmethod
    def of(cls, number: str, marked: str) -> MarkedText:
        """Take the marks out of a text."""
        text, spans, end = "", set(), 0
        for match in _MARK.finditer(marked):
            text += marked[end : match.start()]
            spans.add(Span(match[1], len(text), len(text) + len(match[2])))
            text += match[2]
            end = match.end()
        return cls(number, text + marked[end:], frozenset(spans))


@dataclass(frozen=True)
class Figures:
    """How a masker did: pieces it found to the letter, those it missed, and false alarms."""

    found: int
    missed: tuple[str, ...]
    false: tuple[str, ...]


def marked_texts(name: str) -> tuple[MarkedText, ...]:
    """The texts of tests/domain/masking/<name>.tsv."""
    lines = (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(MarkedText.of(*line.split("\t")) for line in lines)


def figures(name: str, words: NameWords) -> Figures:
    """Hold the masker against the marks; a piece counts as found when both its ends are right."""
    found, missed, false = 0, [], []
    for one in marked_texts(name):
        told = {
            Span(str(piece.kind), piece.start, piece.end)
            for piece in find_personal_data(one.text, words)
        }
        found += len(told & one.spans)
        missed += [f"{one.number}: {one.text[s.start : s.end]}" for s in one.spans - told]
        false += [f"{one.number}: {one.text[s.start : s.end]}" for s in told - one.spans]
    return Figures(found, tuple(sorted(missed)), tuple(sorted(false)))
