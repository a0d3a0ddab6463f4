"""A sheet read by column holds what the scanner finds in it, or is left to the scanner."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.ooxml_books import book, packed, parts_of, sheet_xml, strings_xml
from xlmal.finding import RawCell, Refusal
from xlmal.ooxml.even_sheet import EvenSheet, read_even
from xlmal.ooxml.package import Package, open_package
from xlmal.ooxml.scan import scan_sheet

HEAD = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
LAST = 63  # rows 3 to 63: one of headers, sixty of the same shape

CELLS = [
    ' s="1"/>',
    " />",
    "><v>82.5</v></c>",
    ' t="n"><v>1E+20</v></c>',
    ' t="s"><v>1</v></c>',
    ' t="b"><v>1</v></c>',
    ' t="e"><v>#N/A</v></c>',
    ' t="str"><f>IF(A1="x","&lt;",1)</f><v>&#228;_x0041_</v></c>',
    ' t="inlineStr"><is><t xml:space="preserve"> å &amp; ö </t></is></c>',
    "><f>1/0</f></c>",
    ' t="n"><v></v></c>',
    ' t="d"><v>2019-08-31</v></c>',
]


def even_rows(contents: list[str], width: int = 3, first: int = 3, last: int = LAST) -> list[str]:
    """Rows whose cells take their contents in turn."""
    made = []
    for row in range(first, last + 1):
        inner = "".join(
            f'<c r="{"ABCDEFG"[column]}{row}"{contents[(row * width + column) % len(contents)]}'
            for column in range(width)
        )
        made.append(f'<row r="{row}" spans="1:{width}">{inner}</row>')
    return made


def package_of(rows: str, around: str = "") -> Package:
    return open_package(book(rows, after=around, strings=strings_xml("ett", "två")))


def evenly(package: Package, at_once: int = 1 << 18) -> EvenSheet | None:
    data = package.read(package.sheets[0].part)
    pieces = (data[at : at + at_once] for at in range(0, len(data), at_once))
    return read_even(package, package.sheets[0], pieces)


def plain(cells: object) -> list[tuple[object, ...]]:
    """Cells without their places in the bytes."""
    return [tuple(cell)[:6] for cell in cells]  # type: ignore[attr-defined]


def both(even: EvenSheet) -> list[RawCell]:
    return [*even.head, *even.rows.cells()]


SOME_AT_ONCE = st.sampled_from([1, 300, 2_000, 1 << 18])


@given(st.lists(st.sampled_from(CELLS), min_size=1, max_size=40), st.integers(2, 5), SOME_AT_ONCE)
@settings(max_examples=60)
def test_the_even_part_and_the_head_hold_every_cell_once(contents, width, at_once):
    around = '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>'
    package = package_of(HEAD + "".join(even_rows(contents, width, last=120)), around)
    even = evenly(package, at_once)
    scan = scan_sheet(package, package.sheets[0])
    assert even is not None
    assert plain(both(even)) == plain(scan)
    assert even.head.merged == scan.merged
    assert even.rows.last_row == 120


def test_the_first_row_of_the_shape_is_left_to_the_head_because_it_holds_the_headers():
    even = evenly(package_of(HEAD + "".join(even_rows(CELLS))))
    assert even is not None
    assert (even.rows.first_row, even.rows.count) == (4, 60)
    assert {cell.row for cell in even.head} <= {1, 3}


def test_rows_that_excel_wrote_with_the_height_below_the_line_are_even():
    declared = 'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
    rows = [row.replace(" spans", ' x14ac:dyDescent="0.25" spans') for row in even_rows(CELLS)]
    parts = parts_of({"Utfall": sheet_xml("".join(rows))}, strings_xml("ett", "två"))
    (sheet,) = [part for part in parts if "worksheets/" in part and part.endswith(".xml")]
    assert evenly(open_package(packed(parts))) is None  # nobody has declared the prefix
    parts[sheet] = parts[sheet].replace("<worksheet ", f"<worksheet {declared} ", 1)
    even = evenly(open_package(packed(parts)))
    assert even is not None
    assert even.rows.count == 60


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('<row r="30" spans', '<row r="31" spans'),
        ('<row r="30" spans', '<row r="30" hidden="1" spans'),
        ('<row r="30" spans', '<row r="30" other="1" spans'),
        ('<c r="B30"', '<c r="C30"'),
        ('<c r="B30"', '<c r="B31"'),
        ('<c r="B30"', '<c  r="B30"'),
        ('<c r="A30"', '<!-- <c r="A30"/> --><c r="A30"'),
        ("</row>", "</row><!-- -->"),
        ("<v>82.5</v>", "<v><![CDATA[82.5]]></v>"),
        ("<v>82.5</v>", "<v>82.5</v><v>1</v>"),
        ("<v>82.5</v>", "<v>82.5&omega;</v>"),
        ("<v>82.5</v>", "<v>82.5\x01</v>"),
        ('t="s"><v>1</v>', 't="s"><v>7</v>'),
        (" />", " ></c><x/>"),
    ],
)
def test_what_departs_from_the_plain_way_leaves_the_sheet_to_the_scanner(was, becomes):
    rows = "".join(even_rows(CELLS))
    assert was in rows
    assert evenly(package_of(HEAD + rows.replace(was, becomes, 1))) is None


def test_a_comment_that_opens_above_the_rows_and_ends_in_a_text_hides_them():
    rows = even_rows([' t="str"><v>--></v></c>', "><v>1</v></c>"])
    assert evenly(package_of(f"{HEAD}<!-- {rows[0]}{''.join(rows[1:])}")) is None


@pytest.mark.parametrize("last_rows", ['<row r="64"/>', '<row r="80"><c r="A80"/></row>'])
def test_rows_of_another_shape_at_the_end_leave_the_sheet_to_the_scanner(last_rows):
    assert evenly(package_of(HEAD + "".join(even_rows(CELLS)) + last_rows)) is None


def test_rows_below_the_last_uneven_ones_are_even():
    rows = even_rows(CELLS, last=200)
    rows[20] = rows[20].replace("</row>", '<c r="E23"/></row>')
    rows[60] = rows[60].replace("</row>", '<c r="D63"><v>1</v></c></row>')
    package = package_of(HEAD + "".join(rows))
    even = evenly(package, at_once=1_000)
    assert even is not None
    assert 64 <= even.rows.first_row < 90
    assert even.rows.last_row == 200
    assert sorted(plain(both(even))) == sorted(plain(scan_sheet(package, package.sheets[0])))


@given(st.data())
@settings(max_examples=400)
def test_a_changed_byte_is_never_read_as_something_the_scanner_does_not_find(data):
    text = HEAD + "".join(even_rows(CELLS, last=50))
    at = data.draw(st.integers(0, len(text) - 1))
    cut = data.draw(st.integers(0, 12))
    put = data.draw(st.text(st.sampled_from('<>/"= rctvf1A&;!-\x00\n'), max_size=4))
    at_once = data.draw(st.sampled_from([1, 700, 1 << 18]))
    try:
        package = package_of(text[:at] + put + text[at + cut :])
    except Refusal:
        return
    try:
        scan = plain(scan_sheet(package, package.sheets[0]))
    except Refusal:
        with_refusal = None
        try:
            with_refusal = evenly(package, at_once)
        except Refusal:
            return
        assert with_refusal is None
        return
    even = evenly(package, at_once)
    if even is not None:
        assert sorted(plain(both(even))) == sorted(scan)
