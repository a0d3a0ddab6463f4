"""How far a row has come, in the words of Kontroll: the same steps in Python and Excel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from xlmal.domain.settings import Settings
from xlmal.finding import Severity
from xlmal.rules.condition import DEFAULTS, Condition, ExcelValue, headers_in, is_blank
from xlmal.rules.measured import AT_REST, EXPECTED
from xlmal.rules.rule import NativeForm, RowRule
from xlmal.rules.verdict import compile_python
from xlmal.schema.columns import Table

#: The row is done; a row that is done but odd says so too: count "Klart*".
DONE: Final = "Klart"
#: Nothing, or not everything, is filled in: count "Att fylla i*".
TO_FILL_IN: Final = "Att fylla i"
#: Nothing is expected of the row: it belongs to neither.
AT_REST_TEXT: Final = "Mäts inte denna gång"
#: A prepared row that nobody has used, and nobody has to.
FREE_ROW: Final = "Ledig rad"
#: Something has to be put right before the row can be used: count "Rätta*".
TO_CORRECT: Final = "Rätta"

_HINT = f"{DONE}, tips"
_LOOK_OVER = f"{DONE}, men se över"


class Step(NamedTuple):
    """What the row is told when a condition is the first in line that holds."""

    when: Condition
    text: str


def steps(table: Table, rules: Iterable[RowRule]) -> tuple[Step, ...]:
    """What is told of a row, the first that holds; ``DONE`` when none does.

    Rules that read a column the table lacks, and rules without a native form, are left out; so
    are notes (upplysningar), which ask for nothing, but for those that are made to be told.
    """
    headers = frozenset(table.headers)
    own = [
        rule
        for rule in rules
        if rule.table.name == table.name
        and rule.native is not NativeForm.NONE
        and rule.reads <= headers
        and (rule.severity is not Severity.NOTE or rule.hints)
    ]
    wrong = [rule for rule in own if rule.severity is Severity.ERROR]
    others = [rule for rule in own if rule.severity is Severity.WARNING]
    hints = [rule for rule in own if rule.hints]
    open_headers = tuple(column.header for column in table.columns if column.opens)
    asks_all = bool(open_headers) and not table.free_when
    return (
        *([Step(is_blank(*table.free_when), FREE_ROW)] if table.free_when else []),
        *_told(TO_CORRECT, wrong),
        *_told("Se över", (rule for rule in others if rule.at_rest)),
        *([Step(AT_REST, AT_REST_TEXT)] if EXPECTED in headers else []),
        *([Step(is_blank(*open_headers), TO_FILL_IN)] if asks_all else []),
        *_told(TO_FILL_IN, (rule for rule in others if rule.completes)),
        *_told(_LOOK_OVER, (rule for rule in others if not (rule.completes or rule.at_rest))),
        *_told(_HINT, hints),
    )


def row_state(
    table: Table, rules: Iterable[RowRule], settings: Settings = DEFAULTS
) -> Callable[[Mapping[str, ExcelValue]], str]:
    """Return a function from a row to its Kontroll text; compile once, run over many rows."""
    compiled = [(compile_python(step.when, settings), step.text) for step in steps(table, rules)]
    headers = {header for step in steps(table, rules) for header in headers_in(step.when)}

    def state(row: Mapping[str, ExcelValue]) -> str:
        values = {header: row.get(header) for header in headers}
        return next((text for holds, text in compiled if holds(values)), DONE)

    return state


def _told(prefix: str, rules: Iterable[RowRule]) -> list[Step]:
    return [Step(rule.broken, f"{prefix}: {rule.native_text}") for rule in rules]
