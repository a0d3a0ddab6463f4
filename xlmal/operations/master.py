"""The master workbook read: every table typed, and the municipality they add up to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from xlmal.books.file_book import FileBook
from xlmal.books.port import Book
from xlmal.domain.choices import Direction
from xlmal.domain.fact_columns import FactColumns, column
from xlmal.domain.goals import UnitGoal
from xlmal.domain.indicators import Indicator, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.settings import Settings
from xlmal.domain.types import Fact
from xlmal.finding import Finding, Refusal
from xlmal.intake.checks.tables import COLUMN_MISSING, HEADER_TWICE, NO_HEADER_ROW
from xlmal.intake.evenly_read import EvenlyRead
from xlmal.intake.reading import MeasureContext, ReadOptions, by_first_key
from xlmal.intake.rows import RowRead
from xlmal.intake.table import TableRead, read_table
from xlmal.operations.reading import content_of, manifest_of, naming, open_book, sheet_names
from xlmal.operations.settings import SETTING_UNREADABLE, missing_words, read_settings
from xlmal.schema.columns import Table
from xlmal.schema.manifest import MASTER, Manifest
from xlmal.schema.master import (
    FOLLOW_UPS,
    LATER_TABLES,
    MASTER_TABLES,
    MERGED,
    OUTCOMES,
    SCHEMA_VERSION,
    TARGETS,
)


@dataclass(frozen=True, eq=False)
class Master:
    """A master workbook as we understand it; ``reads`` by the municipality's field names."""

    book: FileBook
    manifest: Manifest
    municipality: Municipality
    reads: Mapping[str, TableRead]
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """The file's name."""
        return self.book.name


_UNSAFE = frozenset(
    check.code for check in (NO_HEADER_ROW, HEADER_TWICE, COLUMN_MISSING, SETTING_UNREADABLE)
)


def open_master(path: str | os.PathLike[str]) -> Master:
    """Open a master workbook to work with; what validera would only tell of may stop us here.

    A column that is gone reads as blank cells, and a setting that cannot be read as its default:
    both would give figures that are wrong without a sign of it.

    Raises:
        Refusal: the file cannot be read (F..), is no master of a version we know (A01, A02), or
            lacks a table (A03), a column or a readable setting (A09).
    """
    book = open_book(path)
    with naming(book.name):
        master = read_master(book)
    unsafe = [finding for finding in master.findings if finding.code in _UNSAFE]
    if unsafe:
        more = f" Det finns {len(unsafe) - 1} fel till av samma slag." if unsafe[1:] else ""
        raise Refusal(
            "A09",
            f"{book.name} går inte att använda förrän ett fel är rättat: {unsafe[0].as_line()}"
            f"{more} Skriv xlmal validera {book.name}, så ser du allt.",
        )
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
    reads: dict[str, TableRead] = {}
    facts: dict[str, Sequence[Fact]] = {}
    for field, table in MASTER_TABLES.items():
        if field in LATER_TABLES and not _is_there(book, table):
            continue
        options = _options(table, facts, settings)
        reads[field] = _read(book, table, options)
        facts[field] = facts_of(reads[field])
        if table is not MERGED:  # nobody can see or mend our own ledger
            findings.extend(reads[field].findings)
    municipality = Municipality(settings=settings, **facts)  # type: ignore[arg-type]
    return Master(book, manifest, municipality, reads, tuple(findings))


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


def _read(book: Book, table: Table, options: ReadOptions) -> TableRead:
    if table.sheet not in sheet_names(book):
        raise Refusal(
            "A03",
            f"Bladet {table.sheet} saknas i {book.name}. Har det bytt namn? "
            "Ge bladet sitt namn tillbaka, eller hämta den förra versionen av filen.",
        )
    return read_table(content_of(book, table.sheet), table, book.name, options)


