"""Cell content quoted in a message: short, on one line, without invisible characters."""

from __future__ import annotations

import unicodedata

_LONGEST = 60


def quoted(text: str) -> str:
    """Return the text between quotes, cut after 60 characters."""
    plain = "".join(" " if char.isspace() else char for char in text[: _LONGEST * 4])
    plain = "".join(char for char in plain if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
    plain = " ".join(plain.split())
    if len(plain) > _LONGEST:
        plain = plain[: _LONGEST - 1].rstrip() + "…"
    return f"'{plain}'"


def listed(words: list[str] | tuple[str, ...], most: int = 8) -> str:
    """Join words with commas; beyond ``most`` only their number is told."""
    shown = ", ".join(words[:most])
    return f"{shown} och {len(words) - most} till" if len(words) > most else shown
