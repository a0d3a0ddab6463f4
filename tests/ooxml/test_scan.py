"""Stored cells come out exactly as the file says, wherever and however they are stored."""

from __future__ import annotations

import time

import pytest

from support.ooxml_books import (
    MAIN,
    STRICT_MAIN,
    book,
    cell,
    packed,
    parts_of,
    row,
    sheet_xml,
    strings_xml,
    table_book,
    table_xml,
)
from xlmal.address import Area
from xlmal.finding import Kind, RawCell, Refusal
from xlmal.ooxml.package import open_package
from xlmal.ooxml.scan import scan_sheet
from xlmal.ooxml.sheet_scan import SheetScan


def scanned(data: bytes, blanks_in: tuple[int, ...] = ()) -> SheetScan:
    package = open_package(data)
    return scan_sheet(package, package.sheets[0], blanks_in)


def only(xml: str, strings: str | None = None) -> RawCell:
    (found,) = scanned(book(f'<row r="2">{xml}</row>', strings=strings))
    return found


@pytest.mark.parametrize(
    ("xml", "kind", "text", "formula"),
    [
        ('<c r="C2"><v>82.5</v></c>', Kind.NUMBER, "82.5", None),
        ('<c r="C2" t="n"><v> -3.4E-2 </v></c>', Kind.NUMBER, "-3.4E-2", None),
        ('<c r="C2"><v>12,5</v></c>', Kind.TEXT, "12,5", None),
        ('<c r="C2" t="s"><v>1</v></c>', Kind.TEXT, "007", None),
        ('<c r="C2" t="str"><f>A1</f><v>a&amp;b</v></c>', Kind.TEXT, "a&b", "=A1"),
        ('<c r="C2" t="str"><f>""</f><v></v></c>', Kind.TEXT, "", '=""'),
        ('<c r="C2"><f>A1*2</f></c>', Kind.BLANK, "", "=A1*2"),
        ('<c r="C2" t="b"><v>1</v></c>', Kind.BOOLEAN, "1", None),
        ('<c r="C2" t="b"><v>true</v></c>', Kind.BOOLEAN, "true", None),
        ('<c r="C2" t="e"><v>#N/A</v></c>', Kind.ERROR, "#N/A", None),
        ('<c r="C2" t="d"><v>2025-04-30</v></c>', Kind.DATE, "2025-04-30", None),
        (
            '<c r="C2" t="inlineStr"><is><r><t>mål</t></r><r><t xml:space="preserve"> 1</t></r>'
            "<rPh><t>uttal</t></rPh></is></c>",
            Kind.TEXT,
            "mål 1",
            None,
        ),
        ('<c r="C2" t="inlineStr"><is><t>a_x000D_b_x005F_x0041_</t></is></c>', Kind.TEXT,
         "a\rb_x0041_", None),
    ],
)  # fmt: skip
def test_a_stored_cell_is_read_as_its_type_says(
    xml: str, kind: Kind, text: str, formula: str | None
) -> None:
    found = only(xml, strings_xml("annat", "007"))
    assert (found.row, found.column) == (2, 3)
    assert (found.kind, found.text, found.formula) == (kind, text, formula)


def test_rich_shared_strings_are_joined_without_phonetic_runs() -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><t>Vård</t></r><r><t>nämnden</t></r>'
        '<rPh sb="0" eb="1"><t>uttal</t></rPh></si><si/></sst>'
    )
    assert only('<c r="A2" t="s"><v>0</v></c>', strings).text == "Vårdnämnden"
    assert only('<c r="A2" t="s"><v>1</v></c>', strings).text == ""


def test_number_formats_follow_the_style_and_unknown_styles_are_general() -> None:
    cells = scanned(book(row(1, 0.5, style=1) + row(2, 1, style=99) + row(3, 1)))
    assert [found.number_format for found in cells] == ["0.0 %", "General", "General"]


def test_cells_and_rows_without_addresses_follow_the_one_before() -> None:
    rows = (
        '<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c>'
        "<c><v>4</v></c></row><row><c><v>5</v></c></row>"
    )
    places = [(found.row, found.column, found.text) for found in scanned(book(rows))]
    assert places == [(1, 1, "1"), (1, 2, "2"), (5, 3, "3"), (5, 4, "4"), (6, 1, "5")]


def test_the_dimension_tag_is_not_believed() -> None:
    rows = "".join(row(number, number) for number in range(1, 40))
    assert len(scanned(book(rows, before='<dimension ref="A1"/>'))) == 39


