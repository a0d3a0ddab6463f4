"""The wording of a goal as it was adopted: a mark that tells whether it has changed since."""

from __future__ import annotations

import hashlib
import unicodedata

from xlmal.domain.goals import CouncilGoal, UnitGoal

_GROUP = 4
_LENGTH = 12


def wording_mark(text: str) -> str:
    """The mark of a wording: "3f9a-0c1d-77e2"; "" for a blank one.

    Spaces, line breaks, signs that nobody can see and the two ways to store å make no difference;
    every letter, capital and full stop does. The first 48 bits of SHA-256 over the UTF-8 text; the
    dashes keep Excel from taking it for a number.
    """
    seen = "".join(
        sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign) != "Cf"
    )
    normal = " ".join(seen.split())
    if not normal:
        return ""
    digits = hashlib.sha256(normal.encode()).hexdigest()[:_LENGTH]
    return "-".join(digits[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def has_changed(goal: CouncilGoal | UnitGoal) -> bool:
    """True when a goal is worded otherwise than when it was adopted."""
    return bool(goal.adopted_mark) and goal.adopted_mark != wording_mark(goal.wording)
