"""The mark of an adopted wording: the same for the same words, another for any other."""

from __future__ import annotations

import re
import unicodedata

import pytest

from xlmal.domain.adopted import has_changed, wording_mark
from xlmal.domain.goals import UnitGoal

WORDING = "Alla barn på förskolan får stöd i tid."


@pytest.mark.parametrize(
    "same",
    [
        f"  {WORDING} ",
        WORDING.replace(" ", "\n", 1),
        WORDING.replace(" ", "\N{NO-BREAK SPACE}"),
        WORDING.replace(" ", "  "),
        WORDING.replace("stöd", "st\N{SOFT HYPHEN}öd"),
        unicodedata.normalize("NFD", WORDING),
    ],
)
def test_what_nobody_can_see_makes_no_difference(same: str) -> None:
    assert wording_mark(same) == wording_mark(WORDING)


@pytest.mark.parametrize(
    "other",
    [
        WORDING.replace("Alla", "Fler"),
        WORDING.replace("Alla", "alla"),
        WORDING.removesuffix("."),
        WORDING.replace("får stöd", "fårstöd"),
        "",
    ],
)
def test_any_change_of_words_or_signs_does(other: str) -> None:
    assert wording_mark(other) != wording_mark(WORDING)


def test_the_mark_is_short_never_a_number_and_the_same_for_ever() -> None:
    assert wording_mark(WORDING) == "ffaa-be70-d874"
    assert re.fullmatch(r"[0-9a-f]{4}(-[0-9a-f]{4}){2}", wording_mark("Trygghet"))
    assert wording_mark(" \n") == ""


@pytest.mark.parametrize(
    ("mark", "is_changed"),
    [("", False), (wording_mark(WORDING), False), (wording_mark("Något annat"), True)],
)
def test_a_goal_has_changed_when_its_mark_is_of_other_words(mark: str, is_changed: bool) -> None:
    goal = UnitGoal(id="M1", unit="KS", wording=WORDING, adopted_mark=mark)

    assert has_changed(goal) is is_changed
