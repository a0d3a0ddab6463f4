"""Which cells a formula's text points at: "Utfall!$E$4:$E$9", "E4", "5:9"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from xlmal.address import MAX_COLUMN, Area

# Texts, other workbooks' cells and structured references are stepped over.
_TOKEN = re.compile(
    r"""
    "(?:[^"]|"")*"
    | (?: '\[(?:[^']|'')*' | \[[0-9]+\][^\s!'"(),]* ) ! (?: [$\w.]+ (?: :[$\w.]+ )? )?
    | \[(?:'.|[^\[\]']|\[(?:'.|[^\[\]'])*\])*\]
    | (?: (?P<sheet> '(?:[^']|'')+' | [^\W\d][\w.]* (?: :[^\W\d][\w.]* )? ) ! )?
      (?<![\w.$\\])
      (?: (?P<area> \$?[A-Za-z]{1,3}\$?[0-9]{1,7} (?: :\$?[A-Za-z]{1,3}\$?[0-9]{1,7} )? )
        | (?P<rows> \$?[0-9]{1,7}:\$?[0-9]{1,7} ) )
      (?![\w.(!\\])
    """,
    re.VERBOSE,
)


class Reference(NamedTuple):
    """Cells that a formula names; ``sheet`` is None for the sheet the formula stands on.

    ``start`` and ``end`` are where the area stands in the formula; ``fixed`` is True when no row
    number in it moves with the formula.
    """

    sheet: str | None
    area: Area
    start: int
    end: int
    fixed: bool

    def is_on(self, sheet: str, home: str | None) -> bool:
        """Tell whether it points at a sheet, from a formula whose own sheet is ``home``."""
        named = home if self.sheet is None else self.sheet
        # "Blad1:Blad3!A1" goes through all sheets between: any of them may be meant.
        return named is not None and (":" in named or named.casefold() == sheet.casefold())


def references(formula: str) -> Iterator[Reference]:
    """Yield the references in a formula; names and structured references are none."""
    for match in _TOKEN.finditer(formula):
        group = "area" if match["area"] else "rows"
        text = match[group]
        area = _area(text) if text else None
        if area is None:
            continue
        sheet = match["sheet"]
        if sheet is not None and sheet.startswith("'"):
            sheet = sheet[1:-1].replace("''", "'")
        fixed = all(re.search(r"\$[0-9]", end) for end in text.split(":"))
        yield Reference(sheet, area, match.start(group), match.end(group), fixed)


def with_areas(formula: str, change: Callable[[Reference], Area]) -> str:
    """Return a formula whose references have been given other last rows."""
    out, at = "", 0
    for found in references(formula):
        area = change(found)
        if area == found.area:
            continue
        text = formula[found.start : found.end]
        first, colon, last = text.partition(":")
        if colon:
            text = f"{first}:{re.sub('[0-9]+$', str(area.last_row), last)}"
            out += formula[at : found.start] + text
            at = found.end
    return out + formula[at:]


def _area(text: str) -> Area | None:
    if text.replace("$", "").replace(":", "").isdecimal():
        first, last = (int(end.replace("$", "")) for end in text.split(":"))
        return Area(min(first, last), 1, max(first, last), MAX_COLUMN)
    try:
        return Area.parse(text)
    except ValueError:  # a name that looks like an address beyond the sheet
        return None
