"""What people put into their master is there after a merge, byte for byte; the values come in."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from support.libreoffice import recalculate
from support.merging import Desk
from support.ooxml_books import MAIN
from support.rich_master import CHAIN, WORKBOOK, rich_master, utfall
from xlmal.address import a1
from xlmal.ooxml.archive import Archive
from xlmal.ooxml.package import open_package
from xlmal.operations.merge import MergeResult

TYPES = "[Content_Types].xml"
BOOK_LINKS = "xl/_rels/workbook.xml.rels"
_M = f"{{{MAIN}}}"

#: M1.1 has its row 5 already; M1.2 gets a new row, with formulas, which outdates the chain.
OLD_ROW = {"M1.1 Utfall": 82.5, "M1.1 Prognos": 84}
NEW_ROW = {**OLD_ROW, "M1.2 Utfall": 40}


@dataclass(frozen=True)
class Run:
    """A rich master before and after a merge."""

    before: bytes
    after: bytes
    result: MergeResult
    path: Path

    @property
    def changed(self) -> set[str]:
        """The parts whose compressed bytes are not the same, or that came or went."""
        one, two = Archive(self.before), Archive(self.after)
        both = {*one.names} & {*two.names}
        same = {name for name in both if one.compressed(name) == two.compressed(name)}
        return {*one.names, *two.names} - same

    def at(self, header: str, row: int) -> str:
        """The cell of a row under a header of the table on the sheet Utfall."""
        (table,) = open_package(self.before).tables_on("Utfall")
        return a1(row, table.area.first_column + table.columns.index(header))

    def sheets(self) -> tuple[str, str]:
        """The sheet Utfall before and after."""
        part, _ = utfall(self.before)
        one, two = (Archive(data).read(part).decode() for data in (self.before, self.after))
        return one, two


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """A merge into a row that is there, and one that needs a new row too."""
    made = {}
    for name, cells in (("old row", OLD_ROW), ("new row", NEW_ROW)):
        folder = tmp_path_factory.mktemp("rik")
        desk = Desk.usual(folder, tmp_path_factory.getbasetemp() / "utskick")
        desk.master = desk.master.rename(folder / "master.xlsm")
        desk.master.write_bytes(rich_master(desk.sent.master))
        desk.receive("KS", cells)
        before = desk.master.read_bytes()
        result = desk.merge()
        made[name] = Run(before, desk.master.read_bytes(), result, desk.master)
    return made


@pytest.fixture(params=["old row", "new row"])
def run(runs: dict[str, Run], request: pytest.FixtureRequest) -> Run:
    return runs[request.param]


def test_only_changed_sheets_and_tables_and_what_is_named_differ(run: Run) -> None:
    patched = run.result.patched
    assert patched is not None
    assert run.changed == {*patched.changed_parts, *patched.dropped_parts}
    of_the_book = {CHAIN, TYPES, WORKBOOK, BOOK_LINKS}
    folders = ("xl/worksheets/sheet", "xl/tables/")
    assert all(name.startswith(folders) for name in run.changed - of_the_book)


def test_the_calculation_chain_goes_only_when_a_formula_came(runs: dict[str, Run]) -> None:
    of_the_book = {CHAIN, TYPES, BOOK_LINKS}
    assert not runs["old row"].changed & of_the_book
    assert runs["new row"].changed >= of_the_book
    patched = runs["new row"].result.patched
    assert patched is not None
    assert patched.dropped_parts == (CHAIN,)


def test_the_content_types_and_the_links_lose_the_chain_and_nothing_else(
    runs: dict[str, Run],
) -> None:
    run = runs["new row"]
    for part in (TYPES, BOOK_LINKS):
        one, two = (Archive(data).read(part).decode() for data in (run.before, run.after))
        gone = one.split(">")
        for tag in two.split(">"):
            gone.remove(tag)
        assert len(gone) == 1
        assert "calcChain" in gone[0]


def test_order_dates_and_attributes_of_the_parts_are_as_before(run: Run) -> None:
    with zipfile.ZipFile(io.BytesIO(run.after)) as archive:
        assert archive.testzip() is None
        after = {one.filename: (one.date_time, one.external_attr) for one in archive.infolist()}
    with zipfile.ZipFile(io.BytesIO(run.before)) as archive:
        before = {one.filename: (one.date_time, one.external_attr) for one in archive.infolist()}
    assert list(after.items()) == [one for one in before.items() if one[0] in after]


def cells_of(sheet: str) -> dict[str, str]:
    """Every stored cell as XML, by its address."""
    root = ElementTree.fromstring(sheet)
    return {
        cell.get("r", ""): ElementTree.tostring(cell, encoding="unicode")
        for cell in root.iter(f"{_M}c")
    }


def rows_of(sheet: str) -> dict[str, dict[str, str]]:
    root = ElementTree.fromstring(sheet)
    return {row.get("r", ""): dict(row.items()) for row in root.iter(f"{_M}row")}


@pytest.mark.parametrize("name", ["old row", "new row"])
def test_in_the_changed_sheet_only_the_named_cells_differ(runs: dict[str, Run], name: str) -> None:
    run = runs[name]
    before, after = run.sheets()
    (table,) = open_package(run.before).tables_on("Utfall")
    changed = {run.at("Utfall", 5), run.at("Prognos", 5)}
    if name == "new row":
        changed |= {run.at(header, 6) for header in table.columns}
    one, two = cells_of(before), cells_of(after)
    assert {place for place in {*one, *two} if one.get(place) != two.get(place)} == changed
    rows, new_rows = rows_of(before), rows_of(after)
    assert {number: new_rows.get(number) for number in rows} == rows
    assert set(new_rows) - set(rows) == ({"6"} if name == "new row" else set())


def around_cells(sheet: str) -> list[str]:
    """The sheet's other children as they are written, its dimension left out."""
    head, _, rest = sheet.partition("<sheetData>")
    tail = rest.partition("</sheetData>")[2]
    start, _, end = head.partition("<dimension ")
    return [start, end.partition("/>")[2], tail]


