"""Columns of a dialogue are found by what tools and people call them."""

from __future__ import annotations

import pytest

from xlmal.domain.dialogue import DialogueChannel
from xlmal.finding import Kind, RawCell
from xlmal.intake.dialogue_columns import channel_of, find_columns, known_group, longest_texts


def sheet(table: str) -> dict[int, dict[int, RawCell]]:
    """Rows and cells of a table written with ``|`` between columns."""
    return {
        number: {
            column: RawCell(number, column, Kind.TEXT, cell.strip())
            for column, cell in enumerate(line.split("|"), start=1)
            if cell.strip()
        }
        for number, line in enumerate(table.strip().splitlines(), start=1)
    }


FORMS = """
Id | Starttid         | Slutförandetid   | E-post | Vem är du? | Vad tycker du är viktigast för kommunen?
1  | 2019-03-01 08:12 | 2019-03-01 08:20 | a@b.se | Äldre      | Fler bänkar.
"""  # noqa: E501


def test_the_export_of_a_web_form_is_understood_and_what_is_not_read_is_named():
    columns = find_columns(sheet(FORMS), {})
    assert columns is not None
    assert columns.understood == {
        "Vad tycker du är viktigast för kommunen?": "Synpunkt",
        "Slutförandetid": "Datum",
        "Vem är du?": "Målgrupp",
    }
    assert columns.unread == ("Id", "Starttid", "E-post")


def test_headers_are_found_below_a_title_and_in_any_order():
    columns = find_columns(sheet("Dialog mars\n\nGrupp | SYNPUNKT | Kanal | Datum\nÄldre | Ja"), {})
    assert columns is not None
    assert columns.header_row == 3
    assert columns.places == {"target_group": 1, "text": 2, "channel": 3, "day": 4}


def test_a_sheet_without_a_column_of_texts_is_not_guessed_at():
    rows = sheet("Namn | Svaret\nA | En lång text om bussar")
    assert find_columns(rows, {}) is None
    assert longest_texts(rows) == "Svaret"


def test_what_somebody_says_of_a_column_goes_before_its_name():
    rows = sheet("Kommentar | Svaret\nx | y")
    columns = find_columns(rows, {"Svaret": "Synpunkt"})
    assert columns is not None
    assert columns.understood == {"Svaret": "Synpunkt"}
    assert columns.unread == ("Kommentar",)


CHANNELS = """
Digitalt verktyg | digitalt verktyg
webbenkät        | digitalt verktyg
Papper, torget   | fysisk plats
bibliotekets låda| fysisk plats
Open Space 19/3  | open space
workshop med KS  | workshop
övrigt           | annat
"""


@pytest.mark.parametrize("line", CHANNELS.strip().splitlines())
def test_a_channel_is_known_by_the_words_people_use(line):
    said, meant = (part.strip() for part in line.split("|"))
    assert channel_of(said) is DialogueChannel(meant)


def test_a_word_that_is_no_channel_is_none():
    assert channel_of("röksignal") is None


def test_a_target_group_takes_the_spelling_in_use():
    assert known_group(" äldre ", ("Barn och unga", "Äldre")) == "Äldre"
    assert known_group("Båtägare", ("Äldre",)) == "Båtägare"
