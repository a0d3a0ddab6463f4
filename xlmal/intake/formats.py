"""What a cell's number format says about its number: date, percent, shown in thousands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

# ECMA-376 18.8.31: quoted text, escaped characters, padding and fill say nothing about the number.
_ASIDE = re.compile(r'"[^"]*"?|\\.|_.|\*.')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_NAMES = re.compile(r"general|standard|am/pm|a/p", re.IGNORECASE)
_DATE_PARTS = re.compile(r"[dmyhs]", re.IGNORECASE)
_THOUSANDS = re.compile(r"[0#?],+(?![0#?,])")


class NumberFormat(NamedTuple):
    """How a format shows a number; ``is_date`` covers times too."""

    is_date: bool = False
    is_percent: bool = False
    in_thousands: bool = False


PLAIN = NumberFormat()


@lru_cache(maxsize=1024)
def number_format(code: str) -> NumberFormat:
    r"""Read a format code as stored: ``0%`` is percent, ``0\%`` and ``0"%"`` are not."""
    if code in ("General", "", "@"):
        return PLAIN
    bare = _ASIDE.sub("", code)
    is_elapsed = bool(_ELAPSED.search(bare))
    bare = _NAMES.sub("", _BRACKETS.sub("", bare))
    numeric = any(sign in bare for sign in "0#?")
    is_date = is_elapsed or bool(_DATE_PARTS.search(bare) and not _only_currency(bare, numeric))
    return NumberFormat(
        is_date=is_date,
        is_percent="%" in bare and not is_date,
        in_thousands=not is_date and any(_THOUSANDS.search(part) for part in bare.split(";")),
    )


def _only_currency(bare: str, numeric: bool) -> bool:
    """Tell a loose unit such as ``0 st`` (letters after digits) from ``mm:ss.0``."""
    if not numeric:
        return False
    return bool(re.match(r"[-+( ]*[#0?]", bare))
