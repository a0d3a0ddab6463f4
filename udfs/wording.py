"""How a goal in a cell is worded, in one word or with the reason."""

from __future__ import annotations

from typing import Any

from udfs.arguments import ERRORS
from udfs.boundary import ArgumentError
from xlmal.domain.wording import wording_of


def judged(value: Any, with_reason: bool) -> str:
    """The verdict on a goal's wording; "" of a blank cell.

    Raises:
        ArgumentError: it is an error value or no text.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return ""
    if not isinstance(value, str):
        raise ArgumentError("målet ska vara en text.")
    if value in ERRORS:
        raise ArgumentError(f"målet är felvärdet {value}.")
    found = wording_of(value)
    return f"{found.verdict}: {found.reasons[0].text}" if with_reason else str(found.verdict)
