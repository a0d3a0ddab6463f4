"""Many rows under the same headers, and whole new rows, are no different from single cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.ooxml_books import cell, row, table_book, table_xml
from xlmal.finding import Refusal
from xlmal.ooxml.append import Around, plan_growth
from xlmal.ooxml.archive import Archive
from xlmal.ooxml.edits import AppendRow, AppendRows, Computed, MadeRows, Value
from xlmal.ooxml.package import open_package
from xlmal.ooxml.patch import patch
from xlmal.ooxml.scan import scan_sheet
from xlmal.ooxml.sheet_patch import cell_splices
from xlmal.ooxml.splice import apply

COLUMNS = ("ID", "Utfall", "Kontroll", "Förra", "Fritt")
THIS_ROW = "IF(tblUtfall[[#This Row],[Utfall]]>0,1,0)"
TABLE = table_xml("tblUtfall", "A1:E2", COLUMNS, {"Kontroll": THIS_ROW, "Förra": "B1*2"})
LAST = (
    '<row r="2">'
    + cell("A2", "M1", 3)
    + cell("B2", 7, 1)
    + cell("C2", "=" + THIS_ROW, 2)
    + cell("D2", "=B1*2")
)
BOOK = table_book(row(1, *COLUMNS) + LAST + "</row>", TABLE)

texts = st.one_of(
    st.sampled_from(["", "100 %", "%s %d", "a & b <c>", "_x0041_", "rad\nrad", "=1+1", " å "]),
    st.text(max_size=8),
    st.text(min_size=200, max_size=220),
)
values = st.one_of(
    st.none(), st.booleans(), st.integers(), texts, st.floats(allow_nan=False, allow_infinity=False)
)
computed = st.builds(Computed, st.sampled_from([None, "1+1", '=IF(B1<2,"5 %","&")']), values)
single_rows = st.dictionaries(st.sampled_from(COLUMNS), st.one_of(values, computed))


@st.composite
def many_rows(draw: st.DrawFn) -> AppendRows:
    headers = draw(st.lists(st.sampled_from(COLUMNS), unique=True))
    rows = draw(st.lists(st.tuples(*(values for _ in headers)), max_size=5))
    formulas = draw(
        st.dictionaries(st.sampled_from(COLUMNS), st.sampled_from([None, "2*2", "=A1"]))
    )
    own = {header: formula for header, formula in formulas.items() if header in headers}
    height = draw(st.sampled_from([None, lambda row: 15.5 + len(row), lambda _: None]))
    return AppendRows("tblUtfall", tuple(headers), rows, own, height)


def one_by_one(edit: AppendRows) -> list[AppendRow]:
    def given(header: str, value: Value) -> Value | Computed:
        formulas = edit.computed
        return Computed(formulas[header], value) if header in formulas else value

    return [
        AppendRow(
            edit.table,
            {header: given(header, one) for header, one in zip(edit.headers, row, strict=True)},
            edit.height(row) if edit.height else None,
        )
        for row in edit.rows
    ]


@given(st.lists(many_rows(), max_size=3))
def test_rows_at_once_are_the_rows_one_by_one(edits: Sequence[AppendRows]) -> None:
    single = [row for edit in edits for row in one_by_one(edit)]
    at_once, singly = patch(BOOK, edits), patch(BOOK, single)
    assert at_once.data == singly.data
    assert at_once.changed_parts == singly.changed_parts
    assert at_once.appended_rows == singly.appended_rows
    assert [len(rows) for rows in at_once.landed] == [len(edit.rows) for edit in edits]


#: The same table, with formatted rows below it, and one of a table that has only a blank row.
STORED = '<row r="4" ht="20"/>' + '<row r="6">' + cell("B6", None, 1) + "</row>"
BELOW = table_book(row(1, *COLUMNS) + LAST + "</row>" + STORED, TABLE)
BLANK = table_book(row(1, *COLUMNS) + '<row r="2"/>', TABLE.replace(">B1*2<", ">$B$1*2<"))


@given(
    st.sampled_from([BOOK, BELOW, BLANK]),
    st.lists(single_rows, min_size=1, max_size=6),
    st.frozensets(st.integers(3, 8), max_size=2),
)
def test_a_row_written_whole_is_the_row_written_cell_by_cell(
    book: bytes, rows: Sequence[Mapping[str, Value | Computed]], edited: frozenset[int]
) -> None:
    package = open_package(book)
    table = package.tables[0]
    scan = scan_sheet(package, package.sheet("Utfall"), range(1, 12))
    blocks = [AppendRows.of(AppendRow("tblUtfall", values, 30.0)) for values in rows]
    whole = plan_growth(scan, table, blocks, Around([table], edited))
    cells = plan_growth(scan, table, blocks, Around([table]))
    assert cells.fresh is not None
    assert cells.fresh.first is None
    assert whole.fresh is not None
    alone = apply(scan.data, cell_splices(scan, {}, None, whole.fresh))
    assert whole.fresh.has_formulas == (alone.count(b"<f>") > scan.data.count(b"<f>"))
    mixed = cell_splices(scan, whole.cells, whole.heights, whole.fresh)
    assert apply(scan.data, mixed) == apply(
        scan.data, cell_splices(scan, cells.cells, cells.heights)
    )


def test_made_rows_are_made_anew_each_time_and_never_all_at_once() -> None:
    made: list[str] = []

    def make(id_: str) -> tuple[str, int]:
        made.append(id_)
        return id_, len(made)

    rows = MadeRows(["M2", "M3"], make)
    assert len(rows) == 2
    assert not made
    assert [list(row) for row in rows] == [["M2", 1], ["M3", 2]]
    assert ("M2", 3) in rows
    result = patch(BOOK, [AppendRows("tblUtfall", ("ID", "Utfall"), rows)])
    assert result.appended_rows == (3, 4)
    assert (
        'M3</t></is></c><c r="B4" s="1"><v>'
        in Archive(result.data).read("xl/worksheets/s1.xml").decode()
    )


def test_no_rows_change_nothing() -> None:
    result = patch(BOOK, [AppendRows("tblUtfall", ("ID",), [])])
    assert (result.data, result.changed_parts, result.appended_rows) == (BOOK, (), ())


@pytest.mark.parametrize(
    ("headers", "rows", "code"),
    [
        (("ID", "Målvärde"), [("M2", 1)], "F31"),
        (("ID",), [("M2",), ("x" * 32_768,)], "F36"),
        (("Utfall",), [(1.0,), (float("inf"),)], "F37"),
    ],
)
def test_what_no_cell_can_hold_is_refused(
    headers: tuple[str, ...], rows: list[tuple[Value, ...]], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        patch(BOOK, [AppendRows("tblUtfall", headers, rows)])
    assert refused.value.code == code


def test_the_refusal_names_the_cell() -> None:
    with pytest.raises(Refusal, match="Utfall!B4"):
        patch(BOOK, [AppendRows("tblUtfall", ("ID", "Utfall"), [("M2", 1), ("M3", float("nan"))])])
