"""A merge as a run: receipts, who is missing, what is written, and what a refusal leaves."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from support.libreoffice import recalculate_many
from support.lillkoping import APRIL, AUGUST, desk_municipality
from support.merging import NOW, Desk, changed_entries, codes, decomposed, filled_in, send_out, told
from xlmal.domain.choices import Expectation
from xlmal.finding import Refusal
from xlmal.ooxml.edits import SetCell
from xlmal.ooxml.package import open_package
from xlmal.ooxml.patch import patch
from xlmal.operations import files
from xlmal.operations.master import open_master
from xlmal.operations.merge import merge_files
from xlmal.operations.merge_cells import Fate
from xlmal.operations.returned import read_returned

KS = {"M1.1 Utfall": 82, "M1.1 Prognos": "84,5", "M1.2 Utfall": 40, "M1.3 Utfall": "nej"}
BUN = {"M2.1 Utfall": 91, "M2.1 Kvinnor": 93, "M2.1 Män": 89, "M2 Analys": "Det går bra."}
HR = {"M2.2 Utfall": 5.1}


@pytest.fixture
def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.usual(tmp_path, tmp_path_factory.getbasetemp() / "utskick")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# Receipts


def test_a_receipt_says_what_came_and_what_it_changed(desk: Desk) -> None:
    answer = {"svarVersion": "beslutat av nämnden", "svarBeslutsdatum": date(2019, 9, 18)}
    desk.correct("M1.1 Kommentar", "Rättad.")
    cells = {**KS, "M1.1 Kommentar": "Ny.", "M1.3 Prognos": "kanske", "M1.2 Prognos": 50}
    path = desk.receive("KS", cells, told={**answer, "svarParagraf": "§ 87"})
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    desk.merge()
    (receipt,) = desk.opened().municipality.submissions
    assert receipt.model_dump() == {
        "file": "KS_2019-D2.xlsx",
        "sha256": sha256,
        "received": NOW,
        "provider": "KS",
        "round": AUGUST,
        "version": "beslutat av nämnden",
        "decision": "2019-09-18 § 87",
        "rows": 4,
        "changed_cells": 4,
        "conflicts": 1,
        "findings": 4,  # decimal comma, "kanske", the closed cell, the conflict
        "remark": "en konflikt",
        "comments": "",
    }


def test_files_by_the_same_name_in_two_folders_have_a_receipt_each(desk: Desk) -> None:
    desk.receive("KS", {"M1.1 Utfall": 82}, "måndag/KS.xlsx")
    desk.receive("KS", {"M1.2 Utfall": 40, "M1.3 Utfall": "vet ej"}, "tisdag/KS.xlsx")
    result = desk.merge()
    assert [
        (one.file, one.changed_cells, one.findings)
        for one in desk.opened().municipality.submissions
    ] == [("måndag/KS.xlsx", 1, 0), ("tisdag/KS.xlsx", 1, 1)]
    assert {one.place.file for one in result.findings if one.code != "K12"} == {"tisdag/KS.xlsx"}


def test_a_late_answer_is_noted_as_komplettering(tmp_path: Path) -> None:
    desk = Desk(tmp_path, send_out(desk_municipality(), tmp_path / "ut", APRIL))
    desk.receive("KS", {"M1.2 Utfall": 40})
    assert desk.merge().patched is None
    desk.receive("KS", {"M1.2 Utfall": 40})
    desk.merge(late=True)
    assert [one.remark for one in desk.opened().municipality.submissions] == ["komplettering"]


def test_a_file_that_has_a_receipt_writes_nothing(desk: Desk) -> None:
    desk.take_in("KS", KS)
    before = desk.master.read_bytes()
    desk.correct("M1.1 Utfall", 83)  # and what has been corrected since stays corrected
    corrected, written = desk.master.read_bytes(), desk.master.stat().st_mtime_ns
    shutil.rmtree(desk.folder / "historik")
    again = desk.take_in("KS", KS, "KS igen.xlsx")
    assert (again.patched, again.decisions, told(again)) == (None, (), {("K10", None)})
    assert desk.master.read_bytes() == corrected != before
    assert desk.master.stat().st_mtime_ns == written
    assert not (desk.folder / "historik").exists()
    assert [file.is_merged for file in again.files] == [False]


def test_a_copy_in_the_same_run_is_left_aside_with_a_remark(desk: Desk) -> None:
    desk.receive("KS", KS)
    desk.receive("KS", KS, "KS_2019-D2 - kopia.xlsx")
    result = desk.merge()
    (finding,) = [one for one in result.findings if one.code == "K10"]
    assert finding.place.file == "KS_2019-D2.xlsx"
    assert "likadan som KS_2019-D2 - kopia.xlsx" in finding.message
    assert len(desk.opened().municipality.submissions) == 1


# Who is missing


def missing(desk: Desk, *paths: Path) -> list[tuple[str, str]]:
    return [(one.provider, one.round.code) for one in desk.merge(*paths).missing]


def test_who_is_missing_is_named_once_and_units_without_goals_are_not(desk: Desk) -> None:
    desk.receive("KS", KS)
    result = desk.merge()
    assert [one.provider for one in result.missing] == ["BUN", "HR"]
    assert [one.message for one in result.findings if one.code == "K12"] == [
        "Barn- och utbildningsnämnden (BUN) har inte lämnat in Delårsrapport augusti 2019. "
        "Sista dag 20 september 2019.",
        "Personalavdelningen (HR) har inte lämnat in Delårsrapport augusti 2019. "
        "Sista dag 20 september 2019.",
    ]
    desk.receive("HR", HR)
    assert missing(desk) == [("BUN", "2019-D2")]


def test_one_of_whom_nothing_is_asked_this_time_is_not_missing(tmp_path: Path) -> None:
    municipality = desk_municipality()
    not_measured = replace(
        municipality,
        targets=tuple(
            one.model_copy(update={"expect_d2": Expectation.NOT_MEASURED})
            for one in municipality.targets
        ),
    )
    desk = Desk(tmp_path, send_out(not_measured, tmp_path / "ut"))
    desk.receive("KS")
    assert missing(desk) == [("BUN", "2019-D2")]
    desk.receive("HR")  # its file has no open cell; it may come all the same
    assert missing(desk) == [("BUN", "2019-D2")]
    assert [one.provider for one in desk.opened().municipality.submissions] == ["KS", "HR"]


def test_two_rounds_in_one_run_have_a_list_of_missing_each(desk: Desk, tmp_path: Path) -> None:
    april = send_out(desk_municipality(), tmp_path / "april", APRIL)
    desk.put("KS_2019-D1.xlsx", filled_in(april.files["KS"], {"M1.2 Utfall": 20}))
    desk.receive("BUN", BUN)
    result = desk.merge(late=True)
    assert [(one.provider, one.round) for one in result.missing] == [
        ("BUN", APRIL), ("HR", APRIL), ("KS", AUGUST), ("HR", AUGUST),
    ]  # fmt: skip
    days = [one.message.partition("Sista dag ")[2] for one in result.findings if one.code == "K12"]
    assert days == ["15 maj 2019.", "15 maj 2019.", "20 september 2019.", "20 september 2019."]


def test_who_is_missing_is_told_also_when_nothing_new_has_come(desk: Desk) -> None:
    desk.take_in("KS", KS)
    desk.receive("KS", KS)
    assert missing(desk) == [("BUN", "2019-D2"), ("HR", "2019-D2")]


def test_a_file_that_was_not_taken_in_does_not_count_as_an_answer(desk: Desk) -> None:
    desk.receive("KS", KS)
    desk.put("BUN_2019-D2.xlsx", filled_in(desk.sent.files["BUN"], BUN)[:5000])
    assert missing(desk) == [("BUN", "2019-D2"), ("HR", "2019-D2")]


# The inbox


def test_an_inbox_as_inboxes_are(desk: Desk) -> None:
    desk.receive("KS", KS)
    desk.put("~$KS_2019-D2.xlsx", b"\x05Berg")
    desk.put(".~lock.KS_2019-D2.xlsx#", b"Berg")
    desk.put("Följebrev.pdf", b"%PDF-1.7")
    desk.put("svar.zip", b"PK\x05\x06" + bytes(18))
    desk.put("tom.xlsx", b"")
    desk.put("gammal.xls", bytes.fromhex("0908100000060500") + bytes(600))
    desk.put("export.csv", b"Indikator-ID;Utfall\r\nM1.1;82,5")
    desk.put("BUN/BUN_2019-D2.xlsx", filled_in(desk.sent.files["BUN"], BUN))
    desk.put("historik/KS_2019-D2.xlsx", b"vad som helst")
    result = desk.merge()
    assert sorted(file.provider for file in result.merged) == ["BUN", "KS"]
    assert {(one.place.file, one.code) for one in result.findings} >= {
        ("~$KS_2019-D2.xlsx", "A15"),
        ("Följebrev.pdf", "K14"),
        ("svar.zip", "K14"),
        ("tom.xlsx", "F03"),
        ("gammal.xls", "F05"),
        ("export.csv", "F08"),
    }
    assert desk.says("M1.1 Utfall", "M2.1 Kvinnor", "M2 Analys") == [82, 93, "Det går bra."]


def test_a_file_name_from_a_mac_is_the_same_name(desk: Desk) -> None:
    desk.receive("KS", KS, decomposed("Västra Ådalen KS.xlsx"))
    result = desk.merge()
    assert [file.name for file in result.files] == ["Västra Ådalen KS.xlsx"]
    assert desk.opened().municipality.submissions[0].file == "Västra Ådalen KS.xlsx"


def test_a_folder_that_holds_the_master_too_takes_in_only_the_answers(desk: Desk) -> None:
    desk.receive("KS", KS)
    result = desk.merge(desk.folder)
    assert ([file.provider for file in result.files], told(result)) == (
        ["KS"],
        {("V01", desk.at("M1.1 Prognos"))},
    )


# What is written


def test_the_order_of_files_never_matters(desk: Desk) -> None:
    desk.receive("KS", KS)
    desk.receive("KS", {**KS, "M1.1 Utfall": 83}, "KS (1).xlsx")
    desk.receive("BUN", BUN)
    paths = [*desk.inbox.iterdir(), desk.receive("HR", HR)]
    master = desk.opened()
    files = [read_returned(path, master) for path in paths]
    first, *others = (
        merge_files(master, order, NOW)
        for order in (
            files,
            files[::-1],
            files[2:] + files[:2],
            sorted(files, key=lambda f: f.sha256),
        )
    )
    assert first.count(Fate.CONFLICT) == 1
    for other in others:
        assert other.patched is not None
        assert first.patched is not None
        assert other.patched.data == first.patched.data
        assert other.findings == first.findings


def test_only_the_named_parts_change_and_the_rest_is_the_same_compressed_bytes(desk: Desk) -> None:
    before = desk.master.read_bytes()
    desk.receive("KS", KS)
    desk.receive("BUN", BUN)
    result = desk.merge()
    assert result.patched is not None
    named = {*result.patched.changed_parts, *result.patched.dropped_parts}
    assert set(changed_entries(before, desk.master.read_bytes())) == named
    assert len(named) < 12


def test_the_version_before_is_kept_to_the_byte(desk: Desk) -> None:
    before = desk.master.read_bytes()
    desk.take_in("KS", KS)
    (kept,) = (desk.folder / "historik").iterdir()
    assert (kept.read_bytes(), kept.name.startswith("master ")) == (before, True)
    assert desk.master.read_bytes() != before


def test_another_place_to_write_leaves_the_master_alone(desk: Desk) -> None:
    before = desk.master.read_bytes()
    desk.receive("KS", KS)
    out = desk.folder / "ny mapp" / "ny.xlsx"
    desk.merge(out=out)
    assert desk.master.read_bytes() == before
    assert len(open_master(out).municipality.submissions) == 1
    assert sorted(path.name for path in desk.folder.iterdir()) == [
        "inkomna", "master.xlsx", "ny mapp",
    ]  # fmt: skip
    assert [path.name for path in out.parent.iterdir()] == ["ny.xlsx"]


def test_another_place_to_write_gets_the_master_also_when_nothing_changed(desk: Desk) -> None:
    desk.take_in("KS", KS)
    desk.receive("KS", KS)
    out = desk.folder / "ny.xlsx"
    desk.merge(out=out)
    assert out.read_bytes() == desk.master.read_bytes()


def test_no_mark_or_litter_is_left(desk: Desk) -> None:
    desk.take_in("KS", KS)
    assert sorted(path.name for path in desk.folder.iterdir()) == [
        "historik", "inkomna", "master.xlsx",
    ]  # fmt: skip


# Refusals


def open_in_excel(desk: Desk, _: pytest.MonkeyPatch) -> None:
    (desk.folder / "~$master.xlsx").write_bytes(b"\x05Berg")


def held_by_another_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = FileLock(desk.folder / ".master.xlsx.xlmal")
    lock.acquire()
    monkeypatch.setattr(desk, "held", lock, raising=False)
    monkeypatch.setattr(files, "PATIENCE_SECONDS", 0.1)


def history_is_a_file(desk: Desk, _: pytest.MonkeyPatch) -> None:
    (desk.folder / "historik").write_bytes(b"")


def something_below_the_receipts(desk: Desk, _: pytest.MonkeyPatch) -> None:
    desk.receive("BUN", BUN)  # the first receipt fills the blank row of a new table
    read = desk.opened().reads["submissions"]
    edit = SetCell(read.sheet, read.header_row + 2, 1, "En egen anteckning")
    desk.master.write_bytes(patch(desk.master.read_bytes(), [edit]).data)


def folder_is_not_writable(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Permissions do not stop root, whom tests may run as: the system's answer is put in place."""
    really = os.open

    def denied(path: str, flags: int, *more: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return really(path, flags, *more)

    monkeypatch.setattr(os, "open", denied)


def disk_is_full(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)


def ledger_is_damaged(desk: Desk, _: pytest.MonkeyPatch) -> None:
    package = open_package(desk.master)
    part = package.sheet("_sammanslaget").part
    desk.master.write_bytes(package.archive.rewrite({part: package.read(part)[:-200]}))


def master_is_gone(desk: Desk, _: pytest.MonkeyPatch) -> None:
    desk.master.unlink()


@pytest.mark.parametrize(
    ("hinder", "code", "says"),
    [
        (open_in_excel, "A23", "Stäng den"),
        (held_by_another_run, "A24", "master.xlsx"),
        (history_is_a_file, "F41", "master.xlsx"),
        (something_below_the_receipts, "F33", "tblInlamning"),
        (folder_is_not_writable, "A21", "skriva i mappen"),
        (disk_is_full, "F42", "plats på disken"),
        (master_is_gone, "F01", "master.xlsx"),
        (ledger_is_damaged, "F18", "master.xlsx"),
    ],
)
def test_a_merge_that_is_refused_leaves_everything_as_it_was(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    hinder: Callable[[Desk, pytest.MonkeyPatch], None],
    code: str,
    says: str,
) -> None:
    desk.receive("KS", KS)
    hinder(desk, monkeypatch)
    before = contents(desk.folder)
    with pytest.raises(Refusal, match=says) as refused:
        desk.merge()
    monkeypatch.undo()
    assert refused.value.code == code
    assert contents(desk.folder) == before


def test_a_damaged_ledger_is_nothing_to_who_does_not_merge(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = open_master(desk.master).municipality
    ledger_is_damaged(desk, monkeypatch)
    master = open_master(desk.master)
    assert master.municipality.unit_goals == before.unit_goals
    with pytest.raises(Refusal, match=r"^master\.xlsx: "):
        len(master.municipality.merged)


def test_a_damaged_file_does_not_stop_the_others(desk: Desk) -> None:
    desk.receive("KS", KS)
    desk.put("BUN_2019-D2.xlsx", filled_in(desk.sent.files["BUN"], BUN)[:5000])
    result = desk.merge()
    assert ("BUN_2019-D2.xlsx", "F11") in {(one.place.file, one.code) for one in result.findings}
    assert desk.says("M1.1 Utfall") == [82]


# Files that have been through another program


@pytest.mark.libreoffice
def test_files_resaved_by_libreoffice_merge_the_same(desk: Desk) -> None:
    decided = {"svarVersion": "beslutat av nämnden", "svarBeslutsdatum": date(2019, 9, 18)}
    cells = {**KS, "M1.1 Mätdatum": date(2019, 8, 31), "M1.3 Prognos": "ca 1", "M1.2 Prognos": 5}
    desk.receive("KS", cells, told=decided)
    desk.receive("BUN", BUN)
    desk.receive("HR", {})
    resaved = recalculate_many(sorted(desk.inbox.iterdir()), desk.folder / "calc")
    master = desk.opened()
    plain, again = (
        merge_files(master, [read_returned(path, master) for path in paths], NOW)
        for paths in (sorted(desk.inbox.iterdir()), resaved)
    )
    assert len({file.sha256 for file in (*plain.files, *again.files)}) == 6
    assert again.decisions == plain.decisions
    assert [(one.code, one.cell, one.message) for one in again.findings] == [
        (one.code, one.cell, one.message) for one in plain.findings
    ]
    assert [(file.told, file.rows) for file in again.files] == [
        (file.told, file.rows) for file in plain.files
    ]
    assert {"V01", "K07"} < set(codes(plain))
    assert plain.files[1].told == ("", "")
