"""The tables of a returned file, read in the light of what is known of whoever sent it."""

from __future__ import annotations

from collections.abc import Sequence

from xlmal.books.file_book import FileBook
from xlmal.domain.indicators import Indicator
from xlmal.domain.municipality import Municipality
from xlmal.intake.reading import MeasureContext, ReadOptions, by_first_key
from xlmal.intake.table import TableRead, read_table
from xlmal.operations.master import by_name, measure_contexts
from xlmal.operations.reading import content_of, sheet_names
from xlmal.operations.settings import missing_words
from xlmal.schema.columns import Table


def read_tables(
    book: FileBook, tables: Sequence[Table], provider: str, municipality: Municipality
) -> list[TableRead]:
    """Read those of the tables whose sheets the file has; only the provider's ids are known."""
    year = municipality.settings.year
    indicators = municipality.indicators_from(provider, year)
    goals = municipality.goals_in(year, provider)
    options = ReadOptions(
        context=by_first_key(measures_of(municipality, indicators)),
        missing_words=missing_words(municipality.settings),
        label_of=by_name(names_of(municipality, provider)),
        known_ids={
            "Indikator-ID": frozenset(indicator.id for indicator in indicators),
            "Mål-ID": frozenset(goal.id for goal in goals),
        },
    )
    present = sheet_names(book)
    return [
        read_table(content_of(book, table.sheet), table, book.name, options)
        for table in tables
        if table.sheet in present
    ]


def measures_of(
    municipality: Municipality, indicators: Sequence[Indicator]
) -> dict[str, MeasureContext]:
    """What is known of the indicators' values before a file comes back, by id."""
    return measure_contexts(indicators, municipality.known_sizes)


def names_of(municipality: Municipality, provider: str) -> dict[str, str]:
    """What each indicator and goal that a provider may answer for is called, by its id."""
    year = municipality.settings.year
    indicators = municipality.indicators_from(provider, year)
    names = {indicator.id: indicator.name for indicator in indicators}
    return names | {goal.id: goal.wording for goal in municipality.goals_in(year, provider)}
