"""What the report says beyond the goals: changes, themes, the auditor's sheet, and its sections."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.municipalities import AUGUST, small_municipality
from support.reported import april_changes, august_content, year_content
from xlmal.domain.choices import State
from xlmal.domain.followup import GoalFollowUp, OverallAssessment
from xlmal.domain.indicators import Outcome
from xlmal.domain.municipality import Municipality
from xlmal.domain.round_result import round_result
from xlmal.domain.rounds import Round
from xlmal.reports.audit import Judgeable
from xlmal.reports.blocks import Column, Grid, Section
from xlmal.reports.changes import Turn, turn
from xlmal.reports.content import ReportContent, report_content
from xlmal.reports.outline import outline
from xlmal.reports.shown import Figure, Share, Trend


def content_of(municipality: Municipality) -> ReportContent:
    return report_content(round_result(municipality, AUGUST))


AUGUST_SECTIONS = """
Sammanfattning
Fullmäktiges övergripande mål
God ekonomisk hushållning
Omprioriteringslistan: mål som inte väntas uppfyllas helt
Ändrat sedan delårsrapport april 2019
Nämnderna
Bolag och kommunalförbund, för sig
Målgrupper, fokusområden och Agenda 2030
Finans, personal och miljö per övergripande mål
Styrbild
Strategiskt utvecklingsprogram
Tidplan 2019
Vem som inte har rapporterat
Revisorernas blad
Prognosernas träffsäkerhet 2018
Målen i siffror 2019
Läsanvisning
Bilaga: alla indikatorer
"""


def test_the_august_report_has_its_sections_in_reading_order() -> None:
    titles = [section.title for section in outline(august_content()).sections]
    assert titles == AUGUST_SECTIONS.strip().splitlines()


def test_the_annual_report_judges_its_own_year_s_prognoses_and_says_met_not_expected() -> None:
    report = outline(year_content())
    assert report.section("traffsakerhet").title == "Prognosernas träffsäkerhet 2018"
    assert report.section("omprioritering").title.endswith("mål som inte uppfylldes helt")
    words = {section.committees.status.words for section in year_content().council_goals} | {
        goal.status.words for goal in year_content().goals
    }
    assert not [word for word in words if "bedöms" in word and word != "kan inte bedömas"]


TURNS = """
uppfyllt         | delvis uppfyllt  | sämre
ej uppfyllt      | delvis uppfyllt  | bättre
uppfyllt         | ej rapporterat   | ej bedömt nu
kan inte bedömas | uppfyllt         | nu bedömt
ej rapporterat   | kan inte bedömas | annat läge
"""


@pytest.mark.parametrize("row", TURNS.strip().splitlines())
def test_a_change_has_a_direction_only_between_assessed_states(row: str) -> None:
    before, now, expected = (cell.strip() for cell in row.split("|"))
    assert str(turn(State(before), State(now))) == expected


def test_changes_are_those_whose_status_differs_and_the_worse_come_first() -> None:
    found = august_content().changes
    assert found.since == Round.parse("2019-D1")
    assert {one.id for one in found.goals} == april_changes()
    assert found.compared == 84
    turns = [list(Turn).index(one.turn) for one in found.goals]
    assert turns == sorted(turns)


def test_every_goal_with_a_theme_is_counted_once_in_it_and_companies_apart() -> None:
    content = august_content()
    committees = sum(theme.committees.total for theme in content.focus_areas)
    companies = sum(theme.companies.total for theme in content.focus_areas)
    assert (committees, companies) == (72, 12)
    assert [theme.name for theme in content.global_goals][:2] == [
        "1 Ingen fattigdom",
        "2 Ingen hunger",
    ]


def test_finance_personnel_and_environment_stand_against_each_council_goal() -> None:
    content = august_content()
    assert len(content.crossing) == 3 * len(content.council_goals)
    counted = sum(cell.counts.total for cell in content.crossing)
    crossing = [
        goal for goal in content.goals if goal.is_committee and str(goal.goal_type) != "verksamhet"
    ]
    assert counted == len(crossing) > 0


GAPS = """
M1 | ja, men med brister | M1.1: källa saknas. M1.2: källa saknas.
M2 | ja, men med brister | M2.1: källa saknas.
M3 | ja, men med brister | Nämndens egen bedömning saknas. M3.1: källa saknas.
M4 | nej                 | Nämndens egen bedömning saknas. M4.1: källa saknas; prognos saknas.
"""


def test_the_auditor_s_sheet_says_per_goal_what_is_missing() -> None:
    whole = small_municipality()
    first = GoalFollowUp(goal="M1", round=AUGUST, assessment=State.PARTLY, action="Görs.")
    first = first.model_copy(update={"responsible_role": "Chef", "due": whole.follow_ups[1].due})
    rows = {
        row.id: row
        for row in content_of(replace(whole, follow_ups=(first, *whole.follow_ups[1:]))).audit
    }
    shown = [[id_, str(rows[id_].judgeable), " ".join(rows[id_].gaps)] for id_ in ("M1", "M2")]
    shown += [[id_, str(rows[id_].judgeable), " ".join(rows[id_].gaps)] for id_ in ("M3", "M4")]
    assert shown == [[cell.strip() for cell in row.split("|")] for row in GAPS.strip().splitlines()]
    assert rows["K2"].judgeable is Judgeable.WITH_GAPS
    assert "Saknas i bedömningen: M4 (ej rapporterat)." in rows["K2"].gaps


def test_a_goal_with_all_it_needs_is_judged_without_gaps() -> None:
    whole = small_municipality()
    sourced = tuple(one.model_copy(update={"source": "Kolada"}) for one in whole.indicators)
    said = OverallAssessment(subject="K1", round=AUGUST, assessment=State.PARTLY)
    full = replace(whole, indicators=sourced, overall=(said,))
    rows = {row.id: row for row in content_of(full).audit}
    assert (rows["M2"].judgeable, rows["M2"].gaps) == (Judgeable.YES, ())
    assert (rows["K1"].judgeable, rows["K1"].gaps) == (Judgeable.YES, ())


def test_a_goal_partly_met_without_action_role_and_date_has_gaps() -> None:
    whole = small_municipality()
    partly = GoalFollowUp(goal="M1", round=AUGUST, assessment=State.PARTLY)
    rows = {row.id: row for row in content_of(replace(whole, follow_ups=(partly,))).audit}
    assert "Målet nås inte helt, och åtgärd och ansvarig roll och datum saknas." in rows["M1"].gaps


def test_a_computed_prognosis_is_called_so_and_leaves_the_status_alone() -> None:
    whole = small_municipality()
    outcomes = tuple(one for one in whole.outcomes if one.indicator != "M5.1")
    so_far = Outcome(indicator="M5.1", round=AUGUST, outcome=1310)
    content = content_of(replace(whole, outcomes=(*outcomes, so_far)))
    row = next(row for row in content.indicators if row.id == "M5.1")
    assert row.computed == (
        "Beräknad prognos 1\u00a0310 (senaste värdet står sig). Utfallet hittills är 1\u00a0310. "
        "Räknas inte som rapporterad."
    )
    assert (row.status.state, str(row.prognosis)) == (State.NOT_REPORTED, "")


def test_the_summary_says_how_far_prognoses_can_be_trusted() -> None:
    said = " ".join(august_content().summary.sentences)
    assert "I delårsrapport augusti 2018 förutsåg 86 av 91 prognoser rätt status (94,5" in said


def test_each_council_goal_says_what_is_done_about_the_goals_that_fall_short() -> None:
    whole = small_municipality()
    goals = outline(content_of(whole)).section("overgripande").sections
    told = [block for block in goals[0].blocks if getattr(block, "lead", "") == "Vad som görs:"]
    assert [block.text for block in told] == ["1 mål nås inte helt."]  # type: ignore[union-attr]
    assert "M2 (KS): Extra sammanträde i november. Planchef, 2019-12-31." in str(goals[0].blocks)


def test_a_grid_refuses_a_row_that_does_not_fit_its_columns() -> None:
    with pytest.raises(ValueError, match="1 cells under 2 columns"):
        Grid("", (Column("a", 1), Column("b", 1)), (("x",),))


TRENDS = """
              |
