"""The report as a web page: nothing it holds can run, and nothing leads out of it."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from support.municipalities import AUGUST, small_municipality, with_texts
from support.reported import august_content
from xlmal.domain.municipality import Municipality
from xlmal.domain.round_result import round_result
from xlmal.reports.content import report_content
from xlmal.reports.house_style import HouseStyle
from xlmal.reports.html import write_html

_VOID = {"meta", "img", "input", "br", "link"}
#: What an SVG element may leave open: it ends with "/>".
_SELF_CLOSED = {"rect", "circle", "line", "polyline"}


class Page(HTMLParser):
    """Everything that a page holds, and a check that its tags are nested."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _SELF_CLOSED
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page_of(municipality: Municipality, style: HouseStyle | None = None) -> str:
    content = report_content(round_result(municipality, AUGUST))
    return write_html(content, style).decode("utf-8")


@pytest.fixture(scope="module")
def text() -> str:
    return write_html(august_content()).decode("utf-8")


def test_the_page_is_well_nested_swedish_and_under_a_megabyte(text: str) -> None:
    page = Page(text)
    assert page.named("html") == [{"lang": "sv"}]
    assert len(text.encode()) < 1_000_000


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script></style><script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_people_write_stays_text(hostile: str) -> None:
    clean = Page(page_of(with_texts(small_municipality(), "x")))
    page = Page(page_of(with_texts(small_municipality(), hostile)))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in clean.tags]
    assert any(hostile in said for said in page.texts)
    assert not [name for _, held in page.tags for name in held if name.startswith("on")]


def test_control_characters_are_left_out() -> None:
    assert "ettord" in page_of(with_texts(small_municipality(), "ett\x00\x0bord"))


def test_the_policy_allows_our_script_and_style_by_hash_and_nothing_else(text: str) -> None:
    policy = next(
        meta["content"] or ""
        for meta in Page(text).named("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    )
    for kind in ("script", "style"):
        found = re.findall(f"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        assert len(found) == 1
        digest = base64.b64encode(hashlib.sha256(found[0].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_nothing_leads_out_of_the_page(text: str) -> None:
    page = Page(text)
    assert not page.named("link")
    assert not [held for _, held in page.tags if "style" in held]
    for _, attributes in page.tags:
        for name in ("src", "href", "action", "srcset"):
            assert (attributes.get(name) or "#").startswith(("#", "data:image/"))
    assert "@import" not in text
    assert "url(" not in text


def test_every_link_leads_to_something_on_the_page(text: str) -> None:
    page = Page(text)
    ids = [held["id"] for _, held in page.tags if "id" in held]
    assert len(set(ids)) == len(ids)
    assert {(held["href"] or "").lstrip("#") for held in page.named("a")} <= set(ids)


def test_a_logo_is_in_the_page_and_the_colour_in_its_style() -> None:
    picture = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
        "rkJggg=="
    )
    text = page_of(small_municipality(), HouseStyle("7A1F3D", picture))
    logo = Page(text).named("img")[0]
    assert (logo["src"] or "").startswith("data:image/png;base64,")
    assert logo["alt"] == "Lillköping, logotyp"
    assert "--brand:#7A1F3D" in text


def test_the_same_content_gives_the_same_bytes(text: str) -> None:
    assert write_html(august_content()).decode() == text


def test_a_municipality_without_goals_still_gets_its_page() -> None:
    assert Page(page_of(Municipality())).named("main")
