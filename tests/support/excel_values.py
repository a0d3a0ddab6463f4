"""Values as Excel hands them to a worksheet function over COM."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

#: #N/A as COM hands it over, and an argument that was left out.
NA = -2146826246
MISSING = -2147352572

#: Call a worksheet function by name, through xlwings' own conversion.
Call = Callable[..., Any]


def column(*values: Any) -> tuple[tuple[Any], ...]:
    """Cells below one another."""
    return tuple((value,) for value in values)
