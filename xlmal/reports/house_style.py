"""The municipality's own looks in a report: its colour and its logo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xlmal.building.layout import palette


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """What a municipality dresses its report in.

    Attributes:
        colour: of headings and table heads, RGB in hex: dark enough for white text.
        logo: a PNG or JPEG file's bytes; None for no logo.
    """

    colour: str
    logo: bytes | None = None


def plain_style() -> HouseStyle:
    """Our own colour and no logo."""
    return HouseStyle(palette().dark)


_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"


def picture_kind(data: bytes) -> str | None:
    """Tell "png" from "jpeg" by the first bytes; None for anything else, SVG too: it holds code."""
    if data.startswith(_PNG):
        return "png"
    return "jpeg" if data.startswith(_JPEG) else None


def contrast_with_white(colour: str) -> float:
    """How well white text stands out on a colour, 1 to 21 (WCAG 2.1, relative luminance).

    Raises:
        ValueError: the colour is not six hex digits.
    """
    if len(colour) != 6:
        raise ValueError(f"no colour: {colour!r}")
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
