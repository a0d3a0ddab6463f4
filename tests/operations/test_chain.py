"""The chain on the example: what the returned files say arrives, and nothing else does."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from xlmal.domain.round_result import round_result
from xlmal.domain.rounds import Round
from xlmal.finding import Severity
from xlmal.operations.example.make import MadeExample, make_example
from xlmal.operations.inspect import plain
from xlmal.operations.master import Master, open_master
from xlmal.operations.merge import MergeOrder, MergeResult, merge
from xlmal.schema.answer_tables import FOLLOW_UPS, OUTCOMES

AUGUST = Round.parse("2019-D2")
NOW = datetime(2019, 9, 23, 8, 30)


@pytest.fixture(scope="module")
def key(example: MadeExample) -> dict:
    return json.loads(example.key.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def merged(example: MadeExample, tmp_path_factory) -> tuple[MergeResult, Master, Path]:
    target = tmp_path_factory.mktemp("samlat") / "master.xlsx"
    shutil.copyfile(example.master, target)
    result = merge(MergeOrder(target, (example.returned_folder,), NOW))
    return result, open_master(target), target


def arrived(master: Master, row: dict) -> object:
    """What the master holds where a cell of the answer key should have landed."""
    municipality = master.municipality
    if row["table"] == OUTCOMES.name:
        fact = municipality.outcome_of.get((row["key"], AUGUST))
        column = OUTCOMES.column(row["header"])
    else:
        fact = municipality.follow_up_of.get((row["key"], AUGUST))
        column = FOLLOW_UPS.column(row["header"])
    return plain(getattr(fact, column.field)) if fact else None


def test_every_sound_value_arrives(merged, key):
    _, master, _ = merged
    lost = [
        (row["file"], row["cell"], row["value"], arrived(master, row))
        for row in key["values"]
        if arrived(master, row) != row["value"]
    ]
    assert lost == []
    assert len(key["values"]) > 700


def test_every_planted_mistake_is_told_at_its_cell_and_brings_no_value(merged, key):
    result, master, _ = merged
    told = {(finding.place.file, finding.cell) for finding in result.findings}
    silent = [row for row in key["mistakes"] if (row["file"], row["cell"]) not in told]
    assert silent == []
    brought = [row for row in key["mistakes"] if arrived(master, row) not in (None, "")]
    assert brought == []
    assert len(key["mistakes"]) >= 15


def test_nothing_but_the_planted_mistakes_is_an_error(merged, key):
    result, _, _ = merged
    planted = {(row["file"], row["cell"]) for row in key["mistakes"]}
    others = [
        finding.as_line()
        for finding in result.findings
        if finding.severity is Severity.ERROR and (finding.place.file, finding.cell) not in planted
    ]
    assert others == []


def test_a_decimal_comma_in_a_text_cell_is_converted_with_a_warning(merged, key):
    result, _, _ = merged
    warned = {
        (finding.place.file, finding.cell)
        for finding in result.findings
        if finding.severity is Severity.WARNING and finding.code == "V01"
    }
    assert ("KS_2019-D2.xlsx", "Utfall!N14") in warned
    assert all((row["file"], row["cell"]) not in warned for row in key["mistakes"]), (
        "a mistake was converted"
    )


def test_the_late_unit_is_missing_and_units_without_goals_are_not(merged, key):
    result, _, _ = merged
    assert [request.provider for request in result.missing] == key["missing"] == ["GVN"]
    told = [finding.message for finding in result.findings if finding.code == "K12"]
    assert len(told) == 1
    assert "Gymnasie- och vuxenutbildningsnämnden" in told[0]


def test_an_omitted_prognosis_is_no_value_and_found_by_validera(merged, key):
    from xlmal.operations.validate import master_findings

    _, master, _ = merged
    found = Counter(finding.code for finding in master_findings(master))
    assert len(key["omissions"]) >= 3
    assert found["P10"] >= len(key["omissions"])
    for row in key["omissions"]:
        outcome = master.municipality.outcome_of.get((row["key"], AUGUST))
        assert outcome is None or outcome.prognosis is None


def test_all_parts_but_the_named_ones_are_byte_equal(example, merged):
    result, _, target = merged
    with zipfile.ZipFile(example.master) as before, zipfile.ZipFile(target) as after:
        assert before.namelist() == after.namelist()
        differing = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert result.patched is not None
    assert differing == set(result.patched.changed_parts)
    assert result.patched.dropped_parts == ()
    assert "xl/sharedStrings.xml" not in differing


def test_merging_the_same_files_again_writes_nothing(example, merged, tmp_path):
    _, _, target = merged
    copy = tmp_path / "master.xlsx"
    shutil.copyfile(target, copy)
    again = merge(MergeOrder(copy, (example.returned_folder,), NOW))
    assert again.patched is None
    assert copy.read_bytes() == target.read_bytes()
    assert {finding.code for finding in again.findings} <= {"K10", "K12"}


def test_august_judges_72_committee_goals_and_the_companies_apart(merged):
    _, master, _ = merged
    result = round_result(master.municipality, AUGUST)
    assert len(result.council_goals) == 10
    assert len(result.committee_goals) == 72
    assert len(result.company_goals) == 12
    assert len(result.of_unit("KS")) == 8
    # A third of the committees' goals answer one and the same council goal, as in 2017.
    most = max(
        sum(goal.goal.council_goal == council.goal.id for goal in result.committee_goals)
        for council in result.council_goals
    )
    assert most == 24


def test_the_example_is_the_same_to_the_byte_every_time(example, tmp_path):
    again = make_example(tmp_path / "kommun")

    def contents(made: MadeExample) -> dict[str, bytes]:
        root = made.master.parent
        return {
            str(path.relative_to(root)): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }

    first, second = contents(example), contents(again)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
