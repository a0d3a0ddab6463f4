"""Goals judged by their wording: labelled sentences, the reasons given, and any text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.wording_tables import SETS, Sentence, as_markdown, sentences, wrong
from xlmal.domain.wording import OPENINGS, Verdict, wording_of

MANUAL = Path(__file__).resolve().parents[3] / "docs" / "formulering.md"
ALL = [sentence for one in SETS for sentence in sentences(one.file)]

HARD_KINDS = {
    "möjliggöra",
    "uppmuntra",
    "underlätta",
    "handlägga",
    "verka för",
    "öka dialogen",
    "ska öka, om ett tillstånd",
    "eget arbete som subjekt",
    "syftesbisats",
    "passivt -s",
    "substantiv på -ande, -ning",
    "tal gör ingen effekt",
    "resultat",
}


@pytest.mark.parametrize(
    ("file", "missed"),
    [
        ("first_sentences.tsv", []),
        ("hard_sentences.tsv", []),
        ("later_sentences.tsv", ["L07", "S01"]),
        ("held_out.tsv", ["U01", "U14", "U16", "U21", "U22"]),
    ],
)
def test_labelled_sentences_are_judged_as_a_person_did_but_for_these(
    file: str, missed: list[str]
) -> None:
    assert wrong(file) == missed


def test_the_manuals_tables_are_what_the_rules_say_now() -> None:
    page = MANUAL.read_text(encoding="utf-8")
    assert as_markdown() in page, "run: cd tests && python -m support.wording_tables"


def test_the_hard_sentences_cover_every_hard_kind_and_all_three_verdicts() -> None:
    hard = sentences("hard_sentences.tsv")
    assert {one.kind for one in hard} >= HARD_KINDS
    assert len(hard) >= 60
    assert {one.label for one in hard} == set(Verdict)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_every_verdict_names_its_rule_and_words_that_stand_in_the_sentence(one: Sentence) -> None:
    found = wording_of(one.text)

    assert found.reasons
    assert found.reasons[0].rule
    assert found.reasons[0].words or found.verdict is Verdict.UNCLEAR
    for reason in (*found.reasons, *found.measures):
        assert reason.text
        for word in reason.words:
            assert word in one.text.lower()


@pytest.mark.parametrize(
    ("text", "verdict", "rule", "words"),
    [
        ("Öka dialogen med unga.", "aktivitet", "eget arbete ändras", ("öka", "dialogen")),
        ("Utbildningsnivån ska öka.", "effekt", "läget ändras", ("öka", "utbildningsnivån")),
        ("En plan ska antas.", "aktivitet", "görs", ("antas",)),
        ("Strategin är klar i maj.", "aktivitet", "eget arbete som subjekt", ("strategin",)),
        ("Vi verkar för fler tåg.", "aktivitet", "gör något", ("verkar",)),
        ("Fler unga deltar i idrott.", "effekt", "målgruppen gör", ("unga", "deltar")),
        ("Inventering av 300 avlopp.", "aktivitet", "arbete som substantiv", ("inventering",)),
        ("Alla medarbetare går en kurs.", "aktivitet", "genomgått", ("går", "kurs")),
        ("Verksamheten bedrivs inom budget.", "effekt", "resultat", ("budget",)),
        ("Trygghet.", "oklart", "inget verb", ()),
        ("", "oklart", "tomt", ()),
    ],
)
def test_what_is_said_and_why(text: str, verdict: str, rule: str, words: tuple[str, ...]) -> None:
    found = wording_of(text)

    assert (str(found.verdict), found.reasons[0].rule, found.reasons[0].words) == (
        verdict,
        rule,
        words,
    )


def test_what_a_goal_is_for_is_set_aside_wherever_it_stands() -> None:
    last = wording_of("Kommunen bygger cykelvägar för att fler ska må bra.")
    first = wording_of("För att fler ska må bra ska kommunen bygga cykelvägar.")

    assert last.verdict is first.verdict is Verdict.ACTIVITY
    assert [one.rule for one in last.reasons] == ["gör något", "syfte"]
    assert first.reasons[1].words == ("att", "fler", "ska", "må", "bra")


def test_the_first_sentence_that_says_something_decides() -> None:
    found = wording_of("Trygghet hela livet. Fler äldre är trygga. Vi bygger ut hemtjänsten.")

    assert found.verdict is Verdict.EFFECT
    assert found.reasons[0].words == ("äldre", "är")
    assert found.reasons[-1].rule == "olika meningar"


@pytest.mark.parametrize("one", sentences("first_sentences.tsv"), ids=lambda one: one.id)
def test_a_number_to_reach_is_told_from_a_year_a_date_and_a_name(one: Sentence) -> None:
    rules = [reason.rule for reason in wording_of(one.text).measures]
    assert ("tal" in rules) == (one.has_number == "ja")


@pytest.mark.parametrize(
    ("text", "measured_by"),
    [
        ("Elever i årskurs 9 är trygga 2025.", []),
        ("Genomföra två vandringar senast den 30 juni.", ["tal"]),
        ("Sjukfrånvaron ska minska.", ["riktning"]),
        ("Utsläppen halveras.", ["tal", "riktning"]),
        ("Alla barn kan simma.", ["alla eller inga"]),
        ("En trygg kommun.", []),
    ],
)
def test_whether_it_can_be_measured_is_asked_for_itself(text: str, measured_by: list[str]) -> None:
    found = wording_of(text)
    assert [reason.rule for reason in found.measures] == measured_by
    assert found.is_measurable is bool(measured_by)


_WORDS = sorted({word for one in ALL for word in one.text.split()})
_CONTINUED = st.lists(st.sampled_from(_WORDS), max_size=9).map(" ".join)


@given(st.sampled_from(OPENINGS), _CONTINUED)
def test_whatever_follows_an_opening_that_excel_looks_for_it_is_an_activity(
    opening: str, rest: str
) -> None:
    assert wording_of(f"{opening.capitalize()} {rest}").verdict is Verdict.ACTIVITY


@given(st.one_of(st.text(max_size=60), _CONTINUED))
def test_any_text_gets_a_verdict_and_a_reason(text: str) -> None:
    found = wording_of(text)
    assert found.verdict in Verdict
    assert found.reasons
