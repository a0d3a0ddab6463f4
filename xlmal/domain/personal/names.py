"""Names of persons in what residents write, told from streets, months and other capitals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from xlmal.domain.personal import signs
from xlmal.domain.personal.words import NameWords, Word, split_words, without_genitive

_LONGEST_NAME: Final = 4


class FoundName(NamedTuple):
    """A name: where it starts and ends in the text, and what told."""

    start: int
    end: int
    why: str


def find_names(text: str, words: NameWords) -> Iterator[FoundName]:
    """Find persons' names, first to last; a genitive s belongs to the name.

    A first name that is nothing else tells by itself. One that is a word too, a surname, and a
    name in lower case need something beside them: a title, "jag heter", a surname.
    """
    return _Finder(text, words).names()


def unsure_names(text: str, words: NameWords) -> tuple[str, ...]:
    """Words with a capital inside a sentence that were not taken for names, for a human eye."""
    finder = _Finder(text, words)
    judged = [(first, last) for first, last, _, _ in finder.judged()]
    return tuple(
        dict.fromkeys(
            word.text
            for at, word in enumerate(finder.words)
            if finder.may_be_overlooked(at)
            and not any(first <= at <= last for first, last in judged)
        )
    )


class _Finder:
    def __init__(self, text: str, known: NameWords) -> None:
        self.known = known
        self.words = split_words(text)

    def names(self) -> Iterator[FoundName]:
        for first, last, why, is_person in self.judged():
            if is_person:
                yield FoundName(self.words[first].start, self.words[last].end, why)

    def judged(self) -> Iterator[tuple[int, int, str, bool]]:
        """What looks like names: first and last word, what told, and whether it is a person."""
        at = 0
        while at < len(self.words):
            why = self._why(at)
            last = self._last(at) if why else at
            if why:
                yield at, last, why, not self._is_no_person(at, last)
            at = last + 1

    def _why(self, at: int) -> str:
        """What tells that a name starts here, "" when nothing does."""
        word = self.words[at]
        is_known = self.known.is_first(word.lower) or self.known.is_homonym(word.lower)
        if word.lower in self.known.common and not is_known:
            return ""
        introduced = self._introduced(at)
        if introduced:
            return introduced
        if not word.is_capital:
            if self._is_signature(at):
                return "undertecknat"
            return "för- och efternamn" if self._is_lower_pair(at) else ""
        if self.known.is_first(word.lower):
            return "förnamn i namnlistan"
        if self.known.is_homonym(word.lower) and (
            self._rest_follows(at)
            or not (word.starts_sentence or word.lower in signs.NEVER_BY_CAPITAL)
        ):
            return "ord som också är ett förnamn"
        may_be_first = self._may_be_name(at) and not signs.is_role(word.lower)
        if self._surname_follows(at) and (len(word.text) == 1 or may_be_first):
            return "efternamn följer"
        return "efternamn" if signs.is_plain_surname(word.lower, word.starts_sentence) else ""

    def may_be_overlooked(self, at: int) -> bool:
        """True for a word with a capital that no sentence explains and no list knows."""
        word = self.words[at]
        return word.is_capital and not word.starts_sentence and self._may_be_name(at)

    def _introduced(self, at: int) -> str:
        """What stands before the word and tells that it is a name."""
        if at == 0:
            return ""
        word, before = self.words[at], self.words[at - 1]
        two = f"{self.words[at - 2].lower} {before.lower}" if at > 1 else ""
        is_known = self.known.is_first(word.lower) or self.known.is_homonym(word.lower)
        gap = word.gap.strip()
        if before.lower in signs.INTRODUCTIONS or two in signs.INTRODUCTIONS:
            is_signature = gap in ("", ",", ":", ".", "!", "/", "//", "-")
            is_known = is_known and (word.is_capital or word.lower not in self.known.common)
            if two in signs.I_AM_CALLED and not gap and word.lower not in self.known.common:
                return f"efter ”{two}”"
            if is_signature and (is_known or (word.is_capital and self._may_be_name(at))):
                return f"efter ”{before.lower}”"
        if before.lower in signs.GREETINGS and gap in ("", ",") and word.is_capital and is_known:
            return f"efter ”{before.lower}”" if word.lower not in signs.NEVER_BY_CAPITAL else ""
        if signs.is_role(before.lower):
            if gap in ("", ",", "(") and self.known.is_first(word.lower):
                return f"efter ”{before.lower}”"
            if not gap and word.is_capital and self._may_be_name(at):
                return f"efter ”{before.lower}”"
        return ""

    def _may_be_name(self, at: int) -> bool:
        """True when an unknown word with a capital letter can be a name."""
        word = self.words[at]
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        if word.lower in signs.SIGNED_AS or word.lower in self.known.common or len(word.text) < 2:
            return False
        if word.text.isupper() and len(word.text) <= 4:  # KS, VVS, SFI
            return False
        describes = word.starts_sentence and after and after.follows_closely
        if describes and after and not after.is_capital:  # "Hälsningar. Oroad pensionär"
            return False
        return not signs.is_place(without_genitive(word.lower))

    def _is_signature(self, at: int) -> bool:
        """True for a first name in lower case that ends the text after "/", "-" or a new line."""
        word = self.words[at]
        signed = "/" in word.gap or "\n" in word.gap or word.gap.strip() in ("-", "–", ".", "!")
        return at == len(self.words) - 1 and signed and self.known.is_first(word.lower)

    def _is_lower_pair(self, at: int) -> bool:
        return (
            self.known.is_first(self.words[at].lower)
            and self._surname_follows(at)
            and not self.words[at + 1].is_capital
        )

    def _surname_follows(self, at: int) -> bool:
        """True when the next word is a surname; after an initial there may be a full stop."""
        if at + 1 >= len(self.words):
            return False
        this, following = self.words[at], self.words[at + 1]
        is_initial = len(this.text) == 1
        if not (following.follows_closely or (is_initial and following.gap in (".", ". "))):
            return False
        return following.is_capital is this.is_capital and self.known.is_surname(following.lower)

    def _rest_follows(self, at: int) -> bool:
        """True when the next word is a surname, or one more first name with a capital."""
        if self._surname_follows(at):
            return True
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        return bool(
            following
            and following.follows_closely
            and following.is_capital
            and self.known.is_first(following.lower)
        )

    def _last(self, at: int) -> int:
        """The last word of the name that starts here."""
        last, first = at, self.words[at]
        while last + 1 < len(self.words) and last - at + 1 < _LONGEST_NAME:
            following = self.words[last + 1]
            is_initial = len(self.words[last].text) == 1 and following.gap in (".", ". ")
            if not (following.follows_closely or is_initial):
                break
            if following.lower in signs.PARTICLES and last + 2 < len(self.words):
                beyond = self.words[last + 2]
                if beyond.is_capital and beyond.follows_closely:
                    last += 2
                    continue
            if not self._goes_on(first, following):
                break
            last += 1
        return last

    def _goes_on(self, first: Word, following: Word) -> bool:
        lower = following.lower
        if not first.is_capital:
            return self.known.is_surname(lower) and lower not in self.known.common
        if lower in signs.PARTICLES:
            return False
        if not following.is_capital and not lower.startswith(("al-", "el-")):
            return False
        return lower not in self.known.common and not signs.is_place(lower)

    def _is_no_person(self, at: int, last: int) -> bool:
        """True for streets, halls and firms called by a name, and for those whom all know."""
        named = without_genitive(" ".join(word.lower for word in self.words[at : last + 1]))
        if named in signs.KNOWN_TO_ALL:
            return True
        if at and self.words[at - 1].lower in ("sankt", "sankta", "st", "t"):
            return True
        if last + 1 == len(self.words) or not self.words[last + 1].follows_closely:
            return False
        following = self.words[last + 1].lower
        return signs.is_place(following) and not signs.is_role(following)
