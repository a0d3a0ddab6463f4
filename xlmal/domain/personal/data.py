"""Personal data in what residents write: names, phones, e-mail, personal numbers, and their masks.

Not to be confused with ``reports.masking``, which hides figures about few people.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from xlmal.domain.personal.names import find_names
from xlmal.domain.personal.words import NameWords


class PersonalKind(StrEnum):
    """What sort of personal data; the value is the word that stands in the masked text."""

    NAME = "namn"
    PHONE = "telefon"
    EMAIL = "e-post"
    PERSONAL_NUMBER = "personnummer"

    @property
    def has_form(self) -> bool:
        """True for what is known by its form alone; a name needs words around it."""
        return self is not PersonalKind.NAME


class PersonalData(NamedTuple):
    """One piece: what it is, where it starts and ends in the text, and what told."""

    kind: PersonalKind
    start: int
    end: int
    why: str


class Masked(NamedTuple):
    """A text with its personal data masked, and what was masked, first to last.

    ``found`` places count in the text as it was, in NFC.
    """

    text: str
    found: tuple[PersonalData, ...]

    @property
    def summary(self) -> str:
        """What was masked, counted: "2 namn, 1 telefon"; blank when nothing was."""
        counts = Counter(one.kind for one in self.found)
        return ", ".join(f"{counts[kind]} {kind}" for kind in PersonalKind if counts[kind])


_EMAIL: Final = re.compile(
    r"(?<![\w.%+-])[\w.%+-]{1,64}\s?(?:@|\(at\)|\[at\]|\(a\)|\bsnabel-?a\b)\s?(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,}",
    re.I,
)
_PERSONAL_NUMBER: Final = re.compile(
    r"(?<![\d-])((?:1[89]|20)?\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01]))"
    r"(\s?[-+–]\s?|\s)?(\d{4})(?![\d])"
)
_CALLED_NUMBER: Final = re.compile(
    r"(?:person|samordnings)(?:nummer|nr)\.?|\bpnr\b|\bp-?nummer\b", re.I
)
_DIGITS_AFTER: Final = re.compile(r"\W{0,3}(?:\w+\W+){0,2}?(\d(?:[ +–-]{0,3}\d){9,11})(?!\d)")
_PHONE: Final = re.compile(
    r"(?<![\w/.,+-])(?:(?:\+|00)\s?\d{2,3}[\s-]?(?:\(0\)[\s-]?)?\d|\(?0\d{1,3}\)?)"
    r"(?:[\s\u00a0]?[-–/][\s\u00a0]?|[\s\u00a0]{0,2}|\.)"
    r"\d(?:[\s\u00a0.–-]{0,2}\d){4,9}(?!\d)"
)
_PHONE_AFTER: Final = re.compile(
    r"\b(?:tel\w*|mobil\w*|ring\w*|sms\w*|nås)\b\W+(?:(?:på|mig|oss|nr|är)\W+){0,2}"
    r"(\d(?:[ \u00a0-]?\d){5,9})(?!\d)",
    re.I,
)
_DATE: Final = re.compile(r"\d\d([-./])\d\d\1\d{2,4}|\d\d[.:]\d\d\s?[-–]\s?\d\d[.:]\d\d")


def mask(text: str, words: NameWords) -> Masked:
    """Put "[namn]", "[telefon]", "[e-post]" and "[personnummer]" for what tells who somebody is."""
    text = unicodedata.normalize("NFC", text)
    found = find_personal_data(text, words)
    parts, end = [], 0
    for one in found:
        parts += [text[end : one.start], f"[{one.kind}]"]
        end = one.end
    return Masked("".join([*parts, text[end:]]), found)


def find_personal_data(text: str, words: NameWords) -> tuple[PersonalData, ...]:
    """Find personal data, first to last; no two pieces overlap."""
    found: list[PersonalData] = []
    names = (PersonalData(PersonalKind.NAME, *one) for one in find_names(text, words))
    for finder in (_emails(text), _personal_numbers(text), _phones(text), names):
        for one in finder:
            if _is_free(one, found):
                found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def _is_free(one: PersonalData, taken: Sequence[PersonalData]) -> bool:
    return all(one.end <= other.start or other.end <= one.start for other in taken)


def _emails(text: str) -> Iterator[PersonalData]:
    for match in _EMAIL.finditer(text):
        yield PersonalData(PersonalKind.EMAIL, match.start(), match.end(), "@")


def _personal_numbers(text: str) -> Iterator[PersonalData]:
    """Personal and coordination numbers (SFS 1991:481 § 18; a coordination number's day is +60).

    A number written in one piece needs a right check digit; one with a hyphen, or one that the
    writer calls a personal number, is taken as one even when a digit is wrong.
    """
    kind = PersonalKind.PERSONAL_NUMBER
    for match in _PERSONAL_NUMBER.finditer(text):
        date, sign, last = match.groups()
        is_right = _check_digit_is_right(date[-6:] + last)
        if is_right or (sign and sign.strip()):
            why = "kontrollsiffran stämmer" if is_right else "formen ÅÅMMDD-NNNN"
            yield PersonalData(kind, match.start(), match.end(), why)
    for called in _CALLED_NUMBER.finditer(text):
        digits = _DIGITS_AFTER.match(text, called.end())
        if digits and len(re.sub(r"\D", "", digits[1])) in (10, 12):
            yield PersonalData(kind, digits.start(1), digits.end(1), f"efter ”{called[0].lower()}”")


def _check_digit_is_right(ten: str) -> bool:
    """Luhn's test on ten digits (SFS 1991:481 § 18)."""
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(ten))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _phones(text: str) -> Iterator[PersonalData]:
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if 8 <= len(digits) <= 14 and not _DATE.match(match[0].strip()):
            yield PersonalData(PersonalKind.PHONE, match.start(), match.end(), "riktnummer")
    for match in _PHONE_AFTER.finditer(text):
        yield PersonalData(PersonalKind.PHONE, match.start(1), match.end(1), "efter ”ring”, ”tel”")
