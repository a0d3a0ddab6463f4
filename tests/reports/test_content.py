"""What the report says: its counts, its words, and what it names as missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from support.municipalities import AUGUST, YEAR, small_municipality
from xlmal.domain.choices import State
from xlmal.domain.followup import SOUND_FINANCES, GoalFollowUp, OverallAssessment
from xlmal.domain.goals import UnitGoal
from xlmal.domain.municipality import Municipality
from xlmal.domain.round_result import count_states, round_result
from xlmal.domain.rounds import Round
from xlmal.domain.settings import Settings
from xlmal.reports.content import ReportContent, report_content
from xlmal.reports.parts import Counts
from xlmal.reports.sentences import listed, of_all
from xlmal.reports.shown import Figure


def content_of(municipality: Municipality, round_: Round = AUGUST) -> ReportContent:
    return report_content(round_result(municipality, round_))


@pytest.fixture(scope="module")
def content() -> ReportContent:
    return content_of(small_municipality())


def test_the_title_names_the_round_as_people_say_it(content: ReportContent) -> None:
    assert content.title == "Delårsrapport augusti 2019: mål och uppföljning"
    assert content.municipality == "Lillköping"


STATUSES = """
M1 | ◐ bedöms delvis uppfyllas | ● bedöms uppfyllas      | Avviker
M2 | ○ bedöms inte uppfyllas   | ○ bedöms inte uppfyllas |
M3 | ● bedöms uppfyllas        |                         |
M4 | – ej rapporterat          |                         |
M5 | ● bedöms uppfyllas        |                         |
"""


def test_each_goal_shows_both_voices_and_whether_they_differ(content: ReportContent) -> None:
    goals = [goal for unit in (*content.committees, *content.companies) for goal in unit.goals]
    shown = [
        [goal.id, str(goal.calculated.status), str(goal.own or ""), "Avviker" * goal.differs]
        for goal in goals
    ]
    assert shown == [
        [cell.strip() for cell in row.split("|")] for row in STATUSES.split("\n")[1:-1]
    ]


def test_counts_are_those_of_the_round_result(content: ReportContent) -> None:
    result = round_result(small_municipality(), AUGUST)
    assert content.summary.committee_goals == Counts.of(
        count_states(result.committee_goals).elements()
    )
    assert content.summary.committee_goals.total == len(result.committee_goals) == 4
    assert content.summary.company_goals.total == len(result.company_goals) == 1
    assert str(content.summary.committee_goals.coverage) == "bedömda 3 av 4"
    for section, goal in zip(content.council_goals, result.council_goals, strict=True):
        assert section.committees.status.state is goal.committees.state
        assert section.with_companies.coverage == goal.with_companies.coverage


def test_the_summary_says_the_counts_in_plain_swedish(content: ReportContent) -> None:
    text = " ".join(content.summary.sentences)
    assert "Av 4 nämndmål bedöms 2 uppfyllas och 1 inte uppfyllas. 1 är inte rapporterat." in text
    assert "Bedömda 3 av 4." in text
    assert "God ekonomisk hushållning: bedöms uppfyllas, bedömda 1 av 1 mål." in text


def test_a_unit_that_has_not_answered_is_named_and_its_figures_are_not_listed_one_by_one(
    content: ReportContent,
) -> None:
    assert [(row.code, row.goals, row.asked, row.answered) for row in content.missing] == [
        ("VON", 1, 1, 0)
    ]
    assert any(
        sentence.startswith("Vård- och omsorgsnämnden har inte lämnat sin uppföljning.")
        for sentence in content.summary.sentences
    )
    assert [row.id for row in content.missing_figures] == ["M5.2"]
    assert [unit.code for unit in content.committees if not unit.has_reported] == ["VON"]


def test_figures_known_without_a_file_leave_only_the_others_as_missing() -> None:
    whole = small_municipality()
    known = content_of(replace(whole, submissions=()))
    asked = {row.code: (row.asked, row.answered) for row in known.missing}
    assert asked == {"KS": (3, 3), "BUN": (1, 1), "VON": (1, 0), "BOAB": (2, 1)}
    assert [unit.code for unit in known.committees if not unit.has_reported] == ["VON"]
    assert known.summary.sentences[-1] == (
        "Vård- och omsorgsnämnden och Bostadsbolaget har inte lämnat sin uppföljning. "
        "1 enskild uppgift saknas eller kan inte bedömas."
    )
    assert [row.id for row in known.missing_figures] == ["M5.2"]


def test_what_will_not_be_met_comes_worst_first_and_lacks_no_word_on_action() -> None:
    whole = small_municipality()
    partly = GoalFollowUp(goal="M1", round=AUGUST, assessment=State.PARTLY)
    content = content_of(replace(whole, follow_ups=(partly, *whole.follow_ups[1:])))
    assert content.not_met_title == "Mål som inte väntas uppfyllas helt"
    assert [(goal.id, goal.action_or_lack, goal.due) for goal in content.not_met] == [
        ("M2", "Extra sammanträde i november.", date(2019, 12, 31)),
        ("M1", "åtgärd saknas", None),
    ]
    assert (
        "2 mål väntas inte uppfyllas helt, bolag och förbund inräknade. Åtgärd saknas för 1 av"
        in (" ".join(content.summary.sentences))
    )


def test_the_annual_report_says_that_goals_are_met() -> None:
    words = {goal.id: goal.status.words for goal in content_of(_at_years_end(), YEAR).not_met}
    assert words == {"M2": "ej uppfyllt"}
    content = content_of(_at_years_end(), YEAR)
    assert content.title == "Årsredovisning 2019: mål och uppföljning"
    assert content.not_met_title == "Mål som inte uppfylldes helt"
    assert "bedöms" not in " ".join(content.summary.sentences)


def test_companies_and_federations_stand_apart_from_the_committees(content: ReportContent) -> None:
    assert [unit.code for unit in content.committees] == ["KS", "BUN", "VON"]
    assert [unit.code for unit in content.companies] == ["BOAB"]
    k1, k2 = content.council_goals
    assert (k1.has_companies, k2.has_companies) == (False, True)
    assert k2.committees.coverage != k2.with_companies.coverage
    assert k2.counts.total == 2


def test_the_central_office_s_assessment_stands_beside_the_calculated_one() -> None:
    said = OverallAssessment(
        subject="K1", round=AUGUST, assessment=State.NOT_MET, motivation="För få företag."
    )
    finances = OverallAssessment(subject=SOUND_FINANCES, round=AUGUST, assessment=State.PARTLY)
    content = content_of(replace(small_municipality(), overall=(said, finances)))
    k1, k2 = content.council_goals
    assert k1.overall is not None
    assert k1.overall.status is not None
    assert (k1.overall.status.words, k1.overall.motivation) == (
        "bedöms inte uppfyllas",
        "För få företag.",
    )
    assert k1.committees.status.state is State.PARTLY
    assert k2.overall is None
    assert "Samlad bedömning: bedöms delvis uppfyllas." in " ".join(content.summary.sentences)


def test_goals_outside_the_council_s_goals_or_the_units_are_told_and_not_lost() -> None:
    whole = small_municipality()
    strays = (
        UnitGoal(id="M8", unit="KS", wording="Utan övergripande mål."),
        UnitGoal(id="M9", unit="XX", wording="Utan nämnd.", council_goal="K1"),
    )
    content = content_of(replace(whole, unit_goals=(*whole.unit_goals, *strays)))
    assert [goal.id for goal in content.unlinked] == ["M8"]
    assert content.summary.committee_goals.total == 5
    assert content.summary.sentences[-1].startswith("1 mål hör till en nämnd som inte finns")


def test_indicators_carry_their_figures_and_last_year_s_value(content: ReportContent) -> None:
    rows = {row.id: row for row in content.indicators}
    assert list(rows) == ["M1.1", "M1.2", "M2.1", "M3.1", "M3.2", "M4.1", "M5.1", "M5.2"]
    shown = [
        str(figure)
        for row in (rows["M1.1"], rows["M2.1"], rows["M3.1"])
        for figure in (row.target, row.last_year, row.outcome, row.prognosis)
    ]
    assert shown == [
        *("85", "81", "82", "90"),
        *("ja", "", "", "nej"),
        *("−1,0 till 1,5", "", "−2,4", "0,3"),
    ]


def test_an_earlier_round_is_compared_goal_by_goal() -> None:
    now, before = small_municipality(), round_result(_a_year_before(), Round.parse("2018-D2"))
    content = report_content(round_result(now, AUGUST), before)
    goals = {goal.id: goal for unit in content.committees for goal in unit.goals}
    assert str(goals["M2"].previous) == "● bedöms uppfyllas"
    assert any(
        "Jämfört med delårsrapport augusti 2018: 1 mål har bättre status och 1 sämre, av 4" in said
        for said in content.summary.sentences
    )


def test_only_an_earlier_round_can_be_compared_with() -> None:
    result = round_result(small_municipality(), AUGUST)
    with pytest.raises(ValueError, match="not earlier"):
        report_content(result, result)
    with pytest.raises(ValueError, match="no report"):
        report_content(round_result(small_municipality(), Round.parse("2019-mål")))


def test_how_to_read_tells_which_voice_the_municipality_lets_count() -> None:
    def voice(settings: Settings) -> str:
        notes = content_of(replace(small_municipality(), settings=settings)).how_to_read
        return next(note.text for note in notes if note.term == "Vilken bedömning som räknas")

    assert voice(Settings()).startswith("Nämndens beslutade bedömning räknas")
    assert voice(Settings(decided_rolls_up=False)).startswith("Den beräknade statusen räknas")


SENTENCES = """
D2 | 3 2 1 0 0 0 | Av 6 mål bedöms 3 uppfyllas, 2 delvis uppfyllas och 1 inte uppfyllas.
D2 | 0 0 2 0 0 0 | Av 2 mål bedöms 2 inte uppfyllas.
D2 | 1 0 0 1 2 0 | Av 4 mål bedöms 1 uppfyllas. 2 är inte rapporterade och 1 kan inte bedömas.
D2 | 0 0 0 0 0 1 | Av 1 mål är inget bedömt. 1 mäts inte denna gång.
ÅR | 1 2 1 0 0 0 | Av 4 mål är 1 uppfyllt, 2 delvis uppfyllda och 1 inte uppfyllt.
ÅR | 0 0 0 0 0 0 | Inga mål finns för året.
"""


@pytest.mark.parametrize("row", SENTENCES.strip().splitlines())
def test_counts_become_a_sentence_that_holds_every_goal(row: str) -> None:
    kind, numbers, expected = (cell.strip() for cell in row.split("|"))
    states = [
        state
        for state, number in zip(State, numbers.split(), strict=True)
        for _ in range(int(number))
    ]
    assert of_all("mål", Counts.of(states), Round.parse(f"2019-{kind}").kind) == expected


def test_words_are_set_in_a_row_with_och() -> None:
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a och b",
        "a, b och c",
    ]


def test_a_figure_is_a_number_only_where_one_number_says_it_all() -> None:
    figures = (Figure(1250.5, 1), Figure(True), Figure(1, 0, 2), Figure())
    assert [(figure.number, str(figure)) for figure in figures] == [
        (1250.5, "1\u00a0250,5"),
        (None, "ja"),
        (None, "1 till 2"),
        (None, ""),
    ]


def _at_years_end() -> Municipality:
    """August's prognoses come true."""
    whole = small_municipality()
    return replace(
        whole,
        outcomes=tuple(
            outcome.model_copy(
                update={
                    "round": YEAR,
                    "outcome": outcome.outcome if outcome.prognosis is None else outcome.prognosis,
                }
            )
            for outcome in whole.outcomes
            if outcome.round == AUGUST and outcome.indicator != "M1.2"
        ),
        follow_ups=(),
    )


def _a_year_before() -> Municipality:
    """The same municipality in 2018, when the plan was on its way and the economy was not."""
    whole, round_ = small_municipality(), Round.parse("2018-D2")
    changed = {"M2.1": True, "M3.1": -7.0}
    return replace(
        whole,
        targets=tuple(target.model_copy(update={"year": 2018}) for target in whole.targets),
        outcomes=tuple(
            outcome.model_copy(
                update={
                    "round": round_,
                    "prognosis": changed.get(outcome.indicator, outcome.prognosis),
                }
            )
            for outcome in whole.outcomes
            if outcome.round == AUGUST
        ),
        follow_ups=(GoalFollowUp(goal="M1", round=round_, assessment=State.MET),),
    )
