"""Rules are held against columns: the answers are those that each row on its own would give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from support.sheets import read
from xlmal.domain.settings import Settings
from xlmal.finding import Severity
from xlmal.intake.evenly_read import EvenlyRead
from xlmal.intake.reading import Reading
from xlmal.intake.rows import RowRead
from xlmal.intake.table import TableRead, read_table
from xlmal.operations.reading import content_of, open_book
from xlmal.rules.beside import Context
from xlmal.rules.catalogue import ROW_RULES
from xlmal.rules.columns import TableColumns
from xlmal.rules.condition import (
    Condition,
    ExcelError,
    ExcelValue,
    at_most,
    begins_with,
    below,
    both,
    either,
    headers_in,
    is_blank,
    is_boolean,
    is_number,
    is_text,
    longer_than,
    negation,
    not_between,
    one_of,
    outside,
    same_number,
)
from xlmal.rules.engine import check_rows
from xlmal.rules.excel_values import as_excel, as_stored
from xlmal.rules.selection import Selection
from xlmal.rules.telling import written
from xlmal.rules.verdict import compile_python
from xlmal.schema.columns import Table
from xlmal.schema.committee import OUTCOME_FORM
from xlmal.schema.master import FOLLOW_UPS, INDICATORS, OUTCOMES

HEADERS = st.sampled_from(["x", "y", "z"])
VALUES = st.sampled_from(
    [None, "", " ", 0.0, 1.0, 1, True, False, 2.5, "ja", "JA", "Arbeta för", ExcelError("#N/A")]
)
LEAVES: st.SearchStrategy[Condition] = st.one_of(
    st.builds(is_blank, HEADERS),
    st.builds(is_blank, HEADERS, HEADERS),
    st.builds(is_number, HEADERS),
    st.builds(is_text, HEADERS),
    st.builds(is_boolean, HEADERS),
    st.builds(one_of, HEADERS, st.just("ja"), st.just("nej")),
    st.builds(begins_with, HEADERS, st.just("arbeta")),
    st.builds(longer_than, HEADERS, st.just(2)),
    st.builds(below, HEADERS, HEADERS),
    st.builds(at_most, HEADERS, st.sampled_from([0, 1.0])),
    st.builds(same_number, HEADERS, HEADERS),
    st.builds(outside, HEADERS, HEADERS, HEADERS),
    st.builds(not_between, HEADERS, HEADERS, HEADERS),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(negation, inner),
        st.builds(both, inner, inner),
        st.builds(either, inner, inner),
        st.builds(both, inner, inner, inner),
    ),
    max_leaves=6,
)
ROWS = st.lists(st.dictionaries(HEADERS, VALUES, max_size=3), min_size=1, max_size=8)


def of_rows(rows: list[dict[str, ExcelValue]]) -> TableColumns:
    """Rows that hold nothing but their keys, with values beside them."""
    lines = [f"M{number}.1 | 2019-D2" for number, _ in enumerate(rows)]
    found = read("\n".join(["Indikator-ID | Omgång", *lines]))
    return TableColumns(found, lambda row: rows[row.number - 2])


@given(CONDITIONS, ROWS, st.booleans())
@settings(max_examples=300)
def test_a_condition_holds_for_the_rows_that_it_holds_for_one_by_one(
    condition: Condition, rows: list[dict[str, ExcelValue]], verdict: bool
) -> None:
    holds = compile_python(condition)
    expected = [number for number, row in enumerate(rows) if holds(row) is verdict]

    found = Selection(of_rows(rows)).where(condition, range(len(rows)), verdict)

    assert list(found) == expected


def test_true_and_one_are_two_values() -> None:
    table = of_rows([{"x": True}, {"x": 1.0}, {"x": 1}])

    assert list(Selection(table).where(is_boolean("x"), range(3))) == [0]
    assert table.value("x", 0) is True


def test_a_cell_that_was_not_understood_counts_where_nothing_stands_beside_it() -> None:
    found = read(
        """
        Indikator-ID | Omgång  | Utfall
        M1.1         | 2019-D2 | ca 80
        M1.2         | 2019-D2 | ca 80
        M1.3         | 2019-D2 | 80
        """
    )
    beside: dict[int, dict[str, ExcelValue]] = {2: {"Utfall": 80.0}}

    table = TableColumns(found, lambda row: beside.get(row.number, {}))

    assert table.obscure(["Utfall"]) == {1}
    assert [table.value("Utfall", row) for row in range(3)] == [80.0, None, 80.0]


def test_what_stands_in_a_column_for_context_is_what_excel_sees() -> None:
    found = read(
        """
        Indikator-ID | Omgång  | Väntas
        M1.1         | 2019-D2 | SANT
        M1.2         | 2019-D2 | #N/A
        M1.3         | 2019-D2 | 5
        M1.4         | 2019-D2 | prognos
        M1.5         | 2019-D2 |
        """,
        OUTCOME_FORM,
    )
    expected = [True, ExcelError("#N/A"), 5.0, "prognos", None]
    column = TableColumns(found).column("Väntas")

    assert column is not None
    assert column.cells() == expected
    assert column.cells()[0] is True
    assert [TableColumns(found).value("Väntas", row) for row in range(5)] == expected


def test_messages_that_are_alike_are_not_mixed_up_with_others() -> None:
    found = read("Indikator-ID | Omgång\nM1.1 | 2019-D2\nM1.2 | 2019-D2\nM1.3 | 2019-D2")
    rule = replace(ROW_RULES[0], table=OUTCOMES, broken=is_number("Utfall"), message="{Vikt}")
    weights = {2: True, 3: 1.0, 4: True}

    said = check_rows([rule], found, lambda row: {"Utfall": 1.0, "Vikt": weights[row.number]})

    assert [finding.message for finding in said] == ["SANT", "1", "SANT"]


def test_a_cell_of_a_row_that_was_read_as_one_with_another_stands_where_it_stood() -> None:
    found = read(
        """
        Indikator-ID | Omgång  | Utfall | Kommentar
        M1.1         | 2019-D2 | 80     |
        M1.1         | 2019-D2 |        | Elva tecken
        """
    )

    (finding,) = check_rows(ROW_RULES, found, None, Settings(comment_length=10))

    assert (len(found.rows), finding.code, finding.cell) == (1, "U20", "Utfall!D3")


# Cells as a test writes them, by header: those that say just what they say, and odd ones.
NUMBERS = ["", "82.5", "40", "0.85", "-3"], ["ca 80", "'mäts ej'", "'82,5'"]
CELLS = {
    **dict.fromkeys(["Utfall", "Kvinnor", "Män", "Prognos", "Basvärde", "Tolerans"], NUMBERS),
    **dict.fromkeys(["Rimligt lägst", "Rimligt högst", "Målvärde"], NUMBERS),
    "Riktning": (["högre", "lägre", "ja/nej", ""], ["uppåt"]),
    "Måttenhet": (["%", "antal", "placering", ""], ["SANT"]),
    "Väntas": (["prognos", "slutligt utfall", "mäts inte"], ["SANT", "#N/A", "5"]),
    "Varför saknas värde": (["", "", "för få svar"], ["semester"]),
    "Utfallets status": (["", "slutligt", "preliminärt"], ["Slutligt"]),
    "Mätdatum": (["", "43709 [yyyy-mm-dd]", "43600 [yyyy-mm-dd]"], ["i våras"]),
    "Kommentar": (["", "Som väntat", "x" * 1001], ["43600 [yyyy-mm-dd]"]),
    "Indikator": (["Väntetid", ""], ["SANT", "5"]),
    "Könsuppdelad": (["ja", "nej", ""], ["kanske"]),
    "Bedömning": (["uppfyllt", "delvis uppfyllt", "ej uppfyllt", ""], ["Uppfyllt"]),
    "Analys": (["", "Personalbrist"], ["5"]),
    "Åtgärd": (["", "Rekrytering"], ["5"]),
    "Klart senast": (["", "43600 [yyyy-mm-dd]"], ["snart"]),
}


def lines(table: Table, seed: int, count: int) -> list[list[str]]:
    """A header line and rows of cells drawn for their headers; one row in four is odd."""
    random = Random(seed)
    keys = {"Indikator-ID": "M{}.1", "Mål-ID": "M{}", "Omgång": "2019-D2"}
    rows = [list(table.headers)]
    for number in range(count):
        is_odd = random.random() < 0.25
        cells = []
        for header in table.headers:
            tidy, odd = CELLS.get(header, ([""], ["nej", "82.5"]))
            told = keys.get(header) if header in table.key or header == "Mål-ID" else None
            among = tidy + odd if is_odd else tidy
            cells.append(told.format(number) if told else random.choice(among))
        if is_odd and random.random() < 0.2:
            cells[table.headers.index(table.key[-1])] = f"i våras ({number}) ?"
        rows.append(cells)
    return rows


def one_by_one(read: TableRead, context: Context | None) -> list[tuple[str, str, str, str]]:
    """Code, address, raw and message of what rules say when each row is looked at on its own."""
    found = []
    stored = {column.header for column in read.table.stored}
    rules = [rule for rule in ROW_RULES if rule.table.name == read.table.name]
    for row in read.rows:
        beside = context(row) if context and row.keyed else {}
        if beside is None or not row.keyed:
            continue
        values, obscure = row_of(read, row, stored, beside)
        wrong = set()
        for rule in rules:
            is_silent = rule.marks in wrong or rule.reads & obscure
            if is_silent or compile_python(rule.broken)(values) is not True:
                continue
            if rule.severity is Severity.ERROR:
                wrong.add(rule.marks)
            words = {one: written(one, values.get(one)) for one in rule.columns}
            counts = {"comment_length": "1\N{NO-BREAK SPACE}000", "least_respondents": "30"}
            counts |= {"most_indicators": "3", "least_indicators": "1", "year": "2019"}
            raw = row.cell(rule.marks).raw
            address = str(read.ref(row, rule.marks)) if rule.marks in read.columns else ""
            said = rule.message.format(**counts, **words)
            found.append((rule.code, address, raw.text if raw else "", said))
    return found


def row_of(
    read: TableRead, row: RowRead, stored: set[str], beside: Mapping[str, ExcelValue]
) -> tuple[dict[str, ExcelValue], set[str]]:
    values: dict[str, ExcelValue] = {}
    obscure = set()
    why = None
    for header in read.columns:
        cell = row.cell(header)
        values[header] = as_excel(cell.value) if header in stored else as_stored(cell)
        if cell.reading is Reading.NOT_UNDERSTOOD and header in stored:
            obscure.add(header)
        why = cell.missing or why
    if why is not None and values.get("Varför saknas värde") is None:
        values["Varför saknas värde"] = str(why)
    return {**values, **beside}, obscure - set(beside)


def told(read: TableRead, context: Context | None) -> list[tuple[str, str, str, str]]:
    return [
        (finding.code, finding.cell or "", finding.raw, finding.message)
        for finding in check_rows(ROW_RULES, read, context)
    ]


def some_beside(row: RowRead) -> dict[str, ExcelValue] | None:
    """Values beside most rows, not the same headers for all; every fifth row is left alone."""
    if row.number % 5 == 0:
        return None
    if row.number % 3 == 0:
        return {}
    given: dict[str, ExcelValue] = {
        "Målvärde": 85.0,
        "Når målet från": 84.5 if row.number % 2 else None,
        "Basvärde": 60.0 if row.number % 2 else True,
        "Rimligt lägst": float(row.number),
        "Rimligt högst": 98.0,
        "Mäts till och med": 43708.0,
    }
    return {**given, "Utfall": 7.0} if row.number % 7 == 0 else given


@pytest.mark.parametrize("context", [None, some_beside])
@pytest.mark.parametrize("table", [OUTCOME_FORM, OUTCOMES, INDICATORS, FOLLOW_UPS])
def test_tables_that_people_have_filled_in_are_told_the_same_by_column(
    table: Table, context: Context | None
) -> None:
    codes = set()
    for seed in range(15):
        rows = lines(table, seed, 12)
        found = read("\n".join(" | ".join(cells) for cells in rows), table)
        expected = one_by_one(found, context)
        assert told(found, context) == expected
        codes |= {code for code, *_ in expected}
    assert len(codes) >= 3


@pytest.mark.parametrize("context", [None, some_beside])
@pytest.mark.parametrize("table", [OUTCOMES, INDICATORS, FOLLOW_UPS])
def test_tables_that_are_read_by_column_are_told_the_same(
    tmp_path: Path, table: Table, context: Context | None
) -> None:
    rows = lines(table, 1, 90)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = table.sheet
    for number, cells in enumerate(rows, 1):
        for place, written_ in enumerate(cells, 1):
            put = written_.strip("'")
            cell = sheet.cell(number, place)
            number_text, _, format_ = put.partition(" [")
            is_number = number_text.replace(".", "").lstrip("-").isdigit() and put == written_
            cell.value = float(number_text) if is_number else put or "'"
            if format_:
                cell.number_format = format_.rstrip("]")
            if not put:
                cell.value = None
                cell.number_format = "0.00"  # a stored cell, so that all rows are alike
    path = tmp_path / "even.xlsx"
    book.save(path)
    found = read_table(content_of(open_book(path), table.sheet), table, path.name)

    assert isinstance(found.rows, EvenlyRead)
    assert 0 < len(list(found.rows.one_by_one())) < len(found.rows)
    assert told(found, context) == one_by_one(found, context) != []


def test_every_rule_of_a_table_is_decided_column_by_column() -> None:
    """No condition needs another reading than the one that tells its headers."""
    for rule in ROW_RULES:
        row = {header: rule.example.failing.get(header) for header in headers_in(rule.broken)}
        table = of_rows([row, dict.fromkeys(row)])
        selection = Selection(table, Settings())
        assert list(selection.where(rule.broken, range(2)))[:1] == [0], rule.code
