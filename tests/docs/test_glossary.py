"""The manual's word list is the code's own."""

from __future__ import annotations

from pathlib import Path

from xlmal.glossary import TERMS, as_markdown

ROOT = Path(__file__).resolve().parents[2]


def test_the_word_list_is_generated_from_the_glossary():
    page = (ROOT / "docs" / "ordlista.md").read_text(encoding="utf-8")
    assert page == as_markdown(), "run: python -m xlmal.glossary > docs/ordlista.md"


def test_one_swedish_term_has_one_identifier():
    swedish = [word for term in TERMS for word in term.swedish.split(", ")]
    identifiers = [term.identifier for term in TERMS]
    assert len(swedish) == len(set(swedish))
    assert len(identifiers) == len(set(identifiers))
