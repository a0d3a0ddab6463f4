"""Splitting: each file holds what its receiver needs, opens what the round asks, and no more."""

from __future__ import annotations

import itertools
import typing
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from support.municipalities import AUGUST, small_municipality
from support.sent_books import (
    FORM_HEADER_ROW,
    all_text,
    columns_of,
    files_of,
    forms_of,
    master_of,
    opened,
    rows_by,
    with_provider,
    words_like,
)
from xlmal.books.file_book import FileBook
from xlmal.domain.choices import Expectation
from xlmal.domain.followup import GoalFollowUp, OverallAssessment
from xlmal.domain.goals import UnitGoal
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.domain.types import Fact
from xlmal.domain.units import Contact
from xlmal.finding import Refusal
from xlmal.operations.files import safe_file_names
from xlmal.operations.master import read_master
from xlmal.operations.split import split

APRIL, FULL_YEAR = Round.parse("2019-D1"), Round.parse("2019-ÅR")
ROUNDS = (APRIL, AUGUST, FULL_YEAR)

ASKED = ("Utfall", "Värdets status", "Varför saknas värde", "Mätdatum", "Antal svar", "Kommentar")
#: What a round expects of an indicator -> the cells it opens; by sex: Kvinnor and Män as well.
OPENED = {
    Expectation.PROGNOSIS: {*ASKED, "Prognos"},
    Expectation.PRELIMINARY: {*ASKED, "Prognos"},
    Expectation.FINAL: set(ASKED),
    Expectation.NOT_MEASURED: set(),
    None: set(),
}
FOLLOW_UP = {"Bedömning", "Analys", "Åtgärd", "Ansvarig roll", "Klart senast"}
ANSWERS = {"Svaret är", "Beslutsdatum", "Paragraf"}


def varied() -> Municipality:
    """Three rounds that expect different things, and one indicator by sex."""
    base = with_provider()
    expected = itertools.cycle(itertools.permutations(Expectation, 3))

    def changed(target: YearTarget) -> YearTarget:
        d1, d2, year = next(expected)
        update = {"expect_d1": d1, "expect_d2": d2, "expect_year": year}
        return target.model_copy(update=update)

    return replace(
        base,
        targets=tuple(changed(target) for target in base.targets),
        indicators=tuple(
            one.model_copy(update={"by_sex": one.id in ("M1.1", "M4.1")}) for one in base.indicators
        ),
    )


def expected_open(municipality: Municipality, code: str, round_: Round) -> set[tuple[str, str]]:
    """(row, header) of the cells that should be open in a provider's file."""
    cells = {("Så gör du", label) for label in ANSWERS}
    targets = {(target.indicator, target.year): target for target in municipality.targets}
    units = {goal.id: goal.unit for goal in municipality.unit_goals}
    for indicator in municipality.indicators:
        if (indicator.provider or units[indicator.goal]) == code:
            expected = targets[indicator.id, round_.year].expectation(round_.kind)
            headers = OPENED[expected] | ({"Kvinnor", "Män"} if indicator.by_sex else set())
            cells |= {(indicator.id, header) for header in headers if OPENED[expected]}
    goals = [goal.id for goal in municipality.unit_goals if goal.unit == code]
    return cells | {(goal, header) for goal in goals for header in FOLLOW_UP}


def open_cells(data: bytes) -> set[tuple[str, str]]:
    """(row, header) of the unlocked cells of a file, wherever they are."""
    found = set()
    for sheet in opened(data).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.protection.locked:
                    continue
                if sheet.title == "Så gör du":
                    found.add((sheet.title, sheet.cell(cell.row, 1).value))
                else:
                    key = "Indikator-ID" if sheet.title == "Utfall" else "Mål-ID"
                    columns = columns_of(sheet, FORM_HEADER_ROW)
                    found.add(
                        (
                            sheet.cell(cell.row, columns[key]).value,
                            sheet.cell(FORM_HEADER_ROW, cell.column).value,
                        )
                    )
    return found


@pytest.mark.parametrize("round_", ROUNDS, ids=str)
def test_open_cells_are_exactly_the_rounds(round_: Round) -> None:
    municipality = varied()

    files = files_of(municipality, round_)

    assert set(files) == {"KS", "BUN", "VON", "BOAB", "HR"}
    for code, data in files.items():
        assert open_cells(data) == expected_open(municipality, code, round_), code


def test_two_or_three_sheets_are_visible_and_protected_without_a_password() -> None:
    visible = {"HR": ["Så gör du", "Utfall"], "KS": ["Så gör du", "Utfall", "Måluppföljning"]}
    files = files_of(with_provider(), AUGUST)
    for code, titles in visible.items():
        book = opened(files[code])
        states = {sheet.title: sheet.sheet_state for sheet in book.worksheets}

        assert [title for title, state in states.items() if state == "visible"] == titles
        assert states["Validering"] == "hidden"
        assert {states[title] for title in ("Listor", "_xlmal", "_utskick")} == {"veryHidden"}
        for title in titles:
            protection = book[title].protection
            assert protection.sheet
            assert not protection.password


