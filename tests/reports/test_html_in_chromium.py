"""The web page in a real browser: its tree, its filters, its accessibility, and its silence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.chromium import browser
from support.municipalities import AUGUST, small_municipality, with_texts
from support.reported import august_content
from xlmal.domain.round_result import round_result
from xlmal.reports.content import report_content
from xlmal.reports.html import write_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.chromium

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("sida") / "rapport.html"
    path.write_bytes(write_html(august_content()))
    return path.as_uri()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    opened = chromium.new_page()
    opened.goto(address)
    yield opened
    opened.close()


def shown(page: Page) -> list[str]:
    goals = page.locator("details.goal:not([hidden])")
    return [one or "" for one in goals.evaluate_all("all => all.map(one => one.id)")]


def test_the_tree_opens_by_mouse_and_by_keyboard(page: Page) -> None:
    goal = page.locator("#M9")
    assert not goal.is_visible()
    page.locator("#K1 > summary").click()
    assert goal.is_visible()
    table = goal.locator("table")
    assert not table.is_visible()
    goal.locator(":scope > summary").focus()
    page.keyboard.press("Enter")
    assert table.is_visible()


FILTERS = """
unit    | VON                  | unit
council | K8                   | council_goal
status  | not_met              | status
group   | Medarbetare          | target_group
focus   | Klimat och resurser  | focus_area
"""


@pytest.mark.parametrize("row", FILTERS.strip().splitlines())
def test_a_filter_leaves_the_goals_that_fit_and_says_how_many(page: Page, row: str) -> None:
    name, value, field = (cell.strip() for cell in row.split("|"))
    page.select_option(f"#f-{name}", value)
    goals = august_content().goals
    expected = {
        goal.id
        for goal in goals
        if value == (goal.status.state.name.lower() if field == "status" else getattr(goal, field))
    }
    assert set(shown(page)) == expected
    assert 0 < len(expected) < len(goals)
    assert page.inner_text("#antal") == f"Visar {len(expected)} av 84 mål."
    assert page.locator("details.council:not([hidden])").count() == len(
        {goal.council_goal for goal in goals if goal.id in expected}
    )


def test_agenda_2030_is_a_filter_too_and_filters_work_together(page: Page) -> None:
    page.select_option("#f-agenda", "4")
    goals = august_content().goals
    of_four = {
        goal.id for goal in goals if any(one.split(".")[0] == "4" for one in goal.agenda2030)
    }
    assert set(shown(page)) == of_four
    page.select_option("#f-unit", "BUN")
    assert set(shown(page)) == {one.id for one in goals if one.id in of_four and one.unit == "BUN"}
    page.locator("#rensa").click()
    assert len(shown(page)) == 84


def breaches(page: Page) -> list[tuple[str, str]]:
    from axe_playwright_python.sync_playwright import Axe

    # Listing what holds as well takes longer than finding what does not.
    options = {"runOnly": WCAG, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response
    assert len(found["passes"]) > 15
    return [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]


@pytest.fixture(params=["light", "dark"])
def small(chromium: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    path = tmp_path / "rapport.html"
    path.write_bytes(write_html(report_content(round_result(small_municipality(), AUGUST))))
    page = chromium.new_page(color_scheme=request.param)
    page.goto(path.as_uri())
    page.locator("#oppna").click()
    yield page
    page.close()


def test_axe_finds_no_breach_of_wcag_2_1_aa_with_everything_open(small: Page) -> None:
    assert breaches(small) == []


def test_axe_would_find_a_breach(small: Page) -> None:
    small.evaluate("document.getElementById('f-unit').labels[0].remove()")
    assert [rule for rule, _ in breaches(small)] == ["select-name"]


def test_axe_finds_no_breach_in_the_example_with_a_filter_on(page: Page) -> None:
    page.select_option("#f-status", "not_met")
    page.locator("#M7 > summary").click()
    assert breaches(page) == []


def test_nothing_is_asked_of_a_network_and_nothing_is_complained_of(
    chromium: Browser, address: str
) -> None:
    page = chromium.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    page.locator("#oppna").click()
    page.select_option("#f-unit", "KS")
    page.close()
    assert (asked, said) == ([address], [])


def test_a_script_in_a_comment_stays_text(chromium: Browser, tmp_path: Path) -> None:
    hostile = "<script>window.ran = true</script><img src=x onerror='window.ran = true'>"
    content = report_content(round_result(with_texts(small_municipality(), hostile), AUGUST))
    path = tmp_path / "rapport.html"
    path.write_bytes(write_html(content))
    page = chromium.new_page()
    page.goto(path.as_uri())
    page.locator("#oppna").click()
    assert page.evaluate("window.ran") is None
    assert hostile in page.inner_text("main")
    page.close()


def test_even_a_script_that_got_in_would_not_run(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "rapport.html"
    whole = write_html(august_content()).decode()
    path.write_text(whole.replace("</main>", "<script>window.ran = true</script></main>"), "utf-8")
    page = chromium.new_page()
    page.goto(path.as_uri())
    assert page.evaluate("window.ran") is None
    assert page.inner_text("#antal") == "Visar 84 av 84 mål."
    page.close()


def test_on_paper_every_goal_is_open_and_the_filters_are_gone(page: Page) -> None:
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#M9 table").is_visible()
    assert not page.locator("#filter").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert not page.locator("#M9").is_visible()


def test_a_narrow_screen_scrolls_tables_and_not_the_page(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.locator("#oppna").click()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
