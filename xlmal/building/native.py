"""Conditions as Excel's own checks: the Kontroll column's formula, and what a cell lets in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.worksheet.datavalidation import DataValidation

from xlmal.domain.settings import Settings
from xlmal.rules.condition import DEFAULTS, Reference
from xlmal.rules.formula import quoted, to_excel
from xlmal.rules.row_state import DONE, steps
from xlmal.rules.rule import RowRule
from xlmal.schema.columns import Column, Table, ValueType

# Excel specifications and limits; the dialog boxes' from "Data validation", ECMA-376 18.3.1.32.
FORMULA_LENGTH: Final = 8192
NESTING: Final = 64
LITERAL_LENGTH: Final = 255
TITLE_LENGTH: Final = 32
PROMPT_LENGTH: Final = 255
ERROR_LENGTH: Final = 225
INLINE_LIST_LENGTH: Final = 255

#: The functions that our own formulas may use: Excel 2016 and LibreOffice 7.4 both have them.
ALLOWED_FUNCTIONS: Final = frozenset(
    [
        "ABS", "ADDRESS", "AND", "AVERAGE", "CHOOSE", "COLUMN", "COUNT", "COUNTA", "COUNTIF",
        "COUNTIFS", "DATE", "EXACT", "FIXED", "HYPERLINK", "IF", "IFERROR", "INDEX", "INT",
        "ISBLANK", "ISERROR", "ISLOGICAL", "ISNUMBER", "ISTEXT", "LEFT", "LEN", "MATCH", "MAX",
        "MID", "MIN", "MONTH", "N", "NOT", "OFFSET", "OR", "RIGHT", "ROUND", "ROW", "ROWS",
        "SUBSTITUTE", "SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "TEXT", "TODAY", "TRIM", "UPPER",
        "YEAR",
    ]
)  # fmt: skip

_ESCAPED = re.compile(r"([\[\]#'])")
_LARGEST = "1E+300"
_FIRST_DAY, _LAST_DAY = "36526", "73415"  # 2000-01-01 to 2100-12-31


class FormulaError(ValueError):
    """A formula that some Excel we serve would refuse."""


def this_row_of(table: Table) -> Reference:
    """How a formula in a table's own row names a cell, as the file stores it.

    ``tblUtfall[[#This Row],[Utfall]]``; Excel shows it as ``[@Utfall]``. Brackets, # and
    apostrophes in a header are escaped with an apostrophe.
    """
    headers = frozenset(table.headers)

    def reference(header: str) -> str:
        if header not in headers:
            raise KeyError(f"{table.name} has no column {header!r}")
        escaped = _ESCAPED.sub(r"'\1", header)
        return f"{table.name}[[#This Row],[{escaped}]]"

    return reference


def check_column_formula(
    table: Table,
    rules: Iterable[RowRule],
    this_row: Reference | None = None,
    settings: Settings = DEFAULTS,
) -> str:
    """Return the Kontroll column's formula, without "=".

    Put "=" before it in a cell (``cell.value = "=" + formula``); a table column's
    ``calculatedColumnFormula`` takes it as it is.

    Args:
        table: the form that the column stands in; rules that read a column it lacks are left out.
        rules: in the order they are told, fel before varning all the same.
        this_row: how a cell of the row is named; None takes ``this_row_of(table)``, which is
            too long-winded for a form with as many rules as tblUtfall has: name cells $K5 there.
        settings: the municipality's own numbers, written into the formula.

    Raises:
        FormulaError: the formula breaks one of Excel's limits.
    """
    ref = this_row or this_row_of(table)
    locked = {column.header for column in table.columns if not column.opens}
    told = [(to_excel(step.when, ref, settings, locked), step.text) for step in steps(table, rules)]
    formula = quoted(DONE)
    for condition, text in reversed(told):
        formula = f"IF({condition},{quoted(text)},{formula})"
    assert_excel_takes(formula)
    return formula


def assert_excel_takes(formula: str) -> None:
    """Let a formula through that Excel 2016 takes.

    Raises:
        FormulaError: too long, too deep, a literal too long, or a function outside the allow-list.
    """
    formula = formula.removeprefix("=")
    if len(formula) + 1 > FORMULA_LENGTH:
        raise FormulaError(f"{len(formula) + 1} characters, Excel takes {FORMULA_LENGTH}")
    depth = 0
    for token in Tokenizer("=" + formula).items:
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            depth += 1
            name = token.value.rstrip("(").rpartition(":")[2].upper()
            if name not in ALLOWED_FUNCTIONS:
                raise FormulaError(f"{name} is not on the list of functions")
            if depth > NESTING:
                raise FormulaError(f"more than {NESTING} functions inside each other")
        elif token.type == Token.FUNC and token.subtype == Token.CLOSE:
            depth -= 1
        elif token.type == Token.OPERAND and token.subtype == Token.TEXT:
            text = token.value[1:-1].replace('""', '"')
            if len(text) > LITERAL_LENGTH:
                raise FormulaError(
                    f"a text of {len(text)} characters, Excel takes {LITERAL_LENGTH}"
                )


class _Guard(NamedTuple):
    """What a cell lets in, and what is said when it does not."""

    type: Literal["whole", "decimal", "list", "date", "textLength", "custom"]
    formula: str
    error: str
    operator: Literal["between", "lessThanOrEqual"] | None = None
    upper: str | None = None


def data_validation(
    column: Column,
    *,
    lists: Mapping[str, str] | None = None,
    anchor: str = "",
    settings: Settings = DEFAULTS,
) -> DataValidation | None:
    """Return what guards an open cell of a column, with its prompt; None when there is nothing.

    Args:
        column: its type, choices and help decide.
        lists: list name -> what the drop-down refers to; None takes the list name itself, as a
            defined name. A list that is not among them is not used.
        anchor: the first cell that the validation is put on, without $ ("K5"); needed where a cell
            takes numbers or ja/nej (a custom formula is relative to it).
        settings: the municipality's own numbers.

    The alert and the prompt are on: openpyxl leaves them off, and then the rule never shows.

    Raises:
        ValueError: choices that no inline list can hold, and no named list.
    """
    guard = _guard(column, lists, anchor, settings)
    prompt = _cut(column.help, PROMPT_LENGTH)
    if guard is None and not prompt:
        return None
    validation = DataValidation(
        type=guard.type if guard else None,
        operator=guard.operator if guard else None,
        formula1=guard.formula if guard else None,
        formula2=guard.upper if guard else None,
        allow_blank=True,
        showErrorMessage=guard is not None,
        showInputMessage=bool(prompt),
        errorStyle="stop" if guard else None,
    )
    if guard:
        validation.errorTitle = _cut(column.header, TITLE_LENGTH)
        validation.error = _cut(guard.error, ERROR_LENGTH)
    if prompt:
        validation.promptTitle = _cut(column.header, TITLE_LENGTH)
        validation.prompt = prompt
    return validation


def _guard(
    column: Column, lists: Mapping[str, str] | None, anchor: str, settings: Settings
) -> _Guard | None:
    if column.by_us:
        return _Guard("custom", "FALSE", "Kolumnen fylls i av xlmal. Ångra med Esc.")
    source = _list_source(column, lists)
    if source:
        return _Guard("list", source, "Välj ett av alternativen i listan.")
    match column.type:
        case ValueType.NUMBER:
            return _Guard(
                "decimal",
                f"-{_LARGEST}",
                "Skriv ett enda tal utan enhet, till exempel 82,5.",
                "between",
                _LARGEST,
            )
        case ValueType.INTEGER:
            return _Guard(
                "whole", "-1000000000", "Skriv ett heltal utan enhet.", "between", "1000000000"
            )
        case ValueType.DATE:
            return _Guard(
                "date",
                _FIRST_DAY,
                "Skriv ett datum som Excel förstår, till exempel 2019-08-31.",
                "between",
                _LAST_DAY,
            )
        case ValueType.MEASURE if anchor:
            formula = f'OR(ISNUMBER({anchor}),IFERROR(OR({anchor}="ja",{anchor}="nej"),FALSE))'
            return _Guard(
                "custom",
                formula,
                "Skriv ett enda tal utan enhet, till exempel 82,5. Besvaras indikatorn med ja "
                "eller nej: skriv ja eller nej. Saknas värdet: lämna cellen tom.",
            )
        case ValueType.TEXT if column.field == "comment":
            limit = settings.comment_length
            return _Guard(
                "textLength",
                str(limit),
                f"Kommentaren får ha högst {limit} tecken. Korta den.",
                "lessThanOrEqual",
            )
        case _:
            return None


def _list_source(column: Column, lists: Mapping[str, str] | None) -> str:
    if column.list_name:
        source = column.list_name if lists is None else lists.get(column.list_name, "")
        if source:
            return source
    choices = ("ja", "nej") if column.type is ValueType.YES_NO else column.choices
    if not choices:
        return ""
    inline = ",".join(choices)
    if any("," in choice for choice in choices) or len(inline) > INLINE_LIST_LENGTH:
        raise ValueError(f"{column.header}: the choices need a named list")
    return quoted(inline)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
