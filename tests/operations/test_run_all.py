"""The whole chain over a folder of anything: every file is named with what was done with it."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from support.small_master import address, changed, committee_bytes, master_bytes
from xlmal.finding import Refusal
from xlmal.operations import batch
from xlmal.operations.master import open_master
from xlmal.operations.run_all import Reader, RunOrder, RunResult, run_all

NOW = datetime(2019, 9, 20, 8, 0)
KS, VON = "KS_2019-D2.xlsx", "VON_2019-D2.xlsx"


@dataclass
class Office:
    """A folder of returned files, a master, and a folder for what a run makes of them."""

    home: Path

    @property
    def inbox(self) -> Path:
        return self.home / "inkomna"

    @property
    def master(self) -> Path:
        return self.home / "master.xlsx"

    @property
    def out(self) -> Path:
        return self.home / "ut"

    def run(self, reader: Reader | None = None, **order: Any) -> RunResult:
        return run_all(RunOrder(self.inbox, self.master, self.out, NOW, **order), reader)

    def log(self) -> list[dict[str, Any]]:
        lines = (self.out / "logg.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def done(self) -> dict[str, str]:
        return {line["file"]: line["done"] for line in self.log()}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """The small municipality's office; what was sent out has come back as it was."""
    made = Office(tmp_path)
    made.inbox.mkdir()
    made.master.write_bytes(master_bytes())
    for name, data in committee_bytes().items():
        (made.inbox / name).write_bytes(data)
    return made


def aged(folder: Path) -> None:
    """Let the files have lain there for a while."""
    for path in folder.rglob("*"):
        os.utime(path, (1_500_000_000, 1_500_000_000))


def with_prognosis(value: object) -> bytes:
    sent = committee_bytes()[KS]
    return changed(sent, {("Utfall", address(sent, "Utfall", "Prognos", "M1.1")): value})


def bytes_of(folder: Path) -> Mapping[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_every_file_in_a_mixed_folder_is_named_with_what_was_done(example, tmp_path) -> None:
    office = Office(tmp_path)
    shutil.copytree(example.returned_folder, office.inbox)
    shutil.copy(example.master, office.master)
    answers = sorted(office.inbox.glob("*.xlsx"))
    below = office.inbox / "fler" / "svar"
    below.mkdir(parents=True)
    shutil.move(answers[1], below)
    shutil.copy(answers[0], office.inbox / "kopia (1).xlsx")
    with zipfile.ZipFile(office.inbox / "svar.zip", "w") as archive:
        archive.write(answers[2], answers[2].name)
    (office.inbox / "brev.pdf").write_bytes(b"%PDF-1.7")
    (office.inbox / f"~${answers[0].name}").write_bytes(b"\x05Nils".ljust(165, b" "))
    (office.inbox / "gammal.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0"))
    (office.inbox / "avkortad.xlsx").write_bytes(answers[3].read_bytes()[:9000])
    before = bytes_of(office.inbox)

    result = office.run()

    assert result.code == 1
    assert bytes_of(office.inbox) == before
    log = {line["file"]: line for line in office.log()}
    assert {name: line["done"] for name, line in log.items()} == {
        **{path.name: "togs in" for path in answers},
        "kopia (1).xlsx": "kopia av en inläst fil",
        "svar.zip": "hoppades över",
        "brev.pdf": "hoppades över",
        f"~${answers[0].name}": "hoppades över",
        "gammal.xls": "gick inte att läsa",
        "avkortad.xlsx": "gick inte att läsa",
        "master.xlsx": "kontrollerad",
    }
    assert all(len(line["sha256"]) == 64 for line in log.values())
    assert [one["code"] for one in log["brev.pdf"]["findings"]] == ["K14"]
    assert [one["severity"] for one in log["gammal.xls"]["findings"]] == ["fel"]
    receipts = open_master(office.master).municipality.submissions
    received = {one.file for one in receipts if one.received == NOW}
    assert received == {path.name for path in answers}
    assert "19 filer: 13 togs in, 3 hoppades över, 2 gick inte att läsa, 1 kopia" in result.summary
    assert (office.out / "Delårsrapport augusti 2019.xlsx").exists()


def test_the_log_has_codes_and_addresses_and_never_what_a_cell_holds(office: Office) -> None:
    (office.inbox / KS).write_bytes(with_prognosis("ca 88 hemligt"))

    result = office.run()

    line = next(line for line in office.log() if line["file"] == KS)
    where = address(committee_bytes()[KS], "Utfall", "Prognos", "M1.1")
    assert {"code": "V07", "severity": "fel", "cell": f"Utfall!{where}"} in line["findings"]
    for written in (office.out / "logg.jsonl", office.out / "sammanfattning.txt"):
        assert "hemligt" not in written.read_text(encoding="utf-8")
    assert f"fel V07 Utfall!{where}" in result.summary
    assert result.code == 1


def test_the_master_gets_values_findings_and_attainment_and_one_earlier_version(
    office: Office,
) -> None:
    (office.inbox / KS).write_bytes(with_prognosis(88))

    result = office.run()

    opened = open_master(office.master)
    assert {one.provider for one in opened.municipality.submissions} == {
        name.partition("_")[0] for name in committee_bytes()
    }
    outcome = next(one for one in opened.municipality.outcomes if one.indicator == "M1.1")
    assert outcome.prognosis == 88
    sheets = load_workbook(office.master, data_only=True)
    assert any(cell.value == "2019-D2" for cell in sheets["Måluppfyllelse"]["A"])
    assert len(list((office.home / "historik").iterdir())) == 1
    assert result.summary == (office.out / "sammanfattning.txt").read_text(encoding="utf-8")


