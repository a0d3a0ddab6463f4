"""Many facts of one kind kept by column, each made when somebody asks for it.

Twenty years of outcomes are 36,000 rows of which a run looks at this year's. The distinct values
of a column are few: they are held against the model once, and then every fact can be made.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Annotated, Any, TypeVar, overload

from pydantic import TypeAdapter, ValidationError

from xlmal.domain.types import Fact
from xlmal.even_rows import Repeated

F = TypeVar("F", bound=Fact)


class FactColumns(Sequence[F]):
    """A sequence of facts; ``columns`` holds, by field, one value for each of them."""

    def __init__(self, model: type[F], columns: Mapping[str, Repeated[object]]) -> None:
        """Take a column for every field, of values that have been held against the model."""
        self._model = model
        self._columns = columns
        self._count = len(next(iter(columns.values()), ()))
        self._made: dict[int, F] = {}
        self._cells = [(field, values.at, values.known) for field, values in columns.items()]
        self._fields = set(columns)

    @classmethod
    def of(cls, model: type[F], columns: Mapping[str, Repeated[object]]) -> FactColumns[F] | None:
        """Take columns, None when a fact could not be made of some row.

        None in a column stands for the field's default, and so does a field without column.
        """
        if not _is_made_by_field(model):
            return None  # what holds for each value need not hold for a row
        blank = Repeated(array("i", [0]) * len(next(iter(columns.values()), ())), [None])
        held: dict[str, Repeated[object]] = {}
        try:
            for field, told in model.model_fields.items():
                values = columns.get(field, blank)
                given = [value for value in values.known if value is not None]
                if told.is_required() and len(given) < len(values.known):
                    return None
                checked = iter(_held_against(model, field).validate_python(given))
                default = told.get_default()
                known = [default if value is None else next(checked) for value in values.known]
                held[field] = Repeated(values.at, known)
        except ValidationError:
            return None
        return cls(model, held)

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
            made = self._made[place] = self._make(place)
        return made

    def _make(self, place: int) -> F:
        """Make a fact as pydantic does, of values that need not be held against the model again.

        All of them share the set of what was given, which is larger than a fact by itself.
        """
        made = self._model.__new__(self._model)
        put = object.__setattr__
        put(made, "__dict__", {field: known[at[place]] for field, at, known in self._cells})
        put(made, "__pydantic_fields_set__", self._fields)
        put(made, "__pydantic_extra__", None)
        put(made, "__pydantic_private__", None)
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
        return self._columns[field]


class FactsOnDemand(Sequence[F]):
    """Facts that are found when somebody looks at them."""

    def __init__(self, find: Callable[[], Sequence[F]]) -> None:
        self._find = find

    @cached_property
    def found(self) -> Sequence[F]:
        """The facts."""
        return self._find()

    def __len__(self) -> int:
        return len(self.found)

    @overload
    def __getitem__(self, index: int) -> F: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[F]: ...
    def __getitem__(self, index: int | slice) -> F | Sequence[F]:
        return self.found[index]

    def __iter__(self) -> Iterator[F]:
        return iter(self.found)

    def __eq__(self, other: object) -> bool:
        return self.found == other

    __hash__ = None  # type: ignore[assignment]


class _ByKey(Mapping[Any, F]):
    """Facts kept by column, looked up by some of their fields."""

    def __init__(self, facts: FactColumns[F], keys: Iterable[object]) -> None:
        self._facts = facts
        self._places = {key: place for place, key in enumerate(keys)}

    def __getitem__(self, key: object) -> F:
        return self._facts[self._places[key]]

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[Any]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class Grouped(Mapping[Any, Sequence[F]]):
    """Facts by a value that each of them has, in their order; None stands for no group."""

    def __init__(self, facts: Sequence[F], values: Iterable[object]) -> None:
        self._facts = facts
        self._places: dict[object, list[int]] = {}
        for place, value in enumerate(values):
            if value is not None:
                self._places.setdefault(value, []).append(place)

    def __getitem__(self, value: object) -> Sequence[F]:
        return tuple(self._facts[place] for place in self._places[value])

    def __iter__(self) -> Iterator[Any]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def by_key(facts: Sequence[F], *fields: str) -> Mapping[Any, F]:
    """Facts by a field, or by a tuple of several; the last one where several share them."""
    columns = [column(facts, field) for field in fields]
    keys: Iterable[object] = zip(*columns, strict=True) if columns[1:] else columns[0]
    if isinstance(facts, FactColumns):
        return _ByKey(facts, keys)
    return dict(zip(keys, facts, strict=True))


def column(facts: Sequence[Fact], field: str) -> Sequence[object]:
    """One field of every fact, in their order."""
    if isinstance(facts, FactsOnDemand):
        facts = facts.found
    if isinstance(facts, FactColumns):
        return facts.column(field)
    return [getattr(fact, field) for fact in facts]


def where(facts: Sequence[F], field: str, accepts: Callable[[object], bool]) -> Iterator[F]:
    """The facts with an accepted value in a field, in their order."""
    values = column(facts, field)
    accepted = {value for value in set(values) if accepts(value)}
    return (facts[place] for place, value in enumerate(values) if value in accepted)


def _is_made_by_field(model: type[Fact]) -> bool:
    """Tell whether a fact is its values, each held against its own field, and no more."""
    decorated = model.__pydantic_decorators__
    return not (
        decorated.model_validators
        or decorated.field_validators
        or decorated.root_validators
        or model.__private_attributes__
        or model.__pydantic_post_init__
        or any(told.default_factory for told in model.model_fields.values())
    )


@lru_cache(maxsize=512)  # as many as all models have fields
def _held_against(model: type[Fact], field: str) -> TypeAdapter[list[object]]:
    """What a list of values for a field is held against, all at once."""
    told = model.model_fields[field]
    kind: Any = told.annotation
    if told.metadata:
        kind = Annotated[(kind, *told.metadata)]
    return TypeAdapter(list[kind])
