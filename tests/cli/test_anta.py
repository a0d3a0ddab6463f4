"""``xlmal anta``: the wordings that have been decided are marked."""

from __future__ import annotations

import pytest

from support.small_master import address, changed, master_bytes


@pytest.fixture
def decided(master):
    """The master with a decision on M1, and on M2 that carries the mark of other words."""
    cells = {
        ("Nämndmål", address(master_bytes(), "Nämndmål", "Beslut", "M1")): "KS 2018 § 214",
        ("Nämndmål", address(master_bytes(), "Nämndmål", "Beslut", "M2")): "KS 2018 § 215",
        (
            "Nämndmål",
            address(master_bytes(), "Nämndmål", "Lydelsens kontrolltal", "M2"),
        ): "0123-4567-89ab",
    }
    master.write_bytes(changed(master_bytes(), cells))
    return master


def test_it_says_how_many_are_marked_and_which_are_not(xlmal, decided):
    answer = xlmal("anta", decided)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "1 lydelse märkt som antagen.",
        "Har en annan lydelse än den antagna: M2. Skriv tillbaka den antagna lydelsen, eller skriv "
        "xlmal anta med --mål om den nya är beslutad.",
        "Saknar beslut och är inte märkta: K1, K2, M3, M4, M5.",
    ]


@pytest.mark.parametrize("option", ["--mål", "--mal"])
def test_a_named_goal_gets_the_mark_of_its_present_wording(xlmal, decided, option):
    answer = xlmal("anta", decided, option, "M2", option, "M1")
    assert (answer.code, answer.out) == (0, "2 lydelser märkta som antagna.\n")
    assert xlmal("anta", decided).out.startswith("0 lydelser märkta som antagna.\nSaknar beslut")


def test_a_goal_that_is_not_there_is_told_and_nothing_is_written(xlmal, decided):
    before = decided.read_bytes()
    answer = xlmal("anta", decided, "--mål", "M99")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("Fel (A18): M99 finns varken på bladet Övergripande mål eller")
    assert decided.read_bytes() == before
