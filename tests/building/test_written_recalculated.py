"""The files where goals are written, with LibreOffice as judge of what Kontroll says."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from openpyxl import Workbook, load_workbook

from support.goal_setting import CONTRIBUTIONS, GOALS, GoalDesk, planted, written
from support.libreoffice import recalculate_many
from support.sent_books import FORM_HEADER_ROW, columns_of, rows_by

pytestmark = pytest.mark.libreoffice

#: KS's file with four faults planted: what Kontroll says on the rows that are not done.
KONTROLL = {
    "Nämndmål M101": "Klart, men se över: För många indikatorer på bladet Indikatorer",
    "Nämndmål M102": "Klart, men se över: Övergripande mål: gäller inte under året",
    "Nämndmål M104": "Klart, tips: Mål: låter som en aktivitet",
    "Målvärden M103.1": "Att fylla i: Målvärde saknas",
}
PROGRESS = {
    "Nämndmål": "5 av 5 klara",
    "Indikatorer": "10 av 10 klara",
    "Målvärden": "9 av 10 klara",
}


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """Files after LibreOffice: as sent out, with faults planted, and the contributions."""
    folder = tmp_path_factory.mktemp("written")
    shared = tmp_path_factory.mktemp("sent")
    (folder / "mål").mkdir()
    (folder / "bidrag").mkdir()
    goals = GoalDesk(folder / "mål", shared, GOALS)
    contributions = GoalDesk(folder / "bidrag", shared, CONTRIBUTIONS)
    told = {("Bidrag", "K11", "Så bidrar vi"): "Vi ordnar sommarjobb åt alla i nian."}
    files = {
        "sent": goals.files["KS"],
        "planted": written(goals.files["KS"], planted()),
        "contributions": written(contributions.files["BUN"], told),
    }
    for name, data in files.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    paths = [folder / f"{name}.xlsx" for name in files]
    made = recalculate_many(paths, folder / "ut")
    return {path.stem: load_workbook(path, data_only=True) for path in made} | {
        "as written": load_workbook(paths[0], data_only=True)
    }


def said(book: Workbook, sheet: str) -> dict[str, str]:
    """What Kontroll says on each row of a sheet, by the row's key."""
    page = book[sheet]
    key = "Övergripande mål" if sheet == "Bidrag" else str(page.cell(FORM_HEADER_ROW, 1).value)
    column = columns_of(page, FORM_HEADER_ROW)["Kontroll"]
    return {
        f"{sheet} {id_}": str(page.cell(row, column).value)
        for id_, row in rows_by(page, key).items()
    }


def test_kontroll_says_exactly_what_is_wrong_in_a_units_goals(
    recalculated: Mapping[str, Workbook],
) -> None:
    book = recalculated["planted"]
    found = said(book, "Nämndmål") | said(book, "Indikatorer") | said(book, "Målvärden")

    assert {
        row: text for row, text in found.items() if text not in ("Klart", "Ledig rad")
    } == KONTROLL


def test_the_guide_counts_what_is_done_and_leaves_free_rows_out(
    recalculated: Mapping[str, Workbook],
) -> None:
    guide = recalculated["planted"]["Så gör du"]

    rows = {str(row[0].value): row[1].value for row in guide.iter_rows(min_row=1, max_row=10)}
    assert {sheet: rows[sheet] for sheet in PROGRESS} == PROGRESS


def test_results_that_we_wrote_are_what_the_formulas_give(
    recalculated: Mapping[str, Workbook],
) -> None:
    ours, theirs = recalculated["as written"], recalculated["sent"]
    different = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in ours.worksheets
        if sheet.sheet_state == "visible"
        for row in sheet.iter_rows()
        for cell in row
        if (cell.value or "") != (theirs[sheet.title][cell.coordinate].value or "")
    ]

    assert different == []


def test_a_contribution_is_asked_for_each_council_goal_of_the_year(
    recalculated: Mapping[str, Workbook],
) -> None:
    assert said(recalculated["contributions"], "Bidrag") == {
        "Bidrag K11": "Klart",
        "Bidrag K12": "Att fylla i",
    }


def test_a_link_that_has_expired_says_what_took_over(recalculated: Mapping[str, Workbook]) -> None:
    for name in ("sent", "as written"):
        page = recalculated[name]["Nämndmål"]
        column = columns_of(page, FORM_HEADER_ROW)["Det övergripande målet"]
        assert page.cell(FORM_HEADER_ROW + 1, column).value == (
            "K1 gäller inte 2020. Ersätts av K11 och K12."
        )
