"""What lies near a change: names that end with a table, sparklines, a signature."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest

from support.ooxml_books import MAIN, book, packed, parts_of, row, sheet_xml, table_xml
from xlmal.finding import Refusal
from xlmal.ooxml.archive import Archive
from xlmal.ooxml.edits import AppendRow, SetCell
from xlmal.ooxml.package import open_package
from xlmal.ooxml.patch import patch

COLUMNS = ("ID", "Utfall")
TABLE = table_xml("tblUtfall", "A1:B3", COLUMNS)
ROWS = row(1, *COLUMNS) + row(2, "M1", 82.5) + row(3, "M2", 7)
PARTS = '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'

# what a name stands for, before and after a row is added to the table A1:B3
NAMES = """
Utfall!$B$2:$B$3                   | Utfall!$B$2:$B$4
utfall!$A$1:$B$3                   | utfall!$A$1:$B$4
'Utfall'!$A$2:$A$3,Annat!$A$2:$A$3 | 'Utfall'!$A$2:$A$4,Annat!$A$2:$A$3
Utfall!$A$1:$F$3                   | Utfall!$A$1:$F$4
COUNTA(Utfall!$A$2:$A$3)&"<"       | COUNTA(Utfall!$A$2:$A$4)&"<"
Utfall!$B$3                        | Utfall!$B$3
Utfall!$B$3:$B$3                   | Utfall!$B$3:$B$3
Utfall!$B$2:$B$9                   | Utfall!$B$2:$B$9
Utfall!$D$2:$D$3                   | Utfall!$D$2:$D$3
Utfall!B2:B3                       | Utfall!B2:B3
Annat!$B$2:$B$3                    | Annat!$B$2:$B$3
[1]Utfall!$B$2:$B$3                | [1]Utfall!$B$2:$B$3
tblUtfall[Utfall]                  | tblUtfall[Utfall]
"""


@pytest.mark.parametrize("line", NAMES.strip().splitlines(), ids=str.strip)
def test_a_name_that_ends_with_the_table_follows_it(line: str) -> None:
    before, after = (part.strip() for part in line.split("|"))
    names = f"<definedNames><definedName name='n'>{escape(before)}</definedName>"
    sheets = {"Utfall": sheet_xml(ROWS, after=PARTS), "Annat": sheet_xml(row(1, 1))}
    parts = parts_of(sheets, tables={"Utfall": TABLE}, workbook_extra=f"{names}</definedNames>")
    result = patch(packed(parts), [AppendRow("tblUtfall", {"ID": "M3"})])
    package = open_package(result.data)
    assert [name.refers_to for name in package.defined_names] == [after]
    assert ("xl/workbook.xml" in result.changed_parts) == (before != after)


def test_a_sparkline_in_the_last_row_stays_in_its_cell() -> None:
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    xm = "http://schemas.microsoft.com/office/excel/2006/main"
    lines = (
        f'<extLst><ext xmlns:x14="{x14}" xmlns:xm="{xm}"><x14:sparklineGroups><x14:sparklineGroup>'
        "<x14:sparklines><x14:sparkline><xm:f>Utfall!B2:B3</xm:f><xm:sqref>B3</xm:sqref>"
        "</x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
    )
    sheet = sheet_xml(ROWS, after=PARTS + lines)
    data = packed(parts_of({"Utfall": sheet}, tables={"Utfall": TABLE}))
    result = patch(data, [AppendRow("tblUtfall", {"ID": "M3"})])
    assert lines in Archive(result.data).read("xl/worksheets/s1.xml").decode()


def test_a_signed_workbook_is_not_changed() -> None:
    parts = parts_of({"Utfall": sheet_xml(row(1, 1))})
    parts["_xmlsignatures/origin.sigs"] = ""
    parts["_xmlsignatures/sig1.xml"] = "<Signature/>"
    with pytest.raises(Refusal, match="digitalt signerad") as refused:
        patch(packed(parts), [SetCell("Utfall", 1, 1, 2)])
    assert refused.value.code == "F44"
    assert patch(packed(parts), []).data == packed(parts)


def test_rich_text_and_its_neighbours_in_the_row_are_not_touched() -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><t xml:space="preserve">Rik </t></r><r><rPr><b/></rPr>'
        "<t>text</t></r></si></sst>"
    )
    rich = '<c r="A1" t="s"><v>0</v></c>'
    inline = '<c r="C1" t="inlineStr"><is><r><rPr><i/></rPr><t>lutande</t></r></is></c>'
    data = book(f'<row r="1">{rich}{inline}</row>', strings=strings)
    result = patch(data, [SetCell("Utfall", 1, 2, 5)])
    sheet = Archive(result.data).read("xl/worksheets/s1.xml").decode()
    assert f'{rich}<c r="B1"><v>5</v></c>{inline}' in sheet
    assert result.changed_parts == ("xl/worksheets/s1.xml",)
