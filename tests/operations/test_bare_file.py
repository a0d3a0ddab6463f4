"""A file without our mark: whose it is by its name, and what it may fill in."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.lillkoping import desk_municipality
from support.merging import Desk, codes, decomposed, told
from support.small_master import plain_book
from xlmal.operations.bare_file import sender_named
from xlmal.operations.merge_cells import Fate

HEADERS = "Indikator-ID | Omgång | Utfall | Prognos | Kommentar"


@pytest.fixture
def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    shared = tmp_path_factory.getbasetemp() / "utskick"
    shared.mkdir(exist_ok=True)
    return Desk.usual(tmp_path, shared)


def bare(*rows: str) -> bytes:
    return plain_book("\n".join((HEADERS, *rows)))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("KS_2019-D2.xlsx", "KS"),
        ("ks utfall.xlsx", "KS"),
        ("Kommunstyrelsen.xlsx", "KS"),
        ("kulturnamnden.xlsx", "KN"),
        ("64a-kulturnamnden.xlsx", "KN"),
        ("kulturnamnden-DESKTOP-7K2.xlsx", "KN"),
        ("Kulturnämnden (1).xlsx", "KN"),
        (decomposed("kulturnämnden.xlsx"), "KN"),
        ("inkomna/Svar från KULTURNÄMNDEN.xlsm", "KN"),
        ("Barn_och-utbildningsnamnden.xlsx", "BUN"),
        ("HR.xlsx", "HR"),
        ("Personalavdelningens.xlsx", None),
        ("utfall ks.xlsx", None),
        ("KSAB.xlsx", None),
        ("Kulturnämnden och Kommunstyrelsen.xlsx", None),
        ("Utfall.xlsx", None),
        (".xlsx", None),
    ],
)
def test_a_file_name_tells_whose_it_is_or_nothing(name: str, code: str | None) -> None:
    found = sender_named(name, desk_municipality())
    assert (found.code if found else None) == code


def test_two_units_by_one_name_are_told_apart_by_nobody() -> None:
    municipality = desk_municipality()
    first = municipality.units[0]
    twin = first.model_copy(update={"code": "KS2"})
    both = type(municipality)(settings=municipality.settings, units=(first, twin))
    assert sender_named("Kommunstyrelsen.xlsx", both) is None
    ended = first.model_copy(update={"valid_to": 2018})
    now = type(municipality)(settings=municipality.settings, units=(ended, twin))
    assert sender_named("Kommunstyrelsen.xlsx", now) == ("KS2", "Kommunstyrelsen")


def test_it_fills_blank_cells_and_writes_over_none(desk: Desk) -> None:
    rows = ("M1.1 | 2019-D2 | 84 | 86 | Enkät i maj.", "M1.2 | 2019-D2 | 53 |  |")
    desk.put("Kommunstyrelsen.xlsx", bare(*rows))
    result = desk.merge()

    assert desk.says("M1.1 Utfall", "M1.1 Prognos", "M1.2 Utfall") == [81, 86, 53]
    assert told(result) >= {("K17", None), ("K08", "Utfall!C2")}
    assert (result.count(Fate.TAKEN), result.count(Fate.CONFLICT)) == (2, 1)
    assert [one.provider for one in result.merged] == ["KS"]


def test_its_blank_cells_clear_nothing(desk: Desk) -> None:
    desk.put("KS.xlsx", bare("M1.1 | 2019-D2 | | | "))
    result = desk.merge()
    assert desk.says("M1.1 Utfall", "M1.1 Kommentar") == [81, "Enkät i maj."]
    assert not {"K11", "K13"} & set(codes(result))


def test_a_second_one_replaces_what_the_first_one_filled_in(desk: Desk) -> None:
    desk.put("KS.xlsx", bare("M1.2 | 2019-D2 | 53 | | "))
    desk.merge()
    desk.put("KS rättad.xlsx", bare("M1.2 | 2019-D2 | 54 | | "))
    assert "K08" not in codes(desk.merge())
    assert desk.says("M1.2 Utfall") == [54]


def test_two_versions_are_a_conflict_and_a_copy_is_passed_over(desk: Desk) -> None:
    first = bare("M1.2 | 2019-D2 | 53 | | ")
    desk.put("kommunstyrelsen.xlsx", first)
    desk.put("kommunstyrelsen (1).xlsx", first)
    desk.put("kommunstyrelsen-DESKTOP-7K2.xlsx", bare("M1.2 | 2019-D2 | 54 | | ny"))
    result = desk.merge()
    assert desk.says("M1.2 Utfall", "M1.2 Kommentar") == [None, "ny"]
    assert ("K09", "Utfall!C2") in told(result)
    assert ("K10", None) in told(result)


def test_another_units_ids_and_closed_cells_are_told_and_not_used(desk: Desk) -> None:
    desk.put("KS.xlsx", bare("M1.2 | 2019-D2 | 53 | 60 | ", "M2.1 | 2019-D2 | 90 | |"))
    result = desk.merge()
    assert told(result) >= {("K07", "Utfall!D2"), ("T35", "Utfall!A3")}
    assert desk.says("M1.2 Utfall", "M1.2 Prognos", "M2.1 Utfall") == [53, None, None]


@pytest.mark.parametrize(
    ("name", "rows", "code"),
    [
        ("Utfall.xlsx", ["M1.2 | 2019-D2 | 53 | | "], "K01"),
        ("KS.xlsx", ["M1.2 | 2019-D1 | 53 | | "], "K04"),
        ("KS.xlsx", ["M1.2 | 2018-D2 | 53 | | "], "K03"),
        ("KS.xlsx", ["M1.2 | 2019-D2 | 53 | | ", "M1.2 | 2019-ÅR | 60 | | "], "K18"),
        ("KS.xlsx", [], "K19"),
    ],
)
def test_what_cannot_be_placed_is_refused_as_a_whole(
    desk: Desk, name: str, rows: list[str], code: str
) -> None:
    before = desk.master.read_bytes()
    desk.put(name, bare(*rows))
    result = desk.merge()
    assert code in codes(result)
    assert result.merged == ()
    assert desk.master.read_bytes() == before


def test_rows_of_a_closed_round_beside_the_open_one_are_told(desk: Desk) -> None:
    desk.put("KS.xlsx", bare("M1.2 | 2019-D1 | 50 | | ", "M1.2 | 2019-D2 | 53 | | "))
    result = desk.merge()
    assert ("K06", "Utfall!B2") in told(result)
    assert desk.says("M1.2 Utfall") == [53]
