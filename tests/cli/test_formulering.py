"""The command formulering: a verdict with its reasons, for people and as JSON."""

from __future__ import annotations

import pytest

from support.english import ENGLISH


def test_people_read_the_verdict_the_reasons_and_whether_it_can_be_measured(xlmal) -> None:
    answer = xlmal("formulering", "Ta fram en plan för att minska ensamheten med 10 procent.")

    assert answer.code == 0
    assert answer.out.splitlines() == [
        "Aktivitet (förslag enligt xlmals språkregler)",
        "  ”ta fram” säger vad organisationen gör, inte vad det leder till.",
        "  ”att minska ensamheten med 10 procent” säger varför, och räknas inte.",
        "Mätbart i sig: ja",
        "  ”10” är ett tal att nå eller hålla.",
        "  ”minska” säger åt vilket håll.",
    ]


@pytest.mark.parametrize(
    ("text", "verdict", "measurable"),
    [
        ("Möjliggöra fler mötesplatser", "aktivitet", True),
        ("Invånarna är trygga", "effekt", False),
        ("Trygghet", "oklart", False),
    ],
)
def test_json_holds_the_verdict_the_reasons_and_the_measures(
    xlmal, text: str, verdict: str, measurable: bool
) -> None:
    answer = xlmal("formulering", text, "--json")

    assert answer.code == 0
    assert answer.json["verdict"] == verdict
    assert answer.json["measurable"] is measurable
    assert bool(answer.json["measurable_reasons"]) is measurable
    (reason,) = answer.json["reasons"]
    assert reason.keys() == {"rule", "words", "text"}
    assert ENGLISH.findall(reason["text"]) == []


@pytest.mark.parametrize("text", ["", "  ", "\t\n"])
def test_an_empty_text_is_refused_in_swedish(xlmal, text: str) -> None:
    answer = xlmal("formulering", text, "--json")

    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.startswith("Fel: Texten är tom. Skriv målet inom citattecken")
    assert ENGLISH.findall(answer.err) == []


def test_a_text_that_begins_with_a_dash_or_is_a_letter_is_still_a_text(xlmal) -> None:
    assert xlmal("formulering", "--", "- Ta fram en plan").out.startswith("Aktivitet")
    assert xlmal("formulering", "å").out.startswith("Oklart")
