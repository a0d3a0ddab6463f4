"""Numbers written as text, the Swedish way: exact after a stated conversion, or asked about."""

from __future__ import annotations

import re
from functools import lru_cache

from xlmal.domain.numbers import swedish
from xlmal.intake.checks import numbers as check
from xlmal.intake.quoting import quoted
from xlmal.intake.reading import BLANK, Parsed, converted, refused

# Space, no-break, figure, thin and narrow no-break space part thousands; Word writes − and – for -.
_SPACES = re.compile(r"[ \t\r\n\u00a0\u2007\u2009\u202f]+")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_LONGEST = 100
_MINUS = re.compile("^[−–‐‑] ?")

_SWEDISH = re.compile(r"([+-]?) ?(\d+|[1-9]\d{0,2}(?: \d{3})+)(?:,(\d+))?", re.ASCII)
_BAD_GROUPS = re.compile(r"[+-]? ?\d+(?: +\d+)+(?:[.,]\d+)?", re.ASCII)
_POINT = re.compile(r"([+-]?)(\d+)\.(\d+)", re.ASCII)
_POINT_GROUPS = re.compile(r"([+-]?)([1-9]\d{0,2}(?:\.\d{3})+),(\d+)", re.ASCII)
_MANY_GROUPS = re.compile(r"([+-]?)([1-9]\d{0,2}(?:\.\d{3}){2,})", re.ASCII)
_ENGLISH = re.compile(r"([+-]?)([1-9]\d{0,2}(?:,\d{3})+)\.(\d+)", re.ASCII)
_COMMA_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3}){2,}", re.ASCII)
_NEGATIVE = re.compile(r"\((.+)\)|(\d.*\d|\d)-")

_ABOUT = re.compile(
    r"(?:ca|cirka|circa|c:a|omkring|ungefär|runt|drygt|knappt|nästan|minst|högst|max|min|över|under"
    r"|upp till|mer än|mindre än|fler än|färre än|[~≈<>≤≥±=]+)[ .]*[-+]?\d.*",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"[-+]?\d[\d ,.]*(?:%|procent)? ?(?:-|–|—|till|/|\.\.+|och|eller) ?[-+]?\d[\d ,.]*.*"
)
_A_NUMBER = re.compile(
    r"(?<![\d.,])[-−]?\d{1,3}(?: \d{3})+(?:,\d+)?|[-−]?\d+(?:[.,]\d+)?", re.ASCII
)
_WITH_MORE = re.compile(r"[-+]?(?:\d[\d ,.]*?) ?[^\d\s.,eE+\-][^\d]*\d{0,2}", re.ASCII)
_ERROR_WORD = re.compile(r"#[A-ZÅÄÖ/0-9_]+[!?]?", re.IGNORECASE)


def number_of_text(text: str) -> Parsed:
    """Read a number written as text, without a percent sign.

    "82,5", "1 250,5" and "−3,4" have one meaning in Swedish, "82.5" and "1.401,40" too: a
    `float`, converted. "1.250" has two, and "ca 85", "> 80", "80-85", "12 dagar" and "1e3" are
    no numbers: not understood, with a proposal. Nothing but white space is blank.
    """
    if len(text) > _LONGEST:
        return _asked(text, "") if text.strip() else BLANK
    return _short(text)


@lru_cache(maxsize=8192)
def _short(text: str) -> Parsed:
    plain = _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()
    if not plain:
        return BLANK
    plain = _MINUS.sub("-", plain)
    match = _SWEDISH.fullmatch(plain)
    if match:
        return _value(text, match[1], match[2].replace(" ", ""), match[3] or "")
    if _ERROR_WORD.fullmatch(plain):
        return refused(check.ERROR_TEXT, shown=quoted(text))
    if any(char.isnumeric() and not char.isascii() for char in plain):
        return refused(check.OTHER_DIGITS, shown=quoted(text))
    return _with_points(text, plain) or _no_number(text, plain)


def _with_points(text: str, plain: str) -> Parsed | None:
    match = _POINT.fullmatch(plain)
    if match and len(match[3]) != 3:
        return _value(text, match[1], match[2], match[3], by_point=True)
    if match:
        small, large = float(f"{match[1]}{match[2]}.{match[3]}"), float("".join(match.groups()))
        return refused(
            check.AMBIGUOUS_POINT, shown=quoted(text), small=swedish(small), large=swedish(large)
        )
    match = _POINT_GROUPS.fullmatch(plain) or _MANY_GROUPS.fullmatch(plain)
    if match:
        decimals = match[3] if match.re is _POINT_GROUPS else ""
        return _value(text, match[1], match[2].replace(".", ""), decimals, by_point=True)
    match = _ENGLISH.fullmatch(plain)
    if match:
        meant = float(f"{match[1]}{match[2].replace(',', '')}.{match[3]}")
        return _asked(text, f"Menade du {swedish(meant)}?")
    return None


def _no_number(text: str, plain: str) -> Parsed:
    """Say why a text is no number, and propose one where it holds exactly one."""
    if _BAD_GROUPS.fullmatch(plain):
        return refused(check.BAD_GROUPING, shown=quoted(text))
    if _COMMA_GROUPS.fullmatch(plain):
        return _asked(text, f"Menade du {swedish(float(plain.replace(',', '')))}?")
    match = _NEGATIVE.fullmatch(plain)
    if match:
        inside = number_of_text(match[1] or match[2])
        if isinstance(inside.value, float):
            return _asked(text, f"Menade du {swedish(-inside.value)}?")
    proposal = proposed(plain)
    if _FROM_TO.fullmatch(plain) or _ABOUT.fullmatch(plain):
        return refused(
            check.NOT_EXACT, shown=quoted(text), proposal=proposal or "Skriv ett enda tal."
        )
    if _WITH_MORE.fullmatch(plain) and proposal:
        return refused(check.UNIT_IN_CELL, shown=quoted(text), proposal=proposal)
    return _asked(text, proposal)


def proposed(text: str) -> str:
    """The sentence that proposes the only number in a text; empty when it holds none or several."""
    plain = _SPACES.sub(" ", text).strip()
    if plain.endswith((",", ".")):  # a decimal has fallen off; which one, nobody knows
        return ""
    found = _A_NUMBER.findall(f"0{plain}" if plain.startswith((",", ".")) else plain)
    if len(found) != 1:
        return ""
    parsed = number_of_text(found[0])
    return f"Menade du {swedish(parsed.value)}?" if isinstance(parsed.value, float) else ""


def _asked(text: str, proposal: str) -> Parsed:
    return refused(
        check.NOT_A_NUMBER,
        shown=quoted(text),
        proposal=proposal or "Skriv ett tal, eller lämna cellen tom.",
    )


def _value(text: str, sign: str, whole: str, decimals: str, by_point: bool = False) -> Parsed:
    if len((whole + decimals).lstrip("0")) > 15:
        return refused(check.TOO_MANY_DIGITS, shown=quoted(text))
    value = float(f"{sign}{whole}.{decimals or 0}")
    value = value or 0.0  # "-0" is 0
    told = check.DECIMAL_POINT if by_point else check.NUMBER_AS_TEXT
    return converted(value, told, shown=quoted(text), value=swedish(value))
