"""What a condition says about a row in Excel: a formula that gives TRUE or FALSE, never an error.

English function names and commas, as a file stores them; only functions that Excel 2016 and
LibreOffice 7.4 both compute. In formulas blank = 0, "text" > 5 and TRUE > 5 are true: every
comparison asks first what kind of value it meets. COUNT asks it of several cells at once: of
references it counts nothing but numbers, and it passes over errors. LibreOffice holds TRUE for a
number, in ISNUMBER and COUNT alike: where people type, ISLOGICAL is asked as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from xlmal.domain.settings import Settings
from xlmal.rules.nodes import (
    DEFAULTS,
    BeginsWith,
    Both,
    Cell,
    Condition,
    Either,
    IsBlank,
    IsBoolean,
    IsNumber,
    IsText,
    Length,
    Less,
    Negation,
    NotBetween,
    OneOf,
    Operand,
    Outside,
    Reference,
    SameNumber,
    Setting,
    YearStart,
    number_of,
)

_AFTER_LAST_DAY = 2958466


def to_excel(
    node: Condition,
    ref: Reference,
    settings: Settings = DEFAULTS,
    locked: Collection[str] = (),
) -> str:
    """Return the condition as a formula without "=": TRUE exactly where Python's verdict is True.

    Args:
        node: the condition.
        ref: how the row's cell under a header is named.
        settings: the municipality's own numbers, written into the formula.
        locked: headers under which nobody types: no TRUE, no error value to guard against.

    Raises:
        KeyError: ``ref`` knows no such column.
    """
    return _Formula(ref, settings, locked).of(node, so=True)


def quoted(text: str) -> str:
    """A text as a literal in a formula."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def literal(number: float) -> str:
    """A number as a literal in a formula."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


class _Formula:
    def __init__(self, ref: Reference, settings: Settings, locked: Collection[str]) -> None:
        self._ref = ref
        self._settings = settings
        self._locked = locked

    def of(self, node: Condition, so: bool) -> str:
        """The formula for a condition (``so``) or for its opposite."""
        match node:
            case Negation(part):
                return self.of(part, not so)
            case Both(parts) | Either(parts):
                inner = [self.of(part, so) for part in parts]
                return _joined("AND" if isinstance(node, Both) == so else "OR", inner)
            case IsBlank(cells):
                filled = f"LEN(TRIM({'&'.join(self._ref(cell.header) for cell in cells)}))"
                return f"IFERROR({filled}=0,FALSE)" if so else f"IFERROR({filled}>0,TRUE)"
            case IsNumber(cell):
                return self._numbers([cell]) if so else f"NOT({self._numbers([cell])})"
            case IsBoolean(cell):
                asked = f"ISLOGICAL({self._ref(cell.header)})"
                return asked if so else f"NOT({asked})"
            case IsText(cell):
                ref = self._ref(cell.header)
                sign, otherwise = (">", "FALSE") if so else ("=", "TRUE")
                return f"IF(ISTEXT({ref}),LEN(TRIM({ref})){sign}0,{otherwise})"
            case OneOf(cell, texts):
                return self._one_of(self._ref(cell.header), texts, so)
            case BeginsWith(cell, texts):
                return self._begins_with(self._ref(cell.header), texts, so)
            case Less(low, high, or_equal):
                if so:
                    return self._compared(low, "<=" if or_equal else "<", high)
                return self._compared(high, "<" if or_equal else "<=", low)
            case SameNumber(one, other):
                return self._compared(one, "=" if so else "<>", other)
            case Outside(cell, low_cell, high_cell):
                return self._outside(cell, low_cell, high_cell, so)
            case NotBetween(cell, one_cell, other_cell):
                return self._not_between(cell, one_cell, other_cell, so)

    def _numbers(self, cells: Iterable[Cell]) -> str:
        """Whether all the cells hold numbers."""
        refs = {self._ref(cell.header): cell.header in self._locked for cell in cells}
        asked = f"COUNT({','.join(refs)})={len(refs)}"
        if len(refs) == 1:
            asked = f"ISNUMBER({next(iter(refs))})"
        typed = [f"ISLOGICAL({ref})" for ref, is_locked in refs.items() if not is_locked]
        return f"AND({asked},NOT({_joined('OR', typed)}))" if typed else asked

    @staticmethod
    def _one_of(ref: str, texts: tuple[str, ...], so: bool) -> str:
        # An array constant needs no Ctrl+Shift+Enter; MATCH would take * and ? for wildcards.
        among = ",".join(quoted(text) for text in texts)
        among = f"{{{among}}}" if len(texts) > 1 else among
        if not so:
            return f"IFERROR(AND(LEN(TRIM({ref}))>0,{ref}<>{among}),TRUE)"
        equal = f"{ref}={among}"
        return f"IFERROR({f'OR({equal})' if len(texts) > 1 else equal},FALSE)"

    @staticmethod
    def _begins_with(ref: str, texts: tuple[str, ...], so: bool) -> str:
        # LEFT takes one length at a time: an array of lengths needs Ctrl+Shift+Enter somewhere.
        sign, join = ("=", "OR") if so else ("<>", "AND")
        by_length: dict[int, list[str]] = {}
        for text in texts:
            by_length.setdefault(len(text) + 1, []).append(quoted(f"{text} "))
        parts = []
        for length, among in sorted(by_length.items()):
            one_of = f"{{{','.join(among)}}}" if len(among) > 1 else among[0]
            parts.append(f'LEFT(TRIM({ref})&" ",{length}){sign}{one_of}')
        if so:
            return f"IFERROR({join}({','.join(parts)}),FALSE)"
        return f"IFERROR(AND(LEN(TRIM({ref}))>0,{','.join(parts)}),TRUE)"

    def _outside(self, cell: Cell, low: Cell, high: Cell, so: bool) -> str:
        bounds = [self._ref(low.header), self._ref(high.header)]
        if not {low.header, high.header} <= set(self._locked):
            below, above = self._compared(cell, "<", low), self._compared(high, "<", cell)
            if so:
                return f"OR({below},{above})"
            known = f"OR({self._numbers([low])},{self._numbers([high])})"
            return f"AND({self._numbers([cell])},{known},NOT(OR({below},{above})))"
        # MAX and MIN pass over references that hold no number: a missing bound is no bound.
        value = self._ref(cell.header)
        body = f"MAX({value},{bounds[0]}){'>' if so else '<='}MIN({value},{bounds[1]})"
        if not so:
            body = f"AND(COUNT({','.join(bounds)})>0,{body})"
        return f"IF({self._numbers([cell])},{body},FALSE)"

    def _not_between(self, cell: Cell, one: Cell, other: Cell, so: bool) -> str:
        value, *ends = (self._ref(part.header) for part in (cell, one, other))
        pair = ",".join(ends)
        body = f"OR({value}<MIN({pair}),{value}>MAX({pair}))"
        numbers = self._numbers([cell, one, other])
        return f"IF({numbers},{body if so else f'NOT({body})'},FALSE)"

    def _compared(self, left: Operand, sign: str, right: Operand) -> str:
        body = f"{self._operand(left)}{sign}{self._operand(right)}"
        for operand in (left, right):
            if isinstance(operand, YearStart):
                # A number need not be a date: Excel's run from 0 to 9999-12-31.
                ref = self._ref(operand.cell.header)
                body = f"IF(AND({ref}>=0,{ref}<{_AFTER_LAST_DAY}),{body},FALSE)"
            if isinstance(operand, Length):
                ref = self._ref(operand.cell.header)
                body = f"IF(IF(ISTEXT({ref}),LEN(TRIM({ref}))>0,FALSE),{body},FALSE)"
        cells = [found for operand in (left, right) if (found := _number_cell(operand))]
        if cells:
            body = f"IF({self._numbers(cells)},{body},FALSE)"
        return body

    def _operand(self, operand: Operand) -> str:
        match operand:
            case Cell(header):
                return self._ref(header)
            case Length(cell):
                return f"LEN({self._ref(cell.header)})"
            case YearStart(cell):
                return f"DATE(YEAR({self._ref(cell.header)}),1,1)"
            case Setting():
                return literal(number_of(operand, self._settings))
            case _:
                return literal(operand)


def _number_cell(operand: Operand) -> Cell | None:
    """The cell that must hold a number for an operand to be one."""
    match operand:
        case Cell():
            return operand
        case YearStart(cell):
            return cell
        case _:
            return None


def _joined(function: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{function}({','.join(parts)})"
