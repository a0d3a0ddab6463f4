"""Many facts of one kind kept by column, each made when somebody asks for it.

Twenty years of outcomes are 36,000 rows of which a run looks at this year's. The distinct values
of a column are few: they are held against the model once, and then every fact can be made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, overload

from pydantic import ValidationError

from xlmal.domain.types import Fact

F = TypeVar("F", bound=Fact)


class FactColumns(Sequence[F]):
    """A sequence of facts; ``columns`` holds, by field, one value for each of them."""

    def __init__(self, model: type[F], columns: Mapping[str, Sequence[object]]) -> None:
        self._model = model
        self._columns = columns
        self._made: dict[int, F] = {}
        self._count = len(next(iter(columns.values()), ()))

    @classmethod
    def of(cls, model: type[F], columns: Mapping[str, Sequence[object]]) -> FactColumns[F] | None:
        """Take columns, None when a fact could not be made of some row.

        None in a column stands for the field's default.
        """
        decorated = model.__pydantic_decorators__
        if decorated.model_validators or decorated.field_validators or decorated.root_validators:
            return None  # what holds for each value need not hold for a row
        filled = {
            field: _with_default(values, model.model_fields[field].get_default())
            for field, values in columns.items()
        }
        first = {field: values[0] for field, values in filled.items() if values}
        try:
            for field, values in filled.items():
                for value in set(values):
                    model(**{**first, field: value})
        except ValidationError:
            return None
        return cls(model, filled)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> F: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[F, ...]: ...
    def __getitem__(self, index: int | slice) -> F | tuple[F, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in range(*index.indices(self._count)))
        place = index + self._count if index < 0 else index
        made = self._made.get(place)
        if made is None:
            if not 0 <= place < self._count:
                raise IndexError(index)
            given = {field: values[place] for field, values in self._columns.items()}
            made = self._made[place] = self._model(**given)
        return made

    def __iter__(self) -> Iterator[F]:
        return map(self.__getitem__, range(self._count))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FactColumns | tuple):
            return NotImplemented
        return tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def column(self, field: str) -> Sequence[object]:
        """One field of every fact."""
        values = self._columns.get(field)
        if values is None:
            return [self._model.model_fields[field].get_default()] * self._count
        return values


class _ByKey(Mapping[tuple[Any, ...], F]):
    """Facts kept by column, looked up by some of their fields."""

    def __init__(self, facts: FactColumns[F], fields: Sequence[str]) -> None:
        self._facts = facts
        keys = zip(*(facts.column(field) for field in fields), strict=True)
        self._places = {key: place for place, key in enumerate(keys)}

    def __getitem__(self, key: tuple[Any, ...]) -> F:
        return self._facts[self._places[key]]

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def by_key(facts: Sequence[F], *fields: str) -> Mapping[tuple[Any, ...], F]:
    """Facts by some of their fields; the last one where several share them."""
    if isinstance(facts, FactColumns):
        return _ByKey(facts, fields)
    return {tuple(getattr(fact, field) for field in fields): fact for fact in facts}


def column(facts: Sequence[Fact], field: str) -> Sequence[object]:
    """One field of every fact, in their order."""
    if isinstance(facts, FactColumns):
        return facts.column(field)
    return [getattr(fact, field) for fact in facts]


def where(facts: Sequence[F], field: str, accepts: Callable[[object], bool]) -> Iterator[F]:
    """The facts with an accepted value in a field, in their order."""
    values = column(facts, field)
    accepted = {value for value in set(values) if accepts(value)}
    return (facts[place] for place, value in enumerate(values) if value in accepted)


def _with_default(values: Sequence[object], default: object) -> Sequence[object]:
    if default is None or None not in values:
        return values
    return [default if value is None else value for value in values]
