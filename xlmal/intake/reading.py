"""What came of reading one cell: its value, how sure we are, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from xlmal.domain.choices import MissingReason
from xlmal.finding import Check, RawCell

_NOTHING: Mapping[str, object] = MappingProxyType({})


class Reading(Enum):
    """How a cell was understood; only BLANK and NOT_UNDERSTOOD have no value."""

    BLANK = "blank"
    EXACT = "exact"
    CONVERTED = "converted"
    NOT_UNDERSTOOD = "not understood"


class Remark(NamedTuple):
    """A check that a cell breaks, with what its message needs."""

    check: Check
    details: Mapping[str, object] = _NOTHING


class Parsed(NamedTuple):
    """A value as the parser understands it; ``missing`` when a word said why there is none."""

    value: object
    reading: Reading
    remarks: tuple[Remark, ...] = ()
    missing: MissingReason | None = None


class CellRead(NamedTuple):
    """A cell of a read row; ``raw`` is None when nothing is stored there."""

    value: object = None
    reading: Reading = Reading.BLANK
    raw: RawCell | None = None
    missing: MissingReason | None = None


@dataclass(frozen=True, slots=True)
class MeasureContext:
    """What is known of the indicator whose value a cell holds.

    Attributes:
        measure_unit: as the indicator has it, "%", "antal", "tkr"; empty when not known.
        yes_no: the indicator is answered by ja or nej.
        plausible_min: the lowest value that is taken without asking.
        plausible_max: the highest.
        history: earlier outcomes, in the measure's own unit.
    """

    measure_unit: str = ""
    yes_no: bool = False
    plausible_min: float | None = None
    plausible_max: float | None = None
    history: tuple[float, ...] = ()


NO_CONTEXT = MeasureContext()


#: The typed keys of a row by header -> what is known of its measure; None when nothing is.
ContextOf = Callable[[Mapping[str, object]], MeasureContext | None]


@dataclass(frozen=True, slots=True)
class ByFirstKey:
    """Contexts by indicator id, for tables whose first key it is."""

    contexts: Mapping[str, MeasureContext]

    def __call__(self, keys: Mapping[str, object]) -> MeasureContext | None:
        """The context of the row with these typed keys."""
        first = next(iter(keys.values()), None)
        return self.contexts.get(first) if isinstance(first, str) else None


#: Words that stand for "no value", and the reason they give; None means not reported.
#: Words that other programs swallow ("NA", "NULL", "nan", "..") are left out on purpose: those
#: are asked about.
DEFAULT_MISSING_WORDS: Mapping[str, MissingReason | None] = MappingProxyType(
    {
        "-": None,
        "–": None,
        "—": None,
        "ej rapporterat": None,
        "inte rapporterat": None,
        "mäts ej": MissingReason.NOT_DUE,
        "mäts inte": MissingReason.NOT_DUE,
        "mäts inte denna gång": MissingReason.NOT_DUE,
        "ej publicerat": MissingReason.NOT_PUBLISHED,
        "inte publicerat": MissingReason.NOT_PUBLISHED,
        "källan har inte publicerat": MissingReason.NOT_PUBLISHED,
        "för få svar": MissingReason.TOO_FEW,
        "kan ej bedömas": MissingReason.CANNOT_ASSESS,
        "kan inte bedömas": MissingReason.CANNOT_ASSESS,
    }
)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the reader is told beside the sheet.

    Attributes:
        context: what is known of each row's measure; the row's own columns (Måttenhet,
            Riktning, Rimligt lägst, Rimligt högst) serve where it knows nothing.
        missing_words: words for "no value" in number cells, lower case.
        label_of: the name a row goes by in findings, from its typed keys.
        known_ids: by header, the ids that exist; others are findings.
        required_headers: the columns that must be there; None takes the table's own.
    """

    context: ContextOf | None = None
    missing_words: Mapping[str, MissingReason | None] = field(
        default_factory=lambda: DEFAULT_MISSING_WORDS
    )
    label_of: Callable[[Mapping[str, object]], str] | None = None
    known_ids: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    required_headers: frozenset[str] | None = None


BLANK = Parsed(None, Reading.BLANK)


def exact(value: object) -> Parsed:
    """A value that the cell states just so."""
    return Parsed(value, Reading.EXACT)


def converted(value: object, check: Check, /, **details: object) -> Parsed:
    """A value after a conversion, which is told."""
    return Parsed(value, Reading.CONVERTED, (Remark(check, details),))


def refused(check: Check, /, **details: object) -> Parsed:
    """No value: the cell is not understood, and we say so."""
    return Parsed(None, Reading.NOT_UNDERSTOOD, (Remark(check, details),))


def by_first_key(contexts: Mapping[str, MeasureContext]) -> ByFirstKey:
    """Contexts by indicator id, for tables whose first key it is."""
    return ByFirstKey(contexts)
