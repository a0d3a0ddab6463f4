"""Which rules a workbook is held against, and how its findings are ordered and written."""

from __future__ import annotations

import pytest

from support.small_master import committee_bytes, master_bytes, plain_book
from xlmal.address import CellRef
from xlmal.books.file_book import FileBook
from xlmal.finding import Finding, Place, Severity
from xlmal.operations.validate import findings_of, mark, validate
from xlmal.operations.write_validation import in_order


def codes(data: bytes) -> set[str]:
    return {finding.code for finding in findings_of(FileBook.open(data, "a.xlsx"))}


def test_a_master_is_held_against_the_rules_of_goals_and_of_rows():
    letters = {code[0] for code in codes(master_bytes())}
    assert {"G", "U"} <= letters


def test_a_committee_file_is_held_against_the_rules_of_its_rows():
    assert "P10" in codes(committee_bytes()["VON_2019-D2.xlsx"])


def test_a_bare_sheet_is_held_against_the_rules_that_its_columns_allow():
    bare = """
        Indikator-ID | Omgång  | Utfall | Prognos | Kommentar
        M1.1         | 2019-D2 | 82     | 90      | {comment}
    """
    assert codes(plain_book(bare.format(comment="kort"))) == set()
    assert codes(plain_book(bare.format(comment="x" * 1_500))) == {"U20"}


def test_findings_come_errors_first_then_as_one_reads_the_workbook():
    def finding(severity, sheet, row, column):
        place = Place("a.xlsx", CellRef(sheet, row, column), sheet)
        return Finding("X01", severity, "något", place)

    error, warning = Severity.ERROR, Severity.WARNING
    mixed = [
        finding(warning, "Utfall", 2, 1),
        finding(error, "Utfall", 10, 3),
        finding(error, "Utfall", 9, 12),
        finding(error, "Mål", 40, 1),
    ]
    assert [(str(one.severity), one.cell) for one in in_order(mixed)] == [
        ("fel", "Mål!A40"),
        ("fel", "Utfall!L9"),
        ("fel", "Utfall!C10"),
        ("varning", "Utfall!A2"),
    ]


def test_a_file_that_cannot_be_read_is_a_finding_of_its_own(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"")
    validation = validate(path)
    [finding] = validation.all_findings
    assert (finding.code, finding.severity, finding.place.file) == ("F03", Severity.ERROR, "a.xlsx")
    assert mark(path).written is None
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize("name", ["master.xlsx", "KS_2019-D2.xlsx"])
def test_our_own_workbooks_are_never_told_of_in_a_list_beside_them(tmp_path, name):
    data = master_bytes() if name == "master.xlsx" else committee_bytes()[name]
    path = tmp_path / name
    path.write_bytes(data)
    assert mark(path).written == path
    assert {one.name for one in tmp_path.iterdir()} <= {name, "historik"}
