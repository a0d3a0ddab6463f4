"""What a condition says about a row in Excel: a formula that gives TRUE or FALSE, never an error.

English function names and commas, as a file stores them; only functions that Excel 2016 and
LibreOffice 7.4 both compute. In formulas blank = 0, "text" > 5 and TRUE > 5 are true: every
comparison asks first what kind of value it meets. COUNT asks it of several cells at once: of
references it counts nothing but numbers, and it passes over errors.
"""

from __future__ import annotations

from xlmal.domain.settings import Settings
from xlmal.rules.nodes import (
    DEFAULTS,
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


def to_excel(node: Condition, ref: Reference, settings: Settings = DEFAULTS) -> str:
    """Return the condition as a formula without "=": TRUE exactly where Python's verdict is True.

    Raises:
        KeyError: ``ref`` knows no such column.
    """
    return _Formula(ref, settings).of(node, so=True)


def quoted(text: str) -> str:
    """A text as a literal in a formula."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def literal(number: float) -> str:
    """A number as a literal in a formula."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


class _Formula:
    def __init__(self, ref: Reference, settings: Settings) -> None:
        self._ref = ref
        self._settings = settings

    def of(self, node: Condition, so: bool) -> str:
        """The formula for a condition (``so``) or for its opposite."""
        match node:
            case Negation(part):
                return self.of(part, not so)
            case Both(parts) | Either(parts):
                together = isinstance(node, Both) == so
                inner = [self.of(part, so) for part in parts]
                return inner[0] if len(inner) == 1 else self._joined(together, inner)
            case IsBlank(cells):
                filled = f"LEN(TRIM({'&'.join(self._ref(cell.header) for cell in cells)}))"
                return f"IFERROR({filled}=0,FALSE)" if so else f"IFERROR({filled}>0,TRUE)"
            case IsNumber(cell):
                return self._kind("ISNUMBER", cell, so)
            case IsBoolean(cell):
                return self._kind("ISLOGICAL", cell, so)
            case IsText(cell):
                ref = self._ref(cell.header)
                sign, else_ = (">", "FALSE") if so else ("=", "TRUE")
                return f"IF(ISTEXT({ref}),LEN(TRIM({ref})){sign}0,{else_})"
            case OneOf(cell, texts):
                return self._one_of(self._ref(cell.header), texts, so)
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

    @staticmethod
    def _joined(together: bool, parts: list[str]) -> str:
        return f"{'AND' if together else 'OR'}({','.join(parts)})"

    def _kind(self, function: str, cell: Cell, so: bool) -> str:
        asked = f"{function}({self._ref(cell.header)})"
        return asked if so else f"NOT({asked})"

    @staticmethod
    def _one_of(ref: str, texts: tuple[str, ...], so: bool) -> str:
        # An array constant needs no Ctrl+Shift+Enter; MATCH would take * and ? for wildcards.
        among = ",".join(quoted(text) for text in texts)
        among = f"{{{among}}}" if len(texts) > 1 else among
        if not so:
            return f"IFERROR(AND(LEN(TRIM({ref}))>0,{ref}<>{among}),TRUE)"
        equal = f"{ref}={among}"
        return f"IFERROR({f'OR({equal})' if len(texts) > 1 else equal},FALSE)"

    def _outside(self, cell: Cell, low: Cell, high: Cell, so: bool) -> str:
        # MAX and MIN pass over references that hold no number: a missing bound is no bound.
        value, floor, ceiling = (self._ref(part.header) for part in (cell, low, high))
        body = f"MAX({value},{floor}){'>' if so else '<='}MIN({value},{ceiling})"
        if not so:
            body = f"AND(COUNT({floor},{ceiling})>0,{body})"
        return f"IFERROR(IF(ISNUMBER({value}),{body},FALSE),FALSE)"

    def _not_between(self, cell: Cell, one: Cell, other: Cell, so: bool) -> str:
        value, *ends = (self._ref(part.header) for part in (cell, one, other))
        pair = ",".join(ends)
        body = f"OR({value}<MIN({pair}),{value}>MAX({pair}))"
        return f"IF(COUNT({value},{pair})=3,{body if so else f'NOT({body})'},FALSE)"

    def _compared(self, left: Operand, sign: str, right: Operand) -> str:
        numbers: dict[str, None] = {}
        guards: list[str] = []
        derived = False
        for operand in (left, right):
            match operand:
                case Cell(header):
                    numbers[self._ref(header)] = None
                case YearStart(cell):
                    numbers[self._ref(cell.header)] = None
                    derived = True
                case Length(cell):
                    ref = self._ref(cell.header)
                    guards.append(f"IF(ISTEXT({ref}),LEN(TRIM({ref}))>0,FALSE)")
                case _:
                    pass
        if len(numbers) == 1:
            guards.insert(0, f"ISNUMBER({next(iter(numbers))})")
        elif numbers:
            guards.insert(0, f"COUNT({','.join(numbers)})={len(numbers)}")
        body = f"{self._operand(left)}{sign}{self._operand(right)}"
        for guard in reversed(guards):
            body = f"IF({guard},{body},FALSE)"
        return f"IFERROR({body},FALSE)" if derived else body

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
