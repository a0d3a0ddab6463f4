"""A hidden sheet is shown on request, and nothing else of the workbook part changes."""

from __future__ import annotations

from support.ooxml_books import packed, parts_of, row, sheet_xml
from xlmal.ooxml.edits import SetCell, ShowSheet
from xlmal.ooxml.package import open_package
from xlmal.ooxml.patch import patch


def hidden_book() -> bytes:
    sheets = {"Utfall": sheet_xml(row(1, "a")), "Validering": sheet_xml(row(1, "b"))}
    parts = parts_of(sheets)
    listed = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = listed.replace(
        'name="Validering"', 'name="Validering" state="hidden"'
    )
    return packed(parts)


def test_a_hidden_sheet_is_shown_and_named_in_the_result():
    before = open_package(hidden_book())
    result = patch(before, [ShowSheet("Validering"), SetCell("Validering", 1, 1, "fel")])
    after = open_package(result.data)
    assert [(sheet.name, sheet.state) for sheet in after.sheets] == [
        ("Utfall", "visible"),
        ("Validering", "visible"),
    ]
    assert set(result.changed_parts) == {"xl/workbook.xml", before.sheet("Validering").part}
    assert after.read("xl/workbook.xml") == before.read("xl/workbook.xml").replace(
        b' state="hidden"', b""
    )


def test_a_visible_sheet_is_left_as_it_is():
    before = open_package(hidden_book())
    assert patch(before, [ShowSheet("Utfall")]).data == before.data
