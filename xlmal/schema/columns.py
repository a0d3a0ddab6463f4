"""Columns and tables: what a workbook looks like, each stored column bound to a domain field."""

from __future__ import annotations

import builtins
import types
import typing
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum

from xlmal.domain.choices import Expectation
from xlmal.domain.rounds import Round
from xlmal.domain.types import Fact, Id, Measured, UnitCode


class ValueType(Enum):
    """How a cell of a column is to be understood."""

    ID = "id"
    CODE = "code"
    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    MEASURE = "measure"  # a number, or ja/nej where the row's direction says so
    YES_NO = "yes_no"
    DATE = "date"
    MOMENT = "moment"
    ROUND = "round"
    CHOICE = "choice"
    REFERENCES = "references"  # several, with semicolon between: "8.5; 4"


@dataclass(frozen=True, slots=True)
class Lookup:
    """A field of a related row shown for context: the row of ``table`` whose key equals ``via``."""

    via: str
    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    A stored column has ``field``; a lookup or a calculated column has none and is never read back.
    ``opens`` says for which expectations a committee may fill it in; ``list_name`` names the list
    on the sheet Listor that its drop-down shows; ``target`` is the table its ids point at;
    ``by_us`` tells that a command writes it, and that nobody types there.
    """

    header: str
    type: ValueType
    field: str | None = None
    required: bool = False
    choices: tuple[str, ...] = ()
    choice_type: builtins.type[StrEnum] | None = None
    list_name: str = ""
    target: str = ""
    lookup: Lookup | None = None
    formula: str = ""
    opens: frozenset[Expectation] = frozenset()
    help: str = ""
    default: object = None
    by_us: bool = False

    @property
    def is_stored(self) -> bool:
        """True when the column holds a domain field."""
        return self.field is not None


@dataclass(frozen=True, slots=True)
class Table:
    """An Excel table: its name, its sheet, the fact each row is, and its key columns.

    ``free_when`` are the headers of a form's prepared row that nobody has to use: while all of
    them are blank the row is free, and nothing is asked of it. ``headers`` are those of all columns
    in order, ``stored`` the columns that hold a domain field.
    """

    name: str
    sheet: str
    model: type[Fact] | None
    key: tuple[str, ...]
    columns: tuple[Column, ...] = field(default=())
    free_when: tuple[str, ...] = ()
    headers: tuple[str, ...] = field(init=False, repr=False, compare=False)
    stored: tuple[Column, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Gather once what every row is read by."""
        object.__setattr__(self, "headers", tuple(column.header for column in self.columns))
        stored = tuple(column for column in self.columns if column.is_stored)
        object.__setattr__(self, "stored", stored)

    def column(self, header: str) -> Column:
        """The column with a header.

        Raises:
            KeyError: when the table has none.
        """
        for column in self.columns:
            if column.header == header:
                return column
        raise KeyError(f"{self.name} has no column {header!r}")

    def header_of(self, field_name: str) -> str:
        """The header of the column that stores a field.

        Raises:
            KeyError: when no column stores it.
        """
        for column in self.columns:
            if column.field == field_name:
                return column.header
        raise KeyError(f"{self.name} stores no {field_name!r}")


_PLAIN: dict[object, ValueType] = {
    str: ValueType.TEXT,
    float: ValueType.NUMBER,
    int: ValueType.INTEGER,
    bool: ValueType.YES_NO,
    date: ValueType.DATE,
    datetime: ValueType.MOMENT,
    Round: ValueType.ROUND,
    Id: ValueType.ID,
    UnitCode: ValueType.CODE,
    Measured: ValueType.MEASURE,
    tuple[str, ...]: ValueType.REFERENCES,
}


def type_of_field(model: type[Fact], name: str) -> tuple[ValueType, type[StrEnum] | None, bool]:
    """Return a domain field's value type, its choices' class, and whether a row must have it."""
    annotation = typing.get_type_hints(model, include_extras=True)[name]
    required = model.model_fields[name].is_required()
    if annotation in _PLAIN:
        return _PLAIN[annotation], None, required
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        members = [member for member in typing.get_args(annotation) if member is not type(None)]
        annotation = members[0] if len(members) == 1 else typing.Union[tuple(members)]  # noqa: UP007
    if annotation in _PLAIN:
        return _PLAIN[annotation], None, required
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return ValueType.CHOICE, annotation, required
    raise TypeError(f"{model.__name__}.{name}: no column type for {annotation}")


def stored(model: type[Fact], header: str, name: str, **more: typing.Any) -> Column:
    """Bind a column to a domain field; type, choices and whether it is required come from there."""
    value_type, choice_type, required = type_of_field(model, name)
    choices = tuple(str(choice) for choice in choice_type) if choice_type else ()
    more.setdefault("choices", choices)
    return Column(
        header=header,
        type=value_type,
        field=name,
        required=more.pop("required", required),
        choice_type=choice_type,
        default=None if required else model.model_fields[name].default,
        **more,
    )


def looked_up(header: str, lookup: Lookup, **more: typing.Any) -> Column:
    """A column that shows a field of a related row; locked, never read back."""
    return Column(header=header, type=ValueType.TEXT, lookup=lookup, **more)


def calculated(
    header: str, formula: str = "", kind: ValueType = ValueType.TEXT, **more: typing.Any
) -> Column:
    """A column whose cells are worked out, by Excel (``formula``) or by us; never read back."""
    return Column(header=header, type=kind, formula=formula, **more)


def columns_of(
    model: type[Fact], *rows: tuple[str, str] | tuple[str, str, dict[str, object]] | Column
) -> tuple[Column, ...]:
    """Bind (header, field, more) rows to a model's fields; ready columns pass through."""
    return tuple(
        row
        if isinstance(row, Column)
        else stored(model, row[0], row[1], **(row[2] if len(row) == 3 else {}))
        for row in rows
    )
