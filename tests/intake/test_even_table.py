"""A table read by column says and holds what the same table read row by row does."""

from __future__ import annotations

from array import array
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from support.dirty_sheets import dirty_sheets
from support.sheets import sheet, told
from xlmal.even_rows import CellForm, EvenCells, EvenRows
from xlmal.finding import Kind, RawCell
from xlmal.intake import ids
from xlmal.intake.cells import CellReader
from xlmal.intake.even_texts import text_reader
from xlmal.intake.evenly_read import EvenlyRead
from xlmal.intake.reading import MeasureContext, ReadOptions, by_first_key
from xlmal.intake.sheet import EvenContent, SheetContent
from xlmal.intake.table import TableRead, read_table
from xlmal.schema.columns import ValueType
from xlmal.schema.master import INDICATORS, OUTCOMES

CONTEXT = by_first_key(
    {f"M{n}.1": MeasureContext("%", plausible_min=20, plausible_max=100) for n in range(60)}
)
OPTIONS = ReadOptions(context=CONTEXT)
TEXTUAL = (ValueType.TEXT, ValueType.ID, ValueType.CHOICE)
BLANK = CellForm(Kind.BLANK)


def by_column(content: SheetContent, first: int) -> SheetContent:
    """The same sheet, its rows from ``first`` on kept by column."""
    last = max(row for row, _ in content.cells)
    columns = sorted({column for _, column in content.cells})
    kept: dict[int, EvenCells] = {}
    for column in columns:
        at, texts, forms = array("i"), [], []
        known: dict[tuple[str, CellForm], int] = {}
        for row in range(first, last + 1):
            cell = content.cells.get((row, column))
            held = (cell.text, CellForm(cell.kind, *cell[4:6])) if cell else ("", BLANK)
            if held not in known:
                known[held] = len(known)
                texts.append(held[0])
                forms.append(held[1])
            at.append(known[held])
        kept[column] = EvenCells(at, texts, forms)
    head = {place: cell for place, cell in content.cells.items() if place[0] < first}
    rows = EvenRows(first, kept)
    return replace(content, even=EvenContent(head, rows))


def everything(read: TableRead) -> tuple[object, ...]:
    rows = [(row.number, row.keyed, dict(row.cells)) for row in read.rows]
    return (read.header_row, dict(read.columns), dict(read.unknown), rows, read.findings)


def outcomes(rows: int, odd: dict[tuple[int, str], str] | None = None) -> SheetContent:
    """Rows of one indicator each; ``odd`` puts other cells in some of them."""
    headers = ["Indikator-ID", "Omgång", "Utfall", "Prognos", "Kommentar"]
    lines = [f"| {' | '.join(headers)} |"]
    for number in range(rows):
        values = [f"M{number}.1", "2019-D2", str(50 + number % 7), "", "ungefär som väntat"]
        for place, header in enumerate(headers):
            values[place] = (odd or {}).get((number, header), values[place])
        lines.append(f"| {' | '.join(values)} |")
    return sheet("\n".join(lines))


def test_even_rows_are_read_by_column_and_hold_the_same():
    content = outcomes(50)
    even = read_table(by_column(content, 2), OUTCOMES, "fil.xlsx", OPTIONS)
    assert isinstance(even.rows, EvenlyRead)
    assert everything(even) == everything(read_table(content, OUTCOMES, "fil.xlsx", OPTIONS))
    assert even.rows.values("Utfall") == [row.value("Utfall") for row in even.rows]


def test_odd_rows_among_even_ones_are_read_one_by_one_and_told():
    content = outcomes(
        50,
        {
            (5, "Utfall"): "ca 85",
            (6, "Utfall"): "'82,5'",
            (7, "Omgång"): "i våras",
            (8, "Utfall"): "0.85",
            (9, "Prognos"): "'mäts ej'",
            (10, "Indikator-ID"): "M99.9",
        },
    )
    even = read_table(by_column(content, 2), OUTCOMES, "fil.xlsx", OPTIONS)
    assert isinstance(even.rows, EvenlyRead)
    assert [cell for _, cell in told(even)] == ["C7", "C8", "B9", "C10", "D11"]
    assert everything(even) == everything(read_table(content, OUTCOMES, "fil.xlsx", OPTIONS))
    assert even.rows.unkeyed == {7}


def test_rows_that_may_be_no_rows_are_left_to_the_row_reader():
    for odd in (
        {(20, "Indikator-ID"): "Summa"},
        {(20, "Indikator-ID"): "Indikator-ID"},
        {(20, "Indikator-ID"): ""},
        {(20, "Indikator-ID"): "M19.1"},
    ):
        content = outcomes(50, odd)
        even = read_table(by_column(content, 2), OUTCOMES, "fil.xlsx", OPTIONS)
        assert not isinstance(even.rows, EvenlyRead), odd
        assert everything(even) == everything(read_table(content, OUTCOMES, "fil.xlsx", OPTIONS))