def test_what_stands_around_the_cells_is_the_same_bytes(run: Run) -> None:
    """The data bar on E4:E5 ended with the table, and follows it; nothing else moves."""
    before, after = run.sheets()
    expected = around_cells(before)
    letter = run.at("Utfall", 5)[:-1]
    old, new = f"{letter}4:{letter}5", f"{letter}4:{letter}6"
    if run.changed & {CHAIN}:
        for range_ in ('<conditionalFormatting sqref="{}">', "<xm:sqref>{}</xm:sqref>"):
            expected[2] = expected[2].replace(range_.format(old), range_.format(new))
    assert around_cells(after) == expected


def test_openpyxl_reads_the_new_values(runs: dict[str, Run]) -> None:
    run = runs["new row"]
    sheet = openpyxl.load_workbook(io.BytesIO(run.after))["Utfall"]
    found = [sheet[run.at(*place)].value for place in (("Utfall", 5), ("Prognos", 5))]
    assert found == [82.5, 84]
    new = [sheet[run.at(header, 6)].value for header in ("Indikator-ID", "Omgång", "Utfall")]
    assert new == ["M1.2", "2019-D2", 40]
    assert sheet.tables["tblUtfall"].ref.endswith("6")
    assert (sheet["X3"].value, sheet["Y4"].value) == ("Rik text", f"={run.at('Utfall', 4)}+1")


def test_the_command_does_the_same_and_a_second_time_nothing(
    runs: dict[str, Run], tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    desk = Desk.usual(tmp_path, tmp_path_factory.getbasetemp() / "utskick")
    desk.master.write_bytes(rich_master(desk.sent.master))
    desk.receive("KS", NEW_ROW)
    command = [sys.executable, "-m", "xlmal", "samla", str(desk.master), str(desk.inbox)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    once = desk.master.read_bytes()
    run = runs["new row"]
    assert replace(run, after=once).changed == run.changed
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert desk.master.read_bytes() == once


@pytest.mark.libreoffice
def test_libreoffice_opens_the_book_and_shows_the_new_values(
    runs: dict[str, Run], tmp_path: Path
) -> None:
    run = runs["new row"]
    shown = openpyxl.load_workbook(recalculate(run.path, tmp_path / "ut"), data_only=True)
    sheet = shown["Utfall"]
    places = [run.at(*place) for place in (("Utfall", 5), ("Prognos", 5), ("Utfall", 6))]
    assert [sheet[place].value for place in places] == [82.5, 84, 40]
    assert sheet[run.at("Indikator", 6)].value  # looked up by the formula that the row took over
    calculated = [sheet[place].value for place in ("X4", "X5", "Y4", "Y5")]
    assert calculated == [800, 825, 81, 83.5]
    assert sheet["X3"].value == "Rik text"
    assert shown["Egen analys"]["B2"].value == 3
