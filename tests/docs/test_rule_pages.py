"""The manual's page on rules says what the rules say; it pins their words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xlmal.finding import Check
from xlmal.operations.rule_pages import as_markdown, every_check
from xlmal.rules.catalogue import TOPICS

ROOT = Path(__file__).resolve().parents[2]
CHECKS = every_check()


def test_the_page_is_generated_from_the_rules():
    page = (ROOT / "docs" / "regler.md").read_text(encoding="utf-8")
    assert page == as_markdown(), "run: python -m xlmal.operations.rule_pages > docs/regler.md"


def test_every_code_is_a_letter_of_a_topic_and_two_digits():
    assert [code for code in CHECKS if not re.fullmatch(r"[A-Z]\d\d", code)] == []
    assert {code[0] for code in CHECKS} <= set(TOPICS)
    assert len(CHECKS) > 200


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_every_check_has_a_title_a_reason_an_example_and_says_what_to_do(check: Check):
    assert check.title
    assert check.reason, "why does it matter?"
    assert check.example, "what does a cell that breaks it look like?"
    assert check.message.endswith((".", "?", "}")), "the message is a sentence"


def test_no_two_checks_say_that_the_same_is_well():
    titles = [check.title.rstrip(".") for check in CHECKS.values()]
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


def test_a_rule_shows_its_example_in_the_users_own_words():
    page = as_markdown()
    section = page[page.index("### P10 ") : page.index("### P11 ")]
    assert "Väntas: prognos" in section
    assert "kolumnen Kontroll säger" in section
    assert not re.search(r"\{[^}]+\}", page), "an unfilled name"
    assert not re.search(r"\b4\d{4},?\d*\b", section), "a date shown as a serial number"
