"""The steering picture and the time plan in the report: what is counted, and what is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from support.municipalities import AUGUST, small_municipality
from support.plans import plan_of
from support.reported import august_content
from xlmal.domain.choices import GoalType
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.municipality import Municipality
from xlmal.domain.round_result import round_result
from xlmal.operations.new_master import usual_occasions
from xlmal.reports.blocks import Bars, Grid, Section, Text, Timeline
from xlmal.reports.content import ReportContent, report_content
from xlmal.reports.html_timeline import draw_timeline
from xlmal.reports.outline import outline
from xlmal.reports.steering import agenda_map, completeness, matrix
from xlmal.reports.timeline_chart import timeline_png


def content_of(municipality: Municipality) -> ReportContent:
    return report_content(round_result(municipality, AUGUST))


def loose() -> Municipality:
    """The small municipality with a council goal that nobody answers and a goal that answers none.

    K3 names 4, 4.1 and 16.10 of Agenda 2030; M9 names 4.a and 13, and a target that does not exist.
    """
    small = small_municipality()
    return replace(
        small,
        council_goals=(
            *small.council_goals,
            CouncilGoal(id="K3", wording="Skolan är bra", agenda2030=("4", "4.1", "16.10")),
        ),
        unit_goals=(
            *small.unit_goals,
            UnitGoal(id="M9", unit="BUN", wording="Löst mål", agenda2030=("4.a", "13", "99.1")),
        ),
    )


def part(content: ReportContent, key: str) -> Section:
    return next(one for one in outline(content).parts if one.key == key)


def grid(section: Section) -> Grid:
    return next(block for block in section.blocks if isinstance(block, Grid))


def bars(section: Section) -> Bars:
    return next(block for block in section.blocks if isinstance(block, Bars))


def led(section: Section, lead: str) -> str:
    return next(
        block.text for block in section.blocks if isinstance(block, Text) and block.lead == lead
    )


MATRIX = """
   | KS     | BUN | VON | alla nämnder | BOAB
K1 | 1● 1○  |     |     | 1● 1○        |
K2 |        | 1●  | 1–  | 1● 1–        | 1●
K3 |        |     |     |              |
   |        | 1?  |     | 1?           |
