"""Changing named cells changes those cells and nothing else."""

from __future__ import annotations

import math

import pytest

from support.ooxml_books import (
    MAIN,
    STRICT_MAIN,
    book,
    packed,
    parts_of,
    row,
    strings_xml,
    table_book,
    table_xml,
)
from xlmal.finding import Refusal
from xlmal.ooxml.archive import Archive
from xlmal.ooxml.edits import PatchResult, SetCell, Value
from xlmal.ooxml.package import open_package
from xlmal.ooxml.patch import patch
from xlmal.ooxml.scan import scan_sheet

ROWS = (
    '<row r="1" spans="1:2"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"/></row>'
    '<row r="3"><c r="B3" s="2"><v>7</v></c></row>'
)
BOOK = book(ROWS, before='<dimension ref="A1:C3"/>', strings=strings_xml("mål"))


def sheet_of(result: PatchResult | bytes) -> str:
    data = result if isinstance(result, bytes) else result.data
    xml = Archive(data).read("xl/worksheets/s1.xml").decode()
    return xml.partition("<sheetData>")[2].partition("</sheetData>")[0]


@pytest.mark.parametrize(
    ("ref", "value", "expected"),
    [
        ((1, 3), 82.5, '<c r="C1" s="1"><v>82.5</v></c>'),
        ((1, 3), 7.0, '<c r="C1" s="1"><v>7</v></c>'),
        ((1, 3), -0.0, '<c r="C1" s="1"><v>0</v></c>'),
        ((1, 3), 1e20, '<c r="C1" s="1"><v>1e+20</v></c>'),
        ((1, 3), True, '<c r="C1" s="1" t="b"><v>1</v></c>'),
        (
            (1, 3),
            "=A1 & <b>",
            '<c r="C1" s="1" t="inlineStr"><is><t xml:space="preserve">=A1 &amp; &lt;b&gt;</t>'
            "</is></c>",
        ),
        ((1, 1), 5, '<c r="A1"><v>5</v></c>'),
        ((1, 1), None, '<c r="A1"/>'),
        ((3, 2), None, '<c r="B3" s="2"/>'),
    ],
)
def test_a_stored_cell_gets_its_new_content_and_keeps_its_style(
    ref: tuple[int, int], value: Value, expected: str
) -> None:
    before, after = sheet_of(BOOK), sheet_of(patch(BOOK, [SetCell("Utfall", *ref, value)]))
    assert expected in after
    changed = [cell for cell in after.split("<c ") if cell not in before.split("<c ")]
    assert len(changed) == 1


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        (
            [SetCell("Utfall", 1, 2, 1)],
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c><c r="C1" s="1"/></row>',
        ),
        ([SetCell("Utfall", 1, 5, 1)], '<c r="C1" s="1"/><c r="E1"><v>1</v></c></row><row r="3">'),
        (
            [SetCell("Utfall", 2, 2, 2), SetCell("Utfall", 2, 1, 1)],
            '</row><row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row><row r="3">',
        ),
        (
            [SetCell("Utfall", 9, 1, 9), SetCell("Utfall", 8, 1, 8)],
            '</c></row><row r="8"><c r="A8"><v>8</v></c></row>'
            '<row r="9"><c r="A9"><v>9</v></c></row>',
        ),
    ],
)
def test_new_cells_and_rows_stand_in_their_right_place(edits: list[SetCell], expected: str) -> None:
    assert expected in sheet_of(patch(BOOK, edits))


