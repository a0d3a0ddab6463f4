"""The Swedish number parser: exact after a stated conversion, or asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlmal.domain.numbers import swedish
from xlmal.intake.numbers import number_of_text
from xlmal.intake.reading import Reading


def codes(text: str) -> list[str]:
    return [remark.check.code for remark in number_of_text(text).remarks]


def message(text: str) -> str:
    (remark,) = number_of_text(text).remarks
    return remark.check.message.format(**remark.details)


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("82,5", 82.5, "V01"),
        ("0,125", 0.125, "V01"),
        ("007", 7.0, "V01"),
        ("0", 0.0, "V01"),
        ("1 250,5", 1250.5, "V01"),
        ("1\u00a0250,5", 1250.5, "V01"),
        ("1\u202f250,5", 1250.5, "V01"),
        ("1\u2009250", 1250.0, "V01"),
        ("12 345 678", 12345678.0, "V01"),
        (" 85 ", 85.0, "V01"),
        ("\ufeff85\u200b", 85.0, "V01"),
        ("−3,4", -3.4, "V01"),
        ("–3", -3.0, "V01"),
        ("-5", -5.0, "V01"),
        ("+5", 5.0, "V01"),
        ("82.5", 82.5, "V02"),
        ("82.55", 82.55, "V02"),
        ("0.8254", 0.8254, "V02"),
        ("1.401,40", 1401.4, "V02"),
        ("1.401.400", 1401400.0, "V02"),
    ],
)
def test_a_text_with_one_swedish_meaning_is_read_and_told(text, value, code):
    parsed = number_of_text(text)
    assert (parsed.value, parsed.reading, codes(text)) == (value, Reading.CONVERTED, [code])


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("1.250", "V03", "1,25 eller 1\u00a0250"),
        ("-0.825", "V03", "−0,825 eller −825"),
        ("1,250.5", "V04", "Menade du 1\u00a0250,5?"),
        ("1,250,000", "V04", "Menade du 1\u00a0250\u00a0000?"),
        ("(3,4)", "V04", "Menade du −3,4?"),
        ("3,4-", "V04", "Menade du −3,4?"),
        (",5", "V04", "Menade du 0,5?"),
        ("82,", "V04", "Skriv ett tal"),
        ("1 ,", "V04", "Skriv ett tal"),
        ("1e3", "V04", "Skriv ett tal"),
        ("NA", "V04", "Skriv ett tal"),
        ("NULL", "V04", "Skriv ett tal"),
        ("..", "V04", "Skriv ett tal"),
        ("saknas", "V04", "Skriv ett tal"),
        ("5 av 7", "V04", "Skriv ett tal"),
        ("1'250", "V04", "Skriv ett tal"),
        ("12 50", "V05", "grupper om tre"),
        ("12 50,5", "V05", "grupper om tre"),
        ("0 250", "V05", "grupper om tre"),
        ("1 250,5 tkr", "V06", "Menade du 1\u00a0250,5?"),
        ("12 dagar", "V06", "Menade du 12?"),
        ("10 procent", "V06", "Menade du 10?"),
        ("100kr", "V06", "Menade du 100?"),
        ("ca 85", "V07", "Menade du 85?"),
        ("~80", "V07", "Menade du 80?"),
        ("> 80", "V07", "Menade du 80?"),
        (">80", "V07", "Menade du 80?"),
        ("minst 3,5", "V07", "Menade du 3,5?"),
        ("1-3", "V07", "Skriv ett enda tal"),
        ("80–85", "V07", "Skriv ett enda tal"),
        ("2/5", "V07", "Skriv ett enda tal"),
        ("85²", "V08", "siffrorna 0 till 9"),
        ("٣٤", "V08", "siffrorna 0 till 9"),
        ("½", "V08", "siffrorna 0 till 9"),
        ("#SAKNAS!", "V18", "#SAKNAS!"),
        ("#DIVISION/0!", "V18", "#DIVISION/0!"),
        ("#N/A", "V18", "#N/A"),
        ("1234567890123456", "V23", "15"),
    ],
)
def test_a_text_with_no_or_two_meanings_is_asked_about(text, code, said):
    parsed = number_of_text(text)
    assert (parsed.value, parsed.reading, codes(text)) == (None, Reading.NOT_UNDERSTOOD, [code])
    assert said in message(text)
    assert "Värdet används inte" in message(text)


@pytest.mark.parametrize("text", ["", "  ", "\u00a0", "\u200b"])
def test_nothing_but_white_space_is_blank(text):
    assert number_of_text(text).reading is Reading.BLANK


def test_an_essay_in_a_number_cell_is_quoted_in_short():
    essay = "Vi har 85 procent\noch " + "mycket mer att säga " * 2000
    assert codes(essay) == ["V04"]
    assert len(message(essay)) < 250
    assert "\n" not in message(essay)


@given(st.integers(-(10**12), 10**12), st.integers(0, 3))
def test_what_we_write_in_swedish_we_read_back(digits, decimals):
    number = digits / 10**decimals
    assert number_of_text(swedish(number, decimals)).value == number


@given(st.text(alphabet="0123456789 .,-−%~>eE", max_size=12))
def test_a_text_is_read_told_or_asked_about_and_never_silently_taken(text):
    parsed = number_of_text(text)
    assert bool(parsed.remarks) == (parsed.reading is not Reading.BLANK)
    assert (parsed.value is None) == (parsed.reading in (Reading.BLANK, Reading.NOT_UNDERSTOOD))