def test_a_unit_whose_figures_others_give_gets_its_goals_and_is_told_so() -> None:
    municipality = with_provider()
    only_hr = tuple(one for one in municipality.indicators if one.id != "M3.2")
    file = files_of(replace(municipality, indicators=only_hr), AUGUST)["BUN"]

    assert opened(file).sheetnames[:2] == ["Så gör du", "Måluppföljning"]
    assert "M3.1 Budgetavvikelse (Personalenheten)" in all_text(file)


def test_a_unit_without_goals_gets_no_file() -> None:
    municipality = with_provider()
    without = tuple(goal for goal in municipality.unit_goals if goal.unit != "VON")

    assert "VON" not in files_of(replace(municipality, unit_goals=without), AUGUST)


def test_a_round_that_asks_nobody_anything_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        forms_of(replace(with_provider(), unit_goals=(), indicators=()), AUGUST)
    assert refused.value.code == "A06"


@pytest.mark.parametrize(
    ("decimals", "target", "last_year", "shown"),
    [
        (0, 2500.0, 1590.0, ("#,##0", "#,##0")),
        (1, 25.0, 24.0, ("#,##0.0", "#,##0.0")),
        (0, 25.5, 24.0, ("#,##0.0", "#,##0")),
    ],
)
def test_figures_beside_the_cells_have_the_indicators_decimals(
    decimals: int, target: float, last_year: float, shown: tuple[str, str]
) -> None:
    base = with_provider()
    municipality = replace(
        base,
        indicators=tuple(
            one.model_copy(update={"decimals": decimals}) if one.id == "M1.1" else one
            for one in base.indicators
        ),
        targets=tuple(
            one.model_copy(update={"target": target}) if one.indicator == "M1.1" else one
            for one in base.targets
        ),
        outcomes=(Outcome(indicator="M1.1", round=Round.parse("2018-D2"), outcome=last_year),),
    )

    sheet = opened(files_of(municipality, AUGUST)["KS"])["Utfall"]

    row, columns = rows_by(sheet, "Indikator-ID")["M1.1"], columns_of(sheet, FORM_HEADER_ROW)
    cells = [sheet.cell(row, columns[header]) for header in ("Målvärde", "Samma omgång i fjol")]
    assert [cell.value for cell in cells] == [target, last_year]
    assert tuple(cell.number_format for cell in cells) == shown


def test_context_in_words_reads_as_people_write_it() -> None:
    rows = {row["Indikator-ID"]: row for row in forms_of(with_provider(), AUGUST)["HR"].outcomes}
    ks = {row["Indikator-ID"]: row for row in forms_of(with_provider(), AUGUST)["KS"].outcomes}

    assert rows["M3.1"]["Målvärde"] == "−1,0 till 1,5"
    assert ks["M2.1"]["Målvärde"] == "ja"
    assert ks["M1.1"]["Senaste värden"] == "2018:\N{NO-BREAK SPACE}81"


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        (["KS", "ÖFN"], ["KS_2019-D2.xlsx", "ÖFN_2019-D2.xlsx"]),
        (["O\N{COMBINING DIAERESIS}FN"], ["ÖFN_2019-D2.xlsx"]),
        (["CON", "nul"], ["enhet-CON_2019-D2.xlsx", "enhet-nul_2019-D2.xlsx"]),
        (["a/b", "..\\c", "X."], ["a-b_2019-D2.xlsx", "c_2019-D2.xlsx", "X_2019-D2.xlsx"]),
        (["  ", "<>|"], None),
        (["KS", "ks"], None),
        (["a/b", "a b"], None),
    ],
)
def test_file_names_are_safe_on_windows(codes: list[str], names: list[str] | None) -> None:
    if names is None:
        with pytest.raises(Refusal) as refused:
            safe_file_names(codes, AUGUST)
        assert refused.value.code == "A22"
    else:
        assert [safe_file_names(codes, AUGUST)[code] for code in codes] == names


def test_files_lie_in_the_folder_under_their_names(tmp_path: Path) -> None:
    master = read_master(FileBook.open(master_of(with_provider()), "master.xlsx"))

    sent = split(master, AUGUST, tmp_path / "utskick")

    assert {one.path.name for one in sent} == {
        f"{code}_2019-D2.xlsx" for code in ("KS", "BUN", "VON", "BOAB", "HR")
    }
    assert {one.path.parent for one in sent} == {tmp_path / "utskick"}


def test_equal_input_gives_equal_bytes() -> None:
    assert files_of(with_provider(), AUGUST) == files_of(with_provider(), AUGUST)


@pytest.mark.parametrize("text", ["=1+1", "+46", "-5", "@SUM(A1)", '=HYPERLINK("x")'])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    base = with_provider()
    goals = tuple(one.model_copy(update={"wording": text}) for one in base.unit_goals)

    sheet = opened(files_of(replace(base, unit_goals=goals), AUGUST)["KS"])["Måluppföljning"]

    cell = sheet.cell(FORM_HEADER_ROW + 1, columns_of(sheet, FORM_HEADER_ROW)["Mål"])
    assert (cell.data_type, cell.value) == ("s", text)


