"""Cells as XML, written as openpyxl writes them but without building a workbook first."""

from __future__ import annotations

from collections.abc import Iterable
from html import unescape
from xml.sax.saxutils import escape

from xlmal.building.look import clean
from xlmal.schema.cells import Stored


def escaped(text: str) -> str:
    """A text as it stands in XML, without what no cell can hold."""
    return escape(clean(text), {"\r": "&#13;"})


def inline(text: str) -> str:
    """A text as a cell's content; edge spaces are marked, or readers drop them (XML 1.0, 2.10)."""
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<is><t{space}>{escaped(text)}</t></is>"


def cell(address: str, style: int, value: Stored) -> str:
    """A cell that has a look; numbers at 16 digits, as openpyxl stores them."""
    if value is None or value == "":
        return f'<c r="{address}" s="{style}"/>'
    if isinstance(value, str):
        return f'<c r="{address}" s="{style}" t="inlineStr">{inline(value)}</c>'
    return f'<c r="{address}" s="{style}" t="n"><v>{value:.16g}</v></c>'


def formula_cell(address: str, style: int, formula: str, result: str) -> str:
    """A cell with a formula that gives a text."""
    return (
        f'<c r="{address}" s="{style}" t="str"><f>{escaped(formula)}</f>'
        f"<v>{escaped(result)}</v></c>"
    )


def plain_rows(rows: Iterable[Iterable[str]]) -> str:
    """Rows of texts without a look, from A1 down; a blank text is a cell too."""
    written = []
    for number, texts in enumerate(rows, start=1):
        cells = "".join(
            f'<c r="{letter}{number}" t="inlineStr">{inline(text) if text else ""}</c>'
            for letter, text in zip("ABCDEFGH", texts, strict=False)
        )
        written.append(f'<row r="{number}">{cells}</row>')
    return "".join(written)


def text_of(content: str) -> str:
    """The text that a piece of XML without elements stands for."""
    return unescape(content)
