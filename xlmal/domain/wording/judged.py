"""A verdict on how a goal is worded, and its reason."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """Whether a goal says what the organisation does or what becomes of it."""

    ACTIVITY = "aktivitet"
    EFFECT = "effekt"
    UNCLEAR = "oklart"


class Reason(NamedTuple):
    """Why a verdict was given.

    Attributes:
        rule: the rule's short name, the same in every answer and in the manual.
        words: the words of the sentence that it rests on, in lower case.
        text: the same as a Swedish sentence.
    """

    rule: str
    words: tuple[str, ...]
    text: str


class Judged(NamedTuple):
    """The verdict on one clause and its reason."""

    verdict: Verdict
    reason: Reason


def activity(rule: str, text: str, *words: str) -> Judged:
    """The clause says what the organisation does; the words fill in the text."""
    return _judged(Verdict.ACTIVITY, rule, text, words)


def effect(rule: str, text: str, *words: str) -> Judged:
    """The clause says how it is or becomes."""
    return _judged(Verdict.EFFECT, rule, text, words)


def unclear(rule: str, text: str, *words: str) -> Judged:
    """The clause says neither."""
    return _judged(Verdict.UNCLEAR, rule, text, words)


def _judged(verdict: Verdict, rule: str, text: str, words: tuple[str, ...]) -> Judged:
    return Judged(verdict, Reason(rule, words, text.format(*words)))