@given(dirty_sheets(), st.integers(1, 4), st.booleans())
@settings(max_examples=150)
def test_a_sheet_that_people_have_touched_reads_the_same_both_ways(dirty, below, in_context):
    content = dirty.content
    last = max((row for row, _ in content.cells), default=0)
    first = dirty.header_row + below
    if first > last or any(row >= first for row in content.hidden_rows):
        return
    options = OPTIONS if in_context else ReadOptions()
    found = everything(read_table(by_column(content, first), OUTCOMES, "fil.xlsx", options))
    assert found == everything(read_table(content, OUTCOMES, "fil.xlsx", options))


def test_rows_that_tell_of_their_own_measures_are_read_by_column_too():
    lines = [
        "| Indikator-ID | Mål-ID | Indikator | Måttenhet | Riktning | Basvärde | Rimligt lägst "
        "| Rimligt högst |"
    ]
    for number in range(50):
        unit, way, baseline, least = "%", "högre", "61.5", 20
        if number == 20:
            baseline = "0.85"  # a share, where the column is in per cent
        elif number == 30:
            unit, way, baseline = "ja/nej", "ja/nej", "'ja'"
        elif number == 40:
            unit, baseline, least = "dagar", "0.85", 0
        lines.append(
            f"| M{number}.1 | M{number} | Trivsel | {unit} | {way} | {baseline} | {least} | 100 |"
        )
    content = sheet("\n".join(lines))
    even = read_table(by_column(content, 2), INDICATORS, "fil.xlsx")
    assert isinstance(even.rows, EvenlyRead)
    assert everything(even) == everything(read_table(content, INDICATORS, "fil.xlsx"))
    assert [cell for code, cell in told(even) if code.startswith("V")] == ["F22"]


@given(st.integers(0, 2**32))
@settings(max_examples=60)
def test_a_long_sheet_with_some_dirt_reads_the_same_both_ways(seed):
    random = Random(seed)
    dirt = ["ca 5", "'82,5'", "#N/A", "0.5", "150", "", "2019-03-01", "'-'", "'=A1'", "SANT"]
    odd = {
        (random.randrange(50), random.choice(["Omgång", "Utfall", "Prognos", "Kommentar"])): (
            random.choice(dirt)
        )
        for _ in range(random.randrange(6))
    }
    odd = {at: cell for at, cell in odd.items() if cell or at[1] != "Omgång"}
    content = outcomes(50, odd)
    even = read_table(by_column(content, 2), OUTCOMES, "fil.xlsx", OPTIONS)
    assert isinstance(even.rows, EvenlyRead)
    assert everything(even) == everything(read_table(content, OUTCOMES, "fil.xlsx", OPTIONS))


def test_a_cell_of_an_even_row_knows_its_place():
    even = read_table(by_column(outcomes(50), 2), OUTCOMES, "fil.xlsx", OPTIONS)
    row = even.rows[3]
    assert str(even.ref(row, "Utfall")) == "Utfall!C5"
    assert row.cell("Utfall").raw == RawCell(5, 3, Kind.NUMBER, "53")


TEXTS = st.one_of(
    st.sampled_from(["M17.2", "m17.2", "K 3", "М1", "", " ", "=A1", "a\u030a", "Å1", "x" * 41]),
    st.text(max_size=4),
)


@given(TEXTS, st.sampled_from([column for column in OUTCOMES.stored if column.type in TEXTUAL]))
def test_a_text_read_by_itself_says_what_its_cell_does(text, column):
    reader = CellReader()
    found = text_reader(reader, column)(text)
    if found is not None:
        raw = RawCell(2, 1, Kind.TEXT, text)
        assert found == reader.read(raw, column, MeasureContext())


def test_ids_that_have_to_exist_are_not_read_by_themselves():
    column = OUTCOMES.column("Indikator-ID")
    assert text_reader(CellReader(), column)("M17.2") is not None
    known = {"Indikator-ID": ids.known(frozenset({"M17.1"}))}
    assert text_reader(CellReader(known_ids=known), column)("M17.2") is None


def test_values_of_rows_read_in_both_ways_stand_in_the_order_of_the_rows():
    content = outcomes(50, {(5, "Utfall"): "'82,5'", (7, "Omgång"): "i våras"})
    even = read_table(by_column(content, 4), OUTCOMES, "fil.xlsx", OPTIONS)
    assert isinstance(even.rows, EvenlyRead)
    for header in ("Indikator-ID", "Omgång", "Utfall", "Prognos", "Källa"):
        assert even.rows.values(header) == [row.value(header) for row in even.rows]
    of_fives = even.rows.among("Utfall", lambda value: value in (55.0, 82.5))
    wanted = [row.number for row in even.rows if row.value("Utfall") in (55.0, 82.5)]
    assert [row.number for row in of_fives] == wanted
