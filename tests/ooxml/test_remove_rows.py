"""Rows taken out of a table: the rows below move up, and what may end up wrong is refused."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.ooxml_books import (
    MAIN,
    PACKAGE,
    RELATIONSHIPS,
    cell,
    packed,
    parts_of,
    row,
    sheet_xml,
    table_xml,
    with_chain,
)
from xlmal.finding import Refusal
from xlmal.ooxml.archive import Archive
from xlmal.ooxml.edits import AppendRow, PatchResult, RemoveRow, SetCell
from xlmal.ooxml.package import open_package
from xlmal.ooxml.patch import patch
from xlmal.ooxml.scan import scan_sheet

COLUMNS = ("ID", "Utfall", "Kontroll")
THIS_ROW = "IF(tblUtfall[[#This Row],[Utfall]]=0,1,2)"
TABLE = table_xml("tblUtfall", "A1:C4", COLUMNS, {"Kontroll": THIS_ROW})
PARTS = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
ROWS = (
    row(1, *COLUMNS)
    + row(2, "M1", 1, f"={THIS_ROW}", "bredvid 2")
    + row(3, "M2", 2, f"={THIS_ROW}", "bredvid 3")
    + f'<row r="4" ht="30">{cell("A4", "M3", 3)}{cell("C4", f"={THIS_ROW}")}'
    f"{cell('D4', 'bredvid 4')}</row>" + row(6, "under")
)


def workbook(
    rows: str = ROWS, after: str = "", extra: str = "", table: str = TABLE, other: str = ""
) -> dict[str, str]:
    sheets = {
        "Utfall": sheet_xml(rows, after=after + PARTS),
        "Annat": sheet_xml(other or row(1, 1)),
    }
    return parts_of(sheets, tables={"Utfall": table}, workbook_extra=extra)


def removed(parts: dict[str, str], *rows: int) -> PatchResult:
    return patch(packed(parts), [RemoveRow("tblutfall", number) for number in rows])


def shown(result: PatchResult) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(result.data))["Utfall"]
    return [[one.value for one in line] for line in sheet.iter_rows(min_row=2, max_row=6)]


# rows taken out, what columns A and B hold afterwards
LEFT = """
2     | M2 2; M3 -
3     | M1 1; M3 -
4     | M1 1; M2 2
2 4   | M2 2
2 3 4 | - -
"""


@pytest.mark.parametrize("line", LEFT.strip().splitlines(), ids=str.strip)
def test_the_rows_below_move_up_and_what_stands_beside_and_under_stays(line: str) -> None:
    gone, expected = line.split("|")
    result = removed(workbook(), *map(int, gone.split()))
    rows = shown(result)
    left = [pair.split() for pair in expected.split(";")]
    held = [[str(one) if one is not None else "-" for one in found[:2]] for found in rows]
    assert held[: len(left)] == left
    assert all(one == ["-", "-"] for one in held[len(left) : 4])
    formulas = [found[2] for found in rows[:3]]
    assert formulas == [f"={THIS_ROW}"] * len(left) + [None] * (3 - len(left))
    assert [found[3] for found in rows[:3]] == ["bredvid 2", "bredvid 3", "bredvid 4"]
    assert rows[4][0] == "under"
    (table,) = open_package(result.data).tables
    assert str(table.area) == f"A1:C{1 + len(left)}"
    assert table.filtered is False


def test_the_cells_are_moved_as_they_are_stored() -> None:
    """Style 3 comes along, the row's own height stays, and an absent cell stays absent."""
    result = removed(workbook(), 3)
    sheet = Archive(result.data).read("xl/worksheets/s1.xml").decode()
    formula = f'<c r="C3"><f>{THIS_ROW}</f></c>'
    moved = f'<row r="3">{cell("A3", "M3", 3)}{formula}{cell("D3", "bredvid 3")}</row>'
    assert f'{moved}<row r="4" ht="30">{cell("D4", "bredvid 4")}</row>' in sheet


def test_formats_validations_and_names_end_with_the_table_again() -> None:
    after = (
        '<conditionalFormatting sqref="B2:B4 A2:C90"><cfRule type="expression"/>'
        "</conditionalFormatting>"
    )
    names = '<definedNames><definedName name="n">Utfall!$A$2:$A$4</definedName></definedNames>'
    result = removed(workbook(after=after, extra=names), 3)
    assert b'sqref="B2:B3 A2:C90"' in Archive(result.data).read("xl/worksheets/s1.xml")
    assert open_package(result.data).defined_names[0].refers_to == "Utfall!$A$2:$A$3"
    assert {"xl/workbook.xml", "xl/tables/t1.xml"} <= set(result.changed_parts)


def test_a_removed_formula_drops_the_calculation_chain() -> None:
    result = removed(with_chain(workbook()), 3)
    assert result.dropped_parts == ("xl/calcChain.xml",)
    assert set(result.changed_parts) == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/tables/t1.xml",
        "xl/workbook.xml",
        "xl/worksheets/s1.xml",
    }


def test_removals_come_after_the_other_edits_and_new_rows_are_told_where_they_land() -> None:
    edits = [
        RemoveRow("tblUtfall", 2),
        AppendRow("tblUtfall", {"ID": "M4", "Utfall": 4}),
        SetCell("Utfall", 4, 2, 3),
    ]
    result = patch(packed(workbook()), edits)
    assert [found[:2] for found in shown(result)[:4]] == [
        ["M2", 2], ["M3", 3], ["M4", 4], [None, None],
    ]  # fmt: skip
    assert result.appended_rows == (4,)
    assert result.changed_parts.count("xl/worksheets/s1.xml") == 1


