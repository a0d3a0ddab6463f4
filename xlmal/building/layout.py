"""How the workbooks look: order, widths, colours and instructions, read from workbooks/layout."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from xlmal.package_data import data_path


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet's looks; widths are in characters, by header."""

    name: str
    title: str = ""
    purpose: str = ""
    who: str = ""
    intro: str = ""
    tab: str = "7F7F7F"
    widths: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours, RGB in hex; they differ in lightness too, for print and the colour-blind."""

    dark: str
    light: str
    open: str
    computed: str
    mark: str
    met: str
    partly: str
    not_met: str
    other: str
    font: str


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(data_path(f"layout/{name}.toml").read_text(encoding="utf-8"))


@cache
def sheet_layouts(name: str) -> dict[str, SheetLayout]:
    """The sheets of a layout ("master", "committee", "report") by name, in order."""
    return {row["name"]: SheetLayout(**row) for row in _read(name)["sheet"]}


@cache
def palette() -> Palette:
    """The colours that all our workbooks share."""
    return Palette(**_read("master")["look"])
