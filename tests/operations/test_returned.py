"""Which returned files are taken in, and what is said of those that are not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from support.lillkoping import APRIL, AUGUST, desk_municipality, with_status
from support.merging import Desk, Sent, filled_in, send_out
from xlmal.building.finish import finish
from xlmal.domain.choices import RoundStatus
from xlmal.domain.rounds import Round
from xlmal.operations.returned import ReturnedFile, read_returned
from xlmal.schema.manifest import MASTER, Manifest

ANSWERS = {"M1.1 Utfall": 82, "M1.2 Utfall": 40}


@pytest.fixture
def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.usual(tmp_path, tmp_path_factory.getbasetemp() / "utskick")


def read(desk: Desk, data: bytes, *, late: bool = False) -> ReturnedFile:
    return read_returned(desk.put("KS_2019-D2.xlsx", data), desk.opened(), late=late)


def found(file: ReturnedFile) -> set[tuple[str, str | None]]:
    return {(one.code, one.cell) for one in file.findings}


def edited(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    """A file after somebody has been at it with the protection off, in good time."""
    book = load_workbook(io.BytesIO(data))
    change(book)
    return finish(book)


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A file with its parts changed; None leaves a part out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = change(name, before.read(name))
            if part is not None:
                after.writestr(name, part)
    return out.getvalue()


def test_a_sound_file_is_whose_it_says_and_counts_its_rows(desk: Desk) -> None:
    file = read(desk, filled_in(desk.sent.files["KS"], ANSWERS))
    assert (file.provider, file.round, file.rows, file.is_merged) == ("KS", AUGUST, 4, True)
    assert [(said.key.row[0], said.value, said.issued) for said in file.statements] == [
        ("M1.1", 82.0, "81.0"),
        ("M1.2", 40.0, ""),
    ]
    assert file.findings == ()


def test_the_answer_tells_how_decided_it_is(desk: Desk) -> None:
    cells = {
        "svarVersion": "beslutat av nämnden",
        "svarBeslutsdatum": date(2019, 9, 18),
        "svarParagraf": "§ 87",
    }
    file = read(desk, filled_in(desk.sent.files["KS"], {}, cells))
    assert file.told == ("beslutat av nämnden", "2019-09-18 § 87")


@pytest.mark.parametrize(
    ("typed", "said"), [("18 september", "18 september"), (9e9, "9000000000"), (None, "")]
)
def test_a_day_of_decision_that_is_no_day_is_told_as_it_stands(
    desk: Desk, typed: object, said: str
) -> None:
    file = read(desk, filled_in(desk.sent.files["KS"], {}, {"svarBeslutsdatum": typed}))
    assert (file.told, file.is_merged) == (("", said), True)


def test_a_file_without_its_first_sheet_is_read_all_the_same(desk: Desk) -> None:
    data = edited(
        filled_in(desk.sent.files["KS"], ANSWERS), lambda book: book.remove(book["Så gör du"])
    )
    file = read(desk, data)
    assert (file.told, len(file.statements), file.is_merged) == (("", ""), 2, True)


# The file as a whole


def other_master(folder: Path, year: int, workbook_id: str) -> bytes:
    municipality = desk_municipality()
    moved = replace(
        municipality,
        settings=municipality.settings.model_copy(update={"year": year}),
        targets=tuple(one.model_copy(update={"year": year}) for one in municipality.targets),
    )
    manifest = Manifest(workbook_id, MASTER, year)
    return send_out(moved, folder, Round(year, AUGUST.kind), manifest).files["KS"]


@pytest.mark.parametrize(
    ("year", "workbook_id", "code", "says"),
    [
        (2018, "lillkoping-2018", "K03", "Filen gäller 2018, men huvudarbetsboken 2019."),
        (2018, "lillkoping", "K03", "Filen gäller 2018, men huvudarbetsboken 2019."),
        (2019, "storkoping", "K02", "en annan huvudarbetsbok än master.xlsx"),
    ],
)
def test_a_file_of_another_year_or_master_is_not_taken_in(
    desk: Desk, tmp_path: Path, year: int, workbook_id: str, code: str, says: str
) -> None:
    file = read(desk, other_master(tmp_path / "andra", year, workbook_id))
    (finding,) = file.findings
    assert (finding.code, finding.cell, file.is_merged, file.statements) == (code, None, False, ())
    assert says in finding.message


@pytest.mark.parametrize("part", ["_xlmal", "_utskick"])
def test_a_file_without_its_marks_is_not_taken_in(desk: Desk, part: str) -> None:
    data = filled_in(desk.sent.files["KS"], ANSWERS)
    file = read(desk, edited(data, lambda book: book.remove(book[part])))
    assert (found(file), file.is_merged) == ({("K01", None)}, False)


def test_a_file_that_names_each_cell_it_was_sent_out_with_says_the_same(desk: Desk) -> None:
    # So did files that were sent out before 2026-11-25.
    def cell_by_cell(book: Workbook) -> None:
        sheet = book["_utskick"]
        rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]
        sheet.delete_rows(2, len(rows))
        for table, key, alike, value, closed in rows:
            for column in str(alike).split("|"):
                sheet.append((table, key, column, value, closed))
        assert sheet.max_row > len(rows) + 1

    sent = filled_in(desk.sent.files["KS"], ANSWERS)
    now, before = (
        read(desk, data) for data in (edited(sent, lambda _: None), edited(sent, cell_by_cell))
    )
    assert (before.statements, before.findings) == (now.statements, now.findings)
    assert len(before.statements) == len(ANSWERS)


def test_the_master_itself_is_no_returned_file(desk: Desk) -> None:
    assert found(read(desk, desk.sent.master)) == {("K01", None)}


def test_a_closed_round_takes_only_what_comes_as_komplettering(tmp_path: Path) -> None:
    closed = send_out(desk_municipality(), tmp_path / "ut", APRIL)
    desk = Desk(tmp_path, closed)
    data = filled_in(closed.files["KS"], {"M1.2 Utfall": 40})
    refused, late = read(desk, data), read(desk, data, late=True)
    assert (found(refused), refused.is_merged) == ({("K04", None)}, False)
    assert "Delårsrapport april 2019 är stängd" in refused.findings[0].message
    assert (found(late), late.is_merged, late.is_late) == (set(), True, True)


def test_a_round_that_is_only_planned_takes_answers(tmp_path: Path) -> None:
    planned = with_status(desk_municipality(), AUGUST, RoundStatus.PLANNED)
    desk = Desk(tmp_path, send_out(planned, tmp_path / "ut"))
    file = read(desk, filled_in(desk.sent.files["KS"], ANSWERS))
    assert (file.is_merged, file.is_late, len(file.statements)) == (True, False, 2)


# Files that are damaged, in ways that show at different depths


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def with_broken_sheet(data: bytes) -> bytes:
    return repacked(
        data,
        lambda name, part: part[:-200] if name == "xl/worksheets/sheet2.xml" else part,
    )


def with_lost_text(data: bytes) -> bytes:
    def change(name: str, part: bytes) -> bytes:
        if name != "xl/worksheets/sheet2.xml":
            return part
        return re.sub(
            rb'<c r="C5"([^>]*?)t="\w+"([^>]*)>.*?</c>',
            rb'<c r="C5" t="s"><v>9999</v></c>',
            part,
            count=1,
        )

    return repacked(data, change)


@pytest.mark.parametrize(
    ("damage", "code"),
    [(truncated, "F11"), (with_broken_sheet, "F18"), (with_lost_text, "F19")],
)
def test_a_damaged_file_is_a_finding_and_no_more(
    desk: Desk, damage: Callable[[bytes], bytes], code: str
) -> None:
    file = read(desk, damage(filled_in(desk.sent.files["KS"], ANSWERS)))
    assert (found(file), file.is_merged, file.statements) == ({(code, None)}, False, ())
    assert file.findings[0].place.file == "KS_2019-D2.xlsx"


def test_a_lock_file_that_a_pattern_brings_along_is_a_warning(desk: Desk) -> None:
    path = desk.put("~$KS_2019-D2.xlsx", b"\x04Berg")
    file = read_returned(path, desk.opened())
    assert (found(file), file.is_merged) == ({("A15", None)}, False)
    assert "KS_2019-D2.xlsx är öppen hos någon" in file.findings[0].message


# Rows and sheets


def test_a_renamed_or_removed_sheet_is_told_and_the_others_are_read(desk: Desk) -> None:
    data = filled_in(desk.sent.files["KS"], {**ANSWERS, "M1 Analys": "Det går bra."})

    def rename(book: Workbook) -> None:
        book["Utfall"].title = "Blad1"

    renamed = read(desk, edited(data, rename))
    removed = read(desk, edited(data, lambda book: book.remove(book["Måluppföljning"])))
    assert found(renamed) == {("K05", None), ("K29", None)}
    assert "Bladet Utfall saknas i filen" in renamed.findings[0].message
    assert "Bladet Blad1 fanns inte i utskicket" in renamed.findings[1].message
    assert [said.key.header for said in renamed.statements] == ["Analys"]
    assert found(removed) == {("K05", None)}
    assert {said.key.header for said in removed.statements} == {"Utfall"}


def write(desk: Desk, cells: dict[str, object]) -> ReturnedFile:
    """Type into cells by address, as one can when the protection is off."""
    data = filled_in(desk.sent.files["KS"], ANSWERS)

    def change(book: Workbook) -> None:
        for address, value in cells.items():
            book["Utfall"][address] = value

    return read(desk, edited(data, change))


def address(desk: Desk, cell: str, row: int | None = None) -> str:
    at = desk.at(cell).partition("!")[2]
    return at if row is None else re.sub(r"\d+", str(row), at)


def values(file: ReturnedFile) -> dict[str, object]:
    return {f"{said.key.row[0]} {said.key.header}": said.value for said in file.statements}


def test_a_row_with_an_unknown_id_brings_nothing(desk: Desk) -> None:
    file = write(desk, {address(desk, "M1.2 Indikator-ID"): "M9.9"})
    assert found(file) == {("T35", desk.at("M1.2 Indikator-ID"))}
    assert values(file) == {"M1.1 Utfall": 82}


def test_an_id_that_was_sent_out_but_is_not_in_the_master_brings_nothing(tmp_path: Path) -> None:
    """New ids come with the round mål only; in a reporting round every id must be known."""
    municipality = desk_municipality()
    fewer = replace(
        municipality,
        indicators=tuple(one for one in municipality.indicators if one.id != "M1.2"),
        targets=tuple(one for one in municipality.targets if one.indicator != "M1.2"),
    )
    sent = send_out(municipality, tmp_path / "ut")
    desk = Desk(tmp_path, Sent(send_out(fewer, tmp_path / "ut 2").master, sent.files))
    file = read(desk, filled_in(sent.files["KS"], ANSWERS))
    assert found(file) == {("T35", desk.at("M1.2 Indikator-ID"))}
    assert values(file) == {"M1.1 Utfall": 82}


def test_an_id_of_another_units_indicator_brings_nothing(desk: Desk) -> None:
    file = write(desk, {address(desk, "M1.2 Indikator-ID"): "M2.1"})
    assert found(file) == {("T35", desk.at("M1.2 Indikator-ID"))}
    assert values(file) == {"M1.1 Utfall": 82}


def test_two_rows_with_one_id_and_different_values_bring_nothing(desk: Desk) -> None:
    file = write(desk, {address(desk, "M1.2 Indikator-ID"): "M1.1"})
    places = {desk.at("M1.1 Indikator-ID"), desk.at("M1.2 Indikator-ID")}
    assert found(file) == {("T16", place) for place in places}
    assert values(file) == {}


def test_a_row_of_another_round_brings_nothing(desk: Desk) -> None:
    file = write(desk, {address(desk, "M1.2 Omgång"): "2018-D2"})
    (finding,) = file.findings
    assert (finding.code, finding.cell) == ("K06", desk.at("M1.2 Omgång"))
    assert finding.as_line().startswith(f"{finding.cell}, Nystartade företag: Raden gäller")
    assert values(file) == {"M1.1 Utfall": 82}


def test_a_row_typed_under_the_table_is_told(desk: Desk) -> None:
    last = int(re.sub(r"\D", "", address(desk, "M1.3 Utfall")))
    headers = {"Indikator-ID": "M1.3", "Omgång": "2019-D2", "Utfall": "ja"}
    below = {address(desk, f"M1.3 {header}", last + 1): value for header, value in headers.items()}
    file = write(desk, below)
    assert {code for code, _ in found(file)} == {"T10", "T15"}
    assert values(file)["M1.3 Utfall"] is True


def test_a_file_may_be_resorted_and_its_columns_moved(desk: Desk) -> None:
    def swap(book: Workbook) -> None:
        sheet = book["Utfall"]
        one, two = (
            int(re.sub(r"\D", "", address(desk, f"{id_} Utfall"))) for id_ in ("M1.1", "M1.2")
        )
        for column in range(1, sheet.max_column + 1):
            first, second = sheet.cell(one, column), sheet.cell(two, column)
            first.value, second.value = second.value, first.value

    file = read(desk, edited(filled_in(desk.sent.files["KS"], ANSWERS), swap))
    assert values(file) == {"M1.1 Utfall": 82, "M1.2 Utfall": 40}