def test_an_empty_sheet_and_an_empty_row_take_cells() -> None:
    empty = packed(parts_of({"Utfall": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'}))
    assert sheet_of(patch(empty, [SetCell("Utfall", 2, 2, 1)])) == (
        '<row r="2"><c r="B2"><v>1</v></c></row>'
    )
    styled = book('<row r="2" s="3" customFormat="1"/><row r="4"/>')
    assert sheet_of(patch(styled, [SetCell("Utfall", 2, 2, 1)])) == (
        '<row r="2" s="3" customFormat="1"><c r="B2" s="3"><v>1</v></c></row><row r="4"/>'
    )


def test_a_new_cell_takes_the_style_of_its_column() -> None:
    data = book(row(1, 1), before='<cols><col min="2" max="3" style="1"/></cols>')
    assert '<c r="C2" s="1"><v>5</v></c>' in sheet_of(patch(data, [SetCell("Utfall", 2, 3, 5)]))


@pytest.mark.parametrize("main", [MAIN, STRICT_MAIN])
def test_the_sheets_own_prefix_is_used(main: str) -> None:
    xml = f'<x:worksheet xmlns:x="{main}"><x:sheetData/></x:worksheet>'
    result = patch(
        packed(parts_of({"Utfall": xml}, strict=main == STRICT_MAIN)),
        [SetCell("Utfall", 1, 1, "å"), SetCell("Utfall", 1, 2, 1)],
    )
    written = Archive(result.data).read("xl/worksheets/s1.xml").decode()
    assert (
        '<x:c r="A1" t="inlineStr"><x:is><x:t xml:space="preserve">å</x:t></x:is></x:c>' in written
    )
    assert '<x:row r="1">' in written
    assert "</x:row></x:sheetData>" in written


def test_the_dimension_grows_with_the_cells() -> None:
    result = patch(BOOK, [SetCell("Utfall", 9, 5, 1)])
    assert b'<dimension ref="A1:E9"/>' in Archive(result.data).read("xl/worksheets/s1.xml")


@pytest.mark.parametrize(
    "text",
    [" luft ", "a\nb\tc", "a\r\nb", "_x000D_", "_x005F_", "\x07 ring", "👩‍🏫 åäö", "]]>", "\ufffe"],
)
def test_any_text_comes_back_as_it_was_written(text: str) -> None:
    package = open_package(patch(BOOK, [SetCell("Utfall", 1, 1, text)]).data)
    found = scan_sheet(package, package.sheets[0]).cell(1, 1)
    assert found is not None
    assert found.text == text


def test_nothing_to_change_gives_back_the_very_same_file() -> None:
    assert patch(BOOK, []).data == BOOK
    assert patch(BOOK, [SetCell("Utfall", 90, 90, None)]) == PatchResult(BOOK)


def test_value_metadata_goes_with_the_old_value_and_other_attributes_stay() -> None:
    data = book('<row r="1"><c r="A1" s="1" t="e" vm="1" cm="2" ph="1"><v>#VALUE!</v></c></row>')
    assert sheet_of(patch(data, [SetCell("Utfall", 1, 1, 3)])) == (
        '<row r="1"><c r="A1" s="1" ph="1"><v>3</v></c></row>'
    )


SHARED = (
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f></c>'
    '<c r="C1"><f t="array" ref="C1:C2">B1:B2</f></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0"/></c><c r="C2"><v>1</v></c></row>'
    '<row r="3"><c r="C3"><f t="array" ref="C3">SUM(B1:B2)</f></c></row>'
)


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (SetCell("Saknas", 1, 1, 1), "F20"),
        (SetCell("Utfall", 1, 1, 1), "F35"),
        (SetCell("Utfall", 1, 3, 1), "F35"),
        (SetCell("Utfall", 2, 3, 1), "F35"),
        (SetCell("Utfall", 5, 2, 1), "F34"),
        (SetCell("Utfall", 9, 1, "å" * 32_768), "F36"),
        (SetCell("Utfall", 9, 1, math.nan), "F37"),
        (SetCell("Utfall", 9, 1, -math.inf), "F37"),
        (SetCell("Utfall", 0, 1, 1), "F40"),
        (SetCell("Utfall", 1, 16_385, 1), "F40"),
    ],
)
def test_what_cannot_be_done_safely_is_refused(edit: SetCell, code: str) -> None:
    data = book(SHARED, after='<mergeCells><mergeCell ref="A5:B6"/></mergeCells>')
    with pytest.raises(Refusal) as refused:
        patch(data, [SetCell("Utfall", 8, 1, 1), edit])
    assert refused.value.code == code


@pytest.mark.parametrize("place", [(2, 1), (3, 3), (5, 1)])
def test_followers_lone_arrays_and_a_merged_areas_first_cell_may_change(
    place: tuple[int, int],
) -> None:
    data = book(SHARED, after='<mergeCells><mergeCell ref="A5:B6"/></mergeCells>')
    assert "<v>99</v>" in sheet_of(patch(data, [SetCell("Utfall", *place, 99)]))


def test_a_tables_header_is_not_changed() -> None:
    data = table_book(row(1, "ID") + row(2, "M1"), table_xml("tblUtfall", "A1:A2", ("ID",)))
    with pytest.raises(Refusal) as refused:
        patch(data, [SetCell("Utfall", 1, 1, "Id")])
    assert refused.value.code == "F39"


def test_two_edits_of_one_cell_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="same cell"):
        patch(BOOK, [SetCell("Utfall", 1, 1, 1), SetCell("utfall", 1, 1, 2)])