def _options(table: Table, facts: Mapping[str, Sequence[Fact]], settings: Settings) -> ReadOptions:
    base = ReadOptions(
        missing_words=missing_words(settings),
        required_headers=frozenset(column.header for column in table.stored),
    )
    if table is FOLLOW_UPS:
        goals = {
            fact.id: fact.wording for fact in facts["unit_goals"] if isinstance(fact, UnitGoal)
        }
        return replace(base, label_of=by_name(goals))
    if table not in (TARGETS, OUTCOMES):
        return base
    indicators = [fact for fact in facts["indicators"] if isinstance(fact, Indicator)]
    targets: Sequence[YearTarget] = facts.get("targets", ())  # type: ignore[assignment]
    return replace(
        base,
        context=by_first_key(measure_contexts(indicators, sizes(indicators, targets))),
        label_of=by_name({indicator.id: indicator.name for indicator in indicators}),
    )


def sizes(
    indicators: Iterable[Indicator], targets: Sequence[YearTarget]
) -> dict[str, tuple[float, ...]]:
    """The sizes that baselines and targets tell an indicator's values to have, by its id."""
    found: dict[str, list[float]] = {}
    told: list[tuple[object, object]] = [(one.id, one.baseline) for one in indicators]
    aims = (column(targets, field) for field in ("indicator", "target", "target_upper"))
    for indicator, target, upper in zip(*aims, strict=True):
        told += [(indicator, target), (indicator, upper)]
    for indicator, value in told:
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.setdefault(str(indicator), []).append(value)
    return {indicator: tuple(values) for indicator, values in found.items()}


def by_name(names: Mapping[str, str]) -> Callable[[Mapping[str, object]], str]:
    """The name a row goes by in findings, from the id that is its first key."""

    def label(keys: Mapping[str, object]) -> str:
        return names.get(str(next(iter(keys.values()), "")), "")

    return label


def measure_contexts(
    indicators: Iterable[Indicator], history: Mapping[str, tuple[float, ...]] | None = None
) -> dict[str, MeasureContext]:
    """What is known of each indicator's values, by its id."""
    return {
        indicator.id: MeasureContext(
            measure_unit=indicator.measure_unit,
            yes_no=indicator.direction is Direction.YES_NO,
            plausible_min=indicator.plausible_min,
            plausible_max=indicator.plausible_max,
            history=(history or {}).get(indicator.id, ()),
        )
        for indicator in indicators
    }


def facts_of(read: TableRead) -> Sequence[Fact]:
    """The rows that make a fact; a row without its key or a required value makes none."""
    model = read.table.model
    assert model is not None
    columns = [(column.header, column.field or "", column.required) for column in read.table.stored]
    if isinstance(read.rows, EvenlyRead):
        made = _facts_of_columns(columns, model, read.rows)
        if made is not None:
            return made if read.table in (TARGETS, OUTCOMES) else tuple(made)
    facts = (_fact(columns, model, row) for row in read.rows if row.keyed)
    return tuple(fact for fact in facts if fact is not None)


def _facts_of_columns(
    columns: Iterable[tuple[str, str, bool]], model: type[Fact], rows: EvenlyRead
) -> Sequence[Fact] | None:
    """The facts by column, None when one of them cannot be made."""
    by_field: dict[str, Sequence[object]] = {}
    left_out = set(rows.unkeyed)
    for header, field, required in columns:
        values = by_field[field] = rows.values(header)
        if required and None in values:
            left_out.update(place for place, value in enumerate(values) if value is None)
    if left_out:
        by_field = {
            field: [value for place, value in enumerate(values) if place not in left_out]
            for field, values in by_field.items()
        }
    return FactColumns.of(model, by_field)


def _fact(columns: Iterable[tuple[str, str, bool]], model: type[Fact], row: RowRead) -> Fact | None:
    given: dict[str, object] = {}
    cells = row.cells
    for header, field, required in columns:
        cell = cells.get(header)
        if cell is None or cell.value is None:
            if required:
                return None
            continue
        given[field] = cell.value
    try:
        return model(**given)
    except ValidationError:  # for example an id longer than any id can be
        return None
