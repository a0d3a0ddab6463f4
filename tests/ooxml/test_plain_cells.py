"""The plain reader and the parser read the same, or the plain reader leaves the sheet alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from support.municipalities import small_municipality
from support.ooxml_books import MAIN, book, packed, parts_of, sheet_xml, strings_xml
from xlmal.building.master import build_master
from xlmal.finding import Refusal
from xlmal.ooxml import scan as scanning
from xlmal.ooxml.cell_parser import parse_sheet
from xlmal.ooxml.package import Package, open_package
from xlmal.ooxml.plain_cells import read_plain
from xlmal.ooxml.sheet_scan import SheetScan
from xlmal.schema.manifest import MASTER, Manifest

FILES = Path(__file__).resolve().parents[1] / "cases" / "files"


def workbook(rows: str, around: str = "") -> bytes:
    """A workbook whose one sheet has these rows."""
    return book(rows, after=around, strings=strings_xml("ett", "två"))


def sheet_part(package: Package) -> bytes:
    return package.xml(package.sheets[0].part)


def by_parser(package: Package, blanks_in: tuple[int, ...] = ()) -> SheetScan:
    scan = SheetScan("Utfall", package.sheets[0].part, package.xml(package.sheets[0].part))
    parse_sheet(package, scan, scan.data, blanks_in).finish()
    return scan


def everything(scan: SheetScan) -> tuple[object, ...]:
    spans = scan.row_spans
    return (
        list(scan.cells.items()),
        (scan.merged, scan.hidden_rows, scan.hidden_columns, scan.ranges, scan.dimension),
        (scan.blank_count, scan.furthest_blank, scan.formula_areas, scan.sheet_data),
        (list(spans.numbers), list(spans.starts), list(spans.ends)),
    )


PLAIN = """
<row r="1" spans="1:3" ht="15" customHeight="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="0"/></row>
<row r="3" hidden="1"><c r="A3"><v>82.5</v></c><c r="B3" t="b"><v>1</v></c></row>
<row r="4"/><row r="5"><c r="C5" t="inlineStr"><is><t xml:space="preserve"> å &amp; ö </t></is></c>
<c r="D5" t="str"><f>IF(A1="x","&lt;",1)</f><v>&#228;_x0041_</v></c><c r="E5"><f>1/0</f></c>
<c r="F5" t="e"><v>#N/A</v></c><c r="G5" t="n"><v></v></c><c r="XFD5" s="7"><v>1E+20</v></c></row>
"""


def test_a_plain_sheet_is_read_plainly_and_as_the_parser_reads_it() -> None:
    around = '<mergeCells count="1"><mergeCell ref="A7:B7"/></mergeCells>'
    package = open_package(workbook(PLAIN, around))
    assert read_plain(package, sheet_part(package)) is not None
    for blanks_in in ((), (1, 5)):
        scan = scanning.scan_sheet(package, package.sheets[0], blanks_in)
        assert everything(scan) == everything(by_parser(package, blanks_in))


def test_empty_tags_are_plain_however_openpyxl_closes_them() -> None:
    # With lxml installed openpyxl writes <c/>, without it <c />.
    spaced = PLAIN.replace("/>", " />").replace("<v></v>", "<v />")
    package = open_package(workbook(spaced))
    assert read_plain(package, sheet_part(package)) is not None
    for blanks_in in ((), (1, 5)):
        scan = scanning.scan_sheet(package, package.sheets[0], blanks_in)
        assert everything(scan) == everything(by_parser(package, blanks_in))


def test_our_own_master_is_read_plainly() -> None:
    package = open_package(build_master(small_municipality(), Manifest("prov", MASTER, 2019)))
    slow = [
        sheet.name
        for sheet in package.sheets
        if read_plain(package, package.xml(sheet.part)) is None
    ]
    assert slow == []


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c><!-- <c r="B1"><v>2</v></c> --></row>',
        '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
        '<row r="1"><c><v>1</v></c></row>',  # no address
        '<row><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="B2"><v>1</v></c></row>',  # another row's address
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',  # twice
        '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',  # no such text
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" cm="1"><v>1</v></c></row>',
        '<row r="1" r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1" ukänd="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>&okänd;</v></c></row>',
        '<row r="1"><c r="A1"><v>&#0;</v></c></row>',
        '<row r="1"><c r="A1"><v>a]]>b</v></c></row>',
        '<row r="1"><c r="A1"><v>1\r\n2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>',
        '<c r="A1"><v>1</v></c>',
        '<row r="1"/>\now r="2"><c r="A2"><v>1</v></c></row>',
        '<row r="1"/> x <row r="2"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c> x <c r="B1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row> x',
        '<row r="1"><row r="2"/></row>',
    ],
)
def test_what_departs_from_the_plain_way_is_left_to_the_parser(rows: str) -> None:
    package = open_package(workbook(rows))
    assert read_plain(package, sheet_part(package)) is None


def test_a_second_sheet_data_is_refused_however_it_is_written() -> None:
    data = workbook('<row r="1"><c r="A1"><v>1</v></c></row>')
    second = f"<x:sheetData xmlns:x='{MAIN}'/>".encode()
    inside = sheet_part(open_package(data)).replace(b"</sheetData>", b"</sheetData>" + second)
    twice = open_package(_with_sheet(data, inside))
    with pytest.raises(Refusal, match="sheetData på fel plats"):
        scanning.scan_sheet(twice, twice.sheets[0])


def _with_sheet(data: bytes, sheet: bytes) -> bytes:
    package = open_package(data)
    part = package.sheets[0].part
    return packed({name: sheet if name == part else package.read(name) for name in package.parts})


def _sheets() -> Iterator[tuple[str, Package, int]]:
    for path in sorted(FILES.iterdir()):
        try:
            package = open_package(path)
        except Refusal:
            continue
        for number in range(len(package.sheets)):
            yield path.name, package, number


def test_every_sheet_people_sent_is_the_same_both_ways() -> None:
    plain = 0
    for name, package, number in _sheets():
        sheet = package.sheets[number]
        try:
            expected = SheetScan(sheet.name, sheet.part, package.xml(sheet.part))
            parse_sheet(package, expected, expected.data, ()).finish()
        except Refusal as refusal:
            with pytest.raises(Refusal, match=re.escape(refusal.message)):
                scanning.scan_sheet(package, sheet)
            continue
        plain += read_plain(package, expected.data) is not None
        assert everything(scanning.scan_sheet(package, sheet)) == everything(expected), name
    assert plain > 20, "the plain way is hardly ever taken"


@settings(max_examples=300)
@given(st.integers(0, 2**32), st.integers(1, 3))
@example(0, 1)
@example(455, 2)
def test_a_sheet_changed_at_random_is_read_the_same_or_left_alone(seed: int, changes: int) -> None:
    random = Random(seed)
    text = PLAIN
    for _ in range(changes):
        at = random.randrange(len(text))
        piece = random.choice(['"', "<", ">", "&", ";", "/", " ", "1", "A", "\n", "", "å", "]]>"])
        text = text[:at] + piece + text[at + random.randrange(3) :]
    package = open_package(workbook(text))
    plain = read_plain(package, sheet_part(package))
    if plain is None:
        return
    expected = by_parser(package)  # it must not refuse what was read plainly
    assert everything(scanning.scan_sheet(package, package.sheets[0])) == everything(expected)


def test_what_one_book_holds_is_not_taken_for_what_another_does() -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>43708</v></c></row>'
    shown = []
    for words, code in ((("ett", "två"), "0.0"), (("tre", "fyra"), "yyyy-mm-dd")):
        formats = f'<numFmts count="1"><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
        styles = (
            f'<styleSheet xmlns="{MAIN}">{formats}<cellXfs count="2"><xf numFmtId="0"/>'
            '<xf numFmtId="164"/></cellXfs></styleSheet>'
        )
        parts = parts_of({"Utfall": sheet_xml(rows)}, strings_xml(*words))
        package = open_package(packed(parts | {"xl/styles.xml": styles}))
        plain = read_plain(package, sheet_part(package))
        assert plain is not None
        shown.append([(cell.text, cell.number_format) for cell in plain.cells.values()])
    assert shown == [
        [("ett", "General"), ("43708", "0.0")],
        [("tre", "General"), ("43708", "yyyy-mm-dd")],
    ]
