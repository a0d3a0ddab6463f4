"""Hypothesis strategies for sheets that people have touched, and what their cells can mean at all.

The sheets hold the outcomes' table: its headers in any order, misspelt, doubled or renamed, with
columns of people's own between them; rows of every kind of value, blank rows, sums, merged and
hidden parts. ``may_mean`` knows nothing of the parser: it only tells what a value must have in
common with what is stored.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from xlmal.address import Area
from xlmal.domain.rounds import Round
from xlmal.finding import Kind, RawCell
from xlmal.intake.sheet import SheetContent
from xlmal.schema.columns import Table
from xlmal.schema.master import OUTCOMES

_MINUS = "-−–‐‑"
_IDS = ("KS-001", "M17.2", "007", "1.10", "VÅRD-1")
_ROUNDS = ("2025-D1", "2025-D2", "2025-ÅR", "2025D1", "D1 2025", "delår augusti 2025", "våren")
_WORDS = ("mäts ej", "-", "n/a", "NULL", "saknas", "ja", "J", "prognos", "Slutligt", "#SAKNAS!")
_NUMBERS: tuple[str, ...] = (
    "82,5",
    "1 250,5",
    "1\u00a0250",
    "82.5",
    "1.250",
    "1.401,40",
    "−3,4",
    "82,5 %",
    "0",
    "-0",
)
_NUMBERS += ("12 50", "1 250 tkr", "ca 85", "> 80", "80-85", "1e3", "(5)", "+7", "0,0", "SANT", "½")
_ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#SPILL!")
_FORMATS = (
    "General",
    "0",
    "0.0",
    "0%",
    r"0\%",
    "yyyy-mm-dd",
    "d-mmm",
    "h:mm",
    "@",
    "#,##0,",
    "0 st",
)
_SPACES = (" ", "\u00a0", "\u202f", "\u2009", "\t", "\n", "  ")
_INVISIBLE = ("\u200b", "\ufeff", "\u00ad", "\u200e", "\u2060")
_OWN = ("Vår kontroll", "Ansvarig", "Kommentar till Utfall", "Utfall D1 2025", "Prognos?", "1")


@dataclass(frozen=True, slots=True)
class DirtySheet:
    """A sheet, and the headers that stand on it just as the schema or as people write them.

    Attributes:
        content: what intake is given.
        header_row: where the headers stand.
    """

    content: SheetContent
    header_row: int

    def shuffled(self, order: Sequence[int]) -> DirtySheet:
        """The same sheet with column 1 at ``order[0]``, column 2 at ``order[1]`` ..."""
        moved = {
            (row, order[column - 1]): cell._replace(column=order[column - 1])
            for (row, column), cell in self.content.cells.items()
        }
        hidden = frozenset(order[column - 1] for column in self.content.hidden_columns)
        return replace(self, content=replace(self.content, cells=moved, hidden_columns=hidden))


def _stored(kind: Kind, text: str, shown: str = "General", formula: str | None = None) -> RawCell:
    return RawCell(1, 1, kind, text, shown, formula)


def dirty(text: str, random: Random) -> str:
    """A text as it may come back: spaces around, invisible marks, other dashes, loose å ä ö."""
    if random.random() < 0.15:
        text = unicodedata.normalize("NFD", text)
    if random.random() < 0.15:
        text = text.replace("-", random.choice("‑–−"))
    if random.random() < 0.15:
        text = text.lower()
    if random.random() < 0.15:
        text = text + random.choice(_SPACES)
    if random.random() < 0.15:
        at = random.randint(0, len(text))
        text = text[:at] + random.choice(_INVISIBLE) + text[at:]
    return text


def number_as_text(random: Random) -> str:
    """A number, or nearly one, as somebody or some program writes it."""
    value = round(Decimal(random.uniform(-99999, 99999)), random.randint(0, 3))
    text = f"{value:,}" if random.random() < 0.5 else str(value)
    group = random.choice((*_SPACES[:4], ".", ",", ""))
    text = text.translate({ord(","): group, ord("."): random.choice((",", ".", " ,"))})
    text = text.replace("-", random.choice(_MINUS))
    before = random.choice(("", "", "", " ", "ca ", "> ", "~", "+", "'"))
    after = random.choice(("", "", "", " ", "%", " %", " st", " tkr", "*", "-85", "e3"))
    return before + text + after


def _pool() -> tuple[tuple[RawCell, ...], ...]:
    """Cells of every kind, kind by kind."""
    lexemes = ("0", "-0", "82.5", "-3.4", "0.85", "45717", "45777", "83.5", "1E+20", "8250", "5")
    others = ("", " ", "\u00a0", "=1+1", "@SUM(1)", "Summa", "Något sämre", "{x}", "å" * 70)
    formulas = ("=A1+1", "=[1]Blad1!B7", "=")
    results = ((Kind.BLANK, ""), (Kind.NUMBER, "82.5"), (Kind.ERROR, "#REF!"), (Kind.TEXT, "82,5"))
    return (
        tuple(_stored(Kind.NUMBER, text) for text in lexemes),
        tuple(_stored(Kind.NUMBER, text, shown) for text in lexemes for shown in _FORMATS),
        tuple(_stored(Kind.TEXT, text) for text in _NUMBERS),
        tuple(_stored(Kind.TEXT, text) for text in (*_WORDS, *others)),
        tuple(_stored(Kind.BOOLEAN, text) for text in ("1", "0", "true", "false")),
        tuple(_stored(Kind.ERROR, text) for text in _ERRORS),
        tuple(_stored(kind, text, formula=f) for f in formulas for kind, text in results),
        (_stored(Kind.BLANK, ""),),
        _DAYS,
    )


_DAYS = (
    *(_stored(Kind.TEXT, text) for text in ("2025-04-30", "30/4 2025", "30.4.25", "april 2025")),
    *(_stored(Kind.TEXT, text) for text in ("4/5/2025", "2025-02-30", "30 april 2025")),
    *(_stored(Kind.DATE, text) for text in ("2025-04-30", "2025-04-30T13:45:00")),
    *(_stored(Kind.NUMBER, text, "yyyy-mm-dd") for text in ("45777", "45777.5", "60", "0")),
)
_POOL = _pool()


def any_cell(random: Random) -> RawCell | None:
    """What may stand in any cell."""
    match random.randrange(8):
        case 0:
            return None
        case 1:
            return _stored(Kind.TEXT, number_as_text(random))
        case 2:
            return _stored(Kind.TEXT, dirty(random.choice(_WORDS), random))
        case _:
            return random.choice(random.choice(_POOL))


def _cell_under(header: str, table: Table, random: Random) -> RawCell | None:
    odd = random.random()
    if header in table.key and odd < 0.95:
        words = _IDS if header.endswith("-ID") else _ROUNDS
        if odd < 0.7:
            return _stored(Kind.TEXT, random.choice(words[:3]))
        return _stored(Kind.TEXT, dirty(random.choice(words), random))
    if header == "Mätdatum" and odd < 0.5:
        return random.choice(_DAYS)
    return any_cell(random)


@st.composite
def _headers(draw: st.DrawFn, table: Table) -> list[str]:
    """Headers, the keys always among them; nothing as people would have it."""
    random = draw(st.randoms(use_true_random=True))
    others = [column.header for column in table.columns if column.header not in table.key]
    chosen = draw(st.lists(st.sampled_from(others), unique=True, min_size=2))
    chosen += draw(st.lists(st.sampled_from((*_OWN, *others)), max_size=2))
    return draw(st.permutations([dirty(header, random) for header in chosen] + list(table.key)))


@st.composite
def dirty_sheets(draw: st.DrawFn, table: Table = OUTCOMES, merges: bool = True) -> DirtySheet:
    """A sheet that holds a table as it may come back."""
    random = draw(st.randoms(use_true_random=True))
    header_row = draw(st.integers(1, 4))
    headers = draw(_headers(table))
    cells: dict[tuple[int, int], RawCell] = {}

    def put(row: int, column: int, cell: RawCell | None) -> None:
        if cell is not None:
            cells[row, column] = cell._replace(row=row, column=column)

    for row in range(1, header_row):
        put(
            row,
            1,
            draw(
                st.sampled_from((None, _stored(Kind.TEXT, "Så gör du"), _stored(Kind.NUMBER, "2")))
            ),
        )
    for column, header in enumerate(headers, 1):
        put(header_row, column, _stored(Kind.TEXT, header))
    last = header_row + draw(st.integers(0, 9))
    for row in range(header_row + 1, last + 1):
        kind = random.choice(("data", "data", "data", "data", "data", "blank", "sum", "headers"))
        for column, header in enumerate(headers, 1):
            if kind == "data":
                put(row, column, _cell_under(header, table, random))
            elif kind == "headers":
                put(row, column, _stored(Kind.TEXT, header))
            elif kind == "sum":
                first = header == table.key[0]
                put(row, column, _stored(Kind.TEXT, "Summa") if first else None)
        if kind == "data" and random.random() < 0.1:
            put(row, len(headers) + 2, _stored(Kind.TEXT, "prel."))
    merged: tuple[Area, ...] = ()
    if merges and last > header_row + 1 and draw(st.booleans()):
        top, left = draw(st.integers(header_row + 1, last)), draw(st.integers(1, len(headers)))
        area = Area(top, left, min(top + draw(st.integers(0, 2)), last), left)
        merged = (area,)
        for row, column in list(cells):  # Excel keeps the first cell's content alone
            if area.holds(row, column) and (row, column) != (top, left):
                del cells[row, column]
    content = SheetContent.of(
        draw(st.sampled_from((table.sheet, f"{table.sheet} (2)", "Blad1"))),
        draw(st.permutations(list(cells.values()))),
        merged=merged,
        hidden_rows=draw(st.frozensets(st.integers(header_row, last + 1), max_size=2)),
        hidden_columns=draw(st.frozensets(st.integers(1, len(headers)), max_size=2)),
        filtered=draw(st.booleans()),
        date1904=draw(st.booleans()),
        last_stored_row=draw(st.sampled_from((last, 200_000))),
        external_links=draw(st.sampled_from(((), ("Underlag.xlsx",)))),
    )
    return DirtySheet(content, header_row)


def may_mean(raw: RawCell, value: object) -> bool:
    """Tell whether a value can come from a stored cell at all, whoever reads it."""
    if raw.kind in (Kind.ERROR, Kind.BLANK):
        return False
    folded = unicodedata.normalize("NFC", raw.text)
    if isinstance(value, bool):
        return raw.kind is Kind.BOOLEAN or folded.strip().casefold()[:1] in {"jsn", *"jsnf"}
    if isinstance(value, (int, float)):
        return _is_same_number(raw, value)
    if isinstance(value, date):
        year = str(value.year)[2:]
        return raw.kind is Kind.NUMBER or (year in folded and str(value.day) in folded)
    if isinstance(value, Round):
        return raw.kind is Kind.TEXT and str(value.year) in folded
    if isinstance(value, str):
        if raw.kind is not Kind.TEXT:
            return bool(value)
        return _letters(value) == _letters(folded)
    return False


def _is_same_number(raw: RawCell, value: float) -> bool:
    if raw.kind is Kind.NUMBER:
        stored = Decimal(raw.text)
        times = (stored, stored * 100) if "%" in raw.number_format else (stored,)
        return any(abs(Decimal(value) - one) <= abs(one) * Decimal("1e-14") for one in times)
    if raw.kind is not Kind.TEXT or not re.search("[0-9]", raw.text):
        return False
    before = re.split("[0-9]", raw.text, maxsplit=1)[0]
    negative = any(sign in before for sign in _MINUS)
    shown = f"{Decimal(repr(abs(value))):f}"
    same = _figures(shown) == _figures(raw.text)
    return same and (value == 0 or negative == (value < 0))


def _figures(text: str) -> str:
    return re.sub("[^0-9]", "", text).strip("0")


def _letters(text: str) -> str:
    """What remains of a text when spaces, dashes, marks and case do not count."""
    kept = (char for char in unicodedata.normalize("NFC", text) if char.isalnum())
    return "".join(kept).casefold()


def values_by_place(
    rows: Sequence[tuple[int, Mapping[str, object]]],
) -> dict[tuple[int, str], object]:
    """Values by sheet row and header."""
    return {(row, header): value for row, cells in rows for header, value in cells.items()}
