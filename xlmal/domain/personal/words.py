"""Words of a text and the names we know, as the finder of names looks at them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from xlmal.domain.personal import signs

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NEW_SENTENCE: Final = re.compile(r"[.!?…\n\r\"”:•]|^\s*-|\s[-–]\s")
#: Letters enough to tell that somebody writes in capitals all through.
_SHOUT: Final = 12


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words the finder knows, in lower case.

    Attributes:
        first: first names that are nothing else.
        homonyms: first names that are common words too: Björn, Maj, Stig.
        surnames: surnames that do not end as surnames do.
        common: words that are no names, however they are written.
    """

    first: frozenset[str]
    homonyms: frozenset[str]
    surnames: frozenset[str]
    common: frozenset[str]

    def is_first(self, word: str) -> bool:
        """True for a first name that is nothing else."""
        return _is_among(word, self.first)

    def is_homonym(self, word: str) -> bool:
        """True for a first name that is a common word too."""
        return _is_among(word, self.homonyms)

    def is_surname(self, word: str) -> bool:
        """True for a surname, by the list or by its ending."""
        bare = without_genitive(word)
        if word in self.surnames or bare in self.surnames:
            return True
        return signs.ends_as_surname(bare) and not signs.is_place(word)


def _is_among(word: str, names: frozenset[str]) -> bool:
    """True for a name, in the genitive too; a double name is known by its first part."""
    first = word.partition("-")[0]
    return bool({word, first, without_genitive(word)} & names)


def without_genitive(word: str) -> str:
    """The word without its last s, where enough remains to be a name."""
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


class Word(NamedTuple):
    """One word of a text, where it stands, and what parts it from the word before."""

    text: str
    start: int
    end: int
    gap: str

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.casefold()

    @property
    def is_capital(self) -> bool:
        """True when it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def starts_sentence(self) -> bool:
        """True when a capital letter says nothing: the sentence begins here."""
        return self.start == 0 or bool(_NEW_SENTENCE.search(self.gap))

    @property
    def follows_closely(self) -> bool:
        """True when nothing but a space parts it from the word before."""
        return self.gap != "" and not self.gap.strip(" \u00a0")


def split_words(text: str) -> list[Word]:
    """The words of a text, in order.

    A text all in capitals is taken in lower case: there no capital tells anything.
    """
    letters = [letter for letter in text if letter.isalpha()]
    shouts = len(letters) > _SHOUT and all(letter.isupper() for letter in letters)
    if shouts and len(text.lower()) == len(text):
        text = text.lower()
    words, end = [], 0
    for match in _WORD.finditer(text):
        words.append(Word(match[0], match.start(), match.end(), text[end : match.start()]))
        end = match.end()
    return words
