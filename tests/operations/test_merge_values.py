"""Merge on disk: which values come in, which do not, and what is said about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from support.lillkoping import AUGUST, desk_municipality
from support.merging import Desk, codes, send_out, told
from xlmal.domain.choices import MissingReason, State
from xlmal.domain.indicators import Outcome
from xlmal.finding import Severity
from xlmal.operations.merge import MergeResult
from xlmal.operations.merge_cells import Fate


@pytest.fixture
def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.usual(tmp_path, tmp_path_factory.getbasetemp() / "utskick")


def message(result: MergeResult, code: str) -> str:
    (finding,) = [one for one in result.findings if one.code == code]
    return finding.as_line().replace("\N{NO-BREAK SPACE}", " ")


def test_values_of_every_kind_come_in(desk: Desk) -> None:
    cells = {
        "M1.1 Utfall": 82.5,
        "M1.1 Prognos": "84,5",
        "M1.2 Utfall": 1250,
        "M1.2 Värdets status": "slutligt",
        "M1.3 Utfall": "nej",
        "M1.3 Mätdatum": date(2019, 8, 31),
        "M1.3 Kommentar": "=A1 är ingen formel.\nDet är en text.",
        "M1 Bedömning": "delvis uppfyllt",
        "M1 Klart senast": date(2019, 12, 31),
    }
    result = desk.take_in("KS", cells)
    assert result.count(Fate.TAKEN) == 9
    assert desk.says(*cells) == [
        82.5, 84.5, 1250, "slutligt", False, date(2019, 8, 31),
        "=A1 är ingen formel.\nDet är en text.", State.PARTLY, date(2019, 12, 31),
    ]  # fmt: skip
    assert told(result) == {
        ("V01", desk.at("M1.1 Prognos")),
        ("V81", desk.at("M1.3 Kommentar")),
    }


def test_new_rows_stand_in_the_masters_own_order_with_what_excel_will_look_up(desk: Desk) -> None:
    desk.receive("HR", {"M2.2 Utfall": 5.1})
    desk.receive("KS", {"M1.3 Utfall": "ja", "M1.2 Utfall": 40})
    desk.merge()
    read = desk.opened().reads["outcomes"]
    assert [(row.value("Indikator-ID"), row.value("Indikator")) for row in read.rows[-3:]] == [
        ("M1.2", "Nystartade företag"),
        ("M1.3", "Detaljplaner"),
        ("M2.2", "Sjukfrånvaro"),
    ]


def test_an_untouched_file_says_nothing_but_that_it_came(desk: Desk) -> None:
    before = desk.says("M1.1 Utfall", "M1.1 Kommentar", "M1.2 Utfall")
    result = desk.take_in("KS", {})
    assert desk.says("M1.1 Utfall", "M1.1 Kommentar", "M1.2 Utfall") == before
    assert (result.decisions, told(result)) == ((), set())
    assert [one.provider for one in desk.opened().municipality.submissions] == ["KS"]


def test_a_later_submission_replaces_an_earlier_one(desk: Desk) -> None:
    desk.take_in("KS", {"M1.2 Utfall": 40, "M1.1 Utfall": 82})
    result = desk.take_in("KS", {"M1.2 Utfall": 42, "M1.1 Utfall": 82})
    assert desk.says("M1.2 Utfall", "M1.1 Utfall") == [42, 82]
    assert [one.key.row[0] for one in result.decisions if one.fate is Fate.TAKEN] == ["M1.2"]
    assert told(result) == set()


def test_a_cleared_cell_is_a_change_and_is_listed(desk: Desk) -> None:
    result = desk.take_in("KS", {"M1.1 Utfall": None})
    assert desk.says("M1.1 Utfall", "M1.1 Kommentar") == [None, "Enkät i maj."]
    assert message(result, "K11") == (
        f"{desk.at('M1.1 Utfall')}, Nöjda företag: "
        "Utfall hade värdet 81 och är tömd i filen. Tömningen är införd "
        "i huvudarbetsboken."
    )
    again = desk.take_in("KS", {"M1.1 Utfall": 82})
    assert (desk.says("M1.1 Utfall"), codes(again)[:-2]) == ([82], [])


def test_both_changed_is_a_conflict_with_both_values_and_nothing_overwritten(desk: Desk) -> None:
    desk.correct("M1.1 Utfall", 80.5)
    result = desk.take_in("KS", {"M1.1 Utfall": 82, "M1.1 Prognos": 84})
    assert desk.says("M1.1 Utfall", "M1.1 Prognos") == [80.5, 84]
    assert message(result, "K08") == (
        f"{desk.at('M1.1 Utfall')}, Nöjda företag: "
        "Utfall: filen säger 82 och huvudarbetsboken 80,5. Ingetdera är "
        "det som gällde förut (81). Inget har ändrats. Välj vad som gäller på bladet Konflikter, "
        "eller be om en ny fil."
    )
    assert [one.conflicts for one in desk.opened().municipality.submissions] == [1]


def test_a_conflict_stays_until_somebody_has_chosen(desk: Desk) -> None:
    desk.correct("M1.1 Utfall", 80.5)
    desk.take_in("KS", {"M1.1 Utfall": 82})
    same = {"M1.1 Utfall": 82, "M1.1 Kommentar": "Ny enkät."}
    assert "K08" in codes(desk.take_in("KS", same))
    desk.correct("M1.1 Utfall", 82)
    settled = desk.take_in("KS", same | {"M1.1 Prognos": 84})
    assert "K08" not in codes(settled)
    later = desk.take_in("KS", {"M1.1 Utfall": 83})
    assert (desk.says("M1.1 Utfall"), "K08" in codes(later)) == ([83], False)


def test_dates_in_a_conflict_are_shown_as_dates(desk: Desk) -> None:
    desk.take_in("KS", {"M1.1 Mätdatum": date(2019, 8, 31)})
    desk.correct("M1.1 Mätdatum", 43677)
    result = desk.take_in("KS", {"M1.1 Mätdatum": date(2019, 6, 30)})
    assert "filen säger 2019-06-30 och huvudarbetsboken 2019-07-31" in message(result, "K08")


def test_equal_values_are_nothing(desk: Desk) -> None:
    desk.correct("M1.1 Utfall", 82.0)
    result = desk.take_in("KS", {"M1.1 Utfall": "82,0"})
    assert result.count(Fate.TAKEN) == result.count(Fate.CONFLICT) == 0
    assert desk.says("M1.1 Utfall") == [82]


@pytest.mark.parametrize(
    "typed", ["ca 82", "1.250", "> 80", "0,82", "#REF!", True, date(2019, 3, 1)], ids=str
)
def test_what_is_not_understood_changes_nothing_and_is_told_at_its_cell(
    desk: Desk, typed: object
) -> None:
    result = desk.take_in("KS", {"M1.1 Utfall": typed, "M1.1 Prognos": 84})
    assert desk.says("M1.1 Utfall", "M1.1 Prognos") == [81, 84]
    (finding,) = [one for one in result.findings if one.severity is Severity.ERROR]
    assert (finding.place.file, finding.cell) == ("KS_2019-D2.xlsx", desk.at("M1.1 Utfall"))


def test_what_the_master_holds_and_nobody_understands_is_not_written_over(desk: Desk) -> None:
    desk.correct("M1.1 Utfall", "ca 80, ring Berg")
    result = desk.take_in("KS", {"M1.1 Utfall": 82})
    read = desk.opened().reads["outcomes"]
    (cell,) = [row.cell("Utfall") for row in read.rows if str(row.value("Omgång")) == "2019-D2"]
    assert cell.raw is not None
    assert cell.raw.text == "ca 80, ring Berg"
    assert "huvudarbetsboken ca 80, ring Berg (går inte att förstå)" in message(result, "K08")


def test_disjoint_parts_from_one_unit_combine(desk: Desk) -> None:
    desk.receive("KS", {"M1.1 Utfall": 82, "M1.1 Kommentar": "Ny."}, "KS del 1.xlsx")
    desk.receive("KS", {"M1.2 Utfall": 40, "M1.1 Prognos": 84}, "KS del 2.xlsx")
    result = desk.merge()
    assert desk.says("M1.1 Utfall", "M1.1 Kommentar", "M1.1 Prognos", "M1.2 Utfall") == [
        82, "Ny.", 84, 40,
    ]  # fmt: skip
    assert told(result) == set()
    assert [(one.file, one.changed_cells) for one in desk.opened().municipality.submissions] == [
        ("KS del 1.xlsx", 2),
        ("KS del 2.xlsx", 2),
    ]


def test_two_versions_of_one_file_conflict_at_the_differing_cells_only(desk: Desk) -> None:
    desk.receive("KS", {"M1.1 Utfall": 82, "M1.2 Utfall": 40})
    desk.receive("KS", {"M1.1 Utfall": 83.5, "M1.2 Utfall": 40}, "KS_2019-D2 (1).xlsx")
    result = desk.merge()
    assert desk.says("M1.1 Utfall", "M1.2 Utfall") == [81, 40]
    assert told(result) == {("K09", desk.at("M1.1 Utfall"))}
    assert "KS_2019-D2.xlsx, KS_2019-D2 (1).xlsx säger olika (82 / 83,5)" in message(result, "K09")
    assert [one.conflicts for one in desk.opened().municipality.submissions] == [1, 1]


def test_what_the_message_about_two_versions_advises_works(desk: Desk) -> None:
    desk.receive("KS", {"M1.1 Utfall": 82})
    desk.receive("KS", {"M1.1 Utfall": 83}, "KS (1).xlsx")
    desk.merge()
    new = desk.take_in("KS", {"M1.1 Utfall": 83, "M1.1 Prognos": 85}, "KS ny.xlsx")
    assert (desk.says("M1.1 Utfall"), told(new)) == ([83], set())


def test_an_old_copy_does_not_take_back_what_has_come_since(desk: Desk) -> None:
    desk.take_in("KS", {"M1.1 Utfall": 82, "M1.2 Utfall": 40})
    result = desk.take_in("KS", {"M1.1 Kommentar": "Bara kommentaren."})
    assert desk.says("M1.1 Utfall", "M1.2 Utfall") == [82, 40]
    said = [one.as_line() for one in result.findings if one.code == "K13"]
    assert said == [
        f"{desk.at('M1.1 Utfall')}, Nöjda företag: "
        "Utfall är som i utskicket (81), men tidigare har 82 lämnats. "
        "Det senare står kvar.",
        f"{desk.at('M1.2 Utfall')}, Nystartade företag: "
        "Utfall är som i utskicket (tomt), men tidigare har 40 "
        "lämnats. Det senare står kvar.",
    ]


def test_a_cell_that_is_not_understood_is_not_called_forgotten(desk: Desk) -> None:
    desk.take_in("KS", {"M1.2 Utfall": 40})
    assert "K13" not in codes(desk.take_in("KS", {"M1.2 Utfall": "ca 40"}))


def test_nothing_is_called_forgotten_where_the_master_has_moved_on(desk: Desk) -> None:
    desk.take_in("KS", {"M1.2 Utfall": 40})
    desk.correct("M1.2 Utfall", 41)
    assert "K13" not in codes(desk.take_in("KS", {"M1.1 Kommentar": "Ny."}))


def test_a_closed_cell_that_is_filled_in_is_told_and_not_used(desk: Desk) -> None:
    result = desk.take_in("KS", {"M1.2 Prognos": 55, "M1.1 Kvinnor": 83})
    assert desk.says("M1.2 Prognos", "M1.1 Kvinnor") == [None, None]
    assert told(result) == {("K07", desk.at("M1.2 Prognos")), ("K07", desk.at("M1.1 Kvinnor"))}
    lines = [one.as_line() for one in result.findings if one.code == "K07"]
    assert lines[0].startswith(
        f"{desk.at('M1.1 Kvinnor')}, Nöjda företag: Kvinnor är stängd på den här raden"
    )


def test_a_closed_cell_that_returns_what_was_issued_is_no_finding_whatever_the_master_says_now(
    tmp_path: Path,
) -> None:
    usual = desk_municipality()
    outcomes = (*usual.outcomes, Outcome(indicator="M1.2", round=AUGUST, prognosis=55))
    desk = Desk(tmp_path, send_out(replace(usual, outcomes=outcomes), tmp_path / "utskick"))
    desk.correct("M1.2 Prognos", 60)
    assert told(desk.take_in("KS", {"M1.2 Utfall": 40})) == set()
    changed = desk.take_in("KS", {"M1.2 Utfall": 40, "M1.2 Prognos": 57}, "KS ny.xlsx")
    assert told(changed) == {("K07", desk.at("M1.2 Prognos"))}
    assert desk.says("M1.2 Utfall", "M1.2 Prognos") == [40, 60]


def test_how_many_answered_arrives_and_returns_as_it_was_issued(tmp_path: Path) -> None:
    usual = desk_municipality()
    outcomes = (*usual.outcomes, Outcome(indicator="M1.2", round=AUGUST, respondents=24))
    desk = Desk(tmp_path, send_out(replace(usual, outcomes=outcomes), tmp_path / "utskick"))
    desk.correct("M1.2 Antal svar", 25)
    result = desk.take_in("KS", {"M1.1 Antal svar": 212})
    assert desk.says("M1.1 Antal svar", "M1.2 Antal svar") == [212, 25]
    assert "K08" not in codes(result)


def test_a_providers_file_reaches_the_units_rows(desk: Desk) -> None:
    result = desk.take_in("HR", {"M2.2 Utfall": 5.1, "M2.2 Prognos": 5.4})
    assert desk.says("M2.2 Utfall", "M2.2 Prognos") == [5.1, 5.4]
    (receipt,) = desk.opened().municipality.submissions
    assert (receipt.provider, receipt.changed_cells, told(result)) == ("HR", 2, set())


# typed in Utfall; in Varför saknas värde; what the master then holds there
REASONS = """
mäts ej           |               | mäts inte denna gång            K15
Ej publicerat     |               | källan har inte publicerat      K15
mäts ej           | för få svar   | för få svar                     -
-                 |               |                                 -
"""


@pytest.mark.parametrize("row", REASONS.strip().splitlines(), ids=str.strip)
def test_a_reason_typed_as_the_outcome_arrives_as_the_reason(desk: Desk, row: str) -> None:
    typed, own, rest = (part.strip() for part in row.split("|"))
    *words, note = rest.split()
    cells = {"M1.2 Utfall": typed} | ({"M1.2 Varför saknas värde": own} if own else {})
    result = desk.take_in("KS", cells)
    assert desk.says("M1.2 Utfall", "M1.2 Varför saknas värde") == [None, " ".join(words) or None]
    assert told(result) == {("V21", desk.at("M1.2 Utfall"))} | (
        {(note, desk.at("M1.2 Utfall"))} if note != "-" else set()
    )


def test_a_reason_typed_as_the_outcome_takes_the_place_of_an_issued_outcome(desk: Desk) -> None:
    result = desk.take_in("KS", {"M1.1 Utfall": "för få svar"})
    assert desk.says("M1.1 Utfall", "M1.1 Varför saknas värde") == [None, MissingReason.TOO_FEW]
    assert told(result) == {
        ("V21", desk.at("M1.1 Utfall")),
        ("K11", desk.at("M1.1 Utfall")),
        ("K15", desk.at("M1.1 Utfall")),
    }
    assert message(result, "K15") == (
        f"{desk.at('M1.1 Utfall')}, Nöjda företag: "
        "Skälet för få svar stod i Utfall och har förts in i Varför "
        "saknas värde, som var tom."
    )


def test_a_reason_does_not_arrive_where_the_reason_is_not_asked_for(desk: Desk) -> None:
    desk.take_in("KS", {"M1.1 Prognos": "mäts ej"})
    assert desk.says("M1.1 Varför saknas värde") == [None]
