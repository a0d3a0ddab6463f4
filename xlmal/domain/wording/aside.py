"""What a goal says beside what it says: the purpose (för att ...) and the means (genom ...)."""

from __future__ import annotations

from typing import Final, TypeAlias

from xlmal.domain.wording.listed import listed
from xlmal.domain.wording.verbs import Form, verb

Words: TypeAlias = tuple[str, ...]

MODALS: Final = frozenset(listed("ska skall måste bör vill kan borde"))

#: Where what the goal is for begins; from there on the words say why, not what.
_PURPOSES: Final = (
    ("i", "syfte", "att"),
    ("med", "syfte", "att"),
    ("med", "målet", "att"),
    ("för", "att"),
    ("så", "att"),
)
#: Where the means begin; from there on the words say how.
_MEANS: Final = (("med", "hjälp", "av"), ("tack", "vare"), ("genom",), ("via",))
#: Their first words: at the others there is nothing to look for.
_OPENING: Final = frozenset(words[0] for words in (*_PURPOSES, *_MEANS))


def without_purpose(words: Words) -> tuple[Words, Words]:
    """The words that say what, and those that say why, "för att" left out."""
    for begins in _PURPOSES:
        if words[: len(begins)] == begins:
            rest = words[len(begins) :]
            at = _main_after_purpose(rest)
            return (rest[at:], rest[:at]) if at else (words, ())
    for at in range(1, len(words)):
        if words[at] not in _OPENING:
            continue
        for begins in _PURPOSES:
            if words[at : at + len(begins)] == begins:
                return words[:at], words[at + len(begins) :]
    return words, ()


def _main_after_purpose(rest: Words) -> int:
    """Where the main clause begins after a leading purpose: at its finite verb; 0 when nowhere."""
    modals = [at for at, word in enumerate(rest) if word in MODALS]
    first = verb(rest[0]) if rest else None
    is_bare = bool(rest) and (
        (first is not None and first.form is Form.INFINITIVE) or rest[0].endswith("a")
    )
    if modals:
        if is_bare:
            return modals[0]
        if len(modals) > 1:
            return modals[1]
        if any(_is_finite(word) for word in rest[1 : modals[0]]):
            return modals[0]
    finite = [at for at, word in enumerate(rest) if at and _is_finite(word)]
    if is_bare or len(finite) < 2:
        return finite[0] if finite else 0
    return finite[1]


def _is_finite(word: str) -> bool:
    one = verb(word)
    return one is not None and one.form in (Form.PRESENT, Form.PASSIVE)


def without_means(words: Words) -> tuple[Words, Words]:
    """The words that say what, and those that say how.

    Right after ska the means stand in the midst of what is said: "ska genom planering skapa".
    """
    for at in range(1, len(words)):
        if words[at] not in _OPENING:
            continue
        for one in _MEANS:
            if words[at : at + len(one)] == one and words[at - 1] not in MODALS:
                return words[:at], words[at:]
    return words, ()
