"""The sheet Inställningar: the municipality's choices, and defaults that are never silent."""

from __future__ import annotations

import pytest

from support.small_master import changed, master_bytes
from xlmal.address import a1
from xlmal.books.file_book import FileBook
from xlmal.domain.choices import MissingReason, RollupMethod, RoundKind, State
from xlmal.domain.settings import Settings
from xlmal.domain.state_words import Words
from xlmal.finding import Severity
from xlmal.operations.settings import missing_words, read_settings
from xlmal.schema.produced import STATE_WORDS
from xlmal.schema.settings_rows import SETTING_ROWS


def cell_of(field: str) -> str:
    """The address of a setting's value."""
    [label] = [row.label for row in SETTING_ROWS if row.field == field]
    scan = FileBook.open(master_bytes(), "m.xlsx").scan("Inställningar")
    [number] = [cell.row for cell in scan if (cell.column, cell.text) == (1, label)]
    return f"B{number}"


def read(field: str | None = None, value: object = None):
    data = master_bytes()
    if field is not None:
        data = changed(data, {("Inställningar", cell_of(field)): value})
    return read_settings(FileBook.open(data, "m.xlsx"))


def test_what_was_written_is_read_back():
    settings, findings = read()
    assert settings == Settings(municipality="Lillköping", year=2019)
    assert findings == []


@pytest.mark.parametrize(
    ("field", "typed", "read_as"),
    [
        ("concentration_share", 0.4, 0.4),
        ("most_indicators", 5, 5),
        ("most_indicators", "5", 5),
        ("decided_rolls_up", "nej", False),
        ("rollup_method", "sämsta", RollupMethod.WORST),
        ("municipality", "Storköping", "Storköping"),
    ],
)
def test_a_choice_of_ones_own_applies(field, typed, read_as):
    settings, findings = read(field, typed)
    assert getattr(settings, field) == read_as
    assert [one for one in findings if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("row", [one for one in SETTING_ROWS if one.percent], ids=lambda r: r.field)
@pytest.mark.parametrize("typed", ["hälften", 1.5, -0.1, True, "#REF!"])
def test_a_share_that_is_none_keeps_the_default_and_is_an_error_at_its_cell(row, typed):
    settings, findings = read(row.field, typed)
    assert getattr(settings, row.field) == getattr(Settings(), row.field)
    [finding] = findings
    assert (finding.code, finding.cell) == ("A11", f"Inställningar!{cell_of(row.field)}")
    assert row.label in finding.message


def test_an_emptied_setting_is_told_with_the_default_that_applies():
    settings, findings = read("year", None)
    assert settings.year == Settings().year
    [finding] = findings
    assert (finding.code, finding.severity) == ("A10", Severity.WARNING)


def test_the_municipalitys_own_words_for_no_value_stand_beside_the_usual_ones():
    words = missing_words(Settings(missing_words=("Uppgift saknas",)))
    assert words["uppgift saknas"] is None
    assert words["för få svar"] is MissingReason.TOO_FEW


def word_cell(state: State, header: str) -> str:
    """The address of a state's word, in the table below the settings."""
    book = FileBook.open(master_bytes(), "m.xlsx")
    [table] = [one for one in book.tables() if one.display_name == STATE_WORDS.name]
    column = table.area.first_column + table.columns.index(header)
    return a1(table.first_data_row + [*State].index(state), column)


def read_words(*typed: tuple[State, str, str]):
    """The settings of a master where somebody has typed words for some states."""
    cells = {("Inställningar", word_cell(state, header)): text for state, header, text in typed}
    return read_settings(FileBook.open(changed(master_bytes(), cells), "m.xlsx"))


def test_a_state_is_said_in_the_municipalitys_own_words():
    settings, findings = read_words(
        (State.MET, "Symbol", "✔"),
        (State.MET, "I delårsrapporten", "väntas nås"),
        (State.NOT_MET, "I årsredovisningen", "nåddes inte"),
    )
    assert findings == []
    august, year = (Words(kind, settings.state_words) for kind in (RoundKind.D2, RoundKind.YEAR))
    assert (august.symbol(State.MET), august.of(State.MET)) == ("✔", "väntas nås")
    assert (year.of(State.MET), year.of(State.NOT_MET)) == ("uppfyllt", "nåddes inte")
    assert august.of(State.PARTLY) == "bedöms delvis uppfyllas"


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("Symbol", "?"),
        ("I delårsrapporten", "Ej rapporterat"),
        ("I årsredovisningen", "ej uppfyllt"),
    ],
)
def test_two_states_never_share_a_word_or_a_sign(header, text):
    settings, findings = read_words((State.PARTLY, header, text))
    assert settings.state_words == ()
    [finding] = findings
    assert (finding.code, finding.severity) == ("A29", Severity.ERROR)
