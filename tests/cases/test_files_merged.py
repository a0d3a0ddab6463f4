"""What a master holds after the files in files/ have been merged into it, or changed in place."""

from __future__ import annotations

import io
import re
import shutil
import unicodedata
import zipfile
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest

from support.merging import changed_entries
from xlmal.books.file_book import FileBook
from xlmal.building.master import build_master
from xlmal.domain.choices import Direction, Expectation, RoundStatus, UnitKind
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.indicators import Indicator, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import ReportingOccasion, Round
from xlmal.domain.settings import Settings
from xlmal.domain.units import Unit
from xlmal.finding import Kind
from xlmal.ooxml.edits import SetCell
from xlmal.ooxml.patch import patch
from xlmal.operations.master import open_master
from xlmal.operations.merge import MergeOrder, MergeResult, merge
from xlmal.operations.merge_cells import Fate
from xlmal.schema.manifest import MASTER, Manifest

FILES = Path(__file__).parent / "files"
APRIL = Round.parse("2025-D1")
UNITS = {"KN": "Kulturnämnden", "VN": "Vårdnämnden"}
INDICATORS = {"KN": [f"KS-00{n}" for n in range(1, 10)], "VN": ["VÅRD-001", "FÖR-002"]}


@cache
def master_bytes() -> bytes:
    """A master that asks Kulturnämnden and Vårdnämnden for what the files answer."""
    asked = Expectation.PROGNOSIS
    ids = [(unit, id_) for unit, own in INDICATORS.items() for id_ in own]
    municipality = Municipality(
        settings=Settings(municipality="Lillköping", year=2025),
        units=tuple(Unit(code=c, name=n, kind=UnitKind.COMMITTEE) for c, n in UNITS.items()),
        occasions=(
            ReportingOccasion(round=APRIL, status=RoundStatus.OPEN, last_day=date(2025, 5, 15)),
        ),
        council_goals=(CouncilGoal(id="K1", wording="Kommunen växer."),),
        unit_goals=tuple(
            UnitGoal(id=f"M-{unit}", unit=unit, council_goal="K1", wording="Fler är nöjda.")
            for unit in UNITS
        ),
        indicators=tuple(
            Indicator(
                id=id_,
                goal=f"M-{unit}",
                name=f"Antal {id_}",
                measure_unit="antal",
                direction=Direction.HIGHER,
            )
            for unit, id_ in ids
        ),
        targets=tuple(
            YearTarget(indicator=id_, year=2025, target=85, expect_d1=asked) for _, id_ in ids
        ),
    )
    return build_master(municipality, Manifest("lillkoping", MASTER, 2025))


class Desk:
    """A master on disk, and the case files that come in under their own or other names."""

    def __init__(self, folder: Path) -> None:
        self.inbox = folder / "inkomna"
        self.inbox.mkdir()
        self.master = folder / "master.xlsx"
        self.master.write_bytes(master_bytes())

    def merge(self, *names: str, **renamed: str) -> MergeResult:
        for name in names:
            shutil.copyfile(file_named(name), self.inbox / file_named(name).name)
        for ending, name in renamed.items():
            shutil.copyfile(file_named(name), self.inbox / f"Kulturnämnden.{ending}")
        return merge(MergeOrder(self.master, (self.inbox,), datetime(2025, 5, 2, 8, 30)))

    def says(self, header: str = "Utfall") -> dict[object, object]:
        rows = open_master(self.master).reads["outcomes"].rows
        found = {row.value("Indikator-ID"): row.value(header) for row in rows}
        return {id_: value for id_, value in found.items() if value is not None}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def file_named(name: str) -> Path:
    wanted = unicodedata.normalize("NFC", name)
    return next(f for f in FILES.iterdir() if unicodedata.normalize("NFC", f.name) == wanted)


def told(result: MergeResult) -> list[tuple[str, str | None]]:
    """What was found, who is missing and unmarked files apart."""
    return sorted({(f.code, f.cell) for f in result.findings if f.code not in ("K12", "K17")})


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# Case 64: two versions of one committee's file, and a copy.


def test_one_version_alone_is_taken_in(desk: Desk) -> None:
    result = desk.merge("64a-kulturnamnden.xlsx")
    assert desk.says() == {"KS-001": 82.5}
    assert told(result) == []
    assert [one.provider for one in result.merged] == ["KN"]


def test_of_two_versions_only_what_they_agree_on_is_taken_in(desk: Desk) -> None:
    result = desk.merge("64a-kulturnamnden.xlsx", "64b-kulturnamnden-DESKTOP-7K2.xlsx")
    assert desk.says() == {"KS-002": 1250.0}
    assert desk.says("Prognos") == {"KS-001": 85.0, "KS-002": 1300.0}
    assert told(result) == [("K09", "Utfall!C2"), ("K09", "Utfall!E2")]
    (conflict,) = (f for f in result.findings if f.cell == "Utfall!C2")
    assert "82,5 / 84" in conflict.message
    assert "64a-kulturnamnden.xlsx, 64b-kulturnamnden-DESKTOP-7K2.xlsx" in conflict.message


def test_a_copy_byte_for_byte_is_passed_over(desk: Desk) -> None:
    result = desk.merge("64a-kulturnamnden.xlsx", "64c-kulturnamnden (1).xlsx")
    assert desk.says() == {"KS-001": 82.5}
    assert told(result) == [("K10", None)]


# Case 33b: whose file it is stands in its name alone, as macOS writes it.


def test_a_committee_is_known_by_a_file_name_from_a_mac(desk: Desk) -> None:
    result = desk.merge("33b-vårdnämnden-nfd.xlsx")
    assert [one.provider for one in result.merged] == ["VN"]
    assert desk.says() == {"VÅRD-001": 82.5, "FÖR-002": 1250.0}
    assert desk.says("Kommentar")["FÖR-002"] == "Särskola"
    assert all(
        unicodedata.is_normalized("NFC", str(text)) for text in desk.says("Kommentar").values()
    )


