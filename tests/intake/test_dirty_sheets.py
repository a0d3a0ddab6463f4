"""Whatever people do to a sheet, its cells are understood, or told, and never made up."""

from __future__ import annotations

import unicodedata
from collections import Counter

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from support.dirty_sheets import DirtySheet, dirty_sheets, may_mean
from xlmal.finding import Kind, Severity
from xlmal.intake.grid import rows_of
from xlmal.intake.reading import Reading
from xlmal.intake.table import TableRead, read_table
from xlmal.schema.columns import ValueType
from xlmal.schema.master import OUTCOMES

ABOUT_A_ROW = {"T11", "T15", "T16", "T22"}
LETTERS_COMPOSED = {"T31", "V82"}

slow_enough = settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def reading(sheet: DirtySheet) -> TableRead:
    return read_table(sheet.content, OUTCOMES, "fil.xlsx")


def told_at(read: TableRead) -> dict[tuple[int, int], list]:
    told: dict[tuple[int, int], list] = {}
    for finding in read.findings:
        if finding.place.ref:
            told.setdefault(finding.place.ref[1:], []).append(finding)
    return told


@given(dirty_sheets())
@slow_enough
def test_every_cell_of_a_read_column_is_understood_or_told(sheet):
    read = reading(sheet)
    assert read.header_row == sheet.header_row
    told = told_at(read)
    rows_told = {row for (row, _), found in told.items() if {f.code for f in found} & ABOUT_A_ROW}
    stored = {header for header in read.columns if OUTCOMES.column(header).is_stored}
    understood = {
        (cell.raw.row, cell.raw.column)
        for row in read.rows
        for cell in row.cells.values()
        if cell.raw and cell.reading in (Reading.EXACT, Reading.CONVERTED)
    }
    for number, cells in rows_of(sheet.content.cells).items():
        for header in stored if number > read.header_row else ():
            cell = cells.get(read.columns[header])
            if cell is None or (cell.kind is Kind.TEXT and not any(map(seen, cell.text))):
                continue
            place = (number, cell.column)
            assert place in understood or place in told or number in rows_told, (header, cell)


def seen(char: str) -> bool:
    """Tell whether a character can be seen at all."""
    return char.isprintable() and not char.isspace()


@given(dirty_sheets())
@slow_enough
def test_a_value_has_its_cell_and_no_cell_is_used_twice(sheet):
    read = reading(sheet)
    used: Counter[tuple[int, int]] = Counter()
    for row in read.rows:
        for header, cell in row.cells.items():
            if cell.value is None or not OUTCOMES.column(header).is_stored:
                continue
            assert cell.raw is not None
            assert cell.raw.column == read.columns[header]
            assert cell.raw == sheet.content.cells[cell.raw.row, cell.raw.column]
            assert may_mean(cell.raw, cell.value), (header, cell)
            used[cell.raw.row, cell.raw.column] += 1
    assert set(used.values()) <= {1}


@given(dirty_sheets())
@slow_enough
def test_zero_is_never_made_of_nothing(sheet):
    for row in reading(sheet).rows:
        for cell in row.cells.values():
            if cell.value == 0 and cell.raw:
                assert "0" in cell.raw.text or cell.raw.text.casefold()[0] in "nf"


@given(dirty_sheets())
@slow_enough
def test_a_converted_value_is_told_at_its_cell(sheet):
    read = reading(sheet)
    told = told_at(read)
    composed = LETTERS_COMPOSED & {finding.code for finding in read.findings}
    for row in read.rows:
        for header, cell in row.cells.items():
            if cell.reading is not Reading.CONVERTED:
                continue
            severities = {f.severity for f in told.get((cell.raw.row, cell.raw.column), ())}
            if OUTCOMES.column(header).type in (ValueType.TEXT, ValueType.ID):
                assert severities or composed
            else:
                assert Severity.WARNING in severities, (header, cell)


@given(dirty_sheets())
@slow_enough
def test_what_is_taken_without_a_word_stands_in_the_cell_just_so(sheet):
    for row in reading(sheet).rows:
        for header, cell in row.cells.items():
            if cell.reading is not Reading.EXACT or not OUTCOMES.column(header).is_stored:
                continue
            if cell.raw.kind is Kind.TEXT:
                assert not isinstance(cell.value, float)
                said = unicodedata.normalize("NFC", " ".join(cell.raw.text.split()))
                wanted = {True: "ja", False: "nej"}.get(cell.value, str(cell.value))
                assert said.casefold() == " ".join(wanted.split()).casefold()


@given(dirty_sheets())
@slow_enough
def test_what_is_not_understood_has_no_value_and_an_error(sheet):
    read = reading(sheet)
    told = told_at(read)
    twice = {row for (row, _), found in told.items() if "T16" in {f.code for f in found}}
    for row in read.rows:
        for header, cell in row.cells.items():
            if cell.reading is Reading.NOT_UNDERSTOOD:
                assert cell.value is None
                place = (row.number, read.columns[header])
                errors = [f for f in told.get(place, ()) if f.severity is Severity.ERROR]
                assert errors or row.number in twice, (header, cell)


@given(dirty_sheets())
@slow_enough
def test_rows_that_contradict_each_other_give_no_value(sheet):
    read = reading(sheet)
    told = told_at(read)
    for row in read.rows:
        key_place = (row.number, read.columns["Indikator-ID"])
        if "T16" in {finding.code for finding in told.get(key_place, ())}:
            values = {h: cell.value for h, cell in row.cells.items() if h not in OUTCOMES.key}
            shown = {c.header for c in OUTCOMES.columns if not c.is_stored}
            assert {h for h, value in values.items() if value is not None} <= shown


@given(dirty_sheets(merges=False), st.data())
@slow_enough
def test_shuffled_columns_give_the_same_values(sheet, data):
    width = max(column for _, column in sheet.content.cells)
    order = data.draw(st.permutations(range(1, width + 1)))
    before, after = reading(sheet), reading(sheet.shuffled(order))
    assume(before.header_row)

    def values(read: TableRead) -> dict:
        return {
            (row.number, header): (cell.value, cell.reading)
            for row in read.rows
            if row.keyed
            for header, cell in row.cells.items()
        }

    def codes(read: TableRead) -> Counter:
        """How often each thing is said; the order itself, and rows without a key, aside."""
        return Counter(f.code for f in read.findings if f.code not in {"T07", "T11", "T17"})

    assert values(after) == values(before)
    if {f.code for f in before.findings}.isdisjoint({"T11", "T17"}):
        assert codes(after) == codes(before)
