"""Variants of the cases in files/ that tests/intake and tests/ooxml say little about."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import ooxml_books as books
from xlmal.operations.inspect import Inspection, inspect

HEADERS = books.row(1, "Indikator-ID", "Omgång", "Utfall", "Prognos", "Kommentar", "Mätdatum")
SOUND = books.row(2, "KS-001", "2025-D1", 82.5, 85, "Enligt plan")


@pytest.fixture
def looked_at(tmp_path: Path):
    def look(data: bytes, name: str = "Utfall.xlsx") -> Inspection:
        (tmp_path / name).write_bytes(data)
        return inspect(tmp_path / name)

    return look


def told(found: Inspection) -> list[tuple[str, str]]:
    return [(f.code, (f.cell or "").rpartition("!")[2]) for f in found.findings if f.code != "T07"]


def values(found: Inspection) -> dict[str, object]:
    shown = found.as_json()["rows"]
    return {cell["ref"]: cell["value"] for row in shown for cell in row["cells"].values()}


# 12: booleans as words, and what is no boolean at all.


@pytest.mark.parametrize(
    ("stored", "code"),
    [("true", "V16"), ("false", "V16"), ("1", "V16"), ("0", "V16"), ("TRUE", "V16"), ("2", "V01")],
)
def test_whatever_a_boolean_cell_says_true_is_no_number_in_silence(looked_at, stored, code):
    cells = '<c r="A2" t="str"><v>KS-001</v></c><c r="B2" t="str"><v>2025-D1</v></c>'
    cells += f'<c r="C2" t="b"><v>{stored}</v></c>'
    assert told(looked_at(books.book(HEADERS + f'<row r="2">{cells}</row>'))) == [(code, "C2")]


# 15: words that other programs take for nothing.


@pytest.mark.parametrize(
    "word",
    [*("NaN", "nan", "-nan", "N/A", "n/a", "#N/A N/A", "<NA>", "null", "None", "NA", "1.#QNAN")],
)
def test_words_for_nothing_stay_words_and_are_no_missing_values(looked_at, word):
    found = looked_at(
        books.book(
            HEADERS
            + books.row(2, "NULL", "2025-D1", word, 85, word)
            + books.row(3, "nan", "2025-D1", 1, 85, "null")
        )
    )
    assert (values(found)["C2"], values(found)["E2"]) == (None, word)
    assert (values(found)["A2"], values(found)["A3"]) == ("NULL", "nan".upper())
    assert [cell for _, cell in told(found)].count("C2") == 1


# 16: a formula whose result nobody has stored, in every kind of column.


def test_a_formula_without_a_result_is_nothing_in_any_column(looked_at):
    rows = "".join(
        books.row(n, *(f"={at}" if at == n - 2 else text for at, text in enumerate(sound)))
        for n in range(2, 8)
        for sound in [(f"M{n}", "2025-D1", 1, 2, "x", "2025-04-30")]
    )
    places = ["A2", "B3", "C4", "D5", "E6", "F7"]
    found = looked_at(books.book(HEADERS + rows))
    assert [cell for code, cell in told(found) if code == "V19"] == places
    assert all(values(found)[place] is None for place in places)


# 39: protected in every way that is no encryption.


@pytest.mark.parametrize(
    ("extra", "after"),
    [
        ("", '<sheetProtection sheet="1" password="CC1A" objects="1" scenarios="1"/>'),
        ("", '<sheetProtection algorithmName="SHA-512" hashValue="x" saltValue="y" sheet="1"/>'),
        ('<workbookProtection lockStructure="1" workbookPassword="CC1A"/>', ""),
        ('<fileSharing readOnlyRecommended="1" userName="Ekonom"/>', ""),
    ],
)
def test_a_protected_sheet_or_book_reads_as_any_other(looked_at, extra, after):
    sheet = books.sheet_xml(HEADERS + SOUND, after=after)
    found = looked_at(books.packed(books.parts_of({"Utfall": sheet}, workbook_extra=extra)))
    assert (values(found)["C2"], told(found)) == (82.5, [])


# 48, 49: what is left when a copy was broken off.


@pytest.mark.parametrize("eighths", range(8))
def test_a_file_cut_anywhere_is_refused_and_never_half_read(looked_at, eighths):
    whole = books.book(HEADERS + SOUND)
    found = looked_at(whole[: len(whole) * eighths // 8])
    assert found.error is not None
    assert found.error.code == ("F11" if eighths else "F03")
    assert found.rows == ()


@pytest.mark.parametrize(
    "part", [b"xl/worksheets/s1.xml", b"xl/workbook.xml", b"xl/styles.xml", b"_rels/.rels"]
)
def test_a_file_with_a_hole_in_a_part_is_refused_and_never_half_read(looked_at, part):
    whole = bytearray(books.book(HEADERS + SOUND))
    hole = whole.index(part) + len(part) + 5
    whole[hole : hole + 20] = bytes(20)
    found = looked_at(bytes(whole))
    assert found.error is not None
    assert found.error.code == "F11"
    assert found.rows == ()


# 57: what the dimension tag may say.


@pytest.mark.parametrize("ref", ["A1", "A1:A1", "XFD1048576", "A1:XFD1048576", "", "B7:C9", "?"])
def test_the_dimension_is_not_believed_whatever_it_says(looked_at, ref):
    found = looked_at(books.book(HEADERS + SOUND, before=f'<dimension ref="{ref}"/>'))
    assert (values(found)["C2"], told(found)) == (82.5, [])
