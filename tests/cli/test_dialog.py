"""``dialog importera``, ``klassa`` and ``sammanfatta``, as they are typed."""

from __future__ import annotations

import pytest

CSV = (
    "Synpunkt;Namn\r\n"
    "Jag heter Kerstin Lindvall och vill ha fler företag hit.;Kerstin\r\n"
    "Det var Dilnoza som hjälpte oss.;\r\n"
)


@pytest.fixture
def answers(tmp_path):
    path = tmp_path / "svar.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def test_it_says_what_was_read_and_what_was_masked_but_not_the_words(xlmal, master, answers):
    answer = xlmal("dialog", "importera", answers, "--master", master, "--kanal", "papper")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "2 nya synpunkter på bladet Dialog.",
        "  Kolumnen Synpunkt lästes som Synpunkt.",
        "  Lästes inte: Namn.",
        "1 synpunkt har fått ett förslag till klassning. Läs igenom, och skriv granskad i kolumnen "
        "Klassning.",
        "Maskat på 1 ställe:",
        "  rad 2, S1, namn, tecken 11–26 (efter ”jag heter”)",
        "I 1 synpunkt finns ord med stor bokstav som kan vara namn och inte är maskade: S2. Läs "
        "dem på bladet Dialog.",
    ]


def test_the_words_are_shown_to_the_one_who_asks(xlmal, master, answers):
    answer = xlmal("dialog", "importera", answers, "--master", master, "--visa")
    assert "(efter ”jag heter”): … Jag heter [namn] och vill ha fler …" in answer.out
    assert answer.out.splitlines()[-1] == "  rad 3, S2: Dilnoza"
    assert "Kerstin" not in answer.out


def test_json_has_the_same_without_the_words(xlmal, master, answers):
    said = xlmal("dialog", "importera", answers, "--master", master, "--json").json
    assert said["added"] == ["S1", "S2"]
    assert said["masked"] == [
        {
            "row": 2,
            "id": "S1",
            "kind": "namn",
            "start": 10,
            "end": 26,
            "reason": "efter ”jag heter”",
        }
    ]
    assert said["look_at"] == ["S2"]
    assert "Dilnoza" not in str(said)


def test_the_same_file_twice_is_told(xlmal, master, answers):
    xlmal("dialog", "importera", answers, "--master", master)
    answer = xlmal("dialog", "importera", answers, "--master", master)
    assert answer.out.splitlines()[:2] == [
        "0 nya synpunkter på bladet Dialog.",
        "2 rader fanns redan och togs inte in.",
    ]


WRONG = [
    (("--kanal", "röksignal"), "röksignal är ingen kanal. Välj en av: digitalt verktyg, fysisk"),
    (("--datum", "i mars"), "i mars är inget datum. Skriv till exempel 2019-03-14."),
    (("--kolumn", "Svaret=Hund"), "Svaret=Hund går inte att förstå."),
]


@pytest.mark.parametrize(("option", "said"), WRONG)
def test_what_cannot_be_understood_is_said_in_swedish(xlmal, master, answers, option, said):
    answer = xlmal("dialog", "importera", answers, "--master", master, *option)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_summary_is_two_files_and_an_empty_dialogue_is_told(xlmal, master, answers, tmp_path):
    out = tmp_path / "ut"
    empty = xlmal("dialog", "sammanfatta", "--master", master, "--ut", out)
    assert (empty.code, out.exists()) == (2, False)
    assert "har inga synpunkter att sammanfatta" in empty.err

    xlmal("dialog", "importera", answers, "--master", master)
    answer = xlmal("dialog", "sammanfatta", "--master", master, "--ut", out)

    assert answer.code == 0
    assert sorted(one.name for one in out.iterdir()) == ["dialog.docx", "dialog.xlsx"]
    assert "1 synpunkt har en klassning som bara är ett förslag" in answer.err


def test_classification_is_proposed_where_it_lacks(xlmal, master, answers):
    xlmal("dialog", "importera", answers, "--master", master)
    answer = xlmal("dialog", "klassa", "--master", master)
    assert (answer.code, answer.out) == (0, "0 synpunkter har fått förslag.\n")
