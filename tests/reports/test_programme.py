"""The programme in the report: its names, what each goal means, and who contributes."""

from __future__ import annotations

import io
from dataclasses import replace

from openpyxl import load_workbook

from support.municipalities import AUGUST, small_municipality
from xlmal.domain.goals import CouncilGoal
from xlmal.domain.municipality import Municipality
from xlmal.domain.period import GoalSuccession
from xlmal.domain.programme import Contribution, GoalProgramme, Programme
from xlmal.domain.round_result import round_result
from xlmal.domain.rounds import Round
from xlmal.reports.blocks import Grid, Text
from xlmal.reports.content import ReportContent, report_content
from xlmal.reports.excel import write_report
from xlmal.reports.outline import outline

OLD = Programme(name="Hållbarhetsprogram", valid_from=2016, valid_to=2019)
NEW = Programme(name="Utvecklingsprogram", valid_from=2020, vision="Vardagen fungerar.")


def content_of(municipality: Municipality) -> ReportContent:
    return report_content(round_result(municipality, AUGUST))


def with_programme() -> Municipality:
    """K1 and K2 of the small municipality, and K11 of next year that takes over from K1."""
    small = small_municipality()
    unit, other = small.units[0].code, small.units[1].code
    coming = Round.parse("2020-bidrag")
    return replace(
        small,
        council_goals=(
            *small.council_goals,
            CouncilGoal(id="K11", wording="Unga tror på framtiden.", valid_from=2020),
        ),
        programmes=(OLD, NEW),
        goal_programmes=(GoalProgramme(goal="K11", meaning="Ingen ger upp.", strategy="I tid."),),
        successions=(GoalSuccession(old="K1", new=("K11",)),),
        contributions=(
            Contribution(unit=other, council_goal="K11", round=coming, text="Vi lär."),
            Contribution(
                unit=unit, council_goal="K11", round=coming, text="Vi leder.", together_with="Alla"
            ),
            Contribution(
                unit=unit, council_goal="K11", round=Round.parse("2019-bidrag"), text="Förr."
            ),
        ),
    )


def test_a_municipality_without_a_programme_has_no_section_for_it() -> None:
    assert content_of(small_municipality()).programme is None
    assert "program" not in [one.key for one in outline(content_of(small_municipality())).sections]


def test_the_section_goes_by_the_name_of_the_year_that_its_goals_begin() -> None:
    section = outline(content_of(with_programme())).section("program")

    assert section.title == "Utvecklingsprogram"
    assert [(one.lead, one.text) for one in section.blocks if isinstance(one, Text)] == [
        ("Kommande:", "Här förklaras de övergripande mål som gäller från 2020."),
        ("Vision:", "Vardagen fungerar."),
        ("Tidigare namn:", "Hållbarhetsprogram (2016–2019)"),
    ]


def test_a_goal_is_explained_and_the_units_say_what_they_do_in_their_order() -> None:
    municipality = with_programme()
    (part,) = outline(content_of(municipality)).section("program").sections

    assert [(one.lead, one.text) for one in part.blocks if isinstance(one, Text)] == [
        ("Innebörd:", "Ingen ger upp."),
        ("Strategi:", "I tid."),
    ]
    (grid,) = [one for one in part.blocks if isinstance(one, Grid)]
    assert grid.rows == (
        (municipality.units[0].code, municipality.units[0].name, "Vi leder.", "Alla"),
        (municipality.units[1].code, municipality.units[1].name, "Vi lär.", ""),
    )


def test_the_workbook_has_a_sheet_that_says_the_same() -> None:
    sheet = load_workbook(io.BytesIO(write_report(content_of(with_programme()))))["Program"]
    said = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]

    assert ["Vision", None, "Vardagen fungerar.", None] in said
    assert [
        "K11 tar vid efter",
        None,
        "K1 " + small_municipality().council_goals[0].wording,
        None,
    ] in said
    assert ["Innebörd", None, "Ingen ger upp.", None] in said