@given(st.integers(1, 6), st.data())
def test_any_rows_may_go_and_the_others_keep_their_order(count: int, data: st.DataObject) -> None:
    rows = row(1, *COLUMNS) + "".join(row(2 + at, f"M{at}", at) for at in range(count))
    gone = data.draw(st.sets(st.integers(2, 1 + count), min_size=1))
    table = table_xml("tblUtfall", f"A1:C{1 + count}", COLUMNS)
    result = removed(workbook(rows, table=table), *gone)
    left = [[f"M{at}", at] for at in range(count) if at + 2 not in gone]
    package = open_package(result.data)
    scan = scan_sheet(package, package.sheets[0])
    found = [[one.text for one in cells] for number, cells in scan.rows() if number > 1]
    assert found == [[name, str(at)] for name, at in left]
    assert package.tables[0].area.last_row == max(2, 1 + len(left))


@pytest.mark.parametrize("number", [1, 5])
def test_a_row_outside_the_table_is_a_mistake(number: int) -> None:
    with pytest.raises(ValueError, match="not rows of tblUtfall"):
        removed(workbook(), number)


WHOLE = "SUM(Utfall!$B$2:$B$4)+Utfall!$B$2+SUM(tblUtfall[Utfall])"


def test_what_points_at_the_whole_table_or_above_the_row_is_no_hinder() -> None:
    rule = (
        '<conditionalFormatting sqref="A2:C4"><cfRule type="expression"><formula>$B2&gt;A4'
        "</formula></cfRule></conditionalFormatting>"
    )
    parts = workbook(after=rule, other=row(1, f"={WHOLE}"))
    assert str(open_package(removed(parts, 3).data).tables[0].area) == "A1:C3"


def with_part(parts: dict[str, str], link: str, part: str, xml: str) -> dict[str, str]:
    """A workbook with one more part that hangs at the sheet Utfall."""
    rels = "xl/worksheets/_rels/s1.xml.rels"
    more = f'<Relationship Id="rId9" Type="{RELATIONSHIPS}/{link}" Target="/{part}"/>'
    assert PACKAGE in parts[rels]
    return parts | {
        rels: parts[rels].replace("</Relationships>", f"{more}</Relationships>"),
        part: xml,
    }


COMMENT = f'<comments xmlns="{MAIN}"><commentList><comment ref="B4"/></commentList></comments>'
CHART = '<c:chart xmlns:c="c"><c:f>Utfall!$B$3:$B$4</c:f></c:chart>'
CACHE = (
    f'<pivotCacheDefinition xmlns="{MAIN}"><cacheSource><worksheetSource ref="A1:B3" '
    'sheet="Utfall"/></cacheSource></pivotCacheDefinition>'
)
TIED = {
    "a formula on another sheet": (workbook(other=row(1, "=Utfall!B3")), "bladet Annat"),
    "a formula beside": (
        workbook(ROWS.replace(cell("D4", "bredvid 4"), cell("D4", "=B4"))),
        "bladet Utfall",
    ),
    "part of a column": (workbook(other=row(1, "=SUM(Utfall!$B$2:$B$3)")), "B2:B3"),
    "a name": (
        workbook(
            extra='<definedNames><definedName name="sista">Utfall!$B$4</definedName></definedNames>'
        ),
        "namnet sista",
    ),
    "a comment": (with_part(workbook(), "comments", "xl/c1.xml", COMMENT), "kommentar hör till B4"),
    "a chart": (workbook() | {"xl/charts/chart1.xml": CHART}, "ett diagram"),
    "a pivot": (
        workbook() | {"xl/pivotCache/pivotCacheDefinition1.xml": CACHE},
        "en pivottabell",
    ),
    "a link": (
        workbook(after='<hyperlinks><hyperlink ref="A4" location="Annat!A1"/></hyperlinks>'),
        "en länk hör till A4",
    ),
    "a rule for one row": (
        workbook(after='<dataValidations><dataValidation sqref="B3"/></dataValidations>'),
        "gäller just B3",
    ),
    "merged cells": (
        workbook(after='<mergeCells><mergeCell ref="C4:D4"/></mergeCells>'),
        "C4:D4 är sammanfogade",
    ),
    "a shared formula": (
        workbook(ROWS.replace('<c r="C4"><f>', '<c r="C4"><f t="shared" ref="C4:C9" si="0">')),
        "hör ihop med flera celler",
    ),
    "a formula that points by row": (
        workbook(ROWS.replace(f'<c r="C4"><f>{THIS_ROW}', '<c r="C4"><f>B1*2')),
        "Utfall!C4 pekar",
    ),
    "a totals row": (
        workbook(table=TABLE.replace("<table ", '<table totalsRowCount="1" ')),
        "summarad",
    ),
    "a hidden row": (workbook(ROWS.replace('<row r="4"', '<row r="4" hidden="1"')), "dolda rader"),
}


@pytest.mark.parametrize(("parts", "why"), TIED.values(), ids=TIED)
def test_what_is_tied_to_a_row_is_refused_with_its_reason(parts: dict[str, str], why: str) -> None:
    with pytest.raises(Refusal) as refused:
        removed(parts, 3)
    assert refused.value.code == "F45"
    assert why in str(refused.value)
    assert "Tabellrader" in str(refused.value)
