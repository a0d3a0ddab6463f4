"""The dialogue: the same entry is known again, words are understood, and it all adds up."""

from __future__ import annotations

from datetime import date

import pytest

from xlmal.domain.dialogue import Classing, DialogueChannel, DialogueEntry, entry_marks, new_entries
from xlmal.domain.dialogue_summary import summary_of
from xlmal.domain.dialogue_themes import Sorter, Vocabulary, goals_to_come, proposed
from xlmal.domain.goals import CouncilGoal
from xlmal.operations.language import vocabulary

GOALS = (
    CouncilGoal(
        id="K1", wording="Alla elever når kunskapsmålen.", goal_area="Lärande", valid_to=2019
    ),
    CouncilGoal(
        id="K11",
        wording="Alla barn och elever lyckas i skolan.",
        goal_area="Lärande",
        valid_from=2020,
    ),
    CouncilGoal(
        id="K12", wording="Kommunen är trygg att leva i.", goal_area="Trygghet", valid_from=2020
    ),
)
SORTER = Sorter(vocabulary(), GOALS[1:], ("Trygghet", "Klimat och resurser"))


def entry(text: str, **more) -> DialogueEntry:
    return DialogueEntry(id=more.pop("id", "S0"), text=text, **more)


def test_entries_are_numbered_on_and_none_comes_twice():
    said = [entry("Fler bänkar."), entry("Fler träd.")]
    first = new_entries((), said)
    assert [(one.id, one.text) for one in first] == [("S1", "Fler bänkar."), ("S2", "Fler träd.")]
    assert new_entries(first, said) == ()
    third = new_entries(first, [*said, entry("Fler bussar.")])
    assert [one.id for one in third] == ["S3"]


def test_two_who_say_the_same_are_two_but_the_file_read_again_is_not():
    twice = [entry("Fler bussar."), entry("Fler  BUSSAR.")]
    assert len({*entry_marks(twice)}) == 2
    present = new_entries((), twice)
    assert len(present) == 2
    assert new_entries(present, twice) == ()


def test_an_entry_that_somebody_has_corrected_is_known_by_the_mark_it_came_with():
    said = [entry("Min rektor Dilnoza är bra.")]
    (taken,) = new_entries((), said)
    corrected = taken.model_copy(update={"text": "Min rektor [namn] är bra."})
    assert new_entries([corrected], said) == ()


def test_an_entry_typed_by_hand_is_known_by_what_it_says():
    typed = entry("Fler bänkar.", id="S7", day=date(2019, 3, 4))
    assert new_entries([typed], [entry("Fler bänkar.", day=date(2019, 3, 4))]) == ()
    (new,) = new_entries([typed], [entry("Fler bänkar.", day=date(2019, 3, 5))])
    assert new.id == "S8"


KEYWORDS = """
Lägenheterna är för dyra.              | lägenhet, dyr
Vi vill ha cykelvägar, nu!             | cykelväg
Kontakta [namn] på [telefon] om bussen | kontakta, buss
"""


@pytest.mark.parametrize("line", KEYWORDS.strip().splitlines())
def test_keywords_are_dictionary_forms_of_words_that_say_something(line):
    text, words = (part.strip() for part in line.split("|"))
    assert vocabulary().keywords(text) == tuple(words.split(", "))


def test_a_text_is_put_with_the_goal_and_the_focus_area_whose_themes_it_shares():
    proposal = SORTER.proposal("Lärarna i grundskolan behöver tid.")
    assert (proposal.council_goals, proposal.goal_area) == (("K11",), "Lärande")
    dark = SORTER.proposal("Belysningen är trasig och det är mörkt.")
    assert (dark.council_goals, dark.strategy) == (("K12",), "Trygghet")


def test_words_that_say_nothing_propose_nothing():
    assert SORTER.proposal("Det var en gång.") == ("", "", (), "")
    assert proposed(entry("Det var en gång."), SORTER).classing is None


def test_a_proposal_fills_blanks_only_and_says_that_it_is_one():
    typed = entry("Belysningen är trasig.", goal_area="Eget område", council_goals=("K1",))
    new = proposed(typed, SORTER)
    assert (new.goal_area, new.council_goals) == ("Eget område", ("K1",))
    assert (new.strategy, new.classing) == ("Trygghet", Classing.PROPOSED)


def test_what_somebody_has_reviewed_is_left_alone():
    reviewed = entry("Belysningen är trasig.", classing=Classing.REVIEWED)
    assert proposed(reviewed, SORTER) is reviewed


def test_a_dialogue_is_about_the_goals_that_are_to_come():
    assert [goal.id for goal in goals_to_come(GOALS, 2019)] == ["K11", "K12"]
    assert [goal.id for goal in goals_to_come(GOALS[:1], 2019)] == ["K1"]


def plain_words() -> Vocabulary:
    return Vocabulary(lambda word: word, frozenset({"och"}), {"lärande": ("skola", "*skola")})


def test_a_summary_counts_entries_by_word_area_group_and_channel():
    entries = [
        entry("skola skola och buss", id="S1", goal_area="Lärande", council_goals=("K2", "K10"),
              target_group="Äldre", channel=DialogueChannel.PLACE, day=date(2019, 3, 9)),
        entry("förskola", id="S2", goal_area="Lärande", council_goals=("K2",), masked="1 namn",
              target_group="Äldre", channel=DialogueChannel.DIGITAL, day=date(2019, 3, 1)),
        entry("buss", id="S3", classing=Classing.PROPOSED),
    ]  # fmt: skip
    summary = summary_of(entries, plain_words())

    assert [(one.word, one.count, one.compounds) for one in summary.words] == [
        ("buss", 2, ()),
        ("skola", 2, ("förskola",)),
    ]
    assert [one.is_telling for one in summary.words] == [False, True]
    assert [(one.name, one.count, one.goals) for one in summary.areas] == [
        ("Lärande", 2, ("K2", "K10")),
        ("Inte placerat", 1, ()),
    ]
    assert summary.goals == {"K2": 2, "K10": 1}
    assert summary.heard["Äldre"] == {"fysisk plats": 1, "digitalt verktyg": 1}
    assert (summary.first_day, summary.last_day) == (date(2019, 3, 1), date(2019, 3, 9))
    assert (summary.count, summary.proposed, summary.masked) == (3, 1, 1)
