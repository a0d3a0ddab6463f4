"""The example municipality's data files as rows of named cells."""

from __future__ import annotations

from functools import cache

from xlmal.domain.types import Measured
from xlmal.package_data import data_path

#: One row: what stands under each header, without surrounding spaces.
Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Return the rows of workbooks/example/<name>.tsv in the order of the file."""
    text = data_path(f"example/{name}.tsv").read_text(encoding="utf-8")
    first, *rest = text.splitlines()
    headers = first.split("\t")
    return tuple(
        dict(zip(headers, (cell.strip() for cell in line.split("\t")), strict=True))
        for line in rest
        if line
    )


def number(text: str) -> float | None:
    """A number written with a decimal point, or None for an empty cell."""
    return float(text) if text else None


def measured(text: str) -> Measured | None:
    """A number or ja/nej, or None for an empty cell."""
    if text in ("ja", "nej"):
        return text == "ja"
    return number(text)


def details(text: str) -> Row:
    """Read "samma; delgräns=30" as {"samma": "", "delgräns": "30"}."""
    pairs = (part.strip().partition("=") for part in text.split(";") if part.strip())
    return {name: value for name, _, value in pairs}
