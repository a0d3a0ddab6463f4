"""Free text: kept as it stands, å ä ö composed; numbers and dates in text cells told."""

from __future__ import annotations

import re
import unicodedata

from xlmal.domain.numbers import fifteen_digits, swedish
from xlmal.finding import Kind, RawCell
from xlmal.intake.checks import words as check
from xlmal.intake.dates import shown_date
from xlmal.intake.formats import number_format
from xlmal.intake.quoting import quoted
from xlmal.intake.reading import BLANK, Parsed, Reading, Remark, converted, exact, refused
from xlmal.intake.words import content

# Excel specifications and limits: characters in a cell, counted in UTF-16.
LONGEST_TEXT = 32_767

# "=== Obs ===", "+46 70 ..." and "-5 % sämre" are only text; "@SUM(" and "=cmd|" are not.
_FORMULA = re.compile(
    r"""\s*(?:=\s*[\w('"$+\-@{]|[+\-@]\s*[^\W\d][\w.]*\s*[(|!]|[+\-]\s*\$?[A-Z]{1,3}\$?\d+\b)"""
)
_FORMULA_STARTS = frozenset("=+-@ \t\r\n")


def read_text(raw: RawCell, date1904: bool) -> Parsed:
    """Read a text cell: a `str` in NFC, otherwise to the letter.

    A text longer than a cell holds is refused. A text that looks like a formula stays text.
    """
    if raw.kind is Kind.TEXT:
        return text_of(raw.text)
    if raw.kind is Kind.NUMBER:
        text = _as_text(raw, date1904)
        return converted(text, check.TEXT_FROM_NUMBER, value=quoted(text))
    text = content(raw) if raw.kind is Kind.BOOLEAN else raw.text
    return converted(text, check.TEXT_FROM_NUMBER, value=quoted(text))


def text_of(text: str) -> Parsed:
    """Keep a text; composed letters are the only change."""
    if not text or text.isspace():
        return BLANK
    length = len(text)
    if length * 2 > LONGEST_TEXT:
        length = len(text.encode("utf-16-le", "surrogatepass")) // 2
        if length > LONGEST_TEXT:
            return refused(check.TEXT_TOO_LONG, length=swedish(length))
    value = text if text.isascii() else unicodedata.normalize("NFC", text)
    if text[0] in _FORMULA_STARTS and _FORMULA.match(text):
        return Parsed(
            value, Reading.EXACT, (Remark(check.LOOKS_LIKE_FORMULA, {"shown": quoted(text)}),)
        )
    if value != text:
        return Parsed(value, Reading.CONVERTED)
    return exact(value)


def _as_text(raw: RawCell, date1904: bool) -> str:
    """How Excel would show a number: dates as ISO, percent on its scale, decimals with comma."""
    shown = number_format(raw.number_format)
    value = float(raw.text)
    if shown.is_date:
        return shown_date(raw, date1904)
    if shown.is_percent:
        return f"{swedish(float(fifteen_digits(value) * 100))} %"
    return swedish(value).replace("\N{NO-BREAK SPACE}", "").replace("\N{MINUS SIGN}", "-")