def test_what_is_as_it_was_is_not_read_again(office: Office, monkeypatch) -> None:
    aged(office.inbox)
    office.run()
    read: list[str] = []
    real = batch.read_returned

    def watched(path: Path, *arguments: Any, **more: Any) -> Any:
        read.append(path.name)
        return real(path, *arguments, **more)

    monkeypatch.setattr(batch, "read_returned", watched)
    master = office.master.read_bytes()

    office.run()
    assert (read, office.master.read_bytes()) == ([], master)
    assert Counter(line["unchanged"] for line in office.log()) == {True: 4, False: 1}

    (office.inbox / KS).write_bytes(with_prognosis(88))
    office.run()
    assert read == [KS]
    assert office.done()[KS] == "togs in"


def test_the_inbox_may_be_where_one_stands(office: Office, monkeypatch) -> None:
    aged(office.inbox)
    monkeypatch.chdir(office.inbox)
    order = RunOrder(Path(), Path("../master.xlsx"), Path("../ut"), NOW)
    run_all(order)

    run_all(order)

    assert all(line["unchanged"] for line in office.log() if line["file"] != "master.xlsx")


def test_a_file_with_a_new_time_and_the_same_content_is_not_read_again(office: Office) -> None:
    aged(office.inbox)
    office.run()
    os.utime(office.inbox / KS)

    office.run()

    assert all(line["unchanged"] for line in office.log() if line["file"] != "master.xlsx")


def test_a_file_that_keeps_its_size_and_time_of_just_now_is_looked_into(office: Office) -> None:
    (office.inbox / "a.xlsx").write_bytes(b"aaaa")
    office.run()
    times = (office.inbox / "a.xlsx").stat()
    (office.inbox / "a.xlsx").write_bytes(b"bbbb")
    os.utime(office.inbox / "a.xlsx", ns=(times.st_atime_ns, times.st_mtime_ns))

    office.run()

    line = next(line for line in office.log() if line["file"] == "a.xlsx")
    assert not line["unchanged"]


def test_a_refused_file_is_read_again_when_the_master_has_changed(office: Office) -> None:
    aged(office.inbox)
    closed = changed(
        master_bytes(),
        {("Rapporttillfällen", _status_cell()): "stängd"},
    )
    office.master.write_bytes(closed)
    office.run()
    assert office.done()[KS] == "togs inte in"

    cells = {("Rapporttillfällen", _status_cell()): "öppen"}
    office.master.write_bytes(changed(office.master.read_bytes(), cells))
    office.run()
    assert office.done()[KS] == "togs in"


def _status_cell() -> str:
    return address(master_bytes(), "Rapporttillfällen", "Status", "2019-D2")


def test_any_executor_reads_the_same(office: Office, tmp_path: Path) -> None:
    (office.inbox / KS).write_bytes(with_prognosis(88))
    made = []
    for name, pool in (("ingen", None), ("trådar", ThreadPoolExecutor), ("processer", _forked)):
        other = Office(tmp_path / name)
        shutil.copytree(office.inbox, other.inbox)
        shutil.copy(office.master, other.master)
        told: list[tuple[int, int]] = []
        with pool(2) if pool else nullcontext() as executor:
            other.run(Reader(executor, lambda read, all_, told=told: told.append((read, all_))))
        assert told[-1] == (4, 4)
        made.append((other.master.read_bytes(), (other.out / "logg.jsonl").read_bytes()))
    assert made[0] == made[1] == made[2]


def _forked(workers: int) -> ProcessPoolExecutor:
    """Workers that inherit nothing: as on another computer, they open the master themselves."""
    import multiprocessing

    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def test_an_empty_inbox_is_no_error(office: Office) -> None:
    shutil.rmtree(office.inbox)
    office.inbox.mkdir()

    result = office.run()

    assert (result.code, list(office.done())) == (0, ["master.xlsx"])
    assert "0 filer." in result.summary
    assert "Saknas: Kommunstyrelsen (KS)" in result.summary


@pytest.mark.parametrize(("out", "code"), [("inkomna", "A36"), ("inkomna/ut", "A36")])
def test_results_are_not_put_among_the_answers(office: Office, out: str, code: str) -> None:
    order = RunOrder(office.inbox, office.master, office.home / out, NOW)
    with pytest.raises(Refusal) as refused:
        run_all(order)
    assert refused.value.code == code
    assert not (office.inbox / "ut").exists()


def test_a_folder_for_results_that_leads_in_a_circle_is_refused(office: Office) -> None:
    (office.home / "ut").symlink_to(office.home / "åter")
    (office.home / "åter").symlink_to(office.home / "ut")
    with pytest.raises(Refusal) as refused:
        run_all(RunOrder(office.inbox, office.master, office.home / "ut", NOW))
    assert refused.value.code == "A21"


@pytest.mark.parametrize(("inbox", "code"), [("finns inte", "A25"), ("master.xlsx", "A35")])
def test_the_inbox_must_be_a_folder(office: Office, inbox: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        run_all(RunOrder(office.home / inbox, office.master, office.out, NOW))
    assert refused.value.code == code
