"""Texts that stand in a column of ids or of words: what a cell with such a text says.

Many thousand texts of a column are read without making a cell of each.
"""

from __future__ import annotations

from collections.abc import Callable

from xlmal.intake.cells import CellReader
from xlmal.intake.ids import is_plain_id
from xlmal.intake.reading import Parsed, exact
from xlmal.intake.texts import text_of
from xlmal.schema.columns import Column, ValueType

TextReader = Callable[[str], Parsed | None]


def text_reader(reader: CellReader, column: Column) -> TextReader:
    """What a text cell without a formula says in a column; None when the reader has to look."""
    if column.type is ValueType.TEXT:
        return text_of
    is_free = not (reader.known_ids and column.header in reader.known_ids)
    if column.type in (ValueType.ID, ValueType.CODE) and is_free:
        return _plain_id
    return _nothing


def _plain_id(text: str) -> Parsed | None:
    return exact(text) if is_plain_id(text) else None


def _nothing(_: str) -> Parsed | None:
    return None
