"""The manual's page on refusals says what the source says; each code is there, and once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xlmal.operations.message_pages import addin_faults, as_markdown, refusals
from xlmal.operations.rule_pages import every_check

ROOT = Path(__file__).resolve().parents[2]
RAISED = re.compile(r"""Refusal\(\s*(?:code\s*=\s*)?["'](\w+)["']""")
SAID = refusals()


def test_the_page_is_generated_from_the_source() -> None:
    page = (ROOT / "docs" / "meddelanden.md").read_text(encoding="utf-8")
    assert page == as_markdown(), (
        "run: python -m xlmal.operations.message_pages > docs/meddelanden.md"
    )


def test_every_code_that_is_raised_is_on_the_page_under_one_heading() -> None:
    sources = [*ROOT.glob("xlmal/**/*.py"), *ROOT.glob("udfs/*.py")]
    raised = {code for path in sources for code in RAISED.findall(path.read_text("utf-8"))}
    headings = re.findall(r"^### ([A-Z]\d\d)\b", as_markdown(), re.MULTILINE)
    assert len(raised) > 50
    assert raised <= set(headings)
    assert len(headings) == len(set(headings))


def test_no_code_is_both_a_refusal_and_a_finding() -> None:
    assert set(SAID) & set(every_check()) == set()
    assert set(SAID) & set(addin_faults()) == set()
    assert set(addin_faults()) & set(every_check()) == set()


@pytest.mark.parametrize("code", SAID)
def test_every_refusal_says_something_and_ends_as_a_sentence(code: str) -> None:
    for text in SAID[code]:
        assert len(text.replace("…", "").split()) > 2, text
        assert text.endswith((".", "?", "…")), text
