"""Words with a fixed meaning: ja and nej, the choices of a list, rounds, references."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from xlmal.domain.choices import RoundKind
from xlmal.domain.numbers import swedish
from xlmal.domain.rounds import Round
from xlmal.finding import Kind, RawCell
from xlmal.intake.checks import words as check
from xlmal.intake.dates import guess_typed, shown_date
from xlmal.intake.formats import number_format
from xlmal.intake.quoting import listed, quoted
from xlmal.intake.reading import BLANK, Parsed, converted, exact, refused

_YES_NO = {"ja": True, "nej": False}
_LOOSE_YES_NO = {"j": True, "n": False, "sant": True, "falskt": False}
_BOOLEANS = {"1": True, "true": True, "0": False, "false": False}

_KIND_FIRST = re.compile(r"(.+?)[ \-/]*(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[ \-/]*(.+)", re.ASCII)
_KINDS = {
    RoundKind.D1: "d1|delår 1|delårsrapport 1|delår april|delårsrapport april",
    RoundKind.D2: "d2|delår 2|delårsrapport 2|delår augusti|delårsrapport augusti",
    RoundKind.YEAR: "år|årsredovisning|årsbokslut|helår",
    RoundKind.GOALS: "mål|mål för",
    RoundKind.CONTRIBUTIONS: "bidrag|bidrag till målen för",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split("|")}

_LONGEST = 60

_REFERENCE = re.compile(r"[0-9A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö.\-]*")
_SHORT_NUMBER = re.compile(r"\d{1,2}(\.\d{1,2})?", re.ASCII)


def plain(text: str) -> str:
    """A word without stray white space, letters composed (NFC)."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def content(raw: RawCell) -> str:
    """What a cell holds, for a message: text in quotes, the rest as Excel shows it."""
    if raw.kind is Kind.NUMBER:
        return f"talet {swedish(float(raw.text))}"
    if raw.kind is Kind.BOOLEAN:
        return "SANT" if _BOOLEANS.get(raw.text.lower()) else "FALSKT"
    return quoted(raw.text)


def read_yes_no(raw: RawCell) -> Parsed:
    """Read ja or nej: a `bool`; J, N, SANT and FALSKT are converted."""
    value: bool | None = None
    if raw.kind is Kind.TEXT:
        word = plain(raw.text).casefold()
        if not word:
            return BLANK
        if word in _YES_NO:
            return exact(_YES_NO[word])
        value = _LOOSE_YES_NO.get(word)
    elif raw.kind is Kind.BOOLEAN:
        value = _BOOLEANS.get(raw.text.lower())
    if value is None:
        return refused(check.YES_NO_UNKNOWN, shown=content(raw))
    return converted(value, check.YES_NO_LOOSE, shown=content(raw), value="ja" if value else "nej")


def read_choice(raw: RawCell, choices: Sequence[str]) -> Parsed:
    """Read one of a list's words: the member of ``choices`` itself; case is forgiven and told."""
    if raw.kind is not Kind.TEXT:
        return refused(
            check.CHOICE_UNKNOWN, shown=content(raw), proposal="", choices=listed(list(choices))
        )
    word = plain(raw.text)
    if not word:
        return BLANK
    by_fold = {choice.casefold(): choice for choice in choices}
    choice = by_fold.get(word.casefold())
    if choice is None:
        close = get_close_matches(word.casefold(), list(by_fold), n=1, cutoff=0.7)
        proposal = f"Menade du {by_fold[close[0]]}? " if close else ""
        shown = quoted(raw.text)
        return refused(
            check.CHOICE_UNKNOWN, shown=shown, proposal=proposal, choices=listed(list(choices))
        )
    if word == choice:
        return exact(choice)
    return converted(choice, check.CHOICE_LOOSE, shown=quoted(raw.text), value=str(choice))


def read_round(raw: RawCell, date1904: bool) -> Parsed:
    """Read a round: a `Round`; "D1 2025" and the like are converted, a date is asked about."""
    if raw.kind is Kind.TEXT:
        return round_of_text(raw.text)
    if raw.kind is Kind.DATE or (
        raw.kind is Kind.NUMBER and number_format(raw.number_format).is_date
    ):
        shown = shown_date(raw, date1904)
        return refused(check.ROUND_IS_DATE, date=shown, year=shown[:4])
    year = raw.text if raw.kind is Kind.NUMBER and re.fullmatch("20[0-9]{2}", raw.text) else ""
    return refused(check.ROUND_UNKNOWN, shown=content(raw), year=year or date.today().year)


def round_of_text(text: str) -> Parsed:
    """Read a round written as text; only "2019-D2" is exact."""
    if len(text) > _LONGEST:
        return refused(check.ROUND_UNKNOWN, shown=quoted(text), year=date.today().year)
    return _short_round(text)


@lru_cache(maxsize=1024)
def _short_round(text: str) -> Parsed:
    word = plain(text)
    if not word:
        return BLANK
    try:
        return exact(Round.parse(word))
    except ValueError:
        pass
    match = _YEAR_FIRST.fullmatch(word)
    year, kind_word = match.group(1, 2) if match else ("", "")
    if not match:
        match = _KIND_FIRST.fullmatch(word)
        kind_word, year = match.group(1, 2) if match else ("", "")
    kind = _KIND_OF.get(kind_word.strip().casefold())
    if kind is None or not 1990 <= int(year) <= 2100:
        found = re.search(r"20\d\d", word)
        guess = found[0] if found else date.today().year
        return refused(check.ROUND_UNKNOWN, shown=quoted(text), year=guess)
    value = Round(int(year), kind)
    return converted(value, check.ROUND_LOOSE, shown=quoted(text), value=value.code)


def read_references(raw: RawCell, date1904: bool) -> Parsed:
    """Read references parted by semicolon or comma: a `tuple` of `str` ("8.5; 4").

    The number 8.5 in a cell without a number format is told and taken as "8.5"; a date never.
    """
    if raw.kind is Kind.TEXT:
        return references_of_text(raw.text)
    if raw.kind is Kind.NUMBER:
        if number_format(raw.number_format).is_date:
            return refused(
                check.REFERENCE_IS_DATE,
                date=shown_date(raw, date1904),
                guess=guess_typed(raw, date1904).replace("-", "."),
            )
        if raw.number_format in ("General", "@") and _SHORT_NUMBER.fullmatch(raw.text):
            return converted((raw.text,), check.REFERENCE_NUMBER, value=raw.text)
    return refused(check.REFERENCE_UNKNOWN, shown=content(raw))


def references_of_text(text: str) -> Parsed:
    """Part references at semicolons and commas."""
    parts = tuple(part for part in (plain(part) for part in re.split("[;,]", text)) if part)
    if not parts:
        return BLANK
    if not all(_REFERENCE.fullmatch(part) for part in parts):
        return refused(check.REFERENCE_UNKNOWN, shown=quoted(text))
    return exact(parts)


_SUM = r"(?:del)?(?:summa|totalt?|genomsnitt|medel(?:värde|tal)?|snitt)"
_SUM_OF = re.compile(rf"{_SUM}\b.{{0,30}}", re.I)
_SUM_ALONE = re.compile(rf"{_SUM}[.:]?", re.I)


def is_sum(text: str) -> bool:
    """Tell whether a row that goes by this text is a sum: "Summa", "Totalt alla skolor"."""
    return _SUM_OF.fullmatch(text) is not None


def is_sum_alone(text: str) -> bool:
    """Tell whether a text is the word for a sum and no more: a comment may begin so, too."""
    return _SUM_ALONE.fullmatch(text) is not None