"""


def test_the_matrix_counts_each_unit_s_goals_under_each_council_goal_and_how_they_stand() -> None:
    content = content_of(loose())
    expected = [
        [cell.strip() for cell in line.split("|")] for line in MATRIX.strip("\n").splitlines()[1:]
    ]
    statuses = [one for one in part(content, "matris").blocks if isinstance(one, Grid)][1]
    said = [[row[0], *row[2:7]] for row in statuses.rows]
    assert [[cell or "" for cell in row] for row in said] == expected


def test_committees_and_companies_are_summed_apart_and_add_up_to_all_goals() -> None:
    content = august_content()
    rows = matrix(content.council_goals, content.unlinked, ["KS", "BOAB"])
    assert sum(row.committees.total for row in rows) == 72
    assert sum(row.companies.total for row in rows) == 12
    last = grid(part(content, "matris")).rows[-1]
    units = len(content.committees)
    assert (last[1], last[2 + units], last[-1]) == ("Alla mål", 72, 12)
    assert sum(last[2 : 2 + units]) == 72  # type: ignore[arg-type]


def test_a_third_is_drawn_as_a_line_and_a_goal_on_it_is_told() -> None:
    section = part(august_content(), "koncentration")
    drawn = bars(section)
    assert drawn.limit is not None
    assert (drawn.limit.name, round(drawn.limit.at, 9)) == ("Gräns 33,3\u00a0%: 24,0 mål", 24.0)
    assert led(section, "Spridning:") == (
        "33,3\u00a0% av nämndmålen svarar mot K3. Det är precis på gränsen."
    )
    assert [(row[0], row[5]) for row in grid(section).rows if row[5]] == [("K3", "på gränsen")]


def test_more_than_a_third_is_over_the_line() -> None:
    section = part(content_of(small_municipality()), "koncentration")
    assert led(section, "Spridning:") == "Mer än 33,3\u00a0% av nämndmålen svarar mot K1, K2."
    assert {row[5] for row in grid(section).rows} == {"över gränsen"}


def test_what_hangs_loose_is_listed_from_both_sides() -> None:
    section = part(content_of(loose()), "utan-koppling")
    assert grid(section).rows == (
        ("Övergripande mål utan mål", "K3", "", "Skolan är bra"),
        ("Mål utan övergripande mål", "M9", "BUN", "Löst mål"),
    )
    assert [series.numbers for series in bars(section).series] == [(2.0, 5.0), (1.0, 1.0)]


def test_agenda_2030_is_covered_by_what_council_goals_and_goals_name() -> None:
    content = content_of(loose())
    found = {one.number: one for one in agenda_map(content.council_goals, content.goals)}
    assert len(found) == 17
    assert [str(cell) for cell in found[4].by_council][2] == "4, 4.1"
    assert (found[4].targets, found[4].all_targets, found[4].committees) == (("4.1", "4.a"), 10, 1)
    assert (found[16].targets, found[16].is_covered) == (("16.10",), True)
    assert (found[13].committees, found[13].is_covered) == (1, True)
    assert (found[14].targets, found[14].all_targets, found[14].is_covered) == ((), 10, False)


def test_the_number_of_targets_adds_up_to_the_agendas_own_169() -> None:
    content = content_of(small_municipality())
    assert sum(one.all_targets for one in agenda_map(content.council_goals, content.goals)) == 169


def test_a_cell_of_the_map_counts_the_goals_under_the_council_goal() -> None:
    rows = {row[0]: row for row in grid(part(august_content(), "agenda-karta")).rows}
    goals = [one for one in august_content().goals if one.council_goal == "K2"]
    naming = sum(any(part.split(".")[0] == "3" for part in one.agenda2030) for one in goals)
    assert rows["3 God hälsa och välbefinnande"][2] == f"3.4 ({naming})"


def test_completeness_tells_which_council_goals_lack_finance_personnel_or_environment() -> None:
    content = august_content()
    cells = {
        goal_type: {one.council_goal for one in content.goals if one.goal_type is goal_type
                    and one.is_committee}
        for goal_type in (GoalType.FINANCE, GoalType.PERSONNEL, GoalType.ENVIRONMENT)
    }  # fmt: skip
    ids = [one.id for one in content.council_goals]
    assert [(one.goal_type, one.having, one.lacking) for one in completeness(content.crossing)] == [
        (kind, len(having), tuple(id_ for id_ in ids if id_ not in having))
        for kind, having in cells.items()
    ]
    assert led(part(content, "tvars"), "Fullständighet:").startswith(
        "Finans 8 av 10 (saknas: K4, K9);"
    )


PLAN = """
id | organ           | ärende  | planerat   | till       | faktiskt   | status
T1 | KSAU            | Nya mål | 2019-01-16 |            | 2019-01-16 | genomförd
T2 | Medborgardialog | Samtal  | 2019-03-01 | 2019-03-31 | 2019-04-05 | genomförd
T3 | KS              | Nya mål | 2019-08-20 |            |            | planerad
T4 | KF              | Nya mål | 2019-12-20 |            |            | planerad
T5 | KF              | Nytt år | 2020-02-20 |            |            | planerad
"""


def test_the_plan_is_seen_from_the_last_day_that_the_round_measures() -> None:
    whole = replace(
        small_municipality(), time_plan=plan_of(PLAN), occasions=usual_occasions(AUGUST.year)
    )
    content = content_of(whole)
    assert content.plan_day == date(2019, 8, 31)
    section = part(content, "tidplan")
    assert [(row[0], row[7]) for row in grid(section).rows] == [
        ("T1", "klar i tid"),
        ("T2", "klar, 5 dagar sen"),
        ("T3", "11 dagar sen"),
        ("T4", "i tid"),
    ]
    assert led(section, "Läget:") == (
        "2 av 4 punkter är gjorda, 1 av dem senare än planerat. Försenade och inte gjorda: T3 KS."
    )


def test_a_report_without_a_plan_for_its_year_says_nothing_of_it() -> None:
    later = plan_of("id|planerat\nT1|2020-02-20")
    content = content_of(replace(small_municipality(), time_plan=later))
    assert "tidplan" not in [one.key for one in outline(content).parts]


def drawn_plan(content: ReportContent) -> Timeline:
    return next(block for block in part(content, "tidplan").blocks if isinstance(block, Timeline))


def test_the_picture_says_in_words_what_it_shows() -> None:
    timeline = drawn_plan(august_content())
    assert timeline.alt.startswith("Tidslinje, en rad per punkt. T1 KSAU 2019-01-16: klar i tid;")
    assert "T5 Medborgardialog 2019-03-01: klar, 5 dagar sen" in timeline.alt
    assert timeline.ends == (date(2019, 1, 1), date(2019, 12, 1))
    assert len(timeline.months) == 11


def test_on_the_page_each_row_has_its_planned_days_and_what_came_too_late() -> None:
    timeline = drawn_plan(august_content())
    drawing = draw_timeline(timeline)
    assert (len(drawing.planned), len(drawing.late), len(drawing.marks)) == (15, 1, 13)
    a_day = (drawing.months[1].x - drawing.months[0].x) / 31
    march, late = drawing.planned[4], drawing.late[0]
    assert march.width == pytest.approx(31 * a_day, abs=0.5)
    assert late.x == pytest.approx(march.x + march.width, abs=0.2)
    assert late.width == pytest.approx(5 * a_day, abs=0.5)
    assert all(shape.x + shape.width <= drawing.width for shape in drawing.planned)


def test_the_same_plan_gives_the_same_picture() -> None:
    timeline = drawn_plan(august_content())
    assert timeline_png(timeline, "1F4E5F") == timeline_png(timeline, "1F4E5F")
    assert timeline_png(timeline, "1F4E5F")[0].startswith(b"\x89PNG")