# What nobody else is to see. Every free text of every fact becomes a word of its own.

WORD = r"Zq\d+x"
EVERYBODY = "*"


class Sentinels:
    """Unique words in every free text, and who may see each of them."""

    def __init__(self, municipality: Municipality) -> None:
        self.seers: dict[str, set[str]] = {}
        self._before = municipality
        self.municipality = self._planted()

    def _planted(self) -> Municipality:
        before = self._before
        facts = {
            name: tuple(self._with_words(fact) for fact in value)
            for name, value in vars(before).items()
            if isinstance(value, tuple)
        }
        return replace(before, **facts)  # type: ignore[arg-type]

    def _with_words(self, fact: Fact) -> Fact:
        hints = typing.get_type_hints(type(fact), include_extras=True)
        words = {}
        for name, kind in hints.items():
            if kind is str and name not in ("subject", "file", "sha256", "measure_unit"):
                words[name] = f"Zq{len(self.seers)}x"
                self.seers[words[name]] = self._seers_of(fact, name)
        return fact.model_copy(update=words)

    def _seers_of(self, fact: Fact, field: str) -> set[str]:
        before = self._before
        units = {goal.id: goal.unit for goal in before.unit_goals}
        providers = {one.id: one.provider or units[one.goal] for one in before.indicators}
        match fact:
            case UnitGoal():
                asked = {providers[one.id] for one in before.indicators if one.goal == fact.id}
                return {fact.unit} | (asked if field == "wording" else set())
            case Indicator():
                return {units[fact.goal], providers[fact.id]}
            case Outcome():
                return {providers[fact.indicator]}
            case GoalFollowUp():
                return {units[fact.goal]}
            case Contact():
                return {EVERYBODY} if fact.unit == before.units[0].code else {fact.unit}
            case OverallAssessment():
                return set()
        if hasattr(fact, "measured_to"):
            return {EVERYBODY}  # the round's own title
        if hasattr(fact, "code"):
            helped = {units[one.goal] for one in before.indicators if one.provider == fact.code}
            return {fact.code, *helped}
        if hasattr(fact, "wording"):
            return {goal.unit for goal in before.unit_goals if goal.council_goal == fact.id}
        return set()

    def not_for(self, code: str) -> set[str]:
        return {word for word, who in self.seers.items() if not {code, EVERYBODY} & who}


def full() -> Municipality:
    """Something to leak in every table."""
    base = with_provider(small_municipality())
    rounds = (APRIL, AUGUST, Round.parse("2018-D2"), Round.parse("2018-ÅR"))
    return replace(
        base,
        contacts=tuple(
            Contact(unit=unit.code, role="Controller", mailbox="x@kommun.example")
            for unit in base.units
        ),
        outcomes=tuple(
            Outcome(indicator=one.id, round=round_, outcome=None, comment="Text")
            for one in base.indicators
            for round_ in rounds
        ),
        follow_ups=tuple(
            GoalFollowUp(goal=goal.id, round=round_, analysis="Text", due=date(2019, 12, 31))
            for goal in base.unit_goals
            for round_ in rounds
        ),
        overall=(OverallAssessment(subject="K1", round=AUGUST, motivation="Text"),),
    )


ASKED_OF = {
    "KS": {"M1.1", "M1.2", "M2.1"},
    "BUN": {"M3.2"},
    "VON": {"M4.1"},
    "BOAB": {"M5.1", "M5.2"},
    "HR": {"M3.1"},
}


def sorted_words(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: int(word[2:-1]))


def test_nothing_of_others_is_in_any_part_of_a_file() -> None:
    sentinels = Sentinels(full())

    files = files_of(sentinels.municipality, AUGUST)

    assert len(sentinels.seers) > 150
    assert set(files) == {"KS", "BUN", "VON", "BOAB", "HR"}
    for code, data in files.items():
        seen = words_like(WORD, data)
        assert sorted_words(seen & sentinels.not_for(code)) == [], code
        assert len(seen) > 5, code
        ids = {one.id for one in sentinels.municipality.indicators}
        assert {one for one in ids if f">{one}<" in all_text(data)} == ASKED_OF[code]


def test_a_provider_sees_the_figures_it_gives_and_nothing_of_how_the_goal_goes() -> None:
    sentinels = Sentinels(full())
    file = files_of(sentinels.municipality, AUGUST)["HR"]
    goals = {goal.id: goal for goal in sentinels.municipality.unit_goals}
    said = [one for one in sentinels.municipality.follow_ups if one.goal == "M3"]

    text = all_text(file)

    assert goals["M3"].wording in text
    assert not [one for one in said if one.analysis in text or one.action in text]
    assert [one for one in goals if f">{one}<" in text] == []