# Cases 13, 18, 35, 37: what comes with the values does not follow them.


def test_a_linked_value_comes_in_and_the_link_does_not(desk: Desk) -> None:
    result = desk.merge(xlsx="18-external-link.xlsx")
    assert desk.says()["KS-001"] == 82.5
    assert told(result) == [("V20", "Utfall!C2")]
    after = parts(desk.master.read_bytes())
    assert not [name for name in after if "externalLink" in name]
    assert not any(b"Underlag.xlsx" in content for content in after.values())


def test_text_that_looks_like_a_formula_arrives_as_text_to_the_letter(desk: Desk) -> None:
    desk.merge(xlsx="37-formula-injection.xlsx")
    book = FileBook.open(desk.master, "master.xlsx")
    stored = {cell.text: cell for cell in book.scan("Utfall")}
    for text in (
        '=HYPERLINK("http://exempel.invalid","klicka")',
        "=cmd|' /C calc'!A0",
        "+46 70 123 45 67",
        "-5 % sämre än målet",
        "@SUM(1+1)",
        "=== Obs ===",
    ):
        assert (stored[text].kind, stored[text].formula) == (Kind.TEXT, None)
    assert desk.says()["KS-007"] == -5


def test_a_comment_too_long_for_a_cell_is_not_cut_and_not_written(desk: Desk) -> None:
    result = desk.merge(xlsx="35-long-comment.xlsx")
    assert ("V80", "Utfall!E2") in told(result)
    assert desk.says("Kommentar") == {"KS-002": "x" * 32_767}


def test_error_values_reach_no_cell(desk: Desk) -> None:
    result = desk.merge(xlsx="13-error-values.xlsx")
    assert desk.says() == {}
    assert {f"Utfall!C{row}" for row in range(2, 9)} <= {cell for _, cell in told(result)}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("38-encrypted.xlsx", "F10"),
        ("41-xls-renamed.xlsx", "F05"),
        ("45-csv-renamed.xlsx", "F08"),
        ("48-zero-byte.xlsx", "F03"),
        ("49-truncated.xlsx", "F11"),
        ("50-zip-bomb.xlsx", "F13"),
        ("51-entity-bomb.xlsx", "F14"),
    ],
)
def test_a_file_that_cannot_be_read_is_no_answer_and_hinders_no_other(
    desk: Desk, name: str, code: str
) -> None:
    result = desk.merge("33b-vårdnämnden-nfd.xlsx", xlsx=name)
    assert code in {found for found, _ in told(result)}
    assert desk.says() == {"VÅRD-001": 82.5, "FÖR-002": 1250.0}
    assert [one.name for one in result.missing] == ["Kulturnämnden"]


# Cases 60, 61, 65: what a workbook holds besides its cells.


def test_thousands_of_formats_stay_in_the_file_they_came_with(desk: Desk) -> None:
    rules = re.compile(rb"<conditionalFormatting.*?</conditionalFormatting>", re.DOTALL)

    def formats() -> dict[str, list[bytes]]:
        found = {name: rules.findall(xml) for name, xml in parts(desk.master.read_bytes()).items()}
        return {name: one for name, one in found.items() if one and "worksheets" in name}

    before = formats()
    result = desk.merge(xlsx="61-cond-format-explosion.xlsx")
    assert desk.says() == {"KS-001": 82.5, "KS-002": 1250.0, "KS-003": -3.4}
    assert told(result) == [("A14", None)]
    after = formats()
    assert after.keys() == before.keys()
    assert {name: len(one) for name, one in after.items()} == {n: len(o) for n, o in before.items()}


def test_a_macro_books_values_come_in_and_its_macros_do_not(desk: Desk) -> None:
    result = desk.merge(xlsm="65-macros.xlsm")
    assert desk.says() == {"KS-001": 82.5, "KS-002": 1250.0, "KS-003": -3.4}
    assert told(result) == [("A13", None)]
    assert not [name for name in parts(desk.master.read_bytes()) if "vba" in name.lower()]


def test_a_drop_down_kept_in_an_extension_outlives_our_changes() -> None:
    before = file_named("60-x14-data-validation.xlsx").read_bytes()
    after = patch(before, [SetCell("Utfall", 2, 3, 84.0), SetCell("Utfall", 9, 5, "ny")]).data
    lists = re.compile(rb"<extLst>.*</extLst>", re.DOTALL)
    sheets = [name for name in parts(before) if lists.search(parts(before)[name])]
    assert len(sheets) == 1
    old, new = (lists.findall(parts(data)[sheets[0]]) for data in (before, after))
    assert old == new
    assert b"Listor!$A$1:$A$3" in new[0]
    assert b"<xm:sqref>E2:E4</xm:sqref>" in new[0]
    assert changed_entries(before, after) == sheets


def test_a_macro_book_keeps_its_macros_byte_for_byte_when_a_cell_changes() -> None:
    before = file_named("65-macros.xlsm").read_bytes()
    after = patch(before, [SetCell("Utfall", 2, 3, 84.0)]).data
    changed = list(changed_entries(before, after))
    assert "xl/vbaProject.bin" in parts(after)
    assert len(changed) == 1
    assert "worksheets" in changed[0]


def test_what_every_sound_file_brings_is_counted(desk: Desk) -> None:
    result = desk.merge(xlsx="39-sheet-protected-book-locked.xlsx")
    assert result.count(Fate.TAKEN) == 8
    assert desk.says("Prognos") == {"KS-001": 85.0, "KS-002": 1300.0, "KS-003": 0.0}
