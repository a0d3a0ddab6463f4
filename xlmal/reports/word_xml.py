"""Pieces of WordprocessingML (ECMA-376 part 1, 17): runs, paragraphs, tables, fields, as text.

Cell text is escaped here and is never markup or a field; control characters are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from xml.sax.saxutils import escape

from xlmal.building.look import clean
from xlmal.reports.blocks import Column, Grid, Value
from xlmal.reports.pen import colour_of
from xlmal.reports.shown import Figure, Status, Step, Trend

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACE: Final = f'xmlns:w="{_W}"'

#: Paragraph styles of our own, beside the built-in ones; Word shows their names in its gallery.
CELL_STYLE: Final = "Tabelltext"
HEAD_STYLE: Final = "Tabellrubrik"


@dataclass(frozen=True, slots=True)
class StyleIds:
    """The ids that a document has given the styles we use; templates name them as they like."""

    cell: str
    head: str
    table: str


def run(text: str, *, bold: bool = False, colour: str = "") -> str:
    """A run of text; line ends become line breaks, tabs spaces."""
    looks = ("<w:b/>" if bold else "") + (f'<w:color w:val="{colour}"/>' if colour else "")
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    lines = clean(text).replace("\r", "").replace("\t", " ").split("\n")
    parts = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{properties}{parts}</w:r>"


def paragraph(
    style: str, content: str, *, right: bool = False, keep: bool = False, page: bool = False
) -> str:
    """A paragraph of runs in a style; ``page`` begins a new page with it."""
    looks = f'<w:pStyle w:val="{escape(style)}"/>'
    looks += "<w:keepNext/>" if keep else ""
    looks += "<w:pageBreakBefore/>" if page else ""
    looks += '<w:jc w:val="right"/>' if right else ""
    return f"<w:p><w:pPr>{looks}</w:pPr>{content}</w:p>"


def field(instruction: str, shown: str, *, dirty: bool = False) -> str:
    """A complex field (17.16.18): its instruction, and what is shown until Word works it out."""
    begin = ' w:dirty="true"' if dirty else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{begin}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def table(grid: Grid, width: int, colour: str, ids: StyleIds) -> str:
    """A table whose header row is repeated on each page; ``width`` in twentieths of a point."""
    widths = _widths(grid, width)
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    head = "".join(
        _cell(paragraph(ids.head, run(column.name), right=column.right, keep=True), one, colour)
        for column, one in zip(grid.columns, widths, strict=True)
    )
    rows = "".join(
        _row(row, grid.columns, widths, ids, strong=at in grid.strong)
        for at, row in enumerate(grid.rows)
    )
    described = escape(clean(grid.caption), {'"': "&quot;"})
    return (
        f"<w:tbl {NAMESPACE}><w:tblPr>"
        f'<w:tblStyle w:val="{escape(ids.table)}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
        '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{described}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
    )


#: What a letter of a heading takes, and a cell's margins, in twentieths of a point.
_LETTER: Final = 98
_MARGINS: Final = 130


#: A number that stands alone in its cell, such as a year; broken in two it is another number.
_NUMBER: Final = re.compile(r"[\d.,−-]{1,12}")


def _widths(grid: Grid, width: int) -> list[int]:
    """Share the width out, so that no word of a heading must break, and no number of a column."""
    columns = grid.columns
    longest = [max(len(word) for word in re.split(r"[ /]", column.name)) for column in columns]
    for row in grid.rows:
        for at, value in enumerate(row):
            said = str(value) if isinstance(value, str | int | Figure) else ""
            if _NUMBER.fullmatch(said):
                longest[at] = max(longest[at], len(said))
    least = [letters * _LETTER + _MARGINS for letters in longest]
    whole = sum(column.width for column in columns)
    wanted = [width * column.width / whole for column in columns]
    lacking = sum(max(0.0, need - want) for need, want in zip(least, wanted, strict=True))
    spare = sum(max(0.0, want - need) for need, want in zip(least, wanted, strict=True)) or 1.0
    kept = max(0.0, 1 - lacking / spare)
    return [
        round(need if want <= need else need + (want - need) * kept)
        for need, want in zip(least, wanted, strict=True)
    ]


def _row(
    row: Sequence[Value],
    columns: Sequence[Column],
    widths: Sequence[int],
    ids: StyleIds,
    *,
    strong: bool,
) -> str:
    cells = "".join(
        _cell(
            paragraph(ids.cell, run(shown(value), bold=strong), right=column.right),
            width,
            colour_of(value.state) if isinstance(value, Status) else "",
        )
        for value, column, width in zip(row, columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(content: str, width: int, fill: str) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{content}</w:tc>'


def shown(value: Value) -> str:
    """A value as text: what it says in every kind of report."""
    if value is None:
        return ""
    if isinstance(value, Trend):
        return "\n".join(filter(None, [value.bars, str(value)]))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Step):
        return f"{value.before.symbol} → {value.now.symbol}"
    if isinstance(value, Figure):
        return str(value)
    return breakable(str(value))


#: Long words of forms such as "Kommunledningskontoret" break at "/", which Word does not do itself.
_SLASH: Final = re.compile(r"(?<=\w)/(?=\w{4})")


def breakable(text: str) -> str:
    """Let a long pair of words break after its slash."""
    return _SLASH.sub("/\N{ZERO WIDTH SPACE}", text)
