"""A big sheet read only where it is changed comes out as one that is read whole."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.ooxml_books import cell, row, table_book, table_xml
from xlmal.finding import Refusal
from xlmal.ooxml import narrow
from xlmal.ooxml.archive import Archive
from xlmal.ooxml.edits import AppendRow, Edit, SetCell, SetResult
from xlmal.ooxml.narrow import scan_for
from xlmal.ooxml.package import open_package
from xlmal.ooxml.patch import patch

COLUMNS = ("ID", "Utfall")
TABLE = table_xml("tblUtfall", "A1:B9", COLUMNS)
MANY = [1, *range(2, 10), 12, 13, 14, 20, 30]


def book(numbers: Sequence[int], among: str = "") -> bytes:
    """A table in rows 1 to 9 and whatever else, with something more before the last row."""
    rows = [row(1, *COLUMNS) if at == 1 else row(at, f"M{at}", at) for at in numbers]
    return table_book("".join([*rows[:-1], among, *rows[-1:]]), TABLE)


def patched(
    monkeypatch: pytest.MonkeyPatch, data: bytes, edits: Sequence[Edit], worth: int
) -> bytes:
    monkeypatch.setattr(narrow, "WORTH_IT", worth)
    return patch(data, edits).data


stored = st.sets(st.integers(2, 40), min_size=12).map(
    lambda rows: sorted({1, *range(2, 10), *rows})
)
places = st.dictionaries(
    st.tuples(st.integers(2, 45), st.integers(1, 4)),
    st.sampled_from([None, 7, "ny", 0.5]),
    max_size=6,
)


@given(stored, places, st.booleans())
def test_a_narrow_reading_changes_the_same_bytes(
    numbers: list[int], values: dict[tuple[int, int], float | str | None], appends: bool
) -> None:
    edits: list[Edit] = [SetCell("Utfall", *place, value) for place, value in values.items()]
    if appends:
        edits += [AppendRow("tblUtfall", {"ID": "Ny"}) for _ in range(3)]
    with pytest.MonkeyPatch.context() as monkeypatch:
        outcomes = []
        for worth in (0, 1 << 30):
            try:
                outcomes.append(patched(monkeypatch, book(numbers), edits, worth))
            except Refusal as refused:
                outcomes.append(refused.message.encode())
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ((3,), [3, 30]),
        ((9, 10, 11, 12), [9, 12, 30]),  # 10 and 11 would stand before 12
        ((16,), [20, 30]),
        ((30, 31, 99), [30]),
    ],
)
def test_only_rows_asked_for_and_those_next_to_them_are_read(
    monkeypatch: pytest.MonkeyPatch, asked: tuple[int, ...], read: list[int]
) -> None:
    monkeypatch.setattr(narrow, "WORTH_IT", 0)
    package = open_package(book(MANY))
    scan, put_back = scan_for(package, package.sheet("Utfall"), asked)
    assert list(scan.row_spans.numbers) == read
    assert put_back


SHARED = '<row r="25"><c r="B25"><f t="shared" si="0" ref="B25:B27">A25*2</f></c></row>'


@pytest.mark.parametrize(
    "among",
    [
        pytest.param("<!-- <row r='3'> -->", id="a comment"),
        pytest.param("<?x <row r='3'?>", id="an instruction"),
        pytest.param('<row spans="1:2" r="25"><c r="A25"/></row>', id="another order"),
        pytest.param("<row><c><v>1</v></c></row>", id="no number"),
        pytest.param(SHARED, id="a shared formula"),
    ],
)
def test_a_sheet_that_is_not_surely_understood_is_read_whole(
    monkeypatch: pytest.MonkeyPatch, among: str
) -> None:
    monkeypatch.setattr(narrow, "WORTH_IT", 0)
    package = open_package(book(MANY, among))
    scan, put_back = scan_for(package, package.sheet("Utfall"), (3,))
    assert not put_back
    assert scan.data.decode() == Archive(book(MANY, among)).read("xl/worksheets/s1.xml").decode()


def test_rows_out_of_order_are_refused_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refusal) as refused:
        patched(monkeypatch, book(MANY, row(4, "M4")), [SetCell("Utfall", 3, 2, 5)], 0)
    assert refused.value.code in ("F18", "F19")


def test_what_is_wrong_in_a_row_that_is_read_is_told_of_the_whole_sheet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    twice = '<row r="25">' + cell("A25", 1) + cell("A25", 2) + "</row>"
    edits = [SetResult("Utfall", 25, 2, 5)]
    said = []
    for worth in (0, 1 << 30):
        with pytest.raises(Refusal) as refused:
            patched(monkeypatch, book(MANY, twice), edits, worth)
        said.append(str(refused.value.message))
    assert said[0] == said[1]