@pytest.mark.parametrize("main", [MAIN, STRICT_MAIN])
def test_any_prefix_and_both_namespaces_are_read(main: str) -> None:
    xml = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row r="1"><x:c r="B1"><x:v>7</x:v></x:c>'
        "</x:row></x:sheetData></x:worksheet>"
    )
    scan = scanned(packed(parts_of({"Utfall": xml}, strict=main == STRICT_MAIN)))
    (found,) = scan
    assert (found.column, found.text) == (2, "7")
    assert scan.data[found.start : found.end] == b'<x:c r="B1"><x:v>7</x:v></x:c>'


def test_offsets_are_those_of_the_element_even_with_angle_brackets_in_attributes() -> None:
    rows = '<row r="1"><c r="A1" q="a>b"/><c r="B1" q=\'">\'><v>1</v></c ><c r="C1"/></row>'
    scan = scanned(book(rows), blanks_in=(1,))
    assert [scan.data[found.start : found.end].decode() for found in scan] == [
        '<c r="A1" q="a>b"/>',
        '<c r="B1" q=\'">\'><v>1</v></c >',
        '<c r="C1"/>',
    ]
    span = scan.row_spans.get(1)
    assert span is not None
    assert scan.data[span.start :].startswith(b'<row r="1">')
    assert scan.data[span.end_tag :].startswith(b"</row>")


def test_formatted_blanks_are_counted_and_kept_only_where_asked_for() -> None:
    data = book(row(1, 1) + f'<row r="1048576">{cell("XFD1048576", None, 1)}</row>')
    scan = scanned(data)
    assert (len(scan), scan.blank_count, scan.furthest_blank) == (1, 1, (1_048_576, 16_384))
    assert (scan.last_row, scan.last_stored_row) == (1, 1_048_576)
    assert len(scanned(data, blanks_in=(1_048_576,))) == 2


def test_two_hundred_thousand_formatted_rows_are_no_records_and_no_wait() -> None:
    blank = "".join(f'<row r="{at}" s="1" customFormat="1"/>' for at in range(2, 200_001))
    before = time.perf_counter()
    scan = scanned(book(row(1, 1) + blank))
    assert (len(scan), len(scan.row_spans)) == (1, 200_000)
    assert time.perf_counter() - before < 10


def test_formulas_that_cover_areas_are_known_and_their_followers_have_no_text() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>2</v></c>'
        '<c r="C1"><f t="array" ref="C1:C9">SUM(B1:B9)</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>'
    )
    scan = scanned(book(rows))
    assert [(area.kind, str(area.area)) for area in scan.formula_areas] == [
        ("shared", "A1:A2"),
        ("array", "C1:C9"),
    ]
    assert [found.formula for found in scan] == ["=B1*2", "=SUM(B1:B9)", "="]


def test_merged_hidden_and_filtered_parts_are_known() -> None:
    rows = row(1, "ID", "Utfall") + row(2, "M1", 1).replace('r="2"', 'r="2" hidden="1"', 1)
    scan = scanned(
        book(
            rows,
            before='<cols><col min="4" max="5" hidden="true" style="2"/></cols>',
            after='<autoFilter ref="A1:B2"><filterColumn colId="0"/></autoFilter>'
            '<mergeCells><mergeCell ref="C3:D3"/></mergeCells>',
        )
    )
    assert scan.hidden_rows == {2}
    assert scan.hidden_columns == {4, 5}
    assert scan.merged_at(3, 4) == Area(3, 3, 3, 4)
    assert (scan.has_auto_filter, scan.filtered) == (True, True)


def test_a_row_typed_below_the_table_is_read_like_any_other() -> None:
    rows = row(1, "ID", "Utfall") + row(2, "M1", 1) + row(3, "M2", 7)
    data = table_book(rows, table_xml("tblUtfall", "A1:B2", ("ID", "Utfall")))
    assert open_package(data).tables[0].last_data_row == 2
    below = scanned(data).cell(3, 2)
    assert below is not None
    assert below.text == "7"


def test_rows_come_one_by_one_in_order_even_when_stored_out_of_order() -> None:
    rows = list(scanned(book(row(3, 31) + row(1, 11, 12))).rows())
    assert [(number, [found.text for found in cells]) for number, cells in rows] == [
        (1, ["11", "12"]),
        (3, ["31"]),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>x</v></c></row>',
        f'<row r="1"><c r="A1" t="s"><v>{"9" * 5000}</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="XFD1"><v>1</v></c><c><v>2</v></c></row>',
    ],
)
def test_a_cell_that_cannot_be_placed_or_read_is_refused_and_never_guessed(rows: str) -> None:
    with pytest.raises(Refusal, match="felaktigt lagrad") as refused:
        scanned(book(rows, strings=strings_xml("en")))
    assert refused.value.code == "F19"


def test_broken_xml_is_refused() -> None:
    with pytest.raises(Refusal, match=r"s1\.xml") as refused:
        scanned(packed(parts_of({"Utfall": sheet_xml("<row>")})))
    assert refused.value.code == "F18"