5             |
1 2 3         | ▁▅█
3 3           | ▄▄
-2 0 -1       | ▁█▅
"""


@pytest.mark.parametrize("row", TRENDS.strip("\n").splitlines())
def test_a_trend_is_drawn_from_two_years_on(row: str) -> None:
    numbers, bars = (cell.strip() for cell in row.split("|"))
    values = tuple((2015 + at, Figure(float(number))) for at, number in enumerate(numbers.split()))
    assert Trend(values).bars == bars


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (Share(0.4996), "49,9\u00a0%"),
        (Share(1.0), "100\u00a0%"),
        (Share(0.0123, sided=True), "+1,2\u00a0%"),
        (Share(-0.0126, sided=True), "−1,3\u00a0%"),
        (Share(0.0, sided=True), "0\u00a0%"),
    ],
)
def test_a_share_is_cut_and_a_bias_has_its_sign(share: Share, expected: str) -> None:
    assert str(share) == expected


def keys_of(sections: tuple[Section, ...]) -> list[str]:
    return [key for one in sections for key in (one.key, *keys_of(one.sections))]


def test_no_two_sections_share_a_key_since_links_lead_by_it() -> None:
    for content in (august_content(), year_content()):
        keys = keys_of(outline(content).sections)
        assert len(set(keys)) == len(keys)
