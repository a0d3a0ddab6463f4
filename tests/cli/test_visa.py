"""``xlmal visa``: what intake makes of a table, for support and for other programs."""

from __future__ import annotations

import pytest

from support.small_master import plain_book

BARE = """
    Indikator-ID | Omgång  | Utfall | Prognos | Mätdatum   | Kommentar
    M1.1         | 2019-D2 | '82,5' | 90      | 2019-08-31 | Enligt plan
    M1.2         | 2019-D2 | ca 40  |         |            |
"""


@pytest.fixture
def bare(tmp_path):
    path = tmp_path / "Nämnden.xlsx"
    path.write_bytes(plain_book(BARE))
    return path


def test_the_json_is_as_others_rely_on_it(xlmal, bare):
    answer = xlmal("visa", bare, "--json")
    assert (answer.code, answer.err) == (1, "")
    shown = answer.json
    assert list(shown) == ["file", "error", "sheet", "rows", "findings"]
    assert (shown["file"], shown["error"], shown["sheet"]) == ("Nämnden.xlsx", None, "Utfall")
    first, second = shown["rows"]
    assert first == {
        "row": 2,
        "cells": {
            "Indikator-ID": {"ref": "A2", "value": "M1.1", "raw": "M1.1", "kind": "text"},
            "Omgång": {"ref": "B2", "value": "2019-D2", "raw": "2019-D2", "kind": "text"},
            "Utfall": {"ref": "C2", "value": 82.5, "raw": "82,5", "kind": "text"},
            "Prognos": {"ref": "D2", "value": 90, "raw": "90", "kind": "number"},
            "Mätdatum": {"ref": "E2", "value": "2019-08-31", "raw": "2019-08-31", "kind": "text"},
            "Kommentar": {
                "ref": "F2",
                "value": "Enligt plan",
                "raw": "Enligt plan",
                "kind": "text",
            },
        },
    }
    assert second["cells"]["Utfall"] == {"ref": "C3", "value": None, "raw": "ca 40", "kind": "text"}
    [error] = [one for one in shown["findings"] if one["severity"] == "fel"]
    assert list(error) == ["code", "severity", "file", "sheet", "cell", "raw", "message"]
    assert (error["file"], error["sheet"], error["cell"], error["raw"]) == (
        "Nämnden.xlsx",
        "Utfall",
        "Utfall!C3",
        "ca 40",
    )


def test_five_columns_are_enough(xlmal, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        plain_book("""
            Indikator-ID | Omgång  | Utfall | Prognos | Kommentar
            M1.1         | 2019-D2 | 82.5   | 90      |
        """)
    )
    answer = xlmal("visa", path, "--json")
    assert (answer.code, answer.json["findings"]) == (0, [])


def test_a_file_that_cannot_be_read_is_an_error_in_the_json_and_code_2(xlmal, tmp_path):
    path = tmp_path / "tom.xlsx"
    path.write_bytes(b"")
    answer = xlmal("visa", path, "--json")
    assert answer.code == 2
    error = answer.json["error"]
    assert (error["code"], answer.json["rows"], answer.json["sheet"]) == ("F03", [], None)
    assert "tom.xlsx" in error["message"]
    assert "tom.xlsx" in answer.err


def test_a_table_is_shown_as_people_read_it(xlmal, bare):
    answer = xlmal("visa", bare)
    assert answer.code == 1
    assert answer.out.splitlines()[:5] == [
        "Nämnden.xlsx, bladet Utfall: 2 rader, 1 fel, 1 varning",
        "Rad 2",
        "  A2     Indikator-ID: M1.1   [texten M1.1]",
        "  B2     Omgång: 2019-D2   [texten 2019-D2]",
        "  C2     Utfall: 82,5   [texten 82,5]",
    ]
    assert "  C3     Utfall: -   [texten ca 40]" in answer.out
    assert "  fel V07 Utfall!C3, M1.2: 'ca 40' är inget exakt tal." in answer.out


def test_a_sheet_is_chosen_by_name_in_any_case(xlmal, bare):
    assert xlmal("visa", bare, "--blad", "utfall", "--json").json["sheet"] == "Utfall"


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(xlmal, bare):
    answer = xlmal("visa", bare, "--blad", "Blad1")
    assert (answer.code, answer.out) == (2, "")
    assert "sökte Blad1" in answer.err
    assert "Utfall" in answer.err
    assert answer.err.count("Nämnden.xlsx") == 1


def test_a_sheet_without_our_headers_is_shown_as_it_is_stored(xlmal, tmp_path):
    path = tmp_path / "Annat.xlsx"
    path.write_bytes(plain_book("Namn | Antal\nBad | 3", sheet="Anläggningar"))
    answer = xlmal("visa", path, "--json")
    assert answer.code == 0
    assert [one["severity"] for one in answer.json["findings"]] == ["varning"]
    assert answer.json["rows"][1] == {
        "row": 2,
        "cells": {
            "A": {"ref": "A2", "value": None, "raw": "Bad", "kind": "text"},
            "B": {"ref": "B2", "value": None, "raw": "3", "kind": "number"},
        },
    }


def test_a_lock_file_is_passed_over_with_a_word(xlmal, tmp_path):
    path = tmp_path / "~$Nämnden.xlsx"
    path.write_bytes(b"\x05Agnes".ljust(165))
    for command in ("visa", "validera"):
        answer = xlmal(command, path)
        assert answer.code == 0
        assert "Nämnden.xlsx är öppen hos någon" in answer.out
