"""Ids: the same id however it was typed, and never another one by luck."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache

from xlmal.finding import Kind, RawCell
from xlmal.intake.checks import ids as check
from xlmal.intake.dates import shown_date
from xlmal.intake.formats import number_format
from xlmal.intake.quoting import listed, quoted
from xlmal.intake.reading import BLANK, Parsed, Reading, Remark, converted, exact, refused
from xlmal.intake.words import content

# Hyphens and dashes that Word, phones and web pages put for "-".
_DASHES = re.compile("[‐‑‒–—―−﹘﹣－]")
_PLAIN = re.compile(r"[0-9A-ZÅÄÖ._/\-]+")
_SCRIPTS = {"CYRILLIC": "kyrilliskt", "GREEK": "grekiskt", "FULLWIDTH": "helbrett"}

# The domain allows 40 characters; the rest is room for stray and invisible ones.
_LONGEST = 60

#: Ids that exist, by their folded form.
KnownIds = Mapping[str, str]


def fold(text: str) -> str:
    """The form in which two ids are compared: NFC, case folded, no white space."""
    return unicodedata.normalize("NFC", "".join(text.split())).casefold()


def is_plain_id(text: str) -> bool:
    """Tell whether a text is an id just as it stands."""
    return len(text) <= _LONGEST and _PLAIN.fullmatch(text) is not None


def known(ids: frozenset[str]) -> KnownIds:
    """Prepare ids for look-up."""
    return {fold(id_): id_ for id_ in ids}


def read_id(raw: RawCell, date1904: bool, known_ids: KnownIds | None, is_code: bool) -> Parsed:
    """Read an id cell: the id as `str`, upper case and NFC.

    Args:
        raw: the stored cell.
        date1904: the date system, for the message when Excel made the id a date.
        known_ids: ids that exist; others are refused. None when not known.
        is_code: a unit's code, which keeps its own case.
    """
    if raw.kind is Kind.TEXT:
        if len(raw.text) > _LONGEST:
            return refused(check.ID_NOT_TEXT, shown=quoted(raw.text))
        parsed = _id_of_text(raw.text, is_code and known_ids is None)
        return parsed if known_ids is None else _among(parsed, raw, known_ids)
    if raw.kind is Kind.DATE or (
        raw.kind is Kind.NUMBER and number_format(raw.number_format).is_date
    ):
        return refused(check.ID_IS_DATE, date=shown_date(raw, date1904))
    if raw.kind is Kind.NUMBER:
        return refused(check.ID_IS_NUMBER, shown=content(raw).removeprefix("talet "))
    return refused(check.ID_NOT_TEXT, shown=content(raw))


@lru_cache(maxsize=65536)
def _id_of_text(text: str, keep_case: bool) -> Parsed:
    if _PLAIN.fullmatch(text):
        return exact(text)
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(char for char in composed if unicodedata.category(char) not in ("Cf", "Cc"))
    trimmed = " ".join(visible.split())
    if not trimmed:
        return BLANK
    strange = [char for char in trimmed if _is_strange(char)]
    if strange:
        names = [f"{char} ({_script(char)})" for char in dict.fromkeys(strange)]
        return refused(check.ID_LOOKALIKE, letters=listed(names))
    dashed = _DASHES.sub("-", trimmed)
    value = dashed if keep_case else dashed.upper()
    why = [
        reason
        for reason, changed in (
            ("osynliga tecken", any(unicodedata.category(char) == "Cf" for char in composed)),
            ("mellanslag", trimmed != visible),
            ("fel sorts streck", dashed != trimmed),
            ("små bokstäver", value != dashed),
        )
        if changed
    ]
    if why:
        shown = quoted(text)
        return converted(value, check.ID_CLEANED, shown=shown, value=value, why=listed(why))
    if composed != text:
        return converted(value, check.ID_RECOMPOSED, value=value)
    return exact(value)


def _is_strange(char: str) -> bool:
    """Letters of other alphabets and digits other than 0-9; they look like ours and are not."""
    kind = unicodedata.category(char)[0]
    if kind == "L":
        return not unicodedata.name(char, "").startswith("LATIN ")
    return kind in "NM" and not char.isascii()


def _script(char: str) -> str:
    script = unicodedata.name(char, "okänt").split(" ")[0]
    return _SCRIPTS.get(script, script.lower())


def _among(parsed: Parsed, raw: RawCell, known_ids: KnownIds) -> Parsed:
    """Take the id only if it exists, in the spelling it has there."""
    if not isinstance(parsed.value, str):
        return parsed
    value = known_ids.get(fold(parsed.value))
    if value is None:
        close = get_close_matches(fold(parsed.value), known_ids, n=1, cutoff=0.75)
        proposal = f"Menade du {known_ids[close[0]]}?" if close else "Kontrollera stavningen."
        return refused(check.ID_UNKNOWN, shown=quoted(raw.text), proposal=proposal)
    if value == unicodedata.normalize("NFC", raw.text):
        return exact(value) if value == raw.text else parsed._replace(value=value)
    details = {"shown": quoted(raw.text), "value": value, "why": "skrivet på annat sätt"}
    if parsed.remarks and parsed.remarks[0].check is check.ID_CLEANED:
        details["why"] = str(parsed.remarks[0].details["why"])
    return Parsed(value, Reading.CONVERTED, (Remark(check.ID_CLEANED, details),))
