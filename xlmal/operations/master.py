"""The master workbook read: every table typed, and the municipality they add up to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from xlmal.books.file_book import FileBook
from xlmal.books.port import Book
from xlmal.domain.choices import Direction
from xlmal.domain.fact_columns import FactsOnDemand, column
from xlmal.domain.indicators import Indicator, YearTarget
from xlmal.domain.municipality import MANY, Municipality, baselines_and_targets, known_sizes
from xlmal.domain.settings import Settings
from xlmal.domain.types import Fact
from xlmal.finding import Finding, Refusal
from xlmal.intake.checks.tables import COLUMN_MISSING, HEADER_TWICE, NO_HEADER_ROW
from xlmal.intake.reading import MeasureContext, ReadOptions, by_first_key
from xlmal.intake.table import TableRead, read_table
from xlmal.operations.master_facts import facts_of
from xlmal.operations.reading import content_of, manifest_of, naming, open_book, sheet_names
from xlmal.operations.settings import (
    LIMITS_CROSSED,
    SETTING_UNREADABLE,
    missing_words,
    read_settings,
)
from xlmal.operations.unreckonable import refuse_decimals
from xlmal.schema.columns import Table
from xlmal.schema.manifest import MASTER, Manifest
from xlmal.schema.master import (
    FOLLOW_UPS,
    LATER_TABLES,
    MASTER_TABLES,
    OUTCOMES,
    SCHEMA_VERSION,
    TARGETS,
)


@dataclass(frozen=True, eq=False)
class Master:
    """A master workbook as we understand it; ``reads`` by the municipality's field names.

    The ledger of merged values is read when somebody asks for it: only merging does.
    """

    book: FileBook
    manifest: Manifest
    municipality: Municipality
    reads: Mapping[str, TableRead]
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """The file's name."""
        return self.book.name


#: The field of what has been merged before.
_LEDGER = "merged"

_UNSAFE = frozenset(
    check.code
    for check in (
        *(NO_HEADER_ROW, HEADER_TWICE, COLUMN_MISSING),
        *(SETTING_UNREADABLE, LIMITS_CROSSED),
    )
)


def open_master(path: str | os.PathLike[str], *, for_merging: bool = False) -> Master:
    """Open a master workbook to work with; what validera would only tell of may stop us here.

    A column that is gone reads as blank cells, and a setting that cannot be read as its default:
    both would give figures that are wrong without a sign of it.

    Args:
        path: where it lies.
        for_merging: read the ledger as well, so that a damaged one stops us before any file is
            read.

    Raises:
        Refusal: the file cannot be read (F..), is no master of a version we know (A01, A02), or
            lacks a table (A03), a column or a readable setting (A09), or has an indicator whose
            values nothing can be held against (A85).
    """
    book = open_book(path)
    with naming(book.name):
        master = read_master(book)
        if for_merging:
            master.reads[_LEDGER]
    unsafe = [finding for finding in master.findings if finding.code in _UNSAFE]
    if unsafe:
        more = f" Det finns {len(unsafe) - 1} fel till av samma slag." if unsafe[1:] else ""
        raise Refusal(
            "A09",
            f"{book.name} går inte att använda förrän ett fel är rättat: {unsafe[0].as_line()}"
            f"{more} Skriv xlmal validera {book.name}, så ser du allt.",
        )
    refuse_decimals(book.name, master.reads["indicators"], master.municipality.indicators)
    return master


def read_master(book: FileBook) -> Master:
    """Read every table of a master.

    Raises:
        Refusal: it is no master of a version we know (A01, A02), or lacks a table (A03).
    """
    manifest = manifest_of(book)
    if manifest is None or manifest.kind != MASTER:
        raise Refusal(
            "A01",
            f"{book.name} är ingen huvudarbetsbok från xlmal. "
            "Ange huvudarbetsboken, den som skapades med xlmal ny.",
        )
    if manifest.schema_version > SCHEMA_VERSION:
        raise Refusal(
            "A02",
            f"{book.name} är gjord med en nyare version av xlmal. Uppdatera xlmal och försök igen.",
        )
    settings, findings = read_settings(book)
    reads = _Reads()
    facts: dict[str, Sequence[Fact]] = {}
    for field, table in MASTER_TABLES.items():
        if field in LATER_TABLES and not _is_there(book, table):
            continue
        _refuse_without(book, table)
        reads.by[field] = partial(_read, book, table, _options(table, facts, settings))
        if field == _LEDGER:  # nobody can see or mend it: there is nothing to say of its cells
            facts[field] = FactsOnDemand(lambda: facts_of(reads[_LEDGER]))
            continue
        findings.extend(reads[field].findings)
        made = facts_of(reads[field])
        facts[field] = made if field in MANY else tuple(made)
    municipality = Municipality(settings=settings, **facts)  # type: ignore[arg-type]
    return Master(book, manifest, municipality, reads, tuple(findings))


