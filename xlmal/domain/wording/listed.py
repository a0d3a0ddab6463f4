"""Word tables as they are easiest to read and keep: one text, the words apart by spaces."""

from __future__ import annotations


def listed(words: str) -> tuple[str, ...]:
    """The words of a table."""
    return tuple(words.split())