class _Reads(Mapping[str, TableRead]):
    """The tables of a master, each read when somebody first asks for it."""

    def __init__(self) -> None:
        self.by: dict[str, Callable[[], TableRead]] = {}
        self._read: dict[str, TableRead] = {}

    def __getitem__(self, field: str) -> TableRead:
        if field not in self._read:
            self._read[field] = self.by[field]()
        return self._read[field]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by)

    def __len__(self) -> int:
        return len(self.by)


def _is_there(book: FileBook, table: Table) -> bool:
    """Tell whether a master has a table that came later, under another sheet name if so be.

    A sheet that only happens to have the same name is not ours: its id column is not there.
    """
    if any(one.display_name == table.name for one in book.tables()):
        return True
    if table.sheet not in sheet_names(book):
        return False
    read = read_table(content_of(book, table.sheet), table, book.name, ReadOptions())
    return table.key[0] in read.columns


def _refuse_without(book: Book, table: Table) -> None:
    if table.sheet not in sheet_names(book):
        raise Refusal(
            "A03",
            f"Bladet {table.sheet} saknas i {book.name}. Har det bytt namn? "
            "Ge bladet sitt namn tillbaka, eller hämta den förra versionen av filen.",
        )


def _read(book: Book, table: Table, options: ReadOptions) -> TableRead:
    with naming(book.name):  # it may be read long after the book was opened
        return read_table(content_of(book, table.sheet), table, book.name, options)


def _options(table: Table, facts: Mapping[str, Sequence[Fact]], settings: Settings) -> ReadOptions:
    base = ReadOptions(
        missing_words=missing_words(settings),
        required_headers=frozenset(column.header for column in table.stored),
    )
    if table is FOLLOW_UPS:
        return replace(base, label_of=by_name(_texts(facts["unit_goals"], "id", "wording")))
    if table not in (TARGETS, OUTCOMES):
        return base
    indicators: Sequence[Indicator] = facts["indicators"]  # type: ignore[assignment]
    targets: Sequence[YearTarget] = facts.get("targets", ())  # type: ignore[assignment]
    return replace(
        base,
        context=by_first_key(measure_contexts(indicators, sizes(indicators, targets))),
        label_of=by_name(_texts(indicators, "id", "name")),
    )


def _texts(facts: Sequence[Fact], key: str, text: str) -> dict[str, str]:
    ids, texts = column(facts, key), column(facts, text)
    return {str(id_): str(one) for id_, one in zip(ids, texts, strict=True)}


def sizes(
    indicators: Sequence[Indicator], targets: Sequence[YearTarget]
) -> dict[str, tuple[float, ...]]:
    """The sizes that baselines and targets tell an indicator's values to have, by its id."""
    return known_sizes(baselines_and_targets(indicators, targets))


def by_name(names: Mapping[str, str]) -> Callable[[Mapping[str, object]], str]:
    """The name a row goes by in findings, from the id that is its first key."""

    def label(keys: Mapping[str, object]) -> str:
        return names.get(str(next(iter(keys.values()), "")), "")

    return label


def measure_contexts(
    indicators: Sequence[Indicator], history: Mapping[str, tuple[float, ...]] | None = None
) -> dict[str, MeasureContext]:
    """What is known of each indicator's values, by its id; what is alike is one."""
    told = ("id", "measure_unit", "direction", "plausible_min", "plausible_max")
    made: dict[tuple[object, ...], MeasureContext] = {}
    found: dict[str, MeasureContext] = {}
    for id_, *limits in zip(*(column(indicators, field) for field in told), strict=True):
        earlier = (history or {}).get(id_, ())
        known = (*limits, earlier)
        if known not in made:
            unit, direction, least, most = limits
            made[known] = MeasureContext(
                measure_unit=unit,
                yes_no=direction is Direction.YES_NO,
                plausible_min=least,
                plausible_max=most,
                history=earlier,
            )
        found[id_] = made[known]
    return found
